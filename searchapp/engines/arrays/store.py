"""A file of named arrays: written once from front to back, then mapped into memory and never changed.

Beside the arrays stands a directory, a small JSON file that names each array's type, place and length and
carries what else the writer wants to say. Whether the bytes are those that were written is not known here:
`searchapp.engines.whoosh.seals` holds sizes and hashes of both files.
"""

import json
import mmap
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
ARRAYS, DIRECTORY = ".arrays", ".json"  # how the two files end
_ALIGNED = 64  # bytes: a cache line
STRETCH = 8 << 20  # bytes; the beginnings fall on pages
_STATM = "/proc/self/statm"


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an array lies: NumPy's name of its type, the byte at which it begins, its length in elements."""

    dtype: str
    offset: int
    length: int


class Writer:
    """Writes `stem`.arrays, and at the end `stem`.json, for which `about` is what the writer has to say."""

    def __init__(self, stem: Path) -> None:
        self._stem = stem
        self._file = stem.with_suffix(ARRAYS).open("xb")
        self._places: dict[str, _Place] = {}
        self.about: dict[str, Any] = {}

    def put(self, name: str, array: Array) -> None:
        """Write an array whole."""
        with self.pieces(name, array.dtype) as piece:
            piece(array)

    @contextmanager
    def pieces(self, name: str, dtype: npt.DTypeLike) -> Iterator[Any]:
        """Write an array piece by piece: call what you are given with each; they become `dtype`."""
        kind = np.dtype(dtype).newbyteorder("<")
        self._file.write(b"\0" * (-self._file.tell() % _ALIGNED))
        offset, length = self._file.tell(), 0

        def put(piece: Array) -> None:
            nonlocal length
            self._file.write(np.ascontiguousarray(piece, kind).data)
            length += len(piece)

        yield put
        self._places[name] = _Place(kind.str, offset, length)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        if kind is None:
            arrays = {name: [place.dtype, place.offset, place.length] for name, place in self._places.items()}
            text = json.dumps({"arrays": arrays, "about": self.about})
            self._stem.with_suffix(DIRECTORY).write_text(text, encoding="utf-8")


class Arrays(Mapping[str, Array]):
    """The arrays of a file, mapped and not to be written to; the mapping ends when the last of them dies.

    Raises OSError where a file is missing, ValueError or KeyError where the directory is not ours.
    """

    def __init__(self, stem: Path) -> None:
        directory = json.loads(stem.with_suffix(DIRECTORY).read_bytes())
        self.about: dict[str, Any] = directory["about"]
        self._places = {name: _Place(*place) for name, place in directory["arrays"].items()}
        with stem.with_suffix(ARRAYS).open("rb") as file:
            empty = file.seek(0, os.SEEK_END) == 0  # an empty file cannot be mapped
            self._map: Any = b"" if empty else mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    def __getitem__(self, name: str) -> Array:
        place = self._places[name]
        return np.frombuffer(self._map, place.dtype, place.length, place.offset)

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def stretches(self) -> list[tuple[int, int]]:
        """The file in stretches, as `release` takes them: where each begins, and its length."""
        return [(begin, min(STRETCH, len(self._map) - begin)) for begin in range(0, len(self._map), STRETCH)]

    def release(self, begin: int = 0, length: int | None = None) -> None:
        """Let the system take back the memory of what was read, all or a stretch: what is asked for again is mapped again."""
        if isinstance(self._map, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
            self._map.madvise(mmap.MADV_DONTNEED, begin, len(self._map) if length is None else length)


def in_memory() -> tuple[int, int]:
    """How many bytes this process has in memory, of its own and of mapped files; 0 where the system does not tell."""
    try:
        file = os.open(_STATM, os.O_RDONLY)
    except OSError:
        return 0, 0
    try:
        _, resident, files, *_ = map(int, os.read(file, 200).split())
    finally:
        os.close(file)
    return (resident - files) * mmap.PAGESIZE, files * mmap.PAGESIZE


def joined(arrays: Sequence[Array]) -> Array:
    """Arrays one after the other: one alone as it is, of none an empty one (u4)."""
    return arrays[0] if len(arrays) == 1 else np.concatenate(arrays) if arrays else np.zeros(0, np.uint32)


def smallest(most: int) -> npt.DTypeLike:
    """The smallest unsigned type that holds 0 to `most`."""
    return np.min_scalar_type(most)


def ranges(starts: Array, lengths: Array) -> Array:
    """The numbers start, start + 1, ... of several ranges, one range after the other, as intp.

    starts, lengths: one of each a range; a range may be empty.
    """
    lengths = lengths.astype(np.intp, copy=False)
    total = int(lengths.sum())
    before = lengths.cumsum() - lengths
    made: Array = (starts.astype(np.intp, copy=False) - before).repeat(lengths)
    made += np.arange(total)
    return made


def firsts(*sorted_by: Array) -> Array:
    """Where a new combination of values begins in arrays of one length that are sorted by them, as intp."""
    size = len(sorted_by[0])
    if not size:
        return np.zeros(0, np.intp)
    new = np.zeros(size, bool)
    new[0] = True
    for values in sorted_by:
        new[1:] |= values[1:] != values[:-1]
    return new.nonzero()[0]


def ascending(numbers: Array) -> Array:
    """The order in which numbers below 2 ** 32 ascend, equal ones as they come: 16 bits at a time, which NumPy sorts by counting."""
    order: Array = np.argsort(numbers.astype(np.uint16), kind="stable")
    high = (numbers >> 16).astype(np.uint16)
    return order[np.argsort(high[order], kind="stable")] if high.any() else order
