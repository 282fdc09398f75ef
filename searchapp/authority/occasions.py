"""Occasions: the meetings of many that two ministers meet on the margins of."""

from dataclasses import dataclass

from searchapp.authority.files import Entry, texts
from searchapp.errors import AuthorityError


@dataclass(frozen=True, slots=True)
class Occasion:
    """A recurring event under one name. names: every form in which it is written, the name included."""

    id: str
    label: str
    names: tuple[str, ...]


def known_occasions(entries: dict[str, Entry]) -> dict[str, Occasion]:
    """Every occasion by its id; raises AuthorityError for one without a name."""
    made: dict[str, Occasion] = {}
    for id_, entry in entries.items():
        if not isinstance(name := entry.get("name"), str):
            raise AuthorityError("occasions", f"{id_} has no name.")
        made[id_] = Occasion(id_, name, (name, *texts(entry, "names")))
    return made
