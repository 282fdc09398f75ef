"""Zip archives: their files as if they lay in a folder of that name, within limits, and none outside it."""

import lzma
import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from searchapp.errors import SourceError
from searchapp.sources.formats import ARCHIVES, SUFFIXES, is_passed_over, suffix
from searchapp.sources.limits import Limits

_DAMAGE = (
    BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, OverflowError,
)  # fmt: skip
_ENCRYPTED = 0x1  # of a member's flags
_LINK = 0o120000  # of a member's mode, where Unix made it
_DRIVE = re.compile(r"[A-Za-z]:")


class Archive:
    """The files of an archive that lies at a path; its bytes stay in memory.

    Raises SourceError for what is no archive, and for one that holds more than the limits allow.
    """

    def __init__(self, path: str, data: bytes, limits: Limits) -> None:
        self._path, self._limits = path, limits
        try:
            self._zip = ZipFile(BytesIO(data))
            members = [info for info in self._zip.infolist() if not (info.filename and info.is_dir())]
        except _DAMAGE as error:
            raise SourceError(path, "it is no zip archive, or it is damaged. Make it anew.") from error
        limits.check_entries(path, len(members))
        limits.check_unpacked(path, sum(info.file_size for info in members))
        self._all = members
        self._members: dict[str, ZipInfo] = {}
        self._refused: list[SourceError] = []
        for info in members:
            self._admit(info)

    def names(self) -> Iterator[str | SourceError]:
        """The files that can be read, by name, and those that are refused, with why."""
        yield from sorted(name for name in self._members if suffix(name) in SUFFIXES)
        yield from self._refused

    def holds(self, name: str) -> bool:
        """Whether there is a file of that name."""
        return name in self._members

    def unpacked(self, suffixes: tuple[str, ...]) -> int:
        """The bytes of all files whose names end so, as the archive tells them."""
        return sum(info.file_size for info in self._all if info.filename.lower().endswith(suffixes))

    def load(self, name: str) -> bytes:
        """The bytes of a file; raises SourceError where they cannot be had."""
        path = f"{self._path}/{name}"
        info = self._members.get(name)
        if info is None:
            raise SourceError(path, "it is no longer in the archive.")
        self._limits.check_file(path, info.file_size)
        try:
            with self._zip.open(info) as file:
                return file.read(info.file_size)  # of one that lies about its size, no more
        except _DAMAGE as error:
            raise SourceError(path, "it is damaged. Make the archive anew.") from error

    def _admit(self, info: ZipInfo) -> None:
        """Take a file in, or refuse it with the reason; what would be passed over in a folder is here too."""
        name = info.filename.replace("\\", "/")
        clean = PurePosixPath(name)
        shown = "".join(letter if letter.isprintable() else "\ufffd" for letter in name)
        if (
            clean.is_absolute()
            or ".." in clean.parts
            or _DRIVE.match(name)
            or not clean.parts
            or shown != name
        ):
            self._refuse(shown, "its name leads out of the archive, or cannot be shown. Rename it.")
        elif is_passed_over(clean) or (info.external_attr >> 16) & 0o170000 == _LINK:
            return
        elif suffix(name) in ARCHIVES:
            self._refuse(name, "an archive within an archive is not read. Unpack it.")
        elif info.flag_bits & _ENCRYPTED and suffix(name) in SUFFIXES:
            self._refuse(name, "it is encrypted. Make the archive anew without a password.")
        elif clean.as_posix() in self._members:
            self._refuse(name, "the archive holds two files of this name; the first is read.")
        else:
            self._members[clean.as_posix()] = info

    def _refuse(self, name: str, reason: str) -> None:
        self._refused.append(SourceError(f"{self._path}/{name}", reason))
