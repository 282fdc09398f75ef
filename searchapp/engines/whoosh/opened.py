"""Opens a generation: Whoosh's table of contents, and the segments that it names."""

from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from searchapp.engines.arrays.collection import Collection
from searchapp.engines.arrays.segment import Segment
from searchapp.engines.whoosh.codec import INDEX, ArraySegment
from searchapp.engines.whoosh.schema import schema
from searchapp.errors import IndexDamagedError


def contents(folder: Path) -> list[ArraySegment]:
    """The segments that the table of contents names. Raises IndexDamagedError.

    It is a pickle: its folder is compared with its seal before it is read here.
    """
    try:
        segments: list[Any] = TOC.read(FileStorage(str(folder)), INDEX, schema=schema()).segments
    except Exception as error:  # whatever a damaged file makes of Whoosh's unpickling
        raise IndexDamagedError(folder, f"Whoosh cannot open it ({error!r})") from error
    return segments


def opened(folder: Path) -> Collection:
    """The readouts of a generation, with every file open: nothing is looked for in the folder any more.

    Raises IndexDamagedError.
    """
    made = []
    for told in contents(folder):
        try:
            segment = Segment(folder, told.name)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise IndexDamagedError(folder / told.name, f"it cannot be opened ({error!r})") from error
        made.append((segment, None if told.deleted is None else ~told.deleted))
    return Collection(made)
