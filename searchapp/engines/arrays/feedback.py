"""More like the best: what the best hits hold, as a clause, and the found in the order that both make.

Rocchio, "Relevance feedback in information retrieval" (1971), with the best hits taken as relevant: a readout is a
vector over stems, each with its saturated frequency times its idf; the query that is added is the sum of the best
readouts' vectors, each less than the one before it by the fourth power of its score, cut to its highest entries. The
two queries count alike: score / highest score + likeness / highest likeness.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from searchapp.analysis import stem, surfaces, word
from searchapp.clause import Or, Term, Weighted
from searchapp.engines.arrays.chosen import kernels
from searchapp.engines.arrays.collection import Collection
from searchapp.engines.arrays.fields import STEMS, TITLE
from searchapp.engines.arrays.matches import Matches, Scoring
from searchapp.engines.arrays.records import Record
from searchapp.engines.arrays.slots import Slots

BEST = 10  # readouts that are taken as relevant
_STEMS = 20
_READ = 20_000  # characters of a readout, about 3,300 words: what it is about stands there
_POWER = 4
_HOLDERS = 2  # a stem of one readout alone finds no other


@dataclass(frozen=True, slots=True)
class Likeness:
    """What the best hits hold. words: a word of each stem of `clause`, as the best have it most often."""

    clause: Or
    words: tuple[str, ...]


def likeness(
    best: Sequence[tuple[int, float]],
    collection: Collection,
    scoring: Scoring,
    record: Callable[[int], Record],
) -> Likeness | None:
    """What the best hits hold, given by number and score, best first; None where they scored nothing or hold nothing."""
    if not best or best[0][1] <= 0:
        return None
    held, every, stem_of = defaultdict[str, float](float), list[Counter[str]](), dict[str, str]()
    for number, score in best:
        some = _words(record(number))
        every.append(some)
        stems = defaultdict[str, int](int)
        for one, often in some.items():
            if (its := stem_of.get(one)) is None:
                its = stem_of[one] = _stem(one)
            stems[its] += often
        weights = np.fromiter(stems.values(), np.float32, len(stems))
        parts = scoring.saturated(np.full(len(stems), number), weights) * (score / best[0][1]) ** _POWER
        for one, part in zip(stems, parts.tolist(), strict=True):
            held[one] += part
    chosen = _chosen(held, collection, scoring)
    if not chosen:
        return None
    forms = _forms(every, stem_of, chosen)
    parts_of = []
    for one in chosen:
        burst = scoring.rarity(collection.posted(STEMS["any"], one).counts).burst
        parts_of.append(Weighted(Term(forms[one], one), held[one] / burst))  # idf counts once
    return Likeness(Or(tuple(parts_of)), tuple(forms[one] for one in chosen))


def mixed(found: Matches, like: Matches, slots: Slots) -> tuple[Matches, tuple[float, float]]:
    """The found, scored by what was asked for and by likeness, and by what each of the two was multiplied.

    found: with scores, some above 0.
    """
    assert found.scores is not None  # noqa: S101
    more = np.zeros(len(found.docs), np.float32)
    if like.scores is not None:
        here, there = kernels.meet(found.docs, like.docs, slots)
        more[here] = like.scores.take(there)
    factors = 1 / float(found.scores.max()), 1 / (float(more.max(initial=0)) or 1.0)
    scores = found.scores * np.float32(factors[0]) + more * np.float32(factors[1])
    return Matches(found.docs, scores), factors


def _words(record: Record) -> Counter[str]:
    """How much a readout is about each word as it is written, in words of its body: one of the title weighs TITLE."""
    texts = (record.passage(number).text for number in range(record.passages))
    made = Counter(surfaces("\n".join(texts)[:_READ])[0])
    for one in surfaces(record.card.title)[0]:
        made[one] += TITLE
    return made


@lru_cache(maxsize=1 << 14)
def _stem(surface: str) -> str:
    return stem(word(surface))


def _chosen(held: dict[str, float], collection: Collection, scoring: Scoring) -> list[str]:
    """The stems that weigh most, times their idf: most first, ties by the alphabet."""
    rarest, lowest = scoring.idf(_HOLDERS), 0.0
    values: list[tuple[float, str]] = []
    for one in sorted(held, key=lambda one: -held[one]):
        if held[one] * rarest < lowest:  # nor does any that follows weigh enough
            break
        holders = collection.holders(STEMS["any"], one)
        if holders >= _HOLDERS:
            values.append((-held[one] * scoring.idf(holders), one))
            values = sorted(values)[:_STEMS]
            lowest = -values[-1][0] if len(values) == _STEMS else 0.0
    return [one for _, one in values]


def _forms(
    every: Sequence[Mapping[str, int]], stem_of: Mapping[str, str], stems: Sequence[str]
) -> dict[str, str]:
    """Of each of some stems the commonest of the words that have it, folded; of equals the alphabet's first."""
    found: dict[str, Counter[str]] = {one: Counter() for one in stems}
    having = {one: of for one, its in stem_of.items() if (of := found.get(its)) is not None}
    for words in every:
        for one in having.keys() & words.keys():
            having[one][word(one)] += words[one]
    return {one: min(of, key=lambda form: (-of[form], form)) for one, of in found.items()}
