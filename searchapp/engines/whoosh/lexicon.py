"""The words of a collection, sorted: what a pattern stands for, and which words are close to one."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Self

MAX_WORDS = 1_024  # that one pattern or close word stands for; of more, those in most readouts are kept
_LAST = chr(0x10FFFF)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """words: sorted, each once; counts: in how many readouts each stands, deleted ones included."""

    words: tuple[str, ...]
    counts: tuple[int, ...]

    @classmethod
    def of(cls, reader: Any, fields: Iterable[str]) -> Self:
        """The words of some fields of a reader of Whoosh's."""
        counts: Counter[str] = Counter()
        for field in fields:
            for term, info in reader.iter_field(field):
                counts[term.decode()] += info.doc_frequency()
        words = sorted(counts)
        return cls(tuple(words), tuple(counts[word] for word in words))

    def matching(self, pattern: str) -> tuple[tuple[str, ...], bool]:
        """The words that match a pattern whole, most frequent first, and whether there were more.

        `*` is any run of characters, also none; `?` is one.
        """
        fits = _expression(pattern).fullmatch
        at = self._starting(re.split("[*?]", pattern, maxsplit=1)[0])
        return self._most_frequent([n for n in at if fits(self.words[n])])

    def close(self, word: str, distance: int) -> tuple[tuple[str, ...], bool]:
        """The words at most `distance` edits from one, first letter alike; most frequent first, and whether
        there were more."""
        at = self._starting(word[:1]) if word else range(0)
        return self._most_frequent([n for n in at if _within(word, self.words[n], distance)])

    def _starting(self, prefix: str) -> range:
        return range(bisect_left(self.words, prefix), bisect_left(self.words, prefix + _LAST))

    def _most_frequent(self, at: list[int]) -> tuple[tuple[str, ...], bool]:
        at.sort(key=lambda n: -self.counts[n])  # stable: of equals, the alphabet's first
        return tuple(self.words[n] for n in at[:MAX_WORDS]), len(at) > MAX_WORDS


def _expression(pattern: str) -> re.Pattern[str]:
    """The pattern as an expression that never goes back behind a piece once found: time stays linear."""
    first, *rest = (re.escape(piece).replace(r"\?", ".") for piece in re.sub(r"\*+", "*", pattern).split("*"))
    if not rest:
        return re.compile(first, re.DOTALL)
    *middle, last = rest
    return re.compile(first + "".join(f"(?>.*?{piece})" for piece in middle) + ".*" + last, re.DOTALL)


def _within(left: str, right: str, most: int) -> bool:
    """Whether two words are at most so many insertions, deletions and replacements apart (Levenshtein)."""
    if abs(len(left) - len(right)) > most:
        return False
    row: Sequence[int] = range(len(right) + 1)
    for deleted, letter in enumerate(left, start=1):
        row = list(_next_row(row, deleted, letter, right))
        if min(row) > most:
            return False
    return row[-1] <= most


def _next_row(above: Sequence[int], deleted: int, letter: str, right: str) -> Iterator[int]:
    yield (before := deleted)
    for n, other in enumerate(right):
        before = min(above[n] + (letter != other), above[n + 1] + 1, before + 1)
        yield before
