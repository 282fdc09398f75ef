"""How a page writes counts and days."""

from datetime import date, datetime
from functools import lru_cache

from searchapp.period import MONTHS, Period


def number(value: int) -> str:
    """1284 is 1,284."""
    return f"{value:,}"


def counted(value: int, noun: str, plural: str = "") -> str:
    """1 readout, 1,284 readouts; `plural` where it is not the noun with an s."""
    return f"{value:,} {noun if value == 1 else plural or noun + 's'}"


def cased(text: str) -> str:
    """With a capital at the start, the rest as it is."""
    return text[:1].upper() + text[1:]


@lru_cache(maxsize=4096)
def short(period: Period) -> str:
    """For a column of dates: 21 Sep 2023, Sep 2023, 2023; 14–16 Sep 2023, 30 Sep – 2 Oct 2023."""
    return _run(period, [name[:3] for name in MONTHS])


@lru_cache(maxsize=4096)
def spoken(period: Period) -> str:
    """For a sentence: 21 September 2023, September 2023, 2023; 14–16 September 2023."""
    return _run(period, list(MONTHS))


def cut(text: str, most: int) -> str:
    """At most so many characters, … in the place of the words that are left out."""
    return text if len(text) <= most else f"{text[: most - 1].rsplit(None, 1)[0].rstrip(',;:')}…"


def term(since: Period | None, until: Period | None) -> str:
    """The time of an office: 26 Jan 2021 – 20 Jan 2025; since 26 Jan 2021; to 2025."""
    if since and until:
        return f"{short(since)} – {short(until)}"
    return f"since {short(since)}" if since else f"to {short(until)}" if until else ""


@lru_cache(maxsize=4096)
def machine(period: Period) -> str:
    """For `<time datetime>`: the period itself, or the first day of a run, which HTML cannot write."""
    return str(period).partition("..")[0]


def day(written: str) -> str:
    """The day of an ISO 8601 moment, for a sentence: 2 October 2024."""
    return spoken(Period.of(datetime.fromisoformat(written).date()))


def moment(written: str) -> str:
    """An ISO 8601 moment to the minute: 2 October 2024, 23:11 UTC."""
    return f"{day(written)}, {datetime.fromisoformat(written):%H:%M} UTC"


def _run(period: Period, months: list[str]) -> str:
    first, last = period.first, period.last
    if ".." not in (written := str(period)):
        month = f"{months[first.month]} {first.year}"
        return (str(first.year), month, _day(first, months))[written.count("-")]
    if first.year != last.year:
        return f"{_day(first, months)} – {_day(last, months)}"
    if first.month != last.month:
        return f"{first.day} {months[first.month]} – {_day(last, months)}"
    return f"{first.day}–{_day(last, months)}"


def _day(value: date, months: list[str]) -> str:
    return f"{value.day} {months[value.month]} {value.year}"
