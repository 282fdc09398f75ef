"""Several segments to one: posting lists are joined term by term, a stretch of terms at a time.

Readouts keep their order: those of the first segment, then those of the second. What was deleted is left
out, and so are terms that stand nowhere else. At most about STRETCH postings are in memory at a time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np

from searchapp import analysis
from searchapp.engines.arrays.chunk import put_families, put_sets
from searchapp.engines.arrays.fields import DAYS, KEYWORDS
from searchapp.engines.arrays.postings import EVERY
from searchapp.engines.arrays.records import RECORDS
from searchapp.engines.arrays.segment import Field, Segment
from searchapp.engines.arrays.statements import join
from searchapp.engines.arrays.store import Array, Writer, ranges
from searchapp.engines.arrays.words import Words

STRETCH = 1 << 21  # postings
_BY_READOUT = (*DAYS, "statements", "text/lengths", "title/lengths")


@dataclass(frozen=True)
class Source:
    """A segment to be merged. alive: which of its readouts are still there; None: all of them."""

    segment: Segment
    alive: Array | None = None

    @property
    def size(self) -> int:
        """How many readouts are still there."""
        return self.segment.size if self.alive is None else int(self.alive.sum())

    @cached_property
    def renumbered(self) -> Array:
        """The number of each readout among those that are still there."""
        assert self.alive is not None  # noqa: S101  # asked for deletions only
        return np.cumsum(self.alive) - 1

    def kept(self, by_readout: Array) -> Array:
        """What an array says of the readouts that are still there."""
        return by_readout if self.alive is None else by_readout[self.alive]


def merge(sources: Sequence[Source], stem: Path) -> None:
    """Write a segment of all that is still there in others. stem: its files' path, less suffix."""
    with Writer(stem) as out:
        dictionaries = sorted(
            {one for source in sources for one in source.segment.arrays.about["dictionaries"]}
        )
        size = sum(source.size for source in sources)
        out.about |= {"readouts": size, "fields": [], "dictionaries": dictionaries}
        _records(out, sources, stem)
        for name in ("text", "title", "text_stem", "title_stem", "id", *KEYWORDS):
            terms = _field(out, name, sources)
            if name == "text":
                words = terms
            if name == "text_stem":
                number = {stem: n for n, stem in enumerate(terms)}
                stems = (analysis.stem(word.decode()) for word in words)
                put_families(out, np.asarray([number[one.encode()] for one in stems], np.int64), len(terms))
            if name == "id":
                _ids(out, sources, terms)
        for name in KEYWORDS:
            _sets(out, name, sources)
        join(out, [(source.segment.said, source.alive) for source in sources])
        for name in _BY_READOUT:
            parts = [source.kept(source.segment.arrays[name]) for source in sources]
            out.put(name, np.concatenate(parts) if parts else np.zeros(0, np.uint32))


@dataclass(frozen=True, slots=True)
class _Part:
    """A source's postings of a field.

    number: of each of its terms among the terms of all, ascending. base: the number of its first readout.
    """

    source: Source
    field: Field
    number: Array
    base: int

    def bounds(self, array: str) -> Array:
        """Where what an array says of each term begins, and where the last ends."""
        starts = self.field.place_starts if array == "places" else self.field.starts
        assert starts is not None  # noqa: S101  # words have places
        return starts

    def stretch(self, array: str, first: int, last: int) -> tuple[Array, Array, Array]:
        """What an array says of the terms [first, last) of all: their numbers, how much of each, and what."""
        low, high = np.searchsorted(self.number, (first, last)).tolist()
        bounds = self.bounds(array)[low : high + 1]
        values = getattr(self.field, array)[bounds[0] : bounds[-1]]
        bounds = bounds - bounds[0]
        if self.source.alive is not None:
            keep = self._kept(array, low, high)
            values, bounds = values[keep], np.append(0, np.cumsum(keep))[bounds]
        if array == "docs":
            values = values if self.source.alive is None else self.source.renumbered[values]
            values = values.astype(np.uint32) + np.uint32(self.base)
        return self.number[low:high], np.diff(bounds), values

    def _kept(self, array: str, low: int, high: int) -> Array:
        starts, counts = self.field.starts, self.field.counts
        postings = slice(starts[low], starts[high])
        alive = self.source.alive
        assert alive is not None  # noqa: S101  # asked for deletions only
        keep = alive[self.field.docs[postings]]
        return np.repeat(keep, counts[postings]) if array == "places" and counts is not None else keep


def _field(out: Writer, name: str, sources: Sequence[Source]) -> list[bytes]:
    """Write the postings of a field; returns its terms."""
    fields = [source.segment.field(name) for source in sources]
    # the terms of one source at a time: those of all together are many times those that differ
    every: set[bytes] = set()
    for field in fields:
        every.update(field.terms.all())
    united = sorted(every)
    number = {term: n for n, term in enumerate(united)}
    numbers = [np.asarray([number[term] for term in field.terms.all()], np.int64) for field in fields]
    bases = np.cumsum([0, *(source.size for source in sources)]).tolist()
    parts = [_Part(*four) for four in zip(sources, fields, numbers, bases, strict=False)]
    totals = _array(out, name, "docs", parts, len(united))
    if all(field.counts is not None for field in fields):
        marks = _Marks()
        _array(out, name, "counts", parts, len(united), marks)
    used = np.flatnonzero(totals)
    if all(field.places is not None for field in fields):
        placed = _array(out, name, "places", parts, len(united))
        out.put(f"{name}/place_starts", np.append(0, np.cumsum(placed[used])))
        out.put(f"{name}/place_marks", np.concatenate(marks.made))
    terms = [united[n] for n in used.tolist()]
    told = Words.of(terms)
    out.about["fields"].append(name)
    out.put(f"{name}/terms", told.blob)
    out.put(f"{name}/ends", told.ends)
    out.put(f"{name}/starts", np.append(0, np.cumsum(totals[used])))
    return terms


