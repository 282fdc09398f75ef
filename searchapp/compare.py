"""Two readouts beside each other: which passages answer to each other, and which words went and came.

Passages are likened by their words, rare ones counting most. Those that answer to each other are found in two
steps: the pairs in the order of both texts that are most alike in all, then pairs that have changed their place.
Inside a pair the words that both have, in order, are kept, and the rest has gone or come.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Literal

import numpy as np
import numpy.typing as npt

from searchapp.analysis import stem, surfaces, word
from searchapp.function_words import FUNCTION_WORDS
from searchapp.readout import Entity, Passage, Readout, Side

State = Literal["kept", "reworded", "dropped", "added"]
Span = tuple[int, int]

MOST = 250  # passages of each text that are compared: more take longer than a page may
_TOPIC = 4  # times that a topic counts as a word would: it is one under all of its names
_WORDS = 1_500  # of a passage that are compared word by word
_CLASSES = (
    "promised",
    "agreed",
    "offered",
    "asked",
    "welcomed",
    "condemned",
    "stated",
)  # what binds most comes first
_RETOLD = 0.6  # of a passage's characters
ALIKE = 0.14  # cosine from which on two passages in their places answer to each other
MOVED = 0.19  # and two that are elsewhere


@dataclass(frozen=True, slots=True)
class Row:
    """Two passages that answer to each other, or one that has no partner.

    went: characters of the first passage that the second has not; came: of the second that the first has not.
    moved: whether they stand in another order than the other pairs. topics: of either readout, those that
    were read in one of the two passages. likeness: 0 to 1.
    """

    state: State
    before: Passage | None
    after: Passage | None
    likeness: float = 0.0
    moved: bool = False
    went: tuple[Span, ...] = ()
    came: tuple[Span, ...] = ()
    topics: tuple[Entity, ...] = ()

    @property
    def is_retold(self) -> bool:
        """Whether most words of both passages have gone and come: what stayed then tells more than what did not."""
        if self.before is None or self.after is None:
            return False
        texts = (self.before.text, self.went), (self.after.text, self.came)
        return all(sum(end - start for start, end in some) > len(text) * _RETOLD for text, some in texts)


@dataclass(frozen=True, slots=True)
class Verbs:
    """The verbs of one class that a side's statements are made with: verb -> statements, most first."""

    side: Side | None
    verb_class: str
    before: tuple[tuple[str, int], ...]
    after: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Comparison:
    """Two readouts compared. rows: in the order of the second, what was dropped where it stood in the first.

    Each passage of both stands in one row, unless they are more than MOST: `uncompared` passages are left out.
    """

    before: Readout
    after: Readout
    rows: tuple[Row, ...]
    verbs: tuple[Verbs, ...]
    uncompared: int

    @cached_property
    def counts(self) -> dict[State, int]:
        """Rows by what became of them."""
        found = Counter(row.state for row in self.rows)
        return {state: found[state] for state in ("kept", "reworded", "dropped", "added")}

    @property
    def lost(self) -> tuple[Entity, ...]:
        """Topics of the first alone."""
        return _less(self.before.topic, self.after.topic)

    @property
    def gained(self) -> tuple[Entity, ...]:
        """Topics of the second alone."""
        return _less(self.after.topic, self.before.topic)

    @property
    def shared(self) -> tuple[Entity, ...]:
        """Topics of both."""
        return _less(self.after.topic, self.gained)


def compare(before: Readout, after: Readout) -> Comparison:
    """Compare two readouts, whichever they are.

    `compare(b, a)` is `compare(a, b)` mirrored: what one has added, the other has dropped.
    """
    first, second = before.passages[:MOST], after.passages[:MOST]
    topics = _topics(before, first), _topics(after, second)
    pairs = _pairs(
        [_Matter(p.text, p.kind == "heading", tuple(of)) for p, of in zip(first, topics[0], strict=True)],
        [_Matter(p.text, p.kind == "heading", tuple(of)) for p, of in zip(second, topics[1], strict=True)],
    )
    rows = tuple(_rows(first, second, pairs, topics))
    left = len(before.passages) - len(first) + len(after.passages) - len(second)
    return Comparison(before, after, rows, tuple(_verbs(before, after)), left)


