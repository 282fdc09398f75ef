"""Two readouts beside each other."""

from collections.abc import Iterable

from searchapp.compare import Comparison
from searchapp.readout import Passage, Readout
from searchapp.results import Mark
from searchapp.serialise.common import day, entities
from searchapp.shapes import (
    ComparedPassageShape,
    ComparedTextShape,
    ComparisonShape,
    VerbShape,
)


def comparison(compared: Comparison) -> ComparisonShape:
    """Two readouts beside each other."""
    return {
        "before": _compared(compared.before),
        "after": _compared(compared.after),
        "rows": [
            {
                "state": row.state,
                "moved": row.moved,
                "likeness": round(row.likeness, 3),
                "topics": entities(row.topics),
                "before": _passage_of(row.before, row.went),
                "after": _passage_of(row.after, row.came),
            }
            for row in compared.rows
        ],
        "verbs": [
            {
                "side": told.side,
                "class": told.verb_class,
                "before": _verbs(told.before),
                "after": _verbs(told.after),
            }
            for told in compared.verbs
        ],
        "topics": {
            "lost": entities(compared.lost),
            "gained": entities(compared.gained),
            "shared": entities(compared.shared),
        },
        "uncompared": compared.uncompared,
    }


def _compared(one: Readout) -> ComparedTextShape:
    return {
        "id": one.id,
        "title": one.title,
        "headline": one.headline,
        "date": day(one.date),
        "home": one.home.id if one.home else None,
        "digest": one.digest,
    }


def _passage_of(passage: Passage | None, changed: Iterable[Mark]) -> ComparedPassageShape | None:
    if passage is None:
        return None
    return {
        "number": passage.number,
        "anchor": passage.anchor,
        "kind": passage.kind,
        "text": passage.text,
        "changed": [list(span) for span in changed],
    }


def _verbs(counted: Iterable[tuple[str, int]]) -> list[VerbShape]:
    return [{"verb": verb, "count": count} for verb, count in counted]
