"""Cuts a source into blocks: title, date line, captions, notices, headings, items, turns, paragraphs.

A block is a stretch of the source text. Only its shape and a few fixed formulas are looked at here;
what it means is for the other modules of this package.
"""

import re
from dataclasses import replace
from itertools import pairwise

from searchapp.analysis import folded_text
from searchapp.extract.block import Block, BlockKind
from searchapp.extract.datelines import is_dateline
from searchapp.extract.headline import is_generic
from searchapp.extract.marks import begins_list, ends, mark, numbered
from searchapp.extract.smallprint import is_byline, is_contact, is_signature, is_small, small_print
from searchapp.extract.speakers import is_turn, turns
from searchapp.sources import Line, Source

__all__ = ["Block", "BlockKind", "blocks"]

_HASHES = re.compile(r"\s*#{1,6}\s+")
_ADDRESS = re.compile(r"(?:H\.E\.|Hon\.|Mr\.|Ms\.|Mrs\.|Dr\.|D\.C\.)$")
_SITE = re.compile(
    r"(?:home|top)\s*[>»›/]|news story$|[A-Z]{2,3}$|page language|.*[\u0600-\u06ff].*[\u0400-\u04ff\u4e00-\u9fff]",
    re.IGNORECASE,
)
_LATIN = 1.3  # bytes of UTF-8 a character, up to which a text is in Latin letters
_PLACE = re.compile(r"(?:[A-Z][\w’'.-]+,?\s?){1,5}$")
_TITLE = 300  # characters; what is longer is text
_WORDY = 30  # words; what is longer is no heading, whatever it ends with
_SMALL = {"footer", "notice", "byline", "dateline"}
_FEW = 3  # words of a line at the foot that is no sentence
_HEAD, _FOOT = 12, 6  # lines in which the header and the footer stand
_WRAPPED, _RAGGED = 3, 15  # lines of a length, give or take characters, that show a text wrapped by hand
_DANGLES = re.compile(r"\b(?:of|the|and|to|with|for|in|by|on|at|from|an?|that|which|their|his|her)$")
_NARROW, _WIDE = 45, 100  # characters of a line that was wrapped by hand


def blocks(source: Source) -> list[Block]:
    """The blocks of a source, in order, every character of text in one of them."""
    joined = _rejoined([line for line in source.lines() if line.text.strip()])
    return turns(numbered(_hashed(_footed(_header(joined, source)))))


def _rejoined(lines: list[Line]) -> list[Block]:
    """Lines as paragraphs: a line that was wrapped by hand is joined to the one before it."""
    made: list[Block] = []
    width, before = _wrapped_at(lines), 0
    for line in lines:
        text, start = line.text.strip(), line.start + len(line.text) - len(line.text.lstrip())
        last = made[-1] if made else None
        if (
            last
            and last.lines[1] == line.number - 1
            and _wraps(last.text, text, full=0 < width * 3 < before * 4)
        ):
            made[-1] = replace(
                last, text=f"{last.text} {text}", end=start + len(text), lines=(last.lines[0], line.number)
            )
        else:
            made.append(Block("paragraph", text, start, start + len(text), (line.number, line.number)))
        before = len(text)
    return made


def _wrapped_at(lines: list[Line]) -> int:
    """The length at which all lines of a text were wrapped by hand; 0 where they were not."""
    open_ended = [
        (len(one.text), two.text.lstrip()[0].islower() or bool(_DANGLES.search(one.text)))
        for one, two in pairwise(lines)
        if two.number == one.number + 1
        and _NARROW < len(one.text) <= _WIDE
        and not ends(one.text)
        and not mark(two.text)
    ]
    width = max((length for length, _ in open_ended), default=0)
    alike = [goes_on for length, goes_on in open_ended if length >= width - _RAGGED]
    return width if len(alike) >= _WRAPPED and any(alike) and len(alike) * 4 >= len(open_ended) * 3 else 0


def _wraps(before: str, text: str, *, full: bool) -> bool:
    """Whether a line goes on with the one before it. full: that is as long as lines get in this text."""
    open_end = not ends(before) or bool(_ADDRESS.search(before))
    goes_on = text[0].islower() or before[-1] in ",-–" or bool(_DANGLES.search(before))
    if not (full or (open_end and len(before) > _NARROW and goes_on)):
        return False
    if _HASHES.match(text) or _HASHES.match(before) or mark(text) or is_dateline(before):
        return False
    return not full or not (is_turn(text) or is_small(before))


