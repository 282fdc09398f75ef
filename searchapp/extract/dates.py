"""When it happened: the event's day, Japan's day where it differs, the start, the days of publication."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from searchapp.extract.clocks import japan_day, local_day, times
from searchapp.extract.datelines import written_dates
from searchapp.extract.eventday import EventDay, event_day, stated_day, title_day
from searchapp.extract.layout import Block
from searchapp.extract.opening import NONE, Opening
from searchapp.extract.told import Told
from searchapp.period import Period

_DELIVERED = re.compile(r"^\W*(?:delivered|held)\b", re.IGNORECASE)
_UPDATED = re.compile(r"^\W*(?:last\s+)?updated\b", re.IGNORECASE)
_ORIGINAL = re.compile(
    r"\b(?:original(?:ly)?|(?:Japanese|Chinese|Korean|French|German|Spanish|Portuguese|Russian|Arabic) (?:text|version|original))\b[^.;]{0,60}\b(?:issued|published|released)\b|\(original[^)]*",
    re.IGNORECASE,
)
_ABOVE = re.compile(r"\bdate (?:indicated|shown|given) above\b.*\boriginal\b", re.IGNORECASE)
_ANNOUNCED = re.compile(
    r"\b(?:travel|trip|visit)s?\b|\bto (?:deliver|participate|host|attend|travel|visit|lead|meet|convene|address|hold|chair|speak)\b|\breturns?\b",
    re.IGNORECASE,
)
_TOLD = {"meeting", "call", "joint-statement"}
_TITLED = {*_TOLD, "press-conference", "remarks"}
_BEGINS = re.compile(
    r"\b(?:commenc\w+|start\w*|beginning|began|from|at|since)\s+(?:from\s+|at\s+)?(?:about\s+|around\s+|approximately\s+)?$",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?i:[ap]\.?\s?m\b)|\b[A-Z]{2,4}T\b|\bhrs\b"
)  # a bare time beside a date is when the page was put up
_HEAD = {"dateline", "byline"}
_JUST = (
    10  # days within which a page that calls itself nothing in particular tells of a day in its first words
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A day, the rule that gave it, and the characters of the source that the rule read."""

    day: Period
    rule: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Dates:
    """The days of a readout, as far as its text tells them.

    japan: where the text gives Japan's time beside the local one, often the same day; original: the issue in the language that the
    text was translated from; start: the local time of day at which it began, 08:30.
    """

    event: Dated | None
    japan: Dated | None = None
    published: Dated | None = None
    original: Dated | None = None
    start: Told[str] | None = None


def dates(blocks: list[Block], read: Opening, type_: str = "meeting", above: Opening = NONE) -> Dates:
    """The days read from the blocks of a source and its opening.

    Only of a meeting, a call, their joint statement or something announced does the opening tell the day; a statement that names a
    day ("on June 21, Ethiopians will vote") is dated by its page.
    above: the line that announces a joint text, which may tell the day where the text does not.
    """
    lines = list(_date_lines(blocks))
    published, delivered = _published(lines), _delivered(lines)
    page = published or delivered
    near = page.day.first if page else None
    heads = [block for block in blocks[:6] if block.kind in {"title", "heading"}]
    found = event_day(read, near)
    told = _at(found, read.start) if found and _tells(found, heads, type_, near) else None
    plain = told if found and "“today”" not in found.rule else None
    event = delivered or _titled(heads, type_, near) or plain or _stated(blocks, type_, near) or told
    if event is None and (found := event_day(above, near)) and _tells(found, heads, type_, near):
        event = _at(found, above.start)
    event, japan = _by_both_clocks(event or _as_event(published), read, type_)
    return Dates(event, japan, published, _original(blocks, lines), _start(blocks, read))


def _date_lines(blocks: list[Block]) -> Iterator[tuple[str, Dated]]:
    for block in blocks:
        if block.kind == "dateline":
            for written in written_dates(block.text):
                if day := written.on():
                    span = (block.start + written.start, block.start + written.end)
                    yield block.text, Dated(Period.of(day), "the date line", span)
                    break


