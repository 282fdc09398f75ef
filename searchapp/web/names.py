"""Names of entities as links to their pages, one after another."""

from collections.abc import Callable, Iterable
from functools import lru_cache

from flask import request
from markupsafe import Markup, escape

from searchapp.readout import Entity
from searchapp.web import links, markup

Person = Callable[[str], Markup]
PEOPLE = {"minister", "counterpart", "person"}
Linked = Callable[[Iterable[Entity], str, int], Markup]


def linked(person: Person) -> Linked:
    """A writer of rows of names; `person` writes a person's name."""

    @lru_cache(maxsize=1 << 13)
    def one(_root: str, entity: Entity, field: str) -> Markup:
        name = person(entity.label) if field in PEOPLE else escape(entity.label)
        address = links.entity(field, entity.id)
        return Markup('<a href="{}">{}</a>').format(address, name) if address else name

    def row(entities: Iterable[Entity], field: str, most: int = 6) -> Markup:
        return markup.row([one(request.root_path, entity, field) for entity in entities], most)

    return row
