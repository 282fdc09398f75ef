"""Who and what has a page of its own, and the query that finds the readouts of exactly one of them.

For: ids to names and queries. Not for: what the readouts of one say together (`profiles`).
"""

import re
from dataclasses import dataclass

from searchapp.analysis import folded_text, phrase_words
from searchapp.authority import Authority
from searchapp.clause import AnyOf, Said
from searchapp.directory import COLUMNS, listing
from searchapp.engine import Reader
from searchapp.errors import EntityMissingError, QueryError
from searchapp.generational import once_a_generation
from searchapp.query import Field, Id, Phrase, Query, Word, any_of
from searchapp.readout import Entity
from searchapp.resolve import resolve
from searchapp.schema import FIELDS
from searchapp.syntax import parse

_written = once_a_generation(dict[tuple[str, str], Field])


@dataclass(frozen=True, slots=True)
class Kind:
    """What has pages of its own. name: as in their addresses; fields: those that it may fill, of which it fills
    at most one in a readout; files: what the authority files call it, empty where an id is only its name's words."""

    name: str
    singular: str
    plural: str
    fields: tuple[str, ...]
    files: str


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("country", "country", "countries", ("country", "home"), "country"),
        Kind("minister", "person", "people", ("person",), "person"),
        Kind("topic", "topic", "topics", ("topic",), "topic"),
        Kind("organisation", "organisation", "organisations", ("organisation",), "organisation"),
        Kind("occasion", "occasion", "occasions", ("occasion",), ""),
    )
}
PAGES = {field: kind.name for kind in KINDS.values() for field in kind.fields} | {
    "minister": "minister",
    "counterpart": "minister",
}
"""The kind of page that the values of a field have, by field."""


def entity(kind: Kind, id_: str, authority: Authority, reader: Reader) -> Entity:
    """The entity of an id, which the collection or the authority files know.

    Raises EntityMissingError, naming the nearest.
    """
    for field in kind.fields:
        if here := listing(field, authority, reader).known.get(id_):
            return here.entity
    if authority.names(kind.files, id_):
        return Entity(id_, authority.label(kind.files, id_))
    raise EntityMissingError(kind.name, kind.singular, id_, _nearest(kind, id_, authority, reader))


def query(kind: Kind, id_: str, authority: Authority, reader: Reader) -> Query:
    """The query for the readouts of an entity, under every field of its kind that it fills."""
    filled = [field for field in kind.fields if id_ in listing(field, authority, reader).known]
    return any_of([clause(field, id_, authority, reader) for field in filled or kind.fields[:1]])


def clause(field: str, value: str, authority: Authority, reader: Reader) -> Field:
    """The clause of a query that finds the readouts with this id in a field, and no others: by its label, as a
    reader would write it, unless that also means something else; then by its id."""
    kept = _written(authority, reader)
    if (field, value) not in kept:
        kept[field, value] = _clause(field, value, authority, reader)
    return kept[field, value]


def _clause(field: str, value: str, authority: Authority, reader: Reader) -> Field:
    if FIELDS[field].kind != "entity":
        return Field(field, _body(value))
    if here := listing(COLUMNS.get(field, field), authority, reader).known.get(value):
        by_label = Field(field, _body(here.entity.label))
        if means(str(by_label), field, value, authority, reader):
            return by_label
    return Field(field, Id(value))


def means(written: str, field: str, value: str, authority: Authority, reader: Reader) -> bool:
    """Whether a clause, as written, finds this value of a field alone, of those in the collection."""
    known = listing(COLUMNS.get(field, field), authority, reader).known
    try:
        found = resolve(parse(written), authority, reader, names=False).clause
    except QueryError:
        return False
    match found:
        case AnyOf(ids=ids) | Said(speakers=ids):
            return ids & known.keys() == {value}
        case _:
            return False


def _body(text: str) -> Word | Phrase:
    return Word(text) if re.fullmatch(r"\w[\w-]*", text) else Phrase(text)


def _nearest(kind: Kind, wanted: str, authority: Authority, reader: Reader) -> Entity | None:
    """The entity of the collection that is so called, else the one whose name is most like this."""
    words = folded_text(wanted)
    for field in kind.fields:
        here = listing(field, authority, reader)
        ids = (
            (authority.named(kind.files, words) if kind.files else frozenset())
            | here.exactly(words)
            | here.with_words(frozenset(phrase_words(words)))
        )
        if found := sorted(ids & here.known.keys(), key=lambda id_: (-here.known[id_].count, id_)):
            return here.known[found[0]].entity
    near = (listing(field, authority, reader).nearest(words) for field in kind.fields)
    return next((one.entity for one in near if one), None)
