"""The API's description as a page shows it: each endpoint's parameters in words, and its answers field by field.

It is read out of the OpenAPI document (`searchapp.web.endpoints`), so a page tells what machines are told.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from searchapp.shapes import Json

_NAMES = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false", "null": "null"}  # fmt: skip
_PATTERNS = {"[0-9]{4}": "year", "[0-9]{4}-(0[1-9]|1[0-2])": "month"}


@dataclass(frozen=True, slots=True)
class Row:
    """A field of an answer. depth: how many fields it stands in; optional: whether it may be absent.

    above: the shape's rows stand further up in the same answer, and are not said again.
    """

    name: str
    within: tuple[str, ...]
    kind: str
    told: str
    optional: bool
    above: bool

    @property
    def depth(self) -> int:
        """How many fields it stands in."""
        return len(self.within)


@dataclass(frozen=True, slots=True)
class Taken:
    """A parameter: its kind in words, and a value to try. place: path or query."""

    name: str
    place: str
    kind: str
    told: str
    required: bool
    example: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What comes with a status: its media types, its shape's rows; of an error only the reason, the shape being one."""

    status: str
    reason: str
    media: tuple[str, ...]
    kind: str
    told: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Described:
    """An endpoint. asks: parameters with which it can be tried in any collection; None where it needs an id."""

    anchor: str
    path: str
    told: str
    parameters: tuple[Taken, ...]
    answer: Answer
    errors: tuple[Answer, ...]
    asks: tuple[tuple[str, str], ...] | None


@dataclass(frozen=True, slots=True)
class Description:
    """All endpoints, and the one shape of every error."""

    version: str
    endpoints: tuple[Described, ...]
    error: Answer | None


def described(document: Json) -> Description:
    """An OpenAPI 3.1 document of GET endpoints, as `Endpoints.description` makes it."""
    shapes: Json = document.get("components", {}).get("schemas", {})
    endpoints = tuple(_endpoint(path, told["get"], shapes) for path, told in document["paths"].items())
    failed = next(
        (_answer(status, one, shapes) for status, one in _failures(document)),
        None,
    )
    return Description(document["info"]["version"], endpoints, failed)


def kind(schema: Json) -> str:
    """A JSON Schema in a few words: `list of whole number`, `text or null`, `Hit`."""
    match schema:
        case {"$ref": name}:
            return _shape_name(name)
        case {"enum": values}:
            return f"one of {', '.join(map(str, values))}"
        case {"anyOf": choices}:
            return " or ".join(dict.fromkeys(kind(one) for one in choices))
        case {"type": "array", "items": items}:
            exact = schema.get("minItems") if schema.get("minItems") == schema.get("maxItems") else None
            return f"list of {exact} × {kind(items)}" if exact else f"list of {kind(items)}"
        case {"type": "object", "additionalProperties": dict(values)}:
            return f"{kind(values)}, by name"
        case {"type": "string", "format": "date"}:
            return "day"
        case {"type": "string", "pattern": pattern}:
            return _PATTERNS.get(pattern.strip("^$"), f"text like {pattern}")
        case {"type": name}:
            return f"{_NAMES.get(name, name)}{_bounds(schema)}"
        case _:
            return "anything"


def _endpoint(path: str, told: Json, shapes: Json) -> Described:
    taken = tuple(_taken(one) for one in told["parameters"])
    answers = [(status, one) for status, one in told["responses"].items() if "content" in one]
    asks = tuple(
        (one.name, one.example)
        for one in taken
        if (one.required or one.name == "q") and one.example and one.place == "query"
    )
    return Described(
        told["operationId"],
        path,
        told["summary"],
        taken,
        next(_answer(status, one, shapes) for status, one in answers if status.startswith("2")),
        tuple(_answer(status, one, shapes) for status, one in answers if not status.startswith("2")),
        None if any(one.place == "path" for one in taken) else asks,
    )


def _taken(one: Json) -> Taken:
    schema = one["schema"]
    many = schema.get("type") == "array"
    values, example = (
        (schema["items"], one.get("example", [""])[0]) if many else (schema, one.get("example", ""))
    )
    told = kind(values) + (", as often as you like" if many else "")
    default = f"; {schema['default']} without it" if "default" in schema else ""
    return Taken(
        one["name"], one["in"], told + default, _said(one["description"]), one["required"], str(example)
    )


def _answer(status: str, one: Json, shapes: Json) -> Answer:
    schema = next(iter(one["content"].values()))["schema"]
    rows = tuple(_rows(schema, shapes, (), set()))
    return Answer(
        status, one["description"], tuple(one["content"]), kind(schema), _told(schema, shapes), rows
    )


def _failures(document: Json) -> Iterator[tuple[str, Json]]:
    for told in document["paths"].values():
        for status, one in told["get"]["responses"].items():
            if not status.startswith("2") and "content" in one:
                yield status, one


def _rows(schema: Json, shapes: Json, within: tuple[str, ...], seen: set[str]) -> Iterator[Row]:
    """The fields of the shape that a schema holds, each followed by those of its own shape; a shape's once."""
    reference = _reference(schema)
    if not reference:
        return
    seen.add(reference)
    shape = shapes[reference]
    for name, field in shape["properties"].items():
        inner = _reference(field)
        told = _told(field, shapes)
        yield Row(name, within, kind(field), told, name not in shape.get("required", ()), inner in seen)
        if inner and inner not in seen:
            yield from _rows(field, shapes, (*within, name), seen)


def _reference(schema: Json) -> str:
    """The name of the shape that a schema is, lists, or may be null in the place of; empty where it is none."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    inner: Collection[Json] = schema.get("anyOf", ())
    if isinstance(rest := schema.get("items", schema.get("additionalProperties")), dict):
        inner = [rest]
    return next((found for one in inner if (found := _reference(one))), "")


def _told(schema: Json, shapes: Json) -> str:
    told = schema.get("description") or shapes.get(_reference(schema), {}).get("description", "")
    return _said(told)


def _said(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("`", "")).strip()


def _shape_name(reference: str) -> str:
    return reference.rpartition("/")[2].removesuffix("Shape")


def _bounds(schema: Json) -> str:
    least, most = schema.get("minimum"), schema.get("maximum")
    if least is not None and most is not None:
        return f", {least:,} to {most:,}"
    return f", from {least:,}" if least is not None else ""
