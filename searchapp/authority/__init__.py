"""Authority files: people, countries, topics and organisations with canonical ids and other names.

For: resolving a name to an id, in a query and in a text. Not for: deciding who took part (`extract`).
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from searchapp.analysis import folded_text
from searchapp.authority.aliases import Aliases
from searchapp.authority.countries import Country, countries
from searchapp.authority.files import entries, texts
from searchapp.authority.names import Found, NameFinder
from searchapp.authority.occasions import Occasion, known_occasions
from searchapp.authority.people import Person, name_words, person, slug, split_name
from searchapp.authority.places import Place, known_places
from searchapp.authority.sightings import Lookout, Sightings, without_exclusions
from searchapp.authority.topics import Organisation, Topic, organisation, topic

__all__ = [
    "Authority", "Country", "Found", "NameFinder", "Organisation", "Person", "Sightings", "Topic", "load", "name_words", "slug", "split_name",
]  # fmt: skip


class Authority:
    """Everything that the authority files say; made once, never changed."""

    def __init__(self, own: Path | None = None) -> None:
        self._own = own
        self.people: Mapping[str, Person] = {
            id_: person(entry) for id_, entry in entries("person", "id", own).items()
        }
        self.countries: Mapping[str, Country] = countries(entries("country", "code", own))
        self.topics: Mapping[str, Topic] = {
            id_: topic(entry) for id_, entry in entries("topic", "id", own).items()
        }
        self.organisations: Mapping[str, Organisation] = {
            id_: organisation(entry) for id_, entry in entries("organisation", "id", own).items()
        }

        self._cities = {
            folded_text(city)
            for entry in entries("country", "code", own).values()
            for city in texts(entry, "cities")
        }
        issuers = entries("issuer", "country", own)
        self._issuers = [(code, texts(entry, "names")) for code, entry in issuers.items()]
        self._offices = [
            (code, (*texts(entry, "offices"), *texts(entry, "names"))) for code, entry in issuers.items()
        ]
        self._hosts = {host: code for code, entry in issuers.items() for host in texts(entry, "hosts")}

    def complete(self) -> None:
        """Make now all that is else made when it is first asked for."""
        for name, made in vars(type(self)).items():
            if isinstance(made, cached_property):
                getattr(self, name)

    # ---- names of an entity, for queries and marks

    def names(self, kind: str, id_: str) -> tuple[str, ...]:
        """Every name of an entity that the files know, else none; of a topic also its cues.

        kind: person, country, topic, organisation.
        """
        match kind:
            case "person":
                return self.people[id_].names if id_ in self.people else ()
            case "country":
                found = self.countries.get(id_)
                return (*found.names, *found.spoken) if found else ()
            case "topic":
                one = self.topics.get(id_)
                return (one.label, *one.names, *one.cues) if one else ()
            case "organisation":
                return self.organisations[id_].names if id_ in self.organisations else ()
            case _:
                return ()

    def label(self, kind: str, id_: str) -> str:
        """The name that an entity is shown under; its id where the files do not know it."""
        table: Mapping[str, Person | Country | Topic | Organisation] = {
            "person": self.people, "country": self.countries, "topic": self.topics, "organisation": self.organisations,
        }[kind]  # type: ignore[assignment]  # fmt: skip
        return table[id_].label if id_ in table else id_

    def synonyms(self, text: str) -> tuple[str, ...]:
        """The other names of a topic of which this is a name (its id and cues are none); else none.

        A name that holds this one ("NATO Allies") is left out: whoever finds this one finds it too.
        """
        wanted = folded_text(text)
        found = [t for t in self._synonymous.get(wanted, ()) if f" {wanted} " not in f" {folded_text(t)} "]
        return tuple(dict.fromkeys(found))

    @cached_property
    def _synonymous(self) -> dict[str, list[str]]:
        made: dict[str, list[str]] = {}
        for one in self.topics.values():
            for name in one.names:
                made.setdefault(folded_text(name), []).extend(one.names)
        return made

    def named(self, kind: str, text: str) -> frozenset[str]:
        """The ids of the entities with exactly this name (or id), case and accents aside."""
        return self._exact[kind].get(folded_text(text), frozenset())

    @cached_property
    def _exact(self) -> dict[str, dict[str, frozenset[str]]]:
        made: dict[str, dict[str, frozenset[str]]] = {}
        for kind, ids in (
            ("person", self.people), ("country", self.countries), ("topic", self.topics), ("organisation", self.organisations),
        ):  # fmt: skip
            table = made.setdefault(kind, {})
            for id_ in ids:
                known = self.topics[id_] if kind == "topic" else None
                for name in (id_, *((known.label, *known.names) if known else self.names(kind, id_))):
                    key = folded_text(name)
                    table[key] = table.get(key, frozenset()) | {id_}
        return made

    @cached_property
    def aliases(self) -> Aliases:
        """What words name, and under which other names it goes."""
        return Aliases(
            self.topics.values(), self.countries.values(), self.organisations.values(), self.people.values()
        )

    # ---- people in texts

    def person_named(self, name: str, country: str | None = None, day: date | None = None) -> Person | None:
        """The one person whose name has these words, in any order; of several, the one of the country, in
        office that day. One word is a name only as such (a family name), of someone in office about then.
        None where there is no one, or still more than one."""
        words = name_words(name)
        if not words:
            return None
        exact = self.named("person", name) if len(words) == 1 and " " in name else frozenset[str]()
        if len(exact) == 1:  # initials count after all: V. K. Singh
            return self.people[min(exact)]
        wide = [
            p for p in self._by_word.get(min(words, key=self._commonness), ()) if words <= self._words[p.id]
        ]
        found = [p for p in wide if not country or p.country in {"", country}] or ([] if country else wide)
        if not wide and len(words) > 2:
            found = self._within(words, country)
        if len(found) > 1:
            found = [p for p in found if any(words == name_words(n) for n in p.names)] or found
        if len(words) == 1:
            found = [p for p in found if any(words == name_words(n) for n in p.names) and p.is_near(day)]
        if len(found) > 1 and day:
            found = [p for p in found if any(office.held_on(day) for office in p.offices)] or found
        return found[0] if len(found) == 1 else None

    def _within(self, words: frozenset[str], country: str | None) -> list[Person]:
        """The people who are known by some of these words: the text prints more names than the file has."""
        near = {p.id: p for word in words for p in self._by_word.get(word, ())}
        return [
            p for p in near.values()
            if (not country or p.country in {"", country})
            and any(len(w := name_words(n)) > 1 and w < words for n in p.full_names)
        ]  # fmt: skip

    def _commonness(self, word: str) -> int:
        return len(self._by_word.get(word, ()))

    @cached_property
    def _words(self) -> dict[str, frozenset[str]]:
        return {p.id: frozenset[str]().union(*map(name_words, p.names)) for p in self.people.values()}

    @cached_property
    def _by_word(self) -> dict[str, list[Person]]:
        made: dict[str, list[Person]] = {}
        for p in self.people.values():
            for word in self._words[p.id]:
                made.setdefault(word, []).append(p)
        return made

    def family_of(self, label: str) -> tuple[int, int] | None:
        """Where the family name stands in a person's label, [start, end); None where it cannot be told."""
        ids = self.named("person", label)
        known = self.people[min(ids)] if ids else None
        family = known.family if known else split_name(label)[1]
        at = 0 if known and known.family_first else label.rfind(family)
        return (
            (at, at + len(family)) if family and at >= 0 and label[at : at + len(family)] == family else None
        )

    # ---- finders over texts, one pass each

    @cached_property
    def people_finder(self) -> NameFinder:
        """Whole names of known people."""
        return NameFinder(
            (name, p.id) for p in self.people.values() for name in p.full_names if len(name_words(name)) > 1
        )

    @cached_property
    def _country_finder(self) -> NameFinder:
        """Names and demonyms of countries in English texts."""
        return NameFinder(
            (name, code + suffix)
            for code, c in self.countries.items()
            if not c.is_union
            for names, suffix in ((c.names, ""), (c.demonyms, ""), (c.exclusions, "!"))
            for name in names
        )

    def countries_in(self, text: str) -> list[Found]:
        """The countries that a text names, in order; "Latin American" names none."""
        return without_exclusions(self._country_finder.find(text))

    def sightings(self, text: str) -> Sightings:
        """The people, countries, organisations and topics named in a text."""
        return self._lookout.over(text)

    @cached_property
    def _lookout(self) -> Lookout:
        return Lookout(
            {
                "person": self.people_finder,
                "country": self._country_finder,
                "organisation": self.organisation_finder,
                "topic": self.topic_finder,
            }
        )

    @cached_property
    def topic_finder(self) -> NameFinder:
        """Names, cues, weak cues and exclusions of topics; ids are `topic`, `topic?` (weak) or `topic!` (not)."""
        return NameFinder(_cues(self.topics.values()))

    @cached_property
    def office_finder(self) -> NameFinder:
        """Offices of which one country alone speaks so ("External Affairs Minister"); ids are ISO codes."""
        return NameFinder((name, code) for code, names in self._offices for name in names)

    @cached_property
    def issuer_finder(self) -> NameFinder:
        """Offices whose name tells the issuing country; ids are ISO codes."""
        return NameFinder((name, code) for code, names in self._issuers for name in names)

    def is_city(self, name: str) -> bool:
        """Whether this is the name of a city where diplomats meet."""
        return folded_text(name) in self._cities

    def issuer_at(self, url: str) -> str | None:
        """The government on whose site an address is, by its host name."""
        host = urlsplit(url).hostname or ""
        parts = host.split(".")
        return next((c for i in range(len(parts)) if (c := self._hosts.get(".".join(parts[i:])))), None)

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """The places of the files, by id."""
        return known_places(entries("place", "id", self._own))

    @cached_property
    def place_finder(self) -> NameFinder:
        """Names of places; ids are those of `places`."""
        return NameFinder((name, one.id) for one in self.places.values() for name in one.names)

    @cached_property
    def occasions(self) -> Mapping[str, Occasion]:
        """The occasions of the files, by id."""
        return known_occasions(entries("occasion", "id", self._own))

    @cached_property
    def occasion_finder(self) -> NameFinder:
        """Names of occasions; ids are those of `occasions`."""
        return NameFinder((name, one.id) for one in self.occasions.values() for name in one.names)

    @cached_property
    def organisation_finder(self) -> NameFinder:
        """Names of organisations."""
        return NameFinder((n, o.id) for o in self.organisations.values() for n in o.names)


def _cues(topics: Iterable[Topic]) -> Iterable[tuple[str, str]]:
    for one in topics:
        for names, suffix in ((one.names, ""), (one.cues, ""), (one.weak, "?"), (one.exclusions, "!")):
            for name in names:
                yield name, one.id + suffix


def load(own: Path | None = None) -> Authority:
    """The authority of our files and, where it is given, a folder of the user's own; as the files now are."""
    return _load(own, version(own))


@lru_cache(maxsize=4)
def _load(own: Path | None, _version: str) -> Authority:
    return Authority(own)


def version(own: Path | None = None) -> str:
    """A short digest of all authority files: when it changes, every readout is to be read again."""
    folders = [Path(__file__).parent, *([own] if own else [])]
    files = sorted(path for folder in folders for path in folder.glob("*.toml"))
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()[:12]
