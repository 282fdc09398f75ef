"""A clause to the readouts that it finds, each with its score: whole arrays at a time.

A word, a phrase, a pattern or a close word counts as one word, found as often as any of its forms occurs; see
`matches.Scoring`. What merely filters (ids, dates, negation) scores 0. A compound's score is the sum of its parts'.
All statistics are those of the readouts that are there, so that scores do not depend on how a generation came about.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
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
    Text,
    Weighted,
    Within,
)
from searchapp.engines.arrays import phrases, said
from searchapp.engines.arrays.chosen import kernels
from searchapp.engines.arrays.collection import NONE, Collection
from searchapp.engines.arrays.effort import BY_MARK, BY_POSTING, BY_SCAN, BY_WORD
from searchapp.engines.arrays.fields import FOLDED, MONTH, STEMS, TITLE, as_number
from searchapp.engines.arrays.lexicon import Expansion, Lexicon
from searchapp.engines.arrays.matches import NOTHING, Matches, Scoring
from searchapp.engines.arrays.slots import Slots
from searchapp.engines.arrays.store import Array

TextLeaf = Term | Exact | Near | Pattern | Close

_EXPANSIONS = 16  # more than a page asks for
_ROWS = 8  # phrases: a search that finds nothing is tried in parts, with the same other names


class Evaluator:
    """Evaluates clauses over one generation, for one thread."""

    def __init__(self, collection: Collection, scoring: Scoring, lexicon: Callable[[Text], Lexicon]) -> None:
        self._collection, self._scoring, self._lexicon = collection, scoring, lexicon
        self.slots = Slots(collection.size)
        self._expansions: dict[Pattern | Close, Expansion] = {}
        self._rows: dict[Exact, phrases.Places] = {}

    def begin(self) -> None:
        """A request begins: it may spend as much as any other, and nothing is kept for it from the last one."""
        self.slots.effort.begin()
        self._rows.clear()

    def find(self, clause: Clause, *, scored: bool) -> Matches:
        """What a clause finds; all scores are 0 unless they are asked for."""
        match clause:
            case Every():
                return Matches(self._collection.all)
            case Nothing():
                return NOTHING
            case Term() | Exact() | Near() | Pattern() | Close():
                return self._matches(clause, scored=scored)
            case AnyOf(field, ids):
                return Matches(self._holding(field, ids))
            case Within(first, last):
                return Matches(self._within(self._collection.all, first, last))
            case And(parts):
                return self._all(parts, scored=scored)
            case Or(parts):
                return self._any(parts, scored=scored)
            case Not(part):
                return Matches(self._without(self._collection.all, part))
            case Weighted(part, factor):
                found = self.find(part, scored=scored)
                return (
                    found if found.scores is None else Matches(found.docs, found.scores * np.float32(factor))
                )
            case Said():
                return self._matches(clause, scored=scored)
            case _:
                assert_never(clause)

    def expansion(self, clause: Pattern | Close) -> Expansion:
        """The words that a pattern or close word stands for; those of the last few are kept, for the same page."""
        if clause not in self._expansions:
            if len(self._expansions) >= _EXPANSIONS:
                self._expansions.clear()
            self._expansions[clause] = self._expanded(clause)
        return self._expansions[clause]

    def _expanded(self, clause: Pattern | Close) -> Expansion:
        match clause:
            case Pattern(pattern, text):
                self.slots.effort.spend(BY_SCAN * self._lexicon(text).looked_at(pattern))
                return self._lexicon(text).matching(pattern)
            case Close(word, distance, text):
                self.slots.effort.spend(BY_WORD * len(self._lexicon(text)))
                return self._lexicon(text).close(word, distance)
            case _:
                assert_never(clause)

    # ---- compounds

    def _all(self, parts: tuple[Clause, ...], *, scored: bool) -> Matches:
        """The parts one after the other, those that find few first; what is left is scored in the order of the parts."""
        if not parts:
            return Matches(self._collection.all)
        order = sorted(range(len(parts)), key=lambda n: self._most(parts[n]))
        found = self.find(parts[order[0]], scored=scored)
        docs, scores = found.docs, {order[0]: found.scores}
        for n in order[1:]:
            if not len(docs):
                break
            kept, more = self._narrowed(docs, parts[n], scored=scored)
            docs = docs.take(kept)
            scores = {m: None if one is None else one.take(kept) for m, one in scores.items()} | {n: more}
        return Matches(docs, _sum([scores[n] for n in sorted(scores)]))

    def _narrowed(self, docs: Array, part: Clause, *, scored: bool) -> tuple[Array, Array | None]:
        """Which of some readouts, by their place in the list, a part finds too, and their scores."""
        match part:
            case Within(first, last):
                return self._mask_within(docs, first, last).nonzero()[0], None
            case AnyOf(field, ids):
                return self._collection.column(field).holding(ids, docs).nonzero()[0], None
            case Not(inner):
                kept = np.ones(len(docs), bool)
                kept[self._narrowed(docs, inner, scored=False)[0]] = False
                return kept.nonzero()[0], None
            case Term(_, stem, text):
                posted = self._collection.posted(STEMS[text], stem)
                here, there = kernels.meet(docs, posted.docs, self.slots)
                if not scored or not len(here):
                    return here, None
                some = docs.take(here), posted.counts.take(there)
                return here, self._scoring.scores(*some, self._scoring.rarity(posted.counts))
            case Exact((_, _, *_) as words, text) if not scored:
                there = phrases.Text(self._collection, FOLDED[text], self.slots, docs).in_a_row(words).docs
                return kernels.meet(docs, there, self.slots)[0], None
            case _:
                found = self.find(part, scored=scored)
                here, there = kernels.meet(docs, found.docs, self.slots)
                return here, None if found.scores is None else found.scores.take(there)

    def _any(self, parts: tuple[Clause, ...], *, scored: bool) -> Matches:
        if len(parts) == 1:
            return self.find(parts[0], scored=scored)
        # all of them before the first is put down: a part may be an Or itself, and use the same room
        every = [self.find(part, scored=scored) for part in parts]
        return Matches(*kernels.united([(found.docs, found.scores) for found in every], self.slots))

    def _without(self, docs: Array, part: Clause) -> Array:
        return docs.take(self._narrowed(docs, Not(part), scored=False)[0])

    def _most(self, clause: Clause) -> int:
        """How many readouts a clause finds at most, as far as that is known without finding them."""
        match clause:
            case Nothing():
                return 0
            case Term(_, stem, text):
                return self._collection.most(STEMS[text], stem)
            case Exact(words, text) | Near(words, _, text):
                # a phrase costs more than it finds: words alone go first
                return 1 + min((self._collection.most(FOLDED[text], word) for word in words), default=0)
            case AnyOf(field, ids) if field != MONTH:
                return sum(self._collection.most(field, id_) for id_ in ids)
            case And(parts):
                return min((self._most(part) for part in parts), default=self._collection.size)
            case Or(parts):
                return min(sum(self._most(part) for part in parts), self._collection.size)
            case Weighted(part, _) | Said(part):
                return self._most(part)
            case Every() | Within() | Not() | Pattern() | Close() | AnyOf():
                return self._collection.size
            case _:
                assert_never(clause)

    # ---- what filters

    def _holding(self, field: str, ids: frozenset[str]) -> Array:
        column = self._collection.column(field)  # raises for a field that holds no ids
        if field == MONTH:
            return self._collection.all[column.holding(ids, self._collection.all)]
        found = [self._collection.posted(field, id_).docs for id_ in ids]
        if len(found) == 1:
            return found[0]
        return kernels.united([(docs, None) for docs in found], self.slots)[0]

    def _within(self, docs: Array, first: date | None, last: date | None) -> Array:
        return docs[self._mask_within(docs, first, last)]

    def _mask_within(self, docs: Array, first: date | None, last: date | None) -> Array:
        low = as_number(first) if first else 1
        high = as_number(last) if last else as_number(date.max)
        begins, ends = self._collection.days
        if len(docs) < self._collection.size:
            begins, ends = begins.take(docs), ends.take(docs)
        mask: Array = (begins >= low) & (ends <= high)  # a readout without a date begins on 0
        return mask

    # ---- statements

    def _said(self, clause: Said) -> tuple[Array, Array]:
        """The readouts with a statement that holds the part, each weighing as many words as it has of them."""
        likely = self.find(said.likely(clause.part), scored=False).docs
        return said.find(clause, likely, self._collection, self.slots, self.expansion)

    def statements(self, clause: Said, among: Array) -> said.Statements:
        """The statements of some readouts that hold what is asked for. among: their numbers, ascending."""
        return said.holding(clause, among, self._collection, self.slots, self.expansion)

    # ---- words

    def _matches(self, leaf: TextLeaf | Said, *, scored: bool) -> Matches:
        docs, weights = self.weighed(leaf)
        if not scored or not len(docs):
            return Matches(docs)
        return Matches(docs, self._scoring.scores(docs, weights, self._scoring.rarity(weights)))

    def weighed(self, leaf: TextLeaf | Said) -> tuple[Array, Array]:
        """The readouts that hold a leaf, and with which weight."""
        match leaf:
            case Said():
                return self._said(leaf)
            case Term(_, stem, text):
                posted = self._collection.posted(STEMS[text], stem)
                self.slots.effort.spend(BY_POSTING * len(posted.docs))
                return posted.docs, posted.counts
            case Exact((word,), text):
                posted = self._collection.posted(FOLDED[text], word)
                self.slots.effort.spend(BY_POSTING * len(posted.docs))
                return posted.docs, self._with_title(posted.docs, posted.counts, text, [word])
            case Exact():
                found = self._in_a_row(leaf)
            case Near(words, distance, text):
                found = self._text(text).near(words, distance + len(words) - 2)
            case Pattern() | Close():
                return self._of_words(leaf)
            case _:
                assert_never(leaf)
        return found.docs, found.counts + (TITLE - 1) * found.titled

    def _in_a_row(self, leaf: Exact) -> phrases.Places:
        """Where a phrase stands; the first few of a request are kept until it ends."""
        if leaf in self._rows:
            return self._rows[leaf]
        found = self._text(leaf.text).in_a_row(leaf.words)
        if len(self._rows) < _ROWS:
            self._rows[leaf] = found
        return found

    def _text(self, text: Text) -> phrases.Text:
        return phrases.Text(self._collection, FOLDED[text], self.slots)

    def _with_title(self, docs: Array, counts: Array, text: Text, words: list[str]) -> Array:
        """Counts as weights: what stands in the title weighs more."""
        if text == "title":
            return counts * np.float32(TITLE)
        made = counts.astype(np.float32)
        for word in words:
            titled = self._collection.posted("title", word)
            here, there = kernels.meet(docs, titled.docs, self.slots)
            made[here] += (TITLE - 1) * titled.counts.take(there)
        return made

    def _of_words(self, leaf: Pattern | Close) -> tuple[Array, Array]:
        """The readouts that hold any of the words, and how often they hold them together, as a weight."""
        text = self._posted_in(FOLDED[leaf.text], self.expansion(leaf))
        if leaf.text == "title":
            docs, sums = kernels.counted(text, (NONE, NONE), 0, self.slots)
            return docs, sums * TITLE
        title = self._posted_in("title", self.expansion(replace(leaf, text="title")))
        return kernels.counted(text, title, TITLE - 1, self.slots)

    def _posted_in(self, field: str, expansion: Expansion) -> tuple[Array, Array]:
        """The postings of all of the words: readouts, in no order, and how often."""
        posted = self._collection.posted_in(field, expansion.stretches)
        self.slots.effort.spend(BY_POSTING * len(posted.docs) + BY_MARK * self._collection.size)
        return posted.docs, posted.counts


def _sum(scores: list[Array | None]) -> Array | None:
    given = [one for one in scores if one is not None]
    return sum(given[1:], given[0]) if given else None
