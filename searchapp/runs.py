"""Frequent runs of words: how far titles that begin alike go on alike. The law of every engine's `title_runs`."""

from collections.abc import Callable, Iterator, Sized
from typing import TypeVar

LONGEST = 8  # words of a run
TOLD = 6  # runs
_FIRSTS, _SECONDS = 4, 2  # different words that a run goes on with, the most frequent
_COMMON = 0.7  # of the places of a run must go on with the same word for it to be part of the run
_KEPT = 0.5  # of the places that a run had with two words must be left
P = TypeVar("P", bound=Sized)  # some places in titles


def shared(places: P, before: int, parted: Callable[[P, int, int], Iterator[P]]) -> Iterator[tuple[P, int]]:
    """The places of each frequent run, and of how many words it is.

    places: of the word after the first `before` words. parted: places parted by the word that stands so many words
    on, so many parts at most, the largest first.
    """
    for some in parted(places, 0, _FIRSTS):
        ways = list(parted(some, 1, _SECONDS))
        if not ways or len(ways[0]) < _COMMON * len(some):
            yield some, before + 1
        for way in ways:
            length, last = before + 2, way
            while length < LONGEST:
                more = next(parted(last, length - before, 1), None)
                if more is None or len(more) < max(1, _COMMON * len(last), _KEPT * len(way)):
                    break
                length, last = length + 1, more
            yield last, length
