"""Who can be heard in a readout: its people under their names and offices, its countries, and their sides."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from searchapp.authority import Authority, name_words, slug, split_name
from searchapp.authority.names import foldable
from searchapp.extract.mentions import mentions
from searchapp.readout import Entity, Side

_OFFICE = frozenset(
    """secretary secretaries minister ministers deputy foreign state prime president presidents vice chancellor ambassador high
    representative commissioner under assistant acting special envoy councilor councillor counselor counsellor senior national security
    advisor adviser parliamentary director general chair chairman chairperson chairwoman governor king queen premier speaker affairs
    external defense defence trade economy finance europe european indo-pacific international development department spokesperson
    first second ii permanent interim crown prince princess emir amir sultan pope charge chief staff political leader home interior
    energy environment climate commerce industry administrator undersecretary attorney head taoiseach representative/vice-president
    minister/foreign secretary-general eam pm fm dpm fs hr/vp""".split()
)
_TITLES = frozenset(
    """mr ms mrs miss dr prof professor hon honourable honorable h.e his her excellency sir dame lord baroness senator shri smt madam
    general the of for and to on at in today a an new is us uk eu u.s u.k d.c washington""".split()
)
_SHORT = {"eam": "external affairs minister", "pm": "prime minister", "fm": "foreign minister", "dpm": "deputy prime minister", "hr/vp": "high representative"}  # fmt: skip
_HEADS = ("secretary", "minister", "president", "representative", "commissioner", "envoy", "ambassador", "chancellor", "advisor", "adviser", "director", "general", "king", "emir", "premier", "chair", "governor")  # fmt: skip
_FOREIGN = re.compile(r"\b(minister|secretary) (?:of|for) (?:external|foreign)(?: affairs)?\b")
_BEFORE = re.compile(r"(?:(?:[A-Z][\w’'/.-]*|of|for|and|the|de|al|bin)[\s,]+){1,12}$")
_MET = frozenset({"meeting", "call", "joint-statement"})
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
    ) -> None:
        self.text, self.authority, self.day, self.type = text, authority, day, type_
        self.home = home.id if home else None
        self.others = frozenset(country.id for country in countries)
        self.ours, self.theirs = ours, theirs
        self._told: dict[str, Voice | None] = {}

    @cached_property
    def people(self) -> list[_Person]:
        sides: tuple[tuple[Side, Sequence[Entity]], ...] = (("home", self.ours), ("counterpart", self.theirs))
        return [self._person(Voice(side, entity)) for side, entities in sides for entity in entities]

    def _person(self, voice: Voice) -> _Person:
        label = voice.speaker.label if voice.speaker else ""
        words = name_words(label)
        found: set[str] = set()
        female: bool | None = None
        for place in self._places(words):
            before = _BEFORE.search(self.text, max(0, place - 110), place)
            run = before.group() if before else ""
            found |= _offices(run)
            found |= _offices_behind(self.text[place : place + 120])
            if female is None and (_FEMALE.search(run) or _MALE.search(run)):
                female = bool(_FEMALE.search(run))
        return _Person(voice, words, frozenset(found), frozenset(h for o in found for h in _head(o)), female)

    def _places(self, words: frozenset[str]) -> Iterable[int]:
        """Where a person is named: the first places of the name's rarest written word."""
        for word in sorted(words, key=len, reverse=True):
            places = [m.start() for m in re.finditer(rf"\b{re.escape(word)}\b", self._folded)]
            if places:
                yield from places[:6]

    @cached_property
    def _folded(self) -> str:
        return foldable(self.text[:_READ])

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
        names = bare - _OFFICE
        if found := self._by_name(names, phrase):
            return found
        codes = self.codes(phrase)
        if codes and not names - self._country_words(phrase):
            if not bare & _OFFICE or bare & {"government"}:
                return self.country(codes)
            return self._by_office(phrase, self.side_of(codes))
        if bare and not names:
            return self._by_office(phrase, None)
        return NOBODY if len(names) > 1 or (names and (codes or bare & _OFFICE)) else None

    def labelled(self, label: str, side: Side | None) -> Voice:
        """The speaker of a turn, under the label that it was given."""
        for entity in (*self.ours, *self.theirs) if side else ():
            if entity.label == label:
                return Voice(side, entity)
        return Voice(side)

    def _by_name(self, names: frozenset[str], phrase: str) -> Voice | None:
        if not names:
            return None
        ranked = [(len(names & p.words), p) for p in self.people if names & p.words]
        if not ranked:
            return self._mentioned_as(names)
        best = max(count for count, _ in ranked)
        found = [p for count, p in ranked if count == best]
        if len(found) > 1 and (side := self.side_of(self.codes(phrase))):
            found = [p for p in found if p.voice.side == side] or found
        if len(found) > 1:
            offices = _offices(phrase)
            found = [p for p in found if offices & p.offices] or found
        if len(found) == 1:
            return found[0].voice
        sides = {p.voice.side for p in found}
        return Voice(sides.pop()) if len(sides) == 1 else NOBODY

    def _mentioned_as(self, names: frozenset[str]) -> Voice | None:
        """Someone of a side of which nobody is known to take part, who stands with office and country in the text."""
        if self.type not in _MET or (self.ours and self.theirs):
            return None
        empty = "home" if not self.ours else "counterpart"
        found = [
            v
            for v, words in self._mentions
            if names & words and (v.side == empty or not (self.ours or self.theirs))
        ]
        return found[0] if len({v.speaker for v in found}) == 1 else None

    @cached_property
    def _mentions(self) -> list[tuple[Voice, frozenset[str]]]:
        made = []
        for one in mentions(self.text[:_READ], self.authority):
            side = self.side_of(one.countries[:1])
            person = self.authority.person_named(
                one.name, one.countries[0] if one.countries else None, self.day
            )
            if person and not one.countries:
                side = self.side_of([person.country])
            entity = (
                Entity(person.id, person.label) if person else Entity(slug(*split_name(one.name)), one.name)
            )
            if side and (one.office or person):
                made.append((Voice(side, entity), name_words(entity.label) | name_words(one.name)))
        return made

    def _by_office(self, phrase: str, side: Side | None) -> Voice:
        """Whom "the Secretary" means: the one whose office is called so, else the one whose office ends so."""
        bare = " ".join(w for w in re.findall(r"[\w/-]+", foldable(phrase)) if w not in {"the", "her", "his", "mr", "madam"} and (w in _OFFICE or w in {"of", "for", "affairs"}))  # fmt: skip
        wanted = _FOREIGN.sub(r"foreign \1", _SHORT.get(bare, bare))
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
        if self.home == "EU" and re.search(r"\bEU\b|\bEuropean Union\b", phrase):
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
            one.name if one else " ".join(w for w in name.split() if not name_words(w) <= _OFFICE | _TITLES)
        )
        if not name:
            return NOBODY
        countries = one.countries if one else tuple(self.codes(phrase))
        person = self.authority.person_named(name, countries[0] if countries else None, self.day)
        entity = Entity(person.id, person.label) if person else Entity(slug(*split_name(name)), name)
        code = countries[0] if countries else person.country if person else ""
        if one and one.organisations and not one.countries:
            return Voice("counterpart" if self.home != "EU" else None, entity)
        if not code:
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


