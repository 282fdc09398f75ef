"""Trends as rows of a table: for a spreadsheet, and for the page beside the chart."""

from collections.abc import Iterator
from dataclasses import dataclass

from searchapp.period import Period
from searchapp.spans import written
from searchapp.trends import Line, Trend, Trends, share
from searchapp.web import time_links

HEADINGS = ("period", "first_day", "last_day", "query", "part", "count", "readouts", "in_100", "search")
_CELLS = 300  # of the tables of a page; each weighs a hundred bytes
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a table, by number of their period, the newest first; the numbers of the pages beside it, if any."""

    rows: tuple[int, ...]
    newer: int | None
    older: int | None


def page(trends: Trends) -> Page:
    """The rows that the page asked for shows: as many as it can carry."""
    lines = sum(len(one.lines) for one in trends.drawn)
    size, number = max(12, _CELLS // max(1, lines)), trends.asked.base.page
    rows = range(len(trends.periods) - 1, -1, -1)
    last = max(1, -(-len(rows) // size))
    number = min(number, last)
    shown = rows[(number - 1) * size : number * size]
    return Page(tuple(shown), number - 1 or None, number + 1 if number < last else None)


def rows(trends: Trends) -> Iterator[tuple[str, ...]]:
    """Headings, then a row for each point: tidy, so that a spreadsheet or R can take it as it is.

    What a spreadsheet would take for a formula has an apostrophe before it. in_100 is empty where there are no readouts.
    """
    yield HEADINGS
    for trend in trends.drawn:
        for line in trend.lines:
            address = time_links.points(line.search, absolute=True)
            for n, period in enumerate(trends.periods):
                yield (*_row(trends, trend, line, n, period), address(period))


def _row(trends: Trends, trend: Trend, line: Line, n: int, period: Period) -> tuple[str, ...]:
    part = share(line.counts[n], trends.readouts[n])
    return (
        written(period),
        period.first.isoformat(),
        period.last.isoformat(),
        _plain(trend.text),
        _plain(line.label),
        str(line.counts[n]),
        str(trends.readouts[n]),
        "" if part is None else f"{part:.2f}",
    )


def _plain(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
