"""The parameters of a search's URL: read into a Search, and written from one."""

import re
from collections.abc import Callable
from string import ascii_uppercase
from typing import TypeVar

from werkzeug.datastructures import MultiDict

from searchapp import schema
from searchapp.catalogue import OTHERS, Order, Wanted
from searchapp.engine import SORTS, Sort
from searchapp.errors import QueryError
from searchapp.period import Period, PeriodError
from searchapp.query import NOWHERE
from searchapp.results import Search
from searchapp.suggestions import MOST
from searchapp.syntax import MAX_BYTES
from searchapp.web.endpoints import Parameter

TICKS = (*schema.FACETS, "year", "month")
AFTER_TICKS = ("from", "to", "sort", "names", "feedback", "explain", "per_page", "page")
DEFAULT = Search()
ALL = Wanted()
LAST_PAGE = 1_000_000
_LONGEST = 200  # characters of a name that is looked up
_LONG = 40  # characters of a wrong value that a message repeats
_ON_OFF = {"on": True, "off": False}
_ORDERS: dict[str, Order] = {"name": "name", "count": "count"}
_DATES = "A date is a year, a year and month, or a full day: 2023, 2023-09, 2023-09-21."
_DATE_SCHEMA = {
    "anyOf": [
        {"type": "string", "pattern": "^[0-9]{4}$"},
        {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"},
        {"type": "string", "format": "date"},
    ]
}
_SWITCH = {"type": "string", "enum": ["0", "1"], "default": "0"}
_SUGGESTED = 50
_NUMBERED = {"type": "integer", "minimum": 1}
_NAMES = Parameter(
    "names",
    "Whether what is named in the query is found under its other names too.",
    {"type": "string", "enum": list(_ON_OFF), "default": "on"},
)
TOLD = (
    Parameter("q", "The query, as in the search box; the guide has the language.", example="minister:Kamikawa topic:CPTPP"),
    Parameter("page", "Which page of the hits, from 1.", _NUMBERED | {"maximum": LAST_PAGE, "default": 1}),
    Parameter("per_page", "Hits on a page.", _NUMBERED | {"maximum": 100, "default": DEFAULT.per_page}),
    Parameter("sort", "The order of the hits.", {"type": "string", "enum": list(SORTS), "default": DEFAULT.sort}),
    Parameter("feedback", "1: put first what is like the ten best, too.", _SWITCH),
    Parameter("explain", "1: say of each hit what each clause gave to its score.", _SWITCH),
    _NAMES,
    Parameter("from", "Events from this day, month or year on.", _DATE_SCHEMA, example="2021"),
    Parameter("to", "Events up to this day, month or year.", _DATE_SCHEMA, example="2023-09"),
    *(
        Parameter(name, f"Only readouts with one of these in the field {name}: ids as the facets give them.", many=True)
        for name in schema.FACETS
    ),
    Parameter("year", "Only events of one of these years.", {"type": "string", "pattern": "^[0-9]{4}$"}, many=True),
    Parameter("month", "Only events that begin in one of these months.", {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"}, many=True),
)  # fmt: skip
TYPED = (
    Parameter("q", "What stands in the search box.", example="minister:ka"),
    Parameter("caret", "After how many of its characters is typed; without it, at the end.", _NUMBERED | {"minimum": 0, "maximum": MAX_BYTES}),
    Parameter("limit", "Suggestions.", _NUMBERED | {"maximum": _SUGGESTED, "default": MOST}),
    _NAMES,
)  # fmt: skip
_EXAMPLES = {
    "from": "2021",
    "to": "2023-09",
    "sort": "newest",
    "names": "off",
    "feedback": 1,
    "explain": 1,
    "page": 1,
    "per_page": 20,
    "year": 2023,
    "month": "2023-09",
}
_TIMES = {
    "year": (re.compile(r"[0-9]{4}"), "A year is four digits: year=2023."),
    "month": (re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])"), "A month is a year and two digits: month=2023-09."),
}
Value = TypeVar("Value")
Parameters = MultiDict[str, str]


def asked(given: Parameters, *, empty: bool = True) -> Search:
    """The search that a URL asks for; raises QueryError for the first value that cannot be read.

    empty: whether an empty value is no value, as a form sends it, or cannot be read either.
    """
    search, errors = read(given, empty=empty)
    for error in errors:
        raise error
    return search


def read(given: Parameters, *, empty: bool = True) -> tuple[Search, tuple[QueryError, ...]]:
    """The search that a URL asks for, less the values that cannot be read, and what is wrong with those.

    An empty value is no value where `empty` is allowed: a form sends every box. Parameters that we do not know
    are ignored.
    """
    errors: list[QueryError] = []
    if not empty:
        errors += [
            _wrong(
                "bad-parameter", f"{name} is empty.", f"Leave it out, or give it a value: {name}={example}"
            )
            for name, example in _EXAMPLES.items()
            if "" in map(str.strip, given.getlist(name))
        ]

    def value(name: str, reader: Callable[[str, str], Value], default: Value) -> Value:
        typed = given.get(name, "").strip()
        try:
            return reader(name, typed) if typed else default
        except QueryError as error:
            errors.append(error)
            return default

    first, last = value("from", _date, ""), value("to", _date, "")
    if first and last and Period.parse(first).first > Period.parse(last).last:
        errors.append(_wrong("bad-range", f"From {first} is after To {last}.", "Give the earlier first."))
        first = last = ""
    search = Search(
        text=given.get("q", "").strip(),
        ticked={name: values for name in TICKS if (values := _ticks(name, given, errors))},
        first=first,
        last=last,
        sort=value("sort", _sort, DEFAULT.sort),
        page=value("page", number(LAST_PAGE), DEFAULT.page),
        per_page=value("per_page", number(100), DEFAULT.per_page),
        feedback=value("feedback", _switch, DEFAULT.feedback),
        explain=value("explain", _switch, DEFAULT.explain),
        names=value("names", _on_off, DEFAULT.names),
    )
    return search, tuple(errors)


def typed(given: Parameters) -> tuple[str, int | None, int, bool]:
    """What is typed, the caret, how many suggestions are wanted, and whether names find their other names.

    Raises QueryError for a value that cannot be read.
    """
    caret = number(MAX_BYTES, 0)("caret", given["caret"].strip()) if "caret" in given else None
    limit = number(_SUGGESTED)("limit", given["limit"].strip()) if "limit" in given else MOST
    names = _on_off("names", given["names"].strip()) if "names" in given else DEFAULT.names
    return given.get("q", ""), caret, limit, names


def written(search: Search, *without: str) -> list[tuple[str, str]]:
    """The parameters that read back to `search`, defaults left out, less those named in `without`."""
    pairs = [
        ("q", search.text),
        *((name, value) for name in TICKS for value in search.ticked.get(name, ())),
        ("from", search.first),
        ("to", search.last),
        ("sort", search.sort if search.sort != DEFAULT.sort else ""),
        ("names", "" if search.names else "off"),
        ("per_page", str(search.per_page) if search.per_page != DEFAULT.per_page else ""),
        ("feedback", "1" if search.feedback else ""),
        ("explain", "1" if search.explain else ""),
        ("page", str(search.page) if search.page != DEFAULT.page else ""),
    ]
    return [(name, value) for name, value in pairs if value and name not in without]


def browsed(given: Parameters) -> Wanted:
    """The part of a catalogue that a URL asks for; raises QueryError for a value that cannot be read."""
    letter, order = given.get("letter", "").strip().upper(), given.get("order", "").strip() or ALL.order
    if letter not in {"", OTHERS, *ascii_uppercase}:
        raise _wrong(
            "bad-parameter",
            f"“{_shown(letter)}” is no letter of the catalogue.",
            "It is one of A to Z, or #.",
        )
    if order not in _ORDERS:
        hint = f"The catalogue can be ordered with {', '.join(f'order={way}' for way in _ORDERS)}."
        raise _wrong("bad-parameter", f"There is no order “{_shown(order)}”.", hint)
    page = given.get("page", "").strip() or "1"
    return Wanted(
        given.get("name", "").strip()[:_LONGEST], letter, _ORDERS[order], number(LAST_PAGE)("page", page)
    )


def catalogued(wanted: Wanted) -> list[tuple[str, str]]:
    """The parameters that read back to this part of a catalogue, defaults left out."""
    pairs = [
        ("name", wanted.text),
        ("letter", wanted.letter),
        ("order", wanted.order if wanted.order != ALL.order else ""),
        ("page", str(wanted.page) if wanted.page != ALL.page else ""),
    ]
    return [(name, value) for name, value in pairs if value]


def _ticks(name: str, given: Parameters, errors: list[QueryError]) -> tuple[str, ...]:
    values = dict.fromkeys(value for typed in given.getlist(name) if (value := typed.strip()))
    if name not in _TIMES:
        return tuple(values)
    written, hint = _TIMES[name]
    wrong = [value for value in values if not written.fullmatch(value)]
    errors += [_wrong("bad-parameter", f"“{_shown(value)}” is no {name}.", hint) for value in wrong]
    return tuple(value for value in values if value not in wrong)


def _date(name: str, typed: str) -> str:
    try:
        Period.parse(typed)
    except PeriodError as error:
        raise _wrong("bad-date", f"{name.capitalize()}: {_shown(str(error))}", _DATES) from None
    return typed


def _sort(name: str, typed: str) -> Sort:
    if typed not in SORTS:
        hint = f"Results can be sorted with {', '.join(f'{name}={way}' for way in SORTS)}."
        raise _wrong("bad-parameter", f"There is no sort “{_shown(typed)}”.", hint)
    return SORTS[typed]


def _switch(name: str, typed: str) -> bool:
    if typed not in {"0", "1"}:
        raise _wrong(
            "bad-parameter", f"{name} cannot be “{_shown(typed)}”.", f"It is on or off: {name}=1, {name}=0."
        )
    return typed == "1"


def _on_off(name: str, typed: str) -> bool:
    if typed not in _ON_OFF:
        raise _wrong("bad-parameter", f"{name} cannot be “{_shown(typed)}”.", f"It is on or off: {name}=off.")
    return _ON_OFF[typed]


def number(most: int, least: int = 1) -> Callable[[str, str], int]:
    """What reads a whole number within bounds, of a parameter's name and value; it raises QueryError."""

    def reader(name: str, typed: str) -> int:
        if re.fullmatch(r"[0-9]{1,7}", typed) and least <= int(typed) <= most:
            return int(typed)
        hint = f"It is a whole number from {least} to {most:,}: {name}={min(most, 20)}."
        raise _wrong("bad-parameter", f"{name} cannot be “{_shown(typed)}”.", hint)

    return reader


def _shown(typed: str) -> str:
    return typed if len(typed) <= _LONG else f"{typed[:_LONG]}…"


def _wrong(kind: str, message: str, hint: str) -> QueryError:
    return QueryError(kind, message, NOWHERE, hint)
