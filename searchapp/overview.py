"""The collection at a glance: how much, from when to when, with whom, about what, and what to try."""

from collections.abc import Mapping
from dataclasses import dataclass

from searchapp.analysis import folded_text
from searchapp.engine import Known, Manifest, Reader, Request
from searchapp.period import Period
from searchapp.readout import Readout
from searchapp.results import FacetValue
from searchapp.schema import TYPES

LATEST = 6
TOP = 8


@dataclass(frozen=True, slots=True)
class Example:
    """A query that finds something in this collection, and what it shows."""

    group: str
    query: str
    finds: str


@dataclass(frozen=True, slots=True)
class Overview:
    """What is in the collection. years: readouts by year, each year from first to last, also those with 0."""

    manifest: Manifest
    readouts: int
    countries: int
    people: int
    topics: int
    first: Period | None
    last: Period | None
    years: tuple[FacetValue, ...]
    latest: tuple[Readout, ...]
    top: Mapping[str, tuple[FacetValue, ...]]
    examples: tuple[Example, ...]


def overview(reader: Reader) -> Overview:
    """Look over a generation."""
    newest = reader.search(Request(sort="newest", limit=LATEST))
    oldest = reader.search(Request(sort="oldest", limit=1))
    known = {
        field: reader.entities(field)
        for field in ("country", "minister", "counterpart", "person", "topic", "type", "year")
    }
    latest = tuple(readout for readout, _ in newest.hits)
    return Overview(
        manifest=reader.manifest,
        readouts=newest.total,
        countries=len(known["country"]),
        people=len(known["person"]),
        topics=len(known["topic"]),
        first=next((r.date for r, _ in oldest.hits), None),
        last=next((r.date for r in latest), None),
        years=_years(known["year"]),
        latest=latest,
        top={field: _top(known[field]) for field in ("country", "minister", "counterpart", "topic", "type")},
        examples=_examples(known, latest),
    )


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


def _examples(known: Mapping[str, Mapping[str, Known]], latest: tuple[Readout, ...]) -> tuple[Example, ...]:
    """Queries made of what the collection holds, so that each finds something."""
    best = {
        field: [one.entity for _, one in sorted(values.items(), key=lambda i: (-i[1].count, i[0]))]
        for field, values in known.items()
    }
    made: list[Example] = []
    if topics := best["topic"]:
        made.append(
            Example("Words", folded_text(topics[0].label), "all of these words, in any of their forms")
        )
        made.append(Example("Words", f'"{topics[0].label}"', "exactly these words, in this order"))
    if minister := best["minister"]:
        name = _family(minister[0].label)
        made.append(Example("Names", f"minister:{name}", "an official of the issuing side, under every name"))
        shared = next(
            (r for r in latest if r.topic and any(m.id == minister[0].id for m in r.minister)), None
        )
        if shared:
            made.append(
                Example(
                    "Names", f"minister:{name} topic:{shared.topic[0].id}", "the same, where a topic came up"
                )
            )
    if len(best["country"]) > 1:
        one, two = (_value(entity.label) for entity in best["country"][:2])
        made.append(Example("Names", f"country:({one} OR {two})", "talks with either country"))
    if best["counterpart"]:
        made.append(
            Example(
                "Names",
                f"counterpart:{_family(best['counterpart'][0].label)}",
                "an official of the other side",
            )
        )
    if years := sorted(known["year"]):
        made.append(Example("When", f"date:{years[-1]}", "in one year; a month or day works too"))
        if len(years) > 1:
            made.append(Example("When", f"date:{years[0]}..{years[-2]}", "a span, both ends included"))
    if types := [t.id for t in best["type"] if t.id != "other"]:
        made.append(Example("Kind", f"type:{types[0]}", f"each {TYPES[types[0]].lower()}"))
        if best["country"]:
            made.append(
                Example(
                    "Kind",
                    f"type:{types[0]} -country:{_value(best['country'][0].label)}",
                    "all but those with one country",
                )
            )
    return tuple(made)


def _family(label: str) -> str:
    """The part of a name that tells most: the last word, or the first of a name written family first."""
    words = label.split()
    return _value(words[-1]) if words else label


def _value(text: str) -> str:
    return f'"{text}"' if " " in text else text
