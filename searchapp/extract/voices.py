"""Who can be heard in a readout: its people under their names and offices, its countries, and their sides."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from searchapp.authority import Authority, Sightings, name_words, slug, split_name
from searchapp.authority.names import foldable
from searchapp.extract.mentions import mentions
from searchapp.extract.offices import OFFICE_WORDS, called, heads, offices_before, offices_behind
from searchapp.readout import Entity, Side

_SPOKEN_FOR = frozenset({"spokesperson", "spokesman", "spokeswoman"})
_TITLES = frozenset(
    """mr ms mrs miss dr prof professor hon honourable honorable h.e his her excellency sir dame lord baroness senator shri smt madam
    general the of for and to on at in today a an new is us uk eu u.s u.k d.c washington""".split()
)
_BEFORE = re.compile(r"(?:(?:[A-Z][\w’'/.-]*|of|for|and|the|de|al|bin)[\s,]+){1,12}$")
_MET = frozenset({"meeting", "call", "joint-statement"})
_IN_WORD = re.compile(r"\w")
_PLACES = 8  # of a name, that are looked at for its offices
_READ = 12_000  # characters of a text in which its people have been introduced
_FEMALE = re.compile(r"\b(?:Ms|Mrs|Miss|Dame|Baroness|Smt|Madam|Her Excellency)\b")
_MALE = re.compile(r"\b(?:Mr|Sir|Lord|Shri|His Excellency)\b")


@dataclass(frozen=True, slots=True)
class Voice:
    """One that speaks, or several: for which side, and who where it is one person."""

    side: Side | None
    speaker: Entity | None = None


NOBODY = Voice(None)


@dataclass(frozen=True)
class _Person:
    """Someone who takes part: the words of the name, the offices as the text gives them."""

    voice: Voice
    words: frozenset[str]
    offices: frozenset[str]
    heads: frozenset[str]
    female: bool | None


class Voices:
    """The people and countries of one readout. `text` is where their offices stand."""

    def __init__(
        self,
        text: str,
        home: Entity | None,
        ours: Sequence[Entity],
        theirs: Sequence[Entity],
        countries: Sequence[Entity],
        authority: Authority,
        day: date | None,
        type_: str,
        seen: Sightings | None = None,
    ) -> None:
        self.text, self.authority, self.day, self.type = text, authority, day, type_
        self.seen = seen or authority.sightings(text)
        self.home = home.id if home else None
        self.others = frozenset(country.id for country in countries)
        self.ours, self.theirs = ours, theirs
        # where neither the issuer is known nor who is ours, only a single country is surely the other side
        self.sided = home is not None or bool(ours) or len(countries) == 1
        self._told: dict[str, Voice | None] = {}
        self._labelled: dict[tuple[str, Side | None], Voice] = {}

    @cached_property
    def people(self) -> list[_Person]:
        theirs: Side | None = "counterpart" if self.sided else None
        sides: tuple[tuple[Side | None, Sequence[Entity]], ...] = (("home", self.ours), (theirs, self.theirs))
        found = [self._person(Voice(side, entity)) for side, entities in sides for entity in entities]
        return found if self.type not in _MET or (self.ours and self.theirs) else found + self._introduced()

    def _introduced(self) -> list[_Person]:
        """Those whom the text names with office and country, for a side of which nobody is known to take part."""
        made: dict[Voice, _Person] = {}
        for one in mentions(self.text[:_READ], self.authority, self.seen):
            country = one.countries[0] if one.countries else None
            person = self.authority.person_named(one.name, country, self.day)
            side = self.side_of([country or (person.country if person else "")])
            empty = (side == "home" and not self.ours) or (side == "counterpart" and not self.theirs)
            if empty and (one.office or person):
                entity = (
                    Entity(person.id, person.label)
                    if person
                    else Entity(slug(*split_name(one.name)), one.name)
                )
                voice = Voice(side, entity)
                made.setdefault(voice, self._person(voice))
        return list(made.values())

    def _person(self, voice: Voice) -> _Person:
        words = name_words(voice.speaker.label if voice.speaker else "")
        found: set[str] = set()
        female: bool | None = None
        for place in self._places(words):
            before = _BEFORE.search(self.text, max(0, place - 110), place)
            run = before.group() if before else ""
            found |= offices_before(run) | offices_behind(self.text[place : place + 120])
            if female is None and (_FEMALE.search(run) or _MALE.search(run)):
                female = bool(_FEMALE.search(run))
        return _Person(voice, words, frozenset(found), frozenset(h for o in found for h in heads(o)), female)

    def _places(self, words: frozenset[str]) -> Iterator[int]:
        """Where a person is named, whole or in part: the first places, each at the name's first word."""
        if not words:
            return
        end, places = -9, 0
        for start, behind in sorted(place for word in words for place in _whole(word, self._folded)):
            if start < end:
                continue
            if start > end + 2:
                yield start
                places += 1
            end = behind
            if places >= _PLACES:
                return

    @cached_property
    def _folded(self) -> str:
        return self.seen.folded[:_READ]

    # ---- what a subject names

    def named(self, phrase: str) -> Voice | None:
        """The voice of a name, an office or a country as printed; NOBODY's for someone who takes no part,
        None where it names no one at all."""
        if phrase not in self._told:
            self._told[phrase] = self._named(phrase)
        return self._told[phrase]

    def _named(self, phrase: str) -> Voice | None:
        words = name_words(phrase)
        bare = words - _TITLES
        names = bare - OFFICE_WORDS
        if found := self._by_name(names, phrase):
            return found
        codes = self.codes(phrase)
        if bare & _SPOKEN_FOR:
            return self.country(codes) if codes else Voice("home" if self.home else None)
        if codes and not names - self._country_words(phrase):
            if not bare & OFFICE_WORDS or bare & {"government"}:
                return self.country(codes)
            return self._by_office(phrase, self.side_of(codes))
        if bare and not names:
            return self._by_office(phrase, None)
        return NOBODY if len(names) > 1 or (names and (codes or bare & OFFICE_WORDS)) else None

    def labelled(self, label: str, side: Side | None) -> Voice:
        """The speaker of a turn, under the label that it was given: a whole name, or an office as in the text."""
        if (label, side) not in self._labelled:
            self._labelled[label, side] = self._of_label(label, side)
        return self._labelled[label, side]

    def _of_label(self, label: str, side: Side | None) -> Voice:
        for entity in (*self.ours, *self.theirs) if side else ():
            if entity.label == label:
                return Voice(side, entity)
        bare = name_words(label) - _TITLES
        if side or not (self.ours or self.theirs):
            return Voice(side)
        if bare and bare <= OFFICE_WORDS:
            return self._by_office(label, None)
        found = [p for p in self.people if bare - OFFICE_WORDS <= p.words]
        return found[0].voice if len(found) == 1 else NOBODY

    def _by_name(self, names: frozenset[str], phrase: str) -> Voice | None:
        if not names:
            return None
        ranked = [(len(names & p.words), p) for p in self.people if names & p.words]
        if not ranked:
            return None
        best = max(count for count, _ in ranked)
        found = [p for count, p in ranked if count == best]
        if len(found) > 1 and (side := self.side_of(self.codes(phrase))):
            found = [p for p in found if p.voice.side == side] or found
        if len(found) > 1:
            offices = offices_before(phrase)
            found = [p for p in found if offices & p.offices] or found
        if len(found) == 1:
            return found[0].voice
        sides = {p.voice.side for p in found}
        return Voice(sides.pop()) if len(sides) == 1 else NOBODY

    def _by_office(self, phrase: str, side: Side | None) -> Voice:
        """Whom "the Secretary" means: the one whose office is called so, else the one whose office ends so."""
        bare = " ".join(w for w in re.findall(r"[\w/-]+", foldable(phrase)) if w not in {"the", "her", "his", "mr", "madam"} and (w in OFFICE_WORDS or w in {"of", "for", "affairs"}))  # fmt: skip
        wanted = called(bare)
        people = [p for p in self.people if side is None or p.voice.side == side]
        for found in (
            [p for p in people if wanted in p.offices],
            [p for p in people if wanted in p.heads],
        ):
            if len(found) == 1:
                return found[0].voice
            if found:
                sides = {p.voice.side for p in found}
                return Voice(sides.pop()) if len(sides) == 1 else NOBODY
        return Voice(side) if side else NOBODY

    def codes(self, phrase: str) -> list[str]:
        """The countries, and the EU, that a phrase names."""
        found = [place.ids[0] for place in self.authority.countries_in(phrase)]
        if re.search(r"\bEU\b|\bEuropean Union\b", phrase):
            found.append("EU")
        return found

    def _country_words(self, phrase: str) -> frozenset[str]:
        found = [phrase[p.start : p.end] for p in self.authority.countries_in(phrase)]
        return frozenset[str]().union(*map(name_words, found), {"republic", "kingdom", "states", "government", "governments", "side", "delegation", "european", "union", "roc", "rok", "prc"})  # fmt: skip

    def side_of(self, codes: Sequence[str]) -> Side | None:
        """The side of a country, joint of several on both sides; None of a country that is no party."""
        sides: set[Side] = set()
        for code in codes:
            if code == self.home:
                sides.add("home")
            elif code in self.others:
                sides.add("counterpart")
        if len(sides) == 2:
            return "joint"
        if not self.sided:
            return None
        return sides.pop() if sides else None

    def is_country(self, phrase: str) -> bool:
        """Whether a phrase is the name of a country and nothing else: no "Iraqi delegation"."""
        found = self.authority.countries_in(phrase)
        rest = name_words(phrase[: found[0].start] + phrase[found[0].end :]) if len(found) == 1 else {"-"}
        return not rest - {"the", "government", "of"}

    def country(self, codes: Sequence[str]) -> Voice:
        """The voice of a country as such: a side without a speaker."""
        return Voice(self.side_of(codes))

    def quoted(self, phrase: str, name: str) -> Voice:
        """Someone who takes no part but is quoted: by the authority files, or by the country in the phrase."""
        found = mentions(phrase, self.authority)
        one = found[-1] if found else None
        name = (
            one.name
            if one
            else " ".join(w for w in name.split() if not name_words(w) <= OFFICE_WORDS | _TITLES)
        )
        if not name:
            return NOBODY
        countries = one.countries if one else tuple(self.codes(phrase))
        person = self.authority.person_named(name, countries[0] if countries else None, self.day)
        entity = Entity(person.id, person.label) if person else Entity(slug(*split_name(name)), name)
        code = countries[0] if countries else person.country if person else ""
        if one and one.organisations and not one.countries:
            return Voice("counterpart" if self.home != "EU" else None, entity)
        if not code or not self.home:
            return Voice(None, entity)
        return Voice("home" if code == self.home else "counterpart", entity)

    def of_gender(self, female: bool) -> Voice | None:
        """The only one who takes part of whom the text says "Ms." (or "Mr.")."""
        found = [p.voice for p in self.people if p.female is female]
        unknown = [p for p in self.people if p.female is None]
        return found[0] if len(found) == 1 and not unknown else None

    def fits(self, voice: Voice, female: bool) -> bool:
        """Whether nothing in the text speaks against "she" (or "he") for a person."""
        return not any(
            p.voice == voice and p.female is not None and p.female is not female for p in self.people
        )

    def only(self, side: Side) -> Voice:
        """A side's voice, with its speaker where there is only one."""
        entities = self.ours if side == "home" else self.theirs
        return Voice(side, entities[0] if len(entities) == 1 else None)


def _whole(word: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a word stands in a text, not as a part of another."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not (at and _IN_WORD.match(text, at - 1)) and not _IN_WORD.match(text, end):
            yield at, end
        at = text.find(word, at + 1)
