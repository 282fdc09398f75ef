"""When it happened: the event's day, Japan's day where it differs, and the day of publication."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from searchapp.extract.datelines import WEEKDAY, WrittenDate, written_dates
from searchapp.extract.layout import Block
from searchapp.extract.sentences import sentences
from searchapp.period import Period

_JAPAN = re.compile(r"\bJST\b|\bJapan (?:standard )?time\b", re.IGNORECASE)
_BRACKETED = re.compile(r"\([^()]*\)")
_EVENT_ON = re.compile(
    rf"(?:^|\bon\s+)(?:the\s+)?(?:evening|morning|afternoon|night)?\s*(?:of\s+)?(?:(?:{WEEKDAY}),?\s+(?:the\s+)?)?$",
    re.IGNORECASE,
)
_TRIP = re.compile(
    r"\b(?:will\s+|to\s+)?(?:travel|visit|lead|attend|participate|host|join|arriv|depart|conven|deliver|hold|meet|take)\w*\b",
    re.IGNORECASE,
)
_POSSESSED = re.compile(
    r"\b(?:their|his|her|its|the|our|last|previous|since|until|by|before|after|between|from|dated|marks?|marking|of)\s*$",
    re.IGNORECASE,
)
_TODAY = re.compile(r"\b(?:today|this (?:morning|afternoon|evening)|tonight)\b", re.IGNORECASE)
_YESTERDAY = re.compile(r"\b(?:yesterday|last night)\b", re.IGNORECASE)
_ON_WEEKDAY = re.compile(
    r"\b(?:on|late)\s+(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b(?!,?\s+(?:\w+\s+)?\d)"
)
_PAST, _AHEAD = (
    timedelta(days=62),
    timedelta(days=400),
)  # readouts come within weeks; trips are announced before
_ANNOUNCED = re.compile(
    r"\b(?:travel|trip|visit)s?\b|\bto (?:deliver|participate|host|attend|travel|visit|lead|meet|convene|address|hold|chair)\b|\breturns?\b",
    re.IGNORECASE,
)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Dated:
    """A day, the rule that gave it, and the characters of the source that the rule read."""

    day: Period
    rule: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Dates:
    """The days of a readout, as far as its text tells them."""

    event: Dated | None
    japan: Dated | None
    published: Dated | None


def dates(blocks: list[Block], text: str, type_: str = "meeting") -> Dates:
    """The days read from the blocks of a source text.

    Only of a meeting, a call, their joint statement or something announced does the opening tell the day; a statement that names a
    day ("on June 21, Ethiopians will vote") is dated by its page.
    """
    published = _published(blocks)
    near = published.day.first if published else None
    lead = next((b for b in blocks if b.kind in {"paragraph", "item", "turn"}), None)
    title = next((b.text for b in blocks if b.kind == "title"), "")
    told = type_ in {"meeting", "call", "joint-statement"} or _ANNOUNCED.search(title) or published is None
    if lead is None or lead.speaker is not None or not told:
        return Dates(_as_event(published), None, published)
    event = _in_lead(text[lead.start : lead.end].replace("\n", " "), lead.start, near)
    japan = _in_japan(
        text[lead.start : lead.end].replace("\n", " "), lead.start, event.day.first if event else near
    )
    return Dates(event or _as_event(published), japan, published)


def _published(blocks: list[Block]) -> Dated | None:
    for block in blocks:
        if block.kind == "dateline":
            for written in written_dates(block.text):
                if day := written.on():
                    return Dated(
                        Period.of(day),
                        "the date line",
                        (block.start + written.start, block.start + written.end),
                    )
    return None


def _as_event(published: Dated | None) -> Dated | None:
    return (
        Dated(published.day, "the date line; the text names no other day", published.span)
        if published
        else None
    )


def _in_lead(lead: str, offset: int, near: date | None) -> Dated | None:
    """The event's day in the first paragraph: a date after "On", else "yesterday", a weekday, a trip's day.

    What stands in brackets is another clock's; a date that belongs to something else ("their May 15
    meeting") is no candidate.
    """
    plain = _BRACKETED.sub(lambda m: " " * len(m.group()), lead)
    first = next(sentences(plain), (0, len(plain)))
    sentence = plain[first[0] : first[1]]
    for written in written_dates(sentence):
        before = sentence[: written.start]
        if (
            _EVENT_ON.search(before)
            and not _decoy(sentence, written)
            and (day := _likely(written.on(near), near))
        ):
            rule = (
                "the opening line" if written.year else "the opening line; the year is that of the date line"
            )
            return _dated(day, rule, offset + first[0] + written.start, offset + first[0] + written.end)
    if near and not _TODAY.search(sentence) and (found := _YESTERDAY.search(sentence)):
        return _dated(
            near - timedelta(days=1),
            "“yesterday”, from the date line",
            offset + first[0] + found.start(),
            offset + first[0] + found.end(),
        )
    if near and not _TODAY.search(sentence) and (found := _ON_WEEKDAY.search(sentence)):
        back = (near.weekday() - _DAYS.index(found[1].lower())) % 7
        return _dated(
            near - timedelta(days=back),
            "a weekday, from the date line",
            offset + first[0] + found.start(),
            offset + first[0] + found.end(),
        )
    for written in written_dates(sentence):
        before = sentence[: written.start]
        if (
            _TRIP.search(before)
            and not _POSSESSED.search(before)
            and not _decoy(sentence, written)
            and (day := _likely(written.on(near), near))
        ):
            return _dated(
                day,
                "a day of the trip or event announced",
                offset + first[0] + written.start,
                offset + first[0] + written.end,
            )
    return None


def _decoy(sentence: str, written: WrittenDate) -> bool:
    """Whether a date is an adjective ("the May 15 meeting") rather than a day on which something happens."""
    after = sentence[written.end :]
    return bool(
        re.match(
            r"\s+(?:meeting|call|statement|agreement|summit|attack|election|declaration|conference|coup|anniversary|war|invasion)\b",
            after,
        )
    )


def _in_japan(lead: str, offset: int, near: date | None) -> Dated | None:
    """Japan's day, in brackets beside the local time."""
    for bracket in _BRACKETED.finditer(lead):
        if _JAPAN.search(bracket.group()):
            for written in written_dates(bracket.group()):
                if day := written.on(near):
                    at = offset + bracket.start()
                    return _dated(
                        day, "in brackets after the local time", at + written.start, at + written.end
                    )
    return None


def _likely(day: date | None, near: date | None) -> date | None:
    """The day, unless it lies too far from the page's own to be what the page tells of."""
    if day and near and not near - _PAST <= day <= near + _AHEAD:
        return None
    return day


def _dated(day: date, rule: str, start: int, end: int) -> Dated:
    return Dated(Period.of(day), rule, (start, end))
