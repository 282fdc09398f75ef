"""Frozen dataclasses as plain values for JSON, and back again, by their annotations.

A field that holds its default is left out, so that a field with a default may be added later. Dates are
ISO 8601, tuples are lists. `restored(kind, to_plain(value)) == value` for every kind of `searchapp.readout`.
"""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_plain(value: Any) -> Any:
    """The value as dicts, lists, strings, numbers and None."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple):
        return [to_plain(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    kind: Any = type(value)  # mypy holds type[T] for unhashable
    return {
        name: to_plain(held) for name, default in _defaults(kind) if (held := getattr(value, name)) != default
    }


def restored(kind: type[T], plain: Any) -> T:
    """The value that `to_plain` made `plain` of; TypeError, KeyError or ValueError for something else."""
    key: Any = kind  # unhashable again
    value: T = _restorer(key)(plain)
    return value


@cache
def _defaults(kind: type) -> tuple[tuple[str, object], ...]:
    return tuple((field.name, field.default) for field in fields(kind))


@cache
def _restorer(kind: Any) -> Callable[[Any], Any]:
    origin, parts = get_origin(kind), get_args(kind)
    if kind is date:
        return date.fromisoformat
    if isinstance(kind, type) and is_dataclass(kind):
        return _dataclass_restorer(kind)
    if origin is tuple:
        return _tuple_restorer(parts)
    if origin in {Union, UnionType}:
        (inner,) = (part for part in parts if part is not NoneType)
        restore = _restorer(inner)
        return lambda plain: None if plain is None else restore(plain)
    return lambda plain: plain


def _dataclass_restorer(kind: type) -> Callable[[Any], Any]:
    restorers = {name: _restorer(hint) for name, hint in get_type_hints(kind).items()}
    return lambda plain: kind(**{name: restorers[name](held) for name, held in plain.items()})


def _tuple_restorer(parts: tuple[Any, ...]) -> Callable[[Any], Any]:
    if parts[-1] is Ellipsis:
        restore = _restorer(parts[0])
        return lambda plain: tuple(restore(part) for part in plain)
    restorers = [_restorer(part) for part in parts]
    return lambda plain: tuple(restore(part) for restore, part in zip(restorers, plain, strict=True))
