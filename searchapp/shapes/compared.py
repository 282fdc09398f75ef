"""Two readouts beside each other."""

from typing import Literal, TypedDict

from searchapp.readout import PassageKind, Side
from searchapp.shapes.common import Day, EntityShape, Span


class ComparedTextShape(TypedDict):
    """One of two readouts that are compared."""

    id: str
    title: str
    headline: str
    date: Day | None
    home: str | None
    digest: str


class ComparedPassageShape(TypedDict):
    """A passage of one of two readouts, and the characters of it that the other has not."""

    number: int | None
    anchor: str
    kind: PassageKind
    text: str
    changed: list[Span]


class RowShape(TypedDict):
    """Two passages that answer to each other, or one without a partner; likeness: 0 to 1."""

    state: Literal["kept", "reworded", "dropped", "added"]
    moved: bool
    likeness: float
    topics: list[EntityShape]
    before: ComparedPassageShape | None
    after: ComparedPassageShape | None


class VerbShape(TypedDict):
    """A verb, and in how many statements it stands."""

    verb: str
    count: int


VerbsShape = TypedDict(
    "VerbsShape", {"side": Side | None, "class": str, "before": list[VerbShape], "after": list[VerbShape]}
)


class ComparedTopicsShape(TypedDict):
    """The topics of the first alone, of the second alone, and of both."""

    lost: list[EntityShape]
    gained: list[EntityShape]
    shared: list[EntityShape]


class ComparisonShape(TypedDict):
    """Two readouts beside each other. uncompared: passages at the ends of long texts that are left out."""

    before: ComparedTextShape
    after: ComparedTextShape
    rows: list[RowShape]
    verbs: list[VerbsShape]
    topics: ComparedTopicsShape
    uncompared: int
