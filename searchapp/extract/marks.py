"""List marks: `1.` `(1)` `• (1)` `2. (1)` `I.` `a)` `°` `①`, section numbers, and items that run on in a line."""

import re
from collections.abc import Iterator
from dataclasses import replace

from searchapp.extract.block import Block, BlockKind

_BULLET = r"[-–•・▪◦●○°※‣➢■□▶*]"
_BRACKETED = r"[(（](?:\d{1,2}|[ivx]{1,4}|[a-h])[)）]"
_MARK = re.compile(
    rf"""\s*(?P<mark>
        (?:(?:{_BULLET}|\d{{1,2}}[.)])\s*)? {_BRACKETED}             # (1)  • (1)  2. (1)
      | \d{{1,2}}[.)．](?=\s|\D)(?:\s*\d{{1,2}}[.)](?=\s))?          # 1.  1)  1.The  4. 4.
      | (?:[IVX]{{1,4}}|[a-h])[.)](?=\s)                             # I.  a)
      | [①-⑳]
      | {_BULLET}(?=\s)                                              # -  •  °
    )\s*(?=\S)""",
    re.VERBOSE,
)
_MARKS = frozenset("-–•・▪◦●○°※‣➢■□▶*(（0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳IVXabcdefgh")
_SECTION = re.compile(r"\s*(?P<number>\d{1,2})\s+(?=[A-Z“])")
_RUN_ON = re.compile(r"(?<=[.!?”\"])\s+[-•][ \t]\s*(?=[A-Z“\"])")
_NUMBER = re.compile(r"\d{1,2}")
_ENDS = re.compile(r"(?:[.!?:;…。！？]|\s?[—–])[”\"’')\]）]*$")
_GOES_ON = re.compile(r"(?:,|\b(?:and|or))$")
_TAIL = 20  # characters in which a sentence's end stands, with the quotes and brackets behind it
_LONG = 90  # characters from which a line without an end is no heading


def ends(text: str) -> bool:
    """Whether a text ends as a sentence does."""
    return bool(_ENDS.search(text[-_TAIL:]))


def mark(text: str) -> re.Match[str] | None:
    """The list mark that a line begins with; what follows it is the item."""
    return _MARK.match(text) if text and text.lstrip()[:1] in _MARKS else None


def begins_list(text: str) -> bool:
    """Whether a line begins with a list mark, or with the number of a first section ("1 Meeting with ...")."""
    found = _SECTION.match(text)
    return bool(mark(text) or (found and found["number"] == "1"))


def numbered(made: list[Block]) -> list[Block]:
    """Paragraphs as items, headings or paragraphs, by their marks; items that run on are cut apart.

    A bare number ("1 Meeting with ...") is a mark only as the first or the next of a row.
    """
    named: list[Block] = []
    last = 0
    for block in made:
        if block.kind != "paragraph":
            named.append(block)
            continue
        section = _SECTION.match(block.text)
        if section and int(section["number"]) in {1, last + 1}:
            last = int(section["number"])
            kind: BlockKind = "item" if ends(block.text) else "heading"
            named.append(_cut(block, kind, section.end(), section["number"]))
        else:
            named += [_part(part) for part in _apart(block)]
    return named


def _part(block: Block) -> Block:
    found = mark(block.text)
    if found and len(block.text) > found.end():
        printed = re.sub(r"\s+", " ", found["mark"])
        item = (
            ends(block.text) or len(block.text) > _LONG or not (printed[0].isalnum() or printed[0] in "(（")
        )
        return _cut(block, "item" if item else "heading", found.end(), printed)
    if len(block.text) < _LONG and not ends(block.text) and len(block.text.split()) <= 12:
        return replace(block, kind="heading")
    return block


def _apart(block: Block) -> Iterator[Block]:
    """A paragraph cut where the next item runs on after a sentence: at a dash, or at the next number."""
    rest = block
    while found := _next_dash(rest.text) or _next_number(rest.text):
        yield replace(rest, text=rest.text[: found.start()], end=rest.start + found.start())
        rest = _cut(rest, "paragraph", found.start() + len(found.group()) - len(found.group().lstrip()))
    yield rest


def _next_dash(text: str) -> re.Match[str] | None:
    """Where a dash that begins an item follows a sentence; few texts have a dash before a space at all."""
    held = "- " in text or "• " in text or "-\t" in text or "•\t" in text
    return _RUN_ON.search(text) if held else None


def _next_number(text: str) -> re.Match[str] | None:
    """Where "(2)" or "2." follows a sentence in a line that begins with "(1)" or "1."."""
    begun = mark(text)
    if begun is None or not (number := _NUMBER.findall(begun["mark"])):
        return None
    after = int(number[-1]) + 1
    shape = rf"\({after}\)" if ")" in begun["mark"] and "(" in begun["mark"] else rf"{after}[.)]"
    return re.compile(rf"(?<=[.!?”\"])\s*{shape}\s*(?=[A-Z“\"])").search(text, begun.end())


def _cut(block: Block, kind: BlockKind, at: int, printed: str = "") -> Block:
    return replace(block, kind=kind, text=block.text[at:], start=block.start + at, mark=printed)
