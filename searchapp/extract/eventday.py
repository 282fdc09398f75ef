"""The event's day among all the days that an opening names: "on", "today", a weekday, a trip's first day.

A date tells the event's day where the main clause says so. It does not where it is an adjective ("their
May 15 meeting") or stands in a clause about something else ("to discuss the election on June 12").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from searchapp.extract.datelines import WEEKDAY, WrittenDate, written_dates
from searchapp.extract.opening import Opening

_PART = r"(?:early\s+|late\s+)?(?:morning|afternoon|evening|night)"
_ON = re.compile(  # what stands between "on" and the date
    rf"(?:^|\b(?:on|today|yesterday|tomorrow|tonight|this\s+{_PART}|(?:in|during|on)\s+the\s+{_PART}(?:\s+(?:of|on))?|(?:{WEEKDAY}))\b[\s,(–-]*)"
    rf"(?:(?:the\s+)?{_PART}\s+of\s+|(?:(?:the\s+)?(?:{WEEKDAY})\b,?\s+(?:the\s+)?)+|on\s+)?$",
    re.IGNORECASE,
)
_OPENERS = re.compile(
    rf"\b(?:{WEEKDAY}|{_PART}|early|late|the|following|local|time|beginning|today|yesterday|this)\b",
    re.IGNORECASE,
)
_NOUN = re.compile(
    r"\b(?:meeting|dialogue|call|talks|consultations?|conversation|briefing|summit|ceremony|event|conference|visit|session)\s+(?:in [A-Z]\w+\s+)?on\s+(?:\w+day,?\s+)?$",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|this\s+\w+)[\s,(–-]+(?:on\s+)?$", re.IGNORECASE
)
_OWNED = re.compile(
    r"(?:[’']s?|\b(?:their|his|her|its|our|the|last|previous|latest|since|until|by|before|after|dated|marks?|marking|of|as of|prior to|ahead of|following))\s+$",
    re.IGNORECASE,
)
_TRAVEL = re.compile(
    r"\b(?:will|to|travel|visit|lead|attend|participate|host|join|arriv|depart|conven|deliver|hold|meet|tak|trip|tour|paying|undertak|between|from)\w*\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(  # opens a clause that tells of something else, until a comma
    r"""\b(?: following | since | until | ahead\ of | prior\ to | before | after | in\ (?:response|reaction)\ to | regarding | concerning | marking | about(?!\ \d)
      | to\ (?!attend|visit|meet|participate|take\ part|deliver|host|lead|hold|join|pay|the\b|a\b|be\b)(?-i:[a-z]+)
      | (?:who|which|that)\ (?:was|were|is|are|took|had|has|assumed|became|will|entered|died|occurred|happened|began)
      | (?:elections?|referendum|attacks?|coup|war|invasion|launch(?:es)?|earthquake|explosion|anniversary|resolution|assumption|appointment|inauguration|death|passing|summit|agreement)\ (?:on|of)
    )\b[^,;–—]*$""",
    re.VERBOSE | re.IGNORECASE,
)
_DONE = re.compile(  # "the agreement signed on", but not "was signed on"
    r"(?<!was )(?<!were )(?<!been )(?<!be )(?<!is )\b(?:signed|issued|adopted|launched|announced|appointed|elected|concluded|scheduled|held|inaugurated|opened)\s+(?:in\s+\w+\s+)?on\s+(?:the\s+)?$"
)
_MET = re.compile(  # what a readout's day is the day of
    r"\b(?:met|meets?|held|spoke|talk(?:ed|s)|(?:tele)?phoned|called|visit(?:s|ed)?|travel(?:s|l?ed)|(?:co-)?(?:hosted|chaired|led)|took place|takes? place|convened|attended|participated"
    r"|received|welcomed|gathered|joined|paid|exchanged|signed|sworn in|returned|arrived|departed|concluded|delivered|addressed|opened|launched|will|discussed)\b",
    re.IGNORECASE,
)
_OWN = re.compile(  # the day is an adjective of the event itself
    r"^(?:In|During|At|On)\s+(?:an?|(?:his|her|their|the)|separate|two)\s+$", re.IGNORECASE
)
_OWN_NOUN = re.compile(
    r"\s+(?:[\w-]+\s+){0,3}(?:calls?|meetings?|visit|conversations?|talks|trip)\b", re.IGNORECASE
)
_TODAY = re.compile(r"\b(?:today|this (?:morning|afternoon|evening)|tonight|earlier today)\b", re.IGNORECASE)
_YESTERDAY = re.compile(r"\b(?:yesterday|last (?:night|evening))\b", re.IGNORECASE)
_TOMORROW = re.compile(r"\btomorrow\b", re.IGNORECASE)
_ON_WEEKDAY = re.compile(
    r"\b(?:on|late|early|this|last|next|(?P<verb>met|spoke|held talks))\s+(?P<day>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b(?!,?\s+(?:the\s+)?(?:\w+\s+)?\d)"
)
_AHEAD = re.compile(r"\b(?:will|to (?:travel|visit|meet|attend|deliver|host)|is (?:visiting|travel\w+))\b")
_DAYS = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
_APART = re.compile(rf"(?:[-–—(,:|\[]|^)\s*(?:(?:{WEEKDAY}),?\s+)?$")
_NAMED = re.compile(
    rf"\b(?:on|from|held|(?:Statement|Communiqué|Declaration|Meeting|Conference|Briefing)\s+of)\s+(?:(?:{WEEKDAY}),?\s+)?$"
)
_MADE = re.compile(
    r"\b(?:statement|communiqu[ée]|declaration|text)\b[^.]{0,80}\b(?:issued|released|made|adopted|delivered|signed|agreed)\b[^.]{0,160}(?:\bon\s+(?:\w+day,?\s+)?|,\s)$",
    re.IGNORECASE,
)
_PAST, _FUTURE = (
    timedelta(days=62),
    timedelta(days=400),
)  # readouts come within weeks; trips are announced before
_SENTENCES = 4


@dataclass(frozen=True, slots=True)
class EventDay:
    """The day, the rule that gave it, the characters of the opening; ahead: it is announced ("will")."""

    day: date
    rule: str
    start: int
    end: int
    ahead: bool = False


def event_day(read: Opening, near: date | None) -> EventDay | None:
    """The day that an opening tells; `near` is the day of publication, as its place has it."""
    for number, (start, end) in enumerate(read.parts[:_SENTENCES]):
        sentence = read.plain[start:end]
        found = (
            _in_sentence(sentence, near, first=not number) if not number or _MET.search(sentence) else None
        )
        if found:
            ahead = bool(_AHEAD.search(sentence, 0, found.start))
            return EventDay(found.day, found.rule, start + found.start, start + found.end, ahead)
    return None


def _in_sentence(sentence: str, near: date | None, *, first: bool) -> EventDay | None:
    if found := next(_on_days(sentence, near), None):
        return found
    told = _relative(sentence, near) if near else None
    bare = next(_bare_days(sentence, near), None)
    if bare and (not told or _AHEAD.search(sentence, told.end, max(told.end, bare.start))):
        return bare  # "today announced that she will travel from May 4 to 8"
    if told and (first or told.start < 3 or _MET.search(sentence, 0, told.start)):
        return told
    return bare


def title_day(title: str, near: date | None, *, ends: bool = False) -> EventDay | None:
    """The day in a title: "Press Conference on March 20, 2024", "(May 31, 2015)", "– June 4, 2021".

    ends: only a day that is set apart at the title's end.
    """
    for written in written_dates(title):
        before = title[: written.start]
        apart = _APART.search(before) and not title[written.end :].strip(" ).]") and written.year
        told = apart or (not ends and _NAMED.search(before))
        if told and not _DONE.search(before) and (day := _likely(written, near)):
            return EventDay(day, "the title", written.start, written.end)
    return None


def stated_day(text: str, near: date | None) -> EventDay | None:
    """The day on which a statement says that it was made: "The following statement was issued on May 19"."""
    for written in written_dates(text):
        if _MADE.search(text[: written.start]) and (day := _likely(written, near)):
            return EventDay(day, "the day on which the statement was made", written.start, written.end)
    return None


def _on_days(sentence: str, near: date | None) -> Iterator[EventDay]:
    for written in written_dates(sentence):
        if _is_the_day(sentence, written) and (day := _likely(written, near)):
            year = "" if written.year else "; the year is that of the date line"
            yield EventDay(day, f"the opening line{year}", written.start, written.end)


def _is_the_day(sentence: str, written: WrittenDate) -> bool:
    before = sentence[: written.start]
    if _OWN.search(before) and _OWN_NOUN.match(sentence, written.end):
        return True
    if not _ON.search(before) or _ASIDE.search(before) or _DONE.search(before):
        return False
    return _begins(before) or any(cue.search(before) for cue in (_MET, _NOUN, _RELATIVE))


def _begins(before: str) -> bool:
    """Whether a date opens its sentence: "On", "On the evening of Monday", "At 5 p.m. on"."""
    return len(before) < 40 and not re.search(r"[a-z]{3}", re.sub(_OPENERS, "", before))


def _relative(sentence: str, near: date) -> EventDay | None:
    """Today, yesterday, a weekday: counted from the day of publication."""
    for pattern, days, name in (
        (_TODAY, 0, "today"),
        (_YESTERDAY, -1, "yesterday"),
        (_TOMORROW, 1, "tomorrow"),
    ):
        if (found := pattern.search(sentence)) and not _ASIDE.search(sentence, 0, found.start()):
            return EventDay(near + timedelta(days=days), f"“{name}”, from the date line", *found.span())
    found = _ON_WEEKDAY.search(sentence)
    if not found or _ASIDE.search(sentence[: found.start()]):
        return None
    back = (near.weekday() - _DAYS.index(found["day"].lower())) % 7
    ahead = _AHEAD.search(sentence[: found.start()]) or found.group().startswith("next")
    days = (-back) % 7 if ahead else -back
    return EventDay(near + timedelta(days=days), "a weekday, from the date line", *found.span("day"))


def _bare_days(sentence: str, near: date | None) -> Iterator[EventDay]:
    """Days without "on", behind a verb: "will travel to Oslo May 6", "met virtually March 22-24", "from 4 to 8 June"."""
    for written in written_dates(sentence):
        before = sentence[: written.start]
        if (
            not re.search(r"\bon\s+$", before)
            and (_MET.search(before) or _TRAVEL.search(before))
            and not _OWNED.search(before)
            and not _ASIDE.search(before)
            and not _DONE.search(before)
            and (day := _likely(written, near))
        ):
            yield EventDay(day, "a day of the trip or event announced", written.start, written.end)


def _likely(written: WrittenDate, near: date | None) -> date | None:
    """The day, unless it lies too far from the page's own to be what the page tells of."""
    day = written.on(near)
    if day and near and not near - _PAST <= day <= near + _FUTURE:
        return None
    return day
