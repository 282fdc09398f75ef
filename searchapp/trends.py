"""Phrases and queries over time: in how many readouts by year, quarter or month, and how their use went.

A readout counts in the unit of time in which its event begins; one that tells only its year, in its January. The
points of a line add up to its hits with a date.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal, get_args

from searchapp import clause as c
from searchapp.authority import Authority
from searchapp.directory import listing
from searchapp.engine import Found, Reader, Request
from searchapp.errors import EffortError, QueryError
from searchapp.narrowing import between, narrowed
from searchapp.period import Period
from searchapp.query import Or, Query
from searchapp.readout import Readout, Side
from searchapp.resolve import Resolved, resolve
from searchapp.results import Search
from searchapp.spans import Unit, gathered, run, runs, span_of, unit_of, written
from searchapp.spans import months as months_of
from searchapp.syntax import parse
from searchapp.usage import Peak, Usage

Measure = Literal["count", "share"]
Split = Literal["side", "country", "minister"]
MEASURES: dict[Measure, str] = {"count": "Readouts", "share": "Readouts in a hundred"}
SPLITS: dict[Split, str] = {"side": "Side", "country": "Country", "minister": "Minister"}
SIDES: dict[Side, str] = {"home": "Home", "counterpart": "Counterpart", "joint": "Joint"}

MOST = 6  # queries that are drawn; more lines cannot be told apart
VALUES = 5  # countries or ministers that a query is split by, those of most readouts
_POINTS = 1_200  # units of time in a row: a hundred years by month
_ENOUGH = 10  # readouts in a unit of time, for its share to be the highest
_SHORT = 36  # months up to which a collection is drawn by month, where nobody asks for a unit
_DAY = timedelta(1)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which queries to follow, and how. by: None takes what suits the span. base: ticks and dates that narrow
    everything, its text unused. whole: shares are of all readouts, instead of those that `base` leaves.
    """

    queries: tuple[str, ...] = ()
    by: Unit | None = None
    measure: Measure = "count"
    split: Split | None = None
    base: Search = field(default_factory=Search)
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """What was found of a query, or of one part of what it is split by, over time.

    value: the side, country or minister ("" where nothing is split), under `label`. search: finds all of it. counts: by period.
    """

    value: str
    label: str
    search: Search
    counts: tuple[int, ...]
    usage: Usage


@dataclass(frozen=True, slots=True)
class Trend:
    """A query, as typed, and its lines; or why it cannot be drawn."""

    text: str
    lines: tuple[Line, ...] = ()
    notices: tuple[str, ...] = ()
    error: QueryError | None = None


@dataclass(frozen=True, slots=True)
class Trends:
    """Queries over time. by: the unit; periods: its units, in order; readouts: of how many in each.

    held: how many of each period the collection holds, as far as `base` leaves them. undated: those without a date. empty: runs of
    months, "2020-04" to "2020-05", between first and last of which nothing is held. dropped: queries beyond the first six.
    """

    asked: Asked
    by: Unit
    periods: tuple[Period, ...]
    readouts: tuple[int, ...]
    held: tuple[int, ...]
    undated: int
    empty: tuple[tuple[str, str], ...]
    trends: tuple[Trend, ...]
    dropped: int = 0
    notices: tuple[str, ...] = ()

    @property
    def drawn(self) -> tuple[Trend, ...]:
        """The queries that could be read."""
        return tuple(one for one in self.trends if one.error is None)


def share(count: int, readouts: int) -> float | None:
    """In how many readouts of a hundred; None where there are none."""
    return 100 * count / readouts if readouts else None


def ticks(period: Period) -> tuple[str, tuple[str, ...]]:
    """The field and its values that are ticked to find what counts in a period, neither more nor less."""
    if len(text := written(period)) == 4:
        return "year", (text,)
    return "month", months_of(period)


def at(search: Search, period: Period) -> Search:
    """The search for those of its readouts that count in a period: as many as its point tells."""
    name, values = ticks(period)
    return replace(search, ticked={**search.ticked, name: values})


