"""Marks what a clause matched in a text, and cuts the passages that show it best.

Only the page's own hits are looked at: their passages are analysed again, once each.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from searchapp.analysis import Token, tokens
from searchapp.clause import AnyOf, Clause, Close, Exact, Leaf, Near, Pattern, Term, positive_leaves
from searchapp.distance import within
from searchapp.readout import Passage, Readout
from searchapp.results import Mark, Snippet

SNIPPETS = 3
MOST = 200  # marks of one leaf in one passage: no reader follows more, and none waits for them
_LONG = 420  # characters of a snippet: about three lines on a wide page
_ROOM = 90  # characters kept before the first mark


_Found = tuple[int, Mark]  # a leaf's number, and characters that it matched


@dataclass(frozen=True, slots=True)
class _Marked:
    """A passage and what was found in it. told: leaves that are words of the text, not names of a field."""

    passage: Passage
    found: tuple[_Found, ...]
    textual: frozenset[int]

    @property
    def leaves(self) -> frozenset[int]:
        return frozenset(leaf for leaf, _ in self.found)

    @property
    def told(self) -> frozenset[int]:
        return self.leaves & self.textual

    @property
    def spread(self) -> int:
        """Characters from the first mark to the last."""
        return max(end for _, (_, end) in self.found) - min(start for _, (start, _) in self.found)


def marks(clause: Clause, text: str) -> tuple[Mark, ...]:
    """The characters of a text that the clause's leaves match, in order, none overlapping."""
    return _merged(mark for _, mark in _found(_visible(clause), text))


def snippets(clause: Clause, readout: Readout, limit: int = SNIPPETS) -> tuple[tuple[Snippet, ...], int]:
    """The best passages, in reading order, and the number of further passages with a match.

    Best: most leaves of the query, words of the text before names of a field, then nearest together. A
    passage is shown when it has as many of them as the best one, or one that no better passage has.
    Where nothing is marked (a date, say), the first passage stands for the readout.
    """
    leaves = _visible(clause)
    textual = frozenset(i for i, leaf in enumerate(leaves) if not isinstance(leaf, AnyOf))
    marked = [
        _Marked(p, tuple(found), textual) for p in readout.passages if (found := _found(leaves, p.text))
    ]
    if not marked:
        first = next((p for p in readout.passages if p.kind != "heading"), None)
        return ((_snippet(_Marked(first, (), textual)),) if first else ()), 0
    ranked = sorted(
        marked, key=lambda m: (-len(m.told), -len(m.leaves), m.passage.kind == "heading", m.spread // 200)
    )
    best, shown = ranked[0], ranked[:1]
    for one in ranked[1:]:
        as_good = len(one.told) == len(best.told) if best.told else len(one.leaves) == len(best.leaves)
        seen = frozenset[int]().union(*(other.leaves for other in shown))
        if len(shown) < limit and (as_good or one.leaves - seen):
            shown.append(one)
    in_order = [passage.anchor for passage in readout.passages]
    shown.sort(key=lambda one: in_order.index(one.passage.anchor))
    return tuple(_snippet(m) for m in shown), len(marked) - len(shown)


def _visible(clause: Clause) -> tuple[Leaf, ...]:
    return tuple(
        leaf
        for leaf in positive_leaves(clause)
        if not (isinstance(leaf, Term | Exact | Near | Pattern | Close) and leaf.text == "title")
    )


def _found(leaves: Sequence[Leaf], text: str) -> list[_Found]:
    """Every match in a text as (number of the leaf, characters)."""
    read = tokens(text)
    return [
        (number, mark) for number, leaf in enumerate(leaves) for mark in islice(_matches(leaf, read), MOST)
    ]


def _matches(leaf: Leaf, read: list[Token]) -> Iterable[Mark]:
    match leaf:
        case Term(_, stem):
            return [(t.start, t.end) for t in read if t.stem == stem]
        case Exact(words):
            return _runs((words,), read)
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
            return _runs(names, read)
        case _:
            return []


def _runs(phrases: Iterable[tuple[str, ...]], read: list[Token]) -> list[Mark]:
    """Where the words of any of the phrases stand next to each other, in one pass over the text."""
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for words in phrases:
        by_first.setdefault(words[0], []).append(words)
    return [
        (token.start, read[i + len(words) - 1].end)
        for i, token in enumerate(read)
        for words in by_first.get(token.word, ())
        if tuple(t.word for t in read[i : i + len(words)]) == words
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


def _snippet(marked: _Marked) -> Snippet:
    """The passage, or of a long one the stretch that shows most of the query, cut at word ends."""
    passage, text = marked.passage, marked.passage.text
    found = _merged(mark for _, mark in marked.found)
    if len(text) <= _LONG + _ROOM:
        return Snippet(passage, text, found, before=False, after=False)
    start = _best_start(marked)
    end = len(text) if start + _LONG >= len(text) else _word_start(text, start + _LONG)
    end = max(end, next((e for s, e in found if s < end < e), end))
    kept = tuple((s - start, e - start) for s, e in found if s >= start and e <= end)
    piece = text[start:end].rstrip()
    return Snippet(passage, piece, kept, before=start > 0, after=end < len(text))


def _best_start(marked: _Marked) -> int:
    """Where the window of _LONG characters begins that holds most words, then names, then marks."""

    def worth(first: int) -> tuple[int, int, int, int]:
        inside = [leaf for leaf, (start, _) in marked.found if first <= start < first + _LONG - _ROOM]
        return len(set(inside) & marked.textual), len(set(inside)), len(inside), -first

    first = max((start for _, (start, _) in marked.found), key=worth, default=0)
    return (
        0
        if first < _ROOM * 2 and worth(0)[:2] >= worth(first)[:2]
        else _word_start(marked.passage.text, max(first - _ROOM, 0))
    )


def _word_start(text: str, at: int) -> int:
    """The first beginning of a word at or after a character; in unbroken script, the character itself."""
    space = text.find(" ", at - 1)
    return space + 1 if 0 <= space < at + 40 else at
