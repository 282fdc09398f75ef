"""The functions of `kernels`, compiled by numba: one pass over what NumPy goes over several times.

Each gives what its twin there gives, to the last bit: sums are made in the same order, and no law of real numbers is taken
for one of floating point. A function is compiled when it first meets some types of arrays, which takes some tenths of
a second, and kept on disk: in the folder that NUMBA_CACHE_DIR names, beside this file, or in the user's own cache. It is
made again when this file changes, and only then: so what other modules define is handed in.

Importing this raises ImportError where numba is not installed, and whatever numba raises where it cannot work.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar, cast

import numba
import numpy as np

from searchapp.engines.arrays.postings import BITS, EVERY, Postings
from searchapp.engines.arrays.slots import Slots
from searchapp.engines.arrays.store import Array

_UNLIKE = 16  # times as long: from here on it is quicker to look for each of the few among the many
# eight marks (u1, 0 or 1) as the bits of one number, the first one lowest; of each such number which are set, and how many
_TO_BITS, _ABOVE = np.uint64(0x0102040810204080), np.uint64(56)
_SET = [[bit for bit in range(8) if bits >> bit & 1] for bits in range(256)]
_WHICH = np.asarray([some + [0] * (8 - len(some)) for some in _SET], np.intp)
_HOW_MANY = np.asarray([len(some) for some in _SET], np.intp)

Function = TypeVar("Function", bound=Callable[..., Any])


def _compiled(function: Function) -> Function:
    """The function, compiled for each of the types that it is given; kept on disk, where some folder may be written to."""
    try:
        made = numba.njit(
            function, cache=True, nogil=True, error_model="numpy"
        )  # which divides by 0 as NumPy does
    except RuntimeError:  # there is no such folder
        made = numba.njit(function, nogil=True, error_model="numpy")
    return cast("Function", made)


# ---- where ascending lists of numbers meet


def meet(one: Array, other: Array, slots: Slots) -> tuple[Array, Array]:
    if len(one) > len(other):
        there, here = _meet(other, one, slots.place)
        return here, there
    made: tuple[Array, Array] = _meet(one, other, slots.place)
    return made


@_compiled
def _meet(few: Array, many: Array, place: Array) -> tuple[Array, Array]:
    here, there = np.empty(len(few), np.intp), np.empty(len(few), np.intp)
    found = 0
    if len(few) * _UNLIKE < len(many):
        at = 0
        for n in range(len(few)):
            at = _reached(many, at, few[n])
            if at == len(many):
                break
            if many[at] == few[n]:
                here[found], there[found] = n, at
                found += 1
        return here[:found], there[:found]
    for n in range(len(many)):
        place[many[n]] = n
    for n in range(len(few)):
        # what was marked by an earlier list is no mark of this one; written always, which spares a branch
        at = min(place[few[n]], len(many) - 1)
        here[found], there[found] = n, at
        found += many[at] == few[n]
    return here[:found], there[:found]


@_compiled
def _reached(many: Array, at: int, value: int) -> int:
    """The first place from `at` on where an ascending list is no lower than a value: by ever longer steps, then halving."""
    low, high, step = at, at, 1
    while high < len(many) and many[high] < value:
        low = high + 1
        high += step
        step *= 2
    high = min(high, len(many))
    while low < high:
        middle = (low + high) >> 1
        if many[middle] < value:
            low = middle + 1
        else:
            high = middle
    return low


def common(one: Array, other: Array) -> Array:
    made: Array = _common(one, other) if len(one) < len(other) else _common(other, one)
    return made


@_compiled
def _common(few: Array, many: Array) -> Array:
    made = np.empty(len(few), np.int64)
    found = at = n = 0
    if len(few) * _UNLIKE < len(many):
        for value in few:
            at = _reached(many, at, value)
            if at == len(many):
                break
            if many[at] == value:
                made[found] = value
                found += 1
        return made[:found]
    while n < len(few) and at < len(many):
        # written always, which spares a branch
        a, b = few[n], many[at]
        made[found] = a
        found += a == b
        n += a <= b
        at += b <= a
    return made[:found]


# ---- scores


def total(weights: Array) -> float:
    # NumPy adds fractions in an order of its own
    return float(_total(weights) if weights.dtype.kind in "iu" else weights.sum())


@_compiled
def _total(weights: Array) -> np.int64:
    made = np.int64(0)
    for weight in weights:
        made += np.int64(weight)
    return made


@_compiled
def saturated(docs: Array, weights: Array, softening: Array, most: np.float32, factor: np.float32) -> Array:
    made = np.empty(len(docs), np.float32)
    for n in range(len(docs)):
        weight = np.float32(weights[n])
        made[n] = weight / (softening[docs[n]] + weight) * most * factor
    return made


def united(parts: Sequence[tuple[Array, Array | None]], slots: Slots) -> tuple[Array, Array | None]:
    scored = False
    for docs, scores in parts:
        if scores is None:
            _mark(docs, slots.seen)
        else:
            _add(docs, scores, slots.seen, slots.sum)
            scored = True
    most = min(sum(len(docs) for docs, _ in parts), len(slots.seen))
    made: Array = _marked(slots.seen, most)
    return made, _taken(made, slots.sum) if scored else None


@_compiled
def _mark(docs: Array, seen: Array) -> None:
    for doc in docs:
        seen[doc] = True


@_compiled
def _add(docs: Array, values: Array, seen: Array, sums: Array) -> None:
    for n in range(len(docs)):
        seen[docs[n]] = True
        sums[docs[n]] += values[n]


@_compiled
def _marked(seen: Array, most: int) -> Array:
    """The numbers that are marked, at most so many; the marks are wiped off. Eight at a time, without a branch for each."""
    made = np.empty(most + 8, np.intp)
    found, eights = 0, len(seen) // 8
    words = seen[: eights * 8].view(np.uint64)
    for n in range(eights):
        if words[n]:
            bits = words[n] * _TO_BITS >> _ABOVE
            for m in range(8):
                made[found + m] = n * 8 + _WHICH[bits, m]
            found += _HOW_MANY[bits]
            words[n] = 0
    for doc in range(eights * 8, len(seen)):
        made[found] = doc
        found += seen[doc]
        seen[doc] = False
    return made[:found]


@_compiled
def _taken(docs: Array, sums: Array) -> Array:
    """The sums of some readouts, which are 0 from then on."""
    made = np.empty(len(docs), sums.dtype)
    for n in range(len(docs)):
        made[n] = sums[docs[n]]
        sums[docs[n]] = 0
    return made


def counted(
    some: tuple[Array, Array], titled: tuple[Array, Array], times: int, slots: Slots
) -> tuple[Array, Array]:
    _add(*some, slots.seen, slots.often)
    made: Array = _marked(slots.seen, min(len(some[0]), len(slots.seen)))
    _add_times(*titled, times, slots.often)
    sums = _taken(made, slots.often).astype(np.float64)
    _empty(titled[0], slots.often)
    return made, sums


@_compiled
def _add_times(docs: Array, values: Array, times: int, sums: Array) -> None:
    for n in range(len(docs)):
        sums[docs[n]] += times * np.int64(values[n])


@_compiled
def _empty(docs: Array, sums: Array) -> None:
    for doc in docs:
        sums[doc] = 0


# ---- counts for facets


@_compiled
def tally(codes: Array, docs: Array, size: int) -> Array:
    # by turns in two tables: the next of a code need not wait until the last is written
    made, other = np.zeros(size, np.intp), np.zeros(size, np.intp)
    for n in range(0, len(docs) - 1, 2):
        made[codes[docs[n]]] += 1
        other[codes[docs[n + 1]]] += 1
    if len(docs) % 2:
        made[codes[docs[-1]]] += 1
    made += other
    return made


# ---- positions


def keyed(at: Array, zeros: Array, of: Postings) -> Array:
    made: Array = _keyed(at, zeros, of.counts, of.marks, of.places, EVERY)
    return made


@_compiled
def _keyed(at: Array, zeros: Array, counts: Array, marks: Array, places: Array, every: int) -> Array:
    size = 0
    for posting in at:
        size += counts[posting]
    made = np.empty(size, np.int64)
    found = begin = 0
    before = -1  # the posting whose positions begin at `begin`
    for n in range(len(at)):
        mark = at[n] // every
        if before < mark * every:
            before, begin = mark * every, marks[mark]
        for posting in range(before, at[n]):
            begin += counts[posting]
        before = at[n]
        for place in range(begin, begin + counts[before]):
            made[found] = zeros[n] + places[place]
            found += 1
    return made


def standing(
    stretches: Sequence[tuple[int, int]],
    docs: Array,
    of: Postings,
    slots: Slots,  # noqa: ARG001  # its twin's
) -> dict[int, list[int]]:
    some = np.asarray(stretches, np.intp)
    ends, places = _standing(some, docs, of.starts, of.docs, of.counts, of.marks, of.places, EVERY, BITS)
    every, begin = places.tolist(), 0
    made: dict[int, list[int]] = {}
    for number, end in zip(docs.tolist(), ends.tolist(), strict=True):
        if begin < end:
            made[number] = every[begin:end]
            begin = end
    return made


@_compiled
def _standing(
    stretches: Array,
    docs: Array,
    starts: Array,
    held: Array,
    counts: Array,
    marks: Array,
    places: Array,
    every: int,
    bits: int,
) -> tuple[Array, Array]:
    """Where the positions in each readout end, in a list of all of them, or 0 for none; and that list."""
    keys, found = np.empty(64, np.int64), 0  # the place of the readout among those, and the position
    for s in range(len(stretches)):
        for word in range(stretches[s, 0], stretches[s, 1]):
            at, here = starts[word], held[: starts[word + 1]]
            for n in range(len(docs)):
                at = _reached(here, at, docs[n])
                if at == len(here):
                    break
                if here[at] != docs[n]:
                    continue
                mark = at // every
                begin = marks[mark]
                for posting in range(mark * every, at):
                    begin += counts[posting]
                while found + counts[at] > len(keys):
                    keys = np.append(keys, keys)
                for place in range(begin, begin + counts[at]):
                    keys[found] = (n << bits) + places[place]
                    found += 1
    keys = np.sort(keys[:found])
    ends = np.zeros(len(docs), np.intp)
    for n in range(found):
        ends[keys[n] >> bits] = n + 1
    return ends, keys & ((1 << bits) - 1)