def _offices(run: str) -> set[str]:
    """The offices in the words before a name: "Acting Foreign Secretary" is also "foreign secretary"."""
    words = [w for w in re.findall(r"[\w/-]+", foldable(run)) if w not in {"the", "mr", "ms", "dr"}]
    at = len(words)
    while at and (words[at - 1] in _OFFICE or words[at - 1] in {"of", "for", "and"}):
        at -= 1
    office = " ".join(words[at:])
    if not office:
        kept = [w for w in words if w in _OFFICE or w in {"of", "for"}]
        office = " ".join(kept)
    return _called(office)


def _offices_behind(text: str) -> set[str]:
    """The office after a name: "KAMIKAWA Yoko, Minister for Foreign Affairs of Japan"."""
    found = re.match(
        r"[\w’'-]+(?: [A-Z][\w’'-]+){0,4}, (?:the )?((?:[A-Z][\w’'/-]*|of|for|and|the)(?: (?:[A-Z][\w’'/-]*|of|for|and|the)){0,6})",
        text,
    )
    if not found:
        return set()
    words = re.findall(r"[\w/-]+", foldable(found[1]))
    kept = []
    for word in words:
        if word not in _OFFICE and word not in {"of", "for", "the", "and"}:
            break
        kept.append(word)
    while kept and kept[-1] in {"of", "for", "the", "and"}:
        kept.pop()
    return _called(" ".join(w for w in kept if w != "the"))


def _called(office: str) -> set[str]:
    office = office.strip()
    if not office:
        return set()
    made = {_SHORT.get(part, part) for part in (office, *_parted(office))} - {
        office if " and " in office else ""
    }
    made |= {_FOREIGN.sub(r"foreign \1", o) for o in made}
    made |= {re.sub(r"^(?:acting|interim|caretaker|new) ", "", o) for o in made}
    if any(o.startswith("secretary of state") for o in made):
        made |= {"secretary", "secretary of state"}
    return {o for o in made if any(h in o for h in _HEADS) or o in {"taoiseach", "pope", "speaker", "queen"}}


def _parted(office: str) -> set[str]:
    """The offices in "deputy prime minister and foreign minister"; "secretary and foreign minister" are two people."""
    *others, last = re.split(r" and (?=\w+ ?(?:minister|secretary|president|councilor))|/", office)
    return {last, *(other for other in others if " " in other)}


def _head(office: str) -> set[str]:
    """Shorter names of an office: "foreign minister" may be "the minister"."""
    words = office.split()
    made = {word for word in words if word in _HEADS}
    made |= {" ".join(words[i:]) for i in range(1, len(words))}
    return made
