"""Finds officials in a text: an office before a name, a name before an office, or a name we know."""

import re
from dataclasses import dataclass
from functools import cache

from searchapp.authority import Authority, Found, Sightings
from searchapp.authority.people import PARTICLES
from searchapp.extract.office_names import (
    CAPITALISED,
    FIELD,
    HONORIFIC,
    MASK,
    OFFICES,
    SUBJECT,
    TELLS_AN_OFFICE,
)
from searchapp.extract.personal_names import Name, cut, is_office

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
_NAME = rf"{_PART}(?:\s+(?:(?:{_PARTICLE})\s+){{0,3}}(?:\({_WORD}\)|[“\x22]{_WORD}[”\x22]|{_PART})){{0,6}}"
_READ = 12_000  # characters of one paragraph: five times the longest that a ministry prints
_REACH = 120  # characters between a country and the office that it belongs to
_OF_PLACE = rf"(?:\s+(?:of|for|to|from|at)\s+(?:the\s+)?{MASK}+(?:[’']s?)?(?:\s+to\s+(?:the\s+)?{MASK}+)?)"
_BEFORE = rf"""(?P<office>\b(?=[A-Zc]){OFFICES.replace(SUBJECT, FIELD)}(?:\s+II\b)?)(?<!\bof)(?<!\bfor)(?<!\bthe)(?<!\band)(?<!\bin)(?<!\bon)(?<!\bto)(?<!,){_OF_PLACE}?
    (?P<comma>\s*,|\s*\([A-Z]{{2,6}}\),?)?\s+(?P<honorific>(?:{HONORIFIC}\s+)*)(?P<name>\({_WORD}\)\s+{_NAME}|{_NAME})"""
_AFTER = rf"""(?=[{_UPPER}t]|[ae][lsdnr][-‑’']|[dlon][’'])(?P<honorific>(?:{HONORIFIC}\s+)*)(?P<name>{_NAME})(?:\s+(?:[KAG]?C?MP|KC|QC|AC|AO|OBE|CBE|GCMG))*\s*,\s+(?:the\s+|[Ff]ormer\s+|who\s+is\s+)?(?:(?:U\.[SKN]\.|[A-Z][\w’'-]+)(?:\s+[A-Z]\w+)?\s+)?(?P<office>{OFFICES})
    (?P<of>(?:\s*,?\s*(?:and\s+\w+\s+)?(?:\([^()]{{2,40}}\),?\s*)?\b(?:of|for|to|at)\s+(?:the\s+)?(?:{SUBJECT})(?:\s+(?:(?:of|for|to)(?:\s+the)?|and(?=\s+{CAPITALISED})|&|{CAPITALISED})){{0,12}})?(?:,?\s+(?:\([^()]{{2,40}}\),?\s*)?(?:(?:the\s+)?(?:Ministry|Embassy|Permanent\s+Mission)|MEA|MOFA)\b(?:\s+(?:(?:of|for)(?:\s+the)?|and(?=\s+{CAPITALISED})|&|{CAPITALISED})){{0,9}})?)"""
# the end of _AFTER, and quick: it begins at a comma
_OFFICE_BEHIND = rf""",\s+(?:the\s+|[Ff]ormer\s+|who\s+is\s+)?(?:(?:U\.[SKN]\.|[A-Z][\w’'-]+)(?:\s+[A-Z]\w+)?\s+)?{OFFICES}"""
_PREPOSITION = re.compile(r"\b(of|from|for|on|to|with|in|at)\b")


