"""Who and what a collection holds, and every name that finds it: looked up, never walked through.

Made once a generation, field by field as they are asked for. Not for: what a name in a query means (`resolve`).
"""

import difflib
import fnmatch
import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from searchapp.analysis import folded_text, is_cjk, phrase_words, spans
from searchapp.authority import Authority
from searchapp.engine import Known, Reader
from searchapp.generational import once_a_generation
from searchapp.spelling import Spellings

KINDS = {
    "country": "country",
    "about": "country",
    "home": "country",
    "topic": "topic",
    "organisation": "organisation",
    "minister": "person",
    "counterpart": "person",
    "person": "person",
    "speaker": "person",
}
"""Which table of the authority files has the names of a field's entities; others have only their own."""
COLUMNS = {"said_by": "speaker"}
"""Where the index keeps a field under another name than a query does."""
LISTED = 64  # ids with a name that begins so
_BEGUN = 1_024  # beginnings of names that are kept
_LOOKED_AT = 128  # ids of a beginning whose labels are looked at
_LAST = "\U0010ffff"  # sorts after every letter
_Ids = tuple[str, ...]
Array = npt.NDArray[np.uint32]


class Listing:
    """The entities of one field, with the names that the authority files and the collection have for them."""

    def __init__(self, field: str, known: Mapping[str, Known], authority: Authority) -> None:
        self.known, self._kind, self._authority = dict(known), KINDS.get(field, ""), authority
        self._phrases: dict[str, tuple[tuple[str, ...], ...]] = {}
        self._begun: dict[tuple[str, bool], list[tuple[str, bool]]] = {}

    def names(self, id_: str) -> tuple[str, ...]:
        """Every name of an entity; those of the authority files alone for one that is not in the collection."""
        here = self.known.get(id_)
        return (*self._authority.names(self._kind, id_), *((here.entity.label,) if here else ()))

    def phrases(self, id_: str) -> tuple[tuple[str, ...], ...]:
        """The names of an entity of the collection as words in a row, each once."""
        if id_ not in self._phrases:
            words = (phrase_words(name) for name in self.names(id_))
            self._phrases[id_] = tuple(dict.fromkeys(filter(None, words)))
        return self._phrases[id_]

    def exactly(self, text: str) -> frozenset[str]:
        """The ids whose label or id is this, case and accents aside."""
        return frozenset(self._by_label.get(folded_text(text), ()))

    def id(self, typed: str) -> str:
        """The id that is typed, in its own case where the collection has it."""
        if typed in self.known:
            return typed
        return next((one for one in self.exactly(typed) if one.lower() == typed.lower()), typed)

    def with_words(self, words: frozenset[str]) -> frozenset[str]:
        """The ids that have all of the words in one of their names."""
        if not words:
            return frozenset()
        return frozenset(self._ranked[rank] for rank in self._together(words, self._words.having_all(words)))

    def _together(self, words: frozenset[str], ranks: Array) -> list[int]:
        """Of some ids, those that have all of the words in one of their names."""
        if len(words) == 1:
            return ranks.tolist()  # type: ignore[no-any-return]
        return [
            rank
            for rank in ranks.tolist()
            if any(words <= _words(name) for name in self.names(self._ranked[rank]))
        ]

    def completing(
        self, words: tuple[str, ...], prefix: str, *, slips: bool = False, most: int | None = LISTED
    ) -> list[tuple[str, bool]]:
        """The ids with some words in their names, and another that begins so, and whether it stands in the label.

        Those of the label first, then those of most readouts. slips: the other is one slip from beginning so.
        most: how many of one word; LISTED are kept for the next time.
        """
        if words:
            wanted = frozenset(words)
            begun = self._begun_by(prefix, slips=slips)
            ranks = _common(self._names.having(begun), self._words.having_all(wanted))
            return self._shown(self._together(wanted, ranks), begun)
        if most != LISTED:
            return self._beginning(prefix, slips=slips)[:most]
        if (prefix, slips) in self._begun:
            return self._begun[prefix, slips]
        found = self._beginning(prefix, slips=slips)[:LISTED]
        if len(self._begun) < _BEGUN:
            self._begun[prefix, slips] = found
        return found

    def _beginning(self, prefix: str, *, slips: bool) -> list[tuple[str, bool]]:
        begun = self._begun_by(prefix, slips=slips)
        return self._shown(self._names.having(begun).tolist(), begun)

    def _begun_by(self, prefix: str, *, slips: bool) -> range | frozenset[int]:
        """The words of `_names` that begin so, or nearly so."""
        if not slips:
            found = self._names.starting(prefix)
            # a name's last Chinese character is a word by itself, with which none begins
            return (
                found[1:] if is_cjk(prefix) and prefix in self._names.number and len(prefix) == 1 else found
            )
        vocabulary, number = self._words.words, self._names.number
        near = (vocabulary[n] for n in self._spellings.nearly_starting(prefix).tolist())
        return frozenset(number[word] for word in near if word in number)

    def _shown(self, ranks: list[int], begun: range | frozenset[int]) -> list[tuple[str, bool]]:
        """The ids of some ranks, those first that have a word in their label; which is looked at in the first few."""
        some = [self._ranked[rank] for rank in ranks[:_LOOKED_AT]]
        number = self._names.number
        found = [
            (id_, any(number.get(word, -1) in begun for word in _words(self.known[id_].entity.label)))
            for id_ in some
        ]
        found.sort(key=lambda one: not one[1])
        return found + [(self._ranked[rank], False) for rank in ranks[_LOOKED_AT:]]

    @cached_property
    def _ranked(self) -> list[str]:
        """The ids, those of most readouts first."""
        return sorted(self.known, key=lambda id_: (-self.known[id_].count, id_))

    def _proper(self, id_: str) -> tuple[str, ...]:
        """The names of a topic that no one would call cues."""
        topic = self._authority.topics.get(id_)
        return (self.known[id_].entity.label, *(topic.names if topic else ()))

    @cached_property
    def _names(self) -> "_Words":
        """Words of names that no one would call cues."""
        return _Words(map(self._proper, self._ranked)) if self._kind == "topic" else self._words

    def like(self, pattern: str) -> frozenset[str]:
        """The ids with a word in a name that fits a wildcard pattern."""
        fits, start = re.compile(fnmatch.translate(pattern)).match, re.split(r"[*?[]", pattern)[0]
        some = self._words.starting(start)
        numbers = frozenset(n for n in some if fits(self._words.words[n]))
        return frozenset(self._ranked[rank] for rank in self._words.having(numbers).tolist())

    def near(self, text: str, cutoff: float) -> frozenset[str]:
        """The ids with one of the eight words that are most like this one."""
        words = self._similar.nearest(text, 8, cutoff)
        return frozenset(id_ for word in words for id_ in self._having(word))

    def _having(self, word: str) -> list[str]:
        """The ids with a word in a name, those of most readouts first."""
        return [self._ranked[rank] for rank in self._words.having_all({word}).tolist()]

    def near_words(self, word: str, distance: int) -> dict[str, int]:
        """The words of names that are spelt nearly so (`spelling`), with how many readouts who has them fills at most."""
        found = (self._words.words[number] for number, _ in self._spellings.near(word, distance))
        return {near: sum(self.known[id_].count for id_ in self._having(near)) for near in found}

    def written(self, word: str) -> str | None:
        """A folded word of names as it is written in the label of whoever fills most readouts; None where in none."""
        labels = (self.known[id_].entity.label for id_ in self._having(word))
        return next((t for label in labels for t in _surfaces(label) if folded_text(t) == word), None)

    def nearest(self, text: str) -> Known | None:
        """The entity with the word, or else the whole name, that is most like this one."""
        if near := self._similar.nearest(folded_text(text), 1, 0.7):
            return self.known[self._having(near[0])[0]]
        if near := self._labels.nearest(text, 1, 0.6):
            return next(k for k in reversed(self.known.values()) if k.entity.label == near[0])
        return None

    @cached_property
    def _by_label(self) -> dict[str, _Ids]:
        made: dict[str, _Ids] = {}
        for id_, one in self.known.items():
            for key in {folded_text(one.entity.label), folded_text(id_)}:
                made[key] = (*made.get(key, ()), id_)
        return made

    @cached_property
    def _words(self) -> "_Words":
        """Every word of a name."""
        return _Words(map(self.names, self._ranked))

    @cached_property
    def _spellings(self) -> Spellings:
        return Spellings(self._words.words)

    @cached_property
    def _similar(self) -> "Similar":
        return Similar(self._words.words)

    @cached_property
    def _labels(self) -> "Similar":
        return Similar({one.entity.label for one in self.known.values()})


