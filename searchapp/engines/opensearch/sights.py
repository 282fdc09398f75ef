"""What a list of hits shows of a readout, made by reading it: a page has few, and each is read in a millisecond."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from functools import cached_property

from searchapp.analysis import Token, tokens
from searchapp.clause import Seen
from searchapp.engine import Stand
from searchapp.readout import Passage, Readout, Statement
from searchapp.stands import stands, told


class ReadSight:
    """Keeps `searchapp.engine.Sight`."""

    def __init__(self, readout: Readout, leaves: Sequence[Seen]) -> None:
        self._readout, self._leaves = readout, leaves

    @cached_property
    def card(self) -> Readout:
        """The readout without its passages, statements, omissions and evidence."""
        return replace(self._readout, passages=(), statements=(), omissions=(), evidence=())

    @cached_property
    def stands(self) -> Mapping[int, Sequence[Stand]]:
        """Where the leaves stand, by passage: in order of word and leaf."""
        made: dict[int, list[Stand]] = {}
        for number, leaf in enumerate(self._leaves):
            for passage, (words, said) in enumerate(zip(self._read, told(self._readout), strict=True)):
                for first, count in stands(leaf, words, said):
                    made.setdefault(passage, []).append((first, count, number))
        return {passage: sorted(found) for passage, found in made.items()}

    @property
    def passages(self) -> int:
        """How many passages there are."""
        return len(self._readout.passages)

    @cached_property
    def headings(self) -> Set[int]:
        """The passages that are headings."""
        return {n for n, passage in enumerate(self._readout.passages) if passage.kind == "heading"}

    def passage(self, number: int) -> Passage:
        """A passage."""
        return self._readout.passages[number]

    def statements(self, passage: int) -> tuple[Statement, ...]:
        """The statements that are made in a passage."""
        anchor = self.passage(passage).anchor
        return tuple(one for one in self._readout.statements if one.passage == anchor)

    def characters(self, passage: int, words: Iterable[int]) -> list[tuple[int, int]]:
        """The characters [start, end) of some words of a passage."""
        read = self._read[passage]
        return [(read[word].start, read[word].end) for word in words]

    @cached_property
    def _read(self) -> list[list[Token]]:
        return [tokens(passage.text) for passage in self._readout.passages]
