"""The parameters of the coverage page's URL: read into what is looked over, and written from it."""

from dataclasses import replace

from searchapp.coverage import Surveyed
from searchapp.web import parameters
from searchapp.web.endpoints import Parameter
from searchapp.web.parameters import Parameters

TOLD = (
    Parameter("q", "A query: in how many of a month's readouts is it found?", example="ukraine"),
    Parameter("home", "Only what this country issued.", example="JP"),
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
    return Surveyed(base, given.get("home", "").strip()[:8].upper())


def written(wanted: Surveyed, *without: str) -> list[tuple[str, str]]:
    """The parameters that read back to `wanted`, defaults left out, less those named in `without`."""
    home = [("home", wanted.home)] if wanted.home and "home" not in without else []
    return [*home, *parameters.written(wanted.base, *without)]
