"""The endpoints of the API: each is registered with what it takes and answers, and so is described as it is.

The description is OpenAPI 3.1, put together by apispec from the shapes' own types (`searchapp.shapes`).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import msgspec
from apispec import APISpec
from flask import Blueprint

from searchapp import __version__
from searchapp.shapes import ErrorShape, Json

View = TypeVar("View", bound=Callable[..., Any])
_REFERENCE = "#/components/schemas/{name}"
_VERSION = "3.1.0"
_REASONS = {
    400: "The request cannot be read; the error says where and what would work.",
    404: "There is nothing under this id.",
    410: "The index has been rebuilt since; start the list again.",
    503: "There is no index, it cannot be read, or as many exports are taken as may be at once.",
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """What an endpoint takes. schema: JSON Schema of one value; many: whether it may be given several times."""

    name: str
    description: str
    schema: Json = field(default_factory=lambda: {"type": "string"})
    many: bool = False
    required: bool = False
    example: str | int | None = None


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address of the API. answers: the shape of its JSON, or the media types that it answers with."""

    path: str
    summary: str
    parameters: tuple[Parameter, ...]
    answers: Any
    errors: tuple[int, ...]
    media: tuple[str, ...]


class Endpoints(list[Endpoint]):
    """The endpoints of an application, in the order in which they are told of."""

    def get(
        self,
        blueprint: Blueprint,
        path: str,
        answers: Any,
        *parameters: Parameter,
        errors: tuple[int, ...] = (400, 503),
        media: tuple[str, ...] = ("application/json",),
    ) -> Callable[[View], View]:
        """Register a view under a path as Flask writes it; its docstring is the summary."""

        def registered(view: View) -> View:
            blueprint.get(path)(view)
            summary = " ".join((view.__doc__ or "").split())
            self.append(Endpoint(_described(path), summary, parameters, answers, errors, media))
            return view

        return registered

    def description(self) -> Json:
        """The OpenAPI document."""
        spec = APISpec(
            title="Readouts",
            version=__version__,
            openapi_version=_VERSION,
            info={
                "summary": "Search diplomatic readouts: what was said, by whom, about what, and when.",
                "description": "Every address answers GET and changes nothing.",
            },
        )
        shapes = list(dict.fromkeys([ErrorShape, *(one.answers for one in self if one.answers is not None)]))
        references, components = msgspec.json.schema_components(shapes, ref_template=_REFERENCE)
        for name, schema in components.items():
            spec.components.schema(name, component=schema)
        told = dict(zip(shapes, references, strict=True))
        for one in self:
            spec.path(one.path, operations={"get": _operation(one, told)})
        made: Json = spec.to_dict()
        return made


def _operation(one: Endpoint, told: dict[Any, Json]) -> Json:
    schema = {"type": "string"} if one.answers is None else told[one.answers]
    responses = {
        "200": {"description": "What was asked for.", "content": {m: {"schema": schema} for m in one.media}}
    }
    for status in one.errors:
        content = {"application/json": {"schema": told[ErrorShape]}}
        responses[str(status)] = {"description": _REASONS[status], "content": content}
    return {
        "operationId": re.sub(r"\W+", "_", one.path.removeprefix("/api/v1/")).strip("_"),
        "summary": one.summary,
        "parameters": [_parameter(parameter, one.path) for parameter in one.parameters],
        "responses": responses,
    }


def _parameter(one: Parameter, path: str) -> Json:
    in_path = f"{{{one.name}}}" in path
    made: Json = {
        "name": one.name,
        "in": "path" if in_path else "query",
        "description": one.description,
        "required": in_path or one.required,
        "schema": {"type": "array", "items": one.schema} if one.many else one.schema,
    }
    if one.example is not None:
        made["example"] = [one.example] if one.many else one.example
    return made


def _described(path: str) -> str:
    """Flask's `<id_>` and `<path:id_>` as OpenAPI's `{id}`."""
    return re.sub(r"<(?:\w+:)?(\w+?)_?>", r"{\1}", path)
