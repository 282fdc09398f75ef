"""How much is read of a file, an archive, a table: what is larger is a problem, not a full memory."""

from dataclasses import dataclass
from typing import Self

from searchapp.errors import SourceError
from searchapp.settings import SETTINGS

_MB = 1 << 20


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


def _allow(name: str, size: int) -> str:
    setting = SETTINGS[name]
    return f"{setting.flag} {-(-size // _MB)} (or {setting.variable})."
