"""What is wrong with an installation, and what would mend it: Python, libraries, the index, its sources, the port."""

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path, PurePosixPath
from typing import Literal

from searchapp import authority, corrections
from searchapp.engine import Engine, Manifest
from searchapp.engines import chosen
from searchapp.engines.arrays.chosen import how
from searchapp.errors import IndexMissingError, SearchAppError
from searchapp.indexing import is_stale
from searchapp.sources import closed_folders, find
from searchapp.sources.formats import require
from searchapp.web.listening import AddressError, bound

State = Literal["well", "note", "wrong"]
PYTHON = (3, 11)
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_EXTRA = re.compile(r"extra == ['\"]([\w-]+)['\"]")
_PEERS = {"whoosh-reloaded": ("whoosh-reloaded", "whoosh3")}  # either of them brings `whoosh`
_ROOM = 100 << 20  # bytes of a disk that a small index needs to be made beside the one that answers


@dataclass(frozen=True, slots=True)
class Symptom:
    """What was looked at, how it is, and what to do where it is not well."""

    part: str
    state: State
    told: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Patient:
    """An installation. source: None for the folder that the index was built from; own: of authority files."""

    index: Path
    source: Path | None
    own: Path | None
    host: str
    port: int


def diagnose(patient: Patient) -> Iterator[Symptom]:
    """Look at every part of an installation; one that cannot be looked at is told as wrong, and the next is looked at."""
    for part, look in _PARTS.items():
        try:
            yield from look(patient)
        except SearchAppError as error:
            yield Symptom(part, "wrong", str(error))
        except OSError as error:
            yield Symptom(part, "wrong", f"{error.filename}: {error.strerror}", "Let this user read it.")


def _python(_: Patient) -> Iterator[Symptom]:
    told = f"Python {sys.version.split()[0]}"
    if sys.version_info < PYTHON:
        yield Symptom("Python", "wrong", told, f"Use Python {PYTHON[0]}.{PYTHON[1]} or newer.")
    else:
        yield Symptom("Python", "well", told)


def _libraries(_: Patient) -> Iterator[Symptom]:
    try:
        needed = requires("searchapp") or []
    except PackageNotFoundError:
        yield Symptom("libraries", "wrong", "searchapp itself is not installed.", "pip install searchapp")
        return
    missing: dict[str, list[str]] = {}
    for line in needed:
        extra, name = _EXTRA.search(line), _NAME.match(line)
        if name and not _installed(name[0]):
            missing.setdefault(extra[1] if extra else "", []).append(name[0])
    if lost := missing.pop("", []):
        yield Symptom(
            "libraries", "wrong", f"Not installed: {', '.join(lost)}.", f"pip install {' '.join(lost)}"
        )
    else:
        yield Symptom("libraries", "well", f"searchapp {version('searchapp')} and all that it needs")
    yield Symptom("libraries", "well", f"searches run {how()}")
    for extra_name, names in missing.items():
        remedy = f"Where it is wanted: pip install 'searchapp[{extra_name}]'"
        yield Symptom(
            "libraries", "note", f"The extra {extra_name} ({', '.join(names)}) is not installed.", remedy
        )


def _installed(name: str) -> bool:
    for one in _PEERS.get(name, (name,)):
        try:
            version(one)
        except PackageNotFoundError:
            continue
        return True
    return False


def _index(patient: Patient) -> Iterator[Symptom]:
    if chosen.is_cluster():
        yield from _cluster()
        return
    index = patient.index
    if not index.exists():
        yield Symptom("index", "wrong", str(IndexMissingError(index)))
        return
    if not os.access(index, os.R_OK | os.X_OK):
        yield Symptom(
            "index", "wrong", f"{index} cannot be read.", f"Let this user read it: chmod -R u+rX {index}"
        )
        return
    if not os.access(index, os.W_OK):
        yield Symptom("index", "note", f"{index} may not be written to: it can be served, not brought up to date.",
                      f"Where it should be: chmod u+w {index}, or --no-update")  # fmt: skip
    with chosen.engine(index) as engine:
        for error in engine.damaged():
            yield Symptom("index", "wrong", str(error))
        manifest = engine.reader().manifest
    yield from _built(manifest)


def _cluster() -> Iterator[Symptom]:
    """A server that can be used, and the index in it."""
    with chosen.cluster() as engine:
        there = engine.condition()
        yield Symptom(
            "cluster",
            "well",
            f"{chosen.place(Path())}: OpenSearch {there.version}, {there.nodes} nodes that hold data",
        )
        if there.status == "red":
            yield Symptom("index", "wrong", f"Parts of {there.index} are on no node that is up (red).",
                          "Start the nodes that held them (GET /_cluster/allocation/explain says which), or searchapp rebuild SOURCE")  # fmt: skip
            return
        if there.status != "green":
            yield Symptom("index", "note", f"{there.missing} copies of parts of {there.index} are on no node ({there.status}).",
                          "Until they are, a node that dies takes readouts along: GET /_cluster/allocation/explain says why.")  # fmt: skip
        if there.index and not there.same_layout:
            yield Symptom("index", "note", f"{there.index} was made by another version, or with another number of shards.",
                          "It answers; before it can be brought up to date: searchapp rebuild SOURCE")  # fmt: skip
        wrong = list(engine.damaged())
        yield from (Symptom("index", "wrong", str(error)) for error in wrong)
        if not wrong:
            yield from _built(engine.reader().manifest)