def trends(asked: Asked, reader: Reader, authority: Authority, today: date | None = None) -> Trends:
    """Follow queries over time; one that cannot be read is told so, and the others are drawn.

    today: the reader's day, from which some dates are counted. Raises QueryError for wrong dates in `asked.base`.
    """
    held = _Held(asked, reader)
    by, notices = _unit(asked.by, held.span)
    periods = _periods(held.counts, held.span, by)
    texts = asked.queries[:MOST]
    of = gathered(held.of, periods, by)
    drawer = _Drawer(asked, reader, authority, held, periods, of, by, today)
    return Trends(
        asked=asked,
        by=by,
        periods=periods,
        readouts=of,
        held=gathered(held.counts, periods, by),
        undated=held.undated,
        empty=() if held.span is None else runs(set(months_of(held.span)) - held.counts.keys()),
        trends=tuple(drawer.trend(text) for text in texts),
        dropped=len(asked.queries) - len(texts),
        notices=notices,
    )


class _Held:
    """What the collection holds by month, as far as the ticks and dates leave it. of: what shares are of."""

    def __init__(self, asked: Asked, reader: Reader) -> None:
        base = asked.base
        self.every = narrowed(c.Every(), base)
        found, whole = reader.searches(
            [_counting(self.every), _counting(between(c.Every(), base) if asked.whole else self.every)]
        )
        self.counts = found.facets["month"].counts
        self.of = whole.facets["month"].counts
        self.dated = sum(self.counts.values())
        self.undated = found.total - self.dated
        self.span = span_of(self.counts)


class _Drawer:
    """Draws one query after another."""

    def __init__(
        self,
        asked: Asked,
        reader: Reader,
        authority: Authority,
        held: _Held,
        periods: Sequence[Period],
        of: Sequence[int],
        by: Unit,
        today: date | None,
    ) -> None:
        self.today = today
        self.asked, self.reader, self.authority, self.held = asked, reader, authority, held
        self.periods, self.of, self.by = periods, of, by

    def trend(self, text: str) -> Trend:
        try:
            query = parse(text)
            resolved = self.resolved(query)
            parts = list(self.parts(query, text, resolved))
            found = self.found(parts)
        except QueryError as error:
            return Trend(text, error=error)
        except EffortError as error:
            return Trend(text, error=QueryError("too-costly", error.message, (0, len(text)), error.hint))
        lines = (self.line(part, *found[2 * n : 2 * n + 2]) for n, part in enumerate(parts))
        return Trend(text, tuple(lines), resolved.notices)

    def resolved(self, query: Query) -> Resolved:
        return resolve(query, self.authority, self.reader, today=self.today, names=self.asked.base.names)

    def found(self, parts: Sequence["_Part"]) -> Sequence[Found]:
        """For each part its first readout, with the counts by month, and its last."""
        asked = [
            request
            for part in parts
            for request in (
                Request(part.clause, part.ticked, "oldest", 0, 1, {"month": None}),
                Request(part.clause, part.ticked, "newest", 0, 1),
            )
        ]
        return self.reader.searches(asked)

    def parts(self, query: Query, text: str, resolved: Resolved) -> Iterator["_Part"]:
        """What a query is split into; itself, where nothing is split."""
        search = replace(self.asked.base, text=text, sort="newest", page=1)
        match self.asked.split:
            case None:
                yield _Part("", "", narrowed(resolved.clause, self.asked.base), {}, search)
            case "side":
                body = f"({text})" if isinstance(query, Or) else text
                for side, label in SIDES.items():
                    said = f"said:{side} {body}"
                    clause = self.resolved(parse(said)).clause
                    yield _Part(
                        side, label, narrowed(clause, self.asked.base), {}, replace(search, text=said)
                    )
            case "country" | "minister" as name:
                clause = narrowed(resolved.clause, self.asked.base)
                for id_ in self.values(name, clause):
                    known = listing(name, self.authority, self.reader).known
                    label = known[id_].entity.label if id_ in known else id_
                    ticked = {**search.ticked, name: (id_,)}
                    yield _Part(id_, label, clause, {name: frozenset({id_})}, replace(search, ticked=ticked))

    def values(self, name: str, clause: c.Clause) -> Sequence[str]:
        """The values that most of the readouts have; of those ticked, where some are."""
        ticked = self.asked.base.ticked.get(name, ())
        counts = self.reader.search(_counting(clause, name, None if ticked else VALUES)).facets[name].counts
        return [id_ for id_ in counts if not ticked or id_ in ticked][:VALUES]

    def line(self, part: "_Part", first: Found, last: Found) -> Line:
        counts = gathered(first.facets["month"].counts, self.periods, self.by)
        usage = self.usage(part.clause, first, last, sum(first.facets["month"].counts.values()), counts)
        return Line(part.value, part.label, part.search, counts, usage)

    def usage(self, clause: c.Clause, first: Found, last: Found, dated: int, counts: Sequence[int]) -> Usage:
        if not dated:
            return Usage(0, first.total)
        one, two = (self.card(found) for found in (first, last))
        if not (one.date and two.date):  # those with a date come first
            raise ValueError(f"{one.id} and {two.id}: no date, though {dated} readouts found have one")
        # beyond the days that the query itself names, nothing was to be expected
        days = _days(clause)
        could = c.And((self.held.every, *days))
        before = self.outside(could, None, _before(one.date.first))
        after = self.outside(could, _after(two.date.last), None)
        every = self.reader.count(could) if days else self.held.dated
        within = every - before - after
        return Usage(dated, first.total - dated, one, two, before, within, after, self.peak(counts))

    def card(self, found: Found) -> Readout:
        (sight,) = self.reader.sights([id_ for id_, _ in found.hits], ())
        return sight.card

    def outside(self, could: c.Clause, first: date | None, last: date | None) -> int:
        if first is None and last is None:
            return 0
        return self.reader.count(c.And((could, c.Within(first, last))))

    def peak(self, counts: Sequence[int]) -> Peak | None:
        """The highest point; by share, of those with enough readouts, if there are any."""
        points = [Peak(*point) for point in zip(self.periods, counts, self.of, strict=True) if point[1]]
        if self.asked.measure == "count":
            return max(points, key=lambda p: p.count, default=None)
        enough = [point for point in points if point.readouts >= _ENOUGH]
        return max(enough or points, key=lambda p: share(p.count, p.readouts) or 0.0, default=None)