class _Marks:
    """Where the positions of every EVERY-th posting begin, from the counts of all postings, piece by piece."""

    def __init__(self) -> None:
        self.made = [np.zeros(0, np.int64)]
        self._postings = self._places = 0

    def add(self, counts: Array) -> None:
        """Count on."""
        begins = np.cumsum(counts, dtype=np.int64) - counts + self._places
        self.made.append(begins[-self._postings % EVERY :: EVERY])
        self._postings += len(counts)
        self._places += int(counts.sum(dtype=np.int64))


def _array(
    out: Writer, name: str, array: str, parts: Sequence[_Part], terms: int, marks: _Marks | None = None
) -> Array:
    """Join an array of a field, stretch by stretch; returns how long it is for each term. marks: told of all of it."""
    totals = np.zeros(terms, np.int64)
    kinds = [getattr(part.field, array).dtype for part in parts]
    with out.pieces(f"{name}/{array}", np.result_type(*kinds) if kinds else np.uint8) as put:
        for first, last in _stretches(parts, terms, array):
            for piece in _pieces(parts, array, first, last, totals):
                put(piece)
                if marks is not None:
                    marks.add(piece)
            for part in parts:  # or all of the sources would be in memory by and by
                part.source.segment.arrays.release()
    return totals


def _pieces(parts: Sequence[_Part], array: str, first: int, last: int, totals: Array) -> Iterator[Array]:
    """What an array says of the terms [first, last), in their order; how much of each is added to the totals."""
    if last - first == 1:  # which may be a great deal: source by source it is in order
        for part in parts:
            number, length, values = part.stretch(array, first, last)
            totals[number] += length
            yield values
        return
    numbers, lengths, several = zip(*(part.stretch(array, first, last) for part in parts), strict=True)
    number, length = np.concatenate(numbers), np.concatenate(lengths)
    order = np.argsort(number, kind="stable")
    begins = np.cumsum(length) - length
    np.add.at(totals, number, length)
    yield np.concatenate(several)[ranges(begins[order], length[order])]


def _stretches(parts: Sequence[_Part], terms: int, array: str) -> Iterator[tuple[int, int]]:
    """The terms [first, last) to be joined at a time; one of which there is very much stands alone."""
    sizes = np.zeros(terms, np.int64)
    for part in parts:
        sizes[part.number] += np.diff(part.bounds(array))
    step = np.cumsum(sizes) // STRETCH
    alone = np.flatnonzero(sizes > STRETCH)
    cuts = np.concatenate(([0, terms], np.flatnonzero(np.diff(step)) + 1, alone, alone + 1))
    return pairwise(np.unique(cuts).tolist())


def _ids(out: Writer, sources: Sequence[Source], ids: Sequence[bytes]) -> None:
    number = {id_: n for n, id_ in enumerate(ids)}
    codes = []
    for source in sources:
        terms = source.segment.field("id").terms.all()
        mine = np.asarray([number.get(id_, 0) for id_ in terms], np.uint32)
        codes.append(source.kept(mine[source.segment.arrays["id/codes"]]))
    out.put("id/codes", np.concatenate(codes) if codes else np.zeros(0, np.uint32))


def _sets(out: Writer, name: str, sources: Sequence[Source]) -> None:
    """Write what fills a keyword field, by readout."""
    entities: dict[tuple[bytes, bytes], int] = {}
    sets: dict[tuple[int, ...], int] = {}
    codes = []
    for source in sources:
        filled, ids = source.segment.filled(name), source.segment.field(name).terms.all()
        mine = [
            entities.setdefault((ids[id_], label), len(entities))
            for id_, label in zip(filled.entity.tolist(), filled.labels.all(), strict=True)
        ]
        flat, starts = filled.sets.tolist(), filled.set_starts.tolist()
        now, code = np.unique(source.kept(filled.codes), return_inverse=True)
        code_of = [
            sets.setdefault(tuple(sorted(mine[n] for n in flat[starts[one] : starts[one + 1]])), len(sets))
            for one in now.tolist()
        ]
        codes.append(np.asarray(code_of, np.int64)[code])
    alive = {n for some in sets for n in some}
    used = [pair for pair, n in entities.items() if n in alive]
    renumbered = {entities[pair]: n for n, pair in enumerate(used)}
    ids = sorted({id_ for id_, _ in used})
    id_number = {id_: n for n, id_ in enumerate(ids)}
    put_sets(
        out,
        name,
        np.asarray([id_number[id_] for id_, _ in used], np.int64),
        [label for _, label in used],
        [tuple(renumbered[n] for n in some) for some in sets],
        np.concatenate(codes) if codes else np.zeros(0, np.int64),
    )


def _records(out: Writer, sources: Sequence[Source], stem: Path) -> None:
    """Copy the records as they are."""
    lengths = [0]
    with stem.with_suffix(RECORDS).open("xb") as file:
        for source in sources:
            alive = (
                range(source.segment.size) if source.alive is None else np.flatnonzero(source.alive).tolist()
            )
            lengths.extend(file.write(source.segment.records.compressed(number)) for number in alive)
    out.put("record_ends", np.cumsum(lengths))
