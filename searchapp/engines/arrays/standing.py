"""Where words stand in a few readouts: the positions of each, read from the index a page at a time."""

from collections.abc import Sequence

import numpy as np

from searchapp.engines.arrays.collection import Collection, Member, Stretch
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
        return self.of_any([_word(m, word) for m in self._members])

    def of_stem(self, stem: str) -> Places:
        """Where any word of a stem stands."""
        return self.of_any([_family(m, stem) for m in self._members])

    def of_any(self, stretches: Sequence[Stretch]) -> Places:
        """Where any word in some stretches of each segment's words stands."""
        made: Places = {}
        for m, docs, some in zip(self._members, self._docs, stretches, strict=True):
            if not some or not len(docs):
                continue
            found = m.segment.field("text").standing(some, docs, self._slots)
            made |= {m.base + number: places for number, places in found.items()} if m.base else found
        return made


def _word(m: Member, word: str) -> Stretch:
    number = m.segment.field("text").terms.number(word.encode("utf-8", "surrogatepass"))
    return [] if number is None else [(number, number + 1)]


def _family(m: Member, stem: str) -> Stretch:
    """The words of a stem in a segment; those that come one after the other in one stretch."""
    number = m.segment.field("text_stem").terms.number(stem.encode("utf-8", "surrogatepass"))
    made: list[tuple[int, int]] = []
    for word in m.segment.words_of_stem(number) if number is not None else ():
        if made and made[-1][1] == word:
            made[-1] = made[-1][0], word + 1
        else:
            made.append((word, word + 1))
    return made
