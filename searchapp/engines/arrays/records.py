"""What is kept of a readout: all of it, as compressed JSON in parts, and where the words of its texts begin.

    length of the front as u4 | zstd(front) | zstd(rest: statements, omissions, evidence), if there is any
    front: four lengths | words of each text | ends of the passages | which are headings | card | passages | steps

So a list of hits reads of each readout its card (all but passages and rest) and the few passages that it shows.
The steps are, for the title and then each passage, from the beginning of the text to that of its first word, and
from each word to the next, in `width` bytes each: a word is found without reading the text. Nothing is pickled.
"""

import os
import struct
import threading
import weakref
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cached_property, partial
from itertools import accumulate, compress, count
from pathlib import Path
from typing import Literal, TypeVar

import msgspec
import numpy as np
import zstandard

from searchapp import analysis
from searchapp.engines.arrays.store import Array, smallest
from searchapp.readout import Evidence, Omission, Passage, Readout, Statement

RECORDS = ".records"
_LEVEL = 3
_PREAD = hasattr(os, "pread")  # not on Windows
_LENGTH = struct.Struct("<I")
_HEAD = struct.Struct("<4I")  # width of a step, texts, bytes of the card, bytes of the passages
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


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Readout)
_passage_decoder = msgspec.json.Decoder(Passage)
_rest_decoder = msgspec.json.Decoder(_Rest)
_statements_decoder = msgspec.json.Decoder(_Statements)


T = TypeVar("T")


class RecordError(Exception):
    """A record that is not as it was written."""


class Record:
    """A readout as it is kept, each part decoded when it is asked for; of use to one thread.

    words: how many there are in the title and in each passage. headings: numbers of passages that are headings.
    Raises RecordError where it is not as it was written: when it is made, or when a part is asked for.
    """

    def __init__(self, front: bytes, rest: Callable[[], bytes]) -> None:
        self._rest, self._front = rest, front
        self._passages: dict[int, Passage] = {}
        try:
            width, texts, card, passages = _HEAD.unpack_from(front)
            numbers = struct.unpack_from(f"<{3 * texts - 1}I", front, _HEAD.size)
            self._card = _HEAD.size + (3 * texts - 1) * _LENGTH.size
            self._texts = self._card + card
            begin = self._texts + passages
            self._steps: bytes | memoryview = front[begin:]
            if width != 1:
                self._steps = memoryview(self._steps).cast(_FORMATS[width])
        except (struct.error, ValueError, TypeError, KeyError) as error:
            raise RecordError(repr(error)) from error
        self.words, self._ends, flags = numbers[:texts], numbers[texts : 2 * texts], numbers[2 * texts :]
        self.headings = frozenset(compress(count(), flags)) if any(flags) else _NONE

    @cached_property
    def card(self) -> Readout:
        """The readout without passages, statements, omissions and evidence."""
        return _decoded(_decoder, self._front[self._card : self._texts])

    @property
    def passages(self) -> int:
        """How many passages there are."""
        return len(self.words) - 1

    def passage(self, number: int) -> Passage:
        """A passage, by its number from 0."""
        if number not in self._passages:
            begin, end = self._texts + self._ends[number], self._texts + self._ends[number + 1]
            self._passages[number] = _decoded(_passage_decoder, self._front[begin:end])
        return self._passages[number]

    @cached_property
    def _statements(self) -> tuple[Statement, ...]:
        return _decoded(_statements_decoder, text).statements if (text := self._rest()) else ()

    def statements(self, passage: int) -> tuple[Statement, ...]:
        """The statements that are made in a passage, by its number from 0."""
        if not self._statements:
            return ()
        anchor = self.passage(passage).anchor
        return tuple([one for one in self._statements if one.passage == anchor])

    @property
    def readout(self) -> Readout:
        """The readout, whole."""
        rest = _decoded(_rest_decoder, text) if (text := self._rest()) else _Rest()
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
        first = at = sum(self.words[: passage + 1])
        start, made = 0, []
        for word in words:
            after = first + word + 1
            start += sum(steps[at:after])
            at = after
            made.append((start, analysis.end_of(text, start)))
        return made


def _decoded(decoder: msgspec.json.Decoder[T], text: bytes) -> T:
    try:
        return decoder.decode(text)
    except msgspec.MsgspecError as error:
        raise RecordError(repr(error)) from error


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
    card = encode(replace(readout, passages=(), statements=(), omissions=(), evidence=()))
    passages = [_encoder.encode(passage) for passage in readout.passages]
    rest = _Rest(readout.statements, readout.omissions, readout.evidence)
    steps, words = _steps(starts), [len(some) for some in starts]
    ends = [0, *accumulate(map(len, passages))]
    flags = [passage.kind == "heading" for passage in readout.passages]
    front = b"".join(
        (
            _HEAD.pack(steps.itemsize, len(starts), len(card), ends[-1]),
            np.asarray([*words, *ends, *flags], "<u4").tobytes(),
            card,
            *passages,
            steps.tobytes(),
        )
    )
    first = compressor.compress(front)
    last = compressor.compress(_encoder.encode(rest)) if rest != _Rest() else b""
    return _LENGTH.pack(len(first)) + first + last


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
    begins = np.cumsum([len(some) for some in starts])[:-1]
    begins = begins[begins < len(every)]
    steps[begins] = every[begins]
    return steps.astype(np.dtype(smallest(int(steps.max(initial=0)))).newbyteorder("<"))


class Records:
    """The records of a segment, each read when it is asked for: a mapped file would be in memory by and by.

    ends: where each record ends, from a 0 before the first. dictionaries: what zstd was trained with.
    """

    def __init__(self, path: Path, ends: Array, dictionaries: Sequence[bytes] = ()) -> None:
        self._file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        weakref.finalize(self, os.close, self._file)
        self._ends = ends.data
        made = (zstandard.ZstdCompressionDict(data) for data in dictionaries)
        self._dictionaries = {one.dict_id(): one for one in made}
        self._one = next(iter(self._dictionaries)) if len(self._dictionaries) == 1 else None
        self._local = threading.local()  # what decompresses is of use to one thread at a time
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
        """A record; raises RecordError where it is not as it was written."""
        data = self.compressed(number)
        try:
            end = _LENGTH.size + _LENGTH.unpack_from(data)[0]
            if end > len(data):  # the rest would be taken for empty
                raise RecordError(f"{end} bytes of {len(data)}")
            return Record(
                self._decompressed(data[_LENGTH.size : end]), partial(self._decompressed, data[end:])
            )
        except struct.error as error:
            raise RecordError(repr(error)) from error

    def _decompressed(self, frame: bytes) -> bytes:
        if not frame:
            return b""
        if len(frame) <= _FLAGS or not frame[_FLAGS] & _CHECKSUM:  # without it none would be compared
            raise RecordError("no checksum")
        try:
            one = self._one  # what was compressed without a dictionary, a dictionary does no harm
            dictionary = zstandard.get_frame_parameters(frame).dict_id if one is None else one
            return self._decompressor(dictionary).decompress(frame)
        except (zstandard.ZstdError, KeyError) as error:
            raise RecordError(repr(error)) from error

    def _decompressor(self, dictionary: int) -> zstandard.ZstdDecompressor:
        kept: dict[int, zstandard.ZstdDecompressor] = self._local.__dict__.setdefault("kept", {})
        if dictionary not in kept:
            kept[dictionary] = zstandard.ZstdDecompressor(
                self._dictionaries[dictionary] if dictionary else None
            )
        return kept[dictionary]
