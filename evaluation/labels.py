"""Labelled readouts: the labels, and what extraction makes of the same files."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from searchapp import authority, serialise
from searchapp.extract import extract
from searchapp.sources import read

Json = dict[str, Any]


def load(file: Path) -> list[Json]:
    """One label a line."""
    return [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]


def found(labels: Iterable[Json], root: Path, bare: bool = False) -> dict[str, Json]:
    """The readouts of labelled files below a root, by the label's id, as the API gives them.

    bare: all front matter but the title is left out, so that only the text is read.
    """
    names = authority.load()
    made: dict[str, Json] = {}
    for label in labels:
        path = root / label["file"]
        data = _bare(path.read_bytes()) if bare else path.read_bytes()
        made[label["id"]] = dict(serialise.readout(extract(read(path.name, data), names)))
    return made


def _bare(data: bytes) -> bytes:
    """A Markdown file without its front matter, but with the title that stands there."""
    text = data.decode()
    if not text.startswith("---\n"):
        return data
    matter, body = text[4:].split("\n---\n", 1)
    kept = "".join(f"{line}\n" for line in matter.splitlines() if line.startswith("title:"))
    return f"---\n{kept}---\n{body}".encode()
