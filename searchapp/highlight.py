"""Marks what a clause matched in a text, and cuts the passages that show it best.

Only the page's own hits are looked at: their passages are analysed again, once each.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from searchapp.analysis import Token, tokens
from searchapp.clause import AnyOf, Clause, Close, Exact, Leaf, Near, Pattern, Term, positive_leaves
from searchapp.distance import within
from searchapp.readout import Passage, Readout
from searchapp.results import Mark, Snippet

SNIPPETS = 3
_LONG = 420  # characters of a snippet: about three lines on a wide page
_ROOM = 90  # characters kept before the first mark


@dataclass(frozen=True, slots=True)
class Marked:
    """A passage's marks, and which leaves made them."""

    passage: Passage
    marks: tuple[Mark, ...]
    leaves: frozenset[int]
    spread: int  # characters from the first mark to the last


def marks(clause: Clause, text: str) -> tuple[Mark, ...]:
    """The characters of a text that the clause's leaves match, in order, none overlapping."""
    return _merged(mark for _, mark in _found(_visible(clause), text))


def marked_passages(clause: Clause, readout: Readout) -> list[Marked]:
    """The passages with a match, in reading order."""
    leaves = _visible(clause)
    made = []
    for passage in readout.passages:
        if found := _found(leaves, passage.text):
            merged = _merged(mark for _, mark in found)
            made.append(
                Marked(passage, merged, frozenset(leaf for leaf, _ in found), merged[-1][1] - merged[0][0])
            )
    return made


def snippets(clause: Clause, readout: Readout, limit: int = SNIPPETS) -> tuple[tuple[Snippet, ...], int]:
    """The best passages, in reading order, and the number of further passages with a match.

    Best: most leaves of the query, then words of the text before names of a field, then nearest together.
    Where nothing is marked (a date, say), the first passage stands for the readout.
    """
    found = marked_passages(clause, readout)
    if not found:
        first = next((p for p in readout.passages if p.kind != "heading"), None)
        return ((_snippet(first, ()),) if first else ()), 0
    textual = {i for i, leaf in enumerate(_visible(clause)) if not isinstance(leaf, AnyOf)}
    ranked = sorted(
        found,
        key=lambda m: (
            -len(m.leaves & textual),
            -len(m.leaves),
            m.passage.kind == "heading",
            m.spread // 200,
        ),
    )
    fresh: list[Marked] = []
    for one in ranked:  # a passage that shows nothing new is "n more"
        if len(fresh) < limit and (
            not fresh
            or len(fresh[0].leaves & textual or fresh[0].leaves) <= len(one.leaves & textual or one.leaves)
            or one.leaves - frozenset().union(*(f.leaves for f in fresh))
        ):
            fresh.append(one)
    fresh.sort(key=lambda m: readout.passages.index(m.passage))
    return tuple(_snippet(m.passage, m.marks) for m in fresh), len(found) - len(fresh)


def _visible(clause: Clause) -> tuple[Leaf, ...]:
    return tuple(
        leaf
        for leaf in positive_leaves(clause)
        if not (isinstance(leaf, Term | Exact | Near | Pattern | Close) and leaf.text == "title")
    )


def _found(leaves: Sequence[Leaf], text: str) -> list[tuple[int, Mark]]:
    """Every match in a text as (number of the leaf, characters)."""
    read = tokens(text)
    return [(number, mark) for number, leaf in enumerate(leaves) for mark in _matches(leaf, read)]


def _matches(leaf: Leaf, read: list[Token]) -> Iterable[Mark]:
    match leaf:
        case Term(_, stem):
            return [(t.start, t.end) for t in read if t.stem == stem]
        case Exact(words):
            return _runs(words, read)
        case Near(words, distance):
            return _near(words, distance, read)
        case Pattern(pattern):
            regex = re.compile(
                "".join(".*" if c == "*" else "." if c == "?" else re.escape(c) for c in pattern)
            )
            return [(t.start, t.end) for t in read if regex.fullmatch(t.word)]
        case Close(word, distance):
            return [
                (t.start, t.end) for t in read if t.word[:1] == word[:1] and within(t.word, word, distance)
            ]
        case AnyOf(_, _, names):
            return [mark for words in names for mark in _runs(words, read)]
        case _:
            return []


def _runs(words: tuple[str, ...], read: list[Token]) -> list[Mark]:
    last = len(words) - 1
    return [
        (read[i].start, read[i + last].end)
        for i in range(len(read) - last)
        if read[i].word == words[0] and all(read[i + k].word == words[k] for k in range(1, last + 1))
    ]


def _near(words: tuple[str, ...], distance: int, read: list[Token]) -> list[Mark]:
    """The words of each window that holds them all."""
    window = distance + len(words) - 2
    places = [t for t in read if t.word in words]
    made: list[Mark] = []
    for i, first in enumerate(places):
        inside = [t for t in places[i:] if t.position - first.position <= window]
        if all(sum(t.word == w for t in inside) >= words.count(w) for w in set(words)):
            made.extend((t.start, t.end) for t in inside)
    return made


def _merged(found: Iterable[Mark]) -> tuple[Mark, ...]:
    kept: list[Mark] = []
    for start, end in sorted(set(found)):
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return tuple(kept)


def _snippet(passage: Passage, found: tuple[Mark, ...]) -> Snippet:
    """The passage, or of a long one the stretch with the most marks, cut at word ends."""
    text = passage.text
    if len(text) <= _LONG + _ROOM:
        return Snippet(passage, text, found, before=False, after=False)
    start = _best_start(text, found)
    end = len(text) if start + _LONG >= len(text) else _word_start(text, start + _LONG)
    end = max(end, next((e for s, e in found if s < end < e), end))
    kept = tuple((s - start, e - start) for s, e in found if s >= start and e <= end)
    piece = text[start:end].rstrip()
    return Snippet(passage, piece, kept, before=start > 0, after=end < len(text))


def _best_start(text: str, found: tuple[Mark, ...]) -> int:
    if not found:
        return 0
    first = max(found, key=lambda m: (sum(m[0] <= s < m[0] + _LONG - _ROOM for s, _ in found), -m[0]))[0]
    return 0 if first < _ROOM * 2 else _word_start(text, first - _ROOM)


def _word_start(text: str, at: int) -> int:
    """The first beginning of a word at or after a character; in unbroken script, the character itself."""
    space = text.find(" ", at - 1)
    return space + 1 if 0 <= space < at + 40 else at
