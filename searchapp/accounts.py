"""Two sides' accounts of one event: which readout is the other side's.

The rule. Each is issued by a country that is a party to the other. Their events are at most a day apart, since the
day may differ by time zone, and neither lasts longer than a week. They name somebody in common, on either side; where
one of them names nobody, they are of the same known type instead. They were not held in different ways (in person, by
telephone, by video). Of several such readouts the likeliest is taken: with most people in common, then of the same
type, then nearest in days, then by id; and only if each of two is the likeliest of the other's issuer for the other.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from searchapp import clause as c
from searchapp.engine import Reader, Request
from searchapp.period import Period
from searchapp.readout import Entity, Readout

_APART = 1  # days, for a day differs by time zone
_LONGEST = 7  # days of an event
_NEAR = 100  # readouts about one day that are looked at


@dataclass(frozen=True, slots=True)
class Pair:
    """Two accounts of one event, the earlier day first, then by issuer. people: whom both name; days: between the events."""

    one: Readout
    other: Readout
    people: tuple[Entity, ...]
    days: int


def other_side(readout: Readout, reader: Reader) -> tuple[Readout, ...]:
    """The other sides' readouts of the same event, one an issuer at most, without their passages; mostly none."""
    if not (readout.home and readout.date and readout.country and _is_short(readout.date)):
        return ()
    parties = frozenset(one.id for one in (readout.home, *readout.country))
    around = c.Within(
        _moved(readout.date.first, -2 * _APART), _moved(readout.date.last, 2 * _APART + _LONGEST)
    )
    wanted = c.And((around, c.AnyOf("home", parties), c.AnyOf("country", parties)))
    found = reader.search(Request(wanted, sort="newest", limit=_NEAR))
    near = [sight.card for sight in reader.sights([id_ for id_, _ in found.hits], ())]
    made = pairs([one for one in near if one.id != readout.id] + [readout])
    partners = (
        pair.other if pair.one.id == readout.id else pair.one
        for pair in made
        if readout.id in {pair.one.id, pair.other.id}
    )
    return tuple(sorted(partners, key=lambda one: one.id))


def pairs(readouts: Iterable[Readout]) -> tuple[Pair, ...]:
    """The pairs among some readouts, the newest event first."""
    some = sorted((one for one in readouts if one.home and one.date), key=lambda one: (_first(one), one.id))
    every = list(_near(some))
    best: dict[tuple[str, str], Pair] = {}
    for pair in sorted(every, key=_likeliest_first):
        for mine, theirs in ((pair.one, pair.other), (pair.other, pair.one)):
            best.setdefault((mine.id, _issuer(theirs)), pair)
    kept = [
        pair
        for pair in every
        if best[pair.one.id, _issuer(pair.other)] is pair and best[pair.other.id, _issuer(pair.one)] is pair
    ]
    return tuple(sorted(kept, key=lambda pair: (-_first(pair.one).toordinal(), pair.one.id, pair.other.id)))


def _near(some: Sequence[Readout]) -> Iterator[Pair]:
    """Every two that tell of one event. some: in order of their days."""
    for n, one in enumerate(some):
        for other in some[n + 1 :]:
            if (_first(other) - _first(one)).days > _LONGEST + _APART:
                break
            if pair := _paired(one, other):
                yield pair


def _paired(one: Readout, other: Readout) -> Pair | None:
    if not (one.home and other.home and one.date and other.date) or one.home.id == other.home.id:
        return None
    if one.home.id not in _ids(other.country) or other.home.id not in _ids(one.country):
        return None
    days = max(0, (other.date.first - one.date.last).days)
    if days > _APART or not (_is_short(one.date) and _is_short(other.date)):
        return None
    if one.mode and other.mode and one.mode != other.mode:
        return None
    people, theirs = _people(one), _ids(_people(other))
    shared = tuple(person for person in people if person.id in theirs)
    if not shared and ((people and theirs) or not _same_type(one, other)):
        return None
    if one.date.first == other.date.first and one.home.id > other.home.id:
        one, other = other, one
    return Pair(one, other, shared, days)


def _likeliest_first(pair: Pair) -> tuple[object, ...]:
    return -len(pair.people), pair.one.type != pair.other.type, pair.days, pair.one.id, pair.other.id


def _people(one: Readout) -> tuple[Entity, ...]:
    return tuple({person.id: person for person in one.minister + one.counterpart}.values())


def _same_type(one: Readout, other: Readout) -> bool:
    return one.type == other.type != "other"


def _ids(entities: Iterable[Entity]) -> set[str]:
    return {entity.id for entity in entities}


def _issuer(one: Readout) -> str:
    return one.home.id if one.home else ""


def _first(one: Readout) -> date:
    return one.date.first if one.date else date.min


def _is_short(period: Period) -> bool:
    return (period.last - period.first).days < _LONGEST


def _moved(day: date, days: int) -> date:
    """A day some days on; the calendar's own first or last where it ends."""
    try:
        return day + timedelta(days)
    except OverflowError:
        return date.min if days < 0 else date.max
