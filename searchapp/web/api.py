"""The JSON: the same results as the pages, in the shapes that `searchapp.serialise` writes."""

from flask import Blueprint, request

from searchapp import serialise
from searchapp.shapes import Json, ReadoutShape, ResultsShape
from searchapp.web import parameters
from searchapp.web.current import searcher

api = Blueprint("api", __name__)


@api.get("/api/v1/search")
def search() -> ResultsShape:
    """What a query found."""
    return serialise.results(searcher().search(parameters.asked(request.args)))


@api.get("/api/v1/readouts/<id_>")
def readout(id_: str) -> ReadoutShape:
    """One readout, whole."""
    return serialise.readout(searcher().read(id_).readout)


@api.get("/healthz")
def health() -> Json:
    """Whether there is an index to answer from, and which."""
    overview = searcher().overview()
    return {
        "status": "ok",
        "readouts": overview.readouts,
        "generation": overview.manifest.generation,
        "built": overview.manifest.built,
    }
