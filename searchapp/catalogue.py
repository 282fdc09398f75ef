"""The catalogue: every country, person, topic, organisation and occasion of the collection, by name or by frequency, a page at a time."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from searchapp.analysis import folded_text
from searchapp.authority import Authority, split_name
from searchapp.directory import listing
from searchapp.engine import Reader
from searchapp.entities import KINDS, Kind
from searchapp.generational import once_a_generation
from searchapp.readout import Entity

PER_PAGE = 100
TOP = 12  # entries of a kind on the page of all kinds
OTHERS = "#"  # the letter of names that begin with none of A to Z
Order = Literal["name", "count"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asked for. text: beginnings of words of a name, in any order; letter: A to Z, # or none."""

    text: str = ""
    letter: str = ""
    order: Order = "name"
    page: int = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """An entity in the catalogue. filed: the name under which it stands, folded, the family name first; of: the
    country or body that a person acts for."""

    entity: Entity
    count: int
    filed: str
    of: str = ""

    @property
    def letter(self) -> str:
        """The letter under which it stands."""
        first = self.filed[:1].upper()
        return first if "A" <= first <= "Z" else OTHERS


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A page of the entries of a kind. total: how many there are of what was wanted; letters: how many entries
    each letter has of what the text finds, in order; all: how many there are of the kind."""

    kind: Kind
    wanted: Wanted
    entries: tuple[Entry, ...]
    total: int
    letters: tuple[tuple[str, int], ...]
    all: int
    per_page: int

    @property
    def by_letter(self) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
        """The entries of the page under their letters."""
        return tuple(
            (letter, tuple(some)) for letter, some in groupby(self.entries, lambda entry: entry.letter)
        )

    @property
    def pages(self) -> int:
        """The number of pages; at least 1."""
        return max(1, -(-self.total // self.per_page))


_sorted = once_a_generation(dict[tuple[str, Order], list[Entry]])


def catalogue(
    kind: str, wanted: Wanted, authority: Authority, reader: Reader, per_page: int = PER_PAGE
) -> Catalogue:
    """The entries of a kind that are wanted; `kind` is one of `entities.KINDS`."""
    of_kind = KINDS[kind]
    every = _every(of_kind, wanted.order, authority, reader)
    named = _named(of_kind, wanted.text, authority, reader)
    found = every if named is None else [entry for entry in every if entry.entity.id in named]
    counts = Counter(entry.letter for entry in found)
    letters = tuple(sorted(counts.items(), key=lambda one: (one[0] == OTHERS, one[0])))
    shown = [entry for entry in found if entry.letter == wanted.letter] if wanted.letter else found
    start = (wanted.page - 1) * per_page
    return Catalogue(
        of_kind, wanted, tuple(shown[start : start + per_page]), len(shown), letters, len(every), per_page
    )


def _named(kind: Kind, text: str, authority: Authority, reader: Reader) -> frozenset[str] | None:
    """The ids with a name in which words begin as the text's do; None for no text, which names everything."""
    if not (words := folded_text(text).split()):
        return None
    return frozenset[str]().union(
        *(
            frozenset.intersection(*(listing(one, authority, reader).like(f"{word}*") for word in words))
            for one in kind.fields
        )
    )


def _every(kind: Kind, order: Order, authority: Authority, reader: Reader) -> list[Entry]:
    """The entries of a kind in an order; sorted once a generation."""
    kept = _sorted(authority, reader)
    if (kind.name, order) not in kept:
        by_name = sorted(_all(kind, authority, reader), key=_place)
        kept[kind.name, "name"] = by_name
        kept[kind.name, "count"] = sorted(by_name, key=lambda entry: -entry.count)
    return kept[kind.name, order]


def _place(entry: Entry) -> tuple[bool, str, str]:
    return entry.letter == OTHERS, entry.filed, entry.entity.id


def _all(kind: Kind, authority: Authority, reader: Reader) -> Iterator[Entry]:
    counts, labels = Counter[str](), dict[str, Entity]()
    for one in kind.fields:
        for id_, known in listing(one, authority, reader).known.items():
            counts[id_] += known.count
            labels.setdefault(id_, known.entity)
    for id_, entity in labels.items():
        if kind.name == "minister":
            yield Entry(entity, counts[id_], _by_family(entity, authority), _acts_for(id_, authority))
        else:
            yield Entry(entity, counts[id_], folded_text(entity.label))


def _by_family(person: Entity, authority: Authority) -> str:
    known = authority.people.get(person.id)
    given, family = (known.given, known.family) if known else split_name(person.label)
    return folded_text(f"{family} {given}")


def _acts_for(id_: str, authority: Authority) -> str:
    known = authority.people.get(id_)
    if known and known.country:
        return authority.label("country", known.country)
    return authority.label("organisation", known.organisation) if known and known.organisation else ""
