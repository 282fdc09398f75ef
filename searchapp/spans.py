"""A calendar's units: years, quarters and months, and counts by month gathered into them.

A month is written "2023-09", as the engine counts it; a quarter "2023-Q3".
"""

import calendar
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Literal

from searchapp.period import MONTHS, Period

Unit = Literal["year", "quarter", "month"]
UNITS: dict[Unit, str] = {"year": "Year", "quarter": "Quarter", "month": "Month"}
_LENGTHS: dict[Unit, int] = {"year": 12, "quarter": 3, "month": 1}


def months(span: Period) -> tuple[str, ...]:
    """Every month that a span reaches into."""
    return tuple(_written(n) for n in range(_number(span.first), _number(span.last) + 1))


def span_of(months: Iterable[str]) -> Period | None:
    """From the first day of the earliest month to the last of the latest; None for no month."""
    if not (every := sorted(months)):
        return None
    return Period(Period.parse(every[0]).first, Period.parse(every[-1]).last)


def run(span: Period, unit: Unit) -> tuple[Period, ...]:
    """The units, one after another, that a span reaches into, each whole."""
    length = _LENGTHS[unit]
    first, last = (_number(day) // length for day in (span.first, span.last))
    return tuple(_stretch(n * length, length) for n in range(first, last + 1))


@lru_cache(maxsize=4096)
def unit_of(month: str, unit: Unit) -> Period:
    """The unit that a month lies in."""
    length = _LENGTHS[unit]
    return _stretch(_number(Period.parse(month).first) // length * length, length)


def gathered(counts: Mapping[str, int], periods: Sequence[Period], unit: Unit) -> tuple[int, ...]:
    """Counts by month as counts by unit; months of units that are not among the periods are left out."""
    made = dict.fromkeys(periods, 0)
    for month, count in counts.items():
        if (period := unit_of(month, unit)) in made:
            made[period] += count
    return tuple(made.values())


def written(period: Period) -> str:
    """A unit as a table writes it: 2023, 2023-Q3, 2023-09."""
    if ".." in (text := str(period)):
        return f"{period.first.year:04}-Q{(period.first.month + 2) // 3}"
    return text


def spoken(period: Period) -> str:
    """A unit as a sentence says it: 2023, the third quarter of 2023, September 2023."""
    if ".." in str(period):
        ordinal = ("first", "second", "third", "fourth")[(period.first.month - 1) // 3]
        return f"the {ordinal} quarter of {period.first.year}"
    return period.spoken


def named(first: str, last: str) -> str:
    """A run of months, as a sentence says it: May 2020, April to May 2020, December 2019 to May 2020."""
    if first == last:
        return Period.parse(first).spoken
    start, end = Period.parse(first).first, Period.parse(last).first
    if start.year == end.year:
        whole = (start.month, end.month) == (1, 12)
        return str(start.year) if whole else f"{MONTHS[start.month]} to {MONTHS[end.month]} {end.year}"
    return f"{MONTHS[start.month]} {start.year} to {MONTHS[end.month]} {end.year}"


def runs(some: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Months that follow each other as runs: first and last month of each, in order."""
    made: list[tuple[int, int]] = []
    for n in sorted(_number(Period.parse(month).first) for month in some):
        if made and made[-1][1] == n - 1:
            made[-1] = made[-1][0], n
        else:
            made.append((n, n))
    return tuple((_written(first), _written(last)) for first, last in made)


def _number(day: date) -> int:
    return day.year * 12 + day.month - 1


def _written(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"


def _stretch(number: int, length: int) -> Period:
    last = number + length - 1
    year, month = last // 12, last % 12 + 1
    return Period(
        date(number // 12, number % 12 + 1, 1), date(year, month, calendar.monthrange(year, month)[1])
    )
