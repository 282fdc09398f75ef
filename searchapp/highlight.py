"""Marks what a clause matched in a text, and cuts the passages that show it best."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import reduce
from itertools import islice
from operator import or_

from searchapp.analysis import tokens
from searchapp.clause import (
    AnyOf,
    Clause,
    Close,
    Exact,
    Near,
    Pattern,
    Seen,
    Term,
    other_names,
    positive_leaves,
)
from searchapp.engine import Sight, Stand
from searchapp.results import Mark, Snippet
from searchapp.stands import Told, stands

SNIPPETS = 3
MOST = 200  # marks of one leaf in one passage: no reader follows more, and none waits for them
_LONG = 420  # characters of a snippet: about three lines on a wide page
_ROOM = 90  # characters kept before the first mark
_SENTENCE = 130  # characters kept before it where they are the beginning of its statement
_WINDOW = 42  # words, long ones mostly: as many as a snippet shows from its first mark on
_AROUND = 90  # words that may stand in one snippet, short ones all
_NEAR = 33  # words: passages whose matches stand as far apart, by this measure, are alike in it
_OFTEN = 3  # times: what is said more often is said often


def marks(clause: Clause, text: str, said: Told = ()) -> tuple[Mark, ...]:
    """The characters of a text that the clause's leaves match, in order, none overlapping.

    said: the statements that are made in the text.
    """
    read = tokens(text)
    return _merged(
        sorted(
            (read[first].start, read[first + words - 1].end)
            for leaf in visible(clause)
            for first, words in islice(stands(leaf, read, said), MOST)
        )
    )


def visible(clause: Clause) -> tuple[Seen, ...]:
    """The leaves of a clause that can be seen in a passage."""
    return tuple(
        leaf
        for leaf in positive_leaves(clause)
        if not (isinstance(leaf, Term | Exact | Near | Pattern | Close) and leaf.text == "title")
    )


@dataclass(frozen=True, slots=True)
class Sought:
    """What passages are chosen by. leaves: those that can be seen in one; bits: a bit for each, which the other names of
    something share with what was typed; textual: the bits of all leaves but names of a field."""

    leaves: tuple[Seen, ...]
    bits: tuple[int, ...]
    textual: int


def sought(clause: Clause) -> Sought:
    """What is sought in passages for a clause."""
    leaves = visible(clause)
    number = {leaf: n for n, leaf in enumerate(leaves)}
    for other, typed in other_names(clause):
        if other in number and typed in number:
            number[other] = number[typed]
    bits = tuple([1 << n for n in number.values()])
    named = (bit for leaf, bit in zip(leaves, bits, strict=True) if not isinstance(leaf, AnyOf))
    return Sought(leaves, bits, reduce(or_, named, 0))


def snippets(sought: Sought, sight: Sight, limit: int = SNIPPETS) -> tuple[tuple[Snippet, ...], int]:
    """The best passages, in reading order, and the number of further passages with a match.

    Best: most leaves of the query, words of the text before names of a field, then nearest together, then most
    often. After the best one, passages are shown that have a leaf which none that is shown has, and then those that
    have as many as the best. Where nothing is marked (a date, say), the first passage stands for the readout.
    """
    matched = sight.stands
    if not matched:
        first = next((n for n in range(sight.passages) if n not in sight.headings), None)
        return ((_snippet(first, (), sight, sought),) if first is not None else ()), 0
    shown = _chosen(matched, sight.headings, sought, limit) if len(matched) > 1 else matched
    made = tuple([_snippet(number, _counted(matched[number]), sight, sought) for number in shown])
    return made, len(matched) - len(made)


def _chosen(
    matched: Mapping[int, Sequence[Stand]], headings: Set[int], sought: Sought, limit: int
) -> list[int]:
    """The passages to be shown, in reading order."""
    ranked = []
    bits, textual = sought.bits, sought.textual
    for number, found in matched.items():
        leaves = 0
        for _, _, leaf in found:
            leaves |= bits[leaf]
        told, most = (leaves & textual).bit_count(), leaves.bit_count()
        apart = _apart(found[:MOST], bits, most) // _NEAR if most > 1 else 0
        often = min(len(found), _OFTEN)
        ranked.append((told, most, number not in headings, -apart, often, -number, leaves))
    ranked.sort(reverse=True)
    (told, most, *_, best, seen), *rest = ranked
    shown = [-best]
    while len(shown) < limit:
        chosen = next((one for one in rest if one[-1] & ~seen), None) or next(
            (one for one in rest if (one[0] == told if told else one[1] == most)), None
        )
        if chosen is None:
            break
        rest.remove(chosen)
        *_, number, leaves = chosen
        shown.append(-number)
        seen |= leaves
    return sorted(shown)


def _apart(stands: Sequence[Stand], bits: Sequence[int], leaves: int) -> int:
    """Words from the first to the last of the shortest stretch that has all of so many leaves; all there are, if none has."""
    last: dict[int, int] = {}
    shortest = stands[-1][0] - stands[0][0]
    for word, _, leaf in stands:
        last[bits[leaf]] = word
        if len(last) == leaves:
            shortest = min(shortest, word - min(last.values()))
    return shortest


def _counted(stands: Sequence[Stand]) -> Sequence[Stand]:
    """What was found in a passage; of each leaf the first MOST."""
    if len(stands) <= MOST:
        return stands
    counts: Counter[int] = Counter()
    kept = []
    for stand in stands:
        counts[stand[2]] += 1
        if counts[stand[2]] <= MOST:
            kept.append(stand)
    return kept


def _merged(found: Iterable[Mark]) -> tuple[Mark, ...]:
    """Marks, which come in order, those that overlap made one."""
    kept: list[Mark] = []
    reached = 0
    for start, end in found:
        if start < reached:
            reached = max(end, reached)
            kept[-1] = (kept[-1][0], reached)
        else:
            kept.append((start, end))
            reached = end
    return tuple(kept)


def _snippet(number: int, stands: Sequence[Stand], sight: Sight, sought: Sought) -> Snippet:
    """The passage, or of a long one the stretch that shows most of the query, cut at word ends."""
    passage = sight.passage(number)
    text = passage.text
    said = sight.statements(number)
    if len(text) <= _LONG + _ROOM:
        found, _ = _marks(number, stands, 0, sight)
        return Snippet(passage, text, found, before=False, after=False, said=said)
    word = _best_start(stands, sought)
    found, at = _marks(number, [stand for stand in stands if abs(stand[0] - word) < _AROUND], word, sight)
    start = _begin(text, at, said)
    end = _word_start(text, start + _LONG) if start + _LONG < len(text) else len(text)
    for first, last in found:
        if first < end < last:
            end = last
    kept = tuple([(s - start, e - start) for s, e in found if s >= start and e <= end])
    return Snippet(passage, text[start:end].rstrip(), kept, start > 0, end < len(text), start, said)


def _marks(passage: int, stands: Sequence[Stand], word: int, sight: Sight) -> tuple[tuple[Mark, ...], int]:
    """The characters of what was found, from front to back, and at which one a word begins, the first or a found one."""
    ends = {first: first + words - 1 for first, words, _ in stands}  # the longest of those that begin there
    firsts, lasts = list(ends), list(ends.values())
    if firsts == lasts:  # single words
        spots = sight.characters(passage, firsts)
        return _merged(spots), spots[firsts.index(word)][0] if word else 0
    words = sorted({*firsts, *lasts})
    spot = dict(zip(words, sight.characters(passage, words), strict=True))
    merged = _merged([(spot[first][0], spot[last][1]) for first, last in ends.items()])
    return merged, spot[word][0] if word else 0


def _best_start(stands: Sequence[Stand], sought: Sought) -> int:
    """The word from which on _WINDOW words hold most words, then names, then matches; 0 where the first ones do."""
    if not stands or stands[-1][0] < _WINDOW:
        return 0
    if len(stands) == 1:
        return stands[0][0]
    told, leaves, _ = _worth(0, stands, sought)
    if leaves == len(sought.leaves):  # no other word could have more
        return 0
    most, at = max((_worth(stand[0], stands[n:], sought), -stand[0]) for n, stand in enumerate(stands))
    return 0 if (told, leaves) >= most[:2] else -at


def _worth(word: int, stands: Iterable[Stand], sought: Sought) -> tuple[int, int, int]:
    """How many leaves of words, leaves and stands there are from a word on; stands: those that begin no earlier."""
    end, bits = word + _WINDOW, sought.bits
    leaves = count = 0
    for first, _, leaf in stands:
        if first >= end:
            break
        leaves |= bits[leaf]
        count += 1
    return (leaves & sought.textual).bit_count(), leaves.bit_count(), count


def _begin(text: str, at: int, said: Told) -> int:
    """Where a snippet begins that shows a place: with the statement there, if that begins not far before, else at a word."""
    if at <= _ROOM:
        return 0
    sentences = [one.start for one in said if one.start <= at < one.end and at - one.start <= _SENTENCE]
    return max(sentences) if sentences else _word_start(text, at - _ROOM)


def _word_start(text: str, at: int) -> int:
    """The first beginning of a word at or after a character; in unbroken script, the character itself."""
    space = text.find(" ", at - 1)
    return space + 1 if 0 <= space < at + 40 else at
