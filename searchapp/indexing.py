"""From a folder of files to a generation of the index: what changed is read, the rest is kept.

A file that cannot be read becomes a Problem with its reason; nothing else is lost by it.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from searchapp import corrections
from searchapp.corrections import Corrections
from searchapp.editions import Editions
from searchapp.engine import Engine, Manifest, Part, Problem, Reader, SharedEngine, SourceFile
from searchapp.errors import EngineError, IndexMissingError, SearchAppError, SourceError
from searchapp.parsed import Parsed
from searchapp.reading import File, Outcome, extractor_version, read_all
from searchapp.readout import Readout, ReadoutId
from searchapp.sources import SUFFIXES, Entry, Limits, Shelf, closed_folders, find

Progress = Callable[[str, int, int], None]
"""Told of a stage ("reading"), how many files are done, and of how many."""


class SourceFolderError(SearchAppError):
    """A source folder that cannot be used; the message names the remedy."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"{folder}: {reason}")


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did, in readouts, and the files that it could not read."""

    added: int
    replaced: int
    removed: int
    unchanged: int
    problems: tuple[Problem, ...]
    manifest: Manifest
    seconds: float
    part: Part | None = None
    awaited: tuple[int, ...] = ()
    """The other parts that are still to come, before the generation answers."""

    @property
    def read(self) -> int:
        """How many readouts the generation holds."""
        return self.added + self.replaced + self.unchanged


@dataclass(frozen=True, slots=True)
class _Before:
    """The newest generation, as far as it tells what has changed since."""

    manifest: Manifest
    files: tuple[SourceFile, ...]
    reader: Reader


def rebuild(
    source: Path,
    engine: Engine,
    *,
    own: Path | None = None,
    progress: Progress | None = None,
    index: Path | None = None,
    cached: bool = True,
    limits: Limits | None = None,
    workers: int | None = None,
    part: Part | None = None,
) -> Report:
    """Make a new generation of every file; raises SourceFolderError, IndexBusyError.

    own: a folder of the user's authority files. index: the folder of the index, to be passed over should it lie in
    the source; what was read is kept there. cached: whether a file that was read before, with the same content
    and by the same rules, is taken from there. limits: how much of a file, archive or table is read; what is larger is a problem.
    workers: the processes that read; None: one for each core, eight at most. part: of the files, where other processes
    read the others; then the engine must be a SharedEngine, else EngineError is raised.
    """
    shelf = Shelf(source, limits)
    return _run(shelf, engine, own, progress, index, None, cached=cached, workers=workers, part=part)


def update(
    source: Path,
    engine: Engine,
    *,
    own: Path | None = None,
    progress: Progress | None = None,
    index: Path | None = None,
    cached: bool = True,
    limits: Limits | None = None,
    workers: int | None = None,
) -> Report:
    """Read the files that are new or changed since the newest generation, by content; drop those that are gone.

    Without an index, or after a change of the rules, everything is read. own, index, cached, limits, workers: as in `rebuild`. Raises SourceFolderError
    where the index was built from another folder.
    """
    before = _newest(engine)
    if before and Path(before.manifest.source) != source.resolve():
        raise SourceFolderError(
            source,
            f"this index was built from {before.manifest.source}. To build it from here instead: searchapp rebuild {source}",
        )
    return _run(Shelf(source, limits), engine, own, progress, index, before, cached=cached, workers=workers)


def is_stale(
    source: Path,
    engine: Engine,
    *,
    own: Path | None = None,
    index: Path | None = None,
    limits: Limits | None = None,
) -> bool:
    """Whether the newest generation is not what the folder now holds, by content. own, index, limits: as in `rebuild`."""
    before = _newest(engine)
    if before is None or before.manifest.extractor != extractor_version(own):
        return True
    return stamps(source, index=index, limits=limits) != {file.path: file.digest for file in before.files}


def stamps(source: Path, *, index: Path | None = None, limits: Limits | None = None) -> dict[str, str]:
    """What a folder now holds, by path: the digest that `SourceFile` has. index, limits: as in `rebuild`.

    Raises SourceFolderError.
    """
    corrected, shelf = corrections.load(source), Shelf(source, limits)
    return {
        entry.path: corrected.stamp(entry.path, entry.digest)
        for path in _paths(source, index)
        for entry in shelf.entries(path)
        if isinstance(entry, Entry)
    }


def _run(
    shelf: Shelf,
    engine: Engine,
    own: Path | None,
    progress: Progress | None,
    index: Path | None,
    before: _Before | None,
    *,
    cached: bool,
    workers: int | None,
    part: Part | None = None,
) -> Report:
    began, told = time.perf_counter(), progress or _silent
    version, corrected = extractor_version(own), corrections.load(shelf.folder)
    paths = [path for path in _paths(shelf.folder, index) if part is None or part.has(path)]
    with Parsed(index if cached else None, version) as parsed:
        scan = _Scan(
            shelf,
            paths,
            before if before and before.manifest.extractor == version else None,
            corrected,
            Editions(before.reader, before.files) if before else Editions.of(engine, shelf.folder),
            part,
        )
        held = {file.id for file in before.files if file.id} if before else set()
        readouts = scan.readouts(read_all(shelf, scan.to_read, own, corrected, parsed, workers), told)
        manifest, awaited = Manifest("", "", str(shelf.folder.resolve()), version, 0), tuple[int, ...]()
        if part:
            shared = _shared(engine)
            written, awaited = shared.write_part(
                manifest, readouts, part, files=scan.files, problems=scan.problems
            )
        else:
            written = _write(engine, manifest, scan, readouts, before, held)
            parsed.forget_all_but(file.path for file in scan.files)
    replaced = len(scan.fresh & held)
    return Report(
        len(scan.fresh) - replaced, replaced, len(set(scan.gone(held))), len(scan.kept), written.problems, written,
        time.perf_counter() - began, part, awaited,
    )  # fmt: skip


def _write(
    engine: Engine,
    manifest: Manifest,
    scan: "_Scan",
    readouts: Iterator[Readout],
    before: _Before | None,
    held: Set[ReadoutId],
) -> Manifest:
    """A new generation, unless all is as it was."""
    first = next(readouts, None)  # everything is looked at where nothing is new
    if first is None and before is not None and scan.found(before, held):
        return before.manifest
    return engine.write(
        manifest,
        chain([first] if first else [], readouts),
        scan.gone(held),
        files=scan.files,
        problems=scan.problems,
        fresh=before is None,
    )


def _shared(engine: Engine) -> SharedEngine:
    if not isinstance(engine, SharedEngine):
        raise EngineError(
            "An index in a folder is built by one searchapp, which uses every core. Leave out --partition, or fill a "
            "cluster with it: --engine opensearch"
        )
    return engine


class _Scan:
    """A look over the folder, and what comes of reading what is new in it: readouts as they come, the rest beside.

    files: as they now are; fresh, kept: ids that were read, and that are as they were. All of it is known, and
    in order, when `readouts` has come to its end.
    """

    def __init__(
        self,
        shelf: Shelf,
        paths: list[str],
        before: _Before | None,
        corrected: Corrections,
        editions: Editions,
        part: Part | None,
    ) -> None:
        self._corrected, self._editions = corrected, editions
        self._taken: dict[ReadoutId, str] = {}
        self.files: list[SourceFile] = []
        self.problems: list[Problem] = []
        self.fresh: set[ReadoutId] = set()
        self.kept: set[ReadoutId] = set()
        self.to_read: list[File] = []
        known = {file.path: file for file in before.files} if before else {}
        self._closed(shelf.folder, known)
        for entry in (entry for path in paths for entry in shelf.entries(path)):
            if isinstance(entry, Entry):
                self._look(entry, known.get(entry.path))
            else:
                self.problems.append(Problem(entry.path, entry.reason))
        named = {*paths, *(path for path, _ in self.to_read), *(file.path for file in self.files)}
        for path in sorted(corrected.of.keys() - named):
            if part is None or part.has(path):  # what is in another part is not here
                self.problems.append(Problem(corrections.FILE, f"it corrects {path}, which is not here."))

    def readouts(self, outcomes: Iterable[tuple[File, Outcome]], told: Progress) -> Iterator[Readout]:
        """The readouts among what was read; of two with one id the first by path."""
        for done, ((path, stamp), outcome) in enumerate(outcomes, 1):
            told("reading", done, len(self.to_read))
            if isinstance(outcome, Readout) and (other := self._taken.get(outcome.id)):
                outcome = SourceError(path, f"its id {outcome.id} is that of {other}. Rename one of them.")  # noqa: PLW2901
            if isinstance(outcome, Readout):
                self._taken[outcome.id] = path
                self.fresh.add(outcome.id)
                earlier = self._editions.before(path, outcome.id, stamp, outcome.digest)
                self.files.append(SourceFile(path, stamp, outcome.id, earlier))
                yield replace(outcome, earlier=earlier) if earlier else outcome
            else:
                self.problems.append(Problem(path, outcome.reason))
                earlier = self._editions.before(path, None, stamp, None)
                self.files.append(SourceFile(path, stamp, None, earlier))
        self.files.sort(key=lambda file: file.path)
        self.problems.sort(key=lambda problem: problem.path)

    def gone(self, held: Iterable[ReadoutId]) -> Iterator[ReadoutId]:
        """The ids of the generation before that are no longer there."""
        return (id_ for id_ in sorted(held) if id_ not in self.fresh and id_ not in self.kept)

    def found(self, before: _Before, held: Iterable[ReadoutId]) -> bool:
        """Whether all is as it was in the generation before."""
        same = before.files == tuple(self.files) and before.manifest.problems == tuple(self.problems)
        return same and next(self.gone(held), None) is None

    def _closed(self, source: Path, known: Mapping[str, SourceFile]) -> None:
        for folder, why in closed_folders(source):
            self.problems.append(
                Problem(
                    f"{folder}/", f"the folder cannot be read ({why}). What was read of it before is kept."
                )
            )
            for path, file in known.items():
                if path.startswith(f"{folder}/") and file.id:
                    self.files.append(file)
                    self.kept.add(file.id)

    def _look(self, entry: Entry, before: SourceFile | None) -> None:
        """Keep a readout that is as it was; else it is to be read."""
        stamp = self._corrected.stamp(entry.path, entry.digest)
        if before and before.digest == stamp and before.id:
            self.files.append(before)
            self.kept.add(before.id)
            self._taken[before.id] = entry.path
        else:
            self.to_read.append((entry.path, stamp))


def _paths(source: Path, index: Path | None) -> list[str]:
    if not source.is_dir():
        raise SourceFolderError(
            source,
            "there is no such folder. Name the folder that holds the readouts: searchapp rebuild FOLDER",
        )
    inside = index.resolve() if index else None
    paths = [p for p in find(source) if inside is None or inside not in (source / p).resolve().parents]
    if not paths:
        raise SourceFolderError(
            source,
            f"there is no readout in it ({', '.join(SUFFIXES)}). The index, if there is one, is left as it was.",
        )
    return paths


def _newest(engine: Engine) -> _Before | None:
    try:
        reader = engine.reader()
    except IndexMissingError:
        return None
    return _Before(reader.manifest, reader.files(), reader)


def _silent(_stage: str, _done: int, _total: int) -> None:
    """Tell nobody."""
