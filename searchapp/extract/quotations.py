"""Quotations of a passage: where they begin and end, and whether they run on into the next."""

from dataclasses import dataclass

_OPEN, _CLOSE = "“«", "”»"
_SHORT = 40  # characters; less is a term in quotation marks, not speech


@dataclass(frozen=True, slots=True)
class Quotation:
    """Speech in quotation marks, marks included. closed: the closing mark stands in this passage."""

    start: int
    end: int
    closed: bool


def quotations(text: str) -> list[Quotation]:
    """The quotations of a passage in order, titles and terms in quotation marks left out."""
    if not any(mark in text for mark in '“«"'):
        return []
    found, at = [], 0
    while (start := _next(text, at)) >= 0:
        straight = text[start] == '"'
        end = text.find('"', start + 1) if straight else _closing(text, start)
        closed = end >= 0
        stop = end + 1 if closed else len(text)
        if stop - start >= _SHORT and (closed or not straight):
            found.append(Quotation(start, stop, closed))
        at = stop
    return found


def _next(text: str, at: int) -> int:
    places = [place for mark in _OPEN + '"' if (place := text.find(mark, at)) >= 0]
    return min(places, default=-1)


def _closing(text: str, start: int) -> int:
    """The mark that closes a quotation, over those inside it."""
    depth = 0
    for at in range(start, len(text)):
        if text[at] in _OPEN:
            depth += 1
        elif text[at] in _CLOSE:
            depth -= 1
            if depth == 0:
                return at
    return -1
