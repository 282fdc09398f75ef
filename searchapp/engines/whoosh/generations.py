"""Where generations stand on the disk, which of them answers, and who may make the next one.

    index/
      CURRENT       {"generation": ..., "previous": ..., "manifest": SHA-256 of the first's manifest.json,
                "previous_manifest": that of the other's}
      write.lock    held while a generation is made; its holder's death frees it
      gen-20240301T101500Z-5f3a9c01/    a generation: files that are written once and never changed

A generation is made in a folder of its own and answers from the moment in which CURRENT is replaced, in one
step. The one before it stays, for those who have just read CURRENT. Nothing here knows what the files hold.
"""

import json
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from searchapp.engines.whoosh.plain import restored, to_plain
from searchapp.engines.whoosh.seals import MANIFEST, flush
from searchapp.errors import IndexBusyError, IndexDamagedError, IndexMissingError

CURRENT = "CURRENT"
LOCK = "write.lock"
PREFIX = "gen-"

Stamp = tuple[int, int, int]  # inode, modification time in ns, size: another one, another CURRENT


@dataclass(frozen=True, slots=True)
class Pointer:
    """What CURRENT says: the generation that answers, the one before, and the SHA-256 of their manifests."""

    generation: str
    previous: str | None
    manifest: str
    previous_manifest: str | None = None

    def manifest_of(self, generation: str) -> str | None:
        """The SHA-256 of a generation's manifest; None for one that is neither, or of which it is not known."""
        known = {self.previous: self.previous_manifest, self.generation: self.manifest}
        return known.get(generation)


def stamp(folder: Path) -> Stamp:
    """What changes when CURRENT is replaced; one look at the disk. Raises IndexMissingError."""
    try:
        return _stamp((folder / CURRENT).stat())
    except FileNotFoundError:
        raise IndexMissingError(folder) from None


def current(folder: Path) -> tuple[Stamp, Pointer]:
    """What CURRENT says, and the stamp that it says it under. Raises IndexMissingError, IndexDamagedError."""
    path = folder / CURRENT
    try:
        with path.open("rb") as file:
            found, text = _stamp(os.fstat(file.fileno())), file.read()
    except FileNotFoundError:
        raise IndexMissingError(folder) from None
    try:
        return found, restored(Pointer, json.loads(text))
    except (TypeError, KeyError, ValueError, AttributeError) as error:
        raise IndexDamagedError(path, f"it cannot be read ({error!r})") from error


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the right to write, making the folder if need be. Raises IndexBusyError if another holds it."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise IndexBusyError(folder) from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def draft(folder: Path) -> Iterator[Path]:
    """A folder for a new generation, removed by any exception that comes before its swap."""
    path = folder / f"{PREFIX}{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}"
    path.mkdir()
    try:
        yield path
    except BaseException:
        pointer = _pointer(folder)
        if pointer is None or pointer.generation != path.name:
            shutil.rmtree(path, ignore_errors=True)
        raise


def link(names: Iterable[str], source: Path, target: Path) -> None:
    """Put the same files into another folder: as second names, or as copies where that is impossible."""
    for name in names:
        try:
            os.link(source / name, target / name)
        except OSError:
            shutil.copyfile(source / name, target / name)


def publish(folder: Path, generation: str, manifest: str) -> None:
    """Let a sealed generation answer, in one step. manifest: the SHA-256 of its manifest."""
    last = _pointer(folder)
    pointer = Pointer(generation, _last(folder, generation), manifest, last.manifest if last else None)
    fresh = folder / f"{CURRENT}.{secrets.token_hex(4)}.new"
    try:
        with fresh.open("wb") as file:
            file.write(json.dumps(to_plain(pointer)).encode())
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(folder / CURRENT)
    finally:
        fresh.unlink(missing_ok=True)
    flush(folder)


def sweep(folder: Path) -> None:
    """Remove what neither answers nor answered last: older generations, and what dead writers left.

    To be called by the one who may write. Goes by names alone: whether a generation can be opened has no say.
    """
    pointer = _pointer(folder)
    if pointer is None:
        return
    for path in folder.glob(f"{PREFIX}*"):
        kept = path.name in {pointer.generation, pointer.previous}
        if not kept and path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)  # what is still open on Windows goes next time
    for path in folder.glob(f"{CURRENT}.*.new"):
        path.unlink(missing_ok=True)


def _last(folder: Path, generation: str) -> str | None:
    """The generation that answered before this one: by CURRENT, or if that is lost the youngest by name."""
    if pointer := _pointer(folder):
        return pointer.generation
    others = (path.parent.name for path in folder.glob(f"{PREFIX}*/{MANIFEST}"))
    return max((name for name in others if name != generation), default=None)


def _pointer(folder: Path) -> Pointer | None:
    try:
        return current(folder)[1]
    except (IndexMissingError, IndexDamagedError):
        return None


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_ino, status.st_mtime_ns, status.st_size