@dataclass(frozen=True, slots=True)
class _Part:
    value: str
    label: str
    clause: c.Clause
    ticked: Mapping[str, frozenset[str]]
    search: Search


def _days(clause: c.Clause) -> tuple[c.Within, ...]:
    """The days within which everything is that a clause finds."""
    match clause:
        case c.Within():
            return (clause,)
        case c.And(parts):
            return tuple(days for part in parts for days in _days(part))
        case _:
            return ()


def _counting(clause: c.Clause, name: str = "month", values: int | None = None) -> Request:
    return Request(clause, sort="newest", limit=0, facets={name: values})


def _unit(by: Unit | None, span: Period | None) -> tuple[Unit, tuple[str, ...]]:
    """The unit asked for, or one that suits the span; a longer one, and a notice, where there were too many."""
    if span is None:
        return by or "year", ()
    months = len(months_of(span))
    if by is None:
        return "month" if months <= _SHORT else "year", ()
    units: tuple[Unit, ...] = get_args(Unit)
    wide = next(unit for unit in (by, *reversed(units)) if unit == "year" or len(run(span, unit)) <= _POINTS)
    if wide == by:
        return by, ()
    return wide, (
        f"By {by} there would be {len(run(span, by)):,} points; it is drawn by {wide}. From and To narrow the span.",
    )


def _periods(counts: Mapping[str, int], span: Period | None, by: Unit) -> tuple[Period, ...]:
    """The units from the first to the last; of a span longer than can be drawn, those that hold something."""
    if span is None:
        return ()
    every = run(span, by)
    return every if len(every) <= _POINTS else tuple(dict.fromkeys(unit_of(m, by) for m in sorted(counts)))


def _before(day: date) -> date | None:
    return day - _DAY if day > date.min else None


def _after(day: date) -> date | None:
    return day + _DAY if day < date.max else None
