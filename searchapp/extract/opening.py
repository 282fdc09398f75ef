"""The opening of a readout: the first lines of its body, where it says who, when, where and for how long."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from searchapp.extract.block import Block
from searchapp.extract.sentences import sentences

_LONG = 1500  # characters; a longer first paragraph is a text of its own
_BODY = {"paragraph", "item", "turn"}
_ANNOUNCES = re.compile(
    r"(?:The )?(?:following|below|text of)\b.{0,120}\b(?:statement|communiqu[ée]|text|release|declaration)\b",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\([^()]*\)")
_SAME_DAY = re.compile(
    r"\b(?:today|yesterday|tonight|(?:this|the)\s(?:morning|afternoon|evening)|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Opening:
    """The first paragraph with the next one, line ends as spaces.

    text: exactly the source's characters from `start` on; plain: the same with what stands in brackets
    blotted out (another clock, another name), so that both have the same places; parts: its sentences.
    """

    text: str
    plain: str
    start: int
    parts: tuple[tuple[int, int], ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Characters of the source for characters of the opening."""
        return self.start + start, self.start + end

    @property
    def first(self) -> str:
        """The first sentence, brackets blotted out; empty where there is no opening."""
        return self.plain[self.parts[0][0] : self.parts[0][1]] if self.parts else ""


NONE = Opening("", "", 0, ())


def lead(blocks: Sequence[Block]) -> int | None:
    """The place in the list of the first paragraph that tells something; a line that only announces the text
    below it ("The following is the text of a joint statement by ...") is passed over."""
    at = [n for n, block in enumerate(blocks) if block.kind in _BODY]
    if len(at) > 1 and blocks[at[0]].speaker is None and _ANNOUNCES.match(blocks[at[0]].text):
        return at[1]
    return at[0] if at else None


def opening(blocks: Sequence[Block], text: str) -> Opening:
    """The opening of a body; NONE where it begins with a speaker's own words."""
    at = lead(blocks)
    if at is None or blocks[at].speaker is not None:
        return NONE
    first, end = blocks[at], blocks[at].end
    after = next((block for block in blocks[at + 1 : at + 3] if block.kind != "notice"), None)
    if after and after.kind in _BODY and after.speaker is None:
        end = after.end
    return _read(text, first.start, end)


def preamble(blocks: Sequence[Block], text: str) -> Opening:
    """The line that announces a joint text, where there is one; else NONE."""
    for block in blocks[:8]:
        if block.kind in {"notice", "paragraph"} and _ANNOUNCES.match(block.text):
            return _read(text, block.start, block.end)
    return NONE


def _read(text: str, start: int, end: int) -> Opening:
    whole = text[start : min(end, start + _LONG)].replace("\n", " ")
    plain, solid = (_blotted(whole, fill) for fill in " x")  # a full stop in brackets ends no sentence
    return Opening(whole, plain, start, sentences(solid))


def _blotted(text: str, fill: str) -> str:
    """The text with what stands in brackets blotted out, but for a day behind "today" or a weekday."""
    return _BRACKETED.sub(
        lambda m: m.group() if _SAME_DAY.search(text, 0, m.start()) else fill * len(m.group()), text
    )
