"""A passage cut into what each side says in it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from searchapp.readout import Passage, Readout, Side, Statement
from searchapp.results import Mark
from searchapp.web import markup


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a passage by one speaker, or by nobody that is known. html: its text with the marks in it."""

    html: Markup
    side: Side | None
    speaker: str | None
    kind: str


def by_passage(readout: Readout) -> Mapping[str, tuple[Statement, ...]]:
    """The statements of each passage that tell a side, by its anchor; a turn is left whole."""
    turns = {passage.anchor for passage in readout.passages if passage.kind == "turn"}
    told = [one for one in readout.statements if one.side and one.passage not in turns]
    ordered = sorted(told, key=lambda one: (one.passage, one.start, one.end))
    return {anchor: tuple(some) for anchor, some in groupby(ordered, key=lambda one: one.passage)}


def sides(readout: Readout, told: Mapping[str, Sequence[Statement]]) -> list[Side]:
    """The sides that are shown to speak, in their order: of passages, and of the statements that are told apart."""
    found = {passage.side for passage in readout.passages}
    found |= {one.side for some in told.values() for one in some}
    order: tuple[Side, ...] = ("home", "counterpart", "joint")
    return [side for side in order if side in found]


def pieces(
    passage: Passage, marks: Sequence[Mark], first: int, statements: Iterable[Statement] = ()
) -> tuple[Piece, ...]:
    """The stretches of a passage in order, those of one speaker that follow each other as one.

    statements: of this passage, in order. first: the number of its first mark in the readout.
    """
    return tuple(
        Piece(
            markup.marked(passage.text, marks, passage.markup, first, (start, end)),
            side,
            speaker,
            passage.kind,
        )
        for start, end, side, speaker in _stretches(passage, tuple(statements))
    )


_Stretch = tuple[int, int, Side | None, str | None]


def _stretches(passage: Passage, statements: Sequence[Statement]) -> Iterator[_Stretch]:
    text, at = passage.text, 0
    here: _Stretch | None = None
    for start, end, side, speaker in _cut(passage, statements):
        if not text[start:end].strip():
            continue
        if here and here[2:] == (side, speaker):
            here = (here[0], end, side, speaker)
            continue
        if here:
            yield here
        here = (at if here is None else start, end, side, speaker)
        at = end
    yield here or (0, len(text), passage.side, passage.speaker)


def _cut(passage: Passage, statements: Sequence[Statement]) -> Iterator[_Stretch]:
    """Statements and what stands between them."""
    done = 0
    for one in statements:
        if one.start < done or one.end > len(passage.text):
            continue
        yield done, one.start, passage.side, passage.speaker
        yield one.start, one.end, one.side, one.speaker.label if one.speaker else passage.speaker
        done = one.end
    yield done, len(passage.text), passage.side, passage.speaker
