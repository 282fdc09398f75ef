"""A readout: what one source file says, as values, each with the place that it was read from."""

from dataclasses import dataclass, field
from typing import Literal, NewType

from searchapp.period import Period

ReadoutId = NewType("ReadoutId", str)
Side = Literal["home", "counterpart", "joint"]
PassageKind = Literal["lead", "heading", "paragraph", "item", "turn"]
OmissionKind = Literal["title", "dateline", "byline", "caption", "notice", "footer", "repeat"]


@dataclass(frozen=True, slots=True)
class Entity:
    """A country (ISO 3166 alpha-2), topic, organisation or person, by canonical id and by name."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a field has a value: the rule, and the characters of the source text that it read.

    span: [start, end) in the normalised source text; None where the value stands in the front matter.
    """

    field: str
    value: str
    rule: str
    span: tuple[int, int] | None
    text: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A numbered item, bullet, paragraph, turn or heading.

    number: 1, 2, ... in reading order; 0 is a lead that introduces numbered items; None is a heading.
    lines: first and last line in the source file, from 1. markup: the text as sanitised HTML where the
    source has inline Markdown, else empty; its text content is `text`, character for character.
    """

    number: int | None
    anchor: str
    kind: PassageKind
    text: str
    lines: tuple[int, int]
    speaker: str | None = None
    side: Side | None = None
    mark: str = ""
    markup: str = ""

    def spoken_by(self, speaker: str, side: Side | None) -> "Passage":
        """The same passage under another name of its speaker, and his side."""
        return Passage(
            self.number, self.anchor, self.kind, self.text, self.lines, speaker, side, self.mark, self.markup
        )


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that reports speech: who said it, for which side, with which verb."""

    passage: str
    text: str
    start: int
    end: int
    side: Side | None
    speaker: Entity | None
    verb: str | None
    verb_class: str | None


@dataclass(frozen=True, slots=True)
class Omission:
    """Lines of the source that are no search text: captions, notices, "Back to ..." footers."""

    kind: OmissionKind
    text: str
    lines: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a readout came from: its path under the source folder, its format, its public address."""

    path: str
    format: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """An earlier text of a readout. digest: of the file's bytes, SHA-256, in hex; built: when the last index that held it was built, UTC,
    ISO 8601, to the second."""

    digest: str
    built: str


@dataclass(frozen=True, slots=True)
class Readout:
    """One readout, whole. `digest` is SHA-256 of the file's bytes, in hex.

    about: every country that it deals with, the issuer and the other parties included.
    original: the day of issue in the language that the text was translated from. start_time: the local
    time of day at which the event began, as "08:30". earlier: what the index held under this id before, oldest first.
    """

    id: ReadoutId
    title: str
    headline: str
    digest: str
    source: Origin
    date: Period | None = None
    date_jst: Period | None = None
    published: Period | None = None
    original: Period | None = None
    start_time: str | None = None
    home: Entity | None = None
    country: tuple[Entity, ...] = ()
    about: tuple[Entity, ...] = ()
    organisation: tuple[Entity, ...] = ()
    minister: tuple[Entity, ...] = ()
    counterpart: tuple[Entity, ...] = ()
    topic: tuple[Entity, ...] = ()
    type: str = "other"
    mode: str | None = None
    place: str | None = None
    occasion: str | None = None
    duration_min: int | None = None
    lang: str = "en"
    note: str | None = None
    passages: tuple[Passage, ...] = ()
    statements: tuple[Statement, ...] = ()
    omissions: tuple[Omission, ...] = ()
    evidence: tuple[Evidence, ...] = field(default=())
    earlier: tuple[Edition, ...] = ()
