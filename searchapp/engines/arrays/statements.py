"""Which words of a readout each of its statements holds, and who made it: gathered, joined and read.

Statements go by number, those of the first readout first, in the order in which the readout has them:

    said/starts              where the statements of each readout begin, and where the last end
    said/begins, said/ends   the positions [begin, end) in `text`, by statement; of one without words they are equal
    said/sides               1 + the place of its side in SIDES; 0 for none
    said/speakers            1 + the number of its speaker's id; 0 for none
    said/speaker_terms, /speaker_ends   the ids of all speakers (see `words`)
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from searchapp.engines.arrays.store import Array, Writer, smallest
from searchapp.engines.arrays.words import Words
from searchapp.readout import Readout, Side

SIDES: tuple[Side, ...] = ("home", "counterpart", "joint")
_CODES = {side: code for code, side in enumerate((None, *SIDES))}
_BY_STATEMENT = ("begins", "ends", "sides", "speakers")


@dataclass(frozen=True, slots=True)
class Statements:
    """The statements of a segment: see the arrays of the same names; `names`: the ids of the speakers."""

    starts: Array
    begins: Array
    ends: Array
    sides: Array
    speakers: Array
    names: Words

    @classmethod
    def of(cls, arrays: Mapping[str, Array]) -> Self:
        """From the arrays of a segment."""
        begins, ends, sides, speakers = (arrays[f"said/{name}"] for name in _BY_STATEMENT)
        names = Words(arrays["said/speaker_terms"], arrays["said/speaker_ends"])
        return cls(arrays["said/starts"], begins, ends, sides, speakers, names)


class Gathered:
    """The statements of readouts that are read one after the other."""

    def __init__(self) -> None:
        self._docs: list[int] = []  # of every statement, as all that follows
        self._begins: list[int] = []
        self._ends: list[int] = []
        self._sides: list[int] = []
        self._speakers: list[bytes | None] = []

    def add(self, doc: int, readout: Readout, words: Sequence[Array], firsts: Sequence[int]) -> None:
        """Read the statements of a readout. words: where they begin, in each of its passages; firsts: the position of
        the first of them."""
        passages: dict[str, int] = {}
        for number, passage in enumerate(readout.passages):
            passages.setdefault(passage.anchor, number)
        for one in readout.statements:
            at, begin, end = passages.get(one.passage), 0, 0
            if at is not None:
                begin, end = (firsts[at] + words[at].searchsorted((one.start, one.end))).tolist()
            self._docs.append(doc)
            self._begins.append(begin)
            self._ends.append(max(begin, end))
            self._sides.append(_CODES[one.side])
            self._speakers.append(one.speaker.id.encode() if one.speaker else None)

    def put(self, out: Writer, size: int) -> None:
        """Write them. size: how many readouts there are."""
        counts = np.bincount(np.asarray(self._docs, np.intp), minlength=size)
        names = sorted({name for name in self._speakers if name is not None})
        code = {None: 0} | {name: number for number, name in enumerate(names, start=1)}
        out.put("said/starts", np.append(0, np.cumsum(counts)))
        for name, some in (("begins", self._begins), ("ends", self._ends)):
            out.put(f"said/{name}", np.asarray(some, smallest(max(some, default=0))))
        out.put("said/sides", np.asarray(self._sides, np.uint8))
        out.put("said/speakers", np.asarray([code[one] for one in self._speakers], smallest(len(names))))
        _put_names(out, names)


def join(out: Writer, parts: Sequence[tuple[Statements, Array | None]]) -> None:
    """Write the statements of several segments, each with which of its readouts are still there (None: all)."""
    counts = [np.diff(one.starts) for one, _ in parts]
    kept = [
        slice(None) if alive is None else np.repeat(alive, count)
        for count, (_, alive) in zip(counts, parts, strict=True)
    ]
    left = [count if alive is None else count[alive] for count, (_, alive) in zip(counts, parts, strict=True)]
    out.put("said/starts", np.append(0, np.cumsum(np.concatenate([np.zeros(0, np.int64), *left]))))
    for name in _BY_STATEMENT[:-1]:
        arrays = [getattr(one, name) for one, _ in parts]
        with out.pieces(f"said/{name}", np.result_type(np.uint8, *(array.dtype for array in arrays))) as put:
            for array, keep in zip(arrays, kept, strict=True):
                put(array[keep])
    used = [
        {code: one.names[code - 1] for code in np.unique(one.speakers[keep]).tolist() if code}
        for (one, _), keep in zip(parts, kept, strict=True)
    ]
    names = sorted({name for some in used for name in some.values()})
    number = {name: n for n, name in enumerate(names, start=1)}
    with out.pieces("said/speakers", smallest(len(names))) as put:
        for (one, _), keep, some in zip(parts, kept, used, strict=True):
            code = np.zeros(len(one.names) + 1, np.int64)
            code[list(some)] = [number[name] for name in some.values()]
            put(code[one.speakers[keep]])
    _put_names(out, names)


def _put_names(out: Writer, names: Sequence[bytes]) -> None:
    told = Words.of(names)
    out.put("said/speaker_terms", told.blob)
    out.put("said/speaker_ends", told.ends)
