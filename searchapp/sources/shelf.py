"""A folder's files opened: each readout that they hold by its path, those within archives and tables too."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from searchapp.errors import SourceError
from searchapp.sources.archive import Archive
from searchapp.sources.columns import SIDECAR, columns
from searchapp.sources.formats import ARCHIVES, TABLES, require, row_in, suffix
from searchapp.sources.limits import Limits, check_xml
from searchapp.sources.patience import deadline
from searchapp.sources.source import digest
from searchapp.sources.table import Table


@dataclass(frozen=True, slots=True)
class Entry:
    """A readout that a file holds: its path, and SHA-256 of its content, hex."""

    path: str
    digest: str


class Shelf:
    """The files of one folder, for one run; the archive and the table that were last opened stay so.

    A row is opened as it was when its table was last looked at by `entries`.
    """

    def __init__(self, folder: Path, limits: Limits | None = None) -> None:
        self.folder, self.limits = folder, limits or Limits()
        self._archive: tuple[str, Archive] | None = None
        self._table: Table | None = None

    def entries(self, path: str) -> Iterator[Entry | SourceError]:
        """The readouts of a file, by path, as they now are; and what in it cannot be opened."""
        self._archive = self._table = None
        try:
            if suffix(path) not in ARCHIVES:
                yield from self._entries(path)
                return
            for name in self._opened(path).names():
                yield from [name] if isinstance(name, SourceError) else self._entries(f"{path}/{name}")
        except SourceError as error:
            yield error
        except Exception as error:  # as in `reading`
            yield SourceError.of_ours(path, error)

    def load(self, path: str) -> bytes:
        """The bytes of a file, or the content of a row; raises SourceError where they cannot be had."""
        if row := row_in(path):
            return self._rows(row[0]).load(path)
        require(path)
        data = self._bytes(path)
        if suffix(path) == ".docx" and data.startswith(b"PK"):
            check_xml(path, Archive(path, data, self.limits).unpacked((".xml", ".rels")))
        return data

    def line(self, path: str) -> int | None:
        """The line of its table on which a row begins; None for a file."""
        row = row_in(path)
        found = self._rows(row[0]).rows.get(path) if row else None
        return found.line if found else None

    def _entries(self, path: str) -> Iterator[Entry | SourceError]:
        try:
            if suffix(path) not in TABLES:
                yield Entry(path, digest(self.load(path)))
                return
            table = self._rows(path)
            yield from (Entry(row, digest(content.data)) for row, content in table.rows.items())
            yield from table.problems
        except SourceError as error:
            yield error

    def _rows(self, path: str) -> Table:
        if self._table is None or self._table.path != path:
            beside = f"{path}{SIDECAR}"
            sidecar = self._bytes(beside) if self._is_file(beside) else None
            with deadline(path):
                self._table = Table(path, self._bytes(path), columns(path, sidecar), self.limits)
        return self._table

    def _opened(self, path: str) -> Archive:
        if self._archive is None or self._archive[0] != path:
            self._archive = path, Archive(path, self._bytes(path), self.limits)
        return self._archive[1]

    def _is_file(self, path: str) -> bool:
        within = self._within(path)
        return self._opened(within[0]).holds(within[1]) if within else (self.folder / path).is_file()

    def _bytes(self, path: str) -> bytes:
        """The bytes of a file in the folder, or in an archive there."""
        if within := self._within(path):
            return self._opened(within[0]).load(within[1])
        try:
            path.encode()
        except UnicodeEncodeError as error:
            shown = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
            raise SourceError(shown, "its name is not UTF-8. Rename it.") from error
        try:
            file = self.folder / path
            self.limits.check_file(path, file.stat().st_size)
            return file.read_bytes()
        except OSError as error:
            raise SourceError(path, f"it cannot be read ({error.strerror}).") from error

    def _within(self, path: str) -> tuple[str, str] | None:
        """The archive that a file lies in, and its name there; None for one that lies in the folder."""
        for parent in PurePosixPath(path).parents:
            if suffix(parent.name) in ARCHIVES and (self.folder / parent).is_file():
                return parent.as_posix(), PurePosixPath(path).relative_to(parent).as_posix()
        return None
