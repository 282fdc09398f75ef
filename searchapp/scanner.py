"""A query's text with a place in it: what stands ahead, how deep we are, and how complaints are made.

For: `syntax`, whose rules go over it from left to right. Not for: what any of it means.
"""

import re
from typing import NoReturn

from searchapp.errors import QueryError
from searchapp.query import Every, Place, Query

MAX_DEPTH = 50
MAX_CLAUSES = 64
QUOTES = '"“”„‟«»‹›＂「」『』'
SPACES = re.compile(r"\s+")
WORD = re.compile(rf"[^\s(){QUOTES}]+")


class Scanner:
    """One pass over a text from left to right. Each complaint is a QueryError with its place."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.depth = 0
        self.clauses = 0

    def skip(self) -> None:
        """Go on to what is no space."""
        found = SPACES.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def peek(self) -> str:
        """The character that stands here; empty at the end."""
        return self.text[self.at : self.at + 1]

    def at_quote(self) -> bool:
        """Whether a quote of any style stands here."""
        return self.peek() != "" and self.peek() in QUOTES

    def done(self) -> bool:
        """Whether nothing more stands in this bracket."""
        self.skip()
        return self.peek() in {"", ")"}

    def ahead(self, operator: str) -> bool:
        """Whether an operator stands here, as a word of its own."""
        self.skip()
        found = WORD.match(self.text, self.at)
        return bool(found and found.group() == operator)

    def operator(self, name: str) -> Place | None:
        """Go past an operator; its place, or None where there is none."""
        if not self.ahead(name):
            return None
        place = (self.at, self.at + len(name))
        self.at = place[1]
        self.skip()
        return place

    def minus(self) -> Place | None:
        """A minus that negates stands right before a word, quote or bracket."""
        if self.peek() not in {"-", "−"} or not self.text[self.at + 1 : self.at + 2].strip():
            return None
        self.at += 1
        return self.at - 1, self.at

    def counted(self, query: Query) -> Query:
        """Count a clause; there may be MAX_CLAUSES."""
        self.clauses += 1
        if self.clauses > MAX_CLAUSES:
            message = f"The query has more than {MAX_CLAUSES} words and clauses."
            self.fail("too-many", message, (0, self.at), "Use fewer, or put a sentence in quotes.")
        return query

    def descend(self, place: Place) -> None:
        """Go into a bracket or behind a minus; at most MAX_DEPTH deep."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.fail(
                "too-deep",
                f"Brackets and minuses stand more than {MAX_DEPTH} deep.",
                place,
                "Use fewer brackets.",
            )

    def check_operand(self, part: Query, place: Place) -> None:
        """An operator has something on both of its sides."""
        if isinstance(part, Every):
            self.operand_missing(place)

    def operand_missing(self, place: Place) -> NoReturn:
        """Complain of an operator that stands alone."""
        name = self.text[place[0] : place[1]]
        sides = "after it" if name in {"NOT", "-"} else "on both sides"
        self.fail(
            "bad-operator", f"{name} needs a word {sides}.", place, f'To search for the word itself: "{name}"'
        )

    def without(self, at: int) -> str:
        """The text without the character at a place, as a hint."""
        return f"Without it: {(self.text[:at] + self.text[at + 1 :]).strip()}"

    def fail(self, kind: str, message: str, place: Place, hint: str) -> NoReturn:
        """Complain."""
        raise QueryError(kind, message, place, hint)
