"""What is kept of a readout: all of it, as JSON in frames of zstd, and where the words of its texts begin.

    length of the head as u4 | zstd(head) | zstd(passage), each | zstd(rest: statements, omissions, evidence), if there is any
    head: three lengths | words before each text | where its positions end | ends of the passages | which are headings (u1) | card | steps

So a list of hits reads of each readout its card (all but passages and rest) and the few passages that it shows.
The steps are, for the title and then each passage, from the beginning of the text to that of its first word, and
from each word to the next, in `width` bytes each: a word is found without reading the text. Nothing is pickled.
"""

import os
import struct
import threading
import weakref
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, replace
from functools import cached_property
from itertools import accumulate, compress, count
from operator import attrgetter
from pathlib import Path
from typing import Literal, TypeVar

import msgspec
import numpy as np
import zstandard

from searchapp.analysis import end_of
from searchapp.engines.arrays.fields import GAP
from searchapp.engines.arrays.store import Array, smallest
from searchapp.errors import IndexDamagedError
from searchapp.readout import Evidence, Omission, Passage, Readout, Statement

RECORDS = ".records"
_LEVEL = 3
_PREAD = hasattr(os, "pread")  # not on Windows
_LENGTH = struct.Struct("<I")
_HEAD = struct.Struct("<3I")  # width of a step, texts, bytes of the card
_FORMATS: dict[int, Literal["H", "I"]] = {2: "H", 4: "I"}
_FLAGS, _CHECKSUM = 4, 0x04  # of a frame's header: RFC 8878, 3.1.1.1.1
_NONE: frozenset[int] = frozenset()


class _Rest(msgspec.Struct, array_like=True):
    """What a list of hits shows none of, but for the statements."""

    statements: tuple[Statement, ...] = ()
    omissions: tuple[Omission, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class _Statements(msgspec.Struct, array_like=True):
    """The beginning of the rest: what follows in it is not decoded."""

    statements: tuple[Statement, ...] = ()


_CARD = [one.name for one in fields(Readout) if one.name not in ("passages", *_Rest.__struct_fields__)]
_of_card = attrgetter(*_CARD)
_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Readout)
_passage_decoder = msgspec.json.Decoder(Passage)
_rest_decoder = msgspec.json.Decoder(_Rest)
_statements_decoder = msgspec.json.Decoder(_Statements)


T = TypeVar("T")


class Record:
    """A readout as it is kept, each part decompressed and decoded when it is asked for; of use to one thread.

    data: its bytes in the file at `path`; decompress: makes what a frame was made of. reach: the position after the
    last that belongs to the title and to each passage. headings: numbers of passages that are headings.
    Raises IndexDamagedError where it is not as it was written: when it is made, or when a part is asked for.
    """

    def __init__(self, data: bytes, decompress: Callable[[bytes], bytes], path: Path) -> None:
        self._data, self._decompress, self._path = data, decompress, path
        self._read: dict[int, Passage] = {}
        try:
            self._first = _LENGTH.size + _LENGTH.unpack_from(data)[0]
            self._head = head = self._frame(_LENGTH.size, self._first)
            width, texts, card = _HEAD.unpack_from(head)
            numbers = struct.unpack_from(f"<{3 * texts}I", head, _HEAD.size)
            self._before, self.reach = numbers[:texts], numbers[texts : 2 * texts]
            self._ends = numbers[2 * texts :]
            self._rest: int = self._first + self._ends[-1]
            begin = _HEAD.size + len(numbers) * _LENGTH.size
            self._card = begin + texts - 1
            self._card_end = self._card + card
            self._steps: bytes | memoryview = head[self._card_end :]
            if width != 1:
                self._steps = memoryview(self._steps).cast(_FORMATS[width])
        except (struct.error, ValueError, TypeError, LookupError) as error:
            raise _damaged(path, repr(error)) from error
        self.passages = texts - 1
        flags = head[begin : self._card]
        self.headings = frozenset(compress(count(), flags)) if 1 in flags else _NONE
        if self._rest > len(data):  # the rest would be taken for empty
            raise _damaged(path, f"{len(data)} bytes of {self._rest}")

    def _frame(self, begin: int, end: int) -> bytes:
        """What a frame was made of."""
        frame = self._data[begin:end]
        if len(frame) <= _FLAGS or not frame[_FLAGS] & _CHECKSUM:  # without it none would be compared
            raise _damaged(self._path, "no checksum")
        try:
            return self._decompress(frame)
        except (zstandard.ZstdError, MemoryError) as error:  # where it says that it is of terabytes
            raise _damaged(self._path, repr(error)) from error

    def _made(self, decoder: msgspec.json.Decoder[T], text: bytes) -> T:
        try:
            return decoder.decode(text)
        except msgspec.MsgspecError as error:
            raise _damaged(self._path, repr(error)) from error

    @cached_property
    def card(self) -> Readout:
        """The readout without passages, statements, omissions and evidence."""
        return self._made(_decoder, self._head[self._card : self._card_end])

    def passage(self, number: int) -> Passage:
        """A passage, by its number from 0."""
        if (known := self._read.get(number)) is not None:
            return known
        frame = self._frame(self._first + self._ends[number], self._first + self._ends[number + 1])
        self._read[number] = made = self._made(_passage_decoder, frame)
        return made

    @property
    def _has_rest(self) -> bool:
        return len(self._data) > self._rest

    @cached_property
    def _statements(self) -> tuple[Statement, ...]:
        return self._made(_statements_decoder, self._frame(self._rest, len(self._data))).statements

    def statements(self, passage: int) -> tuple[Statement, ...]:
        """The statements that are made in a passage, by its number from 0."""
        if not (self._has_rest and self._statements):
            return ()
        anchor = self.passage(passage).anchor
        return tuple([one for one in self._statements if one.passage == anchor])

    @property
    def readout(self) -> Readout:
        """The readout, whole."""
        rest = _Rest()
        if self._has_rest:
            rest = self._made(_rest_decoder, self._frame(self._rest, len(self._data)))
        passages = tuple(self.passage(number) for number in range(self.passages))
        return replace(
            self.card,
            passages=passages,
            statements=rest.statements,
            omissions=rest.omissions,
            evidence=rest.evidence,
        )

    def characters(self, passage: int, words: Iterable[int]) -> list[tuple[int, int]]:
        """The characters [start, end) of some words of a passage, by number; the words ascend."""
        text, steps = self.passage(passage).text, self._steps
        at = self._before[passage + 1]
        first, start, made = at + 1, 0, []
        for word in words:
            start += sum(steps[at : first + word])
            at = first + word
            made.append((start, end_of(text, start)))
        return made


