"""Which of many numbers are the highest, without sorting all of them."""

import numpy as np

from searchapp.engines.arrays.store import Array

_MANY = 1_000  # from here on most are passed over by a threshold
_GROUPS = 32  # for each that is wanted: the more there are, the fewer others pass it


def highest(values: Array, wanted: int) -> Array:
    """The places, ascending, of the highest values, as many as are wanted, and of all that equal the lowest of them.

    values: `wanted` at least. The highest value of each of some groups is a first threshold: at least `wanted` reach it.
    """
    groups = min(wanted * _GROUPS, len(values) // 8)
    if len(values) < _MANY or groups <= wanted:
        return (values >= _lowest(values, wanted)).nonzero()[0]
    even = len(values) // groups * groups
    tops = np.maximum.reduce(values[:even].reshape(-1, groups))
    likely = (values >= _lowest(tops, wanted)).nonzero()[0]
    some = values.take(likely)
    kept: Array = likely[some >= _lowest(some, wanted)]
    return kept


def _lowest(values: Array, wanted: int) -> np.generic:
    """The lowest of the highest values, as many as are wanted."""
    parted, at = values.copy(), len(values) - wanted
    parted.partition(at)
    lowest: np.generic = parted[at]
    return lowest
