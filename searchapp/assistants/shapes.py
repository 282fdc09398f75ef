"""The shapes of the answers: those of the API, each with the sources that an assistant cites."""

from typing import TypedDict

from searchapp.readout import Side
from searchapp.shapes import (
    ComparisonShape,
    Day,
    ProfileShape,
    ReadoutShape,
    ResultsShape,
    StatementShape,
    TrendsShape,
)


class CitedShape(TypedDict):
    """A readout, or a passage of one, as it is cited. reference: ID or ID#ANCHOR; said: the statements that are meant."""

    reference: str
    url: str
    readout: str
    passage: str | None
    headline: str
    date: Day | None
    speaker: str | None
    side: Side | None
    said: list[StatementShape]
    citation: str


class FoundShape(TypedDict):
    """A page of results; facets: the commonest values of each."""

    results: ResultsShape
    sources: list[CitedShape]


class ReadShape(TypedDict):
    """A readout, or as much of a long one as goes into an answer. next: the passage to go on from; without provenance."""

    readout: ReadoutShape
    next: str | None
    sources: list[CitedShape]


class FollowedShape(TypedDict):
    """Queries over time; sources: their first and last uses."""

    trends: TrendsShape
    sources: list[CitedShape]


class ComparedShape(TypedDict):
    """Two readouts beside each other. left_out: rows at the end that go into no answer."""

    comparison: ComparisonShape
    left_out: int
    sources: list[CitedShape]


class LookedUpShape(TypedDict):
    """Who or what an entity is; sources: its latest readouts, and what was said in them."""

    profile: ProfileShape
    sources: list[CitedShape]
