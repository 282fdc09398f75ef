"""Dates as they are written: month names, orders, weekdays, numbers, runs of days, and whole date lines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from babel.dates import get_month_names

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), 1)
    for name in names.split()
}  # fmt: skip
# 12 de septiembre de 2022, 1er mars 2023, 8. Februar 2023
_LANGUAGES = ("es", "fr", "pt", "de", "it")
_MONTH = r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\b"
_RUN = r"(?:\s*(?:[-–—/&]|to|and|until|through)\s*\d{1,2}(?:st|nd|rd|th)?\b(?![:.]\d)(?!\s*(?:[ap]\.?m|hours|minutes)))?"  # `June 14 to 19`: the first day
_YEAR = r"(?P<year>(?:19|20)\d\d)\b"
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun"
_WRITTEN = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b{_MONTH}[,.]?\s*{_DAY}{_RUN}(?:\s*\((?:{WEEKDAY})\.?\))?(?:(?:\s*,\s*|\s+){_YEAR})?",
        rf"\b{_DAY}{_RUN}(?:\s+of)?\s+{_MONTH}(?:(?:\s*[,.]\s*|\s+){_YEAR})?",
        rf"\b{_DAY}-{_MONTH}-{_YEAR}",
        r"\b(?P<year>(?:19|20)\d\d)(?P<mark>[-/.])\s?(?P<month>\d{1,2})(?P=mark)\s?(?P<day>\d{1,2})\b",
        r"\b(?P<day>\d{1,2})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)\b",
        r"(?P<year>(?:19|20)\d\d)\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]",
        r"(?P<era>令和|平成|昭和)(?P<year>\d{1,2}|元)年(?P<month>\d{1,2})月(?P<day>\d{1,2})日",
    )
)
_ABROAD = r"\b(?P<day>\d{{1,2}})(?:er|º|°|\.)?\s+(?:de\s+)?(?P<month>{months})\s+(?:del?\s+)?(?P<year>(?:19|20)\d\d)\b"
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
_NAMED, _NUMBERED, _EASTERN = _WRITTEN[:3], _WRITTEN[3:5], _WRITTEN[5:]
_SHORT_MONTHS = sorted({name[:3] for name in _MONTHS})
_MARKED = re.compile(r"\d[-/.]")
_MAY_HOLD = re.compile(r"\d")
_LABEL = r"(?:date|dated|issued|posted|delivered|released?|published|updated|last\ updated|first\ published|held|on|at|for\ immediate\ release)"
_TAIL = re.compile(rf"^[\s,:.()|–-]*(?:(?:{_LABEL}|{WEEKDAY})\b[\s,:.()|–-]*)*$", re.IGNORECASE | re.VERBOSE)
_PLACED = re.compile(  # `Brussels, 20 March 2024`, `New Delhi, India – March 3, 2022`, `Paris, le 8 février 2023`
    r"^(?!.*\b(?i:Press|Media|News|Joint|Statement|Remarks|Speech|Meeting|Visit|Call|Address|Interview|Transcript|Opening|Signed|Done|Adopted|Briefing|Conference|Schedule|Summit|Department|Travel|Dialogue)\b)"
    r"(?:[A-Z][\w’'.-]+\s?(?:d[aeo]l?\s)?){1,3}(?:,\s*(?:[A-Z][\w’'.-]+\s?){1,3})?\s*[,–—-]\s*(?:le\s|a\s|den\s)?$"
)
_CLOCK = r"(?:at\s+)?\d{1,2}(?:[:.]\d\d){0,2}\s*(?:[ap]\.?\s?m\.?|hrs?\b|hours\b)?[\s,;(]*(?:local\ time|(?-i:[A-Z]{2,5}\b)\)?)?"
_AFTER = re.compile(
    rf"^[\s,;.()|–—-]*(?:{_CLOCK}(?=[\s,;.)|–—-]|$))?[\s,;.)|–—-]*(?P<place>.{{0,70}})$",
    re.IGNORECASE | re.VERBOSE,
)
_SENTENCE = re.compile(r"[.!?]\s|[.!?]$|\b(?:was|were|is|are|will|met|held|on|the)\b")
_ASIDE = re.compile(r"\s\((?![^()]*\d)[^()]*\)$")
_DOTTED = re.compile(r"D\.C\.|[ap]\.m\.|U\.S\.|\.{3,}")


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date in a text; year is None where it is not written. Of a run of days it is the first."""

    year: int | None
    month: int
    day: int
    start: int
    end: int

    def on(self, near: date | None = None) -> date | None:
        """The calendar day; without a year, the one that lies nearest to `near`. None for no such day."""
        years = [self.year] if self.year else [near.year - 1, near.year, near.year + 1] if near else []
        days = [day for year in years if (day := _day(year, self.month, self.day))]
        return (
            min(days, key=lambda day: abs(day - near), default=None) if near else (days[0] if days else None)
        )


