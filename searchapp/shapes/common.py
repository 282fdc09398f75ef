"""What every shape is made of."""

from typing import Annotated, Any, TypedDict

from msgspec import Meta

Span = Annotated[list[int], Meta(description="Characters [start, end).", min_length=2, max_length=2)]


Day = Annotated[str, Meta(description="A year, a month or a day.", examples=["2023-09-21"])]


Json = dict[str, Any]


class EntityShape(TypedDict):
    """A country (ISO 3166 alpha-2), topic, organisation or person, by canonical id and by name."""

    id: str
    label: str


class OfferShape(TypedDict):
    """Another query, and how many readouts it finds."""

    query: str
    total: int
