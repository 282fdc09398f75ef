"""The engine: writes a generation, swaps it in, and gives each thread a reader of its own of the newest."""

import threading
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace as changed
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from searchapp.engine import Manifest, Problem, Progress, SourceFile
from searchapp.engines.arrays.reader import ArrayReader, Snapshot
from searchapp.engines.whoosh import generations
from searchapp.engines.whoosh.audit import audit
from searchapp.engines.whoosh.generations import Stamp
from searchapp.engines.whoosh.opened import opened
from searchapp.engines.whoosh.seals import Compared, Sealed, damaged, files_of, seal, unseal, verify
from searchapp.engines.whoosh.writer import change
from searchapp.errors import GenerationGoneError, IndexDamagedError
from searchapp.readout import Readout, ReadoutId


class WhooshEngine:
    """Keeps `searchapp.engine.Engine` in a folder, which need not exist before the first write.

    careful: every byte of a generation is read before it answers, at about a second for 100,000 readouts, each
    file once; else only the small files are, and of the large ones the size.
    """

    def __init__(self, folder: Path, *, careful: bool = False) -> None:
        self._folder = folder
        self._compared = Compared() if careful else None
        self._lock = threading.Lock()
        self._snapshots: dict[bool, tuple[Path, Snapshot]] = {}  # False: of the newest; True: of an older one
        self._readers = threading.local()  # held: (stamp of CURRENT, reader)

    def reader(self, generation: str | None = None) -> ArrayReader:
        """A generation, the newest unless one is named, for the calling thread alone.

        One look at the disk unless it has changed. Raises IndexMissingError before the first build,
        IndexDamagedError when a file is not as written, GenerationGoneError for one that is no longer there.
        """
        newest = self._newest_reader()
        if generation is None or generation == newest.manifest.generation:
            return newest
        return self._older(generation)

    def _newest_reader(self) -> ArrayReader:
        readers, stamp = self._readers, generations.stamp(self._folder)
        held: tuple[Stamp, ArrayReader] | None = getattr(readers, "held", None)
        if held is None or held[0] != stamp:
            held = readers.held = self._newest()
        held[1].begin()
        return held[1]

    def write(
        self,
        manifest: Manifest,
        replace: Iterable[Readout],
        remove: Iterable[ReadoutId] = (),
        *,
        files: Collection[SourceFile] = (),
        problems: Iterable[Problem] = (),
        fresh: bool,
        progress: Progress | None = None,
    ) -> Manifest:
        """Make a generation, verify it, swap it in; see `searchapp.engine.Engine`.

        progress is called with the number of readouts put in so far. Raises IndexBusyError, IndexMissingError
        and IndexDamagedError (unless fresh), and ValueError when two readouts have one id.
        """
        with generations.writing(self._folder):
            base = None if fresh else self._base()
            with generations.draft(self._folder) as folder:
                written = change(base.folder if base else None, folder, replace, remove, progress)
                audit(folder, written.ids)
                built = datetime.now(UTC).replace(microsecond=0).isoformat()
                made = changed(
                    manifest,
                    generation=folder.name,
                    built=built,
                    readouts=len(written.ids),
                    problems=tuple(problems),
                )
                known = {name: base.files[name] for name in written.kept} if base else {}
                generations.publish(self._folder, folder.name, seal(folder, made, files, known))
            generations.sweep(self._folder)
        return made

    def verify(self) -> Manifest:
        """Read every byte of the newest generation. Raises IndexMissingError, IndexDamagedError."""
        _, pointer = generations.current(self._folder)
        return verify(self._folder / pointer.generation, pointer.manifest)

    def damaged(self) -> Iterator[IndexDamagedError]:
        """Each file, of the newest generation and of the one before, that is not as it was written; every byte is read.

        Raises IndexMissingError; IndexDamagedError where it cannot be known which is the newest.
        """
        _, pointer = generations.current(self._folder)
        yield from damaged(self._folder / pointer.generation, pointer.manifest)
        if pointer.previous and pointer.previous_manifest:
            yield from damaged(self._folder / pointer.previous, pointer.previous_manifest)

    def close(self) -> None:
        """Let go of every file; a reader that someone still holds keeps its own until it is dropped."""
        self._readers = threading.local()
        self._snapshots = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _base(self) -> Sealed:
        _, pointer = generations.current(self._folder)
        return unseal(self._folder / pointer.generation, pointer.manifest)

    def _newest(self) -> tuple[Stamp, ArrayReader]:
        """Open what CURRENT names; again if it changed meanwhile, since two swaps remove a generation."""
        while True:
            stamp, pointer = generations.current(self._folder)
            try:
                return stamp, self._opened(pointer.generation, pointer.manifest, older=False)
            except IndexDamagedError:
                if generations.current(self._folder)[0] == stamp:
                    raise

    def _older(self, generation: str) -> ArrayReader:
        """A generation that no longer answers but is still there, as the one before always is."""
        _, pointer = generations.current(self._folder)
        manifest = pointer.manifest_of(generation)
        if manifest is None:
            raise GenerationGoneError(generation)
        try:
            return self._opened(generation, manifest, older=True)
        except IndexDamagedError:
            if generations.current(self._folder)[1].manifest_of(generation) is None:
                raise GenerationGoneError(generation) from None  # it was removed meanwhile
            raise

    def _opened(self, generation: str, manifest: str, *, older: bool) -> ArrayReader:
        sealed = unseal(self._folder / generation, manifest, self._compared)
        with self._lock:
            held = self._snapshots.get(older)
            if held is None or held[0] != sealed.folder:
                if held is not None:
                    held[1].collection.rest()
                held = self._snapshots[older] = sealed.folder, Snapshot(opened(sealed.folder))
            snapshot = held[1]
        return ArrayReader(snapshot, sealed.manifest, lambda: files_of(sealed))
