"""What the coverage page shows of what is held: a calendar of months, tables by year, and what its cells lead to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from searchapp.coverage import Coverage, Surveyed
from searchapp.coverage import Row as Holding
from searchapp.period import MONTHS, Period
from searchapp.results import Search
from searchapp.web import time_links
from searchapp.web.heat import Heat, heat
from searchapp.web.wording import counted


@dataclass(frozen=True, slots=True)
class Cell:
    """A month or year. held: its readouts; shown: those that are told of first; level: how many those are, 0 for none;
    address: of those, or of all held where they are none; told: all of it in words, where the heads of its table do not."""

    held: int
    shown: int
    level: int
    address: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A year of the calendar, or several in a row of which nothing is held, which have no cells. cells: its months, None
    for those before the first that is held, and after the last; shown, held: their sums.
    """

    years: str
    cells: tuple[Cell | None, ...] = ()
    shown: int = 0
    held: int = 0


@dataclass(frozen=True, slots=True)
class Survey:
    """The page. years: those of which something is held; heat: of the calendar's counts."""

    coverage: Coverage
    heat: Heat
    calendar: tuple[Row, ...]
    years: tuple[int, ...]

    def table(self, name: str) -> tuple[tuple[Holding, tuple[Cell, ...], str], ...]:
        """The rows of `home` or `country`, each with a cell for each year and the address of its own calendar."""
        rows = self.coverage.issuers if name == "home" else self.coverage.countries
        hot = heat(count for row in rows for count in row.counts)
        return tuple((row, tuple(self._years(name, row, hot)), self._alone(name, row)) for row in rows)

    def _years(self, name: str, row: Holding, hot: Heat) -> list[Cell]:
        address = time_links.points(self._held_by(name, row))
        return [
            Cell(count, count, hot.level(count), address(Period.parse(f"{year:04}")) if count else "")
            for year, count in zip(self.coverage.years, row.counts, strict=True) if year in self.years
        ]  # fmt: skip

    def _held_by(self, name: str, row: Holding) -> Search:
        """The search for a row; an issuer is asked for in the query, since none is ticked."""
        every = self.coverage.everything
        if name == "home":
            return replace(every, text=f"home:{row.id}")
        return replace(every, ticked={**every.ticked, name: (row.id,)})

    def _alone(self, name: str, row: Holding) -> str:
        wanted = self.coverage.surveyed
        if name == "home":
            return time_links.coverage(Surveyed(replace(wanted.base, page=1), row.id))
        ticked = {**wanted.base.ticked, name: (row.id,)}
        return time_links.coverage(replace(wanted, base=replace(wanted.base, ticked=ticked, page=1)))


def survey(made: Coverage) -> Survey:
    """The page of what is held."""
    shown = made.held if made.mentioned is None else made.mentioned
    hot = heat(shown.values())
    held_at, shown_at = time_links.points(made.everything), time_links.points(made.mentions)

    def cell(year: int, month: int) -> Cell | None:
        """None for a month before the first that is held, or after the last."""
        written = f"{year:04}-{month:02}"
        if not (
            made.span
            and made.span.first <= (period := Period.parse(written)).last
            and period.first <= made.span.last
        ):
            return None
        held, some = made.held.get(written, 0), shown.get(written, 0)
        address = (shown_at if some else held_at)(period) if held else ""
        return Cell(
            held,
            some,
            hot.level(some),
            address,
            _told(f"{MONTHS[month]} {year}", held, some, looks=made.mentioned is not None),
        )

    rows = [_row(year, tuple(cell(year, month) for month in range(1, 13))) for year in made.years]
    years = tuple(year for year, row in zip(made.years, rows, strict=True) if row.held)
    return Survey(made, hot, tuple(_folded(rows)), years)


def _row(year: int, cells: tuple[Cell | None, ...]) -> Row:
    there = [one for one in cells if one]
    return Row(str(year), cells, sum(one.shown for one in there), sum(one.held for one in there))


def _folded(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows, those in a row that hold nothing as one."""
    for held, some in groupby(rows, key=lambda row: row.held > 0):
        newest, *others = run = list(some)
        if held or not others:
            yield from run
        else:
            yield Row(f"{others[-1].years}–{newest.years}")


def _told(month: str, held: int, some: int, *, looks: bool) -> str:
    if not held:
        return f"{month}: no readout held"
    if not looks:
        return f"{month}: {counted(held, 'readout')}"
    return (
        f"{month}: mentioned in {some:,} of {counted(held, 'readout')}"
        if some
        else f"{month}: not mentioned in {counted(held, 'readout')}"
    )
