"""The embedded engine beside a cluster, over the same readouts in one run: python -m benchmarks.scale --size 10k --url ...

Each question goes to the one and then to the other, in a process of its own each, so that what else the machine does
meets both. Seconds of the processor are told beside those of the clock, since those it does not change much.
"""

import json
import multiprocessing
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import click

from benchmarks import corpus, peer, queries
from benchmarks.engines.ours import as_clause, readouts
from benchmarks.peer import BUCKETS, FACETS, Question
from benchmarks.worker import resident, worked
from searchapp.engine import Engine, Manifest, Reader, Request
from searchapp.engines.opensearch import OpenSearchEngine, Server
from searchapp.engines.whoosh import WhooshEngine
from searchapp.highlight import snippets, sought

_EACH = 25  # questions of each kind
_FACETS = dict.fromkeys(FACETS, BUCKETS)
_NAME = "searchapp_scale"
_TASKS = ("count", "top 10", "facets", "page")

Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an engine keeps its index: a folder, or a cluster of some addresses with so many shards."""

    at: str
    shards: int = 0

    def engine(self) -> Engine:
        """The engine there, with connections of its own."""
        if self.shards:
            return OpenSearchEngine(Server(self.at), _NAME, shards=self.shards)
        return WhooshEngine(Path(self.at))

    def bytes(self) -> float:
        """Of the index, each part of it once."""
        if self.shards:
            told = Server(self.at).ask("GET", f"/{_NAME}-*/_stats/store")
            return float(told["_all"]["primaries"]["store"]["size_in_bytes"])
        return sum(path.stat().st_size for path in Path(self.at).rglob("*") if path.is_file())

    def worked(self) -> float:
        """CPU seconds of the servers up to now, none of an engine without any."""
        told = Server(self.at).ask("GET", "/_nodes/stats/process")["nodes"] if self.shards else {}
        return sum(float(node["process"]["cpu"]["total_in_millis"]) for node in told.values()) / 1_000

    def servers_mb(self) -> float:
        """Memory of those servers that run on this machine."""
        told = Server(self.at).ask("GET", "/_nodes/process")["nodes"] if self.shards else {}
        return sum(resident(process=str(node["process"]["id"])) for node in told.values())


@click.command()
@click.option("--size", type=click.Choice(list(corpus.SIZES)), default="10k", show_default=True)
@click.option("--first", type=click.IntRange(1_000), help="Only so many of the documents, from the first on.")
@click.option(
    "--url", default="http://127.0.0.1:9200", show_default=True, help="Of a cluster that may be filled."
)
@click.option("--shards", type=click.IntRange(1, 64), default=1, show_default=True)
@click.option("--corpus", "source", type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(size: str, first: int | None, url: str, shards: int, source: Path | None) -> None:
    """Build and ask both, and print the figures of each as a line of JSON."""
    documents = corpus.cached(source, corpus.SIZES[size])
    drawn = queries.questions(queries.vocabulary(islice(peer.read(documents), first)), _EACH)
    with _folder() as folder, _cleared(url):
        places = {"embedded": Place(folder), "opensearch": Place(url, shards)}
        told = {
            name: {"documents": float(first or corpus.SIZES[size])} | _build(place, documents, first)
            for name, place in places.items()
        }
        for name, figures in _ask(places, [one for some in drawn.values() for one in some]).items():
            told[name] |= figures
    for name, figures in told.items():
        click.echo(json.dumps({"engine": name} | {one: round(n, 2) for one, n in figures.items()}))


def _build(place: Place, documents: Path, first: int | None) -> Figures:
    began, here, there = time.perf_counter(), worked(), place.worked()
    made = islice(readouts(peer.read(documents)), first)
    with place.engine() as engine:
        engine.write(Manifest("", "", str(documents), "benchmark", 0), made, fresh=True)
    figures = {
        "build s": time.perf_counter() - began,
        "build CPU s": worked() - here,
        "build CPU s of servers": place.worked() - there,
        "MB": place.bytes() / 1e6,
    }
    click.echo(json.dumps(figures), err=True)
    return figures


def _ask(places: dict[str, Place], asked: list[Question]) -> dict[str, Figures]:
    """Milliseconds, the median and the 95th of a hundred, of each task, and memory afterwards."""
    told: dict[str, Figures] = {name: {} for name in places}
    with ExitStack() as stack:
        context = multiprocessing.get_context("spawn")
        pools = {
            name: stack.enter_context(
                ProcessPoolExecutor(1, mp_context=context, initializer=_open, initargs=(place,))
            )
            for name, place in places.items()
        }
        for name, pool in pools.items():
            told[name]["open ms"] = pool.submit(_opened_ms).result()
        for task in _TASKS:
            times: dict[str, list[float]] = {name: [] for name in places}
            before = {name: place.worked() for name, place in places.items()}
            mine = {name: pool.submit(worked).result() for name, pool in pools.items()}
            for question in asked:
                for name, pool in pools.items():
                    times[name].append(pool.submit(_timed, task, question).result())
            for name, pool in pools.items():
                cpu = pool.submit(worked).result() - mine[name] + places[name].worked() - before[name]
                told[name][f"{task} p50 ms"] = statistics.median(times[name])
                told[name][f"{task} p95 ms"] = statistics.quantiles(times[name], n=20)[-1]
                told[name][f"{task} CPU ms"] = cpu / len(asked) * 1_000
        for name, pool in pools.items():
            told[name]["MB in memory"] = pool.submit(resident).result()
            told[name]["MB of servers"] = places[name].servers_mb()
    return told


# ---- in a process that asks


@dataclass(slots=True)
class _Asking:
    reader: Reader
    opened_ms: float


_asking: _Asking | None = None


def _open(place: Place) -> None:
    global _asking  # noqa: PLW0603  # a process has one
    began = time.perf_counter()
    reader = place.engine().reader()
    _asking = _Asking(reader, (time.perf_counter() - began) * 1_000)


def _opened_ms() -> float:
    assert _asking  # noqa: S101
    return _asking.opened_ms


def _timed(task: str, question: Question) -> float:
    assert _asking  # noqa: S101
    _asking.reader.begin()
    began = time.perf_counter()
    _RUN[task](_asking.reader, question)
    return (time.perf_counter() - began) * 1_000


def _count(reader: Reader, question: Question) -> None:
    reader.count(as_clause(question))


def _best(reader: Reader, question: Question) -> None:
    reader.search(Request(as_clause(question)))


def _facets(reader: Reader, question: Question) -> None:
    reader.search(Request(as_clause(question), facets=_FACETS))


def _page(reader: Reader, question: Question) -> None:
    wanted = as_clause(question)
    found = reader.search(Request(wanted, facets=_FACETS))
    seen = sought(wanted)
    for sight in reader.sights((id_ for id_, _ in found.hits), seen.leaves):
        snippets(seen, sight)


_RUN: dict[str, Callable[[Reader, Question], None]] = dict(
    zip(_TASKS, (_count, _best, _facets, _page), strict=True)
)


@contextmanager
def _folder() -> Iterator[str]:
    folder = tempfile.mkdtemp()
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@contextmanager
def _cleared(url: str) -> Iterator[None]:
    """A cluster without our index, afterwards at least."""
    try:
        yield
    finally:
        server = Server(url)
        if indexes := ",".join(server.ask("GET", f"/{_NAME}-*/_alias") or ()):
            server.ask("DELETE", f"/{indexes}")


if __name__ == "__main__":
    main()
