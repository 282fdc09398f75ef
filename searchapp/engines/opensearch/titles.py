"""Runs of words that are frequent in titles, from a few hundred titles that hold what is typed."""

from collections import Counter
from collections.abc import Iterator, Sequence

from searchapp.clause import Clause, Exact
from searchapp.engines.opensearch.document import term
from searchapp.engines.opensearch.layout import BETWEEN, Body
from searchapp.engines.opensearch.lexicon import Lexicon
from searchapp.engines.opensearch.lower import Lowering
from searchapp.runs import TOLD, shared
from searchapp.spelling import SLIP

_TITLES = 500  # that are read
_WORDS = 500  # that one that is begun may become, those of most titles

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
        last = list(starting(prefix, _WORDS)) if not nearly or len(prefix) >= SLIP else []
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
        for some, length in shared(places, len(before), _parted):
            read, at = some[0]
            run = tuple(read[at - len(before) : at - len(before) + length])
            often[run] = max(often[run], len(some))
        return [run for run, _ in often.most_common(TOLD)]

    @staticmethod
    def clause(run: Run) -> Clause:
        """The titles that hold a run."""
        return Exact(run, "title")


def _parted(places: Sequence[Place], ahead: int, most: int) -> Iterator[list[Place]]:
    """The places parted by the word that stands so many words on: the most frequent ones."""
    by_word: dict[str, list[Place]] = {}
    for read, at in places:
        if at + ahead < len(read):
            by_word.setdefault(read[at + ahead], []).append((read, at))
    yield from sorted(by_word.values(), key=len, reverse=True)[:most]
