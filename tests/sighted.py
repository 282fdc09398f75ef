"""A sight made by reading the readout: what an engine that keeps positions must see too."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from searchapp.analysis import tokens
from searchapp.clause import Seen
from searchapp.engine import Stand
from searchapp.readout import Passage, Readout, Statement
from searchapp.stands import stands, told


class Plain:
    """Keeps `searchapp.engine.Sight`."""

    def __init__(self, leaves: Sequence[Seen], readout: Readout) -> None:
        self._readout = readout
        self._read = [tokens(passage.text) for passage in readout.passages]
        self.card = replace(readout, passages=(), statements=(), omissions=(), evidence=())
        self.passages = len(readout.passages)
        self.headings = {n for n, passage in enumerate(readout.passages) if passage.kind == "heading"}
        self.stands: dict[int, list[Stand]] = {}
        for number, leaf in enumerate(leaves):
            for passage, (words, said) in enumerate(zip(self._read, told(readout), strict=True)):
                for row in stands(leaf, words, said):
                    self.stands.setdefault(passage, []).append((*row, number))
        for some in self.stands.values():
            some.sort()

    def passage(self, number: int) -> Passage:
        return self._readout.passages[number]

    def statements(self, passage: int) -> tuple[Statement, ...]:
        anchor = self._readout.passages[passage].anchor
        return tuple(one for one in self._readout.statements if one.passage == anchor)

    def characters(self, passage: int, words: Iterable[int]) -> list[tuple[int, int]]:
        read = self._read[passage]
        return [(read[word].start, read[word].end) for word in words]


def sight(leaves: Sequence[Seen], readout: Readout) -> Plain:
    """The readout, and where the leaves stand in its passages."""
    return Plain(leaves, readout)
