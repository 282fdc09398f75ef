"""What a readout deals with: topics by their names and cues, weak cues only together or repeated."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from searchapp.authority import Authority, Found

_OFTEN = 4  # times that weak cues stand in a text whose topic they are


@dataclass(frozen=True, slots=True)
class TopicFound:
    """A topic, and the first place that tells of it, in characters of the source."""

    id: str
    rule: str
    span: tuple[int, int]


def topics(stretches: Iterable[tuple[str, int]], authority: Authority) -> list[TopicFound]:
    """The topics of stretches of text, given as (text, offset), in the order of their first place.

    A name or a cue is enough. Weak cues count when two different ones stand in one stretch, or when they
    stand _OFTEN times in all. A cue inside a longer phrase that excludes it ("investment climate") does not.
    """
    strong: dict[str, Found] = {}
    weak: defaultdict[str, list[Found]] = defaultdict(list)
    for text, offset in stretches:
        here: defaultdict[str, list[Found]] = defaultdict(list)
        for found in authority.topic_finder.find(text):
            moved = Found(found.ids, found.name, found.start + offset, found.end + offset)
            for id_ in found.ids:
                if id_.endswith("?"):
                    here[id_[:-1]].append(moved)
                elif not id_.endswith("!"):
                    strong.setdefault(id_, moved)
        for id_, places in here.items():
            weak[id_] += places
            if len({place.name.lower() for place in places}) > 1:
                strong.setdefault(id_, places[0])
    for id_, places in weak.items():
        if len(places) >= _OFTEN:
            strong.setdefault(id_, places[0])
    made = [
        TopicFound(id_, f"the words “{f.name.rstrip('*')}”", (f.start, f.end)) for id_, f in strong.items()
    ]
    return sorted(made, key=lambda topic: topic.span)
