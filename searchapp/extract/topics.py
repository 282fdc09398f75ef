"""What a readout deals with: topics by their names and cues, weighed by what they are and where they stand."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from functools import lru_cache

from searchapp.authority import Authority, Found, Sightings

_NAME, _CUE, _WEAK = 3.0, 2.0, 0.8
_ENOUGH = 2.0  # a name or a cue, or three different weak cues
_TITLE = 1.5  # times what a word weighs elsewhere
_AGAIN = 0.5  # times what the same word weighs at first
_LENGTH = 400  # words; a longer text by one voice touches on more than it deals with, and must say more of it
_RAMBLING = frozenset({"press-conference", "remarks", "statement", "other"})  # where length says so


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of text, and where it begins in the source; title: whether it is the title."""

    text: str
    offset: int
    title: bool = False


@dataclass(frozen=True, slots=True)
class TopicFound:
    """A topic, and the first place that tells of it, in characters of the source."""

    id: str
    rule: str
    span: tuple[int, int]


@dataclass(slots=True)
class _Weight:
    """What was found of one topic; first: its heaviest word, of several the first."""

    total: float
    most: float
    first: Found


def topics(
    stretches: Iterable[Stretch],
    authority: Authority,
    type_: str = "meeting",
    parties: Container[str] = (),
    seen: Sightings | None = None,
) -> list[TopicFound]:
    """The topics of a text, in the order of the places that tell of them.

    Names weigh most, then cues, then weak cues; a word in the title weighs more, the same word again less. In
    remarks and the like the weight that is enough grows with the square root of the length. A cue inside a longer
    phrase that excludes it ("investment climate") weighs nothing, nor does a country as topic where it is a party.
    seen: the names of the source, in which the offsets count.
    """
    found: dict[str, _Weight] = {}
    told: set[tuple[str, str]] = set()
    words = 0
    for stretch in stretches:
        words += stretch.text.count(" ") + 1
        for one in (
            seen.of("topic", stretch.text, stretch.offset)
            if seen
            else authority.topic_finder.find(stretch.text)
        ):
            for id_ in one.ids:
                if not id_.endswith("!"):
                    _weigh(found, told, id_, one, stretch, authority)
    enough = _ENOUGH * (max(1.0, words / _LENGTH) ** 0.5 if type_ in _RAMBLING else 1.0)
    made = [
        TopicFound(id_, f"the words “{w.first.name.rstrip('*')}”", (w.first.start, w.first.end))
        for id_, w in found.items()
        if w.total >= enough and authority.topics[id_].party not in parties
    ]
    return sorted(made, key=lambda topic: topic.span)


def _weigh(
    found: dict[str, _Weight], told: set[tuple[str, str]], cue: str, one: Found, stretch: Stretch, authority: Authority
) -> None:  # fmt: skip
    id_, name, weight = _strength(cue, one.name, authority)
    weight *= _TITLE if stretch.title else 1.0
    added = weight * _AGAIN if (id_, name) in told else weight
    told.add((id_, name))
    before = found.get(id_)
    if before is None:
        found[id_] = _Weight(added, weight, _moved(one, stretch.offset))
    else:
        before.total += added
        if weight > before.most:
            before.most, before.first = weight, _moved(one, stretch.offset)


@lru_cache(maxsize=1 << 14)
def _strength(cue: str, name: str, authority: Authority) -> tuple[str, str, float]:
    """The topic of a cue, the name under which it counts as said again, and what it weighs."""
    id_, low = cue.rstrip("?"), name.lower()
    return (
        id_,
        low,
        _WEAK if cue.endswith("?") else _NAME if low in authority.topics[id_].folded_names else _CUE,
    )


def _moved(one: Found, by: int) -> Found:
    return one._replace(start=one.start + by, end=one.end + by)
