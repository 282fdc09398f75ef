"""Sentences of a text, by their characters; abbreviations, initials and `U.S.` do not end one."""

import re
from collections.abc import Iterator
from functools import lru_cache

_END = re.compile(r"[.!?…]+[”\"’')\]]*(?=\s|$|[A-Z“])")
_SHORT = re.compile(
    r"(?:\b(?:Mr|Ms|Mrs|Mme|Smt|Dr|Hon|Ing|Eng|Maj|Brig|Adm|Capt|Prof|Gen|Lt|Col|Sen|Rep|Gov|Amb|Rev|St|Jr|Sr|No|vs|etc|Inc|Ltd|Co|approx|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)"
    r"|(?<![A-Za-z])(?:[A-Za-z]\.)+[A-Za-z]|\b[A-Z])$"
)
_NEAR = 40  # characters on either side of a full stop that tell whether it ends a sentence
_OFFICIAL = re.compile(
    r"\s+(?:The|In|He|She|They|Both|It|On|At|This|We|(?:Deputy |Foreign |Prime )?(?:Secretary|Minister|President))\b"
)
_OPENS = re.compile(r"\s*[“\"‘'(\[]?(?:[A-Z]|\d)")


@lru_cache(maxsize=256)  # a paragraph is read by several rules, one after another
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The sentences of a text as [start, end), white space between them left out."""
    return tuple(_sentences(text))


def first_sentence(text: str) -> tuple[int, int] | None:
    """The first of the sentences of a text, without a look at the others; None where there is none."""
    return next(_sentences(text), None)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in _END.finditer(text):
        if not _ends(text, found):
            continue
        if trimmed := _trimmed(text, start, found.end()):
            yield trimmed
        start = found.end()
    if trimmed := _trimmed(text, start, len(text)):
        yield trimmed


def _ends(text: str, found: re.Match[str]) -> bool:
    after = text[found.end() : found.end() + _NEAR]
    if not after.strip():
        return True
    before = text[max(0, found.start() - _NEAR) : found.start()]
    if found.group().startswith(".") and _SHORT.search(before, max(0, len(before) - 12)):
        # U.S. or p.m. may end a sentence: only when a new one plainly begins, which an initial never does
        if before.endswith("D.C"):
            return bool(_OFFICIAL.match(after))
        dotted = before.rsplit(None, 1)[-1].count(".") > 0
        return dotted and bool(re.match(r"\s+(?:The|In|He|She|They|Both|It|On|At|This|We)\b", after))
    return bool(_OPENS.match(after)) and (
        after[0].isspace() or found.group()[-1] in '”")]' or len(found.group()) == 1
    )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    if not (bare := piece.strip()):
        return None
    at = start + piece.index(bare[0])
    return at, at + len(bare)
