"""An entity at a glance: who or what it is, its readouts over time, with whom, about what, the latest, and what was said."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from searchapp import entities
from searchapp.analysis import folded_text
from searchapp.authority import Authority
from searchapp.authority.countries import languages_of, own_names
from searchapp.authority.people import Office, Person
from searchapp.clause import AnyOf, Clause, Or
from searchapp.directory import listing
from searchapp.engine import Facet, Reader, Request
from searchapp.entities import KINDS, PAGES, Kind
from searchapp.period import Period
from searchapp.query import Query, all_of, any_of
from searchapp.readout import Entity, Passage, Readout, Statement
from searchapp.results import FacetValue
from searchapp.schema import CHOICES

LATEST = 6
LISTED = 12  # values of a list
SAID = 6  # statements
_LOOKED_AT = 12  # readouts that are looked through for statements, the latest ones
_FROM_ONE = 2  # statements of one readout
_WORDS = 8  # of a statement that says something: "Thank you all for coming" does not
ROLES: dict[str, tuple[str, ...]] = {
    "country": ("country", "home", "about"),
    "minister": ("minister", "counterpart", "speaker"),
}
LISTS = (
    "country", "minister", "counterpart", "topic", "organisation", "type", "mode", "place", "occasion", "home",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Name:
    """A name. lang: its language as HTML writes it; empty for English, and where it is not known."""

    text: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """An office. body: the country or organisation that it was held for, as (kind, entity)."""

    title: str
    body: tuple[str, Entity] | None
    since: Period | None
    until: Period | None


@dataclass(frozen=True, slots=True)
class Holder:
    """Who held a country's foreign ministry, and in how many readouts of the collection the person takes part."""

    person: Entity
    office: Held
    readouts: int


@dataclass(frozen=True, slots=True)
class Share:
    """A part of an entity's readouts: those with a value in a field. query: finds exactly these."""

    value: Entity
    count: int
    query: str


