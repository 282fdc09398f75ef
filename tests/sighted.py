"""A sight made by reading the readout: what an engine that keeps positions must see too."""

from collections.abc import Sequence

from searchapp.analysis import tokens
from searchapp.clause import Leaf
from searchapp.engine import Sight
from searchapp.readout import Readout
from searchapp.stands import stands


def sight(leaves: Sequence[Leaf], readout: Readout) -> Sight:
    """The readout, and where the leaves stand in its passages."""
    read = [tokens(passage.text) for passage in readout.passages]
    found = tuple(
        tuple((passage, *row) for passage, words in enumerate(read) for row in stands(leaf, words))
        for leaf in leaves
    )

    def characters(passage: int, word: int) -> tuple[int, int]:
        token = read[passage][word]
        return token.start, token.end

    return Sight(readout, found, characters)
