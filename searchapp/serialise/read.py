"""A readout, what was said in it, and what may be wrong in it."""

from collections.abc import Iterable

from searchapp.readout import Evidence, Readout
from searchapp.review import Doubt
from searchapp.serialise.common import day, entities, statement
from searchapp.shapes import (
    DoubtsShape,
    EvidenceShape,
    ReadoutShape,
    StatementsShape,
)


def readout(one: Readout) -> ReadoutShape:
    """One readout, whole."""
    return {
        "id": one.id,
        "title": one.title,
        "headline": one.headline,
        "date": day(one.date),
        "date_jst": day(one.date_jst),
        "published": day(one.published),
        "original": day(one.original),
        "start_time": one.start_time,
        "home": one.home.id if one.home else None,
        "country": entities(one.country),
        "about": entities(one.about),
        "organisation": entities(one.organisation),
        "minister": entities(one.minister),
        "counterpart": entities(one.counterpart),
        "topic": entities(one.topic),
        "type": one.type,
        "mode": one.mode,
        "place": one.place,
        "occasion": one.occasion,
        "duration_min": one.duration_min,
        "lang": one.lang,
        "passages": [
            {"number": p.number, "anchor": p.anchor, "kind": p.kind, "text": p.text, "speaker": p.speaker, "lines": list(p.lines)}
            for p in one.passages
        ],
        "statements": [statement(said) for said in one.statements],
        "provenance": _provenance(one.evidence),
        "source": {"path": one.source.path, "format": one.source.format, "url": one.source.url},
        "digest": one.digest,
        "earlier": [{"digest": old.digest, "built": old.built} for old in one.earlier],
    }  # fmt: skip


def statements(one: Readout) -> StatementsShape:
    """What was said in a readout."""
    return {
        "id": one.id,
        "headline": one.headline,
        "date": day(one.date),
        "home": one.home.id if one.home else None,
        "statements": [statement(said) for said in one.statements],
    }


def doubts(one: Readout, found: Iterable[Doubt]) -> DoubtsShape:
    """What may be wrong in a readout."""
    return {
        "id": one.id,
        "path": one.source.path,
        "doubts": [{"field": d.field, "reason": d.reason, "example": d.example} for d in found],
    }


def _provenance(evidence: Iterable[Evidence]) -> dict[str, list[EvidenceShape]]:
    made: dict[str, list[EvidenceShape]] = {}
    for one in evidence:
        span = list(one.span) if one.span else None
        made.setdefault(one.field, []).append(
            {"value": one.value, "rule": one.rule, "span": span, "text": one.text}
        )
    return made
