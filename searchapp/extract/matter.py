"""Front matter to values: what the author of a file says of it beats what we read in it."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from searchapp.authority import Authority, slug, split_name
from searchapp.errors import SourceError
from searchapp.period import Period, PeriodError
from searchapp.readout import Entity
from searchapp.schema import TYPES
from searchapp.sources import KEYS, Source

__all__ = ["KEYS", "Matter", "matter"]

_PERSON = {"minister", "counterpart"}
_TABLE = {
    "country": "country",
    "home": "country",
    "about": "country",
    "topic": "topic",
    "organisation": "organisation",
}


@dataclass(frozen=True, slots=True)
class Matter:
    """The front matter of one file, read value by value; every method gives None for a key left out."""

    values: Mapping[str, str | list[str]]
    path: str
    authority: Authority

    def text(self, key: str) -> str | None:
        """A single text; of a list, its parts joined."""
        value = self.values.get(key)
        return ", ".join(value) if isinstance(value, list) else value

    def day(self, key: str) -> Period | None:
        """A date; raises SourceError for one that is none."""
        if not (written := self.text(key)):
            return None
        try:
            return Period.parse(written.split("T")[0].split(" ")[0])
        except PeriodError as error:
            raise self.wrong(key, f"{error} Write {key}: 2023-09-21, or a month or year.") from error

    def lang(self) -> str | None:
        """A language tag, lower case; raises SourceError for what is none ("English")."""
        written = self.text("lang")
        if written and not re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", written):
            raise self.wrong("lang", f"“{written}” is no language tag. Write lang: en, or es, ja ...")
        return written

    def type(self) -> str | None:
        """The type; raises SourceError for an unknown one."""
        written = (self.text("type") or "").lower().replace(" ", "-") or None
        if written and written not in TYPES:
            raise self.wrong("type", f"there is no type “{written}”. Use one of {', '.join(TYPES)}.")
        return written

    def entities(self, key: str) -> tuple[Entity, ...] | None:
        """Countries, topics, organisations or people; () where the key is there and empty."""
        if key not in self.values:
            return None
        value = self.values[key]
        names = value if isinstance(value, list) else [part.strip() for part in re.split(r"[;,]", value)]
        return tuple(dict.fromkeys(self.entity(key, name) for name in names if name))

    def entity(self, key: str, name: str) -> Entity:
        """One of them; raises SourceError for a country that no one knows."""
        if key in _PERSON:
            person = self.authority.people.get(name) or self.authority.person_named(name)
            given, family = split_name(name)
            return Entity(person.id, person.label) if person else Entity(slug(given, family), name)
        table = _TABLE[key]
        found = sorted(self.authority.named(table, name))
        if found:
            return Entity(found[0], self.authority.label(table, found[0]))
        if table == "country":
            near = difflib.get_close_matches(name, [c.label for c in self.authority.countries.values()], 1)
            raise self.wrong(
                key,
                f"there is no country “{name}”.{f' Did you mean {near[0]}?' if near else ' Use its ISO code, such as MX.'}",
            )
        return Entity(re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "other", name)

    def wrong(self, key: str, reason: str) -> SourceError:
        """The error for a value that cannot be used."""
        return SourceError(self.path, f"front matter, {key}: {reason}")


def matter(source: Source, authority: Authority) -> Matter:
    """The front matter of a source."""
    return Matter(source.matter, source.path, authority)
