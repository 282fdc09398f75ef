"""Printed pages to text: without running heads and page numbers, words whole, paragraphs apart.

Lines that were wrapped stay lines here; `extract.layout` joins them, as it does those of a text file.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from searchapp.analysis import folded_text

_EDGE = 3  # lines at the head and at the foot of a page that may be running ones
_LARGE = 1.15  # times the size of most letters: a heading
_HEADING = 300  # characters; what is longer is text, however large
_GAP = 1.3  # times the usual way from line to line: it stands off
_INDENT = 0.8  # times the size of its letters: a new paragraph
_TITLED = 12  # lines among which the title stands
_TITLE_LINES = 5
_NUMBER = re.compile(r"(?:(?:page|p\.)\s*)?[-–—|\s]*#(?:\s*(?:/|of)\s*#)?[-–—|\s]*|.*\bpage #.*")
_ENDS = re.compile(r"[.!?:;][”\"’')\]]*$")
_BROKEN = re.compile(r"(?P<head>[^\W\d_]{2,})(?P<hyphen>[-‐\u00ad])$")
_TAIL = re.compile(r"(?P<tail>[^\W\d_]{2,})\S*")
_WORD = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_PREFIXES = frozenset(
    "long short mid high low well co non pre post anti self multi inter cross vice ex counter semi all half part full free "
    "large small open closed one two three four five six seven eight nine ten first second third fourth like near far so "
    "wide deep rule law people climate gender export trade market air sea land human world year day week month time".split()
)  # of words that keep their hyphen


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line on a page. top: points from the foot of the page; left: from its left side; size: of its letters, in points."""

    text: str
    top: float
    left: float
    size: float


Page = Sequence[PrintedLine]


def text_of(pages: Sequence[Page], title: str | None = None) -> tuple[str, str | None]:
    """The text of pages, and its title: the one that is hinted at, where the text begins with it, else what is set largest.

    Headings, by the size of their letters, begin with `## `; blocks are parted by empty lines.
    """
    lines = [line for page in _without_running(pages) for line in _marked(page)]
    lines, found = _titled(_headings(lines), title)
    words = Counter(word.lower() for one in lines for word in _WORD.findall(one.text))
    return "\n".join(_whole([one.text for one in lines], words)), found


# ---- running heads and page numbers


