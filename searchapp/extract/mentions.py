"""Finds officials in a text: an office before a name, a name before an office, or a name we know."""

import re
from dataclasses import dataclass

from searchapp.authority import Authority, Found
from searchapp.authority.people import PARTICLES
from searchapp.extract.personal_names import Name, cut

_UPPER = "".join(chr(c) for c in range(0x41, 0x250) if chr(c).isupper()) + "".join(
    chr(c) for c in range(0x1E00, 0x1F00) if chr(c).isupper()
)
_PARTICLE = "|".join(
    sorted(p for p in PARTICLES if p.isalpha() and p not in {"o", "y", "e", "la", "lo", "le"})
)
_WORD = (
    rf"(?:(?:[Aa]l|[Ee]l|[Aa]s|[Aa]d|[Aa]n|[Aa]r)[-‑’']|[dDlLOoNn][’'])?[{_UPPER}]\w+(?:[-‑’'](?!s\b)\w+)*"
)
_PART = rf"(?:{_WORD}|[{_UPPER}]\.(?:\s?[{_UPPER}]\.)*)"
_NAME = rf"{_PART}(?:\s+(?:(?:{_PARTICLE})\s+){{0,3}}{_PART}){{0,6}}"
_HONORIFIC = (
    r"(?:(?:His|Her|Their)\ (?:Excellency|Royal\ Highness|Highness|Majesty)|H\.\s?E\.?|H\.?R\.?H\.?|the\ (?:Rt\.?\ |Right\ )?Hon(?:ou?rable|\.)?|Hon(?:ou?rable|\.)?|Rt\.?\ Hon\.?"
    r"|Mr\.?|Ms\.?|Mrs\.?|Miss|Dr\.?|Prof\.?|Professor|Sir|Dame|Lord|Baroness|Senator|Sheikha?h?|Shaikh|Sayyid|Sayed|Datuk|Dato[’']?|Tan\ Sri|Tun|Pehin|General|Gen\.|Lt\.|Lieutenant|Brigadier|Admiral|Colonel|Engineer|Eng\.|Ambassador|Ing\.)"
)
_RANK = (
    r"(?:Deputy|Vice|First|Second|Acting|Interim|Under|Assistant|Principal|Senior|Special|Permanent|Alternate|Executive|Federal|State|Parliamentary|Chief|Caretaker|Transitional"
    r"|Presidential|Personal|Coordinating|Cabinet|Global|Main)"
)
_SUBJECT = r"(?:(?!(?:Minister|Secretary|President|Chancellor)\b)[A-Z][\w’'&-]+|and|&|of|the|,)"
_FIELDS = "|".join(
    """Administration Affairs African Agriculture America American Americas Arms Asia Asian Bureau Central Civilian Climate Commerce Commercial Compliance
    Conservation Consular Control Cooperation Counterterrorism Cultural Culture Cyber Cyberspace Defen[cs]e Democracy Department Development Digital Diplomacy
    Disarmament East Eastern Economic Economy Education Employment Energy Enforcement Enlargement Environment Environmental Eurasian Europe European
    Euro-Atlantic Expatriates External Fernandez Finance Foreign Food Freedom Global Growth Health Hemisphere Holocaust Home Horn Hostage Human Immigration
    Indo-Pacific Industry Information Innovation Integration Intelligence Interior International Investment Issues Justice Labou?r Law Legislative Management
    Migration Military Multilateral Narcotics National Natural Near Negotiations Neighbou?rhood Nonproliferation Non-Proliferation North Nuclear Oceans
    Organi[sz]ations? Pacific Parliamentary Partnerships Planning Policy Political Population Private Process Public Reconciliation Reconstruction Refugees
    Regional Relations Religious Research Resources Rights Rules Science Scientific Sciences Secretary Sector Security Social South Southeast Spokesperson
    State Sustainable Technology Tourism Trade Transport Treasury Union War Water West Western Women Women[’']s Youth""".split()
)
_OFFICE = rf"""(?:
    (?:{_RANK}[\s-]+)*(?:
        (?:Foreign|External\ Affairs|Prime|Defen[cs]e|Finance|Trade|Economy|Interior|Energy|Environment|Health|Climate|Justice|State|Commerce|Digital|Development|Planning|Education|Agriculture|Oil|Intelligence|Transport|Europe)\s+(?:(?:and|&)\s+[A-Z]\w+\s+)?Ministers?(?:\s+II\b)?
      | Ministers?\s+(?:of|for)\s+(?:the\s+)?{_SUBJECT}(?:,?\s+{_SUBJECT}){{0,9}}
      | Ministers?(?:\s+II\b)?|Premiers?|Taoiseach
      | Foreign\s+Secretar(?:y|ies)|(?:Home|Treasury|Trade|Defen[cs]e)\s+Secretary
      | Secretary\s+(?:of|for)\s+(?:the\s+)?{_SUBJECT}(?:,?\s+{_SUBJECT}){{0,9}} | Secretary[\s-]General | Secretar(?:y|ies)
      | (?:National\s+Security|Foreign\s+Policy|Diplomatic|Senior)\s+Advis[eo]rs?(?:\s+for\s+{_SUBJECT}(?:,?\s+{_SUBJECT}){{0,5}})? | Advis[eo]r
      | Vice[\s-]Presidents?|Presidents?|Chancellors?|Kings?|Queen|Emir|Amir|Sultan|Crown\s+Prince|Prince|Princess|Pope
      | High\s+Representative(?:\s*/\s*Vice[\s-]President)?(?:\s+(?:of|for)\s+{_SUBJECT}(?:,?\s+{_SUBJECT}){{0,9}})?
      | (?:Envoy|Representative|Coordinator|Rapporteur|Adviser)(?:\s+(?:for|on|to|of)\s+(?:the\s+)?{_SUBJECT}(?:,?\s+(?:{_SUBJECT}|to|on|for|in)){{0,9}})?
      | State\s+Councill?or(?:\s+and\s+Foreign\s+Minister)?|Councill?or|Counsell?or(?:\s+of\s+the\s+Department)?
      | (?:Political\s+)?Director(?:[\s-]General)?(?:\s+(?:of|for)\s+{_SUBJECT}(?:,?\s+{_SUBJECT}){{0,7}})?
      | (?:European\s+|EU\s+|High\s+)?Commissioner(?:\s+for\s+{_SUBJECT}(?:,?\s+{_SUBJECT}){{0,5}})?
      | Chair(?:man|woman|person)?(?:\s+(?:of|for)\s+{_SUBJECT}(?:,?\s+{_SUBJECT}){{0,7}})? | Speaker | Governor | Administrator | Ambassador(?:[\s-]at[\s-]Large)?(?:\s+(?:to|for)\s+{_SUBJECT}(?:,?\s+(?:{_SUBJECT}|to)){{0,5}})?
      | Charg[ée]\s+d[’']Affaires(?:\s+a\.?i\.?)? | Spokes(?:person|man|woman) | Chief\s+of\s+Staff | Leader | Attorney\s+General | Comptroller | Undersecretary
    ))"""
