"""A block: a stretch of a source with one role."""

from dataclasses import dataclass
from typing import Literal

BlockKind = Literal[
    "title", "dateline", "byline", "caption", "notice", "footer", "heading", "paragraph", "item", "turn"
]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the source. start, end: its characters in Source.text; mark: its list mark or number,
    speaker: who speaks, both as printed and not part of `text`."""

    kind: BlockKind
    text: str
    start: int
    end: int
    lines: tuple[int, int]
    mark: str = ""
    speaker: str | None = None

    def turn(self, speaker: str, said: int = 0) -> "Block":
        """The same as words of a speaker, from the character behind the label on."""
        return Block("turn", self.text[said:], self.start + said, self.end, self.lines, self.mark, speaker)
