"""Which files are read, by the ends of their names, and what reading them needs."""

import re
from importlib.util import find_spec
from pathlib import PurePath, PurePosixPath

from searchapp.errors import SourceError
from searchapp.sources.source import Format

FORMATS: dict[str, Format] = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".mhtml": "mhtml",
    ".mht": "mhtml",
    ".pdf": "pdf",
    ".docx": "docx",
}
"""Files that hold one readout."""

TABLES: dict[str, Format] = {".csv": "csv", ".tsv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl"}
"""Files that hold a readout a row, which has a path of its own: `folder/name.csv#key`."""

ARCHIVES = frozenset({".zip"})
"""Files that hold files, whose paths go on within them: `name.zip/folder/a.md`."""

SUFFIXES = (*FORMATS, *TABLES, *sorted(ARCHIVES))

_EXTRAS: dict[Format, tuple[str, str]] = {"pdf": ("pypdf", "pdf"), "docx": ("docx", "docx")}
_ROW = re.compile(
    rf"(?P<file>.+(?P<suffix>{'|'.join(map(re.escape, TABLES))}))#(?P<key>[a-z0-9_-]+)", re.IGNORECASE
)


def suffix(path: str) -> str:
    """The end of a name, in lower case, with its dot."""
    return PurePosixPath(path).suffix.lower()


def key_of(name: str) -> str:
    """A name in the letters of an id: lower case, all but a-z 0-9 _ - made `-`."""
    return re.sub(r"[^a-z0-9_-]", "-", name.lower())


def row_in(path: str) -> tuple[str, str] | None:
    """The table and the key in the path of a row; None where it is the path of a file."""
    found = _ROW.fullmatch(path)
    return (found["file"], found["key"]) if found else None


def file_of(path: str) -> str:
    """The file of the folder that a path leads to: an archive or a table, for what lies in one."""
    file, _ = row_in(path) or (path, "")
    parts = PurePosixPath(file).parts
    within = next((n for n, part in enumerate(parts, 1) if suffix(part) in ARCHIVES), len(parts))
    return "/".join(parts[:within])


def is_passed_over(path: PurePath) -> bool:
    """Whether a path is hidden, or what a program leaves beside a file that it has open."""
    return any(part.startswith((".", "~$")) or part == "__MACOSX" for part in path.parts)


def require(path: str) -> None:
    """Raise SourceError where the library is missing that reads such a file."""
    package, extra = _EXTRAS.get(FORMATS.get(suffix(path), "txt"), ("", ""))
    if package and find_spec(package) is None:
        raise SourceError(
            path, f"reading {suffix(path)} needs {package}. Install it: pip install 'searchapp[{extra}]'"
        )
