"""The JSON: the same results as the pages, in the shapes that `searchapp.serialise` writes."""

from typing import Any

from flask import Blueprint, request

from searchapp import serialise
from searchapp.web import parameters
from searchapp.web.current import searcher

api = Blueprint("api", __name__)


@api.get("/api/v1/search")
def search() -> dict[str, Any]:
    """What a query found."""
    return serialise.results(searcher().search(parameters.asked(request.args)))


@api.get("/api/v1/readouts/<id_>")
def readout(id_: str) -> dict[str, Any]:
    """One readout, whole."""
    return serialise.readout(searcher().read(id_).readout)


@api.get("/healthz")
def health() -> dict[str, Any]:
    """Whether there is an index to answer from, and which."""
    overview = searcher().overview()
    return {
        "status": "ok",
        "readouts": overview.readouts,
        "generation": overview.manifest.generation,
        "built": overview.manifest.built,
    }
