"""The few functions in which a search spends its time, on NumPy; `compiled` has the same, to the last bit.

Readouts go by number: a list of them ascends, has each once, and is of any integer type.
"""

from collections.abc import Sequence

import numpy as np

from searchapp.engines.arrays.postings import EVERY, Postings
from searchapp.engines.arrays.slots import Slots
from searchapp.engines.arrays.store import Array, joined, ranges

_UNLIKE = 8  # times as long: from here on it is quicker to look for each of the few among the many
_FEW = 64
_MANY = 4_096  # postings of a word: of more, it is quicker to look for each readout among them
_NONE = np.zeros(0, np.intp)


# ---- where ascending lists of numbers meet: the heart of AND, and of phrases


def meet(one: Array, other: Array, slots: Slots) -> tuple[Array, Array]:
    """Where each readout that both lists hold stands in the one and in the other, as i4 or i8.

    Lists of like length are met by marking, which looks at every number of both; of unlike length by a binary
    search for each number of the shorter.
    """
    if len(one) > len(other):
        there, here = meet(other, one, slots)
        return here, there
    if len(one) * _UNLIKE < len(other) or len(one) < _FEW:
        return _found_in(one, other)
    # numbers of the machine's own size are looked up twice as fast as smaller ones
    slots.place[other.astype(np.intp, copy=False)] = slots.count[: len(other)]
    at = slots.place.take(one)
    # what was marked by an earlier list, and may lie behind the end, is no mark of this one
    hit = (other.take(at, mode="clip") == one).nonzero()[0]
    return hit, at.take(hit)


def _found_in(some: Array, many: Array) -> tuple[Array, Array]:
    """As `meet`, by binary search for each of some numbers among many."""
    if not len(many):
        return _NONE, _NONE
    at = many.searchsorted(some.astype(many.dtype, copy=False))
    hit = (many.take(at, mode="clip") == some).nonzero()[0]
    return hit, at.take(hit)


def common(one: Array, other: Array) -> Array:
    """The numbers that two ascending lists hold both, of any range (i8); each list holds a number once."""
    if len(one) > len(other):
        one, other = other, one
    if len(one) * _UNLIKE < len(other):
        return one[_found_in(one, other)[0]]
    both = np.concatenate((one, other))
    both.sort(kind="stable")  # two ascending runs: they are merged
    twice: Array = both[:-1][both[1:] == both[:-1]]
    return twice


# ---- scores


def total(weights: Array) -> float:
    """The sum of some weights."""
    return float(np.add.reduce(weights))


def saturated(docs: Array, weights: Array, softening: Array, most: np.float32, factor: np.float32) -> Array:
    """weight / (weight + softening of the readout) * most * factor, of each readout (f4).

    weights: of any type of number, one for each readout. softening: by number of readout (f4).
    """
    weighed = weights.astype(np.float32)
    made = softening.take(docs)
    made += weighed
    np.divide(weighed, made, out=made)
    made *= most
    made *= factor
    return made


def united(parts: Sequence[tuple[Array, Array | None]], slots: Slots) -> tuple[Array, Array | None]:
    """The readouts that any of some lists has (intp), and the sums of their scores (f4), added in the order of the lists.

    parts: readouts, and their scores (f4), or None where all are 0, as is given back where all lists have None.
    """
    scored = False
    for docs, scores in parts:
        at = docs.astype(np.intp, copy=False)
        slots.seen[at] = True
        if scores is not None:
            np.add.at(slots.sum, at, scores)
            scored = True
    made = slots.seen.nonzero()[0]
    slots.seen[made] = False
    if not scored:
        return made, None
    sums = slots.sum.take(made)
    slots.sum[made] = 0
    return made, sums


def counted(
    some: tuple[Array, Array], titled: tuple[Array, Array], times: int, slots: Slots
) -> tuple[Array, Array]:
    """The readouts of some postings (intp), and the sums of their counts (f8); those of some others count `times` more.

    some, titled: readouts, in any order and any number of times, and counts. Others are of readouts among the first.
    """
    size = len(slots.seen)
    if not len(some[0]):
        return _NONE, np.zeros(0)
    sums = np.bincount(*some, size)
    made = (sums != 0).nonzero()[0]
    if len(titled[0]):
        np.add.at(sums, titled[0].astype(np.intp), times * titled[1].astype(np.float64))
    return made, sums.take(made)


# ---- counts for facets


def tally(codes: Array, docs: Array, size: int) -> Array:
    """How many of some readouts have each code (intp). codes: by number of readout, all less than `size`."""
    return np.bincount(codes.take(docs), minlength=size)


# ---- positions


def keyed(at: Array, zeros: Array, of: Postings) -> Array:
    """The keys of the positions of some postings (i8), one posting after the other.

    at: numbers of postings, ascending. zeros: of each the key of position 0 of its readout (i8).
    """
    if not len(at):
        return zeros
    counts = of.counts.take(at)
    keys = zeros.repeat(counts)
    first, last = int(at[0]), int(at[-1]) + 1
    if len(at) == last - first:
        begin = int(_begins(at[:1], of)[0])
        keys += of.places[begin : begin + len(keys)]
        return keys
    if len(at) * EVERY < last - first:
        begins = _begins(at, of)
    else:
        mark = first // EVERY
        ends = of.counts[mark * EVERY : last].cumsum(dtype=np.int64)
        begins = ends.take(at - mark * EVERY) - counts + of.marks[mark]
    keys += of.places.take(ranges(begins, counts))
    return keys


def _begins(at: Array, of: Postings) -> Array:
    """Where the positions of some postings begin, each counted on from the mark before it."""
    marks = at // EVERY
    before = marks[:, None] * EVERY + np.arange(EVERY)
    counts = of.counts.take(np.minimum(before, len(of.counts) - 1))
    begins: Array = of.marks.take(marks) + (counts * (before < at[:, None])).sum(1, dtype=np.int64)
    return begins


def standing(
    stretches: Sequence[tuple[int, int]], docs: Array, of: Postings, slots: Slots
) -> dict[int, list[int]]:
    """The positions, ascending, of all words in some stretches [first, last) in each of a few readouts that has any.

    docs: the readouts, whether or not they hold such a word.
    """
    # numbers one by one: quicker than arrays where they are few
    held, counts, marks, places = of.docs.data, of.counts.data, of.marks.data, of.places.data
    made: dict[int, list[int]] = {}
    for at in _postings_in(stretches, docs, of, slots).tolist():
        mark = at // EVERY
        begin = marks[mark] + sum(counts[mark * EVERY : at])
        here = places[begin : begin + counts[at]].tolist()
        number = held[at]
        made[number] = sorted(made[number] + here) if number in made else here
    return made


def _postings_in(stretches: Sequence[tuple[int, int]], docs: Array, of: Postings, slots: Slots) -> Array:
    """The postings of the words in some stretches in a few readouts, one stretch after the other."""
    made, starts = list[Array](), of.starts.data
    slots.seen[docs] = True
    for first, last in stretches:
        begin, end = starts[first], starts[last]
        if end - begin < _MANY * (last - first):
            made.append(slots.seen.take(of.docs[begin:end]).nonzero()[0] + begin)
        else:
            for word in range(first, last):
                begin = starts[word]
                made.append(_found_in(docs, of.docs[begin : starts[word + 1]])[1] + begin)
    slots.seen[docs] = False
    return joined(made)
