"""One entity at a glance, and all of a kind."""

from searchapp.catalogue import Catalogue
from searchapp.profiles import Held, Profile, Share
from searchapp.serialise.common import card, day, entity, statement
from searchapp.shapes import (
    CatalogueShape,
    OfficeShape,
    ProfileShape,
    ShareShape,
)


def profile(one: Profile) -> ProfileShape:
    """Who or what an entity is, and what the collection holds of it."""
    return {
        "kind": one.kind.name,
        "id": one.entity.id,
        "label": one.entity.label,
        "names": [{"text": name.text, "lang": name.lang or None} for name in one.names],
        "offices": [_office(office) for office in one.offices],
        "foreign_ministers": [
            {"person": entity(holder.person), "readouts": holder.readouts, "office": _office(holder.office)}
            for holder in one.holders
        ],
        "query": one.query,
        "readouts": one.readouts,
        "roles": {field: _share(role) for field, role in one.roles.items()},
        "first": day(one.first),
        "last": day(one.last),
        "years": {year.value: year.count for year in one.years},
        "lists": {
            ranking.field: {
                "values": [_share(share) for share in ranking.shares],
                "more": ranking.more,
            }
            for ranking in one.rankings
        },
        "latest": [card(readout) for readout in one.latest],
        "said": [{"readout": said.readout.id, "statement": statement(said.statement)} for said in one.said],
    }


def catalogue(one: Catalogue) -> CatalogueShape:
    """A page of the entities of a kind."""
    return {
        "kind": one.kind.name,
        "query": one.wanted.text,
        "order": one.wanted.order,
        "page": one.wanted.page,
        "per_page": one.per_page,
        "total": one.total,
        "all": one.all,
        "entities": [
            {**entity(entry.entity), "readouts": entry.count, "of": entry.of or None} for entry in one.entries
        ],
    }


def _share(one: Share) -> ShareShape:
    return {"id": one.value.id, "label": one.value.label, "readouts": one.count, "query": one.query}


def _office(one: Held) -> OfficeShape:
    kind, body = one.body or ("", None)
    return {
        "title": one.title,
        "country": entity(body) if body and kind == "country" else None,
        "organisation": entity(body) if body and kind == "organisation" else None,
        "from": day(one.since),
        "to": day(one.until),
    }
