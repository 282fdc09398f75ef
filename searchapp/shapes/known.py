"""One entity at a glance, and all of a kind."""

from typing import Literal, TypedDict

from searchapp.shapes.common import Day, EntityShape
from searchapp.shapes.found import CardShape
from searchapp.shapes.read import StatementShape


class NameShape(TypedDict):
    """A name; lang: its language as HTML writes it, where it is not English and known."""

    text: str
    lang: str | None


OfficeShape = TypedDict(
    "OfficeShape",
    {
        "title": str,
        "country": EntityShape | None,
        "organisation": EntityShape | None,
        "from": Day | None,
        "to": Day | None,
    },
)


OfficeShape.__doc__ = (
    "An office, the country or the organisation that it was held for, and its first and last day."
)


class HolderShape(TypedDict):
    """Who held a country's foreign ministry, and in how many readouts the person takes part."""

    person: EntityShape
    readouts: int
    office: OfficeShape


class ShareShape(EntityShape):
    """A value that an entity's readouts have, in how many, and the query that finds these."""

    readouts: int
    query: str


class RankingShape(TypedDict):
    """The values of a field in most of an entity's readouts, and how many more there are."""

    values: list[ShareShape]
    more: int


class SaidShape(TypedDict):
    """A statement, and the id of the readout that it stands in."""

    readout: str
    statement: StatementShape


class ProfileShape(TypedDict):
    """Who or what an entity is, and what the collection holds of it.

    roles: by the field that it fills; years: readouts by year; lists: by field, with whom and about what.
    """

    kind: str
    id: str
    label: str
    names: list[NameShape]
    offices: list[OfficeShape]
    foreign_ministers: list[HolderShape]
    query: str
    readouts: int
    roles: dict[str, ShareShape]
    first: Day | None
    last: Day | None
    years: dict[str, int]
    lists: dict[str, RankingShape]
    latest: list[CardShape]
    said: list[SaidShape]


class EntryShape(EntityShape):
    """An entity of the catalogue, and in how many readouts it is; of: the country or body that a person acts for."""

    readouts: int
    of: str | None


class CatalogueShape(TypedDict):
    """A page of the entities of a kind. total: how many of them were wanted; all: how many there are."""

    kind: str
    query: str
    order: Literal["name", "count"]
    page: int
    per_page: int
    total: int
    all: int
    entities: list[EntryShape]
