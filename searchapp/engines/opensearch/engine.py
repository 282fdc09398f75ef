"""The engine: writes a generation, swaps it in, and gives readers of the newest or of one that is named."""

import re
import threading
import time
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import BrokenExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace as changed
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Self

from searchapp.engine import Manifest, Part, Problem, Progress, SourceFile
from searchapp.engines.opensearch import condition
from searchapp.engines.opensearch.condition import Condition
from searchapp.engines.opensearch.filling import Filled, Filling, Load, unfinished
from searchapp.engines.opensearch.generations import GRACE, Generation, Generations
from searchapp.engines.opensearch.layout import digest
from searchapp.engines.opensearch.lock import BusyError, writing
from searchapp.engines.opensearch.reader import ServerReader, Snapshot
from searchapp.engines.opensearch.server import PassingError, Server
from searchapp.engines.opensearch.writer import Writer
from searchapp.errors import (
    EngineError,
    GenerationGoneError,
    IndexBusyError,
    IndexDamagedError,
    IndexMissingError,
)
from searchapp.helpers import how_many
from searchapp.readout import Readout, ReadoutId

_PATIENCE = 600.0  # seconds that one who puts in a part waits for others
_SNAPSHOTS = 4  # generations whose words and counts are remembered
_ALIAS = re.compile(r"[a-z0-9][a-z0-9_]*")


