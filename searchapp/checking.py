"""Whether an index is whole and what its sources hold: every byte is compared, and whatever differs is named."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from searchapp import parsed
from searchapp.engine import Checked, Reader, SourceFile
from searchapp.errors import GenerationGoneError, IndexDamagedError
from searchapp.indexing import stamps
from searchapp.reading import extractor_version
from searchapp.sources import Limits, closed_folders

Kind = Literal["damaged", "cache", "rules", "new", "changed", "gone", "closed"]
DAMAGE: frozenset[Kind] = frozenset({"damaged", "cache"})
"""The kinds that are no fault of the sources: a file of the index, or of what is kept beside it, is not as written."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not as it should be. what: the file or folder; why: a sentence, without its full stop."""

    kind: Kind
    what: str
    why: str


def check(
    engine: Checked,
    index: Path,
    source: Path | None = None,
    *,
    own: Path | None = None,
    limits: Limits | None = None,
) -> Iterator[Difference]:
    """What differs, the gravest first: the files of the index, what was read before, then the sources.

    source: the folder to compare with; without it the one that the index was built from. own, limits: as in
    `indexing.rebuild`. The sources are not looked at where the index cannot be read. Raises IndexMissingError,
    and SourceFolderError where there is no such folder.
    """
    try:
        wrong = [Difference("damaged", error.path.as_posix(), error.reason) for error in engine.damaged()]
    except IndexDamagedError as error:
        wrong = [Difference("damaged", error.path.as_posix(), error.reason)]
    yield from wrong
    for reason in parsed.damaged(index):
        yield Difference("cache", (index / parsed.NAME).as_posix(), reason)
    try:
        reader = engine.reader()
        files = reader.files()
    except IndexDamagedError as error:
        if not wrong:
            yield Difference("damaged", error.path.as_posix(), error.reason)
        return
    except GenerationGoneError:
        if not wrong:
            raise
        return
    yield from _within(reader, files)
    held = {file.path: file.digest for file in files}
    yield from _sources(reader, held, source, index, own, limits)


def _within(reader: Reader, files: Iterable[SourceFile]) -> Iterator[Difference]:
    """Whether the readouts are those that the files became."""
    named, there = {file.id for file in files if file.id}, set(reader.ids())
    for id_ in sorted(named ^ there):
        why = "no file of it is known" if id_ in there else "a file became it, and it is not in the index"
        yield Difference("damaged", id_, why)


def _sources(
    reader: Reader,
    held: dict[str, str],
    source: Path | None,
    index: Path,
    own: Path | None,
    limits: Limits | None,
) -> Iterator[Difference]:
    folder = source or Path(reader.manifest.source)
    now = stamps(folder, index=index, limits=limits)
    closed = closed_folders(folder)
    rules = extractor_version(own)
    if reader.manifest.extractor != rules:
        yield Difference("rules", folder.as_posix(), f"it was read by the rules {reader.manifest.extractor}, which now are {rules}")  # fmt: skip
    for name, why in closed:
        yield Difference("closed", name, f"the folder cannot be read ({why})")
    for path in sorted(now.keys() | held.keys()):
        if path not in held:
            yield Difference("new", path, "it is not in the index")
        elif path in now and now[path] != held[path]:
            yield Difference("changed", path, "the index has it as it was before")
        elif path not in now and not any(path.startswith(f"{name}/") for name, _ in closed):
            yield Difference("gone", path, "the index still has it")
