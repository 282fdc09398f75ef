"""The parameters that the API alone takes: two readouts to compare, a facet's values, a kind's entities."""

from collections.abc import Mapping
from typing import TypeVar

from searchapp.catalogue import Order, Wanted
from searchapp.entities import KINDS
from searchapp.errors import QueryError
from searchapp.query import NOWHERE
from searchapp.schema import FACETS
from searchapp.web import parameters
from searchapp.web.endpoints import Parameter
from searchapp.web.parameters import LAST_PAGE, Parameters, number

Choice = TypeVar("Choice")
MOST = 1_000  # values of a facet in one answer
_LISTED = 100
_ORDERS: dict[str, Order] = {"name": "name", "count": "count"}
_ANY_ID = {"type": "string", "minLength": 1}

COMPARED = (
    Parameter("a", "The id of a readout, as a rule the earlier.", _ANY_ID, required=True, example="japan-mexico-2021-01-04-motegi-visit"),
    Parameter("b", "The id of the one to set beside it.", _ANY_ID, required=True, example="japan-mexico-2023-09-21-foreign-ministers-meeting"),
)  # fmt: skip
FACETED = (
    Parameter("field", "The field whose values are wanted.", {"enum": list(FACETS)}, required=True, example="topic"),
    Parameter("find", "Only the values of which a name has these words, the last perhaps unfinished."),
    Parameter("limit", "Values, the most frequent first.", {"type": "integer", "minimum": 1, "maximum": MOST, "default": _LISTED}),
    *(one for one in parameters.TOLD if one.name not in {"page", "per_page", "sort", "feedback", "explain"}),
)  # fmt: skip
LISTED = (
    Parameter("kind", "A kind of entity.", {"enum": list(KINDS)}, required=True, example="country"),
    Parameter("q", "Only those with a name in which words begin as these do.", example="mex"),
    Parameter("order", "By name, or the most frequent first.", {"type": "string", "enum": list(_ORDERS), "default": "name"}),
    Parameter("page", "Which page, from 1.", {"type": "integer", "minimum": 1, "maximum": LAST_PAGE, "default": 1}),
)  # fmt: skip


def compared(given: Parameters) -> tuple[str, str]:
    """The ids of two readouts; raises QueryError where one is not given."""
    return _required(given, "a", "a=ID&b=ID"), _required(given, "b", "a=ID&b=ID")


def faceted(given: Parameters) -> tuple[str, str, int]:
    """A field that is a facet, what is looked for among its values, and how many; raises QueryError."""
    field = _one_of(given, "field", {name: name for name in FACETS})
    return field, given.get("find", "").strip(), _number(given, "limit", MOST, _LISTED)


def listed(given: Parameters) -> tuple[str, Wanted]:
    """A kind of entity, and which of them; raises QueryError."""
    kind = _one_of(given, "kind", {name: name for name in KINDS})
    order = _one_of(given, "order", _ORDERS) if "order" in given else "name"
    page = _number(given, "page", LAST_PAGE, 1)
    return kind, Wanted(given.get("q", "").strip(), order=order, page=page)


def _required(given: Parameters, name: str, form: str) -> str:
    if typed := given.get(name, ""):
        return typed
    raise QueryError("bad-parameter", f"{name} is missing.", NOWHERE, f"Give it a value: {form}")


def _one_of(given: Parameters, name: str, choices: Mapping[str, Choice]) -> Choice:
    typed = _required(given, name, f"{name}={next(iter(choices))}")
    if typed in choices:
        return choices[typed]
    hint = f"It is one of {', '.join(choices)}."
    raise QueryError("bad-parameter", f"There is no {name} “{typed[:40]}”.", NOWHERE, hint)


def _number(given: Parameters, name: str, most: int, default: int) -> int:
    return number(most)(name, given[name].strip()) if name in given else default
