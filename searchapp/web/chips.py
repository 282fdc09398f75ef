"""A clause of a query in the words of the page: what kind it is, and what it asks for."""

import re
from dataclasses import dataclass
from typing import assert_never

from searchapp.query import (
    And,
    Every,
    Field,
    Fuzzy,
    Id,
    Not,
    Or,
    Phrase,
    Query,
    Range,
    Saying,
    Wildcard,
    Word,
    clauses,
)
from searchapp.schema import FIELDS

__all__ = ["Chip", "chip", "clauses", "missing", "noticed", "spelt"]

_NAMED = re.compile(rf'\b((?:{"|".join(FIELDS)}):(?:"[^"]*"|[^\s",]+))')


@dataclass(frozen=True, slots=True)
class Chip:
    """`minister Kamikawa`, `phrase “rule of law”`: kind is set lighter than text."""

    kind: str
    text: str

    @property
    def spoken(self) -> str:
        """Both, for a reader who hears it."""
        return f"{self.kind} {self.text}"


def chip(clause: Query) -> Chip:
    """How one clause reads."""
    match clause:
        case Field(name, body):
            return Chip(name, _bare(body))
        case Saying(scope, body):
            who = " and ".join(_bare(one.body) for one in scope)
            return Chip("said by", who) if body == Every() else Chip(f"said by {who}", spelt(body))
        case Not(part):
            inner = chip(part)
            return Chip("not" if isinstance(part, Word) else f"not {inner.kind}", inner.text)
        case Word():
            return Chip("word", clause.text)
        case Phrase(_, None):
            return Chip("phrase", f"“{clause.text}”")
        case Phrase(_, distance):
            return Chip(f"within {distance} words", f"“{clause.text}”")
        case Wildcard():
            return Chip("words like", clause.pattern)
        case Fuzzy():
            return Chip("spelt like", clause.text)
        case Id():
            return Chip("id", clause.text)
        case Range():
            return Chip("dates", str(clause))
        case Or():
            return Chip("either", spelt(clause))
        case And() | Every():
            return Chip("all of", spelt(clause))
        case _:
            assert_never(clause)


def missing(clause: Query) -> str:
    """That nothing is found with one clause alone."""
    told = chip(clause).spoken
    match clause:
        case Saying():
            return f"Nothing here is {told}"
        case Field() | Word() | Phrase(_, None):
            return f"No readout has the {told}"
        case _:
            return f"No readout has {told}"


def noticed(notice: str) -> list[tuple[str, bool]]:
    """A notice in pieces: text, and queries that it names."""
    return [(piece, bool(at % 2)) for at, piece in enumerate(_NAMED.split(notice)) if piece]


def spelt(query: Query) -> str:
    """A query inside a chip: as it is typed, with the operators as plain words."""
    match query:
        case And(parts):
            return " and ".join(_grouped(part) for part in parts)
        case Or(parts):
            return " or ".join(_grouped(part) for part in parts)
        case Not(part):
            return f"not {_grouped(part)}"
        case Field(name, body):
            return f"{name} {_grouped(body)}"
        case Saying():
            one = chip(query)
            return one.spoken
        case _:
            return str(query)


def _bare(body: Query) -> str:
    """A field's value, without its quotes."""
    return body.text if isinstance(body, Word | Phrase) else spelt(body)


def _grouped(query: Query) -> str:
    return f"({spelt(query)})" if isinstance(query, And | Or) else spelt(query)