class OpenSearchEngine:
    """Keeps `searchapp.engine.Engine` in a cluster, under a name of its own: lower-case letters, digits and `_`.

    shards: of the readouts of a new generation. grace: how long a generation stays that another has replaced, beside
    the one before the newest, which always does. workers: processes that send readouts, where there are many; None:
    one for each core, eight at most. Raises EngineError for a name that is none, and for a cluster
    that cannot be used.
    """

    def __init__(
        self,
        server: Server,
        name: str = "searchapp",
        *,
        shards: int = 1,
        grace: timedelta = GRACE,
        workers: int | None = None,
    ) -> None:
        if not _ALIAS.fullmatch(name):
            raise EngineError(
                f"{name!r} cannot be the name of an index. Write lower-case letters, digits and _ in "
                "SEARCHAPP_OPENSEARCH_INDEX."
            )
        self._server, self._name, self._shards, self._grace = server, name, shards, grace
        self._generations = Generations(server, name)
        self._workers = how_many(workers)
        self._lock = threading.Lock()
        self._snapshots: dict[str, Snapshot] = {}
        self._checked = False

    def reader(self, generation: str | None = None) -> ServerReader:
        """A generation, the newest unless one is named, for the calling thread alone.

        One question to the server. Raises IndexMissingError before the first build, GenerationGoneError for a
        generation that is no longer there, EngineError for a server that cannot be used.
        """
        self._check()
        if generation is None:
            one = self._generations.current()
            if one is None:
                raise ServerIndexMissingError(self._name, self._server)
        else:
            one = self._generations.find(generation)
        snapshot = self._snapshot(one) if one else None
        if snapshot is None:
            raise GenerationGoneError(generation or self._name)
        return ServerReader(snapshot)

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
        (unless fresh), EngineError, and ValueError when two readouts have one id.
        """
        self._check()
        with self._alone():
            if fresh:
                return self._anew(manifest, replace, files, problems, progress)
            return self._changed(manifest, replace, remove, files, problems, progress)

    def write_part(
        self,
        manifest: Manifest,
        replace: Iterable[Readout],
        part: Part,
        *,
        files: Collection[SourceFile] = (),
        problems: Iterable[Problem] = (),
        progress: Progress | None = None,
    ) -> tuple[Manifest, tuple[int, ...]]:
        """Put a part into a generation; see `searchapp.engine.SharedEngine`. Raises as `write` does."""
        self._check()
        with self._alone(_PATIENCE):
            one, begun = self._begun(Load(manifest.source, manifest.extractor, part.of))
        with self._alone(name=f"{self._name}-{one.name}-{part.number}"):
            writer, filling = self._writer(one), Filling(self._server, one)
            filling.reopen(part)
            if begun:
                writer.refresh()
            tally, ids = writer.fill(replace, progress, part=part)
            filled = Filled(ids, tally, list(files), list(problems))
            filled.set_aside(tally.taken)
            filling.store(part, filled)
        told = changed(manifest, generation=one.name, readouts=len(ids), problems=tuple(filled.problems))
        if missing := filling.missing(part.of):
            return told, missing
        with self._alone(_PATIENCE):
            if one in unfinished(self._server, self._generations):
                writer.reopen()
                return self._finish(writer, manifest, filling.gathered(part.of)), ()
        return self.reader(one.name).manifest, ()  # whoever put in another part was quicker

    def _anew(
        self,
        manifest: Manifest,
        readouts: Iterable[Readout],
        files: Collection[SourceFile],
        problems: Iterable[Problem],
        progress: Progress | None,
    ) -> Manifest:
        """A generation from nothing, or from what an earlier try has put in."""
        one, begun = self._begun(Load(manifest.source, manifest.extractor, 1))
        writer = self._writer(one)
        try:
            if begun:
                writer.reopen()
            tally, ids = writer.fill(readouts, progress, begun=begun)
            return self._finish(writer, manifest, Filled(ids, tally, list(files), list(problems)))
        except (PassingError, BrokenExecutor):
            raise  # what is there is gone on with
        except Exception:
            self._drop(one)
            raise

    def _changed(
        self,
        manifest: Manifest,
        replace: Iterable[Readout],
        remove: Iterable[ReadoutId],
        files: Collection[SourceFile],
        problems: Iterable[Problem],
        progress: Progress | None,
    ) -> Manifest:
        """A generation from the one that answers."""
        last, layout = self._generations.current(), digest(self._shards)
        if last is None:
            raise ServerIndexMissingError(self._name, self._server)
        if not last.readouts.endswith(layout):
            raise EngineError(
                f"The index {self._name} was made by another version of searchapp. Make it anew: searchapp rebuild"
            )
        one = self._generations.new(layout)
        writer = self._writer(one, last)
        try:
            readouts = writer.change(replace, remove, progress)
            return self._publish(writer, manifest, readouts, list(files), list(problems), last)
        except BaseException:
            self._drop(one)
            raise

    def _begun(self, load: Load) -> tuple[Generation, bool]:
        """The generation that a load goes into, and whether it was there."""
        layout = digest(self._shards)
        for one, other in unfinished(self._server, self._generations).items():
            if other == load and one.readouts.endswith(layout):
                return one, True
        one = self._generations.new(layout)
        try:
            self._writer(one).begin()
            Filling(self._server, one).begin(load)
        except BaseException:
            self._drop(one)
            raise
        return one, False

    def _finish(self, writer: Writer, manifest: Manifest, filled: Filled) -> Manifest:
        """Let a generation answer that is filled."""
        writer.keep_only(filled.ids)
        writer.put_words(filled.tally)
        return self._publish(
            writer, manifest, len(filled.ids), filled.files, filled.problems, self._generations.current()
        )

    def _publish(
        self,
        writer: Writer,
        manifest: Manifest,
        readouts: int,
        files: list[SourceFile],
        problems: list[Problem],
        last: Generation | None,
    ) -> Manifest:
        """Verify a generation, let it answer, and sweep."""
        writer.audit(readouts)
        made = changed(
            manifest,
            generation=writer.one.name,
            built=datetime.now(UTC).replace(microsecond=0).isoformat(),
            readouts=readouts,
            problems=tuple(problems),
        )
        writer.tell(changed(made, problems=()), files, made.problems)
        self._generations.publish(writer.one, last)
        writer.seal()
        filling = unfinished(self._server, self._generations)
        anew = writer.base is None  # and then a half one of another try is of no use
        kept = [one.name for one, load in filling.items() if load.parts > 1 or not anew]
        self._generations.sweep(self._grace, kept)
        return made

    def damaged(self) -> Iterator[IndexDamagedError]:
        """Each generation that does not hold what was written. Raises IndexMissingError, and EngineError."""
        self._check()
        if self._generations.current() is None:
            raise ServerIndexMissingError(self._name, self._server)
        yield from condition.damaged(self._server, self._generations)

    def condition(self) -> Condition:
        """How the cluster is, and the index in it. Raises EngineError for a cluster that cannot be used."""
        return condition.condition(self._server, self._generations, digest(self._shards))

    def _drop(self, one: Generation) -> None:
        """Remove a generation, unless it answers."""
        if self._generations.current() != one:
            self._generations.remove([one.readouts, one.beside])

    def _writer(self, one: Generation, base: Generation | None = None) -> Writer:
        return Writer(self._server, one, base, self._shards, self._workers)

    @contextmanager
    def _alone(self, patience: float = 0, name: str = "") -> Iterator[None]:
        """Hold the right to write. patience: seconds to wait for it; name: of what, the index unless told."""
        with ExitStack() as stack:
            until = time.monotonic() + patience
            while True:
                try:
                    stack.enter_context(writing(self._server, name or self._name))
                    break
                except BusyError:
                    if time.monotonic() > until:
                        raise ServerIndexBusyError(self._name, self._server) from None
                    time.sleep(1)
            yield

    def close(self) -> None:
        """Let go of what is remembered; connections are opened again when something is asked."""
        self._snapshots = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _check(self) -> None:
        if not self._checked:
            self._server.check()
            self._checked = True

    def _snapshot(self, one: Generation) -> Snapshot | None:
        with self._lock:
            if one.name not in self._snapshots:
                snapshot = Snapshot.of(self._server, one)
                if snapshot is None:
                    return None
                while len(self._snapshots) >= _SNAPSHOTS:
                    self._snapshots.pop(next(iter(self._snapshots)))
                self._snapshots[one.name] = snapshot
            return self._snapshots[one.name]


class ServerIndexMissingError(IndexMissingError):
    """There is no index of this name yet."""

    def __init__(self, name: str, server: Server) -> None:
        Exception.__init__(
            self,
            f"No index {name} at {server}. Build one: searchapp rebuild SOURCE --engine opensearch "
            f"--opensearch-url {server.urls[0]}",
        )


class ServerIndexBusyError(IndexBusyError):
    """Another process is writing to this index."""

    def __init__(self, name: str, server: Server) -> None:
        Exception.__init__(
            self,
            f"Another searchapp is writing to the index {name} at {server}. Searching goes on meanwhile; wait until "
            "it has finished, or if it has died, a minute, then run this again.",
        )
