"""What every search asks of every readout, read once a generation and shared by its threads; never changed.

Lists go by document number; the places of deleted readouts hold nothing and are never asked for.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from searchapp.engines.whoosh.postings import Postings, numbers, segments
from searchapp.engines.whoosh.schema import FOLDED, KEYWORDS, STEMS, as_number
from searchapp.readout import ReadoutId

NOTHING: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Ledger:
    """numbers: id -> document number; first, last: days of the event as YYYYMMDD, 0 for none; newest, oldest:
    the place of a readout in either order of dates, ties by id, undated last; lengths: text field -> words;
    average: text field -> words in a readout; holders: keyword field -> id -> the readouts that it fills;
    held: the same by readout; statements: of all readouts."""

    numbers: Mapping[str, int]
    first: list[int]
    last: list[int]
    newest: list[int]
    oldest: list[int]
    lengths: Mapping[str, list[int]]
    average: Mapping[str, float]
    holders: Mapping[str, Mapping[str, frozenset[int]]]
    held: Mapping[str, list[list[str]]]
    statements: int

    @classmethod
    def of(cls, reader: Any) -> Self:
        """Read the ledger of a reader of Whoosh's."""
        ids = dict(sorted(numbers(reader).items()))
        size = reader.doc_count_all()
        first, last = _column(reader, "date_first"), _column(reader, "date_last")
        counts = _column(reader, "statements")
        lengths = {field: _lengths(reader, field) for field in FOLDED["any"]}
        lengths |= {stems: lengths[field] for field, stems in zip(FOLDED["any"], STEMS["any"], strict=True)}
        holders = {field: dict(_holders(reader, field)) for field in KEYWORDS}
        return cls(
            numbers=ids,
            first=first,
            last=last,
            newest=_places(sorted(ids.values(), key=lambda n: (not first[n], -first[n])), size),
            oldest=_places(sorted(ids.values(), key=lambda n: (not first[n], first[n])), size),
            lengths=lengths,
            average={
                field: sum(of[n] for n in ids.values()) / (len(ids) or 1) for field, of in lengths.items()
            },
            holders=holders,
            held={field: _held(of, size) for field, of in holders.items()},
            statements=sum(counts[n] for n in ids.values()),
        )

    @property
    def ids(self) -> tuple[ReadoutId, ...]:
        """Every readout's id, sorted."""
        return tuple(ReadoutId(id_) for id_ in self.numbers)

    def filled(self, field: str) -> Mapping[str, frozenset[int]]:
        """The ids that fill a keyword field, each with its readouts; raises ValueError for other fields."""
        if field not in self.holders:
            raise ValueError(f"{field!r} is no field that holds ids")
        return self.holders[field]

    def holding(self, field: str, ids: Iterable[str]) -> frozenset[int]:
        """The readouts in which any of the ids fills a field."""
        of = self.filled(field)
        return NOTHING.union(*(of.get(id_, NOTHING) for id_ in ids))

    def within(self, first: date | None, last: date | None) -> list[int]:
        """The dated readouts whose period lies between two days, both included; None is an open end."""
        low = as_number(first) if first else 1
        high = as_number(last) if last else as_number(date.max)
        return [n for n in self.numbers.values() if self.first[n] >= low and 0 < self.last[n] <= high]

    def counts(self, field: str, readouts: Iterable[int]) -> dict[str, int]:
        """In how many of some readouts each id fills a field: the most first, ties by id."""
        self.filled(field)
        held = self.held[field]
        counted = Counter(id_ for number in readouts for id_ in held[number])
        return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))


def _column(reader: Any, field: str) -> list[int]:
    return [value for segment, _ in segments(reader) for value in _values(segment, field)]


def _values(segment: Any, field: str) -> Iterator[int]:
    column = segment.column_reader(field)
    return (column[number] for number in range(segment.doc_count_all()))


def _lengths(reader: Any, field: str) -> list[int]:
    """Words of a field by readout, as near as Whoosh's single byte tells."""
    return [
        segment.doc_field_length(number, field) or 0
        for segment, _ in segments(reader)
        for number in range(segment.doc_count_all())
    ]


def _holders(reader: Any, field: str) -> Iterator[tuple[str, frozenset[int]]]:
    postings = Postings(reader)
    for term, _ in reader.iter_field(field):
        if readouts := postings.documents(field, term.decode()):
            yield term.decode(), readouts


def _held(holders: Mapping[str, frozenset[int]], size: int) -> list[list[str]]:
    made: list[list[str]] = [[] for _ in range(size)]
    for id_, readouts in holders.items():
        for number in readouts:
            made[number].append(id_)
    return made


def _places(order: list[int], size: int) -> list[int]:
    made = [0] * size
    for place, number in enumerate(order):
        made[number] = place
    return made
