"""The dates of a query as days: `2023-09`, spans, and days counted from today.

`past-30-days` is from the day thirty days before today to today, `past-6-months` from the same day of the month
six months before; `this-month` and `last-year` are whole ones, a week being from Monday to Sunday. A day that a month
does not have is its last. In quotes a date may be spelt out: "12 June 2022", "June 12, 2022", "June 2022".
"""

import calendar
import re
from datetime import date, timedelta
from typing import NoReturn

from searchapp import clause as c
from searchapp import query as q
from searchapp.analysis import folded_text
from searchapp.errors import QueryError
from searchapp.period import MONTHS, Period, PeriodError
from searchapp.schema import FIELDS

_HINT = "A date is 2023, 2023-09 or 2023-09-21; a span is 2023-09..2023-12; past-30-days and last-year count from today."
_PAST = re.compile(r"(?:past|last) (?:([0-9]{1,5}) )?(day|week|month|year)s?")
_WHOLE = re.compile(r"(this|last) (week|month|year)")
_SPELT = re.compile(r"(?:([0-9]{1,2}) )?([a-z]{3,9}) (?:([0-9]{1,2}) )?([0-9]{4})")
_MONTHS = 12
_DAYS = {"day": 1, "week": 7}


def period(text: str, span: q.Place, today: date) -> Period:
    """The days of a date as typed; raises QueryError for what is none."""
    try:
        return relative(text, today) or Period.parse(_spelt(text) or text.replace("/", "-"))
    except PeriodError as error:
        _bad_date(str(error), span)


def relative(text: str, today: date) -> Period | None:
    """The days of a date that is counted from today; None for others. Raises PeriodError before the year 1."""
    words = folded_text(text.replace("_", " "))
    try:
        if words in {"today", "yesterday"}:
            return Period.of(today - timedelta(days=words == "yesterday"))
        if found := _WHOLE.fullmatch(words):
            return _whole(found[2], back=found[1] == "last", today=today)
        if found := _PAST.fullmatch(words):
            return Period(_back(int(found[1] or 1), found[2], today), today)
    except (ValueError, OverflowError):
        raise PeriodError(f"“{text}” goes back to before the year 1.") from None
    return None


def _spelt(text: str) -> str | None:
    """A date that is spelt out, as "2022-06-12"; None for others."""
    if not (found := _SPELT.fullmatch(folded_text(text))):
        return None
    before, month, after, year = found.groups()
    number = next((n for n, name in enumerate(MONTHS) if name.lower().startswith(month)), 0)
    if not number or (before and after):
        return None
    return "-".join(part for part in (year, str(number), before or after) if part)


def is_relative(text: str, today: date) -> bool:
    """Whether a date is counted from today."""
    return relative(text, today) is not None


def within(name: str, days: Period) -> c.Within:
    """The days of a field as a clause."""
    match name:
        case "before":
            return c.Within(None, _neighbour(days.first, -1))
        case "after":
            return c.Within(_neighbour(days.last, 1), None)
        case _:
            return c.Within(days.first, days.last)


def between(name: str, wanted: q.Range, span: q.Place, today: date) -> c.Within:
    """A span of a field as a clause."""
    if name in {"before", "after"}:
        example = f"For example {FIELDS[name].example}, or date:2018..2021"
        raise QueryError("bad-range", f"{name}: takes one date.", span, example)
    first = period(wanted.first, span, today) if wanted.first else None
    last = period(wanted.last, span, today) if wanted.last else None
    if not first and not last:
        message = "A span needs a date at one end at least."
        raise QueryError("bad-range", message, span, "For example date:2018..")
    start = None if first is None else first.first if wanted.with_first else _neighbour(first.last, 1)
    end = None if last is None else last.last if wanted.with_last else _neighbour(last.first, -1)
    if start and end and start > end:
        turned = f"Turned round: {name}:{wanted.last}..{wanted.first}"
        raise QueryError("bad-range", "The span ends before it begins.", span, turned)
    return c.Within(start, end)


def absolute(query: q.Query, today: date) -> q.Query:
    """The query with the days that it counts from today written out, so that it finds the same tomorrow."""
    match query:
        case q.And(parts):
            return q.And(tuple(absolute(part, today) for part in parts))
        case q.Or(parts):
            return q.Or(tuple(absolute(part, today) for part in parts))
        case q.Not(part):
            return q.Not(absolute(part, today))
        case q.Field(("before" | "after") as name, q.Word(text) | q.Phrase(text), span):
            days = relative(text, today)
            day = days and (days.first if name == "before" else days.last)
            return q.Field(name, q.Word(str(day)), span) if day else query
        case q.Field(name, body, span) if FIELDS[name].kind == "date":
            return q.Field(name, _written(body, today), span)
        case _:
            return query


def _written(body: q.Query, today: date) -> q.Query:
    match body:
        case q.And(parts) | q.Or(parts):
            return type(body)(tuple(_written(part, today) for part in parts))
        case q.Not(part):
            return q.Not(_written(part, today))
        case q.Word(text, span) | q.Phrase(text, _, span) if days := relative(text, today):
            if ".." not in str(days):
                return q.Word(str(days), span)
            return q.Range(str(days.first), str(days.last), span=span)
        case q.Range(first, last, with_first, with_last, span):
            ends = _end(first, today, 0 if with_first else 1), _end(last, today, 1 if with_last else 0)
            return q.Range(*ends, with_first, with_last, span)
        case _:
            return body


def _end(written: str | None, today: date, which: int) -> str | None:
    """An end of a span: of days that are counted from today the first (0) or the last (1)."""
    days = relative(written, today) if written else None
    return written if days is None else str((days.first, days.last)[which])


def _whole(unit: str, *, back: bool, today: date) -> Period:
    match unit:
        case "week":
            monday = today - timedelta(days=today.weekday() + 7 * back)
            return Period(monday, monday + timedelta(days=6))
        case "month":
            return Period.parse(_back(int(back), "month", today.replace(day=1)).isoformat()[:7])
        case _:
            return Period.parse(f"{today.year - back:04}")


def _back(count: int, unit: str, today: date) -> date:
    """So many days, weeks, months or years before; raises ValueError or OverflowError where there is no such day."""
    if unit in _DAYS:
        return today - timedelta(days=count * _DAYS[unit])
    months = today.year * _MONTHS + today.month - 1 - count * (_MONTHS if unit == "year" else 1)
    year, month = divmod(months, _MONTHS)
    return date(year, month + 1, min(today.day, calendar.monthrange(max(year, 1), month + 1)[1]))


def _bad_date(message: str, span: q.Place) -> NoReturn:
    raise QueryError("bad-date", message, span, _HINT)


def _neighbour(day: date, step: int) -> date:
    """The day before or after; the calendar's own first and last day stay."""
    return day if day in {date.min, date.max} else day + timedelta(days=step)
