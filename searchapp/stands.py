"""Where the leaves of a clause stand in a text, found by reading it: the plain way, for one text at a time.

An engine that keeps positions tells the same without reading; that it is the same, tests hold.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from searchapp.analysis import Token
from searchapp.clause import AnyOf, Close, Exact, Leaf, Near, Pattern, Term
from searchapp.distance import within

Row = tuple[int, int]  # words in a row: the number of the first, and how many


def stands(leaf: Leaf, read: Sequence[Token]) -> list[Row]:
    """The words of a text that a leaf matches, in their order; none for what names no word or the title's alone."""
    match leaf:
        case Term(_, stem, "any"):
            return [(n, 1) for n, token in enumerate(read) if token.stem == stem]
        case Exact(words, "any"):
            return _rows((words,), read)
        case Near(words, distance, "any"):
            return _near(words, distance + len(words) - 2, read)
        case Pattern(pattern, "any"):
            fits = _expression(pattern).fullmatch
            return [(n, 1) for n, token in enumerate(read) if fits(token.word)]
        case Close(word, distance, "any"):
            return [
                (n, 1)
                for n, token in enumerate(read)
                if token.word[:1] == word[:1] and within(token.word, word, distance)
            ]
        case AnyOf(_, _, names):
            return _rows(names, read)
        case _:
            return []


def _rows(phrases: Iterable[tuple[str, ...]], read: Sequence[Token]) -> list[Row]:
    """Where the words of any of the phrases stand next to each other, in one pass over the text."""
    by_first: dict[str, set[tuple[str, ...]]] = {}
    for words in phrases:
        by_first.setdefault(words[0], set()).add(words)
    return [
        (n, length)
        for n, token in enumerate(read)
        for length in sorted(
            len(words)
            for words in by_first.get(token.word, ())
            if tuple(t.word for t in read[n : n + len(words)]) == words
        )
    ]


def _near(words: tuple[str, ...], reach: int, read: Sequence[Token]) -> list[Row]:
    """The words of each window that holds them all."""
    places = [n for n, token in enumerate(read) if token.word in words]
    made: set[int] = set()
    for n, first in enumerate(places):
        window = [at for at in places[n : n + reach + 1] if at <= first + reach]
        if all(sum(read[at].word == word for at in window) >= words.count(word) for word in set(words)):
            made.update(window)
    return [(at, 1) for at in sorted(made)]


@lru_cache
def _expression(pattern: str) -> re.Pattern[str]:
    return re.compile("".join(".*" if c == "*" else "." if c == "?" else re.escape(c) for c in pattern))
