"""The geometry of the year charts: numbers for SVG attributes, colours left to the stylesheet."""

from collections.abc import Sequence
from dataclasses import dataclass

from searchapp.results import FacetValue

WIDEST = 28.0
_APART = 54.0  # two years written side by side, with a space, in the chart's own units
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)


@dataclass(frozen=True, slots=True)
class Column:
    """A stretch of a bar, from its top down to the axis."""

    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A year: all of its readouts, those found, and whether the year is ticked.

    slot: the x and width of the whole place, which a pointer may hit; x and width: of the bar itself.
    """

    year: str
    all: int
    found: int
    ticked: bool
    slot: tuple[float, float]
    x: float
    width: float
    every: Column
    got: Column

    @property
    def middle(self) -> float:
        """Where a number over the bar is centred."""
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True, slots=True)
class Tick:
    """A year written under the axis."""

    year: str
    x: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars by year over an axis. numbered: there is room to write counts over the bars."""

    width: int
    height: int
    axis: int
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    numbered: bool

    @property
    def end(self) -> float:
        """Where the last bar's place ends, and the axis with it."""
        return round(sum(self.bars[-1].slot), 1)


def by_year(years: Sequence[FacetValue], found: Sequence[FacetValue], width: int, height: int) -> Chart:
    """A chart of `years`, one after another, with what was found of each; `years` is not empty."""
    axis, room = height - 18, height - 18 - 16
    place = min(width / len(years), WIDEST)
    gap = min(2.0, place / 5)
    most = max(1, *(year.count for year in years))
    of_found = {value.value: value for value in found}

    def bar(index: int, year: FacetValue) -> Bar:
        got = of_found.get(year.value)
        count = got.count if got else 0
        x = index * place
        return Bar(
            year=year.value,
            all=year.count,
            found=count,
            ticked=bool(got and got.selected),
            slot=(round(x, 1), round(place, 1)),
            x=round(x + gap / 2, 1),
            width=round(place - gap, 1),
            every=_column(year.count, most, axis, room),
            got=_column(count, most, axis, room),
        )

    bars = tuple(bar(index, year) for index, year in enumerate(years))
    return Chart(width, height, axis, bars, _ticks(bars), numbered=place >= 14)


def _column(count: int, most: int, axis: int, room: int) -> Column:
    """At least a line for one readout, so that no year with something in it looks empty."""
    tall = max(1.5, min(count, most) / most * room) if count else 0.0
    return Column(round(axis - tall, 1), round(tall, 1))


def _ticks(bars: Sequence[Bar]) -> tuple[Tick, ...]:
    """The first and last year, and round years between them, as many as can stand apart."""
    first, last = bars[0], bars[-1]
    start = Tick(first.year, first.slot[0], "start")
    if first is last:
        return (start,)
    end = Tick(last.year, round(sum(last.slot), 1), "end")
    step = next((step for step in _STEPS if step * first.slot[1] >= _APART), _STEPS[-1])
    round_years = (bar for bar in bars if int(bar.year) % step == 0)
    between = (bar for bar in round_years if start.x + _APART <= bar.middle <= end.x - _APART)
    return (start, *(Tick(bar.year, bar.middle, "middle") for bar in between), end)
