"""Who took part: the issuing government, its officials, the others, their countries and bodies.

A person takes part who is named in the title, signs the text, speaks in it, or stands before or after a
verb of meeting in the opening. Whoever is only spoken about does not.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from searchapp.authority import Authority, Sightings, name_words
from searchapp.extract.issuer import issuer, side_of
from searchapp.extract.joined import Joined, joined
from searchapp.extract.kind import Kind
from searchapp.extract.layout import Block
from searchapp.extract.naming import Naming
from searchapp.extract.organisations import organisations
from searchapp.extract.sentences import sentences
from searchapp.extract.taking import Taking, country_taking
from searchapp.extract.taking_part import FURTHER, OPENING, SIGNATURE, Part, Participation
from searchapp.readout import Entity

_BEST = {OPENING, FURTHER}  # say more than a title or a caption
_SPOKEN = {"press-conference", "remarks"}
_GOES = re.compile(r"\b(?:travel|visit|arriv|return|stop|continue)\w*\b[^.;]*$")
_MET_THERE = re.compile(r"\b(?:meet|consult|attend|address|participat|brief|delegation|engag)\w*\b")
_GATHERING = re.compile(
    r"\b(?:to|and) (?:attend|participate in|take part in|join|represent|lead the)\b[^.;]*\b(?:Summit|Meeting|Ministerial|Conference|Assembly|Forum|Session|Dialogue|G7|G20|APEC|Quad)\b"
)
_NEAR = 140  # characters between a country and the body or gathering that is met there
_FIRST_PERSON = re.compile(r"(?<![\w“])I(?:’m|’ve|'m)?\b(?!\.)")


@dataclass(frozen=True, slots=True)
class Parties:
    """The sides of a readout: home, its officials, the others, their countries and bodies."""

    home: Taking | None
    minister: tuple[Taking, ...]
    counterpart: tuple[Taking, ...]
    country: tuple[Taking, ...]
    organisation: tuple[Taking, ...]


def parties(
    blocks: list[Block],
    seen: Sightings,
    text: str,
    kind: Kind,
    day: date | None,
    authority: Authority,
    home: str | None = None,
    url: str | None = None,
) -> Parties:
    """The sides of a readout; `home` is given where the front matter says it, `url` where the page has one."""
    naming = Naming(blocks, seen, text, day, authority)
    reading = Participation(naming, kind)
    parts = list(reading.parts())
    signed = [Part(m, SIGNATURE, False) for m in reading.signatures()]
    issued = _given(home, url, authority) or issuer(naming, parts, signed)
    code = issued.entity.id if issued else None
    parts += _signing(naming, kind, parts, signed, code)
    ours, theirs, countries = _sides(naming, parts, code)
    if code and not ours and kind.type in {"call", "meeting", "other"}:
        ours = _inviting(naming, code)
    told = _speakers(naming, kind, code)
    ours, theirs = [*ours, *told[0]], [*theirs, *told[1]]
    join = _hosts_left_out(naming, joined(naming, kind))
    countries += [
        country_taking(authority, one.id, one.rule, one.span)
        for one in join
        if not one.body and one.id != code
    ]
    bodies = organisations(naming, kind, parts, join, code)
    known_ours = {t.entity.id for t in ours}
    theirs = [t for t in theirs if t.entity.id not in known_ours]
    return Parties(issued, _once(ours), _once(theirs), _once(countries), _once(bodies))


def _given(home: str | None, url: str | None, authority: Authority) -> Taking | None:
    if home:
        return country_taking(authority, home, "front matter", (0, 0))
    code = authority.issuer_at(url) if url else None
    return country_taking(authority, code, "the site that it stands on", (0, 0)) if code else None


def _signing(
    naming: Naming, kind: Kind, parts: list[Part], signed: list[Part], home: str | None
) -> list[Part]:
    """The minister whose release it is: where he speaks as I, or is not named in the text itself."""
    mine = [part for part in signed if side_of(naming, part) == home and "pokes" not in part.mention.office]
    if not mine or kind.type in {"press-conference"}:
        return []
    body = next((b for b in naming.blocks if b.kind in {"paragraph", "item"}), None)
    if body and _FIRST_PERSON.search(naming.text[body.start : body.end]):
        return mine
    acted = any(p.rule in _BEST and side_of(naming, p) == home for p in parts)
    return mine if kind.type in {"call", "meeting"} and not acted else []


def _inviting(naming: Naming, home: str) -> list[Taking]:
    """Home's official in the opening who only invites or receives, where no one else stands for home."""
    lead = next((b for b in naming.blocks if b.kind in {"paragraph", "item"}), None)
    return [
        Taking(naming.entity(m), "who invites, in the opening line", (m.name_start, m.name_end))
        for m in (naming.of(lead) if lead else ())
        if m.office and not m.countries and naming.acts_for(m).country == home
    ]


