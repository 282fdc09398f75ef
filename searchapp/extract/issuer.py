"""Which government issued a text: by its own words, by who acts first, by who is named first."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from searchapp.extract.layout import Block
from searchapp.extract.naming import Naming
from searchapp.extract.taking import Taking, country_taking
from searchapp.extract.taking_part import OPENING, SIGNATURE, TITLE, Part

_RELATIONS = re.compile(r"^\s*(?:[-–‑/]|and|,)")
_MINISTRY = re.compile(r"\b(?:ministry|department) of (?:foreign|external) affairs\b", re.IGNORECASE)
_VISIT = re.compile(
    r"\b[Vv]isit(?:s|ed)?\b[^.;]{0,120}?\bto ((?:the )?[A-Z][\w’' ]{2,40})|\b(?:arrived in|is visiting|visited|visits) ((?:the )?[A-Z][\w’' ]{2,40})"
)
_PAIRED = re.compile(r"\s?[-–‑]\s?|\s+and\s+(?:the\s+)?")
_GRAND = re.compile(r"\bH\.\s?E\b|\bHon\b|Excellency|Honou?rable")
_SENT_TO = re.compile(r"\b(?:Ambassador|Charg[ée] d[’']Affaires|High Commissioner)\b[^,;]*?\bto\b")
_GOVERNMENT = re.compile(
    r"(?:On behalf of )?(?:The|the) (?:People and )?(?:[Gg]overnment|[Pp]eople) of ((?:the )?(?:[A-Z][\w’'-]+(?: of| and)? ?){1,5})"
)
_SMALL_PRINT = {"byline", "dateline", "notice"}
_UNION = "EU"


def issuer(naming: Naming, parts: list[Part], signed: Iterable[Part]) -> Taking | None:
    """The issuing government, None where nothing tells it."""
    for found in (
        _by_small_print(naming), _by_ministry(naming), _by_signature(naming, signed), _by_visit(naming, parts), _by_actor(naming, parts),
        _by_title(naming), _by_ambassador(naming, parts), _by_government(naming), _by_pair(naming, parts),
    ):  # fmt: skip
        one = next(found, None)
        if one:
            return one
    return None


def side_of(naming: Naming, part: Part) -> str | None:
    """The government for which someone acts; the European Union is one."""
    allegiance = naming.acts_for(part.mention)
    return allegiance.country or (_UNION if allegiance.organisation == "eu" else None)


def _by_small_print(naming: Naming) -> Iterator[Taking]:
    for block in naming.blocks:
        if block.kind == "title":
            yield from (one for one in _by_office(naming, block) if one.span[0] == block.start)
        if block.kind in _SMALL_PRINT:
            for m in naming.of(block):
                if m.office and (code := naming.acts_for(m).country):
                    yield country_taking(naming.authority, code, SIGNATURE, (m.start, m.end))
            yield from _by_office(naming, block)


def _by_ministry(naming: Naming) -> Iterator[Taking]:
    """A ministry on a line of its own, its country on that line or the next: a letterhead or a signature."""
    for block, after in zip(naming.blocks, [*naming.blocks[1:], None], strict=True):
        if len(block.text) < 80 and (found := _MINISTRY.search(block.text)):
            for one in (block, after):
                if one and len(one.text) < 80 and (places := naming.seen.countries(one.text, one.start)):
                    span = (block.start + found.start(), block.start + found.end())
                    yield country_taking(
                        naming.authority, places[0].ids[0], "the ministry that issued it", span
                    )


def _by_office(naming: Naming, block: Block) -> Iterator[Taking]:
    for found in naming.authority.issuer_finder.find(block.text):
        span = (block.start + found.start, block.start + found.end)
        yield country_taking(naming.authority, found.ids[0], "the office that issued it", span)


def _by_signature(naming: Naming, signed: Iterable[Part]) -> Iterator[Taking]:
    for part in signed:
        if code := side_of(naming, part):
            span = (part.mention.start, part.mention.end)
            yield country_taking(naming.authority, code, SIGNATURE, span)


def _by_visit(naming: Naming, parts: list[Part]) -> Iterator[Taking]:
    """Who receives a visit: the text names the guest's country, and its own minister without one."""
    guest = next((p for p in parts if p.mention.countries and not p.after), None)
    lead = next((b for b in naming.blocks if b.kind in {"paragraph", "item"}), None)
    if guest is None or lead is None:
        return
    told = naming.text[naming.blocks[0].start : lead.end].replace("\n", " ")
    visited = {
        f.ids[0] for m in _VISIT.finditer(told) for f in naming.authority.countries_in(m[1] or m[2])[:1]
    }
    for block in naming.blocks:
        for m in naming.of(block) if block.start <= lead.start and block.kind not in _SMALL_PRINT else ():
            code = naming.acts_for(m).country
            if (
                m.office
                and not m.countries
                and not _GRAND.search(naming.text, m.start, m.name_start)
                and code in visited
                and code != guest.mention.countries[0]
            ):
                yield country_taking(
                    naming.authority, code, "the official of the country visited", (m.start, m.end)
                )


