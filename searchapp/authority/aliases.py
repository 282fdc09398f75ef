"""Which words name something, and under which other names it goes: for what a reader types, not for texts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from searchapp.analysis import phrase_words
from searchapp.authority.countries import Country
from searchapp.authority.people import Person
from searchapp.authority.topics import Organisation, Topic

NamedKind = Literal["topic", "country", "organisation", "person"]
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """Something that has names. names: every one that stands for it, as written, each once."""

    kind: NamedKind
    id: str
    names: tuple[str, ...]


class Aliases:
    """Everything that has several names, by each of them.

    Of a topic, its names and not its cues; of a country, its names in every language and not its people or a part of
    it ("Scotland"); of a person also the family name. What two people, or two countries, are called stands for neither.
    """

    def __init__(
        self,
        topics: Iterable[Topic],
        countries: Iterable[Country],
        organisations: Iterable[Organisation],
        people: Iterable[Person],
    ) -> None:
        self._of = (topics, countries, organisations, people)

    def named(self, words: Words) -> tuple[Named, ...] | None:
        """What some folded words in a row name; None where they are no name, () where they are one of several things."""
        return self._by_words.get(words)

    @cached_property
    def longest(self) -> int:
        """How many words the longest name has."""
        return max(map(len, self._by_words), default=0)

    @cached_property
    def _by_words(self) -> Mapping[Words, tuple[Named, ...]]:
        made: dict[Words, list[Named]] = {}
        for one in self._every():
            for words in dict.fromkeys(map(phrase_words, one.names)):
                made.setdefault(words, []).append(one)
        return {words: _told_apart(some) for words, some in made.items() if words}

    def _every(self) -> Iterable[Named]:
        topics, countries, organisations, people = self._of
        for topic in topics:
            yield Named("topic", topic.id, topic.names)
        for country in countries:
            own = (name for name in (*country.names, *country.spoken) if name not in country.ambiguous)
            yield Named("country", country.id, tuple(dict.fromkeys(own)))
            for name in country.exclusions:  # "Latin America" is a name, and not one of the United States
                yield Named("country", f"not {country.id}", (name,))
        for body in organisations:
            yield Named("organisation", body.id, body.names)
        for person in people:
            yield Named("person", person.id, person.names)


def _told_apart(some: list[Named]) -> tuple[Named, ...]:
    """Those of a kind of which there is one; topics may share a name."""
    kinds = [one.kind for one in some]
    return tuple(one for one in some if one.kind == "topic" or kinds.count(one.kind) == 1)