def _sides(
    naming: Naming, parts: list[Part], home: str | None
) -> tuple[list[Taking], list[Taking], list[Taking]]:
    ours: list[Taking] = []
    theirs: list[Taking] = []
    countries: list[Taking] = []
    for part in parts:
        m = part.mention
        taking = Taking(naming.entity(m), part.rule, (m.name_start, m.name_end))
        side, country = side_of(naming, part), naming.acts_for(m).country
        if side and side == home:
            ours.append(taking)
        elif side or naming.acts_for(m).organisation:
            theirs.append(taking)
            if country:
                span = (m.start, m.end)
                countries.append(country_taking(naming.authority, country, f"the office of {m.name}", span))
        else:
            (theirs if part.after else ours).append(taking)
    return ours, theirs, countries


def _speakers(naming: Naming, kind: Kind, home: str | None) -> tuple[list[Taking], list[Taking]]:
    """Speakers of turns whom we know; reporters and moderators are nobody's side."""
    ours: dict[Entity, Taking] = {}
    theirs: dict[Entity, Taking] = {}
    if kind.type not in _SPOKEN:
        return [], []
    for label in dict.fromkeys(block.speaker for block in naming.blocks if block.speaker):
        mention = naming.speaker(label)
        person = naming.known(mention) if mention else None
        if mention and person:
            block = next(b for b in naming.blocks if b.speaker == label)
            entity = naming.entity(mention)
            side = ours if person.country == home else theirs
            side[entity] = Taking(entity, "speaks in the text", (block.start, block.start))
    return list(ours.values()), list(theirs.values())


def _hosts_left_out(naming: Naming, found: list[Joined]) -> list[Joined]:
    """Without the countries of a trip's title in which, by the text, only international bodies are met."""
    if not any(one.rule == "the title" and not one.body for one in found):
        return found
    return [one for one in found if one.body or one.rule != "the title" or not _only_hosts(naming, one)]


def _only_hosts(naming: Naming, one: Joined) -> bool:
    """Whether every sentence on a country tells of a body or a gathering there, none of its own people."""
    told = False
    for block in naming.blocks:
        if block.kind not in {"paragraph", "item"} or block.speaker:
            continue
        raw = naming.text[block.start : block.end].replace("\n", " ")
        if not any(f.ids[0] == one.id for f in naming.seen.countries(raw, block.start)):
            continue
        for start, end in sentences(raw):
            sentence = raw[start:end]
            places = [f for f in naming.seen.countries(sentence, block.start + start) if f.ids[0] == one.id]
            if not places:
                continue
            place = places[0]
            behind = sentence[place.end : place.end + _NEAR]
            bodies = naming.seen.bodies(behind, block.start + start + place.end)
            elsewhere = any(_MET_THERE.search(behind, 0, b.start) for b in bodies) or _GATHERING.search(
                behind
            )
            if not (elsewhere and _GOES.search(sentence[: place.start])):
                return False
            told = True
    return told


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