_OFFICES = rf"{_OFFICE}(?:\s*(?:,|and|/|&)\s+(?:the\s+)?{_OFFICE})*"
_READ = 12_000  # characters of one paragraph: five times the longest that a ministry prints
_REACH = 120  # characters between a country and the office that it belongs to
_MASK = "¤"  # stands where a country or a body is named, so that no name begins in it
_FIELD = rf"(?:(?:{_FIELDS})\b|{_MASK}+(?:[’']s)?|and\b|&|of\b|the\b|for\b|on\b|to\b|,)"
_BEFORE = re.compile(
    rf"(?P<office>\b{_OFFICES.replace(_SUBJECT, _FIELD)})\s+(?:{_HONORIFIC}\s+)*(?P<name>{_NAME})", re.VERBOSE
)
_AFTER = re.compile(
    rf"""(?P<honorific>(?:{_HONORIFIC}\s+)*)(?P<name>{_NAME})\s*,\s+(?:the\s+|who\s+is\s+)?(?:[A-Z][\w.’'-]+(?:\s+[A-Z][\w.]+)?\s+)?(?P<office>{_OFFICES})
    (?P<of>(?:\s*,?\s+(?:and\s+\w+\s+)?(?:of|for|to)\s+(?:the\s+)?(?:{_SUBJECT})(?:,?\s+{_SUBJECT}){{0,6}})?)""",
    re.VERBOSE,
)
_CHARGE = re.compile(  # what an envoy deals with is not whom he speaks for
    r"\b(?:Envoy|Representative|Coordinator|Ambassador|Rapporteur|Adviser|Advisor|Affairs)\s+(?:for|to|on)\s+(?:the\s+)?(?:[A-Z]\w+\s+)*$"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """An official named in a text. start, end: characters of the whole mention; name_start: of the name.

    countries, organisations: named in or beside the office.
    """

    name: str
    office: str
    countries: tuple[str, ...]
    organisations: tuple[str, ...]
    start: int
    end: int
    name_start: int
    name_end: int
    honorific: bool


def mentions(text: str, authority: Authority) -> list[Mention]:
    """The officials named in a text (of a very long one, in its first _READ characters), none inside another."""
    text = text[:_READ].replace("\n", " ")
    places = authority.countries_in(text)
    bodies = authority.organisation_finder.find(text)
    found: list[Mention] = []
    for match in _AFTER.finditer(text):
        name = cut(text, *match.span("name"), [*places, *bodies], authority)
        if name and (
            match["honorific"] or " " in name[0]
        ):  # one word alone before a comma is more often a place
            start, end = match.start(), match.end()
            found.append(
                _mention(text, name, match["office"], places, bodies, start, end, bool(match["honorific"]))
            )
    known_people = authority.people_finder.find(text)
    for match in _BEFORE.finditer(_masked(text, [*places, *bodies], known_people)):
        name = cut(text, *match.span("name"), [*places, *bodies], authority)
        if name and not _runs_on(match["office"], name, authority):
            office = text[match.start("office") : match.end("office")]
            start, end = (
                _phrase_start(match.start("office"), [*places, *bodies], text),
                _of_country(text, name[2], places),
            )
            found.append(_mention(text, name, office, places, bodies, start, end, False))
    for known in known_people:
        if any(m.name_start <= known.start < m.end for m in found):
            continue
        name = (text[known.start : known.end], known.start, known.end)
        found.append(_mention(text, name, "", places, bodies, known.start, known.end, False))
    return _apart(found)


def _runs_on(office: str, name: Name, authority: Authority) -> bool:
    """Whether one word after "Assistant Secretary for ..." is more of the office than a name."""
    return " for " in office and " " not in name[0] and authority.person_named(name[0]) is None


def _masked(text: str, named: list[Found], people: list[Found]) -> str:
    """The text with countries and bodies blotted out, but not inside the name of someone we know."""
    for one in named:
        if not any(p.start < one.end and one.start < p.end for p in people):
            text = text[: one.start] + _MASK * (one.end - one.start) + text[one.end :]
    return text


def _mention(
    text: str, name: Name, office: str, places: list[Found], bodies: list[Found], start: int, end: int, honorific: bool
) -> Mention:  # fmt: skip
    inside = [
        p for p in places
        if start <= p.start and p.end <= end and not (name[1] <= p.start < name[2]) and not _CHARGE.search(text, start, p.start)
    ]  # fmt: skip
    within = [b for b in bodies if start <= b.start and b.end <= end and not (name[1] <= b.start < name[2])]
    countries = tuple(
        dict.fromkeys(p.ids[0] for p in inside if not any(b.start <= p.start < b.end for b in within))
    )
    organisations = tuple(dict.fromkeys(b.ids[0] for b in within))
    return Mention(name[0], office, countries, organisations, start, end, name[1], name[2], honorific)


def _of_country(text: str, end: int, places: list[Found]) -> int:
    """Where a mention ends: behind "of Costa Rica" after the name, if that follows."""
    for place in places:
        if place.start > end and re.fullmatch(r"\s+(?:of|from)\s+(?:the\s+)?", text[end : place.start]):
            return place.end
    return end


def _phrase_start(office: int, named: list[Found], text: str) -> int:
    """Where a mention begins: at the country or body that stands right before the office."""
    start = office
    near = [one for one in named if start - _REACH < one.end <= start]
    for one in sorted(near, key=lambda f: -f.end):
        between = text[one.end : start]
        if one.end <= start and re.fullmatch(
            r"(?:[’']s?)?\s*(?:\([A-Z]{2,6}\)\s*)?(?:[A-Z]\w+\s+){0,3}", between
        ):
            start = one.start
    return start


def _apart(found: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for one in sorted(found, key=lambda m: (m.name_start, -(m.name_end - m.name_start), not m.office)):
        if not kept or one.name_start >= kept[-1].name_end:
            kept.append(one)
    return kept
