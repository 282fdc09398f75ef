"""Many files to readouts, by several processes; what was read before with the same content and rules is not read again."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from pathlib import Path

from searchapp import authority as authority_files
from searchapp.corrections import Corrections
from searchapp.errors import SourceError
from searchapp.extract import VERSION, extract
from searchapp.extract.mentions import ready
from searchapp.helpers import end_with_parent, how_many
from searchapp.parsed import Parsed
from searchapp.readout import Readout
from searchapp.sources import Limits, Shelf, deadline, read

File = tuple[str, str]  # a path below the source folder, and what changes when its content does
Outcome = Readout | SourceError

_CHUNK = 32
_WORTH_A_POOL = 200  # files from which starting processes costs less than it saves


def extractor_version(own: Path | None = None) -> str:
    """The version of rules and authority files together; another one makes every file stale."""
    return f"{VERSION}.{authority_files.version(own)}"


def read_all(
    shelf: Shelf,
    files: Sequence[File],
    own: Path | None,
    corrected: Corrections,
    parsed: Parsed,
    workers: int | None = None,
) -> Iterator[tuple[File, Outcome]]:
    """What each file was read as, or why it was not, in the order of the files; a few are in memory at a time.

    workers: the processes that read; None: one for each core, eight at most.
    """
    workers = how_many(workers)
    new = [file for file in files if not parsed.holds(*file)]
    outcomes, wanted = _read(shelf, [path for path, _ in new], own, corrected, workers), set(new)
    for file in files:
        outcome = None if file in wanted else parsed.get(*file)
        if outcome is not None:
            yield file, outcome
            continue
        fresh = next(outcomes) if file in wanted else next(_read_some(shelf, own, corrected, [file[0]]))
        if isinstance(fresh, Readout):
            parsed.put(*file, fresh)
        yield file, fresh


def _read(
    shelf: Shelf, paths: Sequence[str], own: Path | None, corrected: Corrections, workers: int
) -> Iterator[Outcome]:
    if len(paths) < _WORTH_A_POOL or workers == 1:
        yield from _read_some(shelf, own, corrected, paths)
        return
    chunks = [paths[i : i + _CHUNK] for i in range(0, len(paths), _CHUNK)]
    ready()
    with ProcessPoolExecutor(workers, initializer=_begin, initargs=(own,)) as pool:
        for outcomes in pool.map(partial(_read_chunk, shelf.folder, shelf.limits, own, corrected), chunks):
            yield from outcomes


def prepare(own: Path | None) -> None:
    """Make a process ready to read: its names loaded and sorted, and never again looked through for garbage."""
    authority_files.load(own).complete()
    gc.collect()
    gc.freeze()


def _begin(own: Path | None) -> None:
    end_with_parent()
    prepare(own)


def _read_chunk(
    source: Path, limits: Limits, own: Path | None, corrected: Corrections, paths: Sequence[str]
) -> list[Outcome]:
    return list(_read_some(_shelf(source, limits), own, corrected, paths))


@cache
def _shelf(source: Path, limits: Limits) -> Shelf:
    """The folder as a process reads it that lives for one run: an archive is opened once, not for each of its files."""
    return Shelf(source, limits)


def _read_some(
    shelf: Shelf, own: Path | None, corrected: Corrections, paths: Iterable[str]
) -> Iterator[Outcome]:
    names = authority_files.load(own)
    for path in paths:
        try:
            with deadline(path):
                readout = extract(corrected.applied(read(path, shelf.load(path))), names)
            yield readout
        except SourceError as error:
            line = shelf.line(path)
            yield SourceError(path, f"line {line}: {error.reason}") if line else error
        except RecursionError:
            yield SourceError(path, "it is nested too deep to be read.")
        except MemoryError:
            yield SourceError(path, "reading it takes more memory than there is. Split it.")
        except (
            Exception
        ) as error:  # of so many formats and libraries, one has a fault that we do not know yet
            yield SourceError.of_ours(path, error)
