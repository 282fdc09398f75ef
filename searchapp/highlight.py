"""Marks what a clause matched in a text, and cuts the passages that show it best."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from itertools import islice

from searchapp.analysis import tokens
from searchapp.clause import AnyOf, Clause, Close, Exact, Leaf, Near, Pattern, Term, positive_leaves
from searchapp.engine import Sight
from searchapp.results import Mark, Snippet
from searchapp.stands import stands

SNIPPETS = 3
MOST = 200  # marks of one leaf in one passage: no reader follows more, and none waits for them
_LONG = 420  # characters of a snippet: about three lines on a wide page
_ROOM = 90  # characters kept before the first mark
_WINDOW = 55  # words: as many as a snippet shows from its first mark on
_AROUND = 90  # words that may stand in one snippet, short ones all
_NEAR = 33  # words: passages whose matches are spread as widely, by this measure, are alike in it

_Row = tuple[int, int, int]  # the number of the first word, how many words, the number of the leaf


@dataclass(slots=True)
class _Matched:
    """Which words of a passage were found. leaves: a bit for each leaf that was found."""

    number: int
    rows: list[_Row] = field(default_factory=list)
    leaves: int = 0

    @property
    def spread(self) -> int:
        """Words from the first that was found to the last."""
        return max(first for first, _, _ in self.rows) - min(first for first, _, _ in self.rows)


def marks(clause: Clause, text: str) -> tuple[Mark, ...]:
    """The characters of a text that the clause's leaves match, in order, none overlapping."""
    read = tokens(text)
    return _merged(
        (read[first].start, read[first + words - 1].end)
        for leaf in visible(clause)
        for first, words in islice(stands(leaf, read), MOST)
    )


def visible(clause: Clause) -> tuple[Leaf, ...]:
    """The leaves of a clause that can be seen in a passage."""
    return tuple(
        leaf
        for leaf in positive_leaves(clause)
        if not (isinstance(leaf, Term | Exact | Near | Pattern | Close) and leaf.text == "title")
    )


def snippets(leaves: Sequence[Leaf], sight: Sight, limit: int = SNIPPETS) -> tuple[tuple[Snippet, ...], int]:
    """The best passages, in reading order, and the number of further passages with a match.

    Best: most leaves of the query, words of the text before names of a field, then nearest together. A
    passage is shown when it has as many of them as the best one, or one that no better passage has.
    Where nothing is marked (a date, say), the first passage stands for the readout.
    """
    textual = sum(1 << number for number, leaf in enumerate(leaves) if not isinstance(leaf, AnyOf))
    matched = _by_passage(sight)
    if not matched:
        first = next((n for n in range(sight.passages) if n not in sight.headings), None)
        return ((_snippet(_Matched(first), sight, textual),) if first is not None else ()), 0
    shown = _chosen(matched, sight.headings, textual, limit) if len(matched) > 1 else matched
    return tuple(_snippet(one, sight, textual) for one in shown), len(matched) - len(shown)


def _by_passage(sight: Sight) -> list[_Matched]:
    """What was found, by passage."""
    made: dict[int, _Matched] = {}
    for leaf, found in enumerate(sight.stands):
        counts: dict[int, int] = {}
        for passage, first, words in found:
            count = counts[passage] = counts.get(passage, 0) + 1
            if count <= MOST:
                if passage not in made:
                    made[passage] = _Matched(passage)
                made[passage].rows.append((first, words, leaf))
                made[passage].leaves |= 1 << leaf
    return list(made.values())


def _chosen(matched: Sequence[_Matched], headings: Set[int], textual: int, limit: int) -> list[_Matched]:
    """The passages to be shown, in reading order."""
    ranked = sorted(
        ((one.leaves & textual).bit_count(), one.leaves.bit_count(), one.number not in headings,
         -(one.spread // _NEAR), -one.number, one)
        for one in matched
    )  # fmt: skip
    told, most, *_, best = ranked.pop()
    shown, seen = [best], best.leaves
    while ranked and len(shown) < limit:
        some, others, *_, one = ranked.pop()
        if (some == told if told else others == most) or one.leaves & ~seen:
            shown.append(one)
            seen |= one.leaves
    return sorted(shown, key=lambda one: one.number)


def _merged(found: Iterable[Mark]) -> tuple[Mark, ...]:
    """Marks in order, those that overlap made one."""
    kept: list[Mark] = []
    for start, end in sorted(found):
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return tuple(kept)


def _snippet(one: _Matched, sight: Sight, textual: int) -> Snippet:
    """The passage, or of a long one the stretch that shows most of the query, cut at word ends."""
    passage, rows = sight.passage(one.number), sorted(one.rows)
    text = passage.text
    if len(text) <= _LONG + _ROOM:
        return Snippet(passage, text, _merged(_marks(one.number, rows, sight)), before=False, after=False)
    word = _best_start(rows, textual)
    found = _merged(_marks(one.number, [row for row in rows if abs(row[0] - word) < _AROUND], sight))
    start = sight.characters(one.number, word)[0] - _ROOM if word else 0
    start = _word_start(text, start) if start > 0 else 0
    end = _word_start(text, start + _LONG) if start + _LONG < len(text) else len(text)
    for first, last in found:
        if first < end < last:
            end = last
    kept = tuple([(s - start, e - start) for s, e in found if s >= start and e <= end])
    return Snippet(passage, text[start:end].rstrip(), kept, before=start > 0, after=end < len(text))


def _marks(passage: int, rows: Sequence[_Row], sight: Sight) -> list[Mark]:
    """The characters of words that were found."""
    made = []
    for first, words, _ in rows:
        mark = sight.characters(passage, first)
        made.append(mark if words == 1 else (mark[0], sight.characters(passage, first + words - 1)[1]))
    return made


def _best_start(rows: Sequence[_Row], textual: int) -> int:
    """The word from which on _WINDOW words hold most words, then names, then matches; 0 where the first ones do."""
    if len(rows) < 2:
        return rows[0][0] if rows and rows[0][0] >= _WINDOW else 0
    most, at = max((_worth(row[0], rows[n:], textual), -row[0]) for n, row in enumerate(rows))
    return 0 if _worth(0, rows, textual)[:2] >= most[:2] else -at


def _worth(word: int, rows: Iterable[_Row], textual: int) -> tuple[int, int, int]:
    """How many leaves of words, leaves and rows there are from a word on; rows: those that begin no earlier."""
    leaves = count = 0
    for first, _, leaf in rows:
        if first - word >= _WINDOW:
            break
        leaves |= 1 << leaf
        count += 1
    return (leaves & textual).bit_count(), leaves.bit_count(), count


def _word_start(text: str, at: int) -> int:
    """The first beginning of a word at or after a character; in unbroken script, the character itself."""
    space = text.find(" ", at - 1)
    return space + 1 if 0 <= space < at + 40 else at
