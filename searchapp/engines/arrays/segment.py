"""A segment: some readouts as arrays, in three files that are written once.

    NAME.arrays   all arrays (see `store`); NAME.json names them
    NAME.records  the readouts themselves (see `records`)

In a segment readouts go by number, from 0, and so do the terms of a field, in the order of their bytes:

    FIELD/terms, FIELD/ends      the terms (see `words`)
    FIELD/starts                 where the postings of each term begin, and where the last ends
    FIELD/docs                   the readout of each posting, ascending within a term
    FIELD/counts                 fields of words: how often; fields of stems: with which weight
    FIELD/place_starts, /places  fields of words: the positions of each posting, ascending, one posting after the other
    FIELD/place_marks            where the positions of every EVERY-th posting begin
    text_stem/words, /word_starts   the words (numbers in `text`) of each stem
    KEY/entity, KEY/labels, /label_ends   the entities of a keyword field: the number of its id, its label
    KEY/sets, KEY/set_starts     the different sets of entities that fill the field
    KEY/codes                    the set that fills the field, by readout
    said/...                     statements, see `statements`
    date_first, date_last        days as YYYYMMDD, 0 for none;  statements: how many, all by readout
    text/lengths, title/lengths  words, by readout;  record_ends: see `records`
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from searchapp.engines.arrays.fields import DAYS
from searchapp.engines.arrays.meeting import Slots, found_in, meet
from searchapp.engines.arrays.records import RECORDS, Records
from searchapp.engines.arrays.statements import Statements
from searchapp.engines.arrays.store import Array, Arrays, ranges
from searchapp.engines.arrays.words import Words

EVERY = 64
_MANY = 8_192  # postings of a word: of more, it is quicker to look for each readout among them
_NONE = np.zeros(0, np.intp)


@dataclass(frozen=True)
class Field:
    """The postings of a field. counts: None for ids; place_starts, place_marks, places: None but for words."""

    terms: Words
    starts: Array
    docs: Array
    counts: Array | None
    place_starts: Array | None = None
    place_marks: Array | None = None
    places: Array | None = None

    def placed_in(self, word: int, docs: Array, slots: Slots) -> tuple[Array, Array]:
        """How often a word stands in some readouts that all hold it, and where, one readout after the other."""
        assert self.counts is not None  # noqa: S101  # a field of words
        assert self.place_starts is not None  # noqa: S101
        assert self.places is not None  # noqa: S101
        first, last = self.starts[word : word + 2].tolist()
        if len(docs) == last - first:
            return self.counts[first:last], self.places[self.place_starts[word] : self.place_starts[word + 1]]
        at = meet(docs, self.docs[first:last], slots)[1]
        if len(at) * EVERY < last - first:
            begins = self._begins(at + first)
        else:
            ends = np.cumsum(self.counts[first:last], dtype=np.int64)
            begins = ends.take(at) - self.counts.take(at + first) + self.place_starts[word]
        counts = self.counts.take(at + first)
        return counts, self.places.take(ranges(begins, counts))

    def standing_in(self, first: int, last: int, docs: Array, slots: Slots) -> tuple[Array, Array, Array]:
        """Where any of the words [first, last) stands in some readouts, by posting: readout, how often, and where.

        docs: the readouts, ascending, whether or not they hold such a word.
        """
        assert self.counts is not None  # noqa: S101  # a field of words
        assert self.place_starts is not None  # noqa: S101
        assert self.places is not None  # noqa: S101
        postings = slice(self.starts[first], self.starts[last])
        held = self.docs[postings]
        if last - first == 1:
            some = docs.take(meet(docs, held, slots)[0])
            counts, places = self.placed_in(first, some, slots) if len(some) else (held[:0], held[:0])
            return some, counts, places
        slots.seen[docs] = True
        kept = slots.seen.take(held)
        slots.seen[docs] = False
        counts, places = (
            self.counts[postings],
            self.places[self.place_starts[first] : self.place_starts[last]],
        )
        return held[kept], counts[kept], places[np.repeat(kept, counts)]

    def _begins(self, postings: Array) -> Array:
        """Where the positions of some postings begin, each counted on from the mark before it."""
        assert self.counts is not None  # noqa: S101  # a field of words
        assert self.place_marks is not None  # noqa: S101
        marks = postings // EVERY
        before = marks[:, None] * EVERY + np.arange(EVERY)
        counts = self.counts.take(np.minimum(before, len(self.counts) - 1))
        begins: Array = self.place_marks.take(marks) + (counts * (before < postings[:, None])).sum(
            1, dtype=np.int64
        )
        return begins

    def postings_in(self, stretches: Sequence[tuple[int, int]], docs: Array, slots: Slots) -> Array:
        """The postings of the words in some stretches [first, last) in a few readouts, one stretch after the other.

        docs: the readouts, ascending, whether or not they hold such a word.
        """
        made = [_NONE]
        slots.seen[docs] = True
        for first, last in stretches:
            begin, end = self._starts[first], self._starts[last]
            if end - begin < _MANY * (last - first):
                here = slots.seen.take(self.docs[begin:end]).nonzero()[0]
                made.append(here + begin)
            else:
                for word in range(first, last):
                    begin = self._starts[word]
                    held = self.docs[begin : self._starts[word + 1]]
                    made.append(found_in(docs, held)[1] + begin)
        slots.seen[docs] = False
        return np.concatenate(made)

    def standing(self, postings: Array) -> Iterator[tuple[int, list[int]]]:
        """The readout of each posting, and the positions of its word there. For a few this is quicker than `placed_in`."""
        docs, counts, marks, places = self._views
        for at in postings.tolist():
            mark = at // EVERY
            begin = marks[mark] + sum(counts[mark * EVERY : at])
            yield docs[at], places[begin : begin + counts[at]].tolist()

    @cached_property
    def _starts(self) -> memoryview:
        """`starts`, in a form that is quicker for a few numbers."""
        return self.starts.data

    @cached_property
    def _views(self) -> tuple[memoryview, memoryview, memoryview, memoryview]:
        """Some more arrays in that form."""
        assert self.counts is not None  # noqa: S101  # a field of words
        assert self.place_marks is not None  # noqa: S101
        assert self.places is not None  # noqa: S101
        return self.docs.data, self.counts.data, self.place_marks.data, self.places.data


@dataclass(frozen=True, slots=True)
class Filled:
    """What fills a keyword field, by readout: see the arrays of the same names."""

    entity: Array
    labels: Words
    sets: Array
    set_starts: Array
    codes: Array


class Segment:
    """A segment's arrays, mapped, and its records. Raises OSError, ValueError or KeyError for other files."""

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        self.arrays = Arrays(folder / name)
        self.size = int(self.arrays.about["readouts"])
        self._fields = {one: self._field(one) for one in self.arrays.about["fields"]}
        self.days = tuple(self.arrays[one] for one in DAYS)
        dictionaries = [bytes.fromhex(one) for one in self.arrays.about["dictionaries"]]
        self.records = Records(folder / f"{name}{RECORDS}", self.arrays["record_ends"], dictionaries)

    def field(self, name: str) -> Field:
        """The postings of a field; raises KeyError where there is no such field."""
        return self._fields[name]

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of all fields that have postings."""
        return tuple(self._fields)

    def filled(self, name: str) -> Filled:
        """What fills a keyword field; raises KeyError for others."""
        a = self.arrays
        labels = Words(a[f"{name}/labels"], a[f"{name}/label_ends"])
        parts = (a[f"{name}/{part}"] for part in ("sets", "set_starts", "codes"))
        return Filled(a[f"{name}/entity"], labels, *parts)

    @cached_property
    def said(self) -> Statements:
        """The statements."""
        return Statements.of(self.arrays)

    def words_of_stem(self, stem: int) -> list[int]:
        """The numbers in `text` of the words that have a stem, by its number in `text_stem`."""
        words, starts = self._families
        return words[starts[stem] : starts[stem + 1]].tolist()

    def id(self, number: int) -> str:
        """The id of a readout."""
        return self._ids.text(self._id_codes[number])

    @cached_property
    def _families(self) -> tuple[memoryview, memoryview]:
        return self.arrays["text_stem/words"].data, self.arrays["text_stem/word_starts"].data

    @cached_property
    def _ids(self) -> Words:
        return self.field("id").terms

    @cached_property
    def _id_codes(self) -> memoryview:
        return self.arrays["id/codes"].data

    @cached_property
    def numbers(self) -> Array:
        """The numbers of the readouts in the order of their ids."""
        return self.field("id").docs

    def _field(self, name: str) -> Field:
        a = self.arrays
        terms = Words(a[f"{name}/terms"], a[f"{name}/ends"])
        optional = (a.get(f"{name}/{part}") for part in ("counts", "place_starts", "place_marks", "places"))
        return Field(terms, a[f"{name}/starts"], a[f"{name}/docs"], *optional)
