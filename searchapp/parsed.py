"""Readouts as they were read, kept by path, content and rules, so that an unchanged file is never read twice.

One SQLite file beside the index. It is a convenience: what it lacks is read from the sources again, and a file
that cannot be used is set aside under another name.
"""

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import msgspec
import zstandard

from searchapp.engines.arrays.records import decode, encode
from searchapp.readout import Readout

NAME = "parsed.sqlite3"
_PATIENCE = 5.0  # seconds to wait for another process that writes
_AT_ONCE = 500  # readouts that are written in one step
_TABLE = "CREATE TABLE IF NOT EXISTS parsed (path TEXT PRIMARY KEY, stamp TEXT, rules TEXT, body BLOB) WITHOUT ROWID"
T = TypeVar("T")


class Parsed:
    """The readouts of one index folder, read by rules of one version; folder None: nothing is kept.

    stamp: what changes when the content of a file does.
    """

    def __init__(self, folder: Path | None, rules: str) -> None:
        self._rules, self._waiting = rules, list[tuple[str, str, str, bytes]]()
        self._base = None if folder is None else _opened(folder / NAME)
        self._squeeze, self._stretch = (
            zstandard.ZstdCompressor(write_checksum=True),
            zstandard.ZstdDecompressor(),
        )

    def holds(self, path: str, stamp: str) -> bool:
        """Whether `get` has something to tell of a file."""
        query = "SELECT 1 FROM parsed WHERE path = ? AND stamp = ? AND rules = ?"
        return bool(self._asked(lambda base: base.execute(query, (path, stamp, self._rules)).fetchone()))

    def get(self, path: str, stamp: str) -> Readout | None:
        """What a file was read as, if it was, with this content and by these rules."""
        query = "SELECT body FROM parsed WHERE path = ? AND stamp = ? AND rules = ?"
        row = self._asked(lambda base: base.execute(query, (path, stamp, self._rules)).fetchone())
        if row is None:
            return None
        try:
            return decode(self._stretch.decompress(row[0]))
        except (zstandard.ZstdError, msgspec.MsgspecError):
            return None

    def put(self, path: str, stamp: str, readout: Readout) -> None:
        """Keep what a file was read as, in the place of what was kept of it before."""
        if self._base is not None:
            self._waiting.append((path, stamp, self._rules, self._squeeze.compress(encode(readout))))
            if len(self._waiting) >= _AT_ONCE:
                self._write()

    def forget_all_but(self, paths: Iterable[str]) -> None:
        """Drop what is kept of files that are no longer there."""
        kept = set(paths)
        every = self._asked(lambda base: base.execute("SELECT path FROM parsed").fetchall()) or []
        gone = [row for row in every if row[0] not in kept]
        self._asked(lambda base: base.executemany("DELETE FROM parsed WHERE path = ?", gone))

    def close(self) -> None:
        """Write what waits, and let go of the file."""
        self._write()
        if self._base is not None:
            self._base.close()
            self._base = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _write(self) -> None:
        rows, self._waiting = self._waiting, []
        if rows:
            self._asked(
                lambda base: base.executemany("INSERT OR REPLACE INTO parsed VALUES (?, ?, ?, ?)", rows)
            )

    def _asked(self, ask: Callable[[sqlite3.Connection], T]) -> T | None:
        """Ask the file; where that fails, go on without it."""
        if self._base is None:
            return None
        try:
            with self._base:
                return ask(self._base)
        except sqlite3.Error:
            with suppress(sqlite3.Error):
                self._base.close()
            self._base = None
            return None


def damaged(folder: Path) -> Iterator[str]:
    """What is wrong with what is kept in an index folder, every byte of it read; nothing where nothing is kept."""
    path = folder / NAME
    if not path.exists():
        return
    stretch = zstandard.ZstdDecompressor()
    try:
        with closing(
            sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=_PATIENCE)
        ) as base:
            wrong = [str(row[0]) for row in base.execute("PRAGMA quick_check")]
            if wrong != ["ok"]:
                yield from wrong
                return
            for name, body in base.execute("SELECT path, body FROM parsed"):
                try:
                    decode(stretch.decompress(body))
                except (zstandard.ZstdError, msgspec.MsgspecError) as error:
                    yield f"what {name} was read as cannot be read ({error})"
    except sqlite3.Error as error:
        yield f"it cannot be read ({error})"


def _opened(path: Path) -> sqlite3.Connection | None:
    """The file, made if need be; None where that is impossible, in a folder that cannot be written to, say."""
    for _ in range(2):
        base = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            base = sqlite3.connect(path, timeout=_PATIENCE)
            base.execute(_TABLE)
            base.execute("SELECT path, stamp, rules, body FROM parsed LIMIT 1").fetchone()
        except sqlite3.DatabaseError as error:
            if base is not None:
                base.close()
            if isinstance(error, sqlite3.OperationalError) and "no such column" not in str(error):
                return None  # it is busy, or may not be written to
            with suppress(OSError):
                path.rename(path.with_name(f"{path.name}.{int(time.time())}.unusable"))
        except OSError:
            return None
        else:
            return base
    return None
