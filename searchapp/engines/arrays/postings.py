"""Where words stand, as arrays; a position in one number with its readout, its key.

A key holds the number of a readout before the position, so that the keys of a collection ascend, and a phrase is where
ascending lists of keys meet.
"""

from dataclasses import dataclass

import numpy as np

from searchapp.engines.arrays.store import Array

EVERY = 64
BITS = 34  # of a key, for the position; the others, 29, are for the number of the readout
ZERO = 1 << 33  # the key of position 0, so that there is room below it for a word to be missing


@dataclass(frozen=True, slots=True)
class Postings:
    """The postings of a field of words; see `segment`, where the arrays have these names.

    starts: by word (i8). docs, counts: by posting. marks: where the positions of every EVERY-th posting begin (i8).
    """

    starts: Array
    docs: Array
    counts: Array
    marks: Array
    places: Array


def zeros(docs: Array, base: int = 0) -> Array:
    """The keys of position 0 in some readouts (i8); that of another position is so much more.

    base: what is added to the numbers of the readouts.
    """
    made: Array = docs.astype(np.int64) << BITS
    made += ZERO + (base << BITS)
    return made
