"""Text as safe HTML: escaped or sanitised first, marked afterwards, and in text only."""

import html
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Literal

import nh3
from markupsafe import Markup, escape

from searchapp.readout import Passage
from searchapp.results import Mark
from searchapp.searcher import Reading

FamilyOf = Callable[[str], tuple[int, int] | None]
_INLINE = {"em", "strong", "code", "a", "br", "sub", "sup", "del", "ins", "abbr"}


@dataclass(frozen=True, slots=True)
class Numbers:
    """The marks of a readout counted through. first: passage anchor -> the number of its first mark."""

    total: int
    first: Mapping[str, int]


def marked(
    text: str,
    marks: Sequence[Mark] = (),
    rich: str = "",
    first: int | None = None,
    part: tuple[int, int] | None = None,
) -> Markup:
    """A text as HTML with its marks, whose ids count up from `first` (m4, m5, ...), if that is given.

    rich: the same text as HTML. It is sanitised again here, and left aside if it says anything else.
    part: the characters [start, end) that are written, if not all. A mark that crosses tags or parts is in
    several pieces, of which the first has the id.
    """
    apart_, (start, end) = apart(marks, text), part or (0, len(text))
    if rich:
        writer = _Writer(apart_, first, start, end if part else len(rich) + 1)
        writer.feed(_sanitised(rich))
        writer.close()
        if "".join(writer.texts) == text:
            return Markup("".join(writer.made))  # noqa: S704 (sanitised tags and escaped text)
    return Markup("".join(_with_marks(text[start:end], start, apart_, first)))  # noqa: S704 (escaped text)


def changed(text: str, spans: Sequence[Mark], tag: Literal["b", "ins", "del"] = "b") -> Markup:
    """A text as HTML, the characters of some spans in bold, or as inserted or deleted."""
    made, done = Markup(), 0
    for start, end in spans:
        made += Markup("{}<{}>{}</{}>").format(text[done:start], tag, text[start:end], tag)
        done = end
    return made + text[done:]


def apart(marks: Sequence[Mark], text: str) -> list[Mark]:
    """Marks in order, within the text, none of them empty, those that overlap made one."""
    joined: list[Mark] = []
    for start, end in sorted((max(0, start), min(end, len(text))) for start, end in marks):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif start < end:
            joined.append((start, end))
    return joined


def numbered(reading: Reading) -> Numbers:
    """How the marks of a readout are numbered, from its first passage to its last."""
    first, total = {}, 0
    for passage in reading.readout.passages:
        first[passage.anchor] = total + 1
        total += len(apart(reading.marks.get(passage.anchor, ()), passage.text))
    return Numbers(total, first)


def printed(passage: Passage) -> str:
    """The number or letter that the source prints before a passage, unless it is the passage's number."""
    mark = re.sub(r"\W", "", passage.mark)
    return "" if mark in {"", str(passage.number)} else passage.mark


def person(label: str, family_of: FamilyOf | None) -> Markup:
    """A person's name, the family name in small capitals where it is known."""
    if family_of is None or (span := family_of(label)) is None:
        return escape(label)
    start, end = span
    return Markup('{}<span class="fam">{}</span>{}').format(label[:start], label[start:end], label[end:])


def row(names: Sequence[str], most: int) -> Markup:
    """Names one after another; of many the first, and how many more there are."""
    if len(names) == 1:
        return escape(names[0])
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return Markup(", ").join(names[:most]) + more


def _sanitised(rich: str) -> str:
    return nh3.clean(
        rich,
        tags=_INLINE,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener nofollow",
    )


def _with_marks(text: str, start: int, marks: Sequence[Mark], first: int | None) -> Iterator[str]:
    """A text that begins at character `start` of a passage, escaped, with its piece of every mark."""
    done = 0
    for number, (begin, end) in enumerate(marks):
        low, high = max(begin - start, 0), min(end - start, len(text))
        if low >= high:
            continue
        id_ = f' id="m{first + number}"' if first is not None and begin >= start else ""
        yield html.escape(text[done:low], quote=False)
        yield f"<mark{id_}>{html.escape(text[low:high], quote=False)}</mark>"
        done = high
    yield html.escape(text[done:], quote=False)


class _Writer(HTMLParser):
    """Writes the characters [start, end) of sanitised HTML again, with the marks in its text; `texts` is what all of it says
    without tags. A tag that opened before the part is written when there is text for it; all are closed at its end."""

    def __init__(self, marks: Sequence[Mark], first: int | None, start: int, end: int) -> None:
        super().__init__(convert_charrefs=True)
        self._marks, self._first, self._at, self._start, self._end = marks, first, 0, start, end
        self._waiting: list[tuple[str, str]] = []  # tags that are open in the source, and not yet here
        self._open: list[str] = []
        self.made: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """As it stands; a link whose address was taken away is a link to nowhere, without what is said of it."""
        nowhere = tag == "a" and not any(name == "href" for name, _ in attrs)
        written = "<a>" if nowhere else self.get_starttag_text() or ""
        here = self._start <= self._at < self._end
        if tag != "br":
            self._waiting.append((tag, written))
        if here:
            self._begin()
            self.made.extend([written] if tag == "br" else [])

    def handle_endtag(self, tag: str) -> None:
        if self._waiting:
            self._waiting.pop()
        elif self._open:
            self._open.pop()
            self.made.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        low, high = max(self._start - self._at, 0), min(self._end - self._at, len(data))
        if low < high:
            self._begin()
            self.made.extend(_with_marks(data[low:high], self._at + low, self._marks, self._first))
        self.texts.append(data)
        self._at += len(data)
        if self._at >= self._end:
            self.made.extend(f"</{tag}>" for tag in reversed(self._open))
            self._open.clear()

    def _begin(self) -> None:
        """Open the tags that the source has open here."""
        self.made.extend(written for _, written in self._waiting)
        self._open.extend(tag for tag, _ in self._waiting)
        self._waiting.clear()
