"""Makes the index of a generation: readouts out, readouts in, segments kept few."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from searchapp.engine import Progress
from searchapp.engines.arrays.build import build
from searchapp.engines.arrays.merge import Source, merge
from searchapp.engines.arrays.records import RECORDS
from searchapp.engines.arrays.segment import Segment
from searchapp.engines.arrays.store import ARRAYS, DIRECTORY, Array
from searchapp.engines.whoosh.codec import INDEX, ArraySegment
from searchapp.engines.whoosh.generations import link
from searchapp.engines.whoosh.opened import contents
from searchapp.engines.whoosh.schema import schema
from searchapp.readout import Readout, ReadoutId

SEGMENTS = 5  # each costs every search a look; more than these are merged
STALE = 5  # a segment of which more than one in five readouts is deleted is written anew
SUFFIXES = (ARRAYS, DIRECTORY, RECORDS)


@dataclass(frozen=True, slots=True)
class Written:
    """ids: of all readouts that are to be there; kept: the names of the files taken over from the generation before."""

    ids: frozenset[str]
    kept: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Old:
    """A segment of the generation before, and which of its readouts are still there."""

    segment: Segment
    alive: Array

    @property
    def count(self) -> int:
        return int(self.alive.sum())

    @property
    def is_stale(self) -> bool:
        return (self.segment.size - self.count) * STALE > self.segment.size


def change(
    base: Path | None,
    folder: Path,
    replace: Iterable[Readout],
    remove: Iterable[ReadoutId],
    progress: Progress | None,
) -> Written:
    """Put into an empty folder what `base` holds, without `remove`, with `replace` in the place of the same ids.

    Files are taken over as they are where little has changed in them, and never changed: they are files of
    `base` too. Raises ValueError when one id is to be put in twice; after any exception the folder is of no use.
    """
    fresh = _name()
    new = build(replace, folder / fresh, progress)
    gone = {id_.encode() for id_ in (*remove, *new)}
    old = [_without(one, base, gone) for one in contents(base)] if base else []
    ids = new | {id_.decode() for one in old for id_ in _ids(one)}
    kept = _worth_keeping([one for one in old if one.count], others=1 if new else 0)
    sources = [Source(one.segment, one.alive) for one in old if one.count and one not in kept]
    if sources:
        fresh = _join([*sources, *([Source(Segment(folder, fresh))] if new else [])], folder, fresh)
    names = frozenset(f"{one.segment.name}{suffix}" for one in kept for suffix in SUFFIXES)
    if base:
        link(names, base, folder)
    segments = [ArraySegment(one.segment.name, one.segment.size, ~one.alive) for one in kept]
    if new or sources:
        segments.append(ArraySegment(fresh, Segment(folder, fresh).size))
    else:
        _drop(folder, fresh)
    TOC(schema(), segments, 1).write(FileStorage(str(folder)), INDEX)
    return Written(ids, names)


def _name() -> str:
    """A name that no segment has had: Whoosh would draw one from `random`, which may have been seeded."""
    return f"{INDEX}_{secrets.token_hex(8)}"


def _without(told: ArraySegment, base: Path, gone: set[bytes]) -> _Old:
    segment = Segment(base, told.name)
    alive = np.ones(segment.size, bool) if told.deleted is None else ~told.deleted
    terms = segment.field("id").terms
    for id_ in gone:
        if (at := terms.number(id_)) is not None:
            alive[segment.numbers[at]] = False
    return _Old(segment, alive)


def _ids(one: _Old) -> Iterable[bytes]:
    terms = one.segment.field("id").terms.all()
    return (id_ for id_, there in zip(terms, one.alive[one.segment.numbers].tolist(), strict=True) if there)


def _worth_keeping(old: Sequence[_Old], others: int) -> list[_Old]:
    """The largest segments as they are, as many as there is room for; the small and the stale are merged."""
    whole = sorted(
        (one for one in old if not one.is_stale), key=lambda one: (-one.segment.size, one.segment.name)
    )
    stale = any(one.is_stale for one in old)
    if len(whole) + max(others, stale) <= SEGMENTS:
        return whole
    return whole[: SEGMENTS - 1]


def _join(sources: Sequence[Source], folder: Path, fresh: str) -> str:
    """Merge segments with the new one, which may not be among them; returns the name of what comes of it."""
    name = _name()
    merge(sources, folder / name)
    _drop(folder, fresh)
    return name


def _drop(folder: Path, name: str) -> None:
    for suffix in SUFFIXES:
        (folder / f"{name}{suffix}").unlink(missing_ok=True)
