"""A sorted list of words as bytes: which number a word has, and which numbers begin with something.

Words are UTF-8, sorted by their bytes, which is the order of Python's strings too.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Self

import numpy as np

from searchapp.engines.arrays.store import Array

_EVERY = 64
_KEPT = 1_024  # words; one request looks for the same again and again
_LAST = b"\xf8"  # sorts after every byte of UTF-8


class Words(Sequence[bytes]):
    """blob: the words one after the other (u1); ends: where each ends, from a 0 before the first (i8)."""

    def __init__(self, blob: Array, ends: Array) -> None:
        self.blob, self.ends = blob, ends
        self._blob, self._ends = blob.data, ends.data  # quicker for one word at a time
        self._signs: list[bytes] = []  # every _EVERY-th word, once a word has been looked for
        self._places: dict[bytes, int] = {}  # of what was looked for last

    @classmethod
    def of(cls, words: Iterable[bytes]) -> Self:
        """From words that are sorted, each once."""
        some = list(words)
        ends = np.zeros(len(some) + 1, np.int64)
        np.cumsum([len(word) for word in some], out=ends[1:])
        return cls(np.frombuffer(b"".join(some), np.uint8), ends)

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, number: int) -> bytes:  # type: ignore[override]  # no slices are asked for
        if not 0 <= number < len(self._ends) - 1:
            raise IndexError(number)
        return bytes(self._blob[self._ends[number] : self._ends[number + 1]])

    def text(self, number: int) -> str:
        """A word, by a number that there is."""
        return str(self._blob[self._ends[number] : self._ends[number + 1]], "utf-8")

    def number(self, word: bytes) -> int | None:
        """The number of a word; None where it is not here."""
        at = self._place(word)
        return at if at < len(self) and self[at] == word else None

    def starting(self, prefix: bytes) -> tuple[int, int]:
        """The numbers [first, last) of the words that begin so."""
        return self._place(prefix), self._place(prefix + _LAST)

    def _place(self, word: bytes) -> int:
        """How many words come before one."""
        if (known := self._places.get(word)) is not None:
            return known
        if len(self._places) >= _KEPT:
            self._places.clear()
        self._places[word] = place = self._found(word)
        return place

    def _found(self, word: bytes) -> int:
        if not self._signs:
            self._signs = [self[number] for number in range(0, len(self), _EVERY)]
        sign = bisect_left(self._signs, word)
        return bisect_left(self, word, max(0, (sign - 1) * _EVERY), min(len(self), sign * _EVERY))

    def all(self) -> list[bytes]:
        """Every word, in order."""
        text, ends = self.blob.tobytes(), self.ends.tolist()
        return [text[start:end] for start, end in pairwise(ends)]
