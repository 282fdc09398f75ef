"""Runs of words that are frequent in titles, from a few hundred titles that hold what is typed."""

from collections import Counter
from collections.abc import Iterator, Sequence

from searchapp.clause import Clause, Exact
from searchapp.engines.opensearch.document import term
from searchapp.engines.opensearch.layout import BETWEEN, Body
from searchapp.engines.opensearch.lexicon import Lexicon
from searchapp.engines.opensearch.lower import Lowering

_TITLES = 500  # that are read
_WORDS = 500  # that one that is begun may become, those of most titles
_LONGEST = 8  # words of a run
_FIRSTS, _SECONDS = 4, 2  # different words that a run goes on with, the most frequent
_COMMON = 0.7  # of the titles of a run must go on with the same word for it to be part of the run
_RUNS = 6  # that are told
_SLIP = 4  # letters; of fewer nearly every word is one slip away

Run = tuple[str, ...]
Place = tuple[Sequence[str], int]  # the words of a title, and the number of one of them


class Titles:
    """The titles of a generation."""

    def __init__(self, lexicon: Lexicon, lowering: Lowering) -> None:
        self._lexicon, self._lowering = lexicon, lowering

    def asked(
        self, words: Sequence[str], prefix: str, *, nearly: bool = False
    ) -> tuple[Body, frozenset[str]]:
        """A search for titles that hold some words and one that begins so, or nearly so; and what it may be."""
        starting = self._lexicon.nearly_starting if nearly else self._lexicon.starting
        last = list(starting(prefix, _WORDS)) if not nearly or len(prefix) >= _SLIP else []
        parts: list[Body] = [{"terms": {"title": last}}]
        if words:
            parts.append(self._lowering.filter(Exact(tuple(words), "title")))
        return {"query": {"bool": {"filter": parts}}, "size": _TITLES, "_source": ["title"]}, frozenset(last)

    @staticmethod
    def runs(titles: Sequence[str], words: Sequence[str], last: frozenset[str]) -> list[Run]:
        """The frequent runs of some titles that begin with some words and then one of others."""
        before = [term(word) for word in words]
        places: list[Place] = [
            (read, at + len(before))
            for read in (title.split(BETWEEN) for title in titles)
            for at in range(len(read) - len(before))
            if read[at : at + len(before)] == before and read[at + len(before)] in last
        ]
        often: Counter[Run] = Counter()
        for (read, at), length, times in _shared(places):
            run = tuple(read[at - len(before) : at + length])
            often[run] = max(often[run], times)
        return [run for run, _ in often.most_common(_RUNS)]

    @staticmethod
    def clause(run: Run) -> Clause:
        """The titles that hold a run."""
        return Exact(run, "title")


def _shared(places: Sequence[Place]) -> Iterator[tuple[Place, int, int]]:
    """Where a run goes on, with how many words from there, and how often."""
    for some in _parted(places, 0, _FIRSTS):
        ways = list(_parted(some, 1, _SECONDS))
        if not ways or len(ways[0]) < _COMMON * len(some):
            yield some[0], 1, len(some)
        for way in ways:
            length, last = 2, way
            while length < _LONGEST:
                more = next(_parted(last, length, 1), [])
                if len(more) < max(1, _COMMON * len(last), len(way) / 2):
                    break
                length, last = length + 1, more
            yield last[0], length, len(last)


def _parted(places: Sequence[Place], ahead: int, most: int) -> Iterator[list[Place]]:
    """The places parted by the word that stands so many words on: the most frequent ones."""
    by_word: dict[str, list[Place]] = {}
    for read, at in places:
        if at + ahead < len(read):
            by_word.setdefault(read[at + ahead], []).append((read, at))
    yield from sorted(by_word.values(), key=len, reverse=True)[:most]
