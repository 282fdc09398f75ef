"""Reads a generation back before it may answer."""

from collections.abc import Set as AbstractSet
from pathlib import Path

import numpy as np

from searchapp.engines.arrays.collection import Collection
from searchapp.engines.arrays.segment import Segment
from searchapp.engines.whoosh.opened import opened
from searchapp.errors import IndexDamagedError

_LOOKED_AT = 200  # records, evenly spread: what every one says is known by its seal


def audit(folder: Path, expected: AbstractSet[str]) -> None:
    """Make sure that a generation holds these readouts and no other, and that its parts fit each other.

    Raises IndexDamagedError.
    """
    collection = opened(folder)
    ids = collection.ids()
    if len(ids) != len(expected) or set(ids) != expected:
        raise IndexDamagedError(folder, f"it holds {len(ids)} readouts, not those that were written")
    for member in collection.members:
        _fits(member.segment, folder)
    for number in (
        np.unique(np.linspace(0, len(collection.all) - 1, _LOOKED_AT, dtype=int)).tolist() if ids else ()
    ):
        _is_found(collection, int(collection.all[number]), folder)


def _fits(segment: Segment, folder: Path) -> None:
    """Every posting is one of a readout that there is, and every term has some."""
    for name in segment.fields:
        field = segment.field(name)
        ends = field.starts[-1:].tolist() == [len(field.docs)] and len(field.starts) == len(field.terms) + 1
        counted = field.counts is None or len(field.counts) == len(field.docs)
        placed = (
            field.place_starts is None or field.places is None or field.place_starts[-1] == len(field.places)
        )
        inside = int(field.docs.max(initial=0)) < max(segment.size, 1)
        segment.arrays.release()  # all of the field has just been looked at
        if not (ends and counted and placed and inside):
            raise IndexDamagedError(folder / segment.name, f"the postings of {name!r} do not fit each other")


def _is_found(collection: Collection, number: int, folder: Path) -> None:
    id_ = collection.record(number).readout.id
    if collection.number(id_) != number:
        raise IndexDamagedError(folder, f"{id_!r} is not found by its id")
