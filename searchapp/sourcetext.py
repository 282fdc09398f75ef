"""The source text of a readout, as its lines were counted when it was read.

The index does not keep it: it is read again from the source folder, and shown only if it is the file that was read.
"""

from pathlib import Path, PurePosixPath

from searchapp.errors import SourceError, SourceTextError
from searchapp.readout import Readout
from searchapp.sources import Line, Shelf, digest, read
from searchapp.sources.formats import row_in


def source_lines(readout: Readout, folder: Path) -> list[Line]:
    """The lines of the text that a readout was made from, with the numbers that its evidence names.

    folder: the one that the index was built from. Raises SourceTextError where the file is gone, cannot be
    read, or is another by now.
    """
    path = readout.source.path
    parts = PurePosixPath(path)
    if parts.is_absolute() or ".." in parts.parts or "\\" in path:
        raise SourceTextError(readout.id, "its path leads out of the source folder")
    row = row_in(path)
    file = PurePosixPath(row[0] if row else path)
    if not any((folder / one).is_file() for one in (file, *file.parents)):  # one of which may be an archive
        raise SourceTextError(readout.id, f"{path} is no longer in the source folder")
    try:
        data = Shelf(folder).load(path)
        if digest(data) != readout.digest:
            raise SourceTextError(readout.id, f"{path} has changed since it was read")
        return read(path, data).lines()
    except SourceError as error:
        raise SourceTextError(readout.id, f"{path}: {error.reason}") from error
