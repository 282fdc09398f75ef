"""Files to sources: each format's text with its lines, nothing yet understood.

For: encodings, front matter, the main text of a web page. Not for: what the text says (`extract`).
"""

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from searchapp.errors import SourceError
from searchapp.readout import ReadoutId
from searchapp.sources.encoding import decode
from searchapp.sources.html import main_text
from searchapp.sources.markdown import split_front_matter
from searchapp.sources.source import Format, Line, Source

__all__ = ["FORMATS", "Format", "Line", "Source", "closed_folders", "digest", "find", "id_of", "load", "read"]

FORMATS: dict[str, Format] = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}


def find(folder: Path) -> Iterator[str]:
    """The readouts under a folder, as sorted paths with `/`; hidden files and other formats are passed over."""
    paths = (path.relative_to(folder) for path in folder.rglob("*") if path.suffix.lower() in FORMATS)
    for path in sorted(paths):
        if not any(part.startswith(".") for part in path.parts) and (folder / path).is_file():
            yield path.as_posix()


def closed_folders(folder: Path) -> list[tuple[str, str]]:
    """The folders below one that may not be listed, as paths with `/`, and why."""
    refused: list[OSError] = []
    for _ in os.walk(folder, onerror=refused.append):
        pass
    return sorted((Path(e.filename).relative_to(folder).as_posix(), e.strerror or "unknown") for e in refused)


def id_of(path: str) -> ReadoutId:
    """A readout's id: its path without the extension, lower case, all but a-z 0-9 _ - made `-`."""
    stem = str(PurePosixPath(path).with_suffix(""))
    return ReadoutId(re.sub(r"[^a-z0-9_-]", "-", stem.lower()))


def digest(data: bytes) -> str:
    """SHA-256 of a file's bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def load(folder: Path, path: str) -> bytes:
    """The bytes of a file; raises SourceError where it cannot be read."""
    try:
        path.encode()
    except UnicodeEncodeError as error:
        shown = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        raise SourceError(shown, "its name is not UTF-8. Rename it.") from error
    try:
        return (folder / path).read_bytes()
    except OSError as error:
        raise SourceError(path, f"it cannot be read ({error.strerror}).") from error


def read(path: str, data: bytes) -> Source:
    """The source in a file's bytes; raises SourceError with what to mend."""
    text, format_ = decode(data, path), FORMATS[PurePosixPath(path).suffix.lower()]
    match format_:
        case "txt":
            return Source(path, format_, text, digest(data))
        case "md":
            matter, body, first_line = split_front_matter(text, path)
            if not body.strip():
                raise SourceError(path, "there is front matter, and no text below it.")
            return Source(path, format_, body, digest(data), first_line, matter)
        case "html":
            body, title, url, lang = main_text(text, path)
            return Source(path, format_, body, digest(data), title=title, url=url, lang=lang)
