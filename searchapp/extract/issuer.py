"""Which government issued a text: by its own words, by who acts first, by who is named first."""

import re
from collections.abc import Iterable, Iterator

from searchapp.extract.layout import Block
from searchapp.extract.naming import Naming
from searchapp.extract.taking import Taking, country_taking
from searchapp.extract.taking_part import OPENING, SIGNATURE, TITLE, Part

_RELATIONS = re.compile(r"^\s*(?:[-–‑/]|and|,)")
_MINISTRY = re.compile(r"\b(?:ministry|department) of (?:foreign|external) affairs\b", re.IGNORECASE)
_SMALL_PRINT = {"byline", "dateline", "notice"}
_UNION = "EU"


def issuer(naming: Naming, parts: list[Part], signed: Iterable[Part]) -> Taking | None:
    """The issuing government, None where nothing tells it."""
    for found in (
        _by_small_print(naming), _by_ministry(naming), _by_signature(naming, signed), _by_actor(naming, parts), _by_title(naming)
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
                if one and len(one.text) < 80 and (places := naming.authority.countries_in(one.text)):
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
            and (places := naming.authority.countries_in(block.text))
            and _RELATIONS.match(block.text[places[0].end :])
        ):
            span = (block.start + places[0].start, block.start + places[0].end)
            yield country_taking(naming.authority, places[0].ids[0], "the first country of the title", span)
        yield from _by_office(naming, block)
        if block.speaker and (m := naming.speaker(block.speaker)) and (code := naming.acts_for(m).country):
            yield country_taking(naming.authority, code, "the first speaker", (block.start, block.start))
