"""Scores as `searchapp.engines.arrays.matches` makes them: saturated frequency, times how much it says to hold the leaf.

How many readouts hold a leaf, and how often in all, is asked once for each leaf and generation, of the readouts that
are there, so that scores depend neither on shards nor on what was deleted.
"""

from collections.abc import Mapping
from math import log, sqrt
from typing import assert_never

from searchapp.clause import (
    And,
    AnyOf,
    Clause,
    Close,
    Every,
    Exact,
    Near,
    Not,
    Nothing,
    Or,
    Pattern,
    Said,
    Term,
    Weighted,
    Within,
)
from searchapp.engines.arrays.matches import K1, B
from searchapp.engines.opensearch.layout import Body
from searchapp.engines.opensearch.lower import Lowering, Scored, every, some

_SATURATED = "_score * params.most / (_score + params.least + params.longer * doc['length'].value)"
SUM: Body = {"sum": {"script": {"source": "_score"}}}


class Collected:
    """What scores go by. readouts: how many there are; length: their mean, in words; held: leaf -> (readouts, weight)."""

    def __init__(self, readouts: int, length: float, held: Mapping[Scored, tuple[int, float]]) -> None:
        self.readouts, self.length, self._held = readouts, length or 1.0, held

    def holders(self, leaf: Scored) -> int:
        """How many readouts hold a leaf."""
        return self._held[leaf][0]

    def idf(self, leaf: Scored) -> float:
        """How much it says to hold a leaf."""
        holders = self.holders(leaf)
        return log(1 + (self.readouts - holders + 0.5) / (holders + 0.5))

    def burst(self, leaf: Scored) -> float:
        """The root of the mean weight of a leaf where it stands at all."""
        holders, weight = self._held[leaf]
        return sqrt(weight / holders) if holders else 1.0


def leaves(clause: Clause) -> tuple[Scored, ...]:
    """The leaves that a score is made of, each once."""
    match clause:
        case And(parts) | Or(parts):
            return tuple(dict.fromkeys(leaf for part in parts for leaf in leaves(part)))
        case Weighted(part, _):
            return leaves(part)
        case Term() | Exact() | Near() | Pattern() | Close() | Said():
            return (clause,)
        case Every() | Nothing() | AnyOf() | Within() | Not():
            return ()
        case _:
            assert_never(clause)


def scored(clause: Clause, lowering: Lowering, collected: Collected) -> Body:
    """A query that finds what the clause finds, with its scores; what merely filters scores 0."""
    match clause:
        case _ if not leaves(clause):
            return every([lowering.filter(clause)])
        case And(parts):
            asked = [scored(part, lowering, collected) for part in parts if leaves(part)]
            filters = [lowering.filter(part) for part in parts if not leaves(part)]
            return {"bool": {"must": asked, "filter": filters}}
        case Or(parts):
            return some([scored(part, lowering, collected) for part in parts])
        case Weighted(part, factor):
            return {"bool": {"must": [scored(part, lowering, collected)], "boost": factor}}
        case Term() | Exact() | Near() | Pattern() | Close() | Said():
            most = (K1 + 1) * collected.idf(clause) * collected.burst(clause)
            params = {"most": most, "least": K1 * (1 - B), "longer": K1 * B / collected.length}
            script = {"source": _SATURATED, "params": params}
            return {"script_score": {"query": lowering.weigh(clause), "script": script}}
        case _:
            raise AssertionError(clause)  # the others have no leaves
