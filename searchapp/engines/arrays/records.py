"""What is kept of a readout: all of it, as compressed JSON, and where the words of its texts begin.

    zstd( length of the JSON, width, texts as u4 | words of each text as u4 | JSON | steps )

The steps are, for the title and then each passage, from the beginning of the text to that of its first word,
and from each word to the next, in `width` bytes each. So a word is found without reading the text.
Nothing is pickled.
"""

import os
import struct
import threading
import weakref
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec
import numpy as np
import zstandard

from searchapp import analysis
from searchapp.engines.arrays.store import Array, smallest
from searchapp.readout import Readout

RECORDS = ".records"
LEVEL = 3
_NUMBER = 4  # bytes
_HEAD = struct.Struct("<3I")
_FORMATS: dict[int, Literal["B", "H", "I"]] = {1: "B", 2: "H", 4: "I"}
_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Readout)


class RecordError(Exception):
    """A record that is not as it was written."""


@dataclass(frozen=True, slots=True)
class Record:
    """A readout, and where its words begin.

    words: how many there are in the title and in each passage. steps: from the beginning of a text to that of
    its first word, and from each word to the next, one text after the other.
    """

    readout: Readout
    words: tuple[int, ...]
    steps: memoryview

    def characters(self, passage: int, word: int) -> tuple[int, int]:
        """The characters [start, end) of a word of a passage, by the numbers of both."""
        begin = sum(self.words[: passage + 1])
        start = sum(self.steps[begin : begin + word + 1])
        return start, analysis.end_of(self.readout.passages[passage].text, start)


def encode(readout: Readout) -> bytes:
    """The readout as JSON; `decode(encode(readout)) == readout`.

    Raises ValueError for text that is not Unicode (half a surrogate pair).
    """
    return _encoder.encode(readout)


def decode(text: bytes) -> Readout:
    """The readout that the JSON was made of; raises msgspec.MsgspecError for others."""
    return _decoder.decode(text)


def packed(text: bytes, starts: Sequence[Array]) -> bytes:
    """A record before it is compressed. starts: for the title and each passage, where its words begin."""
    words = [len(some) for some in starts]
    every = np.concatenate(starts) if starts else np.zeros(0, np.intp)
    steps = every.copy()
    steps[1:] -= every[:-1]
    begins = np.cumsum(words)[:-1]
    begins = begins[begins < len(every)]
    steps[begins] = every[begins]
    width = np.dtype(smallest(int(steps.max(initial=0))))
    head = np.asarray([len(text), width.itemsize, len(starts), *words], "<u4")
    return b"".join((head.tobytes(), text, steps.astype(width.newbyteorder("<")).tobytes()))


def unpacked(record: bytes) -> Record:
    """What `packed` made; raises RecordError for anything else."""
    try:
        length, width, texts = _HEAD.unpack_from(record)
        words = struct.unpack_from(f"<{texts}I", record, _HEAD.size)
        begin = _HEAD.size + texts * _NUMBER
        readout = decode(record[begin : begin + length])
        steps = memoryview(record)[begin + length :].cast(_FORMATS[width])
    except (msgspec.MsgspecError, struct.error, ValueError, TypeError, KeyError) as error:
        raise RecordError(repr(error)) from error
    return Record(readout, words, steps)


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
        self._local = threading.local()  # what decompresses is of use to one thread at a time
        self._lock = threading.Lock()

    def compressed(self, number: int) -> bytes:
        """A record's bytes, as they are in the file."""
        start, end = self._ends[number], self._ends[number + 1]
        if hasattr(os, "pread"):
            return os.pread(self._file, end - start, start)
        with self._lock:  # Windows: all threads share one place in the file
            os.lseek(self._file, start, os.SEEK_SET)
            return os.read(self._file, end - start)

    def __getitem__(self, number: int) -> Record:
        """A record; raises RecordError where it is not as it was written."""
        data = self.compressed(number)
        try:
            return unpacked(self._decompressor(zstandard.get_frame_parameters(data).dict_id).decompress(data))
        except (zstandard.ZstdError, KeyError) as error:
            raise RecordError(repr(error)) from error

    def _decompressor(self, dictionary: int) -> zstandard.ZstdDecompressor:
        kept: dict[str, zstandard.ZstdDecompressor] = self._local.__dict__
        name = str(dictionary)
        if name not in kept:
            kept[name] = zstandard.ZstdDecompressor(self._dictionaries[dictionary] if dictionary else None)
        return kept[name]
