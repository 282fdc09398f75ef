"""The facts of a readout as its page lists them, each with the places that it was read from."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from searchapp import schema
from searchapp.analysis import folded_text
from searchapp.neighbours import Similar
from searchapp.period import MONTHS, Period
from searchapp.query import Field, Phrase
from searchapp.readout import Entity, Evidence, Omission, Readout
from searchapp.scanner import QUOTES
from searchapp.web import links, wording

GIVEN = "front matter"  # the rule of a value that the file itself gives
CORRECTED = "correction"  # of one that a user put in its place
_PEOPLE = {"minister", "counterpart"}
_LINKED = {*schema.FACETS, "year"}
_ASKED = {"home": "All issued by", "about": "All about", "organisation": "All with"}


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a fact. url and all: a search for the readouts that share it, and how to call it; page: its own."""

    text: str
    evidence: tuple[Evidence, ...] = ()
    url: str = ""
    all: str = ""
    person: bool = False
    page: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its values."""

    label: str
    values: tuple[Value, ...]


def of(readout: Readout) -> tuple[Fact, ...]:
    """Every fact that is known, in the order of the page; what is not known is left out."""
    facts = (*_when(readout), *_who(readout), *_how(readout), _about(readout))
    return tuple(fact for fact in facts if fact.values)


def where(evidence: Evidence) -> str:
    """The place of a piece of evidence, in a word or two."""
    if evidence.line is not None:
        return f"line {evidence.line}"
    return {GIVEN: "given", CORRECTED: "corrected"}.get(evidence.rule, "why")


def left_out(omissions: Iterable[Omission]) -> str:
    """What kinds of lines are no search text: title, 2 captions, footer."""
    kinds = Counter(omission.kind for omission in omissions).items()
    return wording.cased(", ".join(kind if count == 1 else f"{count} {kind}s" for kind, count in kinds))


def extent(omissions: Iterable[Omission]) -> str:
    """How much those lines are: 5 lines."""
    spans = (omission.lines for omission in omissions)
    return wording.counted(sum(last - first + 1 for first, last in spans), "line")


def _when(readout: Readout) -> Iterator[Fact]:
    date, jst, published = readout.date, readout.date_jst, readout.published
    if date:
        yield Fact("Event day" if date.first == date.last else "Event", (_day(readout, date),))
    if jst:
        text = "Same day" if jst == date else wording.spoken(jst)
        yield Fact("In Japan", (_value(readout, "date_jst", text),))
    if published:
        yield Fact("Published", (_value(readout, "published", wording.spoken(published)),))


def _day(readout: Readout, date: Period) -> Value:
    """With a search for the month of it, or the year where no month is known."""
    first = date.first
    known = (first.year, first.month) == (date.last.year, date.last.month)
    span = f"{first:%Y-%m}" if known else str(first.year)
    all_ = f"All in {MONTHS[first.month]} {first.year}" if known else f"All in {first.year}"
    return _value(readout, "date", wording.spoken(date), links.asking(f"date:{span}"), all_)


def _who(readout: Readout) -> Iterator[Fact]:
    yield _entities(readout, "Issued by", "home", [readout.home] if readout.home else [])
    yield _entities(readout, "Country", "country", readout.country)
    parties = {one.id for one in (readout.home, *readout.country) if one}
    yield _entities(readout, "Also about", "about", [one for one in readout.about if one.id not in parties])
    yield _entities(readout, "Organisation", "organisation", readout.organisation)
    yield _entities(readout, "Minister", "minister", readout.minister)
    yield _entities(readout, "Counterpart", "counterpart", readout.counterpart)


def _how(readout: Readout) -> Iterator[Fact]:
    if readout.type != "other":
        kind = schema.TYPES.get(readout.type, readout.type)
        url = links.with_value("type", readout.type)
        yield Fact("Type", (_value(readout, "type", kind, url, "All of this type"),))
    if readout.mode:
        mode = schema.MODES.get(readout.mode, readout.mode)
        url = links.asking(f"mode:{readout.mode}")
        yield Fact("Held", (_value(readout, "mode", wording.cased(mode), url, f"All held {mode}"),))
    if readout.duration_min:
        length = f"About {wording.counted(readout.duration_min, 'minute')}"
        yield Fact("Length", (_value(readout, "duration_min", length),))
    if readout.place:
        yield Fact("Place", (_place(readout, "place", readout.place),))
    if readout.occasion:
        yield Fact("Occasion", (_place(readout, "occasion", readout.occasion),))


def _place(readout: Readout, field: str, name: str) -> Value:
    """With a search for what was held at the same place or occasion, where its name can be asked for."""
    url = (
        links.asking(str(Field(field, Phrase(name)))) if folded_text(name) and not {*name} & {*QUOTES} else ""
    )
    if field == "place" or not url:
        return _value(readout, field, name, url, "All there")
    page = links.entity("occasion", folded_text(name))
    return Value(name, _evidence(readout, field), url, "All of this occasion", page=page)


def _about(readout: Readout) -> Fact:
    return _entities(readout, "Topics" if len(readout.topic) > 1 else "Topic", "topic", readout.topic)


def _entities(readout: Readout, label: str, field: str, entities: Iterable[Entity]) -> Fact:
    return Fact(label, tuple(_entity(readout, field, entity) for entity in entities))


def _entity(readout: Readout, field: str, entity: Entity) -> Value:
    url = links.with_value(field, entity.id) if field in _LINKED else ""
    all_ = f"All {'on' if field == 'topic' else 'with'} {entity.label}"
    if field in _ASKED:
        url, all_ = links.asking(f"{field}:{entity.id}"), f"{_ASKED[field]} {entity.label}"
    evidence = _evidence(readout, field, entity.id, entity.label)
    page = links.entity("country" if field == "about" else field, entity.id)
    return Value(entity.label, evidence, url, all_, field in _PEOPLE, page)


def _value(readout: Readout, field: str, text: str, url: str = "", all_: str = "") -> Value:
    return Value(text, _evidence(readout, field), url, all_)


def _evidence(readout: Readout, field: str, *values: str) -> tuple[Evidence, ...]:
    """The evidence of a field, or of the values named."""
    return tuple(e for e in readout.evidence if e.field == field and (not values or e.value in values))


def same_parties(readout: Readout) -> str:
    """The query for every readout that this one's issuer has of this one's parties."""
    home = [f"home:{readout.home.id}"] if readout.home else []
    return " ".join((*home, *(f"country:{country.id}" for country in readout.country)))


def in_common(alike: Similar) -> str:
    """What a similar readout shares: Shares CPTPP, Ukraine; Mexico; Kamikawa Yoko."""
    parts = ((alike.topics, 4), (alike.countries, 3), (alike.people, 3))
    told = [", ".join(one.label for one in some[:most]) for some, most in parts if some]
    return f"Shares {'; '.join(told)}" if told else ""
