"""How long it took: a length in the opening ("for approximately one hour and fifteen minutes"), or two times of day."""

import itertools
import re

from searchapp.extract.clocks import times
from searchapp.extract.opening import Opening
from searchapp.extract.told import Told

_UNITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
          "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]  # fmt: skip
_TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_NUMBERS = {word: number for number, word in enumerate(_UNITS)} | {
    f"{ten}{join}{unit}" if unit else ten: tens * 10 + number
    for tens, ten in enumerate(_TENS) if ten
    for number, unit in enumerate(["", *_UNITS[1:10]])
    for join in ("-", " ")
} | {"a": 1, "an": 1}  # fmt: skip
_WORD = "|".join(sorted((re.escape(word) for word in _NUMBERS), key=len, reverse=True))
_NUMBER = rf"(?:\d{{1,3}}(?:\.5)?|(?:{_WORD})(?!\w))"
_LENGTH = re.compile(
    rf"""(?<![A-Za-z0-9.,:-])(?:
        (?P<long>(?:an?\s+)?hour-long)
      | (?P<half>half\s+an\s+hour | (?:a\s+|one\s+)?half[\s-]hour)
      | (?P<hours>{_NUMBER})(?P<more>[\s-]and[\s-]a[\s-]half|½)?[\s-]*(?:full\s+)?(?:hours?|hrs?)\b
        (?:(?P<then>\s+and\s+(?:a|one)\s+half)|,?\s*(?:and\s+)?(?P<rest>{_NUMBER})[\s-]*(?:minutes?|mins?)\b|,?\s+and\s+a\s+quarter(?P<quarter>))?
      | (?P<minutes>{_NUMBER})[\s-]*(?:minutes?|mins?)\b
      | (?P<h>\d{{1,2}})時間(?P<han>半)?(?:(?P<m>\d{{1,2}})分)? | (?P<only>\d{{1,3}})分間
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_UNIT = ("hour", "minute", "時間", "分間")  # of which one stands in every length, or else an abbreviation
_SHORT_UNIT = re.compile(r"(?:hr|min)s?\b")
_MEASURED = re.compile(  # what a length of the event stands behind
    r"\b(?:for|lasted|lasting|last|spanning|took|ran|approximately|approx\.?|about|around|over|than|nearly|almost|some|roughly|just|under|an?|the|their|of|through)\s*$|[(（,约約:]\s*$",
    re.IGNORECASE,
)
_ELSE = re.compile(
    r"\b(?:within|every|each|next|past|last|in|after|before|by|per|another|takes?)\s+(?:the\s+)?(?:(?:about|over|approximately|some|than|more|less|next|past|last)\s+)*$",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"\s*(?:ago|before|after|later|earlier|prior|from now|away|drive|flight|notice|delay|per|a day)\b",
    re.IGNORECASE,
)
_TIMED = {"meeting", "call", "press-conference", "joint-statement", "other"}
_LASTED = re.compile(
    r"\b(?:meeting|call|talks?|conversation|dialogue|discussions?|session|lunch|dinner|visit|consultations?)\b[^.]{0,40}\blast(?:ed|ing)\b[^.]{0,60}"
)
_DAY, _LONGEST = 24 * 60, 12 * 60  # what is longer is no talk


def duration(read: Opening, text: str, type_: str) -> Told[int] | None:
    """Minutes, the rule and the characters; of several lengths the first. None where none is stated."""
    if type_ not in _TIMED:
        return None
    for found in _LENGTH.finditer(read.text) if _may_tell(read.text.lower()) else ():
        if (
            found["long"] or _MEASURED.search(read.text, max(0, found.start() - 30), found.start())
        ) and not _is_else(read.text, found):
            return _told(found, "a length of time in the opening", read.start)
    if told := _from_times(read):
        return told
    for lasted in _LASTED.finditer(text) if "lasted" in text or "lasting" in text else ():
        if length := _LENGTH.search(lasted.group(), lasted.group().rindex("last")):
            return _told(length, "how long it lasted, by a later sentence", lasted.start())
    return None


def _may_tell(low: str) -> bool:
    """Whether a text in lower case has a unit of time; quick, so asked first."""
    return any(unit in low for unit in _UNIT) or bool(_SHORT_UNIT.search(low))


def _is_else(text: str, found: re.Match[str]) -> bool:
    """Whether a length is a deadline or a distance: "within 24 hours", "an hour ago"."""
    return not found["long"] and bool(
        _ELSE.search(text, max(0, found.start() - 30), found.start()) or _AGO.match(text, found.end())
    )


def _told(found: re.Match[str], rule: str, offset: int) -> Told[int] | None:
    minutes = _minutes(found)
    return (
        Told(minutes, rule, (offset + found.start(), offset + found.end()))
        if 0 < minutes <= _LONGEST
        else None
    )


def _minutes(found: re.Match[str]) -> int:
    part = found.groupdict()
    if part["half"]:
        return 30
    if part["long"]:
        return 60
    if part["only"] or part["h"]:
        return (
            int(part["only"] or 0)
            + int(part["h"] or 0) * 60
            + (30 if part["han"] else 0)
            + int(part["m"] or 0)
        )
    if part["minutes"]:
        return int(_number(part["minutes"]))
    half = 30 if part["more"] or part["then"] else 15 if part["quarter"] is not None else 0
    return int(_number(part["hours"]) * 60) + half + int(_number(part["rest"] or "zero"))


def _number(written: str) -> float:
    word = re.sub(r"\s+", " ", written.lower())
    return float(_NUMBERS[word]) if word in _NUMBERS else float(written)


def _from_times(read: Opening) -> Told[int] | None:
    """The minutes between two times joined by "to" ("from 3:00 p.m. to 4:10 p.m.")."""
    found = list(times(read.plain))
    for one, two in itertools.pairwise(found):
        if re.fullmatch(
            r"\s*(?:local time\s*)?(?:-|–|—|to|until|till)\s*(?:about\s*)?", read.plain[one.end : two.start]
        ):
            minutes = (two.minutes - one.minutes) % _DAY
            if 0 < minutes <= _LONGEST:
                return Told(minutes, "from two times of day", read.span(one.start, two.end))
    return None
