"""In which readouts a word stands, how often and where: Whoosh's posting lists, read for one thread.

Readouts go by their document number within the generation. Nothing is scored and no list is combined by
Whoosh: its Array matchers lose what scores 0, and its phrases repeated words. Deleted readouts never show.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from whoosh.reading import TermNotFound


class Matcher(Protocol):
    """What is used of a matcher of Whoosh's: a place in an ascending list of document numbers."""

    def is_active(self) -> bool: ...
    def id(self) -> int: ...
    def next(self) -> object: ...
    def skip_to(self, id: int) -> object: ...  # noqa: A002  # Whoosh's name
    def weight(self) -> float: ...
    def value_as(self, astype: str) -> list[int]: ...


def numbers(reader: Any) -> dict[str, int]:
    """The document number of every readout, by id."""
    made: dict[str, int] = {}
    for segment, base in segments(reader):
        ids = segment.column_reader("id")
        made |= {ids[number]: base + number for number in segment.all_doc_ids()}
    return made


def segments(reader: Any) -> list[tuple[Any, int]]:
    """The readers of the segments, each with the number of its first document; none in an empty index."""
    return list(reader.leaf_readers()) if reader.doc_count_all() else []


class Postings:
    """The posting lists of a reader; of use to the thread alone that made the reader."""

    def __init__(self, reader: Any) -> None:
        self._segments = segments(reader)

    def frequencies(self, field: str, term: str) -> dict[int, int]:
        """How often a term stands in the readouts that hold it."""
        found: dict[int, int] = {}
        for base, (matcher,) in self._matchers(field, (term,)):
            while matcher.is_active():
                found[base + matcher.id()] = int(matcher.weight())
                matcher.next()
        return found

    def documents(self, field: str, term: str) -> frozenset[int]:
        """The readouts that hold a term."""
        return frozenset(self.frequencies(field, term))

    def places(self, field: str, terms: Sequence[str]) -> Iterator[tuple[int, list[list[int]]]]:
        """The readouts that hold all of some different terms, with the ascending positions of each."""
        for base, matchers in self._matchers(field, terms) if terms else ():
            for number in _together(matchers):
                yield base + number, [matcher.value_as("positions") for matcher in matchers]

    def _matchers(self, field: str, terms: Sequence[str]) -> Iterator[tuple[int, list[Matcher]]]:
        for segment, base in self._segments:
            try:
                yield base, [segment.postings(field, term) for term in terms]
            except TermNotFound:
                continue


def _together(matchers: list[Matcher]) -> Iterator[int]:
    """The documents that every matcher reaches, with all of them standing there."""
    while all(matcher.is_active() for matcher in matchers):
        furthest = max(matcher.id() for matcher in matchers)
        behind = [matcher for matcher in matchers if matcher.id() < furthest]
        for matcher in behind:
            matcher.skip_to(furthest)
        if not behind:
            yield furthest
            matchers[0].next()
