"""Where the leaves of a clause stand in a text, found by reading it: the plain way, for one text at a time.

An engine that keeps positions tells the same without reading; that it is the same, tests hold.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from searchapp.analysis import Token
from searchapp.clause import (
    And,
    AnyOf,
    Clause,
    Close,
    Every,
    Exact,
    Leaf,
    Near,
    Not,
    Nothing,
    Or,
    Pattern,
    Said,
    Seen,
    Spoken,
    Term,
    Weighted,
)
from searchapp.distance import within
from searchapp.readout import Readout, Statement

Row = tuple[int, int]  # words in a row: the number of the first, and how many
Told = Sequence[Statement]


def told(readout: Readout) -> tuple[Told, ...]:
    """The statements of each passage; of passages with one anchor the first has them."""
    made: list[list[Statement]] = [[] for _ in readout.passages]
    first: dict[str, list[Statement]] = {}
    for passage, some in zip(readout.passages, made, strict=True):
        first.setdefault(passage.anchor, some)
    for statement in readout.statements:
        if statement.passage in first:
            first[statement.passage].append(statement)
    return tuple(made)


def stands(leaf: Seen, read: Sequence[Token], said: Told = ()) -> list[Row]:
    """The words of a text that a leaf matches, in their order; none for what names no word or the title's alone.

    said: the statements that are made in the text.
    """
    return _spoken(leaf, read, said) if isinstance(leaf, Spoken) else _stands(leaf, read)


def _stands(leaf: Leaf, read: Sequence[Token]) -> list[Row]:
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


def _spoken(leaf: Spoken, read: Sequence[Token], said: Told) -> list[Row]:
    """Where a leaf stands in the statements that hold what is asked for; Every stands for the whole of each."""
    made: set[Row] = set()
    for one in said:
        words = [n for n, token in enumerate(read) if one.start <= token.start < one.end]
        run = read[words[0] : words[-1] + 1] if words else ()
        if not (run and _is_by(leaf.said, one) and _holds(leaf.said.part, run)):
            continue
        rows = [(0, len(run))] if leaf.leaf == Every() else _stands(leaf.leaf, run)
        made.update((words[0] + first, count) for first, count in rows)
    return sorted(made)


def _is_by(said: Said, one: Statement) -> bool:
    return (not said.sides or one.side in said.sides) and (
        not said.speakers or (one.speaker is not None and one.speaker.id in said.speakers)
    )


def _holds(part: Clause, run: Sequence[Token]) -> bool:
    """Whether the words of a statement hold a part."""
    match part:
        case And(parts):
            return all(_holds(one, run) for one in parts)
        case Or(parts):
            return any(_holds(one, run) for one in parts)
        case Not(one):
            return not _holds(one, run)
        case Weighted(one, _):
            return _holds(one, run)
        case Every():
            return True
        case Nothing() | Said():
            return False
        case leaf:
            return bool(_stands(leaf, run))


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
