"""Changes the Whoosh index of a generation in the making: readouts out, readouts in, segments kept few."""

import secrets
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex, open_dir
from whoosh.reading import SegmentReader

from searchapp.engine import Progress
from searchapp.engines.whoosh.postings import numbers
from searchapp.engines.whoosh.schema import document, schema
from searchapp.readout import Readout, ReadoutId

SEGMENTS = 5  # each costs every search a look; more than these are merged
STALE = 5  # a segment of which more than one in five readouts is deleted is written anew
MEMORY = 512  # MB of postings, of some 4,000 readouts; beyond it Whoosh sorts on disk, half as slow again
_WHOOSHS_LOCK = "MAIN_WRITELOCK"


def create(folder: Path) -> None:
    """Put an empty index into a folder."""
    FileIndex.create(FileStorage(str(folder)), schema())


def change(
    folder: Path,
    replace: Iterable[Readout],
    remove: Iterable[ReadoutId],
    progress: Progress | None,
) -> frozenset[str]:
    """Take out `remove`, put in `replace` in the place of the same ids; returns the ids that are to be there.

    The folder's files are added to and removed, never changed: another folder may hold them too.
    Raises ValueError when one id is to be put in twice; after any exception the folder is of no use.
    """
    writer = open_dir(str(folder), schema=schema()).writer(codec=_UniqueNames(), limitmb=MEMORY)
    try:
        expected = _changed(writer, replace, remove, progress)
        writer.commit(mergetype=_merged)
    except BaseException:
        # after a failed document its words would be found under the next one: nothing may go on from here
        with suppress(Exception):
            writer.cancel()
        raise
    (folder / _WHOOSHS_LOCK).unlink(missing_ok=True)
    return expected


def _changed(
    writer: Any, replace: Iterable[Readout], remove: Iterable[ReadoutId], progress: Progress | None
) -> frozenset[str]:
    reader = writer.reader()
    old = numbers(reader)
    reader.close()
    gone = set(remove) & old.keys()
    for id_ in sorted(gone):
        writer.delete_document(old[id_])
    seen: set[str] = set()
    for readout in replace:
        if readout.id in seen:
            raise ValueError(f"two readouts have the id {readout.id!r}")
        seen.add(readout.id)
        if readout.id in old and readout.id not in gone:
            writer.delete_document(old[readout.id])
        writer.add_document(**document(readout))
        if progress:
            progress(len(seen))
    return frozenset((old.keys() - gone) | seen)


def _merged(writer: Any, segments: list[Any]) -> list[Any]:
    """Whoosh's merge policy: the segments to keep; what is in the others is added to the new one."""
    full = [segment for segment in segments if segment.doc_count()]
    kept = [segment for segment in full if segment.deleted_count() * STALE <= segment.doc_count_all()]
    kept = sorted(kept, key=lambda segment: (-segment.doc_count_all(), segment.segment_id()))[: SEGMENTS - 1]
    for segment in full:
        if segment not in kept:
            reader = SegmentReader(writer.storage, writer.schema, segment)
            writer.add_reader(reader)
            reader.close()
    return kept


class _UniqueNames:
    """Whoosh's codec, but for the names of segments.

    Whoosh draws them from `random`: after the same `random.seed` a second segment would overwrite the first,
    and here the first's file is also a file of the generation that answers. The segment keeps a codec of
    Whoosh's own, so that its pickle names no class of ours.
    """

    length_stats = False  # lengths by block of postings would serve to skip blocks, which nothing here does

    def __init__(self) -> None:
        self._codec = W3Codec()

    def new_segment(self, storage: Any, index: str) -> Any:  # noqa: ARG002  # Whoosh's signature
        return W3Segment(self._codec, index, segid=secrets.token_hex(8))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._codec, name)
