"""A readout, what was said in it, and what may be wrong in it."""

from typing import TypedDict

from searchapp.readout import PassageKind, Side
from searchapp.shapes.common import Day, EntityShape, Span


class PassageShape(TypedDict):
    """A numbered item, bullet, paragraph, turn or heading; lines of the source file, from 1."""

    number: int | None
    anchor: str
    kind: PassageKind
    text: str
    speaker: str | None
    lines: list[int]


StatementShape = TypedDict(
    "StatementShape",
    {
        "passage": str,
        "text": str,
        "start": int,
        "end": int,
        "side": Side | None,
        "speaker": EntityShape | None,
        "verb": str | None,
        "class": str | None,
    },
)


StatementShape.__doc__ = "A sentence that reports speech: who said it, for which side, with which verb."


class EvidenceShape(TypedDict):
    """Why a field has a value: the rule, and the characters of the source text that it read."""

    value: str
    rule: str
    span: Span | None
    text: str


class SourceShape(TypedDict):
    """Where a readout came from: its path under the source folder, its format, its public address."""

    path: str
    format: str
    url: str | None


class EditionShape(TypedDict):
    """An earlier text of a readout: the digest of its file, and when the last index that held it was built."""

    digest: str
    built: str


class ReadoutShape(TypedDict):
    """One readout, whole."""

    id: str
    title: str
    headline: str
    date: Day | None
    date_jst: Day | None
    published: Day | None
    original: Day | None
    start_time: str | None
    home: str | None
    country: list[EntityShape]
    about: list[EntityShape]
    organisation: list[EntityShape]
    minister: list[EntityShape]
    counterpart: list[EntityShape]
    topic: list[EntityShape]
    type: str
    mode: str | None
    place: str | None
    occasion: str | None
    duration_min: int | None
    lang: str
    passages: list[PassageShape]
    statements: list[StatementShape]
    provenance: dict[str, list[EvidenceShape]]
    source: SourceShape
    digest: str
    earlier: list[EditionShape]


class StatementsShape(TypedDict):
    """What was said in one readout."""

    id: str
    headline: str
    date: Day | None
    home: str | None
    statements: list[StatementShape]


class DoubtShape(TypedDict):
    """A value that may be wrong, and a correction to paste."""

    field: str
    reason: str
    example: str


class DoubtsShape(TypedDict):
    """What may be wrong in a readout."""

    id: str
    path: str
    doubts: list[DoubtShape]
