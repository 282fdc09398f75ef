"""Queries over time, and what the collection holds of which month."""

from typing import Literal, TypedDict

from searchapp.shapes.common import Day, EntityShape
from searchapp.shapes.service import FailureShape
from searchapp.spans import Unit


class UseShape(TypedDict):
    """A readout at the beginning or the end of a use."""

    id: str
    date: Day | None
    headline: str


class LineShape(TypedDict):
    """A query over time, or one part of what it is split by. counts: by period, in their order.

    before, after: readouts before the first use and after the last; beginning, ending: whether that they are without it
    says anything.
    """

    value: str
    label: str
    total: int
    undated: int
    counts: list[int]
    first: UseShape | None
    last: UseShape | None
    before: int
    after: int
    beginning: Literal["open", "unsure", "clear"]
    ending: Literal["open", "unsure", "clear"]
    told: str


class TrendShape(TypedDict):
    """A query, and what became of it over time; or why it cannot be read."""

    query: str
    notices: list[str]
    lines: list[LineShape]
    error: FailureShape | None


class PeriodShape(TypedDict):
    """A year, quarter or month, its first and last day; held: readouts there are; readouts: what shares are of."""

    period: str
    first: str
    last: str
    readouts: int
    held: int


class MonthsShape(TypedDict):
    """A run of months."""

    first: str
    last: str


class TrendsShape(TypedDict):
    """Queries over time. empty: runs of months of which nothing is held; undated: readouts at no place in time."""

    by: Unit
    split: Literal["side", "country", "minister"] | None
    of: Literal["all", "narrowed"]
    undated: int
    periods: list[PeriodShape]
    empty: list[MonthsShape]
    trends: list[TrendShape]
    notices: list[str]


class MonthShape(TypedDict):
    """A month: how many readouts are held, and in how many what is looked for is mentioned; null where nothing is."""

    month: str
    readouts: int
    mentioned: int | None


class HoldingShape(TypedDict):
    """An issuer or country: how many readouts in all, and by year."""

    id: str
    label: str
    readouts: int
    years: dict[str, int]


class AccountShape(TypedDict):
    """A readout as one of two accounts."""

    id: str
    date: Day | None
    headline: str
    home: str | None


class PairShape(TypedDict):
    """Two sides' accounts of one event; people: whom both name; days: between them."""

    accounts: list[AccountShape]
    people: list[EntityShape]
    days: int


class CoverageShape(TypedDict):
    """What the collection holds. months: those of which something is held; empty: runs of months between them of which nothing is."""

    readouts: int
    undated: int
    skipped: int
    months: list[MonthShape]
    empty: list[MonthsShape]
    issuers: list[HoldingShape]
    countries: list[HoldingShape]
    pairs: list[PairShape]
