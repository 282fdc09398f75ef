"""The figures of a trends page: which lines stand in one chart, how they are named, and where their points lead."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from searchapp import spans
from searchapp.period import Period
from searchapp.trends import MEASURES, Line, Trends, share
from searchapp.web import time_links
from searchapp.web.curves import LINKED, Chart, Drawn, chart, style_of
from searchapp.web.wording import counted

INKS = {
    "a": "#17488a", "b": "#8f5200", "c": "#3f6212", "d": "#5d3a8c", "e": "#46484e", "f": "#9b2350",
    "home": "#0b5a55", "other": "#7a2b5c", "joint": "#41457d",
}  # fmt: skip
"""The light colours of the stylesheet, for a drawing that stands by itself."""


@dataclass(frozen=True, slots=True)
class Named:
    """A line with the name that it has in its figure. address: of the readouts that count in a period."""

    name: str
    line: Line
    address: Callable[[Period], str]

    @classmethod
    def of(cls, name: str, line: Line) -> Self:
        """A line under a name."""
        return cls(name, line, time_links.points(line.search))


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart: of all queries together, or of the one that is split."""

    title: str
    lines: tuple[Named, ...]
    chart: Chart
    trends: Trends

    @property
    def label(self) -> str:
        """What is seen, for a reader who hears it."""
        names = ", ".join(one.name for one in self.lines)
        return f"{MEASURES[self.trends.asked.measure]} by {self.trends.by}: {names}"

    def told(self, number: int, at: int) -> str:
        """A point in words."""
        one, of = self.lines[number], self.trends.readouts[at]
        period = spans.written(self.trends.periods[at])
        return f"{one.name}, {period}: {one.line.counts[at]:,} of {counted(of, 'readout')}"

    def address(self, number: int, at: int) -> str:
        """The readouts behind a point."""
        return self.lines[number].address(self.trends.periods[at])


def of(trends: Trends) -> tuple[Figure, ...]:
    """The figures; none where nothing could be read, or nothing is held."""
    drawn = [one for one in trends.drawn if one.lines]
    if not trends.periods or not drawn:
        return ()
    if trends.asked.split:
        linked = LINKED // len(drawn)
        return tuple(
            _figure(trends, one.text, [Named.of(line.label, line) for line in one.lines], linked)
            for one in drawn
        )
    return (_figure(trends, "", [Named.of(one.text, line) for one in drawn for line in one.lines]),)


def _figure(trends: Trends, title: str, lines: list[Named], linked: int = LINKED) -> Figure:
    drawn = [
        Drawn(style_of(one.line.value, n), one.name, _values(trends, one.line)) for n, one in enumerate(lines)
    ]
    return Figure(title, tuple(lines), chart(trends.periods, trends.held, drawn, linked), trends)


def _values(trends: Trends, line: Line) -> tuple[float | None, ...]:
    """The height of each point; None where nothing is held, so that nothing could be found."""
    every = zip(line.counts, trends.readouts, trends.held, strict=True)
    if trends.asked.measure == "share":
        return tuple(share(count, of) if held else None for count, of, held in every)
    return tuple(float(count) if held else None for count, _, held in every)