class _Words:
    """The words of names, sorted, and who has each, by rank. number: of each word."""

    def __init__(self, names: Iterable[Iterable[str]]) -> None:
        """names: those of each rank, from 0."""
        made: dict[str, array[int]] = {}
        for rank, some in enumerate(names):
            for word in frozenset[str]().union(*map(_words, some)):
                made.setdefault(word, array("I")).append(rank)
        self.words = sorted(made)
        self.number = {word: n for n, word in enumerate(self.words)}
        self._starts = np.cumsum([0, *(len(made[word]) for word in self.words)], dtype=np.intp)
        every = array("I")
        for word in self.words:
            every.extend(made[word])
        self._ranks: Array = np.array(every, np.uint32)

    def starting(self, prefix: str) -> range:
        """The numbers of the words that begin so."""
        first = bisect_left(self.words, prefix)
        return range(first, bisect_left(self.words, prefix + _LAST, first))

    def having(self, numbers: range | frozenset[int]) -> Array:
        """Who has any of some words: ranks, ascending, each once."""
        starts = self._starts
        if isinstance(numbers, range):
            return _once(np.sort(self._ranks[starts[numbers.start] : starts[numbers.stop]]))
        some = [self._ranks[starts[n] : starts[n + 1]] for n in numbers]
        return _once(np.sort(np.concatenate(some))) if some else self._ranks[:0]

    def having_all(self, words: Set[str]) -> Array:
        """Who has all of some words, not always in one name: ranks, ascending."""
        numbers = [self.number.get(word) for word in words]
        each = [
            self._ranks[:0] if n is None else self._ranks[self._starts[n] : self._starts[n + 1]]
            for n in numbers
        ]
        first, *others = sorted(each, key=len)
        for other in others:
            first = _common(first, other)
        return first


