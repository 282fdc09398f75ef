"""How much is read of a file, an archive, a table: what is larger is a problem, not a full memory."""

from dataclasses import dataclass
from typing import Self

from searchapp.errors import SourceError
from searchapp.settings import SETTINGS

_MB = 1 << 20
# What no readout comes near, so that nobody needs to allow more; the time and memory that one takes are bounded by it.
_TEXT = 2 * _MB  # bytes of a file that is text, characters of the text of another: 300,000 words
_LINES = 50_000
_TAGS = 50_000  # of a page: with four times as many, one search of its tree takes a minute in C, where nothing interrupts it
_PARTS = 10_000  # of a saved page: pictures, styles, frames
_XML = 20 * _MB  # of a Word file, unpacked, without its pictures


@dataclass(frozen=True, slots=True)
class Limits:
    """file: MB of a file, on its own or in an archive. entries: files of an archive, rows of a table. unpacked: MB
    of all files of an archive together."""

    file: int = int(SETTINGS["max_file"].default)
    entries: int = int(SETTINGS["max_entries"].default)
    unpacked: int = int(SETTINGS["max_unpacked"].default)

    @classmethod
    def none(cls) -> Self:
        """Everything is read: for what was read before."""
        return cls(1 << 30, 1 << 60, 1 << 30)

    @property
    def file_bytes(self) -> int:
        """The bytes of the largest file that is read."""
        return self.file * _MB

    def check_file(self, path: str, size: int) -> None:
        """Raise SourceError for a file of too many bytes."""
        if size > self.file_bytes:
            raise SourceError(
                path, f"it is larger than {self.file} MB. Split it, or allow more: {_allow('max_file', size)}"
            )

    def check_entries(self, path: str, count: int) -> None:
        """Raise SourceError for an archive of too many files, or a table of too many rows."""
        if count > self.entries:
            setting = SETTINGS["max_entries"]
            raise SourceError(
                path,
                f"it holds more than {self.entries:,} entries. Split it, or allow more: {setting.flag} or {setting.variable}.",
            )

    def check_unpacked(self, path: str, size: int) -> None:
        """Raise SourceError for an archive whose files together have too many bytes."""
        if size > self.unpacked * _MB:
            raise SourceError(
                path,
                f"unpacked it is larger than {self.unpacked:,} MB. Split it, or allow more: {_allow('max_unpacked', size)}",
            )


def check_text(path: str, size: int, lines: int = 0) -> None:
    """Raise SourceError for a text of so many bytes or characters, or lines, that it is more than one readout."""
    if size > _TEXT or lines > _LINES:
        raise SourceError(
            path,
            f"it has more than {_TEXT // _MB} MB of text, or {_LINES:,} lines: more than one readout. Split it.",
        )


def check_tags(path: str, count: int) -> None:
    """Raise SourceError for a page of too many tags."""
    if count > _TAGS:
        raise SourceError(path, f"the page has more than {_TAGS:,} tags. Save the part that is the readout.")


def check_parts(path: str, count: int) -> None:
    """Raise SourceError for a web archive of too many parts."""
    if count > _PARTS:
        raise SourceError(path, f"it has more than {_PARTS:,} parts. Save the page again, as .html.")


def check_xml(path: str, size: int) -> None:
    """Raise SourceError for a Word file whose parts, unpacked and without pictures, have too many bytes."""
    if size > _XML:
        raise SourceError(
            path, f"without its pictures it is larger than {_XML // _MB} MB, unpacked. Split it."
        )


def _allow(name: str, size: int) -> str:
    setting = SETTINGS[name]
    return f"{setting.flag} {-(-size // _MB)} (or {setting.variable})."
