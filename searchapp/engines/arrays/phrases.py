"""Which readouts hold words in a row, or near each other, and how often: on arrays of positions.

A phrase is where ascending lists of keys meet (see `postings`). The word in fewest readouts comes first, and positions
are read only of readouts in which all that came before has been found.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from searchapp.engines.arrays.chosen import kernels
from searchapp.engines.arrays.collection import NONE, Collection
from searchapp.engines.arrays.effort import BY_MARK, BY_WINDOW
from searchapp.engines.arrays.postings import BITS, ZERO
from searchapp.engines.arrays.slots import Slots
from searchapp.engines.arrays.store import Array, firsts


@dataclass(frozen=True, slots=True)
class Places:
    """Where something stands: readouts, ascending, and for each how often, and how often in its title."""

    docs: Array
    counts: Array
    titled: Array


@dataclass(frozen=True, slots=True)
class Text:
    """A field of words of a collection, to look for words in; `slots` are of use to one thread.

    among: the numbers of the readouts that are looked into, ascending; None: all.
    """

    collection: Collection
    field: str
    slots: Slots
    among: Array | None = None

    def in_a_row(self, words: Sequence[str]) -> Places:
        """Where words stand one right after the other."""
        return self._places(self.rows(words))

    def near(self, words: Sequence[str], reach: int) -> Places:
        """Where words begin that stand within `reach` positions after, each as often as it is asked for."""
        return self._places(self.windows(words, reach)[0])

    def rows(self, words: Sequence[str]) -> Array:
        """The keys, ascending, at which words begin to stand one right after the other."""
        order, docs = self._holding(words)
        starts: Array | None = None
        for word in order:
            stands = self._keys(word, docs) if len(docs) else NONE
            for step in (n for n, other in enumerate(words) if other == word):
                self.slots.effort.spend(len(stands))
                starts = stands - step if starts is None else kernels.common(starts, stands - step)
            if starts is not None:
                docs = _once(starts >> BITS)
        return NONE if starts is None else starts

    def windows(self, words: Sequence[str], reach: int) -> tuple[Array, Array]:
        """Where words begin that stand within `reach` positions after, each as often as it is asked for, and where end.

        Keys of the first word of each such window and of the last of the shortest from there on; both ascend. Two
        words never share a position, so that a window holds `needed` of a word at the needed-th from its beginning.
        """
        order, docs = self._holding(words)
        every = {word: self._keys(word, docs) for word in order} if len(docs) else {}
        begins = np.concatenate(list(every.values())) if every else NONE
        self.slots.effort.spend(BY_WINDOW * len(begins))
        begins.sort(kind="stable")  # ascending runs: they are merged
        ends = begins
        for word, needed in Counter(words).items() if every else ():
            at = every[word].searchsorted(begins) + (needed - 1)
            there = at.searchsorted(len(every[word]))  # so many have enough of the word after them
            last = np.maximum(ends[:there], every[word].take(at[:there]))
            kept = (last - begins[:there] <= reach).nonzero()[0]
            begins, ends = begins.take(kept), last.take(kept)
        return begins, ends

    def _holding(self, words: Sequence[str]) -> tuple[list[str], Array]:
        """The different words, that in fewest readouts first, and the readouts that hold all of them."""
        order = sorted(dict.fromkeys(words), key=lambda word: self.collection.most(self.field, word))
        docs = self.collection.posted(self.field, order[0]).docs if order else NONE
        if self.among is not None:
            docs = docs[kernels.meet(docs, self.among, self.slots)[0]]
        for word in order[1:]:
            if not len(docs):
                break
            held = self.collection.posted(self.field, word).docs
            self.slots.effort.spend(BY_MARK * (len(docs) + len(held)))
            docs = docs[kernels.meet(docs, held, self.slots)[0]]
        return order, docs

    def _keys(self, word: str, docs: Array) -> Array:
        """The keys of a word in readouts that all hold it."""
        keys = self.collection.keyed(self.field, word, docs, self.slots)
        self.slots.effort.spend(len(keys))
        return keys

    def _places(self, keys: Array) -> Places:
        if not len(keys):
            return Places(NONE, NONE, NONE)
        docs = keys >> BITS
        first = firsts(docs)
        found = docs[first]
        titled = (keys & ((1 << BITS) - 1)) - ZERO < self.collection.titles.take(docs)
        counts = np.append(first[1:], len(docs)) - first
        return Places(found, counts, np.add.reduceat(titled.astype(np.int64), first))


def _once(ascending: Array) -> Array:
    return ascending[firsts(ascending)]
