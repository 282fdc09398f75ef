"""Dates as they are written: month names, orders, weekdays, numbers, and whole date lines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), 1)
    for name in names.split()
}  # fmt: skip
_MONTH = r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\b"
_YEAR = r"(?P<year>(?:19|20)\d\d)\b"
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mon|Tue|Wed|Thu|Fri|Sat|Sun"
WRITTEN = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b{_MONTH}[,.]?\s+{_DAY}(?:\s*\((?:{WEEKDAY})\.?\))?(?:\s*[-–]\s*\d{{1,2}}\b)?(?:,?\s+{_YEAR})?",
        rf"\b{_DAY}(?:\s*[-–]\s*\d{{1,2}})?(?:\s+of)?\s+{_MONTH}(?:[,.]?\s+{_YEAR})?",
        r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b",
        r"\b(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>(?:19|20)\d\d)\b",
        r"(?P<year>(?:19|20)\d\d)年(?P<month>\d{1,2})月(?P<day>\d{1,2})日",
        r"(?P<era>令和|平成|昭和)(?P<year>\d{1,2}|元)年(?P<month>\d{1,2})月(?P<day>\d{1,2})日",
    )
)
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
_TAIL = re.compile(
    rf"""^[\s,:.()–-]*(?:(?:date|{WEEKDAY}|on|updated|released|published)\b[\s,:.()–-]*)*$""", re.IGNORECASE
)
_AFTER = re.compile(
    r"""^[\s,;.()–-]*(?:\d{1,2}[:.]\d\d\s*(?:[ap]\.?\s?m\.?)?[\s,;(]*(?:[A-Z]{2,5}\)?)?)?[\s,;.)–-]*(?P<place>.{0,70})$""",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date in a text; year is None where it is not written."""

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


def written_dates(text: str) -> Iterator[WrittenDate]:
    """The dates in a text, in order; those that no calendar has are left out."""
    found = sorted((m for form in WRITTEN for m in form.finditer(text)), key=lambda m: (m.start(), -m.end()))
    end = -1
    for match in found:
        if match.start() < end:
            continue
        part = match.groupdict()
        year = part.get("year")
        number = (
            None
            if year is None
            else _ERAS[part["era"]] + (1 if year == "元" else int(year))
            if part.get("era")
            else int(year)
        )
        month = _MONTHS.get(part["month"].lower().rstrip("."), 0) or int(
            part["month"] if part["month"].isdigit() else 0
        )
        if _day(number or 2000, month, int(part["day"])):
            end = match.end()
            yield WrittenDate(number, month, int(part["day"]), match.start(), match.end())


def is_dateline(text: str) -> bool:
    """Whether a line is nothing but a date with a year, perhaps with weekday, time and place."""
    if len(text) > 140:
        return False
    first = next(written_dates(text), None)
    if first is None or first.year is None or not _TAIL.match(text[: first.start]):
        return False
    after = _AFTER.match(text[first.end :])
    return bool(
        after
        and not re.search(
            r"[.!?]\s|[.!?]$", after["place"].replace("D.C.", "").replace("p.m.", "").replace("a.m.", "")
        )
    )


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
