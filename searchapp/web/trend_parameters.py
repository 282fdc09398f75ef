"""The parameters of a trends page's URL: read into what is asked for, and written from it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from searchapp.errors import QueryError
from searchapp.query import NOWHERE
from searchapp.spans import UNITS
from searchapp.trends import MEASURES, SPLITS, Asked
from searchapp.web import parameters
from searchapp.web.endpoints import Parameter
from searchapp.web.parameters import Parameters

Choice = TypeVar("Choice", bound=str)
TOLD = (
    Parameter("q", "A query to follow, as in the search box; six at most.", many=True, example="ukraine"),
    Parameter("by", "The unit of time; without it, what suits the span.", {"type": "string", "enum": list(UNITS)}),
    Parameter("split", "What each query is split by.", {"type": "string", "enum": list(SPLITS)}),
    Parameter("of", "What shares are of: `all` readouts, instead of those narrowed to.", {"type": "string", "enum": ["all"]}),
    *(one for one in parameters.TOLD if one.name not in {"q", "page", "per_page", "sort", "feedback", "explain"}),
)  # fmt: skip


def asked(given: Parameters, *, empty: bool = True) -> Asked:
    """What a URL asks for; raises QueryError for the first value that cannot be read.

    empty: whether an empty value is no value, as a form sends it, or cannot be read either.
    """
    queries = dict.fromkeys(text for typed in given.getlist("q") if (text := typed.strip()))
    return Asked(
        queries=tuple(queries),
        by=_choice(given, "by", UNITS, empty=empty),
        measure=_choice(given, "as", MEASURES, empty=empty) or "count",
        split=_choice(given, "split", SPLITS, empty=empty),
        base=replace(
            parameters.asked(given, empty=empty),
            text="",
            sort="relevance",
            per_page=10,
            feedback=False,
            explain=False,
        ),
        whole=_choice(given, "of", {"all": "all readouts"}, empty=empty) is not None,
    )


def written(wanted: Asked, *without: str) -> list[tuple[str, str]]:
    """The parameters that read back to `wanted`, defaults left out, less those named in `without`."""
    pairs = [
        *(("q", text) for text in wanted.queries),
        ("by", wanted.by or ""),
        ("as", wanted.measure if wanted.measure != "count" else ""),
        ("split", wanted.split or ""),
        ("of", "all" if wanted.whole else ""),
        *parameters.written(wanted.base),
    ]
    return [(name, value) for name, value in pairs if value and name not in without]


def _choice(given: Parameters, name: str, choices: Mapping[Choice, str], *, empty: bool) -> Choice | None:
    typed = given.get(name, "").strip()
    if not typed and (empty or name not in given):
        return None
    for choice in choices:
        if choice == typed:
            return choice
    hint = f"Choose one of {', '.join(f'{name}={choice}' for choice in choices)}."
    raise QueryError("bad-parameter", f"There is no {name} “{typed[:40]}”.", NOWHERE, hint)
