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

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from searchapp.engines.arrays.chosen import kernels
from searchapp.engines.arrays.fields import DAYS
from searchapp.engines.arrays.postings import Postings, zeros
from searchapp.engines.arrays.records import RECORDS, Records
from searchapp.engines.arrays.slots import Slots
from searchapp.engines.arrays.statements import Statements
from searchapp.engines.arrays.store import Array, Arrays
from searchapp.engines.arrays.words import Words


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

    def number(self, term: str) -> int | None:
        """The number of a term; None where it is not here."""
        return self.terms.number(term.encode("utf-8", "surrogatepass"))

    def stretch(self, first: int, last: int) -> tuple[int, int]:
        """Where the postings of the terms [first, last) begin, and where the last ends."""
        return self._starts[first], self._starts[last]

    @cached_property
    def _starts(self) -> memoryview:
        return self.starts.data  # quicker for one term at a time

    def keyed(self, word: int, docs: Array, base: int, slots: Slots) -> Array:
        """The keys of a word's positions in some readouts that all hold it. base: what is added to their numbers."""
        first, last = self.stretch(word, word + 1)
        if len(docs) == last - first:
            at = np.arange(first, last)
        else:
            at = np.add(kernels.meet(docs, self.docs[first:last], slots)[1], first, dtype=np.intp)
        return kernels.keyed(at, zeros(docs, base), self.postings)

    def keyed_in(self, first: int, last: int, docs: Array, base: int, slots: Slots) -> Array:
        """The keys of the positions of all words [first, last) in some readouts, by posting.

        docs: the readouts, ascending, whether or not they hold such a word. base: what is added to their numbers.
        """
        begin, end = self.stretch(first, last)
        held = self.docs[begin:end]
        if last - first == 1:
            here, at = kernels.meet(docs, held, slots)
            some = docs.take(here)
        else:
            slots.seen[docs] = True
            at = slots.seen.take(held).nonzero()[0]
            slots.seen[docs] = False
            some = held.take(at)
        return kernels.keyed(np.add(at, begin, dtype=np.intp), zeros(some, base), self.postings)

    def standing(
        self, stretches: Sequence[tuple[int, int]], docs: Array, slots: Slots
    ) -> dict[int, list[int]]:
        """The positions of all words in some stretches [first, last) in a few readouts; see `kernels.standing`."""
        return kernels.standing(stretches, docs, self.postings, slots)

    @cached_property
    def postings(self) -> Postings:
        """The postings of a field of words; raises ValueError for other fields."""
        if self.counts is None or self.place_marks is None or self.places is None:
            raise ValueError("only the words of texts have positions")
        return Postings(self.starts, self.docs, self.counts, self.place_marks, self.places)


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

    def family(self, stem: str) -> list[tuple[int, int]]:
        """The words of a stem as stretches [first, last) of numbers in `text`; words one after the other are one stretch."""
        number = self.field("text_stem").number(stem)
        if number is None:
            return []
        words, starts = self._families
        made: list[tuple[int, int]] = []
        for word in words[starts[number] : starts[number + 1]]:
            if made and made[-1][1] == word:
                made[-1] = made[-1][0], word + 1
            else:
                made.append((word, word + 1))
        return made

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
