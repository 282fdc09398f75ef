"""Corrections that a user made to what was read: a file beside the readouts that every rebuild honours.

`corrections.toml`, in the source folder, has a table for each readout, by its path, with the keys of front
matter; what stands there beats front matter and text.
"""

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from searchapp.errors import CorrectionsError
from searchapp.extract.matter import KEYS
from searchapp.sources import Source

FILE = "corrections.toml"
Value = str | list[str]
_HEAD = "# Corrections of what was read, by the path of the readout; see README. Made by: searchapp review ID KEY=VALUE\n"
_TABLE = re.compile(r"^\[", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Corrections:
    """The corrections of a source folder, by path."""

    of: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)

    def applied(self, source: Source) -> Source:
        """The source, with its corrections in the place of its front matter."""
        own = self.of.get(source.path)
        if not own:
            return source
        return replace(source, matter={**source.matter, **own}, corrected=frozenset(own))

    def stamp(self, path: str, digest: str) -> str:
        """What stands for a file and its corrections together: another one means that it is to be read again."""
        own = self.of.get(path)
        if not own:
            return digest
        return hashlib.sha256(f"{digest} {json.dumps(own, sort_keys=True)}".encode()).hexdigest()


def load(folder: Path) -> Corrections:
    """The corrections in a source folder, none where there is no such file; raises CorrectionsError."""
    file = folder / FILE
    if not file.is_file():
        return Corrections()
    try:
        tables = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CorrectionsError(file, f"it is no TOML: {error}.") from error
    return Corrections({path: _table(file, path, table) for path, table in tables.items()})


def write(folder: Path, path: str, changes: Mapping[str, Value | None]) -> Path:
    """Change the corrections of one readout in the file, None taking one away; all else in it stays as it is."""
    file = folder / FILE
    now = {**load(folder).of.get(path, {})}
    for key, value in changes.items():
        now.pop(key, None)
        if value is not None:
            now[key] = value
    text = file.read_text("utf-8") if file.is_file() else _HEAD
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in now.items()]
    made = f"[{json.dumps(path, ensure_ascii=False)}]\n{''.join(lines)}" if lines else ""
    kept = [part for part in _parts(text) if not _is_of(part, path)]
    file.write_text(
        "\n".join(part.rstrip("\n") + "\n" for part in [*kept, made] if part.strip()), encoding="utf-8"
    )
    return file


def _parts(text: str) -> list[str]:
    """A TOML text cut before each table."""
    cuts = [0, *(match.start() for match in _TABLE.finditer(text)), len(text)]
    return [text[start:end] for start, end in pairwise(cuts) if start < end]


def _is_of(part: str, path: str) -> bool:
    return part.startswith("[") and path in tomllib.loads(part)


def _table(file: Path, path: str, table: object) -> dict[str, Value]:
    if not isinstance(table, dict):
        raise CorrectionsError(
            file, f'{path} stands outside a table. Write it below the path of a readout: ["folder/file.txt"].'
        )
    for key in table:
        if key not in KEYS:
            raise CorrectionsError(file, f"[{path}] there is no key “{key}”. Use one of {', '.join(KEYS)}.")
    return {
        key: [str(v) for v in value] if isinstance(value, list) else str(value)
        for key, value in table.items()
    }
