"""What a clause found: readouts, and what is needed to score them."""

from dataclasses import dataclass
from math import log

import numpy as np

from searchapp.engines.arrays.store import Array

K1 = 1.2
B = 0.7


@dataclass(frozen=True, slots=True)
class Matches:
    """docs: numbers of readouts, ascending. scores: one of each (f4), or None where all of them are 0."""

    docs: Array
    scores: Array | None = None

    def at(self, some: Array) -> "Matches":
        """The readouts at some of the places in `docs`."""
        return Matches(self.docs.take(some), None if self.scores is None else self.scores.take(some))


NOTHING = Matches(np.zeros(0, np.intp))


@dataclass(frozen=True, slots=True)
class Scoring:
    """BM25F in its simple form: the words of all fields count together, each as much as its field weighs.

    Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted fields" (CIKM 2004); idf with
    the 1 within the logarithm, so that it is never negative. readouts: how many there are.
    softening: K1 (1 - B + B length / mean length), by number of readout (f4).
    """

    readouts: int
    softening: Array

    @classmethod
    def of(cls, lengths: Array, live: Array) -> "Scoring":
        """From the weighted lengths of all numbers, and the numbers of the readouts that are there."""
        mean = float(lengths.take(live).mean()) if len(live) else 1.0
        return cls(len(live), (K1 * (1 - B + B * lengths / (mean or 1.0))).astype(np.float32))

    def scores(self, docs: Array, weights: Array, holders: int) -> Array:
        """The scores of readouts that hold something with some weight; holders: how many readouts hold it."""
        idf = log(1 + (self.readouts - holders + 0.5) / (holders + 0.5))
        weighed = weights.astype(np.float32)
        made = self.softening.take(docs)
        made += weighed
        np.divide(weighed, made, out=made)
        made *= np.float32(idf * (K1 + 1))
        return made
