"""The parameters of the coverage page's URL: read into what is looked over, and written from it."""

import re
from dataclasses import replace

from searchapp.coverage import Surveyed
from searchapp.errors import QueryError
from searchapp.query import NOWHERE
from searchapp.web import parameters
from searchapp.web.endpoints import Parameter
from searchapp.web.parameters import Parameters

TOLD = (
    Parameter("q", "A query: in how many of a month's readouts is it found?", example="ukraine"),
    Parameter(
        "home", "Only what this country issued.", {"type": "string", "pattern": "^[A-Za-z]{2}$"}, example="JP"
    ),
    *(
        one
        for one in parameters.TOLD
        if one.name not in {"q", "page", "per_page", "sort", "feedback", "explain"}
    ),
)


def surveyed(given: Parameters, *, empty: bool = True) -> Surveyed:
    """What a URL asks for; raises QueryError for the first value that cannot be read.

    empty: whether an empty value is no value, as a form sends it, or cannot be read either.
    """
    base = replace(
        parameters.asked(given, empty=empty), sort="relevance", per_page=10, feedback=False, explain=False
    )
    return Surveyed(base, _home(given, empty=empty))


def _home(given: Parameters, *, empty: bool) -> str:
    typed = given.get("home", "").strip()
    if not re.fullmatch("[A-Za-z]{2}", typed) and (typed or (not empty and "home" in given)):
        hint = "It is the two letters of a country: home=JP."
        raise QueryError("bad-parameter", f"home cannot be “{typed[:40]}”.", NOWHERE, hint)
    return typed.upper()


def written(wanted: Surveyed, *without: str) -> list[tuple[str, str]]:
    """The parameters that read back to `wanted`, defaults left out, less those named in `without`."""
    home = [("home", wanted.home)] if wanted.home and "home" not in without else []
    return [*home, *parameters.written(wanted.base, *without)]