def _damaged(path: Path, reason: str) -> IndexDamagedError:
    return IndexDamagedError(path, f"a record in it cannot be read ({reason})")


def encode(readout: Readout) -> bytes:
    """The readout as JSON; `decode(encode(readout)) == readout`.

    Raises ValueError for text that is not Unicode (half a surrogate pair).
    """
    return _encoder.encode(readout)


def decode(text: bytes) -> Readout:
    """The readout that the JSON was made of; raises msgspec.MsgspecError for others."""
    return _decoder.decode(text)


def packed(readout: Readout, starts: Sequence[Array], compressor: zstandard.ZstdCompressor) -> bytes:
    """A record. starts: for the title and each passage, where its words begin."""
    card = _encoder.encode(dict(zip(_CARD, _of_card(readout), strict=True)))
    rest = _Rest(readout.statements, readout.omissions, readout.evidence)
    steps, words = _steps(starts), [len(some) for some in starts]
    passages = [compressor.compress(_encoder.encode(passage)) for passage in readout.passages]
    numbers = (
        *accumulate(words[:-1], initial=0),
        *accumulate(count and count - 1 + GAP for count in words),
        *accumulate(map(len, passages), initial=0),
    )
    head = b"".join(
        (
            _HEAD.pack(steps.itemsize, len(starts), len(card)),
            struct.pack(f"<{len(numbers)}I", *numbers),
            bytes(passage.kind == "heading" for passage in readout.passages),
            card,
            steps.tobytes(),
        )
    )
    first = compressor.compress(head)
    last = compressor.compress(_encoder.encode(rest)) if rest != _Rest() else b""
    return b"".join((_LENGTH.pack(len(first)), first, *passages, last))


def compressor(dictionary: bytes = b"") -> zstandard.ZstdCompressor:
    """What compresses records. dictionary: what zstd was trained with, if it was."""
    trained = zstandard.ZstdCompressionDict(dictionary) if dictionary else None
    return zstandard.ZstdCompressor(
        _LEVEL, trained, write_checksum=True
    )  # a changed bit is found when it is read


def _steps(starts: Sequence[Array]) -> Array:
    """From the beginning of each text to its first word, and from word to word, one text after the other."""
    every = np.concatenate(starts) if starts else np.zeros(0, np.intp)
    steps = every.copy()
    steps[1:] -= every[:-1]
    begins = [at for at in accumulate(map(len, starts), initial=0) if at < len(every)]
    steps[begins] = every[begins]
    return steps.astype(np.dtype(smallest(int(steps.max(initial=0)))).newbyteorder("<"))


class Records:
    """The records of a segment, each read when it is asked for: a mapped file would be in memory by and by.

    ends: where each record ends, from a 0 before the first. dictionaries: what zstd was trained with.
    """

    def __init__(self, path: Path, ends: Array, dictionaries: Sequence[bytes] = ()) -> None:
        self._path = path
        self._file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        weakref.finalize(self, os.close, self._file)
        self._ends = ends.data
        made = (zstandard.ZstdCompressionDict(data) for data in dictionaries)
        self._dictionaries = {one.dict_id(): one for one in made}
        self._one = next(iter(self._dictionaries)) if len(self._dictionaries) == 1 else None
        self._local = _Local()
        self._lock = threading.Lock()

    def compressed(self, number: int) -> bytes:
        """A record's bytes, as they are in the file."""
        start, end = self._ends[number], self._ends[number + 1]
        if _PREAD:
            return os.pread(self._file, end - start, start)
        with self._lock:  # all threads share one place in the file
            os.lseek(self._file, start, os.SEEK_SET)
            return os.read(self._file, end - start)

    def __getitem__(self, number: int) -> Record:
        """A record; raises IndexDamagedError where it is not as it was written."""
        data = self.compressed(number)
        return Record(data, self._decompressor(data).decompress, self._path)

    def _decompressor(self, data: bytes) -> zstandard.ZstdDecompressor:
        """What decompresses the frames of a record in this thread."""
        dictionary = self._one  # what was compressed without a dictionary, a dictionary does no harm
        if dictionary is None:
            try:
                dictionary = zstandard.get_frame_parameters(data[_LENGTH.size :]).dict_id
            except zstandard.ZstdError as error:
                raise _damaged(self._path, repr(error)) from error
        kept = self._local.decompressors
        if dictionary not in kept:
            trained = self._dictionaries.get(dictionary) if dictionary else None
            kept[dictionary] = zstandard.ZstdDecompressor(trained)
        return kept[dictionary]


class _Local(threading.local):
    """What decompresses, by dictionary: of use to one thread at a time."""

    def __init__(self) -> None:
        self.decompressors: dict[int, zstandard.ZstdDecompressor] = {}
