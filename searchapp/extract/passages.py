"""Blocks to passages: numbered, with anchors and speakers; what is no search text is set aside."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from searchapp.extract.layout import Block
from searchapp.readout import Omission, Passage, PassageKind
from searchapp.sources import Source
from searchapp.sources.markdown import inline

_LEFT_OUT = {"title", "dateline", "byline", "caption", "notice", "footer"}
_REPEATED = 60  # characters from which the same text again is a repeat, not a refrain


@dataclass(frozen=True, slots=True)
class Body:
    """The passages of a readout, and what was left out of them."""

    passages: tuple[Passage, ...]
    omissions: tuple[Omission, ...]


def body(blocks: list[Block], source: Source) -> Body:
    """The passages in order.

    Numbers run from 1. A first paragraph that introduces numbered items ("... is as follows.") is 0, so
    that our numbers are the printed ones. A heading has no number. A turn lasts until the next speaker or
    heading; a paragraph that stands again as it was is a repeat.
    """
    kept: list[Block] = []
    omissions: list[Omission] = []
    seen: set[str] = set()
    for block in _with_text(blocks):
        if block.kind in _LEFT_OUT:
            omissions.append(Omission(block.kind, block.text, block.lines))  # type: ignore[arg-type]
        elif len(block.text) >= _REPEATED and block.text in seen:
            omissions.append(Omission("repeat", block.text, block.lines))
        else:
            seen.add(block.text)
            kept.append(block)
    plain: Callable[[str], tuple[str, str]] = inline if source.format == "md" else lambda text: (text, "")
    return Body(tuple(_numbered(_spoken(kept), plain)), tuple(omissions))


def _with_text(blocks: list[Block]) -> list[Block]:
    """The blocks, with something to read among them: of a text that is all small print, the small print
    is the text; of one that is a single line, that line."""
    for given_up in (set(), {"byline", "caption", "notice"}, {"title"}):
        tried = [replace(b, kind="paragraph") if b.kind in given_up else b for b in blocks]
        if any(b.kind not in _LEFT_OUT for b in tried):
            return tried
    return blocks


def _spoken(blocks: Iterable[Block]) -> Iterable[Block]:
    speaker = None
    for block in blocks:
        if block.kind == "heading":
            speaker = None
        elif block.speaker:
            speaker = block.speaker
        elif speaker:
            block = block.turn(speaker)  # noqa: PLW2901
        yield block


def _numbered(blocks: Iterable[Block], plain: Callable[[str], tuple[str, str]]) -> Iterable[Passage]:
    blocks = list(blocks)
    number = -1 if _introduces(blocks) else 0
    headings = 0
    for block in blocks:
        text, markup = plain(block.text)
        if not text.strip():
            continue
        if block.kind == "heading":
            headings += 1
            yield Passage(None, f"h{headings}", "heading", text, block.lines, mark=block.mark, markup=markup)
            continue
        number += 1
        kind: PassageKind = "lead" if number == 0 else block.kind  # type: ignore[assignment]
        yield Passage(number, f"p{number}", kind, text, block.lines, block.speaker, None, block.mark, markup)


def _introduces(blocks: list[Block]) -> bool:
    """Whether the first passage leads to a list: it says so, or the next one is an item."""
    texts = [block for block in blocks if block.kind != "heading"]
    if len(texts) < 2 or texts[0].kind != "paragraph":
        return False
    announced = texts[0].text.rstrip().endswith(("as follows.", "as follows:", "below.", "following:"))
    return texts[1].kind == "item" or (announced and any(block.kind == "item" for block in texts))
