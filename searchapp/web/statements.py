"""A passage cut into what each side says in it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from searchapp.readout import Passage, Readout, Side, Statement
from searchapp.results import Mark, Snippet
from searchapp.web import markup


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a passage by one speaker, or by nobody that is known. html: its text with the marks in it."""

    html: Markup
    side: Side | None
    speaker: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of a snippet; before, after: whether words of the passage are left out there."""

    piece: Piece
    before: bool
    after: bool


def by_passage(readout: Readout) -> Mapping[str, tuple[Statement, ...]]:
    """The statements of each passage that tell a side, by its anchor; a turn is left whole."""
    turns = {passage.anchor for passage in readout.passages if passage.kind == "turn"}
    told = [one for one in readout.statements if one.side and one.passage not in turns]
    ordered = sorted(told, key=_place)
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


def shown(snippet: Snippet) -> tuple[Excerpt, ...]:
    """What each side says in a snippet, where it is marked; without marks a snippet of several stays whole."""
    passage, start, end = snippet.passage, snippet.start, snippet.start + len(snippet.text)
    told = () if passage.kind == "turn" else sorted((one for one in snippet.said if one.side), key=_place)
    marks = [(start + first, start + last) for first, last in snippet.marks]
    if not told:  # as most
        whole = _piece(passage, marks, (start, end, passage.side, passage.speaker))
        return (Excerpt(whole, snippet.before, snippet.after),)
    every = [
        (max(first, start), min(last, end), side, speaker)
        for first, last, side, speaker in _stretches(passage, tuple(told))
        if first < end and start < last
    ]
    kept = [n for n, (first, last, _, _) in enumerate(every) if any(s < last and first < e for s, e in marks)]
    if len(every) != 1 and not kept:  # a passage without words has no stretch
        every, kept = [(start, end, passage.side, passage.speaker)], [0]
    return tuple(
        Excerpt(
            _piece(passage, marks, every[n]),
            before=n - 1 not in kept if n else snippet.before,
            after=n + 1 not in kept if n + 1 < len(every) else snippet.after,
        )
        for n in kept or [0]
    )


_Stretch = tuple[int, int, Side | None, str | None]


def _place(one: Statement) -> tuple[str, int, int]:
    return one.passage, one.start, one.end


def _piece(passage: Passage, marks: Sequence[Mark], stretch: _Stretch) -> Piece:
    start, end, side, speaker = stretch
    text = passage.text
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Piece(markup.marked(text, marks, part=(start, end)), side, speaker, passage.kind)


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
