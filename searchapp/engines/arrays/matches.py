"""What a clause found: readouts, and what is needed to score them."""

from dataclasses import dataclass
from math import log, sqrt

import numpy as np

from searchapp.engines.arrays.chosen import kernels
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
class Rarity:
    """How much it says that a readout holds something.

    holders: how many readouts hold it. idf: ln(1 + (N - holders + 0.5) / (holders + 0.5)), never negative.
    burst: the root of the mean weight with which they hold it, since what is said again and again where it is said at
    all is what a readout is about. Church and Gale, "Poisson mixtures" (1995), call this burstiness.
    """

    holders: int
    idf: float
    burst: float


@dataclass(frozen=True, slots=True)
class Scoring:
    """BM25F in its simple form: the words of all fields count together, each as much as its field weighs.

    Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted fields" (CIKM 2004), times burstiness.
    readouts: how many there are. lengths: in words, by number of readout; a word of the title counts as often as it
    weighs. softening: K1 (1 - B + B length / mean length), by number of readout (f4).
    """

    readouts: int
    lengths: Array
    softening: Array

    @classmethod
    def of(cls, lengths: Array, live: Array) -> "Scoring":
        """From the weighted lengths of all numbers, and the numbers of the readouts that are there."""
        mean = float(lengths.take(live).mean()) if len(live) else 1.0
        softening = (K1 * (1 - B + B * lengths / (mean or 1.0))).astype(np.float32)
        return cls(len(live), lengths, softening)

    def rarity(self, weights: Array) -> Rarity:
        """From the weights with which readouts hold something, all that hold it."""
        holders = len(weights)
        burst = sqrt(kernels.total(weights) / holders) if holders else 1.0
        return Rarity(holders, self.idf(holders), burst)

    def idf(self, holders: int) -> float:
        """How much it says to hold what so many readouts hold."""
        return log(1 + (self.readouts - holders + 0.5) / (holders + 0.5))

    def scores(self, docs: Array, weights: Array, rarity: Rarity) -> Array:
        """The scores of readouts that hold something with some weight."""
        factor = np.float32(rarity.idf * rarity.burst)
        return kernels.saturated(docs, weights, self.softening, np.float32(K1 + 1), factor)

    def saturated(self, docs: Array, weights: Array) -> Array:
        """Weights so that each further occurrence counts less, those in long readouts less too: from 0 to K1 + 1."""
        return kernels.saturated(docs, weights, self.softening, np.float32(K1 + 1), np.float32(1))
