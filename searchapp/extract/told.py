"""A value that a text tells, with the evidence for it."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Told(Generic[T]):
    """A value, the rule that found it, and the characters of the source that the rule read."""

    value: T
    rule: str
    span: tuple[int, int] | None
