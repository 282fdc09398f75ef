"""A clause to the readouts that it finds, each with its score; one set at a time.

Scores are Whoosh's BM25F over live readouts alone, so that they do not depend on how a generation came about:
a phrase, a pattern or a close word counts as one word, found as often as any of its forms occurs. What merely
filters (ids, dates, negation) scores 0. A compound's score is the sum of its parts'.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from math import log
from typing import assert_never

from whoosh.scoring import bm25

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
    Term,
    Text,
    Weighted,
    Within,
)
from searchapp.engines.whoosh.adjacency import runs, windows
from searchapp.engines.whoosh.ledger import Ledger
from searchapp.engines.whoosh.lexicon import Lexicon
from searchapp.engines.whoosh.postings import Postings
from searchapp.engines.whoosh.schema import FOLDED, STEMS

K1 = 1.2
B = 0.7
TITLE = 3.0  # a word of the title says more about a readout than one of its body
WEIGHTS = {"title": TITLE, "title_stem": TITLE, "body": 1.0, "body_stem": 1.0}

Scores = dict[int, float]  # document number -> score


class Evaluator:
    """Evaluates clauses over one generation, for one thread."""

    def __init__(self, postings: Postings, ledger: Ledger, lexicon: Callable[[Text], Lexicon]) -> None:
        self._postings, self._ledger, self._lexicon = postings, ledger, lexicon

    def find(self, clause: Clause, *, scored: bool) -> Scores:
        """What a clause finds; all scores are 0 unless they are asked for."""
        match clause:
            case Every():
                return dict.fromkeys(self._ledger.numbers.values(), 0.0)
            case Nothing():
                return {}
            case Term() | Exact() | Near() | Pattern() | Close():
                return self._in_text(clause, scored=scored)
            case AnyOf(field, ids):
                return dict.fromkeys(self._ledger.holding(field, ids), 0.0)
            case Within(first, last):
                return dict.fromkeys(self._ledger.within(first, last), 0.0)
            case And(parts):
                return self._all(parts, scored=scored)
            case Or(parts):
                return self._any(parts, scored=scored)
            case Not(part):
                found = self.find(part, scored=False)
                return {number: 0.0 for number in self._ledger.numbers.values() if number not in found}
            case Weighted(part, factor):
                return {number: score * factor for number, score in self.find(part, scored=scored).items()}
            case _:
                assert_never(clause)

    def words(self, clause: Clause) -> tuple[tuple[str, ...], bool]:
        """The words that a pattern or close word stands for, most frequent first, and whether there are more.

        Only the MAX_WORDS that stand in most readouts are looked for.
        """
        match clause:
            case Pattern(pattern, text):
                found, capped = self._lexicon(text).matching(pattern)
            case Close(word, distance, text):
                found, capped = self._lexicon(text).close(word, distance)
            case _:
                return (), False
        live = (w for w in found if any(self._postings.frequencies(field, w) for field in FOLDED[text]))
        return tuple(live), capped

    def _all(self, parts: tuple[Clause, ...], *, scored: bool) -> Scores:
        if not parts:
            return self.find(Every(), scored=False)
        found = self.find(parts[0], scored=scored)
        for part in parts[1:]:
            if not found:
                break
            more = self.find(part, scored=scored)
            found = {number: score + more[number] for number, score in found.items() if number in more}
        return found

    def _any(self, parts: tuple[Clause, ...], *, scored: bool) -> Scores:
        found: Scores = {}
        for part in parts:
            for number, score in self.find(part, scored=scored).items():
                found[number] = found.get(number, 0.0) + score
        return found

    def _in_text(self, leaf: Term | Exact | Near | Pattern | Close, *, scored: bool) -> Scores:
        found: Scores = {}
        for field, counts in self._counts(leaf).items():
            scores = self._weighed(field, counts) if scored else dict.fromkeys(counts, 0.0)
            for number, score in scores.items():
                found[number] = found.get(number, 0.0) + score
        return found

    def _counts(self, leaf: Term | Exact | Near | Pattern | Close) -> dict[str, Mapping[int, int]]:
        """How often a leaf occurs, by text field and readout."""
        match leaf:
            case Term(_, stem, text):
                return {field: self._postings.frequencies(field, stem) for field in STEMS[text]}
            case Exact(words, text):
                return {field: self._exact(field, words) for field in FOLDED[text]}
            case Near(words, distance, text):
                return {field: self._near(field, words, distance) for field in FOLDED[text]}
            case Pattern(pattern, text):
                words, _ = self._lexicon(text).matching(pattern)
            case Close(word, distance, text):
                words, _ = self._lexicon(text).close(word, distance)
            case _:
                assert_never(leaf)
        return {field: self._any_word(field, words) for field in FOLDED[text]}

    def _exact(self, field: str, words: tuple[str, ...]) -> dict[int, int]:
        if len(words) == 1:
            return self._postings.frequencies(field, words[0])
        forms = tuple(dict.fromkeys(words))
        counted = {
            number: runs([places[forms.index(word)] for word in words])
            for number, places in self._postings.places(field, forms)
        }
        return {number: count for number, count in counted.items() if count}

    def _near(self, field: str, words: tuple[str, ...], distance: int) -> dict[int, int]:
        needed = Counter(words)
        span = distance + len(words) - 2
        counted = {
            number: windows(places, tuple(needed.values()), span)
            for number, places in self._postings.places(field, tuple(needed))
        }
        return {number: count for number, count in counted.items() if count}

    def _any_word(self, field: str, words: tuple[str, ...]) -> dict[int, int]:
        counted: Counter[int] = Counter()
        for word in words:
            counted.update(self._postings.frequencies(field, word))
        return counted

    def _weighed(self, field: str, counts: Mapping[int, int]) -> Scores:
        """BM25 with Whoosh's idf, over the readouts that there are now."""
        if not counts:
            return {}
        idf = log(len(self._ledger.numbers) / (len(counts) + 1)) + 1
        lengths, average, weight = self._ledger.lengths[field], self._ledger.average[field], WEIGHTS[field]
        return {
            number: weight * bm25(idf, count, lengths[number], average, B, K1)
            for number, count in counts.items()
        }
