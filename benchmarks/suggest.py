"""How long suggestions take: words of titles and names of an index typed letter by letter, by process time.

    python -m benchmarks.suggest INDEX_FOLDER

Each is asked once, as a reader types it, so that what is kept of one beginning serves the next as it would in use.
The first of all, which makes what suggestions are made of, is told apart.
"""

import random
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles
from typing import Any

import click

from benchmarks.worker import resident
from searchapp.analysis import tokens
from searchapp.authority import load
from searchapp.engine import Reader
from searchapp.engines.whoosh import WhooshEngine
from searchapp.searcher import Searcher

SEED = 11
_NAMES, _TITLES = 60, 60
_LONGEST = 24  # letters that are typed of each

Json = dict[str, Any]


def measure(index: Path) -> Json:
    """Milliseconds of process time, and megabytes; made and kept: of memory that is no mapped file."""
    with WhooshEngine(index) as engine:
        searcher = Searcher(engine, load())
        searcher.overview()
        before = resident("RssAnon")
        made = _ms(searcher, "a")
        after = resident("RssAnon")
        times = sorted(_ms(searcher, text) for text in _typed(engine.reader()))
        cuts = quantiles(times, n=100)
        return {
            "readouts": engine.reader().manifest.readouts,
            "asked": len(times),
            "first_ms": round(made, 1),
            "p50_ms": round(cuts[49], 2),
            "p95_ms": round(cuts[94], 2),
            "p99_ms": round(cuts[98], 2),
            "made_mb": round(after - before, 1),
            "kept_mb": round(resident("RssAnon") - before, 1),
            "resident_mb": round(resident(), 1),
        }


def _typed(reader: Reader) -> Iterator[str]:
    """What stands in the box while names and titles are typed, half of them with a slip, some after other words."""
    drawn = random.Random(SEED)  # noqa: S311  # no secret
    known = [
        one.entity.label
        for field in ("person", "country", "topic")
        for one in reader.entities(field).values()
    ]
    ids = drawn.sample(reader.ids(), min(_TITLES, len(reader.ids())))
    titles = [sight.card.title for sight in reader.sights(ids, ())]
    for number, text in enumerate(drawn.sample(known, min(_NAMES, len(known))) + titles):
        before = ("", "", "peace ", "country:France ")[number % 4]
        written = _slipped(text) if number % 2 else text
        for end in range(1, min(len(written), _LONGEST) + 1):
            yield before + written[:end]


def _slipped(text: str) -> str:
    """The text without the third letter of its first long word."""
    at = next((token.start + 2 for token in tokens(text) if token.end - token.start > 4), 0)
    return text[:at] + text[at + 1 :]


def _ms(searcher: Searcher, text: str) -> float:
    began = time.process_time()
    searcher.suggest(text)
    return (time.process_time() - began) * 1_000


@click.command(epilog="Example: python -m benchmarks.suggest index")
@click.argument("index", type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(index: Path) -> None:
    """Type into an index, and tell how long its suggestions take."""
    told = measure(index)
    click.echo(
        f"suggestions over {told['readouts']:,} readouts, {told['asked']:,} asked: p50 {told['p50_ms']} ms, "
        f"p95 {told['p95_ms']} ms, p99 {told['p99_ms']} ms of process time; the first {told['first_ms']} ms; "
        f"{told['kept_mb']} MB for them beside the index, {told['resident_mb']} MB in all"
    )


if __name__ == "__main__":
    main()
