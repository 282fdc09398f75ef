"""Times of day: when something began, and Japan's day beside the local one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from searchapp.extract.datelines import written_dates
from searchapp.extract.worded import Worded

JAPAN = Worded(
    r"\bJST\b|\bJapan(?:ese)? (?:standard )?time\b|\btime in Japan\b|日本時間", ("jst", "japan", "日本時間")
)
LOCAL = re.compile(r"\blocal (?:standard )?(?:time|date|day)\b|現地時間", re.IGNORECASE)
_TIME = re.compile(
    r"""(?<![\d:.,])(?: (?P<hour>\d{1,2}) (?:[:.](?P<minute>\d\d))? \s*(?P<half>[ap])\.?\s?m\b\.?
      | (?P<h24>[01]?\d|2[0-3]):(?P<m24>[0-5]\d)(?!\d)(?:\s*(?:hrs?|hours)\b)?
      | (?P<word>\bnoon|\bmidnight)\b )""",
    re.VERBOSE | re.IGNORECASE,
)
_MAY_TELL = re.compile(r"\d(?:\s*[ap]\.?\s?m|:\d)", re.IGNORECASE)  # quick: it begins at a digit
_BRACKETED = re.compile(r"\([^()]*\)")
_AHEAD, _BEHIND = (
    20 * 60,
    -5 * 60,
)  # minutes by which Japan's clock is ahead of Samoa's, and behind Kiribati's
_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day in minutes from midnight, and its characters."""

    minutes: int
    start: int
    end: int

    def __str__(self) -> str:
        """As a clock shows it: 08:30."""
        return f"{self.minutes // 60:02d}:{self.minutes % 60:02d}"


def times(text: str) -> Iterator[Time]:
    """The times of day in a text, in order."""
    if not _MAY_TELL.search(text) and "noon" not in (low := text.lower()) and "midnight" not in low:
        return
    for found in _TIME.finditer(text):
        if (minutes := _minutes(found)) is not None:
            yield Time(minutes, found.start(), found.end())


def _minutes(found: re.Match[str]) -> int | None:
    if word := found["word"]:
        return 12 * 60 if word.lower() == "noon" else 0
    if found["h24"]:
        return int(found["h24"]) * 60 + int(found["m24"])
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if hour > 12 or minute > 59:
        return None
    return (hour % 12 + (12 if found["half"] in "pP" else 0)) * 60 + minute


@dataclass(frozen=True, slots=True)
class OtherDay:
    """A day by another clock than the one the sentence is told by, and the characters that say so."""

    day: date
    rule: str
    start: int
    end: int


def japan_day(sentence: str, day: date | None) -> OtherDay | None:
    """Japan's day, in brackets beside the local time: as written, or as the two clocks give it.

    From two times without a day: no clock on earth is more than 20 hours behind Japan's or 5 hours ahead
    of it, so that 5:00 p.m. beside Japan's 8:00 a.m. is the day before.
    """
    for bracket in _BRACKETED.finditer(sentence):
        if JAPAN.search(bracket.group()):
            for written in written_dates(bracket.group()):
                if other := written.on(day):
                    at = bracket.start()
                    return OtherDay(
                        other, "in brackets after the local time", at + written.start, at + written.end
                    )
            if day and (shift := _shift(sentence, bracket)):
                return OtherDay(day + timedelta(days=shift), "by the two clocks", *bracket.span())
    return None


def _shift(sentence: str, bracket: re.Match[str]) -> int:
    """By how many days Japan's date differs, from a local time before the bracket and Japan's in it."""
    here, there = list(times(sentence[: bracket.start()])), list(times(bracket.group()))
    if not here or not there:
        return 0
    apart = there[-1].minutes - here[-1].minutes
    fits = [days for days in (-1, 0, 1) if _BEHIND <= apart + days * _DAY <= _AHEAD]
    return fits[0] if len(fits) == 1 else 0


def local_day(sentence: str, day: date | None) -> OtherDay | None:
    """The local day, where the sentence is told by Japan's clock and brackets hold the local one."""
    plain = _BRACKETED.sub(lambda m: " " * len(m.group()), sentence)
    if not JAPAN.search(plain):
        return None
    for bracket in _BRACKETED.finditer(sentence):
        if LOCAL.search(bracket.group()) and not JAPAN.search(bracket.group()):
            for written in written_dates(bracket.group()):
                if other := written.on(day):
                    at = bracket.start()
                    return OtherDay(
                        other, "in brackets, by the local clock", at + written.start, at + written.end
                    )
    return None
