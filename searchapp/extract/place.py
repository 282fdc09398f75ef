"""Where it happened: the city of a line above the text, of the opening, of the title; of a journey its first stop.

A country alone is no place here, nor a venue without its city, nor a city that is only spoken about.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from searchapp.authority import Authority
from searchapp.extract.block import Block
from searchapp.extract.opening import Opening
from searchapp.extract.told import Told

_NOWHERE = {"call", "statement"}
_SPOKEN = frozenset({"remarks", "press-conference"})
_ISSUED = frozenset({"meeting"})  # ministries that date a page "Matera, Italy" write it where they met
_MATTER = re.compile(  # opens what they spoke of; a place behind it is not theirs
    r"\bto (?:discuss|reiterate|reaffirm|express|congratulate|thank|follow|coordinate|underscore|emphasi[sz]e|advance|review|condemn|convey|highlight|hear|consult|exchange|address)\b"
    r"|\b(?:regarding|concerning|about(?! \d)|ahead of|prior to|since|discussed|exchanged views)\b|\b(?:after|following) (?!which)",
    re.IGNORECASE,
)
_AT = re.compile(  # what stands before the place of an event
    r"(?:\b(?:in|visiting|visit(?:s|ed)?(?: to| in)?|travel(?:s|l?ed|l?ing)?(?: first)? to|trip to|arriv(?:ed|es|ing) in|delegation to|returned from|stop(?:s|ped|over)? in|near|outside|from|host city of)\s+(?:the\s+(?:city of\s+)?)?|\b(?:welcomed|invited|brought|hosted)\b[^.;]*\bto\s+)$",
    re.IGNORECASE,
)
_GO = re.compile(
    r"\b(?:travel(?:s|l?ed|l?ing)?|trips?|visits?|visited|visiting|delegation|arriv(?:es?|ed|ing)|heads?|depart(?:s|ed|ing)?|is (?:on travel|currently)?)\b[^.;]{0,80}?\b(?:to|in|visit(?:s|ed|ing)?)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_HOLDS = re.compile(
    r"\b(?:took place|takes? place|was held|were held|(?:be|being) held|held|met|hosted|convened|visit(?:ed|s|ing)?|travel(?:l?ed|s)?|gathered)\b[^.;]{0,90}$"
)
_OTHER = re.compile(r"\b(?:previous|last|next|earlier|will)\b", re.IGNORECASE)  # of another meeting
_VENUE = re.compile(
    r"\s+(?:[A-Z][\w’'-]+\s+){0,2}(?:Cent(?:er|re)|Club|Hall|Convention|Airport|Palace|Media Hub|Hotel|Institute)\b"
)
_LABEL = re.compile(r"^(?:place|venue|location)\s*[:：]\s*", re.IGNORECASE)
_OFFICE = re.compile(
    r"\b(?:secretary|minister|president|premier|spokesperson|chancellor|ambassador|director|prince|king|representative|chair\w*|commissioner|department|office|bureau|mission to)\b(?!’s (?:residence|office))",
    re.IGNORECASE,
)
_SITE = re.compile(r"\b(?:Border|Air (?:Force )?Base|Naval Base|Base|Airport|Camp)$|^Joint Base\b")
_STATES = re.compile(
    r"(?:Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ill|Ind|Kan|Mass|Md|Mich|Minn|Miss|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Wash|Wis|Wyo)\.|(?:A[LKZR]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])\b"
    r"|Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada"
    r"|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming"
    r"|(?:NSW|QLD|VIC|ACT|TAS)\b|Alberta|British Columbia|Manitoba|New Brunswick|Newfoundland|Nova Scotia|Ontario|Prince Edward Island|Quebec|Québec|Saskatchewan|New South Wales|Queensland|Tasmania|Victoria|(?:South|Western) Australia|England|Scotland|Wales|Northern Ireland|the West Bank|West Bank"
)
_NAMED = re.compile(  # a city that we do not know, with its country or state
    r"(?P<city>[A-Z][\w’'-]+(?:[\s-](?:[A-Z][\w’'-]+|de|del|da|do|la|el|al|am|upon|sur|di)){0,3}),\s+(?:the\s+)?(?=[A-Z])"
)
_SHORT = 90  # characters; a longer line above a text names no place


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place in a text: its name, its country or "" where it is not known, its characters."""

    label: str
    country: str
    start: int
    end: int


def place(
    blocks: list[Block],
    read: Opening,
    above: Opening,
    type_: str,
    authority: Authority,
    *,
    remote: bool = False,
) -> Told[str] | None:
    """The city where it happened, with its evidence; None for a call, for a statement, and where none is told.

    remote: they met by video, so that only a line above the text can say where the speaker was.
    """
    if type_ in _NOWHERE:
        return None
    found = _by_line(blocks, type_, authority)
    if found or remote:
        return found
    if type_ == "other":
        return _first_stop(read, authority) or _by_title(blocks, authority, journey=True)
    return (
        _by_opening(read, type_, authority)
        or _by_opening(above, type_, authority, whole=True)
        or _by_title(blocks, authority, journey=False)
        or _by_line([block for block in blocks[:6] if block.kind == "dateline"], type_, authority, _ISSUED)
    )


