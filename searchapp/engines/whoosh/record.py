"""The record of a readout: all of it as bytes, kept beside its words; JSON under zlib, nothing pickled."""

import json
import zlib
from bisect import bisect_right
from pathlib import Path
from typing import Any

from searchapp.engines.whoosh.plain import restored, to_plain
from searchapp.engines.whoosh.postings import segments
from searchapp.errors import IndexDamagedError
from searchapp.readout import Readout

_LEVEL = 6  # 9 takes a third longer for a hundredth of the size


def encode(readout: Readout) -> bytes:
    """The readout as bytes; `decode(encode(readout)) == readout`."""
    text = json.dumps(to_plain(readout), ensure_ascii=False, separators=(",", ":"))
    # half a surrogate pair, from a broken source file, is kept as it is
    return zlib.compress(text.encode("utf-8", "surrogatepass"), _LEVEL)


def decode(record: bytes) -> Readout:
    """The readout that the bytes were made of; zlib.error, ValueError, KeyError or TypeError for others."""
    return restored(Readout, json.loads(zlib.decompress(record).decode("utf-8", "surrogatepass")))


class Records:
    """The records of a generation, by document number; of use to the thread alone that made the reader."""

    def __init__(self, reader: Any, folder: Path) -> None:
        self._folder = folder
        self._columns = [segment.column_reader("record") for segment, _ in segments(reader)]
        self._bases = [base for _, base in segments(reader)]

    def __getitem__(self, number: int) -> Readout:
        """The readout of a document; raises IndexDamagedError when its record is not as it was written."""
        at = bisect_right(self._bases, number) - 1
        try:
            return decode(self._columns[at][number - self._bases[at]])
        except (zlib.error, ValueError, KeyError, TypeError) as error:
            raise IndexDamagedError(self._folder, f"record {number} cannot be read ({error!r})") from error
