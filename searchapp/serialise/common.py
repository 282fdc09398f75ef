"""What several of the forms are made of."""

from collections.abc import Iterable

from searchapp.period import Period
from searchapp.readout import Entity, Readout, Statement
from searchapp.results import Offer
from searchapp.shapes import (
    CardShape,
    EntityShape,
    OfferShape,
    StatementShape,
)


def offers(some: Iterable[Offer]) -> list[OfferShape]:
    """Other queries that find something."""
    return [{"query": one.text, "total": one.total} for one in some]


def card(one: Readout) -> CardShape:
    """A readout in a list."""
    return {
        "id": one.id,
        "title": one.title,
        "headline": one.headline,
        "date": day(one.date),
        "home": one.home.id if one.home else None,
        "type": one.type,
    }


def statement(one: Statement) -> StatementShape:
    """A statement, with its side, speaker, verb and place in its passage."""
    return {
        "passage": one.passage,
        "text": one.text,
        "start": one.start,
        "end": one.end,
        "side": one.side,
        "speaker": entity(one.speaker) if one.speaker else None,
        "verb": one.verb,
        "class": one.verb_class,
    }


def entities(some: Iterable[Entity]) -> list[EntityShape]:
    """Several entities, in their order."""
    return [entity(one) for one in some]


def entity(one: Entity) -> EntityShape:
    """An entity, by id and by name."""
    return {"id": one.id, "label": one.label}


def day(known: Period | None) -> str | None:
    """A day, as far as it is known."""
    return str(known) if known else None
