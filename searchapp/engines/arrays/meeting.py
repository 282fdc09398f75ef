"""Where ascending lists of numbers meet: the heart of AND, and of phrases."""

import numpy as np

from searchapp.engines.arrays.effort import Effort
from searchapp.engines.arrays.store import Array

_UNLIKE = 8  # times as long: from here on it is quicker to look for each of the few among the many
_FEW = 64


class Slots:
    """Room to mark readouts in, one number for each, and what a search may spend; of use to one thread.

    size: numbers there are.
    """

    def __init__(self, size: int) -> None:
        self.effort = Effort(size)
        self.count = np.arange(size, dtype=np.int32)
        self.place = np.zeros(size, np.int32)  # of a readout in a list; left as it is, and checked when used
        self.seen = np.zeros(size, bool)  # all False between two uses
        self.sum = np.zeros(size, np.float32)  # all 0 between two uses


def meet(one: Array, other: Array, slots: Slots) -> tuple[Array, Array]:
    """Where each number that both lists hold stands in the one and in the other.

    Both ascend and hold a number once. Lists of like length are met by marking, which looks at every number
    of both; of unlike length by a binary search for each number of the shorter.
    """
    if len(one) > len(other):
        there, here = meet(other, one, slots)
        return here, there
    if len(one) * _UNLIKE < len(other) or len(one) < _FEW:
        return found_in(one, other)
    # numbers of the machine's own size are looked up twice as fast as smaller ones
    slots.place[other.astype(np.intp, copy=False)] = slots.count[: len(other)]
    at = slots.place.take(one)
    # what was marked by an earlier list is no mark of this one
    np.minimum(at, len(other) - 1, out=at)
    hit = np.flatnonzero(other.take(at) == one)
    return hit, at[hit]


def found_in(some: Array, many: Array) -> tuple[Array, Array]:
    """Where each number that both lists hold stands in the one and in the other, by binary search."""
    if not len(many):
        return np.zeros(0, np.intp), np.zeros(0, np.intp)
    at = many.searchsorted(some.astype(many.dtype, copy=False))
    np.minimum(at, len(many) - 1, out=at)
    hit = np.flatnonzero(many.take(at) == some)
    return hit, at[hit]


def common(one: Array, other: Array) -> Array:
    """The numbers that two ascending lists hold both, of any range; each list holds a number once."""
    if len(one) > len(other):
        one, other = other, one
    if len(one) * _UNLIKE < len(other):
        return one[found_in(one, other)[0]]
    both = np.concatenate((one, other))
    both.sort(kind="stable")  # two ascending runs: they are merged
    twice: Array = both[:-1][both[1:] == both[:-1]]
    return twice
