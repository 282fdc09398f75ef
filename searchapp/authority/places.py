"""Places: the cities and venues where ministers meet, with their country and other names."""

from dataclasses import dataclass

from searchapp.authority.files import Entry, texts
from searchapp.errors import AuthorityError


@dataclass(frozen=True, slots=True)
class Place:
    """A city, or a venue known by its own name. country: ISO 3166 alpha-2."""

    id: str
    label: str
    country: str
    names: tuple[str, ...]


def place(entry: Entry) -> Place:
    """The place of an entry; raises AuthorityError for one without a name or country."""
    name, country = entry.get("name"), entry.get("country")
    if not isinstance(name, str) or not isinstance(country, str):
        raise AuthorityError("places", f"{entry.get('id')} needs a name and a country (ISO code).")
    return Place(entry["id"], name, country, texts(entry, "names") or (name,))


def known_places(entries: dict[str, Entry]) -> dict[str, Place]:
    """Every place by its id."""
    return {id_: place(entry) for id_, entry in entries.items()}
