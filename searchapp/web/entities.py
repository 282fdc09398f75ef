"""The pages of countries, people, topics, organisations and occasions, and the catalogue of them."""

from flask import Blueprint, render_template, request

from searchapp.catalogue import TOP, Wanted
from searchapp.entities import KINDS
from searchapp.web import parameters
from searchapp.web.current import searcher

entities = Blueprint("entities", __name__)
_PLURALS = {kind.plural: name for name, kind in KINDS.items()}


@entities.get(f"/<any({', '.join(KINDS)}):kind>/<id_>")
def entity(kind: str, id_: str) -> str:
    """Who or what an entity is, and what the collection holds of it."""
    return render_template("entity.html", profile=searcher().profile(kind, id_))


@entities.get("/browse")
def browse() -> str:
    """The commonest of every kind, or those with a name."""
    text = request.args.get("name", "").strip()
    catalogues = [searcher().catalogue(kind, Wanted(text, order="count"), TOP) for kind in KINDS]
    return render_template("browse.html", catalogues=catalogues, text=text)


@entities.get(f"/browse/<any({', '.join(_PLURALS)}):plural>")
def listed(plural: str) -> str:
    """All of a kind, a page at a time."""
    catalogue = searcher().catalogue(_PLURALS[plural], parameters.browsed(request.args))
    return render_template("catalogue.html", catalogue=catalogue)
