"""Which countries a readout deals with: the parties, and others of which it says enough."""

from collections.abc import Iterable, Sequence

from searchapp.authority import Authority, Sightings
from searchapp.extract.layout import Block
from searchapp.extract.taking import Taking, country_taking

_TEXT = {"title", "heading", "paragraph", "item", "turn"}
_OFTEN = (
    3  # a country that is named as often is dealt with; one that is named once may stand in a title of office
)
_APART = 2  # passages; who is named in several is come back to

_Place = tuple[int, int]


def about(
    blocks: Sequence[Block],
    seen: Sightings,
    parties: Iterable[Taking],
    topics: Iterable[Taking],
    authority: Authority,
) -> tuple[Taking, ...]:
    """The countries that a readout deals with, parties first: each with the words that say so.

    parties: countries that take part. topics: some are a country by their name (North Korea). Another country is dealt
    with that the title names, that several passages name, or one passage three times.
    """
    made = {taking.entity.id: taking for taking in parties}
    for topic in topics:
        for code in authority.named("country", topic.entity.label) - made.keys():
            made[code] = country_taking(authority, code, topic.rule, topic.span)
    named: dict[str, list[tuple[Block, _Place]]] = {}
    for block in blocks:
        for found in seen.countries(block.text, block.start) if block.kind in _TEXT else ():
            for code in found.ids:
                named.setdefault(code, []).append(
                    (block, (block.start + found.start, block.start + found.end))
                )
    for code, places in named.items():
        if code not in made and (rule := _rule([block for block, _ in places])):
            made[code] = country_taking(authority, code, rule, places[0][1])
    return tuple(made.values())


def _rule(blocks: Sequence[Block]) -> str:
    """Why a country is dealt with that stands in these blocks, a block for each time; nothing if it is not."""
    if any(block.kind == "title" for block in blocks):
        return "named in the title"
    apart = len({block.start for block in blocks})
    if apart >= _APART:
        return f"named in {apart} passages"
    return f"named {len(blocks)} times" if len(blocks) >= _OFTEN else ""
