"""How good a ranking is, given which documents are relevant and how much."""

from collections.abc import Mapping, Sequence
from math import log2

Grades = Mapping[str, float]
"""Id of a document -> how relevant it is: 0 is not, and so is one that is not there."""


def ndcg(ranked: Sequence[str], grades: Grades, depth: int = 10) -> float:
    """Normalised discounted cumulative gain with linear gains, as trec_eval computes ndcg_cut: from 0 to 1.

    Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques" (TOIS 2002).
    """
    best = _gain(sorted(grades.values(), reverse=True)[:depth])
    return _gain([grades.get(id_, 0) for id_ in ranked[:depth]]) / best if best else 0.0


def recall(ranked: Sequence[str], grades: Grades, depth: int = 100) -> float:
    """The share of the relevant documents that are among the first."""
    relevant = {id_ for id_, grade in grades.items() if grade > 0}
    return len(relevant.intersection(ranked[:depth])) / len(relevant) if relevant else 0.0


def success(ranked: Sequence[str], grades: Grades, depth: int = 1) -> float:
    """1 if there is a document of the highest grade among the first, else 0."""
    best = max(grades.values(), default=0)
    return float(best > 0 and any(grades.get(id_, 0) == best for id_ in ranked[:depth]))


def mean(values: Sequence[float]) -> float:
    """The mean; 0 of none."""
    return sum(values) / len(values) if values else 0.0


def _gain(grades: Sequence[float]) -> float:
    return sum(max(grade, 0) / log2(place + 1) for place, grade in enumerate(grades, 1))
