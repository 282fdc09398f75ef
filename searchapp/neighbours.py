"""What stands about a readout in its collection: before and after it, told by the other side, and like it."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from searchapp import clause as c
from searchapp.accounts import other_side
from searchapp.analysis import fold, stem, surfaces
from searchapp.engine import Reader, Request, Sort
from searchapp.function_words import FUNCTION_WORDS
from searchapp.readout import Entity, Readout

_LOOK = 60  # readouts that are looked at for the one before, for the one after, and for those alike
_LONG = 20_000  # characters of a text in which its telling words are looked for
_FREQUENT = 40  # its most frequent words, of which are asked for
_TELLING = 14  # those that tell most
_FEW = 2  # letters: shorter words tell nothing


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The readouts about one, without their passages.

    previous, next: of the same parties and no others, from the same side, by day of the event and then by id; where there are no other
    parties, of one of the same ministers and the same type. others: the other sides' accounts of the same event (`accounts`).
    """

    previous: Readout | None = None
    next: Readout | None = None
    others: tuple[Readout, ...] = ()

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all of them."""
        return frozenset(one.id for one in (self.previous, self.next, *self.others) if one)


@dataclass(frozen=True, slots=True)
class Similar:
    """A readout like another, without its passages, and what they share. likeness: 0 to 1."""

    readout: Readout
    likeness: float
    topics: tuple[Entity, ...]
    countries: tuple[Entity, ...]
    people: tuple[Entity, ...]


def neighbours(one: Readout, reader: Reader) -> Neighbours:
    """The readouts before and after, and the others on the same event. One without a day has none."""
    if one.date is None or (shared := _shared(one)) is None:
        return Neighbours()
    asked = (c.And((shared, c.Within(None, one.date.last))), c.And((shared, c.Within(one.date.first, None))))
    orders: tuple[Sort, Sort] = ("newest", "oldest")
    before, after = (
        [card for card in _cards(reader, clause, sort) if card.id != one.id and _same(card, one)]
        for clause, sort in zip(asked, orders, strict=True)
    )
    here = _place(one)
    return Neighbours(
        max((card for card in before if _place(card) < here), key=_place, default=None),
        min((card for card in after if _place(card) > here), key=_place, default=None),
        other_side(one, reader),
    )


def similar(one: Readout, reader: Reader, limit: int = 5, without: Iterable[str] = ()) -> tuple[Similar, ...]:
    """The readouts most like one, best first, less those of some ids.

    Its most telling words (frequent in it, rare in the collection) are searched for; of the readouts that the
    ranking puts first, those lead that share most of words, topics and parties, each counting a third: words by their score beside
    the best one's, topics and parties (countries, organisations and people) by Jaccard's index. One that shares neither is left out.
    """
    words = _telling(one, reader)
    if not words:
        return ()
    found = reader.search(Request(c.Or(words), limit=_LOOK)).hits
    best = max((score for id_, score in found if id_ != one.id), default=0.0) or 1.0
    left_out, made = {one.id, *without}, list[Similar]()
    scores = [(id_, score / best) for id_, score in found if id_ not in left_out]
    for sight, (_, score) in zip(reader.sights([id_ for id_, _ in scores], ()), scores, strict=True):
        alike = _alike(one, sight.card, score)
        if alike.topics or alike.countries or alike.people:
            made.append(alike)
    made.sort(key=lambda alike: (-alike.likeness, alike.readout.id))
    return tuple(made[:limit])


# ---- before and after


def _shared(one: Readout) -> c.Clause | None:
    """What the readouts in one row with this have in common; None where it stands in no row."""
    if one.home and one.country:
        return c.And((_holds("home", one.home), *(_holds("country", country) for country in one.country)))
    if one.minister:
        return c.And((c.AnyOf("minister", _ids(one.minister)), c.AnyOf("type", frozenset({one.type}))))
    return None


def _same(card: Readout, one: Readout) -> bool:
    return _ids(card.country) == _ids(one.country)


def _cards(reader: Reader, clause: c.Clause, sort: Sort) -> list[Readout]:
    hits = reader.search(Request(clause, sort=sort, limit=_LOOK)).hits
    return [sight.card for sight in reader.sights([id_ for id_, _ in hits], ())]


def _place(card: Readout) -> tuple[str, str, str]:
    day = card.date
    return (day.first.isoformat(), day.last.isoformat(), card.id) if day else ("", "", card.id)


def _holds(field: str, entity: Entity) -> c.Clause:
    return c.AnyOf(field, frozenset({entity.id}))


# ---- alike


def _telling(one: Readout, reader: Reader) -> tuple[c.Clause, ...]:
    """The words that tell most of a readout: frequent in it, and rare in the collection."""
    counts: Counter[str] = Counter()
    spelt: dict[str, str] = {}
    for word in _words(one):
        if len(word) > _FEW and not word.isdigit() and word not in FUNCTION_WORDS:
            counts[stem(word)] += 1
            spelt.setdefault(stem(word), word)
    every, weighed = reader.manifest.readouts, list[tuple[float, c.Term]]()
    for same, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_FREQUENT]:
        term = c.Term(spelt[same], same)
        holding = reader.count(term)
        if 1 < holding < every:
            weighed.append(((1 + math.log(count)) * math.log(every / holding), term))
    weighed.sort(key=lambda pair: (-pair[0], pair[1].stem))
    return tuple(c.Weighted(term, weight) for weight, term in weighed[:_TELLING])


def _words(one: Readout) -> Iterator[str]:
    """The words of the title and the text, folded."""
    left = _LONG
    for text in (one.title, *(passage.text for passage in one.passages)):
        yield from map(fold, surfaces(text[:left])[0])
        left -= min(left, len(text))


def _alike(one: Readout, card: Readout, score: float) -> Similar:
    topics = _both(card.topic, one.topic)
    countries = _both(_places(card), _places(one))
    people = _both((*card.minister, *card.counterpart), (*one.minister, *one.counterpart))
    parties = len(_ids(_parties(card)) & _ids(_parties(one))), len(_ids(_parties(card)) | _ids(_parties(one)))
    subjects = len(topics), len(_ids(card.topic) | _ids(one.topic))
    likeness = (score + _part(*subjects) + _part(*parties)) / 3
    others = tuple(country for country in countries if one.home is None or country.id != one.home.id)
    return Similar(card, likeness, topics, others, people)


def _places(one: Readout) -> tuple[Entity, ...]:
    return (*((one.home,) if one.home else ()), *one.country)


def _parties(one: Readout) -> tuple[Entity, ...]:
    return (*_places(one), *one.organisation, *one.minister, *one.counterpart)


def _both(some: Sequence[Entity], others: Sequence[Entity]) -> tuple[Entity, ...]:
    known = _ids(others)
    return tuple(one for one in some if one.id in known)


def _ids(entities: Iterable[Entity]) -> frozenset[str]:
    return frozenset(one.id for one in entities)


def _part(of: int, all_: int) -> float:
    return of / all_ if all_ else 0.0
