"""Cuts a source into blocks: title, date line, captions, notices, headings, items, turns, paragraphs.

A block is a stretch of the source text. Only its shape and a few fixed formulas are looked at here;
what it means is for the other modules of this package.
"""

import re
from dataclasses import dataclass, replace
from typing import Literal

from searchapp.analysis import folded_text
from searchapp.extract.datelines import is_dateline
from searchapp.extract.headline import is_generic
from searchapp.sources import Line, Source

BlockKind = Literal[
    "title", "dateline", "byline", "caption", "notice", "footer", "heading", "paragraph", "item", "turn"
]

_MARK = re.compile(
    r"""\s*(?P<mark>
        (?:[-•・*▪◦●○]\s*)? \( (?:\d{1,2}|[ivx]{1,4}|[a-h]) \)    # (1)  • (1)  (i)
      | \d{1,2}[.)](?=\s|\D)                                        # 1.  1)
      | (?:[IVX]{1,4}|[a-h])[.)](?=\s)                              # I.  a)
      | [-•・▪◦●○*–](?=\s)                                          # -  •
    )\s*(?=\S)""",
    re.VERBOSE,
)
_SECTION = re.compile(r"\s*\d{1,2}\s+(?=[A-Z])")
_RUN_ON = re.compile(r"(?<=[.!?”\"])\s+[-•]\s+(?=[A-Z“\"])")
_ENDS = re.compile(r"(?:[.!?:;…。！？]|\s?[—–])[”\"’')\]]*$")
_HASHES = re.compile(r"\s*#{1,6}\s+")
_TURN = re.compile(
    r"""(?P<speaker>
        (?:Q|A|QUESTION|ANSWER|REPORTER|Reporter|Question|Answer|MODERATOR|OPERATOR|INTERPRETER)(?:\s*\([^)]{1,60}\))?
      | (?!(?:Date|Place|Time|Venue|Note|Photo|Contact|Subject|Source|Related|Participants)\b)
        [A-Z“][^:.!?;]{0,6}(?:[^:.!?;]|(?<=\b(?:Mr|Ms|Dr|St|Jr|Sr))\.|(?<=\bMrs)\.|(?<=\bH\.E)\.|(?<=\b[A-Z])\.){1,70}
    ):\s*(?=\S)""",
    re.VERBOSE,
)
_SPOKEN = re.compile(
    r"""\b(?:Q|A|question|answer|reporter|moderator|operator|interpreter|mr|ms|mrs|dr|secretary|minister|ambassador|president|chancellor
    |spokesperson|spokesman|official|officer|representative|commissioner|general|senator|governor|king|envoy|administrator|director|chair|staff)\b""",
    re.VERBOSE | re.IGNORECASE,
)  # fmt: skip
_CONNECTOR = {
    "of",
    "for",
    "the",
    "and",
    "de",
    "del",
    "la",
    "al",
    "bin",
    "von",
    "van",
    "der",
    "to",
    "in",
    "on",
    "at",
    "y",
    "da",
    "dos",
    "el",
}
_CAPTION = re.compile(
    r"\(?\s*(?:photos?|photograph|picture|image|video)\b|.*\bphoto (?:session|credit|opportunity)\b|.*\[photo\]",
    re.IGNORECASE,
)
_DEED = re.compile(
    r"\b(?:hands? on|shak(?:es?|ing) hands?|held|holds?|holding|attends?|meets?|pos(?:es?|ing)|receiv(?:es?|ing)|greets?|signs?|deliver(?:s|ing))\b"
)
_NOTICE = re.compile(
    r"""(?:\(?\*?\s*)?(?:
        this\ is\ an?\ (?:provisional|unofficial|tentative)\ translation | provisional\ translation | (?:unofficial|tentative)\ translation
      | the\ (?:following|below|above)\ (?:statement\ )?(?:is|was|statement\ is)\ attributable | (?:below|following)\ is\ a\ statement
      | for\ immediate\ release | check\ against\ delivery | as\ (?:prepared|delivered)\b | embargoed
      | (?:begin|end)\ (?:of\ )?text | the\ text\ of\ the\ following\ (?:joint\ )?statement
      | for\ (?:updates|(?:more|further|additional)\ information|any\ questions|questions|media\ (?:inquiries|enquiries))\b
      | (?:media|press)\ (?:contact|enquiries|inquiries) | open\ a\ new\ window
    )""",
    re.VERBOSE | re.IGNORECASE,
)  # fmt: skip
_FOOTER = re.compile(
    r"(?:back to|return to|related (?:links?|information|articles?)|share this|page top|top of (?:this )?page|\(?#(?:\s*#)+|\*\s*\*\s*\*|-{3,}|_{3,}|={3,})",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"""(?:office\ of\ the|(?:news|press|media)\ (?:release|statement|office|note)|published\b|updated\b|from:|hon\b|foreign\ affairs$|.*\b(?:office|ministry|department)$|readout|fact\ sheet|remarks|interview|via\ teleconference|(?:bureau|ministry|department|embassy)\ (?:of|for)\b
      | .*,\ (?:deputy\ |under\ |assistant\ )?secretary(?:\ of\ state)?$ | .*\bspokesperson$)""",
    re.VERBOSE | re.IGNORECASE,
)
_TITLE = 300  # characters; what is longer is text
_ADDRESS = re.compile(r"(?:H\.E\.|Hon\.|Mr\.|Ms\.|Mrs\.|Dr\.|D\.C\.)$")


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


