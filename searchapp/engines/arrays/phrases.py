"""Which readouts hold words in a row, or near each other, and how often: on arrays of positions.

A position is told apart from those of other readouts by the number of its readout, which stands before it in one
number, its key; so a phrase is where ascending lists of keys meet. The word in fewest readouts comes first, and
positions are read only of readouts in which all that came before has been found.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from searchapp.engines.arrays.collection import NONE, Collection
from searchapp.engines.arrays.meeting import Slots, common, meet
from searchapp.engines.arrays.store import Array, firsts

_BITS = 34  # of a key, for the position; the others, 29, are for the number of the readout
_ZERO = 1 << 33  # the key of position 0, so that there is room below it for a word to be missing


@dataclass(frozen=True, slots=True)
class Places:
    """Where something stands: readouts, ascending, and for each how often, and how often in its title."""

    docs: Array
    counts: Array
    titled: Array


@dataclass(frozen=True, slots=True)
class Text:
    """A field of words of a collection, to look for words in; `slots` are of use to one thread."""

    collection: Collection
    field: str
    slots: Slots

    def in_a_row(self, words: Sequence[str]) -> Places:
        """Where words stand one right after the other."""
        order, docs = self._holding(words)
        starts: Array | None = None
        for word in order:
            keys = self._keys(word, docs) if len(docs) else NONE
            for step in (n for n, other in enumerate(words) if other == word):
                starts = keys - step if starts is None else common(starts, keys - step)
            if starts is not None:
                docs = _once(starts >> _BITS)
        return self._places(NONE if starts is None else starts)

    def near(self, words: Sequence[str], reach: int) -> Places:
        """Where words begin that stand within `reach` positions after, each as often as it is asked for.

        Two words never share a position, so it is enough to count each of them between the first and the last.
        """
        order, docs = self._holding(words)
        keys = {word: self._keys(word, docs) for word in order} if len(docs) else {}
        begins = np.concatenate(list(keys.values())) if keys else NONE
        begins.sort()
        for word, needed in Counter(words).items() if keys else ():
            some = keys[word]
            inside = some.searchsorted(begins + reach, "right") - some.searchsorted(begins, "left")
            begins = begins[inside >= needed]
        return self._places(begins)

    def _holding(self, words: Sequence[str]) -> tuple[list[str], Array]:
        """The different words, that in fewest readouts first, and the readouts that hold all of them."""
        order = sorted(dict.fromkeys(words), key=lambda word: self.collection.most(self.field, word))
        docs = self.collection.posted(self.field, order[0]).docs if order else NONE
        for word in order[1:]:
            if not len(docs):
                break
            docs = docs[meet(docs, self.collection.posted(self.field, word).docs, self.slots)[0]]
        return order, docs

    def _keys(self, word: str, docs: Array) -> Array:
        """The keys of a word in readouts that all hold it."""
        counts, places = self.collection.placed(self.field, word, docs, self.slots)
        keys = np.repeat((docs.astype(np.int64) << _BITS) + _ZERO, counts)
        keys += places
        return keys

    def _places(self, keys: Array) -> Places:
        if not len(keys):
            return Places(NONE, NONE, NONE)
        docs = keys >> _BITS
        first = firsts(docs)
        found = docs[first]
        titled = (keys & ((1 << _BITS) - 1)) - _ZERO < self.collection.titles.take(docs)
        counts = np.diff(np.append(first, len(docs)))
        return Places(found, counts, np.add.reduceat(titled.astype(np.int64), first))


def _once(ascending: Array) -> Array:
    return ascending[firsts(ascending)]
