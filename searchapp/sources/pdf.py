"""PDF files: their lines with where they stand, by pypdf, made text by `printed`."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from searchapp.errors import SourceError
from searchapp.sources.encoding import tidied
from searchapp.sources.printed import PrintedLine, text_of

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_HEAD = 1024  # bytes in which a PDF says that it is one
_UNREADABLE = re.compile(r"[\ufffd\ue000-\uf8ff\x00-\x08]|\(cid:\d+\)")
_MOST = 5  # of so many characters at most one may be unreadable
_LIGATURE = re.compile(r"[\ufb00-\ufb06]")


def pdf_text(data: bytes, path: str) -> tuple[str, str | None]:
    """The text of a PDF, and its title: the one that the file names, where the text begins with it, else what is set largest.

    The file's dates are those of its making, and are not looked at. Raises SourceError for one that is damaged
    or encrypted, and for one without text: a scan.
    """
    from pypdf.errors import DependencyError, LimitReachedError  # noqa: PLC0415 (an extra)

    if b"%PDF-" not in data[:_HEAD]:
        raise SourceError(path, "it is no PDF, or it is damaged. Save it again.")
    try:
        reader = _opened(data, path)
        pages = [_lines(page) for page in reader.pages]
        title = reader.metadata.title if reader.metadata else None
    except SourceError:
        raise
    except DependencyError as error:
        raise SourceError(
            path, "it is encrypted, and cryptography is missing. Install it: pip install 'searchapp[pdf]'"
        ) from error
    except LimitReachedError as error:
        raise SourceError(path, "unpacked it is larger than any readout. Save its pages as text.") from error
    except Exception as error:  # a damaged file fails in every way that there is
        raise SourceError(path, f"it is damaged ({type(error).__name__}). Save it again.") from error
    if not any(pages):
        raise SourceError(
            path,
            f"it has no text layer: its {len(pages)} pages are pictures. Have the text recognised: ocrmypdf {path} {path}",
        )
    text, named = text_of(pages, title if isinstance(title, str) else None)
    if len(_UNREADABLE.findall(text)) * _MOST > len(text):
        raise SourceError(
            path,
            f"its fonts do not tell which letters they hold. Have the text recognised: ocrmypdf --force-ocr {path} {path}",
        )
    return tidied(_LIGATURE.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text)), named


def _opened(data: bytes, path: str) -> "PdfReader":
    from pypdf import PdfReader  # noqa: PLC0415 (an extra)

    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(
        ""
    ):  # many only forbid printing, and open without a password
        raise SourceError(path, "it is encrypted. Save it without a password.")
    return reader


def _lines(page: "PageObject") -> list[PrintedLine]:
    """The lines of a page, in the order in which they were set."""
    lines: list[PrintedLine] = []
    begun: list[tuple[str, float, float, float]] = []

    def take(
        text: str, cm: Sequence[float], tm: Sequence[float], _font: Mapping[str, object] | None, size: float
    ) -> None:
        for number, part in enumerate(text.split("\n")):
            if number and begun:
                lines.append(_line(begun))
                begun.clear()
            if part.strip() or begun:
                top = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
                left = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
                begun.append((part, top, left, size * (abs(tm[3] * cm[3]) or 1.0)))

    page.extract_text(visitor_text=take)
    if begun:
        lines.append(_line(begun))
    return lines


def _line(parts: Sequence[tuple[str, float, float, float]]) -> PrintedLine:
    _, top, left, size = parts[0]
    return PrintedLine(" ".join("".join(part[0] for part in parts).split()), top, left, size or 1.0)
