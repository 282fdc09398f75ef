"""The geometry of line charts over time: numbers for SVG attributes, colours left to the stylesheet.

A line breaks where nothing is held; lines differ by dashes and markers too, and are named at their ends.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from searchapp.period import MONTHS, Period
from searchapp.spans import written

Height = Callable[[float], float]

WIDTH, HEIGHT = 640, 320
LEFT, RIGHT, TOP, AXIS = 44.0, 474.0, 14.0, 286.0
LETTERS = "abcdef"
_STYLES = {"home": "home", "counterpart": "other", "joint": "joint"}
_DASHES = {"b": "7 4", "c": "2 3", "d": "12 4", "e": "9 3 2 3", "f": "4 2", "other": "7 4", "joint": "2 3"}
_MARKS = 40  # markers on a line, which tell it from others
LINKED = 150  # markers on a page, up to which each is a link
_APART = 46.0  # two years beside each other under the axis, with a space
_LINE, _LETTERS_A_LINE, _LINES = 17.0, 20, 3  # of a name at a line's end
_STEPS = 5  # of the scale, about


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line to be drawn. style: "a" to "f", or a side. values: by period, None where nothing is held."""

    style: str
    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Marker:
    """A point of a line. at: the number of its period; path: its shape."""

    at: int
    path: str


@dataclass(frozen=True, slots=True)
class Name:
    """What stands at a line's end, in lines of text: y of each, and the text."""

    lines: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """A line of a chart. hollow: whether its markers are rings."""

    style: str
    dash: str
    hollow: bool
    path: str
    markers: tuple[Marker, ...]
    name: Name


@dataclass(frozen=True, slots=True)
class Tick:
    """A number beside the scale, or a year or month under the axis; minor: can go where there is little room."""

    place: float
    text: str
    minor: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """Lines over time. gaps: x and width of the stretches in which nothing is held. linked: whether markers are few
    enough to be links."""

    curves: tuple[Curve, ...]
    scale: tuple[Tick, ...]
    times: tuple[Tick, ...]
    gaps: tuple[tuple[float, float], ...]
    linked: bool


def style_of(value: str, number: int) -> str:
    """The style of a line: of its side, if its value is one, else by its number."""
    return _STYLES.get(value, LETTERS[number % len(LETTERS)])


def chart(
    periods: Sequence[Period], held: Sequence[int], drawn: Sequence[Drawn], linked: int = LINKED
) -> Chart:
    """A chart of lines over periods, of which there is one at least. held: readouts in each period;
    linked: markers up to which each is a link.
    """
    x = _places(len(periods))
    top, step = _scale(max((v for line in drawn for v in line.values if v is not None), default=0.0))

    def y(value: float) -> float:
        return round(AXIS - value / top * (AXIS - TOP), 1)

    names = _names(drawn, y)
    curves = tuple(
        Curve(
            style=line.style,
            dash=_DASHES.get(line.style, ""),
            hollow=line.style in {"b", "d", "f", "other"},
            path=_path(line.values, x, y),
            markers=tuple(_markers(line, x, y)),
            name=name,
        )
        for line, name in zip(drawn, names, strict=True)
    )
    steps = [n * step for n in range(round(top / step) + 1)]
    return Chart(
        curves=curves,
        scale=tuple(Tick(y(value), f"{value:,.10g}") for value in steps),
        times=_times(periods, x),
        gaps=tuple(_gaps(held, x)),
        linked=sum(len(curve.markers) for curve in curves) <= linked,
    )


def _places(size: int) -> list[float]:
    if size == 1:
        return [(LEFT + RIGHT) / 2]
    return [round(LEFT + n * (RIGHT - LEFT) / (size - 1), 1) for n in range(size)]


def _scale(most: float) -> tuple[float, float]:
    """The top of the scale and its step: one, two or five times a power of ten, whole for whole numbers."""
    if most <= 0:
        return 1.0, 1.0
    power = 10.0 ** math.floor(math.log10(most / _STEPS))
    step = next(power * n for n in (1, 2, 5, 10) if power * n * _STEPS >= most * 0.999)
    if most == int(most):
        step = max(1.0, step)
    return math.ceil(most / step - 1e-9) * step, step


def _path(values: Sequence[float | None], x: Sequence[float], y: Height) -> str:
    made, pen = [], "M"
    for place, value in zip(x, values, strict=True):
        if value is None:
            pen = "M"
            continue
        made.append(f"{pen}{place:g} {y(value):g}")
        pen = "L"
    return "".join(made)


