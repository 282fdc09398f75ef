"""What fills a keyword field, by readout, over all segments: counts for facets, and who has an id.

Readouts with the same entities share a set, and a readout has the number of its set: so one look-up a
readout serves a field of any number of values, and counting is done once a set.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Self

import numpy as np

from searchapp.engine import Known
from searchapp.engines.arrays.chosen import kernels
from searchapp.engines.arrays.highest import highest
from searchapp.engines.arrays.segment import Segment
from searchapp.engines.arrays.store import Array, firsts
from searchapp.readout import Entity

_SORTED = 512  # ids: of more, it is quicker to find the most frequent before sorting


class Column:
    """A keyword field. ids: all that occur, sorted; those of deleted readouts too.

    labels and entity: of each label, the number of its id. codes: the set of each readout. sets: the labels of
    each set by number, one set after the other, and lengths: how many there are.
    """

    def __init__(
        self,
        ids: Sequence[str],
        labels: list[bytes],
        entity: Array,
        codes: Array,
        sets: Array,
        lengths: Array,
    ) -> None:
        self.ids = tuple(ids)
        self._number = {id_: n for n, id_ in enumerate(self.ids)}
        self._labels, self._entity, self._codes = labels, entity, _small(codes)
        self._entities, self._starts = sets, np.append(0, np.cumsum(lengths))

    @classmethod
    def of_field(cls, field: str, segments: Sequence[Segment]) -> Self:
        """What the segments hold of a keyword field."""
        every = [[id_.decode() for id_ in segment.field(field).terms.all()] for segment in segments]
        ids_of_all = sorted(set().union(*every))
        numbers = {id_: n for n, id_ in enumerate(ids_of_all)}
        labels: list[bytes] = []
        entity, sets, codes = list[Array](), list[Array](), list[Array]()
        lengths: list[Array] = []
        for segment, ids in zip(segments, every, strict=True):
            filled = segment.filled(field)
            number = np.asarray([numbers[id_] for id_ in ids], np.int64)
            sets.append(filled.sets.astype(np.int64) + len(labels))
            codes.append(filled.codes.astype(np.int64) + sum(len(some) for some in lengths))
            lengths.append(np.diff(filled.set_starts))
            entity.append(number[filled.entity])
            labels += filled.labels.all()
        return cls(ids_of_all, labels, *map(_joined, (entity, codes, sets, lengths)))

    @classmethod
    def of_months(cls, days: Array) -> Self:
        """The month of each day, as "2023-09". days: YYYYMMDD by readout, 0 for none."""
        months, codes = np.unique(days // 100, return_inverse=True)
        filled = months > 0
        ids = [f"{month // 100:04}-{month % 100:02}" for month in months[filled].tolist()]
        every = np.arange(len(ids))
        return cls(ids, [id_.encode() for id_ in ids], every, codes, every, filled.astype(np.int64))

    def tally(self, docs: Array | None) -> Array:
        """In how many of some readouts each id fills the field, by the number of the id; None: of all readouts."""
        if self._single is not None:
            return _tally(self._single, docs, len(self.ids) + 1)[:-1]
        sets, begins = self._sets_of_ids
        tally: Array = np.add.reduceat(self._per_set(docs).take(sets), begins)
        return tally

    def most(self, docs: Array, buckets: int | None, also: Iterable[str] = ()) -> tuple[dict[str, int], int]:
        """The ids that fill the field in most of some readouts, with the counts, ties by id; and how many ids do.

        buckets: how many ids; None: all of them. also: ids to be counted whether or not they are among these.
        """
        counts, last = self.tally(docs), len(self.ids) - 1
        wanted = len(self.ids) if buckets is None else min(buckets, len(self.ids))
        # one number that sorts by count and then by id, the alphabet's last first
        bits = last.bit_length()
        keys = counts << bits
        keys += self._last_first
        if 0 < wanted < len(keys) > _SORTED:
            keys = keys[highest(keys, wanted)]
        keys.sort()
        rest = (1 << bits) - 1
        top = keys[len(keys) - wanted :].tolist()
        made = {self.ids[last - (key & rest)]: key >> bits for key in reversed(top) if key > rest}
        for id_ in also:
            if id_ not in made and (number := self._number.get(id_)) is not None and counts[number]:
                made[id_] = int(counts[number])
        return made, int(np.count_nonzero(counts))

    def holding(self, ids: Iterable[str], docs: Array) -> Array:
        """In which of some readouts any of the ids fills the field, as a mask."""
        wanted = np.zeros(len(self.ids) + 1, bool)
        wanted[[self._number[id_] for id_ in ids if id_ in self._number]] = True
        flags = np.zeros(len(self._starts) - 1, bool)
        flags[self._set_of_id[wanted[self._ids]]] = True
        return flags.take(self._codes.take(docs))

    def known(self, docs: Array) -> Mapping[str, Known]:
        """Every id that fills the field in some readouts, with its label and their number, sorted by id.

        The label is the one that most of these readouts give the id, then the alphabet's first.
        """
        each = np.bincount(
            self._entities, np.repeat(self._per_set(docs), np.diff(self._starts)), len(self._labels)
        ).astype(np.int64)
        labels: dict[int, dict[bytes, int]] = {}
        for n in np.flatnonzero(each).tolist():
            given = labels.setdefault(int(self._entity[n]), {})
            given[self._labels[n]] = given.get(self._labels[n], 0) + int(each[n])
        counts = self.tally(docs)
        return {
            self.ids[n]: Known(
                Entity(self.ids[n], min(given, key=lambda label: (-given[label], label)).decode()),
                int(counts[n]),
            )
            for n, given in sorted(labels.items())
        }

    def _per_set(self, docs: Array | None) -> Array:
        return _tally(self._codes, docs, len(self._starts) - 1)

    @cached_property
    def _set_of_id(self) -> Array:
        """The set that each of `_ids` is one of."""
        return np.repeat(np.arange(len(self._id_lengths)), self._id_lengths)

    @cached_property
    def _last_first(self) -> Array:
        return np.arange(len(self.ids) - 1, -1, -1)

    @cached_property
    def _unique(self) -> tuple[Array, Array]:
        """The ids of each set, one set after the other, each id of a set once; and how many ids each set has."""
        sets = np.repeat(np.arange(len(self._starts) - 1), np.diff(self._starts))
        ids = self._entity[self._entities] if len(self._entities) else self._entities
        order = np.lexsort((ids, sets))
        kept = firsts(sets[order], ids[order])
        return ids[order][kept], np.bincount(sets[order][kept], minlength=len(self._starts) - 1)

    @cached_property
    def _single(self) -> Array | None:
        """The id of each readout, where none has more than one; the number of ids stands for none."""
        if self._id_lengths.max(initial=0) > 1:
            return None
        made = np.full(len(self._id_lengths), len(self.ids))
        made[self._id_lengths == 1] = self._ids
        return _small(made.take(self._codes))

    @cached_property
    def _sets_of_ids(self) -> tuple[Array, Array]:
        """The sets that each id is in, one id after the other, and where those of each begin: each is in one at least."""
        order = np.argsort(self._ids, kind="stable")
        return self._set_of_id[order], self._ids[order].searchsorted(np.arange(len(self.ids)))

    @property
    def _ids(self) -> Array:
        return self._unique[0]

    @property
    def _id_lengths(self) -> Array:
        return self._unique[1]


def _joined(arrays: Sequence[Array]) -> Array:
    return np.concatenate(arrays) if arrays else np.zeros(0, np.int64)


def _tally(codes: Array, docs: Array | None, size: int) -> Array:
    return np.bincount(codes, minlength=size) if docs is None else kernels.tally(codes, docs, size)


def _small(codes: Array) -> Array:
    return codes.astype(np.uint16 if codes.max(initial=0) < 1 << 16 else np.uint32)
