"""The titles of a generation as one run of words: what titles that begin so, or go on so, have in common.

Made of the postings of `title`, once a generation and only when it is asked for: 8 bytes a word of a title.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from searchapp.engines.arrays.collection import Collection
from searchapp.engines.arrays.store import Array, firsts
from searchapp.engines.arrays.words import Words
from searchapp.runs import LONGEST, TOLD, shared
from searchapp.spelling import SLIP, Spellings

_LOOKED_AT = 1_024  # places; of more, every so many are looked at, which the frequent runs survive
_ROW = 16_384  # places of the rarest word in a row; likewise,
_FEW = 64  # unless so few are left of them
_REMEMBERED = 8_192  # runs that are kept with their numbers
_BITS = 32  # of a key, for the place of a word in its title
_BETWEEN = 0  # stands between two titles; the first word has the number 1


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand in a row: in how many titles, and the number of a readout in whose title they do."""

    words: tuple[str, ...]
    titles: int
    readout: int


class Titles:
    """The words of all titles of the readouts that are there; made once, never changed."""

    def __init__(self, collection: Collection) -> None:
        terms = [m.segment.field("title").terms.all() for m in collection.members]
        every = sorted({term for some in terms for term in some})
        self._words = Words.of(every)
        docs, places, words = list[Array](), list[Array](), list[Array]()
        for m, some in zip(collection.members, terms, strict=True):
            field = m.segment.field("title")
            if field.counts is None or field.place_starts is None or field.places is None:
                raise ValueError("the words of titles have places")
            number = np.searchsorted(np.asarray(every, object), np.asarray(some, object)) + 1
            doc, word = np.repeat(field.docs, field.counts), np.repeat(number, np.diff(field.place_starts))
            kept = slice(None) if m.alive is None else m.alive[doc]
            docs.append(doc[kept].astype(np.uint32) + np.uint32(m.base))
            places.append(field.places[kept].astype(np.uint32))
            words.append(word[kept].astype(np.uint32))
        doc, word = _joined(docs), _joined(words)
        # in the order of the readouts and of their words; half of the room that a sort of both at once takes
        keys = doc.astype(np.uint64)
        keys <<= np.uint64(_BITS)
        keys += _joined(places)
        order = np.argsort(keys).astype(np.uint32)
        del docs, places, words, keys
        doc, word = doc[order], word[order]
        starts = firsts(doc)
        # a gap before each title, and enough of them at the end for a run to reach into
        self._run = np.append(np.insert(word, starts, _BETWEEN), np.zeros(LONGEST + 1, np.uint32))
        self._titles = (starts + np.arange(len(starts))).astype(np.uint32)
        self._readouts = doc[starts]
        del order, doc, word
        self._places = np.argsort(self._run, kind="stable").astype(np.uint32)
        self._bounds = np.append(0, np.cumsum(np.bincount(self._run, minlength=len(every) + 1)))
        self._spellings: Spellings | None = None
        self._runs: dict[tuple[int, ...], Run] = {}

    def runs(self, words: Sequence[str], prefix: str) -> list[Run]:
        """The frequent runs of some words and then one that begins so, or else nearly so; the most frequent first."""
        numbers = [self._words.number(word.encode("utf-8", "surrogatepass")) for word in words]
        known = [number + 1 for number in numbers if number is not None]
        if len(known) < len(numbers):
            return []
        first, last = self._words.starting(prefix.encode("utf-8", "surrogatepass"))
        places = self._row(known, first + 1, last + 1, _ROW)
        if len(places) < _FEW:
            places = self._row(known, first + 1, last + 1)
        if not len(places) and len(prefix) >= SLIP:
            near = self._nearly(prefix)
            places = np.concatenate([self._row(known, n + 1, n + 2) for n in near]) if near else places
        step = -(-len(places) // _LOOKED_AT) or 1
        often: dict[tuple[int, ...], tuple[int, int]] = {}
        for some, length in shared(places[::step].astype(np.int64), len(known), self._parted):
            start = int(some[0]) - len(known)
            run = tuple(self._run[start : start + length].tolist())
            often[run] = max(often.get(run, (0, 0)), (len(some), start))
        frequent = sorted(often.items(), key=lambda one: -one[1][0])[:TOLD]
        return [self._told(run, start) for run, (_, start) in frequent]

    def _told(self, run: tuple[int, ...], start: int) -> Run:
        if told := self._runs.get(run):
            return told
        places = self._row(run[:-1], run[-1], run[-1] + 1)  # ascending, being those of one word
        titles = len(firsts(self._titles.searchsorted(places, "right")))
        words = tuple(self._words[number - 1].decode() for number in run)
        if len(self._runs) >= _REMEMBERED:
            self._runs.clear()
        self._runs[run] = told = Run(words, titles, self._readout(start))
        return told

    def _nearly(self, prefix: str) -> list[int]:
        if self._spellings is None:
            self._spellings = Spellings([word.decode("utf-8", "surrogatepass") for word in self._words.all()])
        numbers: list[int] = self._spellings.nearly_starting(prefix).tolist()
        return numbers

    def _row(self, words: Sequence[int], first: int, last: int, most: int | None = None) -> Array:
        """The places of the words from `first` on, before `last`, that come right after some words in a row.

        most: of the rarest of them so many places are looked at, spread evenly over all; None: every place.
        """
        wanted = [*((word, word + 1) for word in words), (first, last)]
        sizes = [int(self._bounds[end] - self._bounds[begin]) for begin, end in wanted]
        rarest = sizes.index(min(sizes))
        begin, end = wanted[rarest]
        step = 1 if most is None else max(1, -(-sizes[rarest] // most))
        # a gap stands before the first title, and more of them behind the last than a run has words
        places = self._places[self._bounds[begin] : self._bounds[end] : step] + np.uint32(len(words) - rarest)
        for number, (begin, end) in enumerate(wanted):
            if number != rarest:
                there = self._run[places - np.uint32(len(words) - number)]
                places = places[(there >= begin) & (there < end)]
        return places

    def _parted(self, places: Array, ahead: int, most: int) -> Iterator[Array]:
        """The places parted by the word that stands so many words on: the most frequent words, without gaps."""
        words = self._run[places + ahead]
        counts = Counter(words.tolist())
        del counts[_BETWEEN]
        for number, times in counts.most_common(most):
            yield places if times == len(places) else places[words == number]

    def _readout(self, place: int) -> int:
        return int(self._readouts[self._titles.searchsorted(place, "right") - 1])


def _joined(arrays: list[Array]) -> Array:
    return np.concatenate(arrays) if arrays else np.zeros(0, np.uint32)
