"""The collection at a glance: how much, from when to when, with whom, about what, and what to try."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from searchapp.analysis import folded_text
from searchapp.authority import Authority
from searchapp.engine import Found, Known, Manifest, Reader, Request
from searchapp.errors import QueryError
from searchapp.period import Period
from searchapp.readout import Entity, Readout
from searchapp.resolve import resolve
from searchapp.results import FacetValue
from searchapp.schema import TYPES
from searchapp.syntax import parse

LATEST = 6
TOP = 8


@dataclass(frozen=True, slots=True)
class Example:
    """A query that finds something in this collection, what it shows, and how many readouts it finds."""

    group: str
    query: str
    finds: str
    count: int


@dataclass(frozen=True, slots=True)
class Overview:
    """What is in the collection. years: readouts by year, each year from first to last, also those with 0;
    latest: without their passages."""

    manifest: Manifest
    readouts: int
    statements: int
    countries: int
    people: int
    topics: int
    first: Period | None
    last: Period | None
    years: tuple[FacetValue, ...]
    latest: tuple[Readout, ...]
    top: Mapping[str, tuple[FacetValue, ...]]
    examples: tuple[Example, ...]


def overview(reader: Reader, authority: Authority) -> Overview:
    """Look over a generation."""
    newest = reader.search(Request(sort="newest", limit=LATEST))
    oldest = reader.search(Request(sort="oldest", limit=1))
    known = {
        field: reader.entities(field)
        for field in ("country", "minister", "counterpart", "person", "speaker", "topic", "type", "year")
    }
    latest = _readouts(newest, reader)
    return Overview(
        manifest=reader.manifest,
        readouts=newest.total,
        statements=reader.statements(),
        countries=len(known["country"]),
        people=len(known["person"]),
        topics=len(known["topic"]),
        first=next((r.date for r in _readouts(oldest, reader)), None),
        last=next((r.date for r in latest), None),
        years=_years(known["year"]),
        latest=latest,
        top={field: _top(known[field]) for field in ("country", "minister", "counterpart", "topic", "type")},
        examples=_Examples(known, authority, reader).all(),
    )


def _readouts(found: Found, reader: Reader) -> tuple[Readout, ...]:
    return tuple(sight.card for sight in reader.sights((id_ for id_, _ in found.hits), ()))


def _years(known: Mapping[str, Known]) -> tuple[FacetValue, ...]:
    numbers = sorted(int(year) for year in known)
    every = range(numbers[0], numbers[-1] + 1) if numbers else ()
    return tuple(
        FacetValue(str(year), str(year), known[str(year)].count if str(year) in known else 0, selected=False)
        for year in every
    )


def _top(known: Mapping[str, Known]) -> tuple[FacetValue, ...]:
    ranked = sorted(known.items(), key=lambda item: (-item[1].count, item[1].entity.label))[:TOP]
    return tuple(
        FacetValue(id_, TYPES.get(id_, one.entity.label), one.count, selected=False) for id_, one in ranked
    )


class _Examples:
    """Queries made of what the collection holds; each is tried, and kept when it finds something."""

    def __init__(
        self, known: Mapping[str, Mapping[str, Known]], authority: Authority, reader: Reader
    ) -> None:
        self.known, self.authority, self.reader = known, authority, reader
        self.kept: list[Example] = []

    def all(self) -> tuple[Example, ...]:
        """The examples, by group."""
        self.words()
        self.names()
        self.said()
        self.days()
        self.kinds()
        return tuple(self.kept)

    def words(self) -> None:
        plain = (one for one in self.ranked("topic") if re.fullmatch(r"[A-Za-z]+ [A-Za-z]+", one.label))
        if topic := next(plain, None):
            words = _written(topic.label)
            self.keep("Words", words, "both words, in any of their forms")
            self.keep("Words", f'"{words}"', "exactly these words, in this order")
            first, second = words.split()
            self.keep("Words", f"{first[:4].lower()}* -{second}", "how a word begins, without another word")
        several = (
            one
            for one in self.ranked("topic")
            if re.fullmatch(r"[A-Z]{3,6}", one.label) and self.authority.synonyms(one.label)
        )
        if topic := next(several, None):
            self.keep("Words", topic.label, "a topic, under all of its names")

    def names(self) -> None:
        if ministers := self.ranked("minister"):
            name = self.short(ministers[0])
            self.keep("Names", f"minister:{name}", "an official of the issuing side, under every name")
            tried = (
                f"minister:{self.short(m)} topic:{t.id}"
                for m in ministers[1:3] or ministers
                for t in self.ranked("topic")
            )
            self.keep(
                "Names", next((q for q in tried if self.found(q)), ""), "the same, where a topic came up"
            )
        if len(countries := self.ranked("country")) > 1:
            one, two = (_value(entity.label) for entity in countries[:2])
            self.keep("Names", f"country:({one} OR {two})", "talks with either country")
        if counterparts := self.ranked("counterpart"):
            self.keep("Names", f"counterpart:{self.short(counterparts[0])}", "an official of the other side")

    def said(self) -> None:
        words = [
            _written(one.label)
            for one in self.ranked("topic")
            if re.fullmatch(r"[A-Za-z]+( [A-Za-z]+)?", one.label)
        ]
        other = (f'said:counterpart "{word}"' for word in words)
        self.keep(
            "Who said it", next((q for q in other if self.found(q)), ""), "only in what the other side said"
        )
        for person in self.ranked("speaker")[:1]:
            theirs = (f"said_by:{self.short(person)} {word}" for word in words)
            self.keep(
                "Who said it", next((q for q in theirs if self.found(q)), ""), "only in what this person said"
            )

    def days(self) -> None:
        years = sorted(self.known["year"])
        if years:
            self.keep("When", f"date:{years[-1]}", "in one year; a month or a day works too")
        if len(years) > 2:
            self.keep("When", f"date:{years[0]}..{years[-2]}", "a span, both ends included")
        elif len(years) > 1:
            self.keep("When", f"before:{years[-1]}", "all that was earlier")

    def kinds(self) -> None:
        types = [one.id for one in self.ranked("type") if one.id != "other"]
        if types:
            self.keep("Kind", f"type:{types[0]}", f"each {TYPES[types[0]].lower()}")
            for country in self.ranked("country")[:1]:
                self.keep(
                    "Kind",
                    f"type:{types[0]} -country:{_value(country.label)}",
                    "all but those with one country",
                )

    def ranked(self, field: str) -> list[Entity]:
        """The entities of a field, most frequent first."""
        return [
            one.entity for id_, one in sorted(self.known[field].items(), key=lambda i: (-i[1].count, i[0]))
        ]

    def short(self, person: Entity) -> str:
        """A person as a reader would call them: the short form or family name that we know, else the whole."""
        known = self.authority.people.get(person.id)
        return _value((known.short or (known.family,))[0] if known else person.label)

    def found(self, query: str) -> int:
        """How many readouts a query finds; none where a name in it is nothing that can be typed."""
        try:
            return self.reader.count(resolve(parse(query), self.authority, self.reader).clause)
        except QueryError:
            return 0

    def keep(self, group: str, query: str, finds: str) -> None:
        if query and (count := self.found(query)):
            self.kept.append(Example(group, query, finds, count))


def _written(label: str) -> str:
    """A topic as a reader would type it: North Korea, CPTPP, climate change."""
    return label if label.istitle() or label.isupper() else folded_text(label)


def _value(text: str) -> str:
    return f'"{text}"' if re.search(r"[\s():]", text) else text