def _markers(line: Drawn, x: Sequence[float], y: Height) -> Iterator[Marker]:
    """At every point, or at some of very many; and wherever a point stands alone."""
    values, step = line.values, max(1, -(-len(line.values) // _MARKS))
    for n, value in enumerate(values):
        alone = all(values[m] is None for m in (n - 1, n + 1) if 0 <= m < len(values))
        if value is not None and (alone or (len(values) - 1 - n) % step == 0):
            yield Marker(n, _shape(line.style, x[n], y(value)))


def _shape(style: str, x: float, y: float) -> str:
    match style:
        case "a" | "home":
            return f"M{x - 3.5:g} {y - 3.5:g}h7v7h-7z"
        case "b" | "other":
            return f"M{x - 4:g} {y:g}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0"
        case "c":
            return f"M{x:g} {y - 5:g}l4.5 8h-9z"
        case "d":
            return f"M{x:g} {y - 5:g}l5 5l-5 5l-5 -5z"
        case "joint":
            return f"M{x - 4:g} {y - 4:g}h3v8h-3zM{x + 1:g} {y - 4:g}h3v8h-3z"
        case "e":
            return f"M{x - 4.5:g} {y - 1:g}h3.5v-3.5h2v3.5h3.5v2h-3.5v3.5h-2v-3.5h-3.5z"
        case _:
            return f"M{x:g} {y + 5:g}l4.5 -8h-9z"


def _names(drawn: Sequence[Drawn], y: Height) -> list[Name]:
    """Names beside the ends of their lines, moved apart where they would meet."""
    ends = [next((y(v) for v in reversed(line.values) if v is not None), AXIS) for line in drawn]
    texts = [_wrapped(line.name) for line in drawn]
    order = sorted(range(len(drawn)), key=lambda n: ends[n])
    tops, under = [0.0] * len(drawn), TOP - 8
    for n in order:
        tops[n] = max(under, ends[n] - len(texts[n]) * _LINE / 2)
        under = tops[n] + len(texts[n]) * _LINE + 3
    over = AXIS + 22
    for n in reversed(order):
        tops[n] = min(tops[n], over - len(texts[n]) * _LINE)
        over = tops[n] - 3
    return [
        Name(
            tuple(
                (round(top + 13 + _LINE * row, 1), part) for row, part in enumerate(text)
            )
        )
        for top, text in zip(tops, texts, strict=True)
    ]  # fmt: skip


def _wrapped(text: str) -> list[str]:
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}".strip()
        if len(joined) <= _LETTERS_A_LINE or not lines[-1]:
            lines[-1] = joined
        else:
            lines.append(word)
    cut = [line if len(line) <= _LETTERS_A_LINE else f"{line[: _LETTERS_A_LINE - 1]}…" for line in lines]
    return cut if len(cut) <= _LINES else [*cut[: _LINES - 1], f"{cut[_LINES - 1][: _LETTERS_A_LINE - 1]}…"]


def _times(periods: Sequence[Period], x: Sequence[float]) -> tuple[Tick, ...]:
    """Years under the axis, as many as stand apart; months between them, where there is room for each."""
    by_year = len(written(periods[0])) == 4
    starts = [n for n, period in enumerate(periods) if by_year or period.first.month == 1 or n == 0]
    if not by_year and len(periods) <= 2 * len(MONTHS):
        starts = list(range(len(periods)))
    made: list[Tick] = []
    last = -_APART
    for n in starts:
        if x[n] - last >= _APART:
            made.append(Tick(x[n], _time(periods[n], first=n == 0, by_year=by_year), len(made) % 2 == 1))
            last = x[n]
    return tuple(made)


def _time(period: Period, *, first: bool, by_year: bool) -> str:
    year = str(period.first.year)
    if by_year or period.first.month == 1:
        return year
    part = written(period)[5:] if "Q" in written(period) else MONTHS[period.first.month][:3]
    return f"{part} {year}" if first else part


def _gaps(held: Sequence[int], x: Sequence[float]) -> Iterator[tuple[float, float]]:
    """From half a step before the first empty period of a run to half a step after its last."""
    half = (x[1] - x[0]) / 2 if len(x) > 1 else 0.0
    begin: int | None = None
    for n in range(len(held) + 1):
        empty = n < len(held) and not held[n]
        if empty and begin is None:
            begin = n
        elif not empty and begin is not None:
            start, end = max(LEFT, x[begin] - half), min(RIGHT, x[n - 1] + half)
            yield round(start, 1), round(end - start, 1)
            begin = None
