"""What each clause gives to the scores of some readouts: the same arithmetic as `evaluate`, shown part by part."""

from collections.abc import Sequence

from searchapp.clause import And, Clause, Close, Exact, Near, Or, Pattern, Said, Term, Weighted
from searchapp.engine import Share, Weight
from searchapp.engines.arrays.effort import BY_SHARE
from searchapp.engines.arrays.evaluate import Evaluator
from searchapp.engines.arrays.matches import Scoring


def shares(
    clause: Clause, numbers: Sequence[int], evaluator: Evaluator, scoring: Scoring
) -> tuple[Share, ...]:
    """The share of a clause, and of its parts, in the score of each of some readouts, given by number."""
    match clause:
        case And(parts) | Or(parts):
            found = set(evaluator.find(clause, scored=False).docs.tolist())
            each = zip(*(shares(part, numbers, evaluator, scoring) for part in parts), strict=True)
            every = list(each) or [()] * len(numbers)
            return tuple(
                Share(clause, sum(one.score for one in some), None, some)
                if n in found
                else Share(clause, 0.0)
                for n, some in zip(numbers, every, strict=True)
            )
        case Weighted(part, factor):
            return tuple(
                Share(clause, factor * one.score, None, (one,))
                for one in shares(part, numbers, evaluator, scoring)
            )
        case Term() | Exact() | Near() | Pattern() | Close() | Said():
            return _weighed(clause, numbers, evaluator, scoring)
        case _:
            return tuple(Share(clause, 0.0) for _ in numbers)


def both(some: tuple[Share, Share], factors: tuple[float, float]) -> Share:
    """Two shares as one, each multiplied."""
    parts = tuple(
        Share(Weighted(one.clause, factor), factor * one.score, None, (one,))
        for one, factor in zip(some, factors, strict=True)
    )
    return Share(And(tuple(part.clause for part in parts)), sum(part.score for part in parts), None, parts)


def _weighed(
    clause: Term | Exact | Near | Pattern | Close | Said,
    numbers: Sequence[int],
    evaluator: Evaluator,
    scoring: Scoring,
) -> tuple[Share, ...]:
    evaluator.slots.effort.spend(BY_SHARE * len(numbers))
    docs, weights = evaluator.weighed(clause)
    rarity = scoring.rarity(weights)
    scores = scoring.scores(docs, weights, rarity)
    saturated = scoring.saturated(docs, weights)
    made = []
    for number in numbers:
        at = int(docs.searchsorted(number))
        if at == len(docs) or docs[at] != number:
            made.append(Share(clause, 0.0))
            continue
        weight = Weight(
            float(weights[at]), float(saturated[at]), rarity.holders, rarity.idf, rarity.burst,
            int(scoring.lengths[number]),
        )  # fmt: skip
        made.append(Share(clause, float(scores[at]), weight))
    return tuple(made)