def _without_running(pages: Sequence[Page]) -> Iterator[Page]:
    edges = [_edges(page) for page in pages]
    heads = Counter(shape for head, _ in edges for shape in {_shape(line) for line in head})
    feet = Counter(shape for _, foot in edges for shape in {_shape(line) for line in foot})
    often = max(2, (len(pages) + 1) // 2)
    told: set[str] = set()
    for number, (page, (head, foot)) in enumerate(zip(pages, edges, strict=True), 1):
        dropped = {
            line
            for line, again in (
                *((line, heads[_shape(line)] >= often) for line in head),
                *((line, feet[_shape(line)] >= often) for line in foot),
            )
            if (again and (line in foot or _shape(line) in told)) or _is_number(line, number, often=again)
        }
        told |= {_shape(line) for line in head}  # the first head may be the title, or the letterhead
        yield [line for line in page if line not in dropped]


def _edges(page: Page) -> tuple[list[PrintedLine], list[PrintedLine]]:
    """The lines at the head and at the foot of a page that stand off from its text."""
    ordered, usual = sorted(page, key=lambda line: -line.top), _spacing(page)
    off = [n for n, pair in enumerate(pairwise(ordered), 1) if _stands_off(*pair, usual)]
    head = max((n for n in off if n <= _EDGE), default=0)
    foot = min((n for n in off if n >= len(ordered) - _EDGE and n > head), default=len(ordered))
    return ordered[:head], ordered[foot:]


def _spacing(page: Page) -> float:
    """The way from line to line that is usual on a page, in sizes of its letters."""
    return median([d / two.size for one, two in pairwise(page) if (d := one.top - two.top) > 0] or [0.0])


def _stands_off(one: PrintedLine, two: PrintedLine, usual: float) -> bool:
    return one.top - two.top > usual * _GAP * two.size or not _alike(one.size, two.size)


def _shape(line: PrintedLine) -> str:
    """A line with its numbers made alike."""
    return re.sub(r"\d+", "#", line.text.casefold())


def _is_number(line: PrintedLine, page: int, *, often: bool) -> bool:
    """Whether a line at the edge of a page is its number: by its form; a bare one, by its value or its repetition."""
    shape = _shape(line)
    return bool(_NUMBER.fullmatch(shape)) and (shape != "#" or often or line.text == str(page))


# ---- paragraphs and headings


def _marked(page: Page) -> Iterator[PrintedLine]:
    """The lines of a page, with an empty one before the first and before each that stands off or is set in."""
    usual = _spacing(page)
    before: PrintedLine | None = None
    for line in page:
        if (
            before is None
            or _stands_off(before, line, usual)
            or line.top - before.top > before.size  # back at the head: a column
            or (line.left - before.left > line.size * _INDENT and _ENDS.search(before.text))
        ):
            yield replace(line, text="")
        yield line
        before = line


def _alike(one: float, two: float) -> bool:
    return one <= two * _LARGE and two <= one * _LARGE


def _headings(lines: list[PrintedLine]) -> list[PrintedLine]:
    """The lines, with those of large letters that follow one another made one heading, and pages joined where a sentence goes on."""
    sizes = Counter[float]()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    made: list[PrintedLine] = []
    for line in lines:
        last = made[-1] if made else None
        if not line.text:
            if last and last.text:
                made.append(line)
        elif line.size <= body * _LARGE:
            if last and not last.text and len(made) > 1 and _goes_on(made[-2], line):
                made.pop()
            made.append(line)
        elif last and last.text and _alike(last.size, line.size) and len(last.text) < _HEADING:
            made[-1] = replace(last, text=f"{last.text} {line.text}")
        else:
            made.append(replace(line, text=f"## {line.text}"))
    return made


def _goes_on(before: PrintedLine, line: PrintedLine) -> bool:
    """Whether the first line of a page goes on with the last one of the page before."""
    turned = line.top > before.top and _alike(before.size, line.size)
    return turned and not _ENDS.search(before.text) and line.text[0].islower()


def _titled(lines: list[PrintedLine], title: str | None) -> tuple[list[PrintedLine], str | None]:
    """The lines, with those that together are the hinted title made one; else the largest heading at the top is it."""
    wanted = folded_text(title or "")
    for start in range(min(_TITLED, len(lines)) if wanted else 0):
        for end in range(start + 1, min(start + _TITLE_LINES, len(lines)) + 1):
            text = " ".join(line.text.removeprefix("## ") for line in lines[start:end] if line.text)
            if folded_text(text) == wanted:
                merged = replace(lines[start], text=text)
                return [*lines[:start], merged, replace(merged, text=""), *lines[end:]], text
    top = [line for line in lines[:_TITLED] if line.text.startswith("## ")]
    return lines, max(top, key=lambda line: line.size).text.removeprefix("## ") if top else None


# ---- words that a line's end broke


def _whole(lines: Iterable[str], words: Counter[str]) -> Iterator[str]:
    """The lines, with each word that was broken at a line's end on one line."""
    held: str | None = None
    for line in lines:
        text = line
        if held is not None and (mended := _mended(held, text, words)):
            held, text = mended
            if not text:
                continue
        if held is not None:
            yield held
        held = text
    if held is not None:
        yield held


def _mended(before: str, line: str, words: Counter[str]) -> tuple[str, str] | None:
    """Two lines of which the first ends within a word, with the word on the first; None where it does not.

    The hyphen goes where it is a soft one, where the document has the word without it, and where it has neither
    part as a word and no compound begins so; else it stays.
    """
    broken, rest = _BROKEN.search(before), _TAIL.match(line)
    if not broken or not rest or not line[0].islower():
        return None
    head, tail = broken["head"].lower(), rest["tail"].lower()
    soft = broken["hyphen"] == "\u00ad"
    joined = f"{head}{tail}" in words
    compound = head in _PREFIXES or any(f"{head}{hyphen}{tail}" in words for hyphen in "-‐")
    apart = words[head] > 1 or words[tail] > 1
    hyphen = "" if soft or joined or not (compound or apart) else "-"
    return before[: broken.start("hyphen")] + hyphen + rest.group(), line[rest.end() :].lstrip()
