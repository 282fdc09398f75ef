"""Where words stand in a few readouts: the positions of each, read from the index a page at a time."""

from collections.abc import Sequence

import numpy as np

from searchapp.engines.arrays.collection import Collection, Stretch
from searchapp.engines.arrays.slots import Slots

Places = dict[int, list[int]]
"""The positions of something in the readouts that hold it, ascending, by number of readout."""


class Standing:
    """Finds words in some readouts of a collection. numbers: of the readouts, ascending; slots: of use to one thread."""

    def __init__(self, collection: Collection, numbers: Sequence[int], slots: Slots) -> None:
        self._slots, self._members = slots, collection.members
        within = (
            [n - m.base for n in numbers if m.base <= n < m.base + m.segment.size] for m in self._members
        )
        self._docs = [np.asarray(some, np.intp) for some in within]

    def of_word(self, word: str) -> Places:
        """Where a word stands."""
        numbers = [m.segment.field("text").number(word) for m in self._members]
        return self.of_any([[] if number is None else [(number, number + 1)] for number in numbers])

    def of_stem(self, stem: str) -> Places:
        """Where any word of a stem stands."""
        return self.of_any([m.segment.family(stem) for m in self._members])

    def of_any(self, stretches: Sequence[Stretch]) -> Places:
        """Where any word in some stretches of each segment's words stands."""
        made: Places = {}
        for m, docs, some in zip(self._members, self._docs, stretches, strict=True):
            if not some or not len(docs):
                continue
            found = m.segment.field("text").standing(some, docs, self._slots)
            made |= {m.base + number: places for number, places in found.items()} if m.base else found
        return made
