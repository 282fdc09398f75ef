"""From a folder of files to a generation of the index: what changed is read, the rest is kept.

A file that cannot be read becomes a Problem with its reason; nothing else is lost by it.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from searchapp import authority as authority_files
from searchapp import corrections
from searchapp.corrections import Corrections
from searchapp.engine import Engine, Manifest, Problem, SourceFile
from searchapp.errors import IndexMissingError, SearchAppError, SourceError
from searchapp.extract import VERSION, extract
from searchapp.readout import Readout, ReadoutId
from searchapp.sources import FORMATS, closed_folders, digest, find, load, read

Progress = Callable[[str, int, int], None]
"""Told of a stage ("reading", "writing"), how many are done, and of how many."""

_CHUNK = 32
_WORTH_A_POOL = 200  # files from which starting processes costs less than it saves


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

    @property
    def read(self) -> int:
        """How many readouts the generation holds."""
        return self.added + self.replaced + self.unchanged


@dataclass(frozen=True, slots=True)
class _Before:
    """The newest generation, as far as it tells what has changed since."""

    manifest: Manifest
    files: tuple[SourceFile, ...]


@dataclass(slots=True)
class _Changes:
    """What a scan of the folder found: readouts to write, the files as they now are, and problems."""

    files: list[SourceFile] = field(default_factory=list)
    fresh: list[Readout] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    kept: set[ReadoutId] = field(default_factory=set)


def extractor_version(own: Path | None = None) -> str:
    """The version of rules and authority files together; another one makes every file stale."""
    return f"{VERSION}.{authority_files.version(own)}"


def rebuild(
    source: Path,
    engine: Engine,
    *,
    own: Path | None = None,
    progress: Progress | None = None,
    index: Path | None = None,
) -> Report:
    """Read every file anew into a new generation; raises SourceFolderError, IndexBusyError.

    own: a folder of the user's authority files. index: a folder to pass over, should it lie in the source.
    """
    return _run(source, engine, own, progress, index, before=None)


def update(
    source: Path,
    engine: Engine,
    *,
    own: Path | None = None,
    progress: Progress | None = None,
    index: Path | None = None,
) -> Report:
    """Read the files that are new or changed since the newest generation, by content; drop those that are gone.

    Without an index, or after a change of the rules, everything is read. Raises SourceFolderError where the
    index was built from another folder.
    """
    before = _newest(engine)
    if before and Path(before.manifest.source) != source.resolve():
        raise SourceFolderError(
            source,
            f"this index was built from {before.manifest.source}. To build it from here instead: searchapp rebuild {source}",
        )
    return _run(source, engine, own, progress, index, before)


def is_stale(source: Path, engine: Engine, *, own: Path | None = None, index: Path | None = None) -> bool:
    """Whether the newest generation is not what the folder now holds, by content."""
    before = _newest(engine)
    if before is None or before.manifest.extractor != extractor_version(own):
        return True
    return dict(_digests(source, _paths(source, index), corrections.load(source))) != {
        file.path: file.digest for file in before.files
    }


def _run(
    source: Path,
    engine: Engine,
    own: Path | None,
    progress: Progress | None,
    index: Path | None,
    before: _Before | None,
) -> Report:
    began, told = time.perf_counter(), progress or _silent
    version = extractor_version(own)
    paths = _paths(source, index)
    same_rules = before is not None and before.manifest.extractor == version
    known = {file.path: file for file in before.files} if before and same_rules else {}
    changes = _scan(source, paths, known, own, told, corrections.load(source))
    held = {file.id for file in before.files if file.id} if before else set()
    fresh = {readout.id for readout in changes.fresh}
    removed = sorted(held - fresh - changes.kept)
    manifest = Manifest("", "", str(source.resolve()), version, 0, tuple(changes.problems))
    if (
        before is not None
        and not fresh
        and not removed
        and before.files == tuple(changes.files)
        and before.manifest.problems == manifest.problems
    ):
        written = before.manifest
    else:
        total = len(changes.fresh)
        written = engine.write(
            manifest,
            changes.fresh,
            removed,
            files=changes.files,
            problems=changes.problems,
            fresh=before is None,
            progress=lambda done: told("writing", done, total),
        )
    replaced = len(fresh & held)
    return Report(
        len(fresh) - replaced, replaced, len(removed), len(changes.kept), tuple(changes.problems), written,
        time.perf_counter() - began,
    )  # fmt: skip


def _scan(
    source: Path,
    paths: list[str],
    known: dict[str, SourceFile],
    own: Path | None,
    told: Progress,
    corrected: Corrections,
) -> _Changes:
    """Read what is not known by its digest; a second file with an id that is taken is a problem."""
    changes, taken = _Changes(), dict[ReadoutId, str]()
    to_read = []
    for folder, why in closed_folders(source):
        changes.problems.append(
            Problem(f"{folder}/", f"the folder cannot be read ({why}). What was read of it before is kept.")
        )
        for held in (file for path, file in known.items() if path.startswith(f"{folder}/") and file.id):
            changes.files.append(held)
            changes.kept.add(ReadoutId(str(held.id)))
    for path in paths:
        try:
            sum_ = corrected.stamp(path, digest(load(source, path)))
        except SourceError as error:
            changes.problems.append(Problem(error.path, error.reason))
            continue
        before = known.get(path)
        if before and before.digest == sum_ and before.id:
            changes.files.append(before)
            changes.kept.add(before.id)
            taken[before.id] = path
        else:
            to_read.append(path)
    for done, (path, outcome) in enumerate(_read_all(source, to_read, own, corrected), 1):
        told("reading", done, len(to_read))
        if isinstance(outcome, Readout) and (other := taken.get(outcome.id)):
            outcome = SourceError(path, f"its id {outcome.id} is that of {other}. Rename one of them.")  # noqa: PLW2901
        if isinstance(outcome, Readout):
            taken[outcome.id] = path
            changes.fresh.append(outcome)
            stamp = corrected.stamp(path, outcome.digest)
            changes.files.append(SourceFile(path, stamp, outcome.id))
        else:
            changes.problems.append(Problem(path, outcome.reason))
            if (source / path).is_file():
                stamp = corrected.stamp(path, digest(load(source, path)))
                changes.files.append(SourceFile(path, stamp, None))
    for path in sorted(corrected.of.keys() - set(paths)):
        changes.problems.append(Problem(corrections.FILE, f"it corrects {path}, which is not here."))
    changes.files.sort(key=lambda file: file.path)
    changes.problems.sort(key=lambda problem: problem.path)
    return changes


def _read_all(
    source: Path, paths: list[str], own: Path | None, corrected: Corrections
) -> Iterator[tuple[str, Readout | SourceError]]:
    if len(paths) < _WORTH_A_POOL or (os.cpu_count() or 1) == 1:
        yield from _read_some(source, paths, own, corrected)
        return
    chunks = [paths[i : i + _CHUNK] for i in range(0, len(paths), _CHUNK)]
    with ProcessPoolExecutor(min(os.cpu_count() or 1, 8)) as pool:
        for outcomes in pool.map(partial(_read_chunk, source, own, corrected), chunks):
            yield from outcomes


def _read_chunk(
    source: Path, own: Path | None, corrected: Corrections, paths: list[str]
) -> list[tuple[str, Readout | SourceError]]:
    return list(_read_some(source, paths, own, corrected))


def _read_some(
    source: Path, paths: Iterable[str], own: Path | None, corrected: Corrections
) -> Iterator[tuple[str, Readout | SourceError]]:
    names = authority_files.load(own)
    for path in paths:
        try:
            yield path, extract(corrected.applied(read(path, load(source, path))), names)
        except SourceError as error:
            yield path, error
        except RecursionError:
            yield path, SourceError(path, "it is nested too deep to be read.")


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
            f"there is no readout in it ({', '.join(FORMATS)}). The index, if there is one, is left as it was.",
        )
    return paths


def _digests(source: Path, paths: list[str], corrected: Corrections) -> Iterator[tuple[str, str]]:
    """The digest of each file that can be read, its corrections included."""
    for path in paths:
        try:
            yield path, corrected.stamp(path, digest(load(source, path)))
        except SourceError:
            continue


def _newest(engine: Engine) -> _Before | None:
    try:
        reader = engine.reader()
    except IndexMissingError:
        return None
    return _Before(reader.manifest, reader.files())


def _silent(_stage: str, _done: int, _total: int) -> None:
    """Tell nobody."""
