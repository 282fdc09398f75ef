"""The one JSON form of results and readouts, for the API and the command line; its shapes stand in `shapes`."""

from searchapp.serialise.common import offers, statement
from searchapp.serialise.compared import comparison
from searchapp.serialise.found import error, facet, results, suggestions
from searchapp.serialise.known import catalogue, profile
from searchapp.serialise.over_time import coverage, trends
from searchapp.serialise.read import doubts, readout, statements

__all__ = [
    "catalogue",
    "comparison",
    "coverage",
    "doubts",
    "error",
    "facet",
    "offers",
    "profile",
    "readout",
    "results",
    "statement",
    "statements",
    "suggestions",
    "trends",
]
