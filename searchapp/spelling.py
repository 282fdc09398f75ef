"""Words that are spelt nearly like another, or begin nearly so: one letter more, less or other, or two changed about.

The distance is Damerau's and Levenshtein's, in the form that never edits a stretch twice ("optimal string
alignment"): https://en.wikipedia.org/wiki/Damerau-Levenshtein_distance. Not for: fuzzy words of a query
(`clause.Close`), which count two letters changed about as two edits.
"""

from collections.abc import Sequence
from math import log

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.intp]

SLIP = 4  # letters of a word that is begun; of fewer nearly every word is one slip away
LETTERS = 25  # that might have been struck in the place of one: what was put in by mistake is one of so many
_FARTHER = log(1_000)  # a second slip in one word is that much rarer than one alone


class Spellings:
    """Words by number, from 0, in the order given; made once, never changed. No word is empty."""

    def __init__(self, words: Sequence[str]) -> None:
        self._lengths = np.asarray([len(word) for word in words], np.int16)
        self._starts = np.cumsum(self._lengths, dtype=np.int64) - self._lengths
        self._codes = _codes("".join(words))
        bits = np.left_shift(np.uint64(1), self._codes.astype(np.uint64) & np.uint64(63))
        self._letters = np.bitwise_or.reduceat(bits, self._starts) if len(words) else np.zeros(0, np.uint64)

    def near(self, word: str, distance: int) -> list[tuple[int, int]]:
        """The numbers of the words at most `distance` edits from one, with the distance of each, in order."""
        mine = np.uint64(_letters(word))
        likely = np.flatnonzero(
            (abs(self._lengths - len(word)) <= distance)
            # an edit brings in one letter that the other word does not have, and takes away one, at most
            & (np.bitwise_count(self._letters & ~mine) <= distance)
            & (np.bitwise_count(mine & ~self._letters) <= distance)
        )
        ends = self._lengths[likely]
        rows = self._distances(word, likely, int(ends.max(initial=0)))
        far = np.take_along_axis(rows, ends[None, :].astype(np.intp), axis=0)[0]
        return [(n, d) for n, d in zip(likely.tolist(), far.tolist(), strict=True) if d <= distance]

    def nearly_starting(self, prefix: str) -> Numbers:
        """The numbers of the words of which a beginning is at most one edit from `prefix`."""
        likely = self._sharing_half(prefix)
        if not len(likely):
            return likely
        rows = self._distances(prefix, likely, len(prefix) + 1)
        beyond = np.arange(len(prefix) + 2)[:, None] > self._lengths[likely]
        found: Numbers = likely[np.where(beyond, len(prefix) + 1, rows).min(axis=0) <= 1]
        return found

    def _sharing_half(self, prefix: str) -> Numbers:
        """The words that one edit may make begin so: one half of the prefix then stands where it should, or beside it."""
        mine, half = np.uint64(_letters(prefix)), len(prefix) // 2
        enough = self._lengths >= len(prefix) - 1
        some = np.flatnonzero(enough & (np.bitwise_count(mine & ~self._letters) <= 1))
        letters = _codes(prefix).tolist()
        stands = self._stands(some, letters[:half], 0)
        for shift in (-1, 0, 1):
            # the letter in the middle may be one of two that changed places
            stands |= self._stands(some, letters[half + 1 :], half + 1 + shift)
        found: Numbers = some[stands]
        return found

    def _stands(self, numbers: Numbers, letters: Sequence[int], at: int) -> npt.NDArray[np.bool_]:
        """Whether some letters stand in words from a place on; what is beyond the end of a word may be anything."""
        stands = np.ones(len(numbers), bool)
        starts, lengths = self._starts[numbers], self._lengths[numbers]
        for place, letter in enumerate(letters, start=at):
            there = self._codes.take(starts + place, mode="clip")
            stands &= (there == letter) | (lengths <= place)
        return stands

    def _distances(self, word: str, numbers: Numbers, longest: int) -> npt.NDArray[np.int16]:
        """The distances of a word to beginnings of others, shape (longest + 1, words): row n to the first n letters."""
        at = self._starts[numbers] + np.arange(longest)[:, None]
        inside = np.arange(longest)[:, None] < self._lengths[numbers]
        letters = np.where(inside, self._codes.take(at, mode="clip"), 0) if at.size else at.astype(np.uint32)
        steps = np.arange(longest + 1, dtype=np.int16)[:, None]
        row = np.repeat(steps, len(numbers), axis=1)
        before, unlike_before = row, np.ones(letters.shape, bool)
        for done, letter in enumerate(_codes(word).tolist(), start=1):
            unlike = letters != letter
            made = np.empty_like(row)
            made[0] = done
            made[1:] = np.minimum(row[1:] + 1, row[:-1] + unlike)
            if done > 1:
                swapped = ~unlike[:-1] & ~unlike_before[1:]
                made[2:] = np.minimum(made[2:], np.where(swapped, before[:-2] + 1, made[2:]))
            # the fewest edits by way of a shorter beginning, each letter more being an edit more
            made = np.minimum.accumulate(made - steps, axis=0) + steps
            before, row, unlike_before = row, made, unlike
        return row


def slip(typed: str, meant: str, distance: int) -> float:
    """The logarithm of how readily one word is typed for another, as far as it matters beside how common they are.

    Letters left out, doubled or changed about are slips that can be made in one way; a strange letter is one of
    LETTERS. The model is Kernighan, Church and Gale's (1990) without its tables, which are of English.
    """
    if distance == 0:
        return 0.0
    if distance > 1:
        return -_FARTHER - log(LETTERS)
    if len(typed) < len(meant) or _is_changed_about(typed, meant) or _is_doubled(typed, meant):
        return 0.0
    return -log(LETTERS)


def _is_changed_about(typed: str, meant: str) -> bool:
    return len(typed) == len(meant) and sorted(typed) == sorted(meant)


def _is_doubled(typed: str, meant: str) -> bool:
    return any(typed[:n] + typed[n + 1 :] == meant for n in range(1, len(typed)) if typed[n] == typed[n - 1])


def _codes(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _letters(word: str) -> int:
    """A bit for each letter; that some letters share one only lets more words through."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return bits