def _published(lines: list[tuple[str, Dated]]) -> Dated | None:
    """The first date line in Latin letters that does not say of itself that it is another day's."""
    latin = [(text, day) for text, day in lines if not re.search("[年년]", text)] or lines
    plain = [(text, day) for text, day in latin if not _UPDATED.match(text)] or latin
    named = [
        day
        for text, day in plain
        if re.match(r"\W*(?:published|issued|posted|released?)\b", text, re.IGNORECASE)
    ]
    return next(
        iter(named or [day for text, day in plain if not _DELIVERED.match(text)] or [d for _, d in plain]),
        None,
    )


def _delivered(lines: list[tuple[str, Dated]]) -> Dated | None:
    """The day of a line that says when a speech or press conference was held."""
    for text, dated in lines:
        if _DELIVERED.match(text):
            return Dated(dated.day, "the line that says when it was held", dated.span)
    return None


def _tells(found: EventDay, heads: list[Block], type_: str, near: date | None) -> bool:
    """Whether the opening of such a text tells of the event's day."""
    if type_ in _TOLD or near is None or any(_ANNOUNCED.search(h.text) for h in heads if h.kind == "title"):
        return True
    return type_ == "other" and (found.ahead or 0 <= (near - found.day).days <= _JUST)


def _titled(heads: list[Block], type_: str, near: date | None) -> Dated | None:
    """The day in the title or the line below it; of a statement none, and of other texts one set apart."""
    event = type_ in _TITLED or any(_ANNOUNCED.search(head.text) for head in heads)
    for head in heads if type_ != "statement" else ():
        if found := title_day(head.text, near, ends=not event):
            return _at(found, head.start)
    return None


def _stated(blocks: list[Block], type_: str, near: date | None) -> Dated | None:
    if type_ not in {"statement", "joint-statement", "other"}:
        return None
    for block in blocks[:8]:
        if block.kind in {"notice", "paragraph"} and (found := stated_day(block.text[:400], near)):
            return _at(found, block.start)
    return None


def _at(found: EventDay, offset: int) -> Dated:
    return Dated(Period.of(found.day), found.rule, (offset + found.start, offset + found.end))


def _as_event(published: Dated | None) -> Dated | None:
    return (
        Dated(published.day, "the date line; the text names no other day", published.span)
        if published
        else None
    )


def _by_both_clocks(event: Dated | None, read: Opening, type_: str) -> tuple[Dated | None, Dated | None]:
    """The event's local day and Japan's, where the opening gives both; a call's day is its issuer's."""
    day = event.day.first if event else None
    for start, end in read.parts[:2]:
        sentence = read.text[start:end]
        if event and type_ != "call" and (other := local_day(sentence, day)):
            return Dated(
                Period.of(other.day), other.rule, read.span(start + other.start, start + other.end)
            ), (event if other.day != day else None)
        if other := japan_day(sentence, day):
            span = read.span(start + other.start, start + other.end)
            return event, Dated(Period.of(other.day), other.rule, span)
    return event, None


def _original(blocks: list[Block], lines: list[tuple[str, Dated]]) -> Dated | None:
    """The day of issue in the original language: a note says it, or a second date line in its script."""
    for block in blocks:
        if block.kind == "notice" and lines and _ABOVE.search(block.text):
            return Dated(lines[0][1].day, "a note on the date line", (block.start, block.end))
        if block.kind in {"notice", "dateline", "byline"} and (found := _ORIGINAL.search(block.text)):
            for written in written_dates(block.text):
                if written.start >= found.start() and (day := written.on()):
                    return Dated(
                        Period.of(day),
                        "a note on the original",
                        (block.start + written.start, block.start + written.end),
                    )
    foreign = [dated for text, dated in lines if re.search("[年년]", text)]
    return (
        Dated(foreign[0].day, "the date line in the original language", foreign[0].span)
        if foreign and len(foreign) < len(lines)
        else None
    )


def _start(blocks: list[Block], read: Opening) -> Told[str] | None:
    """The time of day in the opening ("commencing at 8:30 a.m."), else that of a line above the text."""
    for start, end in read.parts[:2]:
        for time in times(read.plain[start:end]):
            if _BEGINS.search(read.plain, start, start + time.start):
                return Told(str(time), "the opening line", read.span(start + time.start, start + time.end))
    for block in blocks[:8]:
        if block.kind in _HEAD and read.start == 0:
            for time in times(block.text) if _CLOCK.search(block.text) else ():
                return Told(
                    str(time), "a line above the text", (block.start + time.start, block.start + time.end)
                )
    return None
