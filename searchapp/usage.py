"""How the use of something went in a collection: first and last, when most, and whether it stopped, in sentences.

A collection has a beginning, an end and gaps, so that not seeing a thing may say nothing. From its first use to its
last a thing is in so many of so many readouts. At that rate, so many of the readouts before the first, or after the
last, were to be expected to have it: where those are three or more, that none of them has it is told as a beginning
or an end (were readouts independent, chance would make it so one time in twenty: exp(-3)); where they are fewer
than one, it tells nothing; between the two, and where first and last are less than a week apart, which makes no
rate, it is left open.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from searchapp.period import Period
from searchapp.readout import Readout
from searchapp.spans import spoken

Edge = Literal["open", "unsure", "clear"]
"""What no use beyond the first or the last says: nothing, perhaps something, that there is none."""

ENOUGH = 3.0  # uses that were to be expected, for their absence to say something
_LITTLE = 1.0
_WEEK = 7  # days


@dataclass(frozen=True, slots=True)
class Peak:
    """The unit of time with most: in how many readouts, and of how many."""

    period: Period
    count: int
    readouts: int


@dataclass(frozen=True, slots=True)
class Usage:
    """How the use of something went. first, last: the first and last readout with it, without their passages.

    dated: the readouts with it that have a date; undated: those that have none. before, within, after: the
    readouts with a date, with it or not, before the first use, from it to the last, and after; of those alone whose
    date it could have.
    """

    dated: int
    undated: int
    first: Readout | None = None
    last: Readout | None = None
    before: int = 0
    within: int = 0
    after: int = 0
    peak: Peak | None = None

    @property
    def beginning(self) -> Edge:
        """Whether the first use here is a beginning."""
        return self._edge(self.before)

    @property
    def ending(self) -> Edge:
        """Whether it stopped with the last use here."""
        return self._edge(self.after)

    def _edge(self, without: int) -> Edge:
        edge = _edge(self.expected(without))
        return "unsure" if edge == "clear" and not self._lasted else edge

    @property
    def _lasted(self) -> bool:
        if not (self.first and self.first.date and self.last and self.last.date):
            return False
        return (self.last.date.last - self.first.date.first).days >= _WEEK

    def expected(self, readouts: int) -> float:
        """In how many of so many readouts it was to be expected, at its rate from first to last use."""
        return readouts * self.dated / self.within if self.within else 0.0


def told(usage: Usage) -> str:
    """The usage in a few sentences, without its subject: "In 312 of 2,026 readouts. First on 4 January 2012, ..."."""
    return " ".join(_sentences(usage))


def _sentences(usage: Usage) -> Iterator[str]:
    every = usage.before + usage.within + usage.after
    if not (usage.first and usage.first.date and usage.last and usage.last.date):
        yield "In no readout with a date." if usage.undated else "In no readout."
    else:
        yield f"In {usage.dated:,} of {_counted(every, 'readout')} with a date."
        yield _first(usage, usage.first.date)
        if usage.peak and usage.dated > 1:
            share = f"{usage.peak.count:,} of {_counted(usage.peak.readouts, 'readout')}"
            yield f"Most in {spoken(usage.peak.period)}: {share}."
        yield _last(usage, usage.last.date)
    if usage.undated:
        yield f"In {_counted(usage.undated, 'readout')} without a date, at no place in time."


def _first(usage: Usage, day: Period) -> str:
    first = f"First {_at(day)}"
    if not usage.before:
        return f"{first}; no readout looked at is earlier: it may be older."
    before = f"the {_counted(usage.before, 'readout')} before"
    match usage.beginning:
        case "clear":
            return f"{first}: {before} {_does(usage.before)} not have it, where about {usage.expected(usage.before):,.0f} were to be expected."
        case "unsure":
            return f"{first}; {before} {_are(usage.before)} few to say that it is no older."
        case _:
            return f"{first}; {before} {_are(usage.before)} too few to tell whether it is older."


def _last(usage: Usage, day: Period) -> str:
    last = f"Last {_at(day)}"
    if not usage.after:
        return f"{last}; no readout looked at is later: whether it went on cannot be seen here."
    after = f"the {_counted(usage.after, 'readout')} since"
    match usage.ending:
        case "clear":
            return f"{last}, and then it stopped: {after} {_does(usage.after)} not have it, where about {usage.expected(usage.after):,.0f} were to be expected."
        case "unsure":
            return f"{last}; {after} {_does(usage.after)} not have it, which may be chance."
        case _:
            return f"{last}; {after} {_are(usage.after)} too few to say that it stopped."


def _edge(expected: float) -> Edge:
    return "clear" if expected >= ENOUGH else "unsure" if expected >= _LITTLE else "open"


def _at(day: Period) -> str:
    return f"on {day.spoken}" if _is_day(day) else f"in {day.spoken}"


def _is_day(day: Period) -> bool:
    return day.first == day.last


def _does(count: int) -> str:
    return "does" if count == 1 else "do"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" + ("" if count == 1 else "s")