def _by_line(
    blocks: list[Block], type_: str, authority: Authority, kinds: frozenset[str] = _SPOKEN
) -> Told[str] | None:
    """The city of a line above the text: after "Place:", or of verbatim words the line that says where."""
    for block, text, at in _lines(blocks):
        label = _LABEL.match(text)
        if label is None and (type_ not in kinds or _OFFICE.search(text)):
            continue
        begin = label.end() if label else 0
        spot = next(iter(_spots(text[begin:], authority)), None) or _unknown(text[begin:], authority)
        if spot:
            start = block.start + at + begin
            return Told(spot.label, "the line that says where", (start + spot.start, start + spot.end))
        if _SITE.search(text[begin:]) and len(text) < _SHORT // 2:
            return Told(
                text[begin:].strip(), "the line that says where", (block.start + at + begin, block.end)
            )
    return None


def _lines(blocks: list[Block]) -> Iterator[tuple[Block, str, int]]:
    """Lines above the text that may name a place, and the date line."""
    for block in blocks[:10]:
        if (block.kind in {"byline", "notice"} and len(block.text) < _SHORT) or block.kind == "dateline":
            yield block, block.text, 0
        elif block.kind in {"paragraph", "item", "turn"}:
            return


def _spots(text: str, authority: Authority) -> list[_Spot]:
    """The places that a text names with a capital, in order."""
    return [
        _Spot(one.label, one.country, found.start, found.end)
        for found in authority.place_finder.find(text)
        if text[found.start].isupper() and (one := authority.places[found.ids[0]])
    ]


def _unknown(text: str, authority: Authority, before: re.Pattern[str] | None = None) -> _Spot | None:
    """A city that the files do not know, by the country or state behind it ("Denarau Bay, Fiji")."""
    for found in _NAMED.finditer(text):
        if before is not None and not before.search(text, 0, found.start()):
            continue
        rest = text[found.end() : found.end() + 40]
        if any(named.start == 0 for named in authority.countries_in(found["city"])):
            continue
        near = next(iter(authority.countries_in(rest)), None)
        if _STATES.match(rest) or (near and near.start == 0):
            return _Spot(
                found["city"], near.ids[0] if near and near.start == 0 else "US", *found.span("city")
            )
    return None


def _by_opening(read: Opening, type_: str, authority: Authority, *, whole: bool = False) -> Told[str] | None:
    for number, (start, end) in enumerate(read.parts[:4]):
        sentence = read.plain[start:end]
        if number and _OTHER.search(sentence):
            continue
        matter = None if whole or type_ in _SPOKEN else _MATTER.search(sentence)
        act = sentence[: matter.start()] if matter else sentence
        for spot in _spots(act, authority):
            before = act[: spot.start]
            here = _AT.search(before) and (not number or _HOLDS.search(before))
            if here or (
                type_ in _SPOKEN
                and _VENUE.match(act, spot.end)
                and not re.search(r"[A-Z][\w’'-]+\s$", before)
            ):
                return Told(spot.label, "the opening line", read.span(start + spot.start, start + spot.end))
        if not number and (new := _unknown(act, authority, _AT)):
            return Told(new.label, "the opening line", read.span(start + new.start, start + new.end))
    return None


def _first_stop(read: Opening, authority: Authority) -> Told[str] | None:
    """The first city of a journey; none where a country is named first, unless the city lies in it."""
    for start, end in read.parts[:2]:
        sentence = read.plain[start:end]
        going = _GO.search(sentence)
        if not going:
            continue
        rest = sentence[going.end() :]
        spot = next(iter(_spots(rest, authority)), None)
        country = next(iter(authority.countries_in(rest)), None)
        if (spot is None or (country and country.start < spot.start)) and (new := _unknown(rest, authority)):
            spot = new if spot is None or new.start < spot.start else spot
        if spot and (country is None or spot.start <= country.start or spot.country == country.ids[0]):
            at = start + going.end()
            return Told(
                spot.label, "the first stop of the journey", read.span(at + spot.start, at + spot.end)
            )
        return None
    return None


def _by_title(blocks: list[Block], authority: Authority, *, journey: bool) -> Told[str] | None:
    """The city of a title: "in Putrajaya, Malaysia", "Doorstop - Bali, Indonesia", "Travel to Lima"."""
    for block in blocks[:4]:
        if block.kind not in {"title", "heading"}:
            continue
        for spot in _spots(block.text, authority):
            before, after = block.text[: spot.start], block.text[spot.end :]
            apart = re.search(r"(?:[-–—,:|(]|Conference|Doorstop|Doorstep)\s*$", before) and re.match(
                r"$|[,)\s]*(?:[A-Z]|\d|$)", after
            )
            if (
                _AT.search(before)
                or (journey and re.search(r"\bto (?:the )?$", before))
                or (apart and not journey)
            ):
                return Told(spot.label, "the title", (block.start + spot.start, block.start + spot.end))
    return None
