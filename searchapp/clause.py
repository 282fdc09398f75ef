"""What an engine evaluates: a closed, frozen tree in which every name is an id and every word a token.

`text` in a leaf names the text that it looks into: "any" is title or body, "title" the title alone.
A word, phrase or pattern never reaches across two passages, nor from the title into the body.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from searchapp.readout import Side

Text = Literal["any", "title"]


@dataclass(frozen=True, slots=True)
class Every:
    """Every readout."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No readout."""


@dataclass(frozen=True, slots=True)
class Term:
    """A token whose stem equals `stem`; `word` is the folded form that was asked for."""

    word: str
    stem: str
    text: Text = "any"


@dataclass(frozen=True, slots=True)
class Exact:
    """Tokens whose folded forms are these, at consecutive positions; one or more."""

    words: tuple[str, ...]
    text: Text = "any"


@dataclass(frozen=True, slots=True)
class Near:
    """Tokens of these folded forms, one each at positions of their own, in any order.

    The last stands at most `distance` + n - 2 positions after the first, n being their number.
    """

    words: tuple[str, ...]
    distance: int
    text: Text = "any"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A token whose folded form matches: `*` is any run of characters, `?` one character."""

    pattern: str
    text: Text = "any"


@dataclass(frozen=True, slots=True)
class Close:
    """A token whose folded form is at most `distance` edits (Levenshtein) from `word`; first letter alike."""

    word: str
    distance: int
    text: Text = "any"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """A field that holds any of these ids. `names`: their names as token runs, to mark in the text."""

    field: str
    ids: frozenset[str]
    names: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Within:
    """The event's whole period lies between these days, both included; None is an open end.

    A readout without a date is in no span of days, not even in one that is open at both ends.
    """

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class And:
    """All of the parts."""

    parts: tuple["Clause", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of the parts."""

    parts: tuple["Clause", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Every readout that the part does not find."""

    part: "Clause"


@dataclass(frozen=True, slots=True)
class Weighted:
    """The part, its score multiplied by `factor`; finds what the part finds."""

    part: "Clause"
    factor: float


@dataclass(frozen=True, slots=True)
class Said:
    """Readouts in which one and the same statement holds what the part finds.

    A statement by any of these sides (empty: any or none) and by any of these speaker ids (empty: anyone). A word
    belongs to it when its first character lies in [start, end) of its passage, which is the first of its anchor; a
    phrase or a window of a Near when all of its words do. Not within the part means a statement that does not hold
    it. A statement without words, or of a passage that there is not, holds what needs no word. It scores as one
    word that occurs once in each such statement.

    The part is made of words in any text, and of And, Or, Not, Weighted, Every and Nothing; raises ValueError for
    another.
    """

    part: "Clause"
    sides: frozenset[Side] = frozenset()
    speakers: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        _check_spoken(self.part)


Leaf = Every | Nothing | Term | Exact | Near | Pattern | Close | AnyOf | Within
Clause = Leaf | And | Or | Not | Weighted | Said


def _check_spoken(part: Clause) -> None:
    """Raise ValueError for what is no matter of a statement's words."""
    match part:
        case And(parts) | Or(parts):
            for one in parts:
                _check_spoken(one)
        case Not(one) | Weighted(one, _):
            _check_spoken(one)
        case Term() | Exact() | Near() | Pattern() | Close() if part.text == "title":
            raise ValueError(f"no statement is made in a title: {part} must stand outside Said")
        case AnyOf() | Within() | Said():
            raise ValueError(f"a statement holds words alone: {part} must stand outside Said")
        case _:
            pass


@dataclass(frozen=True, slots=True)
class Spoken:
    """Where a leaf stands in the statements that a Said finds: to be marked, and no clause itself.

    Every stands for the whole of each of these statements.
    """

    leaf: Leaf
    said: Said


Seen = Leaf | Spoken
"""What may be marked in a text."""


def other_names(clause: Clause) -> Iterator[tuple[Seen, Seen]]:
    """Leaves that stand for another that was typed, each with it: in an Or what is Weighted for the first that is not."""
    match clause:
        case And(parts):
            for part in parts:
                yield from other_names(part)
        case Or(parts):
            typed = [
                leaf for part in parts if not isinstance(part, Weighted) for leaf in positive_leaves(part)
            ]
            others = [part for part in parts if isinstance(part, Weighted)]
            yield from ((leaf, typed[0]) for part in others if typed for leaf in positive_leaves(part))
            for part in parts:
                yield from other_names(part)
        case Said(part):
            yield from (
                (Spoken(one, clause), Spoken(other, clause))
                for one, other in other_names(part)
                if not isinstance(one, Spoken) and not isinstance(other, Spoken)
            )
        case _:
            pass


def positive_leaves(clause: Clause) -> tuple[Seen, ...]:
    """The leaves that a hit is found by, without what is negated, each once; those of a Said are Spoken."""
    match clause:
        case And(parts) | Or(parts):
            return tuple(dict.fromkeys(leaf for part in parts for leaf in positive_leaves(part)))
        case Weighted(part, _):
            return positive_leaves(part)
        case Said(part):
            inner = [leaf for leaf in positive_leaves(part) if not isinstance(leaf, Spoken)]
            return tuple(Spoken(leaf, clause) for leaf in inner or (Every(),))
        case Not():
            return ()
        case leaf:
            return (leaf,)
