"""Queries that make an index work hard: wildcards, misspelt words, a union of many words; of our engine only."""

import random
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.engines.ours import Engine
from benchmarks.queries import Vocabulary
from benchmarks.report import SHARES, percentile
from searchapp.analysis import stem
from searchapp.clause import Clause, Close, Or, Pattern, Term

SEED = 4_241
_EACH = 40
_WARM_UP = 3
_UNION = 64
_SUFFIXES = (
    "tion ment ness ship ity ence ance ally ings ated ious ism ists able less ful ive ions ents ards".split()
)


def measure(folder: Path, source: Vocabulary) -> dict[str, dict[str, float]]:
    """Milliseconds on the wall clock by class: {class: {"p50", "p95", "n"}}; a top 10 each. folder: of the index."""
    engine = Engine()
    engine.open(folder)
    made = {}
    for name, clauses in _classes(source).items():
        times = [_timed(engine, clause) for clause in clauses][_WARM_UP:]
        made[name] = {
            **{share: round(percentile(times, part), 3) for share, part in SHARES.items()},
            "n": len(times),
        }
    return made


def table(measured: dict[str, dict[str, float]]) -> str:
    """The figures as a table."""
    rows = (f"| {name} | {of['p50']:.2f} | {of['p95']:.2f} | {of['n']} |" for name, of in measured.items())
    return "\n".join(("| ours, top 10 | p50 ms | p95 ms | n |", "|---|---|---|---|", *rows))


def _classes(source: Vocabulary) -> dict[str, list[Clause]]:
    draw = random.Random(SEED)  # noqa: S311  # no secret
    words = [word for band in source.words for word in band]
    long = [word for word in words if len(word) > 7]
    return {
        "*tion": [Pattern(f"*{suffix}") for suffix in _SUFFIXES],
        "gov*": [
            Pattern(f"{prefix}*") for prefix in dict.fromkeys(draw.choice(words)[:3] for _ in range(_EACH))
        ],
        "goverment~2": [Close(word, 2) for word in _misspelt(draw, long)],
        f"{_UNION} words": [
            Or(tuple(_term(word) for word in draw.sample(words, min(_UNION, len(words)))))
            for _ in range(_EACH)
        ],
    }


def _misspelt(draw: random.Random, words: list[str]) -> Iterator[str]:
    """Words that lack a letter, not their first."""
    for _ in range(_EACH if words else 0):
        word = draw.choice(words)
        at = draw.randrange(1, len(word))
        yield word[:at] + word[at + 1 :]


def _term(word: str) -> Term:
    return Term(word, stem(word))


def _timed(engine: Engine, clause: Clause) -> float:
    began = time.perf_counter()
    engine.best(clause)
    return (time.perf_counter() - began) * 1000
