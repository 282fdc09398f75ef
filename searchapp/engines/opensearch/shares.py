"""What each clause gives to the scores of some readouts, asked of the server clause by clause."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from searchapp.clause import And, Clause, Or, Weighted
from searchapp.engine import Share, Weight
from searchapp.engines.opensearch.lower import Scored
from searchapp.engines.opensearch.scores import Collected, leaves


class Scores(Protocol):
    """The scores of each of some clauses, by id; raw: how often its leaf stands there."""

    def __call__(self, clauses: Sequence[Clause], ids: Sequence[str], *, raw: bool) -> list[dict[str, float]]:
        """Ask for them."""
        ...


def shares(
    clause: Clause,
    lengths: Mapping[str, int],
    collected: Callable[[Iterable[Clause]], Collected],
    scores: Scores,
) -> tuple[Share, ...]:
    """The share of a clause, and of its parts, in the score of each of some readouts.

    lengths: of these readouts, by id.
    """
    ids = list(lengths)
    every = list(dict.fromkeys(_clauses(clause)))
    words = leaves(clause)
    given = dict(zip(every, scores(every, ids, raw=False), strict=True))
    often = dict(zip(words, scores(words, ids, raw=True), strict=True))
    basis = collected([clause])

    def share(one: Clause, id_: str) -> Share:
        if id_ not in given[one]:
            return Share(one, 0.0)
        match one:
            case And(parts) | Or(parts):
                some = tuple(share(part, id_) for part in parts)
                return Share(one, sum(part.score for part in some), None, some)
            case Weighted(part, factor):
                inner = share(part, id_)
                return Share(one, factor * inner.score, None, (inner,))
            case leaf if leaf in often:
                weight = _weight(leaf, given[one][id_], often[leaf][id_], basis, lengths[id_])
                return Share(one, given[one][id_], weight)
            case _:
                return Share(one, 0.0)

    return tuple(share(clause, id_) for id_ in ids)


def _clauses(clause: Clause) -> Iterator[Clause]:
    yield clause
    match clause:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _clauses(part)
        case Weighted(part, _):
            yield from _clauses(part)


def _weight(leaf: Scored, score: float, often: float, basis: Collected, length: int) -> Weight:
    idf, burst = basis.idf(leaf), basis.burst(leaf)
    return Weight(often, score / (idf * burst), basis.holders(leaf), idf, burst, length)
