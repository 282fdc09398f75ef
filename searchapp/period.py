"""A period: a closed run of calendar days, written as a year, a year and month, or a day."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Self

_WRITTEN = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
MONTHS = tuple(calendar.month_name)


class PeriodError(ValueError):
    """Text that is no period; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Calendar days from `first` to `last`, both included; never an instant, so never a time zone."""

    first: date
    last: date

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2021`, `2021-01` or `2021-01-04`; raises PeriodError with what is wrong."""
        if not (found := _WRITTEN.fullmatch(text.strip())):
            raise PeriodError(f"“{text}” is not a date.")
        year, month, day = (int(part) if part else None for part in found.groups())
        if not year:
            raise PeriodError("There is no year 0.")
        if month is None:
            return cls(date(year, 1, 1), date(year, 12, 31))
        if not 1 <= month <= 12:
            raise PeriodError(f"There is no month {month}.")
        days = calendar.monthrange(year, month)[1]
        if day is None:
            return cls(date(year, month, 1), date(year, month, days))
        if not 1 <= day <= days:
            raise PeriodError(f"{MONTHS[month]} {year} has no day {day}.")
        return cls(date(year, month, day), date(year, month, day))

    @classmethod
    def of(cls, day: date) -> Self:
        """The period of a single day."""
        return cls(day, day)

    def __str__(self) -> str:
        """The shortest form that reads back to the same days; two dots for a run that has none."""
        first, last = self.first, self.last
        written = first.isoformat()
        if first == last:
            return written
        if first.day == 1 and first.year == last.year:
            if first.month == 1 and (last.month, last.day) == (12, 31):
                return written[:4]
            if first.month == last.month and last.day == calendar.monthrange(last.year, last.month)[1]:
                return written[:7]
        return f"{written}..{last.isoformat()}"

    @property
    def spoken(self) -> str:
        """As a sentence would say it: 21 September 2023, September 2023, 2023."""
        written = str(self)
        if ".." in written:
            return f"{Period.of(self.first).spoken} to {Period.of(self.last).spoken}"
        match written.count("-"):
            case 0:
                return written
            case 1:
                return f"{MONTHS[self.first.month]} {self.first.year}"
            case _:
                return f"{self.first.day} {MONTHS[self.first.month]} {self.first.year}"
