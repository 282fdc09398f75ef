"""The engine: writes a generation, swaps it in, and gives each thread a reader of its own of the newest."""

import json
import threading
from collections.abc import Iterable
from dataclasses import replace as changed
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from searchapp.engine import Manifest, Progress
from searchapp.engines.whoosh import generations
from searchapp.engines.whoosh.audit import audit
from searchapp.engines.whoosh.generations import Pointer, Stamp
from searchapp.engines.whoosh.opened import LABELS, Snapshot, opened
from searchapp.engines.whoosh.reader import WhooshReader
from searchapp.engines.whoosh.seals import Sealed, seal, unseal, verify
from searchapp.engines.whoosh.writer import change, create
from searchapp.errors import IndexDamagedError
from searchapp.readout import Readout, ReadoutId


class WhooshEngine:
    """Keeps `searchapp.engine.Engine` in a folder, which need not exist before the first write."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None  # of the generation opened last
        self._readers = threading.local()  # held: (stamp of CURRENT, reader)

    def reader(self) -> WhooshReader:
        """The newest generation, for the calling thread alone; one look at the disk unless it has changed.

        Raises IndexMissingError before the first build, IndexDamagedError when a file is not as written.
        """
        readers, stamp = self._readers, generations.stamp(self._folder)
        held: tuple[Stamp, WhooshReader] | None = getattr(readers, "held", None)
        if held is None or held[0] != stamp:
            held = readers.held = self._newest()
        return held[1]

    def write(
        self,
        manifest: Manifest,
        replace: Iterable[Readout],
        remove: Iterable[ReadoutId] = (),
        *,
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
                if base is None:
                    create(folder)
                else:
                    generations.link(base.files.keys() - {LABELS}, base.folder, folder)
                ids = change(folder, replace, remove, progress)
                labels = audit(folder, ids)
                (folder / LABELS).write_text(json.dumps(labels), encoding="utf-8")
                built = datetime.now(UTC).replace(microsecond=0).isoformat()
                made = changed(manifest, generation=folder.name, built=built, readouts=len(ids))
                generations.publish(self._folder, folder.name, seal(folder, made))
            generations.sweep(self._folder)
        return made

    def verify(self) -> Manifest:
        """Read every byte of the newest generation. Raises IndexMissingError, IndexDamagedError."""
        _, pointer = generations.current(self._folder)
        return verify(self._folder / pointer.generation, pointer.manifest)

    def close(self) -> None:
        """Let go of every file; a reader that someone still holds keeps its own until it is dropped."""
        self._readers = threading.local()
        self._snapshot = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _base(self) -> Sealed:
        _, pointer = generations.current(self._folder)
        return unseal(self._folder / pointer.generation, pointer.manifest)

    def _newest(self) -> tuple[Stamp, WhooshReader]:
        """Open what CURRENT names; again if it changed meanwhile, since two swaps remove a generation."""
        while True:
            stamp, pointer = generations.current(self._folder)
            try:
                return stamp, self._opened(pointer)
            except IndexDamagedError:
                if generations.current(self._folder)[0] == stamp:
                    raise

    def _opened(self, pointer: Pointer) -> WhooshReader:
        sealed = unseal(self._folder / pointer.generation, pointer.manifest)
        reader = opened(sealed.folder)
        with self._lock:
            snapshot = self._snapshot
            if snapshot is None or snapshot.sealed.folder != sealed.folder:
                snapshot = self._snapshot = Snapshot(sealed, reader)
        return WhooshReader(snapshot, reader)
