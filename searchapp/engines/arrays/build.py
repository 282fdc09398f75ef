"""Many readouts to one segment: in batches, by several processes, and then joined.

What is in memory at a time is a batch for each process, however many readouts there are.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import zstandard

from searchapp.engines.arrays import chunk
from searchapp.engines.arrays.merge import Source, merge
from searchapp.engines.arrays.records import encode
from searchapp.engines.arrays.segment import Segment
from searchapp.helpers import end_with_parent
from searchapp.readout import Readout

BATCH = 2_500  # readouts; or fewer, of BYTES together
BYTES = 32 << 20
_TRAINED_ON = 1_000  # readouts that zstd's dictionary is made of
_DICTIONARY = 64 << 10  # bytes

Progress = Callable[[int], None]


def build(readouts: Iterable[Readout], stem: Path, progress: Progress | None = None) -> frozenset[str]:
    """Write a segment of all readouts; returns their ids. stem: its files' path, less suffix.

    Raises ValueError when two have one id, and for text that is not Unicode.
    """
    seen: set[str] = set()
    batches = _batches(_encoded(readouts, seen, progress))
    first = next(batches, [])
    second = next(batches, None)
    if second is None:
        chunk.write(first, stem)
        return frozenset(seen)
    dictionary = _trained(first)
    with TemporaryDirectory(dir=stem.parent, prefix="building-") as made:
        names = _written(
            (batch for some in ([first, second], batches) for batch in some), Path(made), dictionary
        )
        merge([Source(Segment(Path(made), name)) for name in names], stem)
    return frozenset(seen)


def _encoded(readouts: Iterable[Readout], seen: set[str], progress: Progress | None) -> Iterator[bytes]:
    for readout in readouts:
        if readout.id in seen:
            raise ValueError(f"two readouts have the id {readout.id!r}")
        seen.add(readout.id)
        yield encode(readout)
        if progress:
            progress(len(seen))


def _batches(records: Iterator[bytes]) -> Iterator[list[bytes]]:
    batch, size = list[bytes](), 0
    for record in records:
        batch.append(record)
        size += len(record)
        if len(batch) == BATCH or size > BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _trained(batch: Sequence[bytes]) -> bytes:
    """A dictionary for zstd: what readouts of a collection have in common; empty where they have too little."""
    try:
        return zstandard.train_dictionary(_DICTIONARY, list(islice(batch, _TRAINED_ON))).as_bytes()
    except zstandard.ZstdError:
        return b""


def _written(batches: Iterator[list[bytes]], folder: Path, dictionary: bytes) -> list[str]:
    """Write each batch as a segment, on every core; returns their names. Few batches wait at a time."""
    cores = os.cpu_count() or 1
    names, waiting = list[str](), list[Future[None]]()
    with ProcessPoolExecutor(cores, get_context("spawn"), end_with_parent) as pool:
        for batch in batches:
            names.append(f"{len(names):06}")
            waiting.append(pool.submit(chunk.write, batch, folder / names[-1], dictionary))
            if len(waiting) > cores:
                waiting.pop(0).result()
        for future in waiting:
            future.result()
    return names
