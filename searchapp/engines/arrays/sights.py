"""Where the words of a clause stand in the passages of a few readouts, from the positions in the index."""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate

from searchapp.clause import AnyOf, Close, Exact, Leaf, Near, Pattern, Term
from searchapp.engine import Sight, Stand
from searchapp.engines.arrays.collection import Collection
from searchapp.engines.arrays.fields import GAP
from searchapp.engines.arrays.lexicon import Expansion
from searchapp.engines.arrays.records import Record
from searchapp.readout import Readout

Run = tuple[int, int]  # positions: the first of some words in a row, and how many they are
_Places = dict[int, list[int]]  # readout -> positions, ascending


class Finder:
    """Finds words in some readouts of a collection. numbers: of the readouts, ascending.

    expand: what a pattern or close word stands for.
    """

    def __init__(
        self, collection: Collection, numbers: Sequence[int], expand: Callable[[Pattern | Close], Expansion]
    ) -> None:
        self._collection, self._numbers, self._expand = collection, numbers, expand
        self._words: dict[str, _Places] = {}

    def stands(self, leaf: Leaf) -> dict[int, list[Run]]:
        """Where a leaf stands, by readout; nowhere for what names no word."""
        match leaf:
            case Term(_, stem, "any"):
                return _single(self._collection.places_of_stem(stem, self._numbers))
            case Exact(words, "any"):
                return self._rows([words])
            case AnyOf(_, _, names):
                return self._rows(names)
            case Near(words, distance, "any"):
                return self._near(words, distance + len(words) - 2)
            case Pattern(_, "any") | Close(_, _, "any"):
                return _single(self._collection.places_in(self._expand(leaf).stretches, self._numbers))
            case _:
                return {}

    def _word(self, word: str) -> _Places:
        if word not in self._words:
            self._words[word] = self._collection.places_of_word(word, self._numbers)
        return self._words[word]

    def _rows(self, phrases: Sequence[tuple[str, ...]]) -> dict[int, list[Run]]:
        """Where the words of any of some phrases stand one right after the other."""
        made: dict[int, set[Run]] = {}
        for words in phrases:
            first, *rest = (self._word(word) for word in words)
            for number, starts in first.items():
                others = [set(of.get(number, ())) for of in rest]
                rows = (s for s in starts if all(s + n in some for n, some in enumerate(others, start=1)))
                made.setdefault(number, set()).update((start, len(words)) for start in rows)
        return {number: sorted(runs) for number, runs in made.items()}

    def _near(self, words: tuple[str, ...], reach: int) -> dict[int, list[Run]]:
        """The words of each window that holds them all."""
        every = {word: self._word(word) for word in words}
        made: dict[int, list[Run]] = {}
        for number in set.intersection(*(set(of) for of in every.values())):
            places = sorted((at, word) for word, of in every.items() for at in of[number])
            inside: set[int] = set()
            for n, (first, _) in enumerate(places):
                window = [(at, word) for at, word in places[n : n + _most_in(reach)] if at <= first + reach]
                if all(sum(other == word for _, other in window) >= words.count(word) for word in every):
                    inside.update(at for at, _ in window)
            made[number] = [(at, 1) for at in sorted(inside)]
        return made


def _most_in(reach: int) -> int:
    return reach + 1  # words, each at a place of its own


def _single(places: _Places) -> dict[int, list[Run]]:
    return {number: [(at, 1) for at in some] for number, some in places.items()}


class _Seen:
    """Keeps `searchapp.engine.Sight`, over a record."""

    def __init__(self, record: Record, stands: Mapping[int, Sequence[Stand]]) -> None:
        self._record, self.stands = record, stands
        self.passages, self.headings = record.passages, record.headings
        self.passage, self.characters = record.passage, record.characters

    @property
    def card(self) -> Readout:
        return self._record.card


def _begins(words: Sequence[int]) -> list[int]:
    """The first position of the title and of each passage, by how many words they have."""
    return [0, *accumulate(count - 1 + GAP if count else 0 for count in words[:-1])]


def sights(
    collection: Collection,
    numbers: Sequence[int],
    leaves: Sequence[Leaf],
    expand: Callable[[Pattern | Close], Expansion],
    record: Callable[[int], Record],
) -> tuple[Sight, ...]:
    """The readouts of some numbers, and where the leaves stand in their passages."""
    finder = Finder(collection, sorted(numbers), expand)
    found = [finder.stands(leaf) for leaf in leaves]
    return tuple([_sight(record(number), [of.get(number, ()) for of in found]) for number in numbers])


def _sight(record: Record, runs: Sequence[Sequence[Run]]) -> Sight:
    """The record, and in which of its passages runs of words stand; what is in the title is left out."""
    begins = _begins(record.words)
    stands: dict[int, list[Stand]] = {}
    for leaf, some in enumerate(runs):
        for position, words in some:
            text = bisect_right(begins, position) - 1
            if text:
                stand = (position - begins[text], words, leaf)
                if text - 1 in stands:
                    stands[text - 1].append(stand)
                else:
                    stands[text - 1] = [stand]
    return _Seen(record, stands)
