"""Word files (.docx): their paragraphs with headings and list marks, by python-docx; what was deleted is left out."""

from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING, Any

from searchapp.analysis import folded_text
from searchapp.errors import SourceError
from searchapp.sources.encoding import tidied

if TYPE_CHECKING:
    from docx.document import Document

_OLD = b"\xd0\xcf\x11\xe0"  # how .doc begins, and a .docx with a password
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH, _ROW = f"{_W}p", f"{_W}tr"
_SIGNS = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_GONE = {  # moved elsewhere, or there a second time for older programs
    f"{_W}moveFrom",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
_TITLED = 12  # paragraphs among which the title stands


def docx_text(data: bytes, path: str) -> tuple[str, str | None]:
    """The text of a Word file, and its title, where a paragraph says that it is that.

    Headings begin with `## `, items with `1. ` or `- `; paragraphs are parted by empty lines, a table's row is
    one. Raises SourceError for a file that is damaged or encrypted, and for one without text.
    """
    from docx import Document as opened  # noqa: N813, PLC0415 (an extra)

    if data.startswith(_OLD):
        raise SourceError(
            path, "it is encrypted, or a .doc by another name. Save it as .docx, without a password."
        )
    try:
        document = opened(BytesIO(data))
        blocks = list(_blocks(document))
        hint = document.core_properties.title
    except Exception as error:  # a damaged file fails in every way that there is
        raise SourceError(
            path, f"it is damaged, or no Word file ({type(error).__name__}). Save it again."
        ) from error
    if not blocks:
        raise SourceError(path, "there is no text in it, only pictures perhaps. Have the text recognised.")
    title = next((text for style, text in blocks if style == "Title"), None) or next(
        (text for _, text in blocks[:_TITLED] if folded_text(text) == folded_text(hint or "")), None
    )
    lines = (
        f"## {text}" if style.startswith("Heading") and text != title else text for style, text in blocks
    )
    return tidied("\n\n".join(lines)), title


def _blocks(document: "Document") -> Iterator[tuple[str, str]]:
    """The paragraphs that have a text, each with the name of its style; a table's row is one."""
    marks = _Marks(document)
    for _, group in groupby(document.element.body.iter(_PARAGRAPH), key=_row_of):
        parts = [(style, text) for p in group for style, text in [marks.read(p)] if text]
        if parts:
            yield parts[0][0], "  ".join(text for _, text in parts)


def _row_of(paragraph: Any) -> Any:
    """The table's row in which a paragraph stands; itself where it stands in none."""
    return next(paragraph.iterancestors(_ROW), paragraph)


def _text(paragraph: Any) -> str:
    """The text of a paragraph, without what is deleted and what boxes in it hold."""
    parts = []
    for element in paragraph.iter(f"{_W}t", *_SIGNS):
        above = list(element.iterancestors())
        own = next(one for one in above if one.tag == _PARAGRAPH) is paragraph
        if own and not any(one.tag in _GONE for one in above):
            parts.append(_SIGNS.get(element.tag) or element.text or "")
    return "\n".join(" ".join(line.split()) for line in "".join(parts).split("\n")).strip()


class _Marks:
    """Reads paragraphs with the marks that Word would print before them: it keeps count of the lists."""

    def __init__(self, document: "Document") -> None:
        from docx.text.paragraph import Paragraph  # noqa: PLC0415 (an extra)

        self._document, self._made = document, Paragraph
        self._count: dict[str, Counter[int]] = {}

    def read(self, element: Any) -> tuple[str, str]:
        """The name of a paragraph's style, and its text with its mark."""
        text, style = _text(element), self._made(element, self._document._body).style
        name = (style.name if style is not None else None) or ""
        numbered = self._numbered(element, style)
        if not text or numbered is None or name.startswith("Heading"):
            return name, text
        list_, level = numbered
        count = self._count.setdefault(list_, Counter())
        count[level] += 1
        for deeper in [one for one in count if one > level]:
            del count[deeper]
        mark = "-" if self._is_bullet(list_, level) else f"{count[level]}."
        return name, f"{'  ' * level}{mark} {text}"

    def _numbered(self, element: Any, style: Any) -> tuple[str, int] | None:
        """The list of a paragraph and its level there, from 0: by the paragraph itself, or by its style."""
        while element is not None:
            found = element.find(f"{_W}pPr/{_W}numPr")
            if found is not None:
                list_, level = found.find(f"{_W}numId"), found.find(f"{_W}ilvl")
                number = list_.get(f"{_W}val") if list_ is not None else "0"
                return (
                    None
                    if number == "0"
                    else (number, int(level.get(f"{_W}val")) if level is not None else 0)
                )
            element, style = (style.element, style.base_style) if style is not None else (None, None)
        return None

    def _is_bullet(self, list_: str, level: int) -> bool:
        root = self._document.part.numbering_part.element
        of = root.find(f"{_W}num[@{_W}numId='{list_}']/{_W}abstractNumId")
        path = f"{_W}abstractNum[@{_W}abstractNumId='{of.get(f'{_W}val')}']/{_W}lvl[@{_W}ilvl='{level}']/{_W}numFmt"
        form = root.find(path) if of is not None else None
        return form is None or form.get(f"{_W}val") in {"bullet", "none"}
