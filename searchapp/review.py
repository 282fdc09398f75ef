"""Values that may be wrong, with the reason and what would mend them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from searchapp import corrections
from searchapp.authority import Authority
from searchapp.corrections import Corrections, Value
from searchapp.errors import CorrectionsError
from searchapp.extract import extract
from searchapp.extract.matter import KEYS
from searchapp.readout import Readout
from searchapp.sources import Limits, Shelf, read

_MET = frozenset({"meeting", "call"})
_CALL = re.compile(
    r"\b(?:phone|telephone|video|spoke (?:with|to|today|by))\b|\bcall (?:with|to|from)\b", re.IGNORECASE
)
_IN_PERSON = re.compile(r"\b(?:met|meeting|visited)\b", re.IGNORECASE)
_LISTS = frozenset({"country", "organisation", "minister", "counterpart", "topic"})
_MANY = 3  # statements without a side that are worth a look, if they are half of all


@dataclass(frozen=True, slots=True)
class Doubt:
    """A field that may be wrong: why, and an example of what would mend it."""

    field: str
    reason: str
    example: str


def doubts(readout: Readout, authority: Authority) -> list[Doubt]:
    """What may be wrong in a readout: nothing that its author or a correction has settled."""
    settled = {e.field for e in readout.evidence if e.rule in {"front matter", "correction"}}
    return [doubt for doubt in _doubts(readout, authority) if doubt.field not in settled]


def _doubts(one: Readout, authority: Authority) -> Iterator[Doubt]:
    if one.date is None:
        yield Doubt("date", "no event date was found", "date=2023-09-21")
    elif one.published and one.date.first > one.published.last and one.type != "other":
        yield Doubt(
            "date",
            f"the event, {one.date}, is after the publication, {one.published}",
            f"date={one.published}",
        )
    if one.home is None:
        yield Doubt("home", "it is not clear who issued it", "home=JP")
    if one.type in _MET:
        if not one.minister:
            yield Doubt("minister", "nobody of the issuing side takes part", "minister='Kamikawa Yoko'")
        if not one.counterpart and not one.country and not one.organisation:
            yield Doubt(
                "counterpart",
                "nobody of the other side takes part",
                "counterpart='Alicia Bárcena Ibarra' country=MX",
            )
    for field, people in (("minister", one.minister), ("counterpart", one.counterpart)):
        for person in people:
            if person.id not in authority.people:
                yield Doubt(field, f"{person.label} is in no authority file", f"{field}='{person.label}'")
    yield from _against_title(one, authority)
    unsided = [s for s in one.statements if s.side is None and s.verb]
    if len(unsided) >= _MANY and len(unsided) * 2 >= len(one.statements):
        yield Doubt(
            "statements",
            f"{len(unsided)} of {len(one.statements)} statements have no side",
            "minister= counterpart=",
        )


def _against_title(one: Readout, authority: Authority) -> Iterator[Doubt]:
    """Where the title says one thing and the text another."""
    opening = next((p.text for p in one.passages if p.kind != "heading"), "").split(". ")[0]
    if one.type == "meeting" and _CALL.search(opening) and not _IN_PERSON.search(opening):
        yield Doubt("type", "the title tells of a meeting, the text of a call", "type=call")
    if one.type == "call" and not _CALL.search(opening) and _IN_PERSON.search(opening):
        yield Doubt("type", "the title tells of a call, the text of a meeting", "type=meeting")
    if one.type in _MET:
        known = {one.home.id if one.home else "", *(country.id for country in one.country)}
        for found in authority.countries_in(one.title):
            if found.ids[0] not in known:
                yield Doubt(
                    "country",
                    f"the title names {authority.label('country', found.ids[0])}, which takes no part",
                    f"country={found.ids[0]}",
                )


def correct(folder: Path, readout: Readout, changes: tuple[str, ...], authority: Authority) -> Path:
    """Write corrections, given as KEY=VALUE, into the file beside the readouts; raises CorrectionsError, SourceError.

    Several values are parted by `;`; nothing after `=` takes a correction away. What cannot be read is not written.
    """
    path, made = readout.source.path, dict(_change(folder, change) for change in changes)
    before = corrections.load(folder).of.get(path, {})
    after = {k: v for k, v in {**before, **made}.items() if v is not None}
    data = Shelf(folder, Limits.none()).load(path)
    extract(Corrections({path: after}).applied(read(path, data)), authority)
    return corrections.write(folder, path, made)


def _change(folder: Path, change: str) -> tuple[str, Value | None]:
    key, found, value = change.partition("=")
    if not found or key not in KEYS:
        raise CorrectionsError(
            folder / corrections.FILE,
            f"“{change}” is no KEY=VALUE. Use one of {', '.join(KEYS)}: date=2023-09-21",
        )
    parts = [part.strip() for part in value.split(";") if part.strip()]
    if not parts:
        return key, None
    return key, parts if key in _LISTS else "; ".join(parts)
