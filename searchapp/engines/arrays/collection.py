"""The segments of a generation as one run of readouts: their postings, columns and statistics.

A readout's number is the number of the readouts in the segments before its own, plus its number there. Deleted
readouts keep their numbers and never show. Made once a generation and shared by its threads; never changed.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import cycle, islice
from threading import Lock
from typing import TypeVar

import numpy as np

from searchapp.engine import Known
from searchapp.engines.arrays.columns import Column
from searchapp.engines.arrays.fields import KEYWORDS, MONTH, TITLE
from searchapp.engines.arrays.records import Record
from searchapp.engines.arrays.segment import Field, Segment
from searchapp.engines.arrays.slots import Slots
from searchapp.engines.arrays.store import STRETCH, Array, in_memory, joined

_MEMORY = 220 << 20  # bytes of a process in memory, its own and of mapped files
_LEAST = 40 << 20  # bytes of our files that may be in memory whatever the rest takes
_BREATHS = 4  # searches from one look at it to the next
_HOLDERS = 1 << 13  # terms of which it is kept how many readouts hold them
T = TypeVar("T")
NONE = np.zeros(0, np.uint32)

Stretch = Sequence[tuple[int, int]]  # of the terms of a segment: from the first of some to after the last


@dataclass(frozen=True, slots=True)
class Member:
    """A segment in its place. base: the number of its first readout; alive: which are there, None: all."""

    segment: Segment
    base: int
    alive: Array | None


@dataclass(frozen=True, slots=True)
class Posted:
    """Where a term stands: the numbers of readouts, ascending; counts: how often, or with which weight."""

    docs: Array
    counts: Array


class Collection:
    """Segments, and for each which of its readouts are there (None: all)."""

    def __init__(self, segments: Sequence[tuple[Segment, Array | None]]) -> None:
        bases = np.cumsum([0, *(segment.size for segment, _ in segments)]).tolist()
        self.members = tuple(
            Member(s, base, alive) for (s, alive), base in zip(segments, bases, strict=False)
        )
        self.size: int = bases[-1]
        self._bases = bases[:-1]
        self._lock = Lock()
        self._columns: dict[str, Column] = {}
        self._known: dict[str, Mapping[str, Known]] = {}
        self._breaths = 0
        self._holders: dict[tuple[str, str], int] = {}
        self._others = _others()
        every = [
            (m.segment.arrays, *stretch) for m in self.members for stretch in m.segment.arrays.stretches()
        ]
        self._turns, self._stretches = cycle(every), len(every)

    # ---- readouts

    @cached_property
    def alive(self) -> Array | None:
        """Which readouts are there; None: all."""
        if all(one.alive is None for one in self.members):
            return None
        return joined([np.ones(m.segment.size, bool) if m.alive is None else m.alive for m in self.members])

    @cached_property
    def all(self) -> Array:
        """The numbers of the readouts that are there."""
        return np.arange(self.size) if self.alive is None else np.flatnonzero(self.alive)

    @cached_property
    def days(self) -> tuple[Array, Array]:
        """First and last day of the event as YYYYMMDD, 0 for none, by number."""
        first, last = (joined([m.segment.days[end] for m in self.members]) for end in (0, 1))
        return first, last

    @cached_property
    def lengths(self) -> Array:
        """How long a readout is, in words of its body, by number; a word of the title counts TITLE times."""
        return self.by_readout("text/lengths").astype(np.int64) + (TITLE - 1) * self.titles.astype(np.int64)

    @cached_property
    def titles(self) -> Array:
        """Words of the title, by number: the positions below this are its."""
        return self.by_readout("title/lengths")

    def by_readout(self, array: str) -> Array:
        """An array that the segments hold by readout."""
        return joined([m.segment.arrays[array] for m in self.members])

    def number(self, id_: str) -> int | None:
        """The number of a readout; None where there is none with this id."""
        for m in self.members:
            at = m.segment.field("id").number(id_)
            if at is not None and (m.alive is None or m.alive[m.segment.numbers[at]]):
                return m.base + int(m.segment.numbers[at])
        return None

    def id(self, number: int) -> str:
        """The id of a readout."""
        m = self._member(number)
        return m.segment.id(number - m.base)

    @cached_property
    def ranks(self) -> Array:
        """The place of each readout in the order of ids, by number."""
        if len(self.members) == 1:
            return self.by_readout("id/codes")
        ids = [id_ for m in self.members for id_ in _ids_by_number(m.segment)]
        made = np.empty(self.size, np.int64)
        made[sorted(range(self.size), key=ids.__getitem__)] = np.arange(self.size)
        return made

    def ids(self) -> tuple[str, ...]:
        """Every readout's id, sorted."""
        every = (id_ for m in self.members for id_, there in _there(m) if there)
        return tuple(sorted(id_.decode() for id_ in every))

    def record(self, number: int) -> Record:
        """A readout, whole; raises IndexDamagedError where it is not as it was written."""
        m = self._member(number)
        return m.segment.records[number - m.base]

    def _member(self, number: int) -> Member:
        return self.members[bisect_right(self._bases, number) - 1]

    # ---- postings

    def most(self, field: str, term: str) -> int:
        """How many readouts hold a term at most: those that were deleted count too."""
        most = 0
        for m in self.members:
            of, at = self._at(m, field, term)
            if at is not None:
                begin, end = of.stretch(at, at + 1)
                most += end - begin
        return most

    def holders(self, field: str, term: str) -> int:
        """How many readouts hold a term; what was asked for last is kept."""
        if (known := self._holders.get((field, term))) is not None:
            return known
        found = self.most(field, term) if self.alive is None else len(self.posted(field, term).docs)
        if len(self._holders) >= _HOLDERS:
            self._holders.clear()
        self._holders[field, term] = found
        return found

    def posted(self, field: str, term: str) -> Posted:
        """The postings of a term."""
        made = []
        for m in self.members:
            of, at = self._at(m, field, term)
            if at is not None:
                made.append(self._read(m, of, *of.stretch(at, at + 1)))
        return _one_after_another(made)

    def posted_in(self, field: str, stretches: Sequence[Stretch]) -> Posted:
        """The postings of all terms in some stretches [first, last) of each segment's terms, in no order."""
        made = []
        for m, some in zip(self.members, stretches, strict=True):
            of = m.segment.field(field)
            made += [self._read(m, of, *of.stretch(first, last)) for first, last in some]
        return _one_after_another(made)

    def keyed(self, field: str, word: str, docs: Array, slots: Slots) -> Array:
        """The keys of a word's positions (see `postings`) in some readouts that all hold it. docs: their numbers, ascending."""
        made = []
        for m in self.members:
            some = docs[docs.searchsorted(m.base) : docs.searchsorted(m.base + m.segment.size)]
            of, at = self._at(m, field, word)
            if len(some) and at is not None:
                mine = some - some.dtype.type(m.base) if m.base else some
                made.append(of.keyed(at, mine, m.base, slots))
        return joined(made)

    def _at(self, m: Member, field: str, term: str) -> tuple[Field, int | None]:
        of = m.segment.field(field)
        return of, of.number(term)

    def _read(self, m: Member, of: Field, first: int, last: int) -> Posted:
        docs = of.docs[first:last]
        counts = np.ones(len(docs), np.uint8) if of.counts is None else of.counts[first:last]
        if m.alive is not None:
            keep = m.alive[docs]
            docs, counts = docs[keep], counts[keep]
        return Posted(docs + np.uint32(m.base) if m.base else docs, counts)

    def breathe(self) -> None:
        """Give pages back from time to time: they stay in the system's cache, which may have better uses for the room.

        They go a stretch of a file after the other, so that most of what is asked for again is still there.
        """
        self._breaths += 1
        if self._breaths % _BREATHS:
            return
        left = self._stretches
        while left > 0 and (excess := self._excess()) > 0:
            some = min(left, -(-excess // STRETCH))
            for arrays, begin, length in islice(self._turns, some):
                arrays.release(begin, length)
            left -= some

    def rest(self) -> None:
        """Give all pages back: there is a newer generation, and who still reads this one reads little."""
        for m in self.members:
            m.segment.arrays.release()

    def _excess(self) -> int:
        """How many bytes of files this process has too many in memory."""
        own, files = in_memory()
        return min(own + files - _MEMORY, files - self._others - _LEAST)

    # ---- columns

    def column(self, field: str) -> Column:
        """What fills a keyword field, or the month of the event; raises ValueError for other fields."""
        return self._once(self._columns, field, lambda: self._filled(field))

    def _filled(self, field: str) -> Column:
        if field == MONTH:
            return Column.of_months(self.days[0])
        if field not in KEYWORDS:
            raise ValueError(f"{field!r} is no field that holds ids")
        return Column.of_field(field, [m.segment for m in self.members])

    def known(self, field: str) -> Mapping[str, Known]:
        """The ids that fill a field of `column`, with label and count; raises ValueError for other fields."""
        column = self.column(field)
        return self._once(self._known, field, lambda: column.known(self.all))

    def _once(self, kept: dict[str, T], key: str, make: Callable[[], T]) -> T:
        if (known := kept.get(key)) is not None:
            return known
        with self._lock:
            if key not in kept:
                kept[key] = make()
        return kept[key]


@cache
def _others() -> int:
    """Bytes of mapped files that are none of ours, libraries for the most part: before any of ours is read.

    Known once for a process: what a later generation finds in memory is the earlier one's too, which will go.
    """
    return in_memory()[1]


def _there(m: Member) -> Iterator[tuple[bytes, bool]]:
    """Every id of a segment, and whether its readout is there."""
    ids = m.segment.field("id").terms.all()
    alive = [True] * len(ids) if m.alive is None else m.alive[m.segment.numbers].tolist()
    return zip(ids, alive, strict=True)


def _ids_by_number(segment: Segment) -> list[bytes]:
    ids = segment.field("id").terms.all()
    return [ids[code] for code in segment.arrays["id/codes"].tolist()]


def _one_after_another(made: Sequence[Posted]) -> Posted:
    if len(made) == 1:
        return made[0]
    return Posted(joined([one.docs for one in made]), joined([one.counts for one in made]))
