"""Which readouts hold statements that hold a part: for all statements at once, by where words begin and end.

A leaf stands in stretches of words, whose first and last words both ascend, in keys as in `phrases`. So a statement
[begin, end) holds one when those that begin before it are fewer than those that end before its end, however
statements overlap.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from typing import assert_never

import numpy as np

from searchapp.clause import (
    And,
    AnyOf,
    Clause,
    Close,
    Every,
    Exact,
    Near,
    Not,
    Nothing,
    Or,
    Pattern,
    Said,
    Term,
    Weighted,
    Within,
)
from searchapp.engines.arrays.collection import NONE, Collection, Member
from searchapp.engines.arrays.effort import BY_HOLDING, BY_MARK, BY_PLACE, BY_POSTING, BY_STATEMENT
from searchapp.engines.arrays.lexicon import Expansion, Stretches
from searchapp.engines.arrays.phrases import Text
from searchapp.engines.arrays.postings import zeros
from searchapp.engines.arrays.slots import Slots
from searchapp.engines.arrays.statements import SIDES
from searchapp.engines.arrays.store import Array, firsts, ranges

_Expand = Callable[[Pattern | Close], Expansion]


def likely(part: Clause) -> Clause:
    """A clause that finds every readout with a statement that holds the part, and others; quick to evaluate."""
    match part:
        case And(parts):
            return And(tuple(likely(one) for one in parts))
        case Or(parts):
            return Or(tuple(likely(one) for one in parts))
        case Weighted(one, _):
            return likely(one)
        case Exact(words) | Near(words):
            return And(tuple(Exact((word,)) for word in dict.fromkeys(words)))
        case Not():
            return Every()
        case leaf:
            return leaf


@dataclass(frozen=True, slots=True)
class Statements:
    """Some statements. docs: the readout of each, ascending; begins, ends: keys of its words [begin, end)."""

    docs: Array
    begins: Array
    ends: Array


def find(
    clause: Said, among: Array, collection: Collection, slots: Slots, expand: _Expand
) -> tuple[Array, Array]:
    """The readouts with a statement that holds the part, ascending, and how many of them each has.

    among: the numbers of the readouts that are looked into, ascending. expand: what a pattern or close word stands for.
    """
    found = holding(clause, among, collection, slots, expand).docs
    first = firsts(found)
    return found[first], np.diff(np.append(first, len(found)))


def holding(clause: Said, among: Array, collection: Collection, slots: Slots, expand: _Expand) -> Statements:
    """The statements of some readouts that hold the part; see `find`."""
    chosen = _chosen(clause, among, collection, slots)
    if not len(chosen.docs):
        return chosen
    docs = chosen.docs[firsts(chosen.docs)]
    mask = _Holding(chosen, docs, collection, slots, expand).mask(clause.part)
    return Statements(chosen.docs[mask], chosen.begins[mask], chosen.ends[mask])


def _chosen(clause: Said, among: Array, collection: Collection, slots: Slots) -> Statements:
    """The statements by those sides and speakers in some readouts."""
    docs, begins, ends = [NONE], [NONE], [NONE]
    for m in collection.members:
        said = m.segment.said
        some = among[among.searchsorted(m.base) : among.searchsorted(m.base + m.segment.size)]
        mine = some.astype(np.intp) - m.base
        starts = said.starts.take(mine)
        counts = said.starts.take(mine + 1) - starts
        slots.effort.spend(BY_STATEMENT * int(counts.sum()))
        at, readouts = ranges(starts, counts), np.repeat(some, counts)
        kept = _by(clause, m, at)
        at, readouts = at[kept], readouts[kept]
        docs.append(readouts)
        zero = zeros(readouts)
        begins.append(zero + said.begins.take(at))
        ends.append(zero + said.ends.take(at))
    return Statements(*(np.concatenate(some[1:] or some) for some in (docs, begins, ends)))


def _by(clause: Said, m: Member, at: Array) -> Array:
    """Which of some statements of a segment are by those sides and speakers, as a mask."""
    said, mask = m.segment.said, np.ones(len(at), bool)
    if clause.sides:
        sides = np.asarray([False, *(side in clause.sides for side in SIDES)])
        mask &= sides[said.sides.take(at)]
    if clause.speakers:
        speakers = np.zeros(len(said.names) + 1, bool)
        numbers = (said.names.number(id_.encode("utf-8", "surrogatepass")) for id_ in clause.speakers)
        speakers[[number + 1 for number in numbers if number is not None]] = True
        mask &= speakers[said.speakers.take(at)]
    return mask


@dataclass(frozen=True, slots=True)
class _Holding:
    """Which of some statements hold what. docs: the readouts that have any of them, ascending."""

    chosen: Statements
    docs: Array
    collection: Collection
    slots: Slots
    expand: _Expand

    def mask(self, part: Clause) -> Array:
        """Which of the statements hold a part."""
        size = len(self.chosen.docs)
        match part:
            case Every():
                return np.ones(size, bool)
            case Nothing():
                return np.zeros(size, bool)
            case And(parts):
                return reduce(np.logical_and, map(self.mask, parts), np.ones(size, bool))
            case Or(parts):
                return reduce(np.logical_or, map(self.mask, parts), np.zeros(size, bool))
            case Not(one):
                return ~self.mask(one)
            case Weighted(one, _):
                return self.mask(one)
            case Term() | Exact() | Near() | Pattern() | Close():
                self.slots.effort.spend(BY_HOLDING * size)
                first, last = self._stands(part)
                made: Array = first.searchsorted(self.chosen.begins) < last.searchsorted(self.chosen.ends)
                return made
            case AnyOf() | Within() | Said():
                raise ValueError(f"{part} within Said")  # which lets none in
            case _:
                assert_never(part)

    def _stands(self, leaf: Term | Exact | Near | Pattern | Close) -> tuple[Array, Array]:
        """Where a leaf stands: the keys of its first words and of its last ones, both ascending."""
        match leaf:
            case Exact(words):
                first = self._text.rows(words)
                return first, first + (len(words) - 1)
            case Near(words, distance):
                return self._text.windows(words, distance + len(words) - 2)
            case Term(_, stem):
                some = self._any_of([m.segment.family(stem) for m in self.collection.members])
            case Pattern() | Close():
                some = self._any_of(self.expand(leaf).stretches)
            case _:
                assert_never(leaf)
        return some, some

    @property
    def _text(self) -> Text:
        return Text(self.collection, "text", self.slots, self.docs)

    def _any_of(self, stretches: Stretches) -> Array:
        """The keys of all words in some stretches of each segment's words, ascending."""
        made = [NONE]
        for m, some in zip(self.collection.members, stretches, strict=True):
            field = m.segment.field("text")
            docs = self.docs[self.docs.searchsorted(m.base) : self.docs.searchsorted(m.base + m.segment.size)]
            mine = docs.astype(np.intp) - m.base
            for first, last in some if len(mine) else ():
                self.slots.effort.spend(
                    BY_MARK * len(mine) + BY_POSTING * int(field.starts[last] - field.starts[first])
                )
                keys = field.keyed_in(first, last, mine, m.base, self.slots)
                self.slots.effort.spend(BY_PLACE * len(keys))
                made.append(keys)
        joined = np.concatenate(made[1:] or made)
        joined.sort(kind="stable")  # ascending runs: they are merged
        return joined
