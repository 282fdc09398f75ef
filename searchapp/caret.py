"""What is being typed: the word, name or phrase that ends at the caret, and what stands about it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from searchapp.analysis import phrase_words
from searchapp.schema import FIELDS

WORDS = 4  # that what is typed may go back over, from the caret
_QUOTES = '"“”„‟«»＂'
_LAST = re.compile(rf"[^\s(){_QUOTES}]*$")
_FIELD = re.compile(r"(?:^|(?<=[\s(]))(-?)([A-Za-z_]+):$")
_BEFORE = re.compile(rf"(?:^|(?<=[\s(]))([^\s():*?~{_QUOTES}-][^\s():*?~{_QUOTES}]*)\s+$")
_OPERATORS = {"AND", "OR", "NOT"}


@dataclass(frozen=True, slots=True)
class Typed:
    """What is typed between `before` and `after`; in a value of a field, or in quotes, or neither.

    negated: whether a minus stands before the field.
    """

    before: str
    typed: str
    after: str
    field: str | None = None
    quoted: bool = False
    negated: bool = False

    @property
    def words(self) -> tuple[tuple[str, ...], str]:
        """The folded words but the last, and the last, which may go on."""
        found = phrase_words(self.typed)
        return (found[:-1], found[-1]) if found else ((), "")

    def with_(self, clause: str) -> str:
        """What the box holds when a clause stands in the place of what is typed (and of its field)."""
        return f"{self.before}{'-' if self.negated else ''}{clause}{self.after}"

    def reaching_back(self) -> Iterator["Typed"]:
        """The same with more of the words before it, the most first; itself last."""
        longer = [self]
        while len(longer) < WORDS and not (self.field or self.quoted):
            found = _BEFORE.search(longer[-1].before)
            if not found or found.group(1) in _OPERATORS:
                break
            one = longer[-1]
            longer.append(
                replace(
                    one, before=one.before[: found.start()], typed=one.before[found.start() :] + one.typed
                )
            )
        return reversed(longer)


def at_caret(text: str, caret: int | None = None) -> Typed | None:
    """What is typed at the caret, by default at the end; None inside a word."""
    at = len(text) if caret is None else max(0, min(caret, len(text)))
    head, after = text[:at], text[at:]
    if after[:1].isalnum():
        return None
    quotes = [n for n, letter in enumerate(head) if letter in _QUOTES]
    quoted = len(quotes) % 2 == 1
    start = quotes[-1] if quoted else _start(head)
    before, typed = head[:start], head[start:].lstrip(_QUOTES)
    if quoted and after[:1] in set(_QUOTES):
        after = after[1:]
    found = _FIELD.search(before)
    if found and found.group(2).lower() in FIELDS:
        before, field, negated = before[: found.start()], found.group(2).lower(), bool(found.group(1))
        return Typed(before, typed, after, field, quoted, negated)
    negated = not quoted and before.endswith("-")
    return Typed(before[:-1] if negated else before, typed, after, None, quoted, negated)


def _start(head: str) -> int:
    """Where the last word begins, or the value of its field."""
    last = _LAST.search(head)
    begin = last.start() if last else len(head)
    word = head[begin:]
    minus = word.startswith("-")
    name, colon, _ = word[minus:].partition(":")
    return begin + minus + (len(name) + 1 if colon and name.lower() in FIELDS else 0)