def _built(manifest: Manifest) -> Iterator[Symptom]:
    """An index that is whole."""
    age = (datetime.now(UTC) - datetime.fromisoformat(manifest.built)).days
    when = (
        "in the future: look at this machine's clock"
        if age < 0
        else f"{age} days ago"
        if age > 1
        else "within the last two days"
    )
    yield Symptom(
        "index",
        "note" if age < 0 else "well",
        f"{manifest.readouts:,} readouts, whole, built {when} from {manifest.source}",
    )
    if manifest.problems:
        yield Symptom("index", "note", f"{len(manifest.problems)} files could not be read when it was built.",
                      "The page /report lists them with what to mend.")  # fmt: skip


def _disk(patient: Patient) -> Iterator[Symptom]:
    if chosen.is_cluster():
        yield from _disks()
        return
    there = next(
        folder for folder in (patient.index.absolute(), *patient.index.absolute().parents) if folder.exists()
    )
    held = max((_size(folder) for folder in patient.index.glob("gen-*")), default=0)
    free, needed = shutil.disk_usage(there).free, max(held + held // 2, _ROOM)
    yield _space(free, needed, "where the index lies")


def _disks() -> Iterator[Symptom]:
    with chosen.cluster() as engine:
        try:
            there = engine.condition()
        except SearchAppError:
            return  # told of already
    needed = max((there.size + there.size // 2) // max(there.nodes, 1), _ROOM)
    yield _space(there.free, needed, "on the fullest node's disk")


def _space(free: int, needed: int, where: str) -> Symptom:
    told = f"{free >> 20:,} MB free {where}; a new one beside it takes {needed >> 20:,} MB at most"
    if free < needed:
        return Symptom(
            "disk", "wrong", f"{told}.", "Make room: until then the index cannot be brought up to date."
        )
    return Symptom("disk", "well", told)


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir())


def _source(patient: Patient) -> Iterator[Symptom]:
    folder = patient.source
    with chosen.engine(patient.index) as engine:
        if folder is None:
            try:
                folder = Path(engine.reader().manifest.source)
            except SearchAppError:
                yield Symptom(
                    "sources",
                    "note",
                    "No SOURCE was named, and no index tells of one.",
                    "searchapp doctor SOURCE",
                )
                return
        if not folder.is_dir():
            yield Symptom(
                "sources",
                "wrong",
                f"{folder} is not there.",
                "Name the folder that holds the readouts: searchapp rebuild FOLDER",
            )
            return
        for name, why in closed_folders(folder):
            yield Symptom(
                "sources",
                "wrong",
                f"{folder / name} cannot be read ({why}).",
                f"chmod -R u+rX {folder / name}",
            )
        paths = list(find(folder))
        yield from _formats(paths)
        if not paths:
            yield Symptom(
                "sources", "wrong", f"{folder} holds no readouts.", "Put some there, or name another folder."
            )
            return
        yield Symptom("sources", "well", f"{len(paths):,} files in {folder}")
        yield from _age(patient, folder, engine)


def _formats(paths: list[str]) -> Iterator[Symptom]:
    """Files that are there and whose library is not."""
    firsts = {PurePosixPath(path).suffix.lower(): path for path in reversed(paths)}
    for path in sorted(firsts.values()):
        try:
            require(path)
        except SearchAppError as error:
            yield Symptom("sources", "wrong", str(error))


def _age(patient: Patient, folder: Path, engine: Engine) -> Iterator[Symptom]:
    try:
        stale = is_stale(folder, engine, own=patient.own, index=patient.index)
    except SearchAppError:
        return  # told of already, where the index or the corrections were looked at
    if stale:
        yield Symptom("sources", "note", "The index is not what they now hold; `searchapp check` tells how.",
                      f"searchapp index {folder} {chosen.flags(patient.index)}")  # fmt: skip


def _authority(patient: Patient) -> Iterator[Symptom]:
    authority.load(patient.own)
    yield Symptom(
        "authority", "well", f"read, with your own from {patient.own}" if patient.own else "read, as shipped"
    )
    if patient.source and patient.source.is_dir():
        corrections.load(patient.source)


def _port(patient: Patient) -> Iterator[Symptom]:
    try:
        sockets = bound(patient.host, patient.port)
    except AddressError as error:
        yield Symptom(
            "port", "note", str(error), "Nothing is wrong where that is the server that should answer there."
        )
        return
    for one in sockets:
        one.close()
    yield Symptom("port", "well", f"{patient.host}:{patient.port} is free")


_PARTS: dict[str, Callable[[Patient], Iterator[Symptom]]] = {
    "Python": _python,
    "libraries": _libraries,
    "index": _index,
    "disk": _disk,
    "sources": _source,
    "authority": _authority,
    "port": _port,
}
