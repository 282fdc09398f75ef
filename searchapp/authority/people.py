"""People: one id under every order, spelling and script of a name, with offices from and to."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache

from searchapp.analysis import folded_text
from searchapp.authority.files import Entry, texts
from searchapp.authority.names import foldable
from searchapp.errors import AuthorityError
from searchapp.period import Period, PeriodError

PARTICLES = frozenset(
    "al bin bint ibn ben abu abd el ul de del della den der des di do dos da das du la le las los lo van von ter ten zu zum y e "
    "san st mac mc o' ould".split()
)
_YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Office:
    """An office held from one day to another, both included; an open end is None.

    since, until: its first and its last day, as exactly as they are known. country, organisation: for which
    it was held, where that is not the person's own.
    """

    role: str
    title: str
    since: Period | None
    until: Period | None
    country: str = ""
    organisation: str = ""

    @property
    def first(self) -> date | None:
        """The first day on which it can have been held; None where its beginning is not known."""
        return self.since.first if self.since else None

    @property
    def last(self) -> date | None:
        """The last day on which it can have been held; None where it has no end, or none that is known."""
        return self.until.last if self.until else None

    def held_on(self, day: date) -> bool:
        """Whether the office was held that day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Person:
    """A person of the authority file. label: the name in its customary order, "Kamikawa Yoko"."""

    id: str
    given: str
    family: str
    country: str
    organisation: str
    family_first: bool
    native: str
    also: tuple[str, ...]
    short: tuple[str, ...]
    offices: tuple[Office, ...]

    @property
    def label(self) -> str:
        """The name in the order that is customary for it."""
        parts = (self.family, self.given) if self.family_first else (self.given, self.family)
        return " ".join(part for part in parts if part)

    @cached_property
    def full_names(self) -> tuple[str, ...]:
        """The whole name in both orders, other spellings, native script."""
        both = (f"{self.given} {self.family}".strip(), f"{self.family} {self.given}".strip())
        return tuple(dict.fromkeys(name for name in (*both, *self.also, self.native) if name))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every name, also the family name alone."""
        return tuple(dict.fromkeys((*self.full_names, self.family, *self.short)))

    def is_near(self, day: date | None) -> bool:
        """Whether the person held an office within a year of a day, as far as the dates of his offices are known."""
        dated = [o for o in self.offices if o.first or o.last]
        if not day or not dated:
            return True
        return any(
            (not o.first or o.first - _YEAR <= day) and (not o.last or day <= o.last + _YEAR) for o in dated
        )

    def stands_for(self, day: date | None) -> tuple[str, str]:
        """The country and the organisation (one of them is empty) for which the person acts on a day."""
        held = [o for o in self.offices if day and o.first and o.held_on(day)]
        latest = max(held, key=lambda o: o.first or date.min, default=None)
        if latest and (latest.country or latest.organisation):
            return latest.country, latest.organisation
        return self.country, "" if self.country else self.organisation


def person(entry: Entry, path: str = "people.toml") -> Person:
    """A [[person]] table as a value; raises AuthorityError."""
    if not entry.get("family"):
        raise AuthorityError(path, f"{entry['id']}: no family name.")
    return Person(
        id=entry["id"],
        given=entry.get("given", ""),
        family=entry["family"],
        country=entry.get("country", ""),
        organisation=entry.get("organisation", ""),
        family_first=bool(entry.get("family_first", False)),
        native=entry.get("native", ""),
        also=texts(entry, "also"),
        short=texts(entry, "short"),
        offices=tuple(_office(office, entry["id"], path) for office in entry.get("offices", [])),
    )


def _office(entry: Entry, id_: str, path: str) -> Office:
    try:
        since, until = (Period.parse(str(entry[key])) if key in entry else None for key in ("from", "to"))
    except PeriodError as error:
        raise AuthorityError(path, f"{id_}: {error}") from error
    return Office(
        entry.get("role", "official"),
        entry.get("title", ""),
        since,
        until,
        entry.get("country", ""),
        entry.get("organisation", ""),
    )


@lru_cache(maxsize=1 << 15)
def name_words(name: str) -> frozenset[str]:
    """The words of a name, free of order and accents; initials and honorifics do not count."""
    return frozenset(word for word in folded_text(name).split() if len(word) > 1 or not word.isascii())


def slug(given: str, family: str) -> str:
    """An id for a person who is in no authority file: family name, then given names, in a-z and -."""
    return re.sub(r"[^a-z0-9]+", "-", foldable(f"{family} {given}")).strip("-") or "person"


def split_name(name: str) -> tuple[str, str]:
    """A name from a text as (given, family).

    Words in capitals are the family name wherever they stand; else it is the last word with the
    particles before it (Carlos de Icaza; Mohammed bin Abdulrahman Al Thani).
    """
    words = name.split()
    capitals = [w for w in words if len(w) > 1 and w.isupper() and "." not in w]
    if capitals and len(capitals) < len(words):
        return " ".join(w for w in words if w not in capitals), " ".join(c.title() for c in capitals)
    cut = len(words) - 1
    while cut > 1 and foldable(words[cut - 1]).rstrip("-") in PARTICLES:
        cut -= 1
    return " ".join(words[:cut]), " ".join(words[cut:])
