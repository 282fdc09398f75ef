"""Reads a generation back, whole, before it may answer, and notes the labels of its entities on the way."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from searchapp.engines.whoosh.opened import opened
from searchapp.engines.whoosh.postings import Postings, numbers
from searchapp.engines.whoosh.record import Records
from searchapp.engines.whoosh.schema import fillings
from searchapp.errors import IndexDamagedError
from searchapp.readout import Readout

Labels = Mapping[str, Mapping[str, str]]  # keyword field -> id -> label


def audit(folder: Path, expected: Iterable[str]) -> Labels:
    """Make sure that a generation holds these readouts and no other, each once, whole, and found by its id.

    Returns the label of every id in every keyword field: the one that most readouts give it, then the
    alphabet's first. Raises IndexDamagedError.
    """
    reader = opened(folder)
    try:
        ids = numbers(reader)
        if ids.keys() != set(expected) or reader.doc_count() != len(ids):
            raise IndexDamagedError(
                folder, f"it holds {reader.doc_count()} readouts, not those that were written"
            )
        return _labels(_readback(reader, folder, ids))
    finally:
        reader.close()


def _readback(reader: Any, folder: Path, ids: Mapping[str, int]) -> Iterable[Readout]:
    records, postings = Records(reader, folder), Postings(reader)
    for id_, number in ids.items():
        readout = records[number]
        if readout.id != id_ or postings.documents("id", id_) != {number}:
            raise IndexDamagedError(folder, f"{id_!r} is not found by its id")
        yield readout


def _labels(readouts: Iterable[Readout]) -> Labels:
    given: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for readout in readouts:
        for field, entities in fillings(readout).items():
            for entity in entities:
                given[field][entity.id][entity.label] += 1
    return {
        field: {id_: min(labels, key=lambda label: (-labels[label], label)) for id_, labels in ids.items()}
        for field, ids in given.items()
    }
