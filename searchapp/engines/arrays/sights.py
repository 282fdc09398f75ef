"""Where the words of a clause stand in the passages of a few readouts, from the positions in the index."""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from itertools import takewhile

import numpy as np

from searchapp.clause import AnyOf, Close, Every, Exact, Leaf, Near, Pattern, Said, Seen, Spoken, Term
from searchapp.engine import Sight, Stand
from searchapp.engines.arrays.collection import Collection
from searchapp.engines.arrays.effort import BY_LEAF, BY_NAME, BY_SIGHT, BY_STAND, MOST_EACH
from searchapp.engines.arrays.evaluate import Evaluator
from searchapp.engines.arrays.postings import zeros
from searchapp.engines.arrays.records import Record
from searchapp.engines.arrays.standing import Places, Standing
from searchapp.readout import Readout

Run = tuple[int, int]  # positions: the first of some words in a row, and how many they are
_STANDS = 30_000  # that are looked at for a page: about 1 microsecond each
_STANDS_EACH = 300  # for each readout of a page, where that is more


class Finder:
    """Finds words in some readouts of a collection. numbers: of the readouts, ascending.

    evaluator: tells what a pattern or close word stands for, and which statements hold something.
    """

    def __init__(self, collection: Collection, numbers: Sequence[int], evaluator: Evaluator) -> None:
        self._numbers, self._evaluator = numbers, evaluator
        self._standing = Standing(collection, numbers, evaluator.slots)
        self._words: dict[str, Places] = {}

    def stands(self, leaf: Seen) -> dict[int, list[Run]]:
        """Where a leaf stands, by readout; nowhere for what names no word."""
        return self._spoken(leaf.leaf, leaf.said) if isinstance(leaf, Spoken) else self._stands(leaf)

    def _stands(self, leaf: Leaf) -> dict[int, list[Run]]:
        match leaf:
            case Term(_, stem, "any"):
                return _single(self._standing.of_stem(stem))
            case Exact(words, "any"):
                return self._rows([words])
            case AnyOf(_, _, names):
                return self._rows(names)
            case Near(words, distance, "any"):
                return self._near(words, distance + len(words) - 2)
            case Pattern(_, "any") | Close(_, _, "any"):
                return _single(self._standing.of_any(self._evaluator.expansion(leaf).stretches))
            case _:
                return {}

    def _word(self, word: str) -> Places:
        if word not in self._words:
            self._words[word] = self._standing.of_word(word)
        return self._words[word]

    def _rows(self, phrases: Sequence[tuple[str, ...]]) -> dict[int, list[Run]]:
        """Where the words of any of some phrases stand one right after the other."""
        made: dict[int, set[Run]] = {}
        for words in phrases:
            every = list(takewhile(bool, map(self._word, words)))
            if len(every) < len(words):
                continue
            first, *rest = every
            for number, starts in first.items():
                others = [set(of.get(number, ())) for of in rest]
                rows = (s for s in starts if all(s + n in some for n, some in enumerate(others, start=1)))
                made.setdefault(number, set()).update((start, len(words)) for start in rows)
        return {number: sorted(runs) for number, runs in made.items()}

    def _near(self, words: tuple[str, ...], reach: int) -> dict[int, list[Run]]:
        """The words of each window that holds them all."""
        every = {word: self._word(word) for word in words}
        return {
            number: _windows(
                words, reach, sorted((at, word) for word, of in every.items() for at in of[number])
            )
            for number in set.intersection(*(set(of) for of in every.values()))
        }

    def _spoken(self, leaf: Leaf, said: Said) -> dict[int, list[Run]]:
        """Where a leaf stands in the statements that hold what is asked for; Every stands for the whole of each."""
        found = self._evaluator.statements(said, np.asarray(self._numbers, np.intp))
        zero = zeros(found.docs)
        spans = zip(
            found.docs.tolist(), (found.begins - zero).tolist(), (found.ends - zero).tolist(), strict=True
        )
        everywhere = {} if isinstance(leaf, Every | Near) else self._stands(leaf)
        made: dict[int, set[Run]] = {}
        for number, begin, end in spans:
            match leaf:
                case Every():
                    runs = [(begin, end - begin)] if begin < end else []
                case Near(words, distance):
                    places = [(at, word) for word in {*words} for at in self._word(word).get(number, ())]
                    inside = sorted((at, word) for at, word in places if begin <= at < end)
                    runs = _windows(words, distance + len(words) - 2, inside)
                case _:
                    runs = [(at, n) for at, n in everywhere.get(number, ()) if begin <= at and at + n <= end]
            if runs:
                made.setdefault(number, set()).update(runs)
        return {number: sorted(runs) for number, runs in made.items()}


