"""The geometry of the year charts: numbers for SVG attributes, colours left to the stylesheet."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from markupsafe import Markup

from searchapp.results import FacetValue
from searchapp.web.wording import counted

WIDEST = 28.0
_APART = 54.0  # two years written side by side, with a space, in the chart's own units
_UNDER, _OVER = 18, 16  # room for years under the axis, and for numbers over the highest bar
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)


@dataclass(frozen=True, slots=True)
class Column:
    """A stretch of a bar, from its top down to the axis. place: x, y, width and height as attributes."""

    y: float
    height: float
    place: Markup


@dataclass(frozen=True, slots=True)
class Place:
    """A year's place in the chart, with all of its readouts; the same for all searches of a generation.

    slot: the x and width of the whole place; x and width: of the bar in it; hot: what a pointer may hit.
    """

    year: str
    all: int
    slot: tuple[float, float]
    x: float
    width: float
    hot: Markup
    every: Column

    @property
    def middle(self) -> float:
        """Where a number over the bar is centred."""
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True, slots=True)
class Bar:
    """A year in its place: the readouts found, and whether it is ticked."""

    place: Place
    found: int
    ticked: bool
    got: Column

    @property
    def told(self) -> str:
        """The year and its numbers, for a reader who points at it or hears it."""
        return f"{self.place.year}: {self.found:,} of {counted(self.place.all, 'readout')}"


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
        return round(sum(self.bars[-1].place.slot), 1)


def by_year(years: Sequence[FacetValue], found: Sequence[FacetValue], width: int, height: int) -> Chart:
    """A chart of `years`, one after another, with what was found of each; `years` is not empty."""
    bare, most = _bare(tuple(years), width, height)
    of_found = {value.value: value for value in found}

    def bar(bar: Bar) -> Bar:
        place = bar.place
        if (got := of_found.get(place.year)) is None:
            return bar
        return Bar(place, got.count, got.selected, _column(got.count, most, bare.axis, place.x, place.width))

    return replace(bare, bars=tuple(map(bar, bare.bars)))


@lru_cache(maxsize=16)
def _bare(years: tuple[FacetValue, ...], width: int, height: int) -> tuple[Chart, int]:
    """The chart of a search that found nothing, the same for all searches of a generation; and how many a year has at most."""
    axis = height - _UNDER
    wide = min(width / len(years), WIDEST)
    gap = min(2.0, wide / 5)
    most = max(1, *(year.count for year in years))

    def place(index: int, year: FacetValue) -> Place:
        slot = round(index * wide, 1), round(wide, 1)
        x, inner = round(index * wide + gap / 2, 1), round(wide - gap, 1)
        every = _column(year.count, most, axis, x, inner)
        return Place(year.value, year.count, slot, x, inner, _place(slot[0], 0, slot[1], axis), every)

    places = [place(index, year) for index, year in enumerate(years)]
    bars = tuple(Bar(one, 0, False, _column(0, most, axis, one.x, one.width)) for one in places)
    return Chart(width, height, axis, bars, _ticks(places), numbered=wide >= 14), most


def _column(count: int, most: int, axis: int, x: float, width: float) -> Column:
    """At least a line for one readout, so that no year with something in it looks empty."""
    tall = max(1.5, min(count, most) / most * (axis - _OVER)) if count else 0.0
    y, high = round(axis - tall, 1), round(tall, 1)
    return Column(y, high, _place(x, y, width, high))


def _place(x: float, y: float, width: float, height: float) -> Markup:
    return Markup(f'x="{x}" y="{y}" width="{width}" height="{height}"')  # noqa: S704 (numbers)


def _ticks(places: Sequence[Place]) -> tuple[Tick, ...]:
    """The first and last year, and round years between them, as many as can stand apart."""
    first, last = places[0], places[-1]
    start = Tick(first.year, first.slot[0], "start")
    if first is last:
        return (start,)
    end = Tick(last.year, round(sum(last.slot), 1), "end")
    step = next((step for step in _STEPS if step * first.slot[1] >= _APART), _STEPS[-1])
    round_years = (one for one in places if int(one.year) % step == 0)
    between = (one for one in round_years if start.x + _APART <= one.middle <= end.x - _APART)
    return (start, *(Tick(one.year, one.middle, "middle") for one in between), end)