def _header(made: list[Block], source: Source) -> list[Block]:
    """Names what stands above the first paragraph: title, subtitle, date line, bylines, captions."""
    named: list[Block] = []
    state = "title"
    official = folded_text(str(source.matter.get("title") or source.title or ""))
    dated = any(is_dateline(block.text) for block in made[:_HEAD])
    latin = len(source.text.encode()) < _LATIN * len(source.text)
    for position, block in enumerate(made):
        bare = _HASHES.sub("", block.text) if "#" in block.text else block.text
        if state != "body" and position < _HEAD:
            if state == "title" and position + 1 < len(made) and _is_furniture(bare, latin=latin):
                named.append(replace(block, kind="byline", text=bare))
                continue
            first = state == "title" and all(one.kind == "byline" for one in named)
            first = first and _opens(bare, made[position + 1 : position + 2], titled=bool(official))
            if first or (official and folded_text(bare) == official):
                named.append(replace(block, kind="title", text=bare))
                state = "header"
                continue
            if is_dateline(bare):
                named.append(replace(block, kind="dateline", text=bare))
                state = "dated"
                continue
            if not _is_text(block.text) and (dated or is_small(block.text)):
                named.append(small_print(block, bare, dated=state == "dated"))
                continue
        small = is_small(bare)
        if not small:
            state = "body"
        named.append(small_print(block, bare, dated=state == "dated") if small else block)
    return named


def _is_furniture(text: str, *, latin: bool) -> bool:
    """Whether a first line is the site's: a path of links, other languages in a Latin text, a kind of page."""
    return bool(_SITE.match(text)) or (
        latin and _is_foreign(text) and not is_dateline(text) and not is_small(text)
    )


def _is_foreign(text: str) -> bool:
    return len(text.encode("ascii", "ignore")) * 2 < len(text)


def _opens(text: str, after: list[Block], *, titled: bool) -> bool:
    """Whether a first line is the title rather than the text itself: it names a kind of page, a date line
    follows, or it is no sentence. titled: the format has told the title, so that only the first may be."""
    if is_dateline(text) or is_small(text):
        return False
    if is_generic(text) or titled:
        return is_generic(text)
    if after and is_dateline(after[0].text.lstrip("# ")):
        return True
    return len(text) <= _TITLE and not (ends(text) and len(text.split()) > 8)


def _is_text(text: str) -> bool:
    """Whether a line is the beginning of the body: an item, a turn, a sentence, or as long as one."""
    if is_byline(text):
        return False
    if begins_list(text) or is_turn(text):
        return True
    words = text.split()
    if len(words) > _WORDY and sum(word[0].islower() for word in words) * 3 > len(words):
        return not is_small(text)
    return len(words) > 3 and ends(text) and not _ADDRESS.search(text) and not is_small(text)


def _footed(made: list[Block]) -> list[Block]:
    """Names what stands below the last paragraph: date lines with a place, addresses, lists of links."""
    contacts = next(
        (n for n, block in enumerate(made) if n and block.kind == "paragraph" and is_contact(block.text)),
        len(made),
    )
    short: list[int] = []  # lines that are footers if one stands above them
    left = _FOOT
    for at in range(len(made) - 1, 0, -1):
        block = made[at]
        if block.kind not in _SMALL:
            left -= 1
            if kind := _foot_kind(made, at, listed=at >= contacts):
                made[at] = replace(block, kind=kind)
            elif (
                block.kind == "paragraph"
                and len(block.text.split()) <= _FEW
                and not ends(block.text)
                and left
            ):
                short.append(at)
                continue
            else:
                break
        for below in short:
            made[below] = replace(made[below], kind="footer")
        short = []
    return made


def _foot_kind(made: list[Block], at: int, *, listed: bool) -> BlockKind | None:
    block = made[at]
    if block.kind != "paragraph":
        return None
    if is_dateline(block.text):
        return "dateline"
    below = made[at + 1].kind if at + 1 < len(made) else ""
    if below == "dateline" and len(block.text) < _NARROW and _PLACE.match(block.text):
        return "byline"
    if is_signature(block.text) or (listed and len(block.text) < _TITLE and not ends(block.text)):
        return "footer"
    return None


def _hashed(made: list[Block]) -> list[Block]:
    """Paragraphs that `#` marks as headings."""
    return [
        replace(block, kind="heading", text=block.text[found.end() :], start=block.start + found.end())
        if block.kind == "paragraph" and (found := _HASHES.match(block.text))
        else block
        for block in made
    ]
