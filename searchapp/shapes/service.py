"""Whether there is an index to answer from, and why a request cannot be answered."""

from typing import TypedDict

from searchapp.shapes.common import OfferShape, Span


class HealthShape(TypedDict):
    """The generation that answers, when it was built (UTC, ISO 8601), and how many seconds ago."""

    status: str
    readouts: int
    generation: str
    built: str
    age_s: int


class FailureShape(TypedDict):
    """Why a request cannot be answered, where in the query, and what would work."""

    kind: str
    message: str
    span: Span
    hint: str


class ErrorShape(TypedDict):
    """The one shape of every error. nearest: queries that can be read and find something."""

    error: FailureShape
    nearest: list[OfferShape]
