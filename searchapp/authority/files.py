"""Reads authority files: ours beside the code, then a user's own folder, which adds to them or overrides.

An entry is a TOML table in a list: [[person]], [[country]], [[topic]], [[organisation]].
An entry of the user's with the id of one of ours replaces it key by key.
"""

import tomllib
from pathlib import Path
from typing import Any

from searchapp.errors import AuthorityError

_OURS = Path(__file__).parent
Entry = dict[str, Any]


def entries(kind: str, key: str, own: Path | None) -> dict[str, Entry]:
    """The entries of one kind by their id (or code); raises AuthorityError naming file and entry."""
    files = {"person": "people.toml", "country": "countries.toml"}
    name = files.get(kind, f"{kind}s.toml")
    found: dict[str, Entry] = {}
    for path in (_OURS / name, own / name if own else None):
        if path is None or not path.is_file():
            continue
        for number, entry in enumerate(_tables(path, kind), 1):
            if not isinstance(id_ := entry.get(key), str) or not id_:
                raise AuthorityError(str(path), f"[[{kind}]] number {number} has no {key}.")
            found[id_] = found.get(id_, {}) | entry
    return found


def texts(entry: Entry, key: str) -> tuple[str, ...]:
    """A list of texts in an entry; empty where it is left out."""
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise AuthorityError("authority", f"{key} of {entry} must be a list of texts.")
    return tuple(value)


def _tables(path: Path, kind: str) -> list[Entry]:
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AuthorityError(str(path), f"not TOML: {error}.") from error
    tables = content.get(kind, [])
    if not isinstance(tables, list):
        raise AuthorityError(str(path), f"write [[{kind}]] with two brackets for each entry.")
    return tables
