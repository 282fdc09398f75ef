"""The seal of a generation: manifest.json, with size and SHA-256 of every other file in the folder.

Whoosh's table of contents is a pickle, so files are compared with their seal before Whoosh opens them. That
guards against damage, not against someone who can write to the folder. What the files hold is not known here.
"""

import hashlib
import json
import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from searchapp.engine import Manifest, SourceFile
from searchapp.engines.whoosh.plain import restored, to_plain
from searchapp.errors import IndexDamagedError, IndexVersionError

MANIFEST = "manifest.json"
FILES = "files.json"  # what the generation was built from: read by the one who updates it, not by those who search
FORMAT = 6  # goes up when files of this engine change their meaning, or `analysis.VERSION` does
SMALL = 4 << 20  # bytes; what is larger is hashed by `verify` only, at 0.5 s for 180 MB


@dataclass(frozen=True, slots=True)
class Check:
    """What a file was when it was sealed: size in bytes, SHA-256 in hex."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Sealed:
    """A generation that is whole: its folder, what it says of itself, its files but for the manifest."""

    folder: Path
    manifest: Manifest
    files: Mapping[str, Check]


def seal(
    folder: Path, manifest: Manifest, sources: Collection[SourceFile], known: Mapping[str, Check]
) -> str:
    """Bring every file to the disk and write the manifest; returns the manifest's SHA-256.

    known: what files were that another generation has sealed already.
    """
    (folder / FILES).write_text(json.dumps(to_plain(tuple(sources)), ensure_ascii=False), encoding="utf-8")
    names = sorted(path.name for path in folder.iterdir())
    files = {name: to_plain(known.get(name) or _checked(folder / name)) for name in names}
    for name in names:
        if name not in known:
            flush(folder / name)
    text = json.dumps({"format": FORMAT, "manifest": to_plain(manifest), "files": files}, ensure_ascii=False)
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    flush(folder / MANIFEST)
    flush(folder)
    return digest(folder / MANIFEST)


def files_of(sealed: Sealed) -> tuple[SourceFile, ...]:
    """What a generation was built from. Raises IndexDamagedError."""
    path = sealed.folder / FILES
    _compare(path, sealed.files[FILES], whole=True)
    return tuple(restored(SourceFile, plain) for plain in json.loads(path.read_bytes()))


class Compared:
    """The large files whose every byte this process has compared with its seal: generations share them."""

    def __init__(self) -> None:
        self._seen: set[tuple[int, int, int, int, str]] = set()

    def compare(self, path: Path, check: Check) -> None:
        """Read a file whole, unless it was read before; raises IndexDamagedError, which names it."""
        _compare(path, check, whole=False)
        found = path.stat()
        seen = found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, check.sha256
        if seen not in self._seen:
            _compare(path, check, whole=True)
            self._seen.add(seen)


def unseal(folder: Path, sha256: str, compared: Compared | None = None) -> Sealed:
    """A generation whose files have their sizes, and the small ones their bytes; sha256: its manifest's.

    compared: where every byte of the large ones is to be read too. Raises IndexDamagedError, which names the file.
    """
    sealed = _read(folder, sha256)
    for name, check in sealed.files.items():
        if check.size > SMALL and compared is not None:
            compared.compare(folder / name, check)
        else:
            _compare(folder / name, check, whole=check.size <= SMALL)
    return sealed


def verify(generation: Path, sha256: str | None = None) -> Manifest:
    """Read every byte of a generation's files; sha256: its manifest's, where it is known.

    Raises IndexDamagedError, which names the first file that is not as it was written.
    """
    for error in damaged(generation, sha256):
        raise error
    return _read(generation, sha256).manifest


def damaged(generation: Path, sha256: str | None = None) -> Iterator[IndexDamagedError]:
    """Each file of a generation that is not as it was written, once every byte of it has been read."""
    try:
        sealed = _read(generation, sha256)
    except IndexDamagedError as error:
        yield error
        return
    for name, check in sealed.files.items():
        try:
            _compare(generation / name, check, whole=True)
        except IndexDamagedError as error:
            yield error


def digest(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def flush(path: Path) -> None:
    """Bring a file, or the names in a folder, to the disk."""
    if os.name == "nt" and path.is_dir():
        return  # Windows keeps the names by itself and cannot open a folder
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _checked(path: Path) -> Check:
    return Check(path.stat().st_size, digest(path))


def _read(folder: Path, sha256: str | None) -> Sealed:
    path = folder / MANIFEST
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        raise IndexDamagedError(path, "it is missing") from None
    if sha256 is not None and hashlib.sha256(text).hexdigest() != sha256:
        raise IndexDamagedError(path, "it is not as it was written")
    try:
        plain: dict[str, Any] = json.loads(text)
        if plain["format"] != FORMAT:
            raise IndexVersionError(path, plain["format"], FORMAT)
        files = {name: restored(Check, check) for name, check in plain["files"].items()}
        return Sealed(folder, restored(Manifest, plain["manifest"]), files)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise IndexDamagedError(path, f"it cannot be read ({error!r})") from error


def _compare(path: Path, check: Check, *, whole: bool) -> None:
    try:
        size = path.stat().st_size
        if size != check.size:
            raise IndexDamagedError(path, f"it has {size} bytes where {check.size} were written")
        if whole and digest(path) != check.sha256:
            raise IndexDamagedError(path, "its bytes are not those that were written")
    except FileNotFoundError:
        raise IndexDamagedError(path, "it is missing") from None
