"""Who took part: the issuing government, its officials, the others, and their countries.

A person takes part who is named in the title, signs the text, speaks in it, or stands before or after a
verb of meeting in the opening. Whoever is only spoken about does not.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from searchapp.authority import Authority, Person, name_words, slug, split_name
from searchapp.extract.kind import Kind
from searchapp.extract.layout import Block
from searchapp.extract.mentions import Mention, mentions
from searchapp.extract.sentences import sentences
from searchapp.readout import Entity

_MEET = re.compile(
    r"""\b(?: (?:will\ |also\ |then\ |jointly\ )*(?:met|meets?|meeting|spoke|speaks?|talked) (?:\ (?:today|yesterday|virtually|separately|again|briefly|by\ (?:tele)?phone|on\ \w+|\w+ly))*
      | (?:held|holds?|had|has|conducted|convened)\ (?:an?|the|his|her|their|separate|talks|consultations|bilateral)\b (?:\ [\w’'()/-]+){0,9}?\ ?(?:meetings?|talks?|calls?|conversations?|dialogue|consultations?|conference|lunch|dinner|breakfast|discussions?)?
      | (?:co-)?(?:hosted|chaired|led)|received|receives|welcomed|called\ on|paid\ an?\ courtesy\ call\ (?:on|to)|received\ an?\ (?:courtesy\ call|visit|telephone\ call)\ (?:from|by)|(?:tele)?phoned
      | was\ joined\ by|joined|exchanged\ views\ with|participated|attended|travel(?:s|ed|led)?|visited|will\ (?:host|join|travel|visit|deliver|participate|attend|lead)|made\ a\ (?:phone|telephone)\ call|delivered|signed|announced )\b""",
    re.VERBOSE | re.IGNORECASE,
)  # fmt: skip
_MATTER = re.compile(
    r"\b(?:to (?:discuss|reiterate|reaffirm|express|congratulate|thank|follow|coordinate|continue|underscore|emphasize|advance|review|condemn|convey|highlight|welcome|exchange|address|consult|brief|offer|urge|share|strengthen|deepen|explore|talk|attend)\b"
    r"|regarding|concerning|about (?!\d)|in which|during which|where (?:he|she|they)|in response to|ahead of|prior to (?!this)|following|after|in support of|in honor of|on the (?:margins|sidelines|occasion)|and (?:discussed|reiterated|reaffirmed|expressed|congratulated|thanked|condemned|underscored))",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:on|about|for|regarding|toward|towards|in|against|from|as|over|near)\s+(?:the\s+)?(?:(?:situation|war|crisis|developments|conflict|peace|future|people)\s+(?:in|of)\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"\b(?:accompanying|on behalf of|succeeding|in place of|hosted by|invitation of|invited by)\s+(?:the\s+)?$"
)
_RELATIONS = re.compile(r"^\s*(?:[-–‑/]|and|,)")
_SIGNED = {
    "remarks",
    "statement",
    "press-conference",
    "joint-statement",
}  # whoever signs a note on a call took no part in it
_ELSEWHERE = {"call", "meeting", "joint-statement"}
_BEST = {"the opening line", "a further meeting in the text"}  # says more than a title or a caption
_FRAMING = {"title", "heading", "caption"}


@dataclass(frozen=True, slots=True)
class Taking:
    """Someone or some country that takes part, and the characters of the source that say so."""

    entity: Entity
    rule: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Parties:
    """The two sides of a readout. home: an ISO code."""

    home: Taking | None
    minister: tuple[Taking, ...]
    counterpart: tuple[Taking, ...]
    country: tuple[Taking, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """A mention of someone who takes part, and what makes us think so."""

    mention: Mention
    rule: str
    after: bool  # behind the verb of meeting, or after "with"


class _Reading:
    """One source text being read for its parties."""

    def __init__(
        self, blocks: list[Block], text: str, kind: Kind, day: date | None, authority: Authority
    ) -> None:
        self.blocks, self.text, self.kind, self.day, self.authority = blocks, text, kind, day, authority
        self.named = {block.start: self.mentions_in(block) for block in blocks if block.kind != "notice"}
        self.all = {m.name: m for found in self.named.values() for m in found}

    def mentions_in(self, block: Block) -> list[Mention]:
        found = mentions(self.text[block.start : block.end], self.authority)
        return [_moved(m, block.start) for m in found]

    # ---- who takes part

    def parts(self) -> Iterator[_Part]:
        first = True
        for block in self.blocks:
            here = self.named.get(block.start, [])
            if block.kind in _FRAMING and (block.kind == "title" or first):
                yield from (
                    _Part(
                        m,
                        "the title" if block.kind == "title" else "a line above the text",
                        self.after_with(m, block),
                    )
                    for m in here
                    if not self.matter(m, block)
                )
            elif block.kind == "byline" and self.kind.type in _SIGNED:
                yield from (_Part(m, "the line that says whose text it is", False) for m in here)
            elif block.kind == "paragraph" and not block.speaker:
                yield from self.opening(block, here, whole=first)
                first = False
            elif block.kind == "item":
                yield from self.opening(block, here, whole=False)
                first = False
            elif block.kind == "turn":
                first = False

    def opening(self, block: Block, here: list[Mention], *, whole: bool) -> Iterator[_Part]:
        """Those beside a verb of meeting: in the first paragraph, or later where a title of honour makes
        plain that someone is introduced who takes part."""
        if not here:
            return
        body = self.text[block.start : here[-1].end + 400].replace("\n", " ")[: block.end - block.start]
        for number, (start, end) in enumerate(sentences(body)):
            inside = [
                m
                for m in here
                if block.start + start <= m.name_start < block.start + end and not self.possessed(m)
            ]
            found = _MEET.search(body, start, end)
            if not inside or not found:
                continue
            matter = _MATTER.search(body, found.end(), end)
            cut = block.start + (matter.start() if matter else end)
            verb = block.start + found.start()
            if whole and number == 0:
                yield from (
                    _Part(m, "the opening line", m.name_start > verb) for m in inside if m.name_start < cut
                )
            elif whole or re.search(
                r"\b(?:phone call|joined|attended|participated|present)\b", body[start:end]
            ):
                yield from (
                    _Part(m, "a further meeting in the text", m.name_start > verb)
                    for m in inside
                    if m.name_start < cut and (m.honorific or whole)
                )

    def possessed(self, mention: Mention) -> bool:
        """Whether a name only owns something ("President Putin’s war"), or is that of someone accompanied."""
        return self.text[mention.name_end : mention.name_end + 2] in {"’s", "'s"} or bool(
            _BESIDE.search(self.text, max(0, mention.start - 40), mention.start)
        )

    def after_with(self, mention: Mention, block: Block) -> bool:
        return bool(
            re.search(r"\b(?:with|to|from)\b", self.text[block.start : mention.name_start], re.IGNORECASE)
        )

    def matter(self, mention: Mention, block: Block) -> bool:
        """Whether a title only speaks about someone: "Call on the Arrest of ..."."""
        return bool(
            re.search(
                r"\b(?:arrest|death|passing|detention|sentencing|election|release|on the|inauguration) of\b",
                self.text[block.start : mention.start],
                re.IGNORECASE,
            )
        )

    # ---- home

    def home(self, parts: list[_Part]) -> Taking | None:
        """The issuing government: by its own words, by who acts first, by who is named first."""
        for block in self.blocks:
            if block.kind not in {"byline", "dateline", "notice"}:
                continue
            for m in self.named.get(block.start, []):
                if m.office and (code := self.country_of(m)):
                    return self.country(code, "the line that says whose text it is", (m.start, m.end))
            if found := self.authority.issuer_finder.find(block.text):
                span = (block.start + found[0].start, block.start + found[0].end)
                return self.country(found[0].ids[0], "the office that issued it", span)
        for wanted in ("the line that says whose text it is", "the opening line", "the title"):
            for part in parts:
                if part.rule == wanted and not part.after and (code := self.country_of(part.mention)):
                    return self.country(
                        code, f"the official who acts, in {wanted}", (part.mention.start, part.mention.end)
                    )
        for block in self.blocks:
            if (
                block.kind == "title"
                and (places := self.authority.countries_in(block.text))
                and _RELATIONS.match(block.text[places[0].end :])
            ):
                return self.country(
                    places[0].ids[0],
                    "the first country of the title",
                    (block.start + places[0].start, block.start + places[0].end),
                )
            if found := self.authority.issuer_finder.find(block.text):
                return self.country(
                    found[0].ids[0],
                    "the office that issued it",
                    (block.start + found[0].start, block.start + found[0].end),
                )
            if block.speaker and (person := self.speaker(block.speaker)) and person.country:
                return self.country(person.country, "the first speaker", (block.start, block.start))
        return None

    def country(self, code: str, rule: str, span: tuple[int, int]) -> Taking:
        return Taking(Entity(code, self.authority.label("country", code)), rule, span)

    def country_of(self, mention: Mention) -> str | None:
        """The country that a mention names, else that of the person it means."""
        if mention.countries:
            return mention.countries[0]
        if mention.organisations:
            return None
        person = self.known(mention)
        return (person.country or None) if person else None

    # ---- names

    def known(self, mention: Mention) -> Person | None:
        country = mention.countries[0] if mention.countries else None
        fullest = self.fullest(mention)
        return self.authority.person_named(fullest, country, self.day) or (
            self.authority.person_named(mention.name, country, self.day) if fullest != mention.name else None
        )

    def fullest(self, mention: Mention) -> str:
        """The longest form of a name in this text."""
        words = name_words(mention.name)
        names = [name for name in self.all if words <= name_words(name)]
        return max(names, key=lambda n: len(name_words(n)), default=mention.name)

    def speaker(self, label: str) -> Person | None:
        shown = (
            re.sub(r"\b(?:Of|For|And|The|De)\b", lambda m: m.group().lower(), label.title())
            if label.isupper()
            else label
        )
        found = mentions(shown, self.authority)
        return self.known(found[0]) if found else None

    def entity(self, mention: Mention) -> Entity:
        if person := self.known(mention):
            return Entity(person.id, person.label)
        name = re.sub(r"\b(?:[A-Z]\.\s?)+(?=\s*\w{2})", "", self.fullest(mention)).strip() or mention.name
        given, family = split_name(name)
        words = [w.title() if w.isupper() and len(w) > 1 and "." not in w else w for w in name.split()]
        return Entity(slug(given, family), " ".join(words))


def _moved(m: Mention, by: int) -> Mention:
    return replace(
        m, start=m.start + by, end=m.end + by, name_start=m.name_start + by, name_end=m.name_end + by
    )


def parties(
    blocks: list[Block],
    text: str,
    kind: Kind,
    day: date | None,
    authority: Authority,
    home: str | None = None,
) -> Parties:
    """The sides of a readout; `home` is given where the front matter says it."""
    reading = _Reading(blocks, text, kind, day, authority)
    parts = list(reading.parts())
    issuer = (
        Taking(Entity(home, authority.label("country", home)), "front matter", (0, 0))
        if home
        else reading.home(parts)
    )
    ours, theirs, countries = _sides(parts, reading, issuer.entity.id if issuer else None)
    speakers = _speakers(reading, issuer.entity.id if issuer else None)
    ours += [s for s in speakers[0] if s.entity not in {t.entity for t in ours}]
    theirs += [s for s in speakers[1] if s.entity not in {t.entity for t in theirs}]
    countries += _named_countries(reading, issuer)
    known_ours = {t.entity.id for t in ours}
    theirs = [t for t in theirs if t.entity.id not in known_ours]
    return Parties(issuer, _once(ours), _once(theirs), _once(countries))


def _sides(
    parts: list[_Part], reading: _Reading, home: str | None
) -> tuple[list[Taking], list[Taking], list[Taking]]:
    ours: list[Taking] = []
    theirs: list[Taking] = []
    countries: list[Taking] = []
    for part in parts:
        m = part.mention
        country = reading.country_of(m)
        taking = Taking(reading.entity(m), part.rule, (m.name_start, m.name_end))
        if country and country == home:
            ours.append(taking)
        elif country or m.organisations:
            theirs.append(taking)
            if country and not m.organisations:
                countries.append(reading.country(country, f"the office of {m.name}", (m.start, m.end)))
        else:
            (theirs if part.after else ours).append(taking)
    return ours, theirs, countries


def _speakers(reading: _Reading, home: str | None) -> tuple[list[Taking], list[Taking]]:
    """Speakers of turns whom we know; reporters and moderators are nobody's side."""
    ours: dict[Entity, Taking] = {}
    theirs: dict[Entity, Taking] = {}
    if reading.kind.type not in {"press-conference", "remarks"}:
        return [], []
    for label in dict.fromkeys(block.speaker for block in reading.blocks if block.speaker):
        if person := reading.speaker(label):
            block = next(b for b in reading.blocks if b.speaker == label)
            entity = Entity(person.id, person.label)
            side = ours if person.country == home else theirs
            side[entity] = Taking(entity, "speaks in the text", (block.start, block.start))
    return list(ours.values()), list(theirs.values())


def _named_countries(reading: _Reading, home: Taking | None) -> list[Taking]:
    """Countries that a title joins to the talks: "Japan-Mexico Relations", "Call with French and UK Counterparts"."""
    made: list[Taking] = []
    title = next((b for b in reading.blocks if b.kind == "title"), None)
    if title is None:
        return made
    found = reading.authority.countries_in(title.text)
    bodies = reading.authority.organisation_finder.find(title.text)
    pair = len(found) > 1 and bool(re.fullmatch(r"\s?[-–‑/]\s?", title.text[found[0].end : found[1].start]))
    if (
        reading.kind.type not in _ELSEWHERE
        and not re.search(r"\b(?:meeting|call|talks) with\b", title.text, re.IGNORECASE)
        and not pair
        and not re.search(
            r"\btravels?\b|\bnational day\b|\bindependence day\b|\bconstitution day\b",
            title.text,
            re.IGNORECASE,
        )
    ):
        return made
    for one in found:
        before = title.text[: one.start]
        inside = any(b.start <= one.start < b.end for b in bodies)
        if not inside and not _ABOUT.search(before) and (home is None or one.ids[0] != home.entity.id):
            made.append(
                reading.country(one.ids[0], "the title", (title.start + one.start, title.start + one.end))
            )
    return made


def _once(takings: Iterable[Taking]) -> tuple[Taking, ...]:
    """Each entity once; a name that is part of a longer one of the same side is that one."""
    kept: dict[str, Taking] = {}
    for one in sorted(takings, key=lambda t: (-len(name_words(t.entity.label)), t.rule not in _BEST)):
        words = name_words(one.entity.label)
        if one.entity.id not in kept and not any(
            words < name_words(k.entity.label) and len(one.entity.id) > 2 for k in kept.values()
        ):
            kept[one.entity.id] = one
    return tuple(sorted(kept.values(), key=lambda t: t.span))