def blocks(source: Source) -> list[Block]:
    """The blocks of a source, in order, every character of text in one of them."""
    joined = _rejoined([line for line in source.lines() if line.text.strip()])
    named = _header(joined, source)
    return _turns([part for block in named for part in _parts(block)])


def _rejoined(lines: list[Line]) -> list[Block]:
    """Lines as paragraphs: a line that was wrapped by hand is joined to the one before it."""
    made: list[Block] = []
    for line in lines:
        text, start = line.text.strip(), line.start + len(line.text) - len(line.text.lstrip())
        last = made[-1] if made else None
        if last and last.lines[1] == line.number - 1 and _wraps(last.text, text):
            made[-1] = replace(
                last, text=f"{last.text} {text}", end=start + len(text), lines=(last.lines[0], line.number)
            )
        else:
            made.append(Block("paragraph", text, start, start + len(text), (line.number, line.number)))
    return made


def _wraps(before: str, text: str) -> bool:
    if _MARK.match(text) or _HASHES.match(text) or _HASHES.match(before) or is_dateline(before):
        return False
    open_end = not _ENDS.search(before) or bool(_ADDRESS.search(before))
    return (
        open_end
        and len(before) > 45
        and (
            text[0].islower()
            or before[-1] in ",-–"
            or (len(before) < 100 and before[-1].islower() and len(text) > 60)
        )
    )


def _header(made: list[Block], source: Source) -> list[Block]:
    """Names what stands above the first paragraph: title, subtitle, date line, bylines, captions."""
    named, state = [], "title"
    official = folded_text(str(source.matter.get("title") or source.title or ""))
    dated = any(is_dateline(block.text) for block in made[:12])
    for position, block in enumerate(made):
        bare = _HASHES.sub("", block.text)
        if state != "body" and position < 12:
            if (
                position == 0 and (is_generic(bare) or (not official and _could_be_title(bare, made[1:2])))
            ) or folded_text(bare) == official:
                named.append(replace(block, kind="title", text=bare))
                state = "header"
                continue
            if is_dateline(bare):
                named.append(replace(block, kind="dateline", text=bare))
                state = "dated"
                continue
            if not _is_text(block.text) and (dated or _small(block.text)):
                named.append(_small_print(block, bare, state))
                continue
        if not _small(bare):
            state = "body"
        named.append(_small_print(block, bare, state) if _small(bare) else block)
    return named


def _could_be_title(text: str, after: list[Block]) -> bool:
    """Whether a first line is a title rather than the text itself: a date line follows, or it is no sentence."""
    if after and is_dateline(_HASHES.sub("", after[0].text)):
        return True
    return len(text) <= _TITLE and not (_ENDS.search(text) and len(text.split()) > 8)


def _is_text(text: str) -> bool:
    """Whether a line is the beginning of the body: an item, a turn or a sentence."""
    turn = _TURN.match(text)
    if _MARK.match(text) or (turn and _is_speaker(turn["speaker"])):
        return True
    sentence = bool(_ENDS.search(text)) and not _ADDRESS.search(text)
    return sentence and len(text.split()) > 3 and not _small(text)