def written_dates(text: str) -> tuple[WrittenDate, ...]:
    """The dates in a text, in order; those that no calendar has are left out."""
    return _dates(text) if _MAY_HOLD.search(text) else ()


@lru_cache(maxsize=256)  # a line or sentence with a number in it is asked for its date by several rules
def _dates(text: str) -> tuple[WrittenDate, ...]:
    found = sorted(
        (m for form in _forms(text) for m in form.finditer(text)), key=lambda m: (m.start(), -m.end())
    )
    made: list[WrittenDate] = []
    for match in found:
        if (not made or match.start() >= made[-1].end) and (written := _written(match)):
            made.append(written)
    return tuple(made)


def _forms(text: str) -> Iterator[re.Pattern[str]]:
    """The forms for which a text has a month's name, or marks between numbers; quick, so asked first."""
    low = text.lower()
    if any(month in low for month in _SHORT_MONTHS):
        yield from _NAMED
    if _MARKED.search(text):
        yield from _NUMBERED
    if "年" in text or "년" in text:
        yield from _EASTERN
    if any(month in low for month in _abroad()):
        yield _of_abroad()


@cache
def _abroad() -> dict[str, int]:
    """The months by their names in languages whose dates are written like ours, with a year."""
    return {
        name.lower(): number
        for language in _LANGUAGES
        for number, name in get_month_names("wide", locale=language).items()
        if name.lower() not in _MONTHS
    }


@cache
def _of_abroad() -> re.Pattern[str]:
    return re.compile(_ABROAD.format(months="|".join(_abroad())), re.IGNORECASE)


def _written(match: re.Match[str]) -> WrittenDate | None:
    part = match.groupdict()
    year = _year(part.get("year"), part.get("era"))
    named = part["month"].lower().rstrip(".")
    month, day = _MONTHS.get(named) or _abroad().get(named) or int(named), int(part["day"])
    if month > 12 >= day and part.get("mark"):  # 03/20/2024: the month comes first
        month, day = day, month
    if not _day(year or 2000, month, day):
        return None
    return WrittenDate(year, month, day, match.start(), match.end())


def _year(written: str | None, era: str | None) -> int | None:
    if written is None:
        return None
    return _ERAS[era] + (1 if written == "元" else int(written)) if era else int(written)


def is_dateline(text: str) -> bool:
    """Whether a line is nothing but a date with a year, perhaps with weekday, time and place."""
    return dateline(text) is not None


def dateline(text: str) -> tuple[WrittenDate, str] | None:
    """The date of a date line and what stands behind it (a place, an office); None for any other line."""
    if len(text) > 140 or not _MAY_HOLD.search(text):
        return None
    text = _ASIDE.sub("", text.strip(" *_"))  # Markdown's marks
    first = next(iter(written_dates(text)), None)
    if first is None or first.year is None:
        return None
    before, after = text[: first.start], _AFTER.match(text[first.end :])
    if after is None or _SENTENCE.search(_DOTTED.sub("", after["place"])):
        return None
    if not _TAIL.match(before) and not (_PLACED.match(before) and len(after["place"]) < 30):
        return None
    return first, after["place"].strip()


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
