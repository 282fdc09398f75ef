"""What readouts were before: the digests of their earlier texts, carried from one generation of an index to the next.

A generation that cannot be read has nothing to tell, and an index that is thrown away takes its history with it.
"""

from collections.abc import Iterable
from pathlib import Path

from searchapp.engine import Engine, Reader, SourceFile
from searchapp.errors import IndexDamagedError, IndexMissingError
from searchapp.readout import Edition, ReadoutId

MOST = 100  # editions of one readout that are kept, the newest


class Editions:
    """The editions that the newest generation knows of, by readout, and by file where it was none."""

    def __init__(self, reader: Reader | None, files: Iterable[SourceFile]) -> None:
        self._reader = reader
        self._by_id = {file.id: file for file in files if file.id}
        self._by_path = {file.path: file for file in files}

    @classmethod
    def of(cls, engine: Engine, source: Path) -> "Editions":
        """Those of the newest generation, if it was built from this folder."""
        try:
            reader = engine.reader()
            if Path(reader.manifest.source) == source.resolve():
                return cls(reader, reader.files())
        except (IndexMissingError, IndexDamagedError):
            pass
        return cls(None, ())

    def before(self, path: str, id_: ReadoutId | None, stamp: str, digest: str | None) -> tuple[Edition, ...]:
        """The earlier editions of what a file now holds, oldest first.

        stamp: of the file with its corrections; digest: of its bytes, None for a file that is no readout now.
        """
        file = (self._by_id.get(id_) if id_ else None) or self._by_path.get(path)
        if file is None or self._reader is None:
            return ()
        if file.digest == stamp or file.id is None:
            return file.earlier
        try:
            old = self._reader.get(file.id)
        except IndexDamagedError:
            return file.earlier
        if old is None or old.digest == digest:  # only its corrections have changed
            return file.earlier
        return (*file.earlier, Edition(old.digest, self._reader.manifest.built))[-MOST:]