def _small(text: str) -> bool:
    return bool(
        (_CAPTION.match(text) and len(text) < 300)
        or _NOTICE.match(text)
        or (_FOOTER.match(text) and len(text) < 120)
    )


def _small_print(block: Block, bare: str, state: str) -> Block:
    """A line that is no search text, or a heading (a subtitle above the date, an opening below it)."""
    if found := _NOTICE.match(bare):
        colon = bare.find(":", found.end())
        if len(bare) > 200 and 0 < colon < 120:  # the notice and the text on one line
            return _cut(block, "paragraph", block.text.index(":", found.end()) + 1 + (bare[colon + 1] == " "))
        return replace(block, kind="notice", text=bare)
    if _CAPTION.match(bare):
        return replace(block, kind="caption", text=bare)
    if _FOOTER.match(bare):
        return replace(block, kind="footer", text=bare)
    if _BYLINE.match(bare) and len(bare.split()) < 14:
        return replace(block, kind="byline", text=bare)
    if state == "dated" and _DEED.search(bare) and not _HASHES.match(block.text):
        return replace(block, kind="caption", text=bare)
    if (
        state == "dated"
        and len(bare.split()) < 14
        and not bare.lower().startswith(("opening", "introduc"))
        and not _HASHES.match(block.text)
    ):
        return replace(block, kind="byline", text=bare)
    return replace(block, kind="heading", text=bare)


def _parts(block: Block) -> list[Block]:
    """A paragraph as it is, as a heading or an item, or as several where items run on after a sentence."""
    if block.kind != "paragraph":
        return [block]
    if found := _HASHES.match(block.text):
        return [replace(block, kind="heading", text=block.text[found.end() :])]
    if found := _SECTION.match(block.text):
        kind: BlockKind = "item" if _ENDS.search(block.text) else "heading"
        return [_cut(block, kind, found.end(), mark=found.group().strip())]
    made, rest = [], block
    while found := _RUN_ON.search(rest.text):
        made.append(_part(replace(rest, text=rest.text[: found.start()], end=rest.start + found.start())))
        rest = _cut(rest, "paragraph", found.start() + len(found.group()) - len(found.group().lstrip()))
    return [*made, _part(rest)]


def _part(block: Block) -> Block:
    found = _MARK.match(block.text)
    if found and len(block.text) > found.end():
        mark = found["mark"].strip()
        kind: BlockKind = (
            "item" if _ENDS.search(block.text) or len(block.text) > 90 or not mark[0].isalnum() else "heading"
        )
        return _cut(block, kind, found.end(), mark=mark)
    if not _ENDS.search(block.text) and len(block.text.split()) <= 12 and len(block.text) < 90:
        return replace(block, kind="heading")
    return block


def _cut(block: Block, kind: BlockKind, at: int, mark: str = "") -> Block:
    return replace(block, kind=kind, text=block.text[at:], start=block.start + at, mark=mark)


def _turns(made: list[Block]) -> list[Block]:
    """Marks who speaks, where a label before a colon names an office or a question: `QUESTION:`, `MR PRICE:`.

    Other labels ("NHK, Aoki:") count beside such, when they stand in a dialogue of four turns or more.
    """
    labels = [_label(block) for block in made]
    spoken = sum(bool(found and _SPOKEN.search(found["speaker"])) for found in labels)
    return [
        _turn(block, found)
        if found and spoken and (spoken >= 4 or _SPOKEN.search(found["speaker"]))
        else block
        for block, found in zip(made, labels, strict=True)
    ]


def _label(block: Block) -> re.Match[str] | None:
    if block.kind not in {"paragraph", "heading", "item"} or block.mark:
        return None
    found = _TURN.match(block.text)
    return found if found and _is_speaker(found["speaker"]) else None


def _turn(block: Block, found: re.Match[str]) -> Block:
    return replace(_cut(block, "turn", found.end()), speaker=found["speaker"].strip())


def _is_speaker(label: str) -> bool:
    """Whether a label before a colon names a speaker: nothing in it but names, offices and connectors."""
    words = re.sub(r"\([^)]*\)", "", label).replace(",", " ").split()
    return 0 < len(words) <= 12 and all(
        w[0].isupper() or not w[0].isalpha() or w.lower() in _CONNECTOR for w in words
    )