def _by_ambassador(naming: Naming, parts: list[Part]) -> Iterator[Taking]:
    """The country to which an ambassador on the other side is sent."""
    for part in parts:
        text = naming.text[part.mention.start : part.mention.end]
        if part.mention.countries and (found := _SENT_TO.search(text)):
            for place in naming.authority.countries_in(text[found.end() :])[:1]:
                if place.ids[0] != part.mention.countries[0]:
                    span = (part.mention.start, part.mention.end)
                    yield country_taking(
                        naming.authority, place.ids[0], "where the ambassador is posted", span
                    )


def _by_government(naming: Naming) -> Iterator[Taking]:
    """`The Government of Japan strongly condemns ...`, at the beginning of the text."""
    lead = next((b for b in naming.blocks if b.kind in {"paragraph", "item"} and not b.speaker), None)
    if lead and (found := _GOVERNMENT.match(lead.text)):
        for place in naming.authority.countries_in(found[1])[:1]:
            yield country_taking(
                naming.authority,
                place.ids[0],
                "the government that speaks",
                (lead.start, lead.start + found.end()),
            )


def _by_pair(naming: Naming, parts: list[Part]) -> Iterator[Taking]:
    """Whose relations with the other side the text speaks of, twice or more: "the UK and the US", "UK-US trade"."""
    theirs = {code for part in parts if (code := naming.acts_for(part.mention).country)}
    if len(theirs) != 1:
        return
    paired: Counter[str] = Counter()
    where: dict[str, tuple[int, int]] = {}
    for block in naming.blocks:
        text = naming.text[block.start : block.end].replace("\n", " ")
        places = naming.seen.countries(text, block.start)
        for one, two in pairwise(places):
            codes = {one.ids[0], two.ids[0]}
            if len(codes) == 2 and codes & theirs and _PAIRED.fullmatch(text[one.end : two.start]):
                other = min(codes - theirs)
                paired[other] += 1
                where.setdefault(other, (block.start + one.start, block.start + two.end))
    for code, times in paired.most_common(1):
        if times > 1 and list(paired.values()).count(times) == 1:
            yield country_taking(naming.authority, code, "whose relations the text speaks of", where[code])


def _by_actor(naming: Naming, parts: list[Part]) -> Iterator[Taking]:
    for wanted in (SIGNATURE, OPENING, TITLE):
        for part in parts:
            if part.rule == wanted and not part.after and (code := side_of(naming, part)):
                span = (part.mention.start, part.mention.end)
                yield country_taking(naming.authority, code, f"the official who acts, in {wanted}", span)


def _by_title(naming: Naming) -> Iterator[Taking]:
    for block in naming.blocks:
        if (
            block.kind == "title"
            and (places := naming.seen.countries(block.text, block.start))
            and _RELATIONS.match(block.text[places[0].end :])
        ):
            span = (block.start + places[0].start, block.start + places[0].end)
            yield country_taking(naming.authority, places[0].ids[0], "the first country of the title", span)
        yield from _by_office(naming, block)
        person = naming.known(m) if block.speaker and (m := naming.speaker(block.speaker)) else None
        if person and (code := person.stands_for(naming.day)[0]):
            yield country_taking(naming.authority, code, "the first speaker", (block.start, block.start))