def _windows(words: Sequence[str], reach: int, places: Sequence[tuple[int, str]]) -> list[Run]:
    """The words of each window that holds them all. places: where which of them stands, ascending."""
    inside: set[int] = set()
    for n, (first, _) in enumerate(places):
        window = [(at, word) for at, word in places[n : n + reach + 1] if at <= first + reach]
        if all(sum(other == word for _, other in window) >= words.count(word) for word in {*words}):
            inside.update(at for at, _ in window)
    return [(at, 1) for at in sorted(inside)]


def _single(places: Places) -> dict[int, list[Run]]:
    return {number: [(at, 1) for at in some] for number, some in places.items()}


class _Seen:
    """Keeps `searchapp.engine.Sight`, over a record."""

    __slots__ = ("_record", "characters", "headings", "passage", "passages", "stands", "statements")

    def __init__(self, record: Record, stands: Mapping[int, Sequence[Stand]]) -> None:
        self._record, self.stands = record, stands
        self.passages, self.headings = record.passages, record.headings
        self.passage, self.characters = record.passage, record.characters
        self.statements = record.statements

    @property
    def card(self) -> Readout:
        return self._record.card


def sights(
    collection: Collection,
    numbers: Sequence[int],
    leaves: Sequence[Seen],
    evaluator: Evaluator,
    record: Callable[[int], Record],
) -> tuple[Sight, ...]:
    """The readouts of some numbers, and where the leaves stand in their passages."""
    evaluator.slots.effort.spend(_each(leaves) * len(numbers))
    finder = Finder(collection, sorted(numbers), evaluator)
    found, stands = _followed(
        [finder.stands(leaf) for leaf in leaves], max(_STANDS, _STANDS_EACH * len(numbers))
    )
    evaluator.slots.effort.spend(min(BY_STAND * stands, MOST_EACH * len(numbers)))
    return tuple([_sight(record(number), [of.get(number, ()) for of in found]) for number in numbers])


def _each(leaves: Sequence[Seen]) -> int:
    """What it takes to look for leaves in one readout, in units of effort."""
    if not leaves:
        return 0
    names = sum(len(leaf.names) for leaf in leaves if isinstance(leaf, AnyOf))
    return min(BY_SIGHT + BY_LEAF * len(leaves) + BY_NAME * names, MOST_EACH)


def _followed(found: list[dict[int, list[Run]]], most: int) -> tuple[list[dict[int, list[Run]]], int]:
    """What is found of each leaf, and how often all of them stand.

    Where that is more than `most` times, those that stand most often are left out. The rarest is always among what is
    left: it tells most of why a readout was found.
    """
    sizes = [sum(map(len, of.values())) for of in found]
    if sum(sizes) <= most:
        return found, sum(sizes)
    kept, left = set[int](), most
    for n in sorted(range(len(found)), key=sizes.__getitem__):
        left -= sizes[n]
        if left >= 0 or not kept:
            kept.add(n)
    return [of if n in kept else {} for n, of in enumerate(found)], sum(sizes[n] for n in kept)


def _sight(record: Record, runs: Sequence[Sequence[Run]]) -> Sight:
    """The record, and in which of its passages runs of words stand; what is in the title is left out."""
    reach = record.reach
    stands: dict[int, list[Stand]] = {}
    for leaf, some in enumerate(runs):
        begin = end = 0  # of the text in which the last one stood
        for position, words in some:
            if position >= end:
                text = bisect_right(reach, position)
                begin, end = reach[text - 1] if text else 0, reach[text]
                here = stands.setdefault(text - 1, [])
            here.append((position - begin, words, leaf))
    stands.pop(-1, None)  # the title's
    if len(runs) > 1:
        for here in stands.values():
            here.sort()
    return _Seen(record, stands)
