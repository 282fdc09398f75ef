"""Who is named in one text: its mentions block by block, each resolved to one person and to whom he acts for."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from searchapp.authority import Authority, Person, Sightings, name_words, slug, split_name
from searchapp.extract.layout import Block
from searchapp.extract.mentions import Mention, mentions
from searchapp.extract.personal_names import without_honours
from searchapp.readout import Entity

_POOLED = 4  # paragraphs in which a name is given whole before it is shortened
_HEADER = {"title", "heading", "caption", "byline", "dateline", "notice"}
_DELEGATION = re.compile(
    r"(?:side|delegation|team|party)\s+(?:(?:was|is|were|will be)\s+)?(?:also\s+)?(?:led|headed|(?:co-)?chaired|represented|attended)\s+by\b(?!.*\b(?:side|delegation|team)\b)[^;]*$"
    r"|\bside,?\s+(?:by\s+)?(?:[\w.]+\s+)?$"
)
_LEADS = re.compile(
    r"[^.;]{0,100}?\b(?:led|headed|represented) (?:the\s+)?((?:[\w’'.-]+\s+){1,5})(?:delegation|side)\b"
)
_ON_THE_SIDE = re.compile(r"\b(?:on|from|for)\s+the\s+(?:[\w.]+\s+)?$")


@dataclass(frozen=True, slots=True)
class Allegiance:
    """For which country, or else for which body, someone acts; neither where the text and the files do not say."""

    country: str | None = None
    organisation: str | None = None


class Naming:
    """The names of one text, read where they are asked for."""

    def __init__(
        self, blocks: list[Block], seen: Sightings, text: str, day: date | None, authority: Authority
    ) -> None:
        self.blocks, self.text, self.day, self.authority = blocks, text, day, authority
        self.seen = seen
        self._read: dict[int, list[Mention]] = {}
        self._full: dict[Mention, str] = {}
        self._acts: dict[Mention, Allegiance] = {}
        self._known: dict[tuple[str, tuple[str, ...]], Person | None] = {}

    def of(self, block: Block) -> list[Mention]:
        """The officials named in a block, by their characters in the source."""
        if block.start not in self._read:
            found = mentions(self.text[block.start : block.end], self.authority, self.seen, block.start)
            self._read[block.start] = [m.moved(block.start) for m in found]
        return self._read[block.start]

    @cached_property
    def _pool(self) -> tuple[Mention, ...]:
        """The mentions in the header and in the first paragraphs."""
        body = [b for b in self.blocks if b.kind not in _HEADER]
        near = [b for b in self.blocks if b.kind in _HEADER] + body[:_POOLED]
        return tuple(m for b in near for m in self.of(b))

    def _longer(self, mention: Mention) -> list[Mention]:
        """Mentions by a name that holds this one, of no other country."""
        words = name_words(mention.name)
        return [
            one for one in self._pool
            if words <= name_words(one.name)
            and (not one.countries or not mention.countries or one.countries[0] == mention.countries[0])
        ]  # fmt: skip

    def fullest(self, mention: Mention) -> str:
        """The longest form of a name in this text."""
        if mention not in self._full:
            longer = max(self._longer(mention), key=lambda one: len(name_words(one.name)), default=mention)
            self._full[mention] = longer.name
        return self._full[mention]

    def known(self, mention: Mention) -> Person | None:
        """The person of the authority files that a mention means; None where it is no one or not certain."""
        key = (mention.name, mention.countries)
        if key not in self._known:
            self._known[key] = self._resolved(mention)
        return self._known[key]

    def _resolved(self, mention: Mention) -> Person | None:
        country = mention.countries[0] if mention.countries else None
        fullest = self.fullest(mention)
        if person := self.authority.person_named(fullest, country, self.day):
            return person
        if (
            len(name_words(mention.name)) < 2
        ):  # one of several of that name: the text says which, not the file
            return None
        return self.authority.person_named(mention.name, country, self.day)

    def entity(self, mention: Mention) -> Entity:
        """One id under every form of a name. The label is the authority's, unless this text spells the name otherwise."""
        printed = _cased(self.fullest(mention))
        if person := self.known(mention):
            words, label = name_words(printed), name_words(person.label)
            same = words <= label or label <= words or len(words) < 2
            return Entity(person.id, person.label if same else without_honours(printed))
        given, family = split_name(_without_initials(self.fullest(mention)))
        return Entity(slug(given, family), printed)

    def acts_for(self, mention: Mention) -> Allegiance:
        """The country or body in the office, else that of the person, else that of the delegation he leads."""
        if mention not in self._acts:
            self._acts[mention] = self._allegiance(mention)
        return self._acts[mention]

    def _allegiance(self, mention: Mention) -> Allegiance:
        if mention.organisations and not mention.countries:
            return Allegiance(None, mention.organisations[0])
        if mention.countries:
            return Allegiance(mention.countries[0])
        if issued := self.authority.office_finder.find(self.text[mention.start : mention.end]):
            return Allegiance(issued[0].ids[0])
        if person := self.known(mention):
            country, body = person.stands_for(self.day)
            ids = sorted(self.authority.named("organisation", body)) if body else []
            return Allegiance(country or None, ids[0] if ids else body or None)
        if led := self._delegation(mention):
            return Allegiance(led)
        whole = next((one for one in self._longer(mention) if one.countries or one.organisations), None)
        if whole is None:
            return Allegiance()
        return Allegiance(whole.countries[0]) if whole.countries else Allegiance(None, whole.organisations[0])

    def _delegation(self, mention: Mention) -> str | None:
        """The country of "the Indian delegation was led by" and "on the Japanese side" right before a name."""
        after = self.text[mention.end : mention.end + 160].replace("\n", " ")
        if (leads := _LEADS.match(after)) and (
            led := self.seen.countries(leads[1], mention.end + leads.start(1))
        ):
            return led[0].ids[0]
        start = max(0, mention.start - 250)
        before = self.text[start : mention.start].replace("\n", " ")
        if not (_DELEGATION.search(before) or _ON_THE_SIDE.search(before)):
            return None
        places = self.seen.countries(before, start)
        return places[-1].ids[0] if places and _DELEGATION.search(before[places[-1].end :]) else None

    def speaker(self, label: str) -> Mention | None:
        """The official whom the label of a turn names: `SECRETARY BLINKEN`, `Wang Wenbin`."""
        shown = (
            re.sub(r"\b(?:Of|For|And|The|De)\b", lambda m: m.group().lower(), label.title())
            if label.isupper()
            else label
        )
        return next(iter(mentions(shown, self.authority)), None)


_MARKS = str.maketrans("", "", '()“”"')


def _without_initials(name: str) -> str:
    """A name without middle initials; those in place of a given name stay."""
    return re.sub(r"(?<=\w\s)(?:[A-Z]\.\s?)+(?=\s*\w{2})", "", name.translate(_MARKS)).strip() or name


def _cased(name: str) -> str:
    """A name without middle initials, capitals as in running text."""
    return " ".join(_word(w) for w in _without_initials(name).split())


def _word(word: str) -> str:
    return word.title() if word.isupper() and len(word) > 1 and "." not in word else word
