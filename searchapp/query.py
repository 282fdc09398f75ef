"""The query as it was typed: a frozen tree whose text form parses back to the same tree.

Nothing here knows of collections or engines; `searchapp.resolve` turns a Query into a Clause.
Spans are characters of the typed text, [start, end); they take no part in comparison.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from types import UnionType
from typing import assert_never

Place = tuple[int, int]
NOWHERE: Place = (0, 0)


@dataclass(frozen=True, slots=True)
class Every:
    """The empty query: every readout."""

    def __str__(self) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Word:
    """A word outside quotes: found in any of its inflected forms."""

    text: str
    span: Place = field(default=NOWHERE, compare=False)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in quotes: in this order, exactly as written but for case and accents.

    distance: None for adjacent words; n for words within n of each other in either order.
    """

    text: str
    distance: int | None = None
    span: Place = field(default=NOWHERE, compare=False)

    def __str__(self) -> str:
        return f'"{self.text}"' + ("" if self.distance is None else f"~{self.distance}")


@dataclass(frozen=True, slots=True)
class Wildcard:
    """A word with `*` (any letters) or `?` (one letter)."""

    pattern: str
    span: Place = field(default=NOWHERE, compare=False)

    def __str__(self) -> str:
        return self.pattern


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """A word, or one that differs from it by at most `distance` letters."""

    text: str
    distance: int = 1
    span: Place = field(default=NOWHERE, compare=False)

    def __str__(self) -> str:
        return f"{self.text}~" + ("" if self.distance == 1 else str(self.distance))


@dataclass(frozen=True, slots=True)
class Id:
    """An id as the value of a field: that one alone, whatever else is so called."""

    text: str
    span: Place = field(default=NOWHERE, compare=False)

    def __str__(self) -> str:
        return f'="{self.text}"' if " " in self.text else f"={self.text}"


@dataclass(frozen=True, slots=True)
class Range:
    """Dates from `first` to `last`, as written; None is an open end.

    with_first, with_last: whether the end itself is included (square brackets, dots) or not (curly).
    """

    first: str | None
    last: str | None
    with_first: bool = True
    with_last: bool = True
    span: Place = field(default=NOWHERE, compare=False)

    def __str__(self) -> str:
        if self.with_first and self.with_last:
            return f"{self.first or ''}..{self.last or ''}"
        left, right = "[" if self.with_first else "{", "]" if self.with_last else "}"
        return f"{left}{self.first or '*'} TO {self.last or '*'}{right}"


@dataclass(frozen=True, slots=True)
class Field:
    """What a named field must hold: a value, a range, or a group of them."""

    name: str
    body: "Query"
    span: Place = field(default=NOWHERE, compare=False)

    def __str__(self) -> str:
        grouped = isinstance(self.body, And | Or | Not)
        return f"{self.name}:({self.body})" if grouped else f"{self.name}:{self.body}"


@dataclass(frozen=True, slots=True)
class Saying:
    """What one and the same statement must hold: `said:` and `said_by:`, and the words that follow them.

    scope: one or two fields, of different names. body: words, without fields; Every for any statement of theirs.
    """

    scope: tuple[Field, ...]
    body: "Query"
    span: Place = field(default=NOWHERE, compare=False)

    def __str__(self) -> str:
        body = f"({self.body})" if isinstance(self.body, Or) else str(self.body)
        return " ".join((*map(str, self.scope), *((body,) if body else ())))


@dataclass(frozen=True, slots=True)
class And:
    """All of the parts; two or more, none of them an And."""

    parts: tuple["Query", ...]

    def __str__(self) -> str:
        *others, last = self.parts  # words that follow a saying would be said too
        return " ".join(
            (*(_grouped(part, Or | Saying) for part in others), _grouped(last, Or))
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Or:
    """Any of the parts; two or more, none of them an Or."""

    parts: tuple["Query", ...]

    def __str__(self) -> str:
        return " OR ".join(_grouped(part, And) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Not:
    """Anything but the part, which is no Not."""

    part: "Query"

    def __str__(self) -> str:
        return f"-{_grouped(self.part, And | Or | Saying)}"


Query = Every | Word | Phrase | Wildcard | Fuzzy | Id | Range | Field | Saying | And | Or | Not


def _grouped(query: Query, kinds: type | UnionType) -> str:
    """The text form, in brackets where it is of one of the kinds."""
    return f"({query})" if isinstance(query, kinds) else str(query)


def all_of(parts: list[Query]) -> Query:
    """The parts joined by AND, flattened; Every for none."""
    flat: list[Query] = []
    for part in parts:
        match part:
            case And(inner):
                flat.extend(inner)
            case Every():
                pass
            case _:
                flat.append(part)
    return And(tuple(flat)) if len(flat) > 1 else flat[0] if flat else Every()


def any_of(parts: list[Query]) -> Query:
    """The parts joined by OR, flattened; Every for none."""
    flat: list[Query] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, Or) else (part,))
    return Or(tuple(flat)) if len(flat) > 1 else flat[0] if flat else Every()


def none_of(part: Query) -> Query:
    """The part negated; a double negation is the part itself."""
    return part.part if isinstance(part, Not) else Not(part)


def clauses(query: Query) -> tuple[Query, ...]:
    """The clauses that a reader sees as separate: the parts of the outermost AND."""
    match query:
        case Every():
            return ()
        case And(parts):
            return parts
        case _:
            return (query,)


def leaves(query: Query) -> Iterator[Query]:
    """Every part that holds no other, in reading order."""
    match query:
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part)
        case Not(part):
            yield from leaves(part)
        case Field(_, body):
            yield from leaves(body)
        case Saying(scope, body):
            for part in (*scope, body):
                yield from leaves(part)
        case Every() | Word() | Phrase() | Wildcard() | Fuzzy() | Id() | Range():
            yield query
        case _:
            assert_never(query)