def wording(before: str, after: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The characters of one text that the other has not, and the other way round.

    Case, accents and punctuation make no difference. What both have by chance, a word or two between longer
    stretches that differ, is taken as changed with them.
    """
    if before > after:
        came, went = wording(after, before)
        return went, came
    (old, one), (new, other) = _read(before), _read(after)
    kept = _whole(_common(one, other), one, other)
    return (
        _stretches(old, {at for at, _ in kept}, before),
        _stretches(new, {at for _, at in kept}, after),
    )


# ---- which passages answer to each other

_Pair = tuple[int, int, float, bool]
_Topics = Sequence[dict[str, Entity]]


@dataclass(frozen=True, slots=True, order=True)
class _Matter:
    """What a passage is likened by: its words, and the topics that were read in it."""

    text: str
    heading: bool
    topics: tuple[str, ...]


def _topics(readout: Readout, passages: Sequence[Passage]) -> _Topics:
    """The topics that were read in each passage, by id."""
    named = {topic.id: topic for topic in readout.topic}
    read = [
        (e.line, named[e.value])
        for e in readout.evidence
        if e.field == "topic" and e.line and e.value in named
    ]
    return [{topic.id: topic for line, topic in read if p.lines[0] <= line <= p.lines[1]} for p in passages]


def _pairs(before: Sequence[_Matter], after: Sequence[_Matter]) -> list[_Pair]:
    """Number of the one, number of the other, likeness, whether moved."""
    if tuple(before) > tuple(after):  # ties are decided in one way, whichever text is asked for first
        return [(one, other, alike, moved) for other, one, alike, moved in _pairs(after, before)]
    alike = _likeness(before, after)
    inorder = _in_order(np.where(alike >= ALIKE, alike - ALIKE / 2, 0.0))
    found = [(one, other, float(alike[one, other]), False) for one, other in inorder]
    left = alike.copy()
    for one, other in inorder:
        left[one, :] = left[:, other] = 0.0
    while left.size and (best := float(left.max())) >= MOVED:
        one, other = divmod(int(left.argmax()), left.shape[1])
        found.append((one, other, best, True))
        left[one, :] = left[:, other] = 0.0
    return found


def _likeness(before: Sequence[_Matter], after: Sequence[_Matter]) -> npt.NDArray[np.float32]:
    """Cosines of the passages' words and topics, weighed by how few passages have them; 1 for the same text.

    A heading is like headings alone.
    """
    bags = [_bag(one) for one in (*before, *after)]
    numbers: dict[str, int] = {}
    for bag in bags:
        for told in bag:
            numbers.setdefault(told, len(numbers))
    vectors = np.zeros((len(bags), len(numbers)), np.float32)
    for row, bag in enumerate(bags):
        vectors[row, [numbers[told] for told in bag]] = [1 + math.log(count) for count in bag.values()]
    holding = (vectors > 0).sum(axis=0)
    vectors *= np.log(1 + len(bags) / np.maximum(holding, 1))
    lengths = np.sqrt((vectors**2).sum(axis=1, keepdims=True))
    vectors /= np.where(lengths > 0, lengths, 1)
    cut = len(before)
    made: npt.NDArray[np.float32] = np.clip(vectors[:cut] @ vectors[cut:].T, 0.0, 1.0)
    where: dict[str, list[int]] = {}
    for number, one in enumerate(after):
        where.setdefault(one.text, []).append(number)
    for number, one in enumerate(before):
        made[number, where.get(one.text, [])] = 1.0
    headings = [np.array([one.heading for one in some], bool) for some in (before, after)]
    made[headings[0][:, None] != headings[1][None, :]] = 0.0
    return made.round(6)


def _bag(one: _Matter) -> Counter[str]:
    """A passage's words by stem, without those that only hold it together, unless it has no others; and its topics."""
    words = _read(one.text)[1]
    bag = Counter([stem(told) for told in words if told not in FUNCTION_WORDS]) or Counter(words)
    bag.update({f"topic {topic}": _TOPIC for topic in one.topics})
    return bag


def _in_order(worth: npt.NDArray[np.float32]) -> list[tuple[int, int]]:
    """The pairs, none crossing another, whose worth is highest in all."""
    rows, columns = worth.shape
    best = np.zeros((rows + 1, columns + 1), np.float32)
    for row in range(rows):
        here = np.maximum(best[row, 1:], best[row, :-1] + worth[row])
        best[row + 1, 1:] = np.maximum.accumulate(here)
    found, row, column = list[tuple[int, int]](), rows, columns
    while row and column:
        if best[row, column] == best[row - 1, column]:
            row -= 1
        elif best[row, column] == best[row, column - 1]:
            column -= 1
        else:
            row, column = row - 1, column - 1
            found.append((row, column))
    return found[::-1]


# ---- rows


def _rows(
    before: Sequence[Passage],
    after: Sequence[Passage],
    pairs: Iterable[_Pair],
    topics: tuple[_Topics, _Topics],
) -> Iterator[Row]:
    """In the order of the second text; what has no partner there, behind what it followed in the first."""
    partner = {other: (one, alike, moved) for one, other, alike, moved in pairs}
    fixed = {one for one, _, moved in partner.values() if not moved}
    paired = {one for one, _, _ in partner.values()}
    done = 0

    def dropped(until: int) -> Iterator[Row]:
        nonlocal done
        yield from (
            Row("dropped", before[n], None, topics=tuple(topics[0][n].values()))
            for n in range(done, until)
            if n not in paired
        )
        done = max(done, until)

    for number, passage in enumerate(after):
        if number not in partner:
            yield Row("added", None, passage, topics=tuple(topics[1][number].values()))
            continue
        one, alike, moved = partner[number]
        if one in fixed:
            yield from dropped(one)
        about = tuple({**topics[0][one], **topics[1][number]}.values())
        yield replace(_pair(before[one], passage), likeness=alike, moved=moved, topics=about)
    yield from dropped(len(before))


def _pair(before: Passage, after: Passage) -> Row:
    went, came = ((), ()) if before.text == after.text else wording(before.text, after.text)
    return Row("reworded" if went or came else "kept", before, after, went=went, came=came)


# ---- which words went and came


@lru_cache(maxsize=2 * MOST)  # a passage is looked at to find its partner, and again beside it
def _read(text: str) -> tuple[list[Span], list[str]]:
    """The first words of a text: their characters, and each as it is compared."""
    found, starts = surfaces(text)
    some = found[:_WORDS]
    places = [(start, start + len(one)) for start, one in zip(starts.tolist(), some, strict=False)]
    return places, [one.lower() if one.isascii() and one.isalnum() else word(one) for one in some]


def _common(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """A longest row of words that both have in order: their numbers in the one and the other.

    Bit-parallel (Hyyrö, 2004): one addition of long integers a word.
    """
    places: dict[str, int] = {}
    for number, one in enumerate(before):
        places[one] = places.get(one, 0) | 1 << number
    full = (1 << len(before)) - 1
    state, states = full, list[int]()
    for other in after:
        same = state & places.get(other, 0)
        state = ((state + same) | (state - same)) & full
        states.append(state)
    found, at, to = list[tuple[int, int]](), len(before), len(after)
    while at and to:
        if states[to - 1] >> (at - 1) & 1:
            at -= 1
        elif to > 1 and not states[to - 2] >> (at - 1) & 1:
            to -= 1
        else:
            at, to = at - 1, to - 1
            found.append((at, to))
    return found[::-1]


def _whole(
    kept: Sequence[tuple[int, int]], before: Sequence[str], after: Sequence[str]
) -> list[tuple[int, int]]:
    """Common words without those that both have by chance: few, and alone among more that differ."""
    runs, at = list[list[tuple[int, int]]](), (-2, -2)
    for pair in kept:
        if pair != (at[0] + 1, at[1] + 1):
            runs.append([])
        runs[-1].append(pair)
        at = pair
    ends = [(-1, -1), *(run[-1] for run in runs)]
    begins = [*(run[0] for run in runs), (len(before), len(after))]
    gaps = [max(b[0] - e[0], b[1] - e[1]) - 1 for e, b in zip(ends, begins, strict=True)]
    return [
        pair
        for run, (ahead, behind) in zip(runs, pairwise(gaps), strict=True)
        if _says_something([before[one] for one, _ in run], max(ahead, behind))
        for pair in run
    ]


def _says_something(run: Sequence[str], gap: int) -> bool:
    """Whether words between two changes are worth keeping apart; gap: words of the longer change."""
    telling = sum(one not in FUNCTION_WORDS for one in run)
    return gap == 0 or telling * 2 + len(run) > min(gap, 4)


def _stretches(words: Sequence[Span], kept: set[int], text: str) -> tuple[Span, ...]:
    """The characters from the first to the last of each row of words that are not kept."""
    found, last = list[Span](), -2
    for number, (start, end) in enumerate(words):
        if number in kept:
            continue
        found[-1:] = [(found[-1][0], end)] if number == last + 1 else [*found[-1:], (start, end)]
        last = number
    if words and len(words) == _WORDS and words[-1][1] < len(text):
        found.append((words[-1][1], len(text)))
    return tuple(found)


# ---- verbs and topics


def _verbs(before: Readout, after: Readout) -> Iterator[Verbs]:
    counted = [_counted(before), _counted(after)]
    sides: tuple[Side | None, ...] = ("home", "counterpart", "joint", None)
    for side in sides:
        for verb_class in _CLASSES:
            old, new = (tuple(one.get((side, verb_class), Counter()).most_common()) for one in counted)
            if old or new:
                yield Verbs(side, verb_class, old, new)


def _counted(readout: Readout) -> dict[tuple[Side | None, str], Counter[str]]:
    found: dict[tuple[Side | None, str], Counter[str]] = {}
    for statement in readout.statements:
        if statement.verb and statement.verb_class:
            found.setdefault((statement.side, statement.verb_class), Counter())[statement.verb] += 1
    return found


def _less(some: Iterable[Entity], others: Iterable[Entity]) -> tuple[Entity, ...]:
    known = {one.id for one in others}
    return tuple(one for one in some if one.id not in known)
