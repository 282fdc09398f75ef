"""Someone or something that takes part, with the words that say so."""

from dataclasses import dataclass

from searchapp.authority import Authority
from searchapp.readout import Entity


@dataclass(frozen=True, slots=True)
class Taking:
    """Someone, some country or some body that takes part, and the characters of the source that say so."""

    entity: Entity
    rule: str
    span: tuple[int, int]


def country_taking(authority: Authority, code: str, rule: str, span: tuple[int, int]) -> Taking:
    """A country by its ISO code."""
    return Taking(Entity(code, authority.label("country", code)), rule, span)


def body_taking(authority: Authority, id_: str, rule: str, span: tuple[int, int]) -> Taking:
    """An organisation by its id."""
    return Taking(Entity(id_, authority.label("organisation", id_)), rule, span)