@dataclass(frozen=True, slots=True)
class Mention:
    """An official named in a text. start, end: characters of the whole mention; name_start: of the name.

    countries, organisations: for which the office is held, named in it or beside it.
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

    def moved(self, by: int) -> "Mention":
        """The same in a text that begins so many characters earlier."""
        return Mention(
            self.name,
            self.office,
            self.countries,
            self.organisations,
            self.start + by,
            self.end + by,
            self.name_start + by,
            self.name_end + by,
            self.honorific,
        )


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """One of the patterns of a mention; to compile them takes a second and 40 MB, which who only searches need not spend."""
    return re.compile(pattern, re.VERBOSE)


def ready() -> None:
    """Compile them now: for processes that are forked from this one."""
    for pattern in (_BEFORE, _AFTER, _OFFICE_BEHIND):
        _compiled(pattern)


def mentions(text: str, authority: Authority, seen: Sightings | None = None, at: int = 0) -> list[Mention]:
    """The officials named in a text (of a very long one, in its first _READ characters), none inside another.

    seen, at: the names of the longer text of which this is a piece, and where it begins there.
    """
    text = text[:_READ].replace("\n", " ")
    seen = seen or authority.sightings(text)
    people = seen.people(text, at)
    if not TELLS_AN_OFFICE.search(text):
        return _apart([_known(text, one) for one in people])
    places, bodies = seen.countries(text, at), seen.bodies(text, at)
    named = [*places, *bodies]
    behind = _offices_first(text, _masked(text, named, people), places, bodies, authority)
    found = [*_names_first(text, places, bodies, authority, behind), *behind]
    found += [
        _known(text, one) for one in people if not any(m.name_start <= one.start < m.end for m in found)
    ]
    return _apart(found)


def _known(text: str, one: Found) -> Mention:
    return Mention(text[one.start : one.end], "", (), (), one.start, one.end, one.start, one.end, False)


def _names_first(
    text: str, places: list[Found], bodies: list[Found], authority: Authority, behind: list[Mention]
) -> list[Mention]:
    """`H.E. Mr. Ivica Dačić, First Deputy Prime Minister of the Republic of Serbia`.

    behind: mentions whose office stands first; such an office is not that of a name before it
    ("Cho Hyundong, U.S. Deputy Secretary of State Wendy Sherman").
    """
    made = []
    first = _compiled(_OFFICE_BEHIND).search(text)
    begin = text.rfind(",", 0, first.start()) + 1 if first else 0  # there is no comma in a name
    for match in _compiled(_AFTER).finditer(text, begin) if first else ():
        if not match["honorific"] and any(
            m.office and match.start("office") < m.name_start <= match.end() and m.start >= match.end("name")
            for m in behind
        ):
            continue
        name = cut(text, *match.span("name"), [*places, *bodies], authority)
        if name and (match["honorific"] or " " in name[0]):  # one word before a comma is more often a place
            made.append(
                _mention(text, name, match["office"], places, bodies, match.span(), bool(match["honorific"]))
            )
    return made


def _offices_first(
    text: str, masked: str, places: list[Found], bodies: list[Found], authority: Authority
) -> list[Mention]:
    """`Ukrainian Foreign Minister Dmytro Kuleba`, `the President of the Republic of Moldova, Maia Sandu`."""
    made = []
    named = [*places, *bodies]
    for match in _compiled(_BEFORE).finditer(masked):
        if match["comma"] and "," in match["comma"] and is_office(match["name"]):
            continue  # "the President of France, Secretary Blinken": someone else
        name = cut(text, *match.span("name"), named, authority)
        honour = bool(match["honorific"])
        if not name or _runs_on(match["office"], name, authority):
            continue
        if match["comma"] and not honour and " " not in name[0] and authority.person_named(name[0]) is None:
            continue
        span = (
            _phrase_start(match.start("office"), named, text),
            _of_country(text, name[2], places),
        )
        office = text[match.start("office") : match.end("office")]
        made.append(_mention(text, name, office, places, bodies, span, honour))
    return made


def _runs_on(office: str, name: Name, authority: Authority) -> bool:
    """Whether one word after "Assistant Secretary for ..." is more of the office than a name."""
    return " for " in office and " " not in name[0] and authority.person_named(name[0]) is None


def _masked(text: str, named: list[Found], people: list[Found]) -> str:
    """The text with countries and bodies blotted out, but not inside the name of someone we know."""
    for one in named:
        if not any(p.start < one.end and one.start < p.end for p in people):
            text = text[: one.start] + MASK * (one.end - one.start) + text[one.end :]
    return text


def _mention(
    text: str, name: Name, office: str, places: list[Found], bodies: list[Found], span: tuple[int, int], honorific: bool
) -> Mention:  # fmt: skip
    start, end = span
    within = [b for b in bodies if start <= b.start and b.end <= end and not (name[1] <= b.start < name[2])]
    inside = [
        p for p in places
        if start <= p.start < end and not (name[1] <= p.start < name[2]) and not any(b.start <= p.start < b.end for b in within)
    ]  # fmt: skip
    holds = [] if inside or within else _behind_comma(text, end, places)
    holds += [p for p in inside if _is_held_for(text, start, p)]
    bodies_held = [b for b in within if _is_held_for(text, start, b)]
    return Mention(
        name[0],
        office,
        tuple(dict.fromkeys(p.ids[0] for p in holds)),
        tuple(dict.fromkeys(b.ids[0] for b in bodies_held)),
        start,
        end,
        name[1],
        name[2],
        honorific,
    )


def _behind_comma(text: str, end: int, places: list[Found]) -> list[Found]:
    """A country right behind an office: `Federal Minister for Foreign Affairs, Germany.`"""
    return [
        p for p in places
        if p.start > end and re.fullmatch(r",\s+(?:the\s+)?", text[end : p.start])
        and re.match(r"[,.;)]|\s+[a-z]|$", text[p.end :])
    ]  # fmt: skip


def _is_held_for(text: str, start: int, one: Found) -> bool:
    """Whether an office is held for a country or body: "of" it, or "its", but not "for", "on" or "to" it."""
    found = _PREPOSITION.findall(text, start, one.start)
    return not found or found[-1] in {"of", "from", "in", "at"}


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
            r"(?:[’']s?)?\s*(?:\([A-Z]{2,6}\)\s*)?(?:[A-Z]\w+\s+(?:(?:of|for)\s+(?:the\s+)?)?){0,5}", between
        ):
            start = one.start
    return start


def _apart(found: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for one in sorted(found, key=lambda m: (m.name_start, -(m.name_end - m.name_start), not m.office)):
        if not kept or one.name_start >= kept[-1].name_end:
            kept.append(one)
    return kept
