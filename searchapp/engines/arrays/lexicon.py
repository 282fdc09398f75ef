"""The words of a text over all segments: what a pattern stands for, and which words are close to one."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from searchapp.engines.arrays.segment import Field
from searchapp.engines.arrays.store import Array
from searchapp.spelling import Spellings

MAX_WORDS = 1_024  # that one pattern or close word stands for; of more, those in most readouts are kept
_ANY = "[^\n]"  # a character of a word: words stand one a line

Stretches = list[list[tuple[int, int]]]  # a segment each: stretches [first, last) of the numbers of its words


@dataclass(frozen=True, slots=True)
class Expansion:
    """The words that a pattern or close word stands for. capped: whether there are more.

    stretches: their numbers in each segment.
    """

    stretches: Stretches
    capped: bool


class Lexicon:
    """The words of a field in each segment; made once a generation, never changed."""

    def __init__(self, fields: Sequence[Field]) -> None:
        self._parts = [_Part(field) for field in fields]

    def __len__(self) -> int:
        """How many words there are, those of each segment counted."""
        return sum(len(part.field.terms) for part in self._parts)

    def looked_at(self, pattern: str) -> int:
        """How many words are compared with a pattern: those that begin as it does."""
        return sum(part.looked_at(pattern) for part in self._parts)

    def matching(self, pattern: str) -> Expansion:
        """The words that match a pattern whole: `*` is any run of characters, also none; `?` is one."""
        return self._most_frequent([part.matching(pattern) for part in self._parts])

    def close(self, word: str, distance: int) -> Expansion:
        """The words at most `distance` edits from one, first letter alike."""
        return self._most_frequent([part.close(word, distance) for part in self._parts])

    def near(self, word: str, distance: int) -> list[str]:
        """The words that are spelt nearly as one, in the order of the alphabet."""
        return sorted({near for part in self._parts for near in part.near(word, distance)})

    def words(self, expansion: Expansion) -> tuple[str, ...]:
        """The words of an expansion, those in most readouts first, then in the order of the alphabet."""
        counts: Counter[bytes] = Counter()
        for part, stretches in zip(self._parts, expansion.stretches, strict=True):
            for first, last in stretches:
                for number in range(first, last):
                    counts[part.field.terms[number]] += int(part.sizes[number])
        return tuple(word.decode() for word in sorted(counts, key=lambda word: (-counts[word], word)))

    def _most_frequent(self, found: list[Array]) -> Expansion:
        if len(found) == 1:
            (part,), (numbers,) = self._parts, found
            capped = len(numbers) > MAX_WORDS
            return Expansion([_stretches(_top(numbers, part.sizes) if capped else numbers)], capped)
        if sum(map(len, found)) <= MAX_WORDS:
            return Expansion([_stretches(numbers) for numbers in found], capped=False)
        counts: Counter[bytes] = Counter()
        words = [
            [part.field.terms[n] for n in numbers.tolist()]
            for part, numbers in zip(self._parts, found, strict=True)
        ]
        for part, numbers, named in zip(self._parts, found, words, strict=True):
            for word, size in zip(named, part.sizes[numbers].tolist(), strict=True):
                counts[word] += size
        kept = set(sorted(counts, key=lambda word: (-counts[word], word))[:MAX_WORDS])
        cut = [
            n[[word in kept for word in named]] if named else n for n, named in zip(found, words, strict=True)
        ]
        return Expansion([_stretches(numbers) for numbers in cut], len(counts) > MAX_WORDS)


class _Part:
    """The words of one segment."""

    def __init__(self, field: Field) -> None:
        self.field = field

    @cached_property
    def sizes(self) -> Array:
        """In how many readouts each word stands, deleted ones included."""
        return np.diff(self.field.starts)

    def looked_at(self, pattern: str) -> int:
        """How many words begin as the pattern does."""
        first, last = self.field.terms.starting(_beginning(pattern).encode("utf-8", "surrogatepass"))
        return last - first

    def matching(self, pattern: str) -> Array:
        """The numbers of the words that match a pattern whole."""
        prefix = _beginning(pattern)
        first, last = self.field.terms.starting(prefix.encode("utf-8", "surrogatepass"))
        rest = pattern[len(prefix) :]
        if rest.strip("*") == "":
            if rest:
                return np.arange(first, last)
            return np.asarray(
                [] if (n := self.field.terms.number(prefix.encode("utf-8", "surrogatepass"))) is None else [n]
            )
        if first == last:
            return np.zeros(0, np.int64)
        begin, end = (
            int(self._lines[first]),
            int(self._lines[last]) if last < len(self._lines) else len(self._text),
        )
        at = [found.start() for found in _expression(pattern).finditer(self._text, begin, end)]
        return np.searchsorted(self._lines, at)

    def close(self, word: str, distance: int) -> Array:
        """The numbers of the words at most `distance` edits from one, first letter alike."""
        first, last = self.field.terms.starting(word[:1].encode("utf-8", "surrogatepass")) if word else (0, 0)
        lengths = (
            np.diff(np.append(self._lines, len(self._text) + 1)[first : last + 1]) - 1
            if first < last
            else np.zeros(0, np.int64)
        )
        likely = np.flatnonzero(abs(lengths - len(word)) <= distance)
        return (
            first
            + likely[
                _distances(word, self._letters(first + likely, lengths[likely]), lengths[likely]) <= distance
            ]
        )

    def near(self, word: str, distance: int) -> list[str]:
        """The words that are spelt nearly as one; see `searchapp.spelling`."""
        return [self.field.terms[number].decode() for number, _ in self._spellings.near(word, distance)]

    @cached_property
    def _spellings(self) -> Spellings:
        return Spellings([word.decode("utf-8", "surrogatepass") for word in self.field.terms.all()])

    @cached_property
    def _text(self) -> str:
        """All words, one a line."""
        return b"\n".join(self.field.terms.all()).decode("utf-8", "surrogatepass")

    @cached_property
    def _lines(self) -> Array:
        """Where in the text each word begins."""
        if not len(self.field.terms):
            return np.zeros(0, np.int64)
        return np.append(0, np.flatnonzero(self._codes == ord("\n")) + 1)

    @cached_property
    def _codes(self) -> Array:
        return np.frombuffer(self._text.encode("utf-32-le", "surrogatepass"), np.uint32)

    def _letters(self, numbers: Array, lengths: Array) -> Array:
        """The letters of some words, shape (longest word, words); beyond its end a word has a letter of no word."""
        longest = int(lengths.max(initial=0))
        at = self._lines[numbers] + np.arange(longest)[:, None]
        inside = np.arange(longest)[:, None] < lengths
        return (
            np.where(inside, self._codes[np.minimum(at, max(len(self._codes) - 1, 0))], 0) if longest else at
        )


def _expression(pattern: str) -> re.Pattern[str]:
    """The pattern for a line, as an expression that never goes back behind a piece once found: time stays linear."""
    first, *rest = (
        re.escape(piece).replace(r"\?", _ANY) for piece in re.sub(r"\*+", "*", pattern).split("*")
    )
    if not rest:
        return re.compile(f"^{first}$", re.MULTILINE)
    *middle, last = rest
    skipping = "".join(f"(?>{_ANY}*?{piece})" for piece in middle)
    return re.compile(f"^{first}{skipping}{_ANY}*{last}$", re.MULTILINE)


def _distances(word: str, letters: Array, lengths: Array) -> Array:
    """Levenshtein's distance of a word to many others at once, a row of the well-known table at a time.

    letters: shape (longest, words). https://en.wikipedia.org/wiki/Levenshtein_distance, with two rows.
    """
    longest, words = letters.shape if letters.ndim == 2 else (0, len(lengths))
    row = np.repeat(np.arange(longest + 1, dtype=np.int16)[:, None], words, axis=1)
    for deleted, letter in enumerate(word, start=1):
        before, row = row, np.empty_like(row)
        row[0] = deleted
        unlike = letters != ord(letter)
        for n in range(longest):
            row[n + 1] = np.minimum(np.minimum(before[n + 1], row[n]) + 1, before[n] + unlike[n])
    return np.take_along_axis(row, lengths[None, :], axis=0)[0] if words else np.zeros(0, np.int16)


def _top(numbers: Array, sizes: Array) -> Array:
    """The MAX_WORDS that stand in most readouts; of equals, the alphabet's first."""
    order = np.lexsort((numbers, -sizes[numbers]))
    return np.sort(numbers[order[:MAX_WORDS]])


def _stretches(numbers: Array) -> list[tuple[int, int]]:
    """Ascending numbers as stretches [first, last) without a gap."""
    if not len(numbers):
        return []
    if numbers[-1] - numbers[0] == len(numbers) - 1:
        return [(int(numbers[0]), int(numbers[-1]) + 1)]
    cuts = np.flatnonzero(np.diff(numbers) != 1) + 1
    begins, ends = numbers[np.append(0, cuts)], numbers[np.append(cuts - 1, len(numbers) - 1)] + 1
    return list(zip(begins.tolist(), ends.tolist(), strict=True))


def _beginning(pattern: str) -> str:
    """What stands before the first wildcard."""
    return re.split("[*?]", pattern, maxsplit=1)[0]