def _once(ascending: Array) -> Array:
    new = np.ones(len(ascending), bool)
    np.not_equal(ascending[1:], ascending[:-1], out=new[1:])
    return ascending[new]


def _common(some: Array, others: Array) -> Array:
    """What two ascending arrays, with nothing twice, have in common."""
    both: Array = np.sort(np.concatenate((some, others)))
    twice: Array = both[1:][both[1:] == both[:-1]]
    return twice


class Similar:
    """Texts among which the most similar are found as `difflib` finds them, most being ruled out by their letters."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = [(text, len(text), _letters(text)) for text in texts]

    def nearest(self, wanted: str, most: int, cutoff: float) -> list[str]:
        """At most so many texts with a ratio of at least `cutoff`, the nearest first."""
        long, letters = len(wanted), _letters(wanted)
        # a letter that only one of two texts has is not matched, and the ratio is 2 * matched / (both lengths)
        possible = [
            text
            for text, length, has in self._texts
            if 2 * min(length - (has & ~letters).bit_count(), long - (letters & ~has).bit_count())
            >= cutoff * (length + long)
        ]
        return difflib.get_close_matches(wanted, possible, most, cutoff)


_listings = once_a_generation(dict[str, Listing])


def listing(field: str, authority: Authority, reader: Reader) -> Listing:
    """The entities of a field in the reader's generation."""
    kept = _listings(authority, reader)
    if field not in kept:
        kept[field] = Listing(field, reader.entities(field), authority)
    return kept[field]


def _letters(text: str) -> int:
    """A bit for each letter; that some letters share one makes a text at most look more alike."""
    bits = 0
    for letter in text:
        bits |= 1 << (ord(letter) & 63)
    return bits


def _surfaces(label: str) -> Iterator[str]:
    return (label[start:end] for start, end in spans(label))


@lru_cache(maxsize=1 << 16)
def _words(name: str) -> frozenset[str]:
    return frozenset(folded_text(name).split())
