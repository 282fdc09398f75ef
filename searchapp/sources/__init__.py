"""Files to sources: each format's text with its lines, nothing yet understood.

For: encodings, front matter, the main text of a page, what archives and tables hold. Not for: what the text
says (`extract`). A `Shelf` tells which readouts a file holds and gives their bytes; `read` makes them sources.
"""

import os
from collections.abc import Iterator
from pathlib import Path, PurePath, PurePosixPath

from searchapp.errors import SourceError
from searchapp.readout import ReadoutId
from searchapp.sources.columns import SIDECAR
from searchapp.sources.docx import docx_text
from searchapp.sources.encoding import decode
from searchapp.sources.formats import FORMATS, SUFFIXES, file_of, is_passed_over, key_of, row_in, suffix
from searchapp.sources.html import main_text
from searchapp.sources.limits import Limits, check_text
from searchapp.sources.markdown import split_front_matter
from searchapp.sources.mhtml import page_in
from searchapp.sources.patience import deadline
from searchapp.sources.pdf import pdf_text
from searchapp.sources.shelf import Entry, Shelf
from searchapp.sources.source import KEYS, Format, Line, Source, digest
from searchapp.sources.table import read_row

__all__ = [
    "KEYS", "SIDECAR", "SUFFIXES", "Entry", "Format", "Limits", "Line", "Shelf", "Source", "closed_folders", "deadline", "digest", "file_of", "find", "id_of", "is_passed_over", "is_source", "read",
]  # fmt: skip


def find(folder: Path) -> Iterator[str]:
    """The files under a folder that hold readouts, as sorted paths with `/`.

    Hidden files and other formats are passed over, and so is what a browser saved beside a page (`page_files/`).
    """
    paths = sorted(path.relative_to(folder) for path in folder.rglob("*") if suffix(path.name) in SUFFIXES)
    pages = {path.with_suffix("") for path in paths if FORMATS.get(suffix(path.name)) == "html"}
    for path in paths:
        if is_passed_over(path) or any(
            parent.name.endswith("_files") and parent.with_name(parent.name.removesuffix("_files")) in pages
            for parent in path.parents
        ):
            continue
        if (folder / path).is_file():
            yield path.as_posix()


def is_source(path: PurePath) -> bool:
    """Whether `find` may yield a file of this name."""
    return suffix(path.name) in SUFFIXES and not is_passed_over(PurePath(path.name))


def closed_folders(folder: Path) -> list[tuple[str, str]]:
    """The folders below one that may not be listed, as paths with `/`, and why."""
    refused: list[OSError] = []
    for _ in os.walk(folder, onerror=refused.append):
        pass
    return sorted((Path(e.filename).relative_to(folder).as_posix(), e.strerror or "unknown") for e in refused)


def id_of(path: str) -> ReadoutId:
    """A readout's id: its path without the extension, lower case, all but a-z 0-9 _ - made `-`; of a row, with its key."""
    file, key = row_in(path) or (path, "")
    stem = str(PurePosixPath(file).with_suffix(""))
    return ReadoutId(key_of(f"{stem}-{key}" if key else stem))


def read(path: str, data: bytes) -> Source:
    """The source in a file's bytes, or in a row's content; raises SourceError with what to mend."""
    source = read_row(path, data) if row_in(path) else _read(path, FORMATS[suffix(path)], data)
    check_text(path, len(source.text), source.text.count("\n"))
    return source


def _read(path: str, format_: Format, data: bytes) -> Source:
    if format_ in {"txt", "md"}:
        check_text(path, len(data))
    match format_:
        case "md":
            matter, body, first_line = split_front_matter(decode(data, path), path)
            if not body.strip():
                raise SourceError(path, "there is front matter, and no text below it.")
            return Source(path, format_, body, digest(data), first_line, matter)
        case "html" | "mhtml":
            page, had_from = page_in(data, path) if format_ == "mhtml" else (data, None)
            body, title, url, lang = main_text(decode(page, path), path, had_from)
            return Source(path, format_, body, digest(data), title=title, url=url, lang=lang)
        case "pdf" | "docx":
            body, title = (pdf_text if format_ == "pdf" else docx_text)(data, path)
            return Source(path, format_, body, digest(data), title=title)
        case _:
            return Source(path, format_, decode(data, path), digest(data))
