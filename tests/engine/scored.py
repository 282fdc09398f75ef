"""The oracle of scores: what each readout scores for a clause, written to be obvious and not to be fast."""

from collections import Counter
from collections.abc import Sequence
from math import log, sqrt
from typing import assert_never

from searchapp import clause as c
from searchapp.analysis import Token
from searchapp.clause import Clause
from searchapp.readout import Readout
from tests.engine import naive

K1, B, TITLE = 1.2, 0.7, 3


def scores(clause: Clause, readouts: Sequence[Readout]) -> list[float]:
    """The score of each readout; 0 where the clause does not find it."""
    match clause:
        case c.Every() | c.Nothing() | c.AnyOf() | c.Within() | c.Not():
            return [0.0] * len(readouts)
        case c.Weighted(part, factor):
            return [factor * score for score in scores(part, readouts)]
        case c.And(parts) | c.Or(parts):
            every = [scores(part, readouts) for part in parts]
            return [
                sum(some[n] for some in every) if naive.finds(clause, readout) else 0.0
                for n, readout in enumerate(readouts)
            ]
        case c.Term() | c.Exact() | c.Near() | c.Pattern() | c.Close() | c.Said():
            return _weighed([_weight(clause, readout) for readout in readouts], readouts)
        case _:
            assert_never(clause)


def _weighed(weights: Sequence[int], readouts: Sequence[Readout]) -> list[float]:
    """BM25 over weights, times idf and burstiness."""
    holders = sum(weight > 0 for weight in weights)
    idf = log(1 + (len(readouts) - holders + 0.5) / (holders + 0.5))
    burst = sqrt(sum(weights) / max(holders, 1))
    lengths = [_length(readout) for readout in readouts]
    mean = sum(lengths) / len(lengths) or 1
    return [
        idf * burst * (K1 + 1) * weight / (weight + K1 * (1 - B + B * length / mean))
        for weight, length in zip(weights, lengths, strict=True)
    ]


def _length(readout: Readout) -> int:
    title, *passages = naive.runs(readout, "any")
    return TITLE * len(title) + sum(map(len, passages))


def _weight(leaf: c.Term | c.Exact | c.Near | c.Pattern | c.Close | c.Said, readout: Readout) -> int:
    """How often a readout holds it, in the title as often as that weighs."""
    if isinstance(leaf, c.Said):
        told = [one for one in readout.statements if naive.is_by(leaf, one)]
        return sum(naive.holds(leaf.part, naive.said(one, readout)) for one in told)
    title, *others = naive.runs(readout, leaf.text)
    return TITLE * _times(leaf, title) + sum(_times(leaf, run) for run in others)


def _times(leaf: c.Term | c.Exact | c.Near | c.Pattern | c.Close, run: Sequence[Token]) -> int:
    words = naive.words_of(run)
    match leaf:
        case c.Exact(wanted):
            return sum(words[at : at + len(wanted)] == wanted for at in range(len(words)))
        case c.Near(wanted, distance):
            needed = Counter(wanted)
            windows = [
                words[at : at + distance + len(wanted) - 1] for at in range(len(words)) if words[at] in needed
            ]
            return sum(all(window.count(one) >= n for one, n in needed.items()) for window in windows)
        case _:
            return sum(naive.holds(leaf, [token]) for token in run)
