"""The embedded engine beside a cluster, over the same readouts in one run: python -m benchmarks.scale --size 10k --url ...

Times are by the clock, of one question after the other, each of them new to both.
"""

import json
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from benchmarks import corpus, peer, queries
from benchmarks.engines.ours import as_clause, readouts
from benchmarks.peer import BUCKETS, FACETS, Question
from searchapp.engine import Engine, Manifest, Reader, Request
from searchapp.engines.opensearch import OpenSearchEngine, Server
from searchapp.engines.whoosh import WhooshEngine
from searchapp.highlight import snippets, visible

_EACH = 25  # questions of each kind
_FACETS = dict.fromkeys(FACETS, BUCKETS)
_NAME = "searchapp_scale"

Figures = dict[str, float]


@click.command()
@click.option("--size", type=click.Choice(list(corpus.SIZES)), default="10k", show_default=True)
@click.option(
    "--url", default="http://127.0.0.1:9200", show_default=True, help="Of a cluster that may be filled."
)
@click.option("--shards", type=click.IntRange(1, 64), default=1, show_default=True)
@click.option("--corpus", "source", type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(size: str, url: str, shards: int, source: Path | None) -> None:
    """Build and ask both, and print the figures of each as a line of JSON."""
    documents = corpus.cached(source, corpus.SIZES[size])
    drawn = queries.questions(queries.vocabulary(peer.read(documents)), _EACH)
    asked = [one for some in drawn.values() for one in some]
    folder = Path(tempfile.mkdtemp())
    server = Server(url)
    try:
        with WhooshEngine(folder) as here, _in_cluster(server, shards) as there:
            sizes: dict[str, Callable[[], float]] = {
                "embedded": lambda: _bytes_in(folder),
                "opensearch": lambda: _bytes_of(server),
            }
            for name, engine in (("embedded", here), ("opensearch", there)):
                figures = {"documents": float(corpus.SIZES[size]), "build s": _build(engine, documents)}
                figures["MB"] = sizes[name]() / 1e6
                figures |= _ask(engine.reader(), asked)
                click.echo(json.dumps({"engine": name} | {one: round(n, 2) for one, n in figures.items()}))
    finally:
        shutil.rmtree(folder)


def _build(engine: Engine, documents: Path) -> float:
    began = time.perf_counter()
    engine.write(Manifest("", "", str(documents), "benchmark", 0), readouts(peer.read(documents)), fresh=True)
    return time.perf_counter() - began


def _ask(reader: Reader, asked: list[Question]) -> Figures:
    """Milliseconds, the median and the 95th of a hundred, of each task."""
    made: Figures = {}
    for name, task in (("count", _count), ("top 10", _best), ("facets", _facets), ("page", _page)):
        times = []
        for question in asked:
            began = time.perf_counter()
            task(reader, question)
            times.append((time.perf_counter() - began) * 1_000)
        made[f"{name} p50 ms"] = statistics.median(times)
        made[f"{name} p95 ms"] = statistics.quantiles(times, n=20)[-1]
    return made


def _count(reader: Reader, question: Question) -> None:
    reader.count(as_clause(question))


def _best(reader: Reader, question: Question) -> None:
    reader.search(Request(as_clause(question)))


def _facets(reader: Reader, question: Question) -> None:
    reader.search(Request(as_clause(question), facets=_FACETS))


def _page(reader: Reader, question: Question) -> None:
    wanted = as_clause(question)
    found = reader.search(Request(wanted, facets=_FACETS))
    leaves = visible(wanted)
    for sight in reader.sights((id_ for id_, _ in found.hits), leaves):
        snippets(leaves, sight)


@contextmanager
def _in_cluster(server: Server, shards: int) -> Iterator[Engine]:
    with OpenSearchEngine(server, _NAME, shards=shards) as engine:
        try:
            yield engine
        finally:
            if indexes := ",".join(server.ask("GET", f"/{_NAME}-*/_alias") or ()):
                server.ask("DELETE", f"/{indexes}")


def _bytes_in(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _bytes_of(server: Server) -> float:
    told = server.ask("GET", f"/{_NAME}-*/_stats/store")
    return float(told["_all"]["primaries"]["store"]["size_in_bytes"])


if __name__ == "__main__":
    main()
