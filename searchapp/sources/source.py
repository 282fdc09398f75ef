"""A source: the text of one readout, normalised, with the little that its format says of it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Format = Literal["txt", "md", "html", "mhtml", "pdf", "docx", "csv", "jsonl"]

KEYS = (
    "id", "title", "date", "date_jst", "published", "home", "country", "about", "organisation", "minister", "counterpart", "topic", "type",
    "place", "occasion", "lang", "source_url", "translation", "restatement",
)  # fmt: skip
"""The keys of front matter that are read, and the columns of a table; others are passed over."""


def digest(data: bytes) -> str:
    """SHA-256 of some bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a source. number: in the file, from 1; start: its first character in Source.text."""

    number: int
    start: int
    text: str

    @property
    def end(self) -> int:
        """The character after its last one."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Source:
    """A file, or a row of one, as text. In all formats but txt `#` marks headings, `-` and `1.` list items.

    path: under the source folder, with `/`, and on into an archive or a table (`a.zip/b.md`, `c.csv#key`).
    first_line: the file's line on which `text` begins (of what is neither txt nor md, whose text is made, lines
    are counted in `text`). matter: the front matter, strings and lists of strings; corrected: those of its keys
    that a user has corrected. title: what the format itself says the title is. digest: SHA-256 of the bytes, hex.
    """

    path: str
    format: Format
    text: str
    digest: str
    first_line: int = 1
    matter: Mapping[str, str | list[str]] = field(default_factory=dict)
    title: str | None = None
    url: str | None = None
    lang: str | None = None
    corrected: frozenset[str] = frozenset()

    def lines(self) -> list[Line]:
        """Every line, empty ones too."""
        found, start = [], 0
        for number, text in enumerate(self.text.split("\n"), self.first_line):
            found.append(Line(number, start, text))
            start += len(text) + 1
        return found

    def line_of(self, offset: int) -> int:
        """The file's line that holds a character of the text."""
        return self.first_line + self.text.count("\n", 0, offset)