@dataclass(frozen=True, slots=True)
class Ranking:
    """The values that fill a field in most of an entity's readouts, and how many more there are.

    `country` is with whom a country met: the other parties, and the issuers where it is one itself.
    """

    field: str
    shares: tuple[Share, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Said:
    """A statement, and its place. readout: without its passages."""

    readout: Readout
    passage: Passage
    statement: Statement


@dataclass(frozen=True, slots=True)
class Profile:
    """Who or what an entity is, and what the collection holds of it.

    names: others than its label; offices: a person's, holders: a country's foreign ministers, both latest first.
    query: finds its readouts; roles: by the field that it fills in them, those with some. years: its readouts by
    year, each year from first to last. latest: without their passages. said: a person's latest statements.
    """

    kind: Kind
    entity: Entity
    names: tuple[Name, ...]
    offices: tuple[Held, ...]
    holders: tuple[Holder, ...]
    query: str
    readouts: int
    roles: Mapping[str, Share]
    first: Period | None
    last: Period | None
    years: tuple[FacetValue, ...]
    rankings: tuple[Ranking, ...]
    latest: tuple[Readout, ...]
    said: tuple[Said, ...]


def profile(kind: str, id_: str, authority: Authority, reader: Reader) -> Profile:
    """Look over one entity; `kind` is one of `entities.KINDS`.

    Raises EntityMissingError, naming the nearest.
    """
    return _Looking(KINDS[kind], id_, authority, reader).over()


class _Looking:
    """One entity in one generation."""

    def __init__(self, kind: Kind, id_: str, authority: Authority, reader: Reader) -> None:
        self.kind, self.id, self.authority, self.reader = kind, id_, authority, reader
        self.entity = entities.entity(kind, id_, authority, reader)
        self.query = entities.query(kind, id_, authority, reader)
        self.clause: Clause = Or(tuple(AnyOf(field, frozenset({id_})) for field in kind.fields))

    def over(self) -> Profile:
        fields = {**dict.fromkeys(LISTS, LISTED + 1), "year": None}
        found = self.reader.search(Request(self.clause, sort="newest", limit=LATEST, facets=fields))
        oldest = self.reader.search(Request(self.clause, sort="oldest", limit=1))
        latest = self.cards(id_ for id_, _ in found.hits)
        first = next((card.date for card in self.cards(id_ for id_, _ in oldest.hits)), None)
        person = self.authority.people.get(self.id) if self.kind.name == "minister" else None
        return Profile(
            self.kind, self.entity, tuple(self.names(person)),
            tuple(sorted((self.held(person, office) for office in person.offices), key=_newest)) if person else (),
            tuple(self.holders()) if self.kind.name == "country" else (),
            str(self.query), found.total, self.roles(), first, latest[0].date if latest else None,
            years(found.facets["year"].counts), tuple(self.rankings(found.facets)), latest,
            tuple(self.said()) if self.kind.name == "minister" else (),
        )  # fmt: skip

    # ---- who or what it is

    def names(self, person: Person | None) -> Iterator[Name]:
        id_, shown = self.id, {self.entity.label}
        if person:
            own = languages_of(person.country)[:1] if person.country else ()
            if person.native:
                shown.add(person.native)
                yield Name(person.native, "" if own == ("en",) else "".join(own))
            turned = f"{person.given} {person.family}" if person.family_first else ""
            written = (turned, *person.also, *person.short)
        elif self.kind.name == "country":
            own_ones = [Name(name, lang) for lang, name in own_names(id_) if name not in shown]
            shown.update(name.text for name in own_ones)
            yield from own_ones
            known = self.authority.countries.get(id_)
            written = known.names if known else ()
        elif self.kind.name == "occasion":
            occasions = self.authority.occasions.values()
            written = next((one.names for one in occasions if folded_text(one.label) == id_), ())
        elif self.kind.name == "organisation":
            written = self.authority.names("organisation", id_)
        else:
            topic = self.authority.topics.get(id_)
            written = topic.names if topic else ()
        yield from (Name(name) for name in dict.fromkeys(written) if name and name not in shown)

    def held(self, person: Person, office: Office) -> Held:
        """An office with the body that it was held for; the person's own, if it names none."""
        organisation = office.organisation or ("" if office.country else person.organisation)
        country = office.country or ("" if office.organisation else person.country)
        body = ("country", country) if country else ("organisation", organisation) if organisation else None
        known = (body[0], Entity(body[1], self.authority.label(*body))) if body else None
        return Held(office.title, known, office.since, office.until)

    def holders(self) -> Iterator[Holder]:
        counted = listing("person", self.authority, self.reader).known
        held = [
            (self.held(person, office), person)
            for person, office in _foreign_ministers(self.authority).get(self.id, ())
        ]
        for office, person in sorted(held, key=lambda one: _newest(one[0])):
            here = counted.get(person.id)
            yield Holder(Entity(person.id, person.label), office, here.count if here else 0)

    # ---- what the collection holds of it

    def roles(self) -> dict[str, Share]:
        made = {}
        for field in ROLES.get(self.kind.name, ()):
            if here := listing(field, self.authority, self.reader).known.get(self.id):
                asked = self.part("said_by" if field == "speaker" else field, self.id)
                made[field] = Share(here.entity, here.count, str(asked))
        return made

    def rankings(self, facets: Mapping[str, Facet]) -> Iterator[Ranking]:
        for field in LISTS:
            counts, others = dict(facets[field].counts), facets[field].values
            if field == "home" and (self.kind.name == "country" or others < 2):
                continue
            with_whom = field == "country" == self.kind.name
            if with_whom:
                issued = facets["home"].counts
                counts = {id_: counts.get(id_, 0) + issued.get(id_, 0) for id_ in {**counts, **issued}}
                others = max(others, len(counts))
            if self.kind.name == PAGES.get(field) and counts.pop(self.id, 0):
                others -= 1
            ranked = sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:LISTED]
            if ranked:
                fields = ("country", "home") if with_whom else (field,)
                shares = tuple(self.share(fields, id_, count) for id_, count in ranked)
                yield Ranking(field, shares, others - len(shares))

    def share(self, fields: tuple[str, ...], id_: str, count: int) -> Share:
        known = {field: listing(field, self.authority, self.reader).known for field in fields}
        filled = [field for field in fields if id_ in known[field]]
        label = CHOICES.get(fields[0], {}).get(id_) or known[filled[0]][id_].entity.label
        narrower = any_of([self.part(field, id_) for field in filled])
        return Share(Entity(id_, label), count, str(all_of([self.query, narrower])))

    def part(self, field: str, id_: str) -> Query:
        return entities.clause(field, id_, self.authority, self.reader)

    def cards(self, ids: Iterable[str]) -> tuple[Readout, ...]:
        return tuple(sight.card for sight in self.reader.sights(ids, ()))

    def said(self) -> Iterator[Said]:
        """The first statements of substance of the latest readouts in which the person makes any."""
        spoken = Request(AnyOf("speaker", frozenset({self.id})), sort="newest", limit=_LOOKED_AT)
        wanted = SAID
        for card in self.cards(id_ for id_, _ in self.reader.search(spoken).hits):
            whole = self.reader.get(card.id) if wanted else None
            if whole is None:
                continue
            passages = {passage.anchor: passage for passage in whole.passages}
            theirs = (
                one
                for one in whole.statements
                if one.speaker and one.speaker.id == self.id and len(one.text.split()) >= _WORDS
            )
            for one, _ in zip(theirs, range(min(wanted, _FROM_ONE)), strict=False):
                yield Said(card, passages[one.passage], one)
                wanted -= 1


def years(counts: Mapping[str, int]) -> tuple[FacetValue, ...]:
    """Readouts by year, each year from the first to the last, also those with none."""
    numbers = sorted(map(int, counts))
    every = range(numbers[0], numbers[-1] + 1) if numbers else ()
    return tuple(FacetValue(str(year), str(year), counts.get(str(year), 0), selected=False) for year in every)


@lru_cache(maxsize=4)
def _foreign_ministers(authority: Authority) -> Mapping[str, list[tuple[Person, Office]]]:
    """Who held the foreign ministry of each country, by its code."""
    made: dict[str, list[tuple[Person, Office]]] = {}
    for person in authority.people.values():
        for office in person.offices:
            if office.role == "foreign-minister" and not office.organisation:
                made.setdefault(office.country or person.country, []).append((person, office))
    return made


def _newest(office: Held) -> tuple[int, int]:
    """The latest first; one that has not ended before all others, one without dates last."""
    ends = office.until.last if office.until else None
    begins = office.since.first if office.since else None
    if ends is None and begins is None:
        return 0, 0
    return -(ends.toordinal() if ends else 1 << 30), -(begins.toordinal() if begins else 0)
