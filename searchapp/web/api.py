"""The JSON: the same results as the pages, in the shapes that `searchapp.shapes` names."""

from flask import Blueprint, abort, request

from searchapp import serialise
from searchapp.cursors import followed
from searchapp.entities import KINDS
from searchapp.shapes import (
    CatalogueShape,
    ComparisonShape,
    CoverageShape,
    FacetShape,
    HealthShape,
    Json,
    ProfileShape,
    ReadoutShape,
    ResultsShape,
    StatementsShape,
    SuggestionsShape,
    TrendsShape,
)
from searchapp.web import api_parameters, coverage_parameters, parameters, trend_parameters
from searchapp.web.current import searcher
from searchapp.web.endpoints import Endpoints, Parameter
from searchapp.web.watching import readiness

api = Blueprint("api", __name__)
ENDPOINTS = Endpoints()
KIND = Parameter("kind", "A kind of entity.", {"enum": list(KINDS)}, example="country")
ENTITY = Parameter("id", "The id of an entity of this kind.", example="MX")
ID = Parameter("id", "The id of a readout.", example="japan-peru-2023-11-15-foreign-ministers-meeting")


CURSOR = Parameter(
    "cursor",
    "The `next` of the page before: the list goes on in its own generation of the index, page by page.",
)


@ENDPOINTS.get(api, "/api/v1/search", ResultsShape, *parameters.TOLD, CURSOR, errors=(400, 410, 503))
def search() -> ResultsShape:
    """Readouts that a query finds, best first, with their best passages and the facets beside them."""
    asked, generation = parameters.asked(request.args, empty=False), None
    if cursor := request.args.get("cursor"):
        generation, asked = followed(cursor, asked)
    return serialise.results(searcher().search(asked, generation))


@ENDPOINTS.get(api, "/api/v1/facets", FacetShape, *api_parameters.FACETED)
def facets() -> FacetShape:
    """The values of a field among what a query finds, each with its count; or those that are looked for."""
    field, find, most = api_parameters.faceted(request.args)
    return serialise.facet(searcher().facet(parameters.asked(request.args, empty=False), field, find, most))


@ENDPOINTS.get(api, "/api/v1/suggest", SuggestionsShape, *parameters.TYPED)
def suggest() -> SuggestionsShape:
    """Fields, values and phrases of titles that may follow what is typed; for a search box."""
    text, caret, limit, names = parameters.typed(request.args)
    return serialise.suggestions(text, searcher().suggest(text, caret, limit, names=names))


@ENDPOINTS.get(api, "/api/v1/readouts/<id_>", ReadoutShape, ID, errors=(404, 503))
def readout(id_: str) -> ReadoutShape:
    """One readout, whole, with the evidence for each of its values."""
    return serialise.readout(searcher().read(id_).readout)


@ENDPOINTS.get(api, "/api/v1/readouts/<id_>/statements", StatementsShape, ID, errors=(404, 503))
def statements(id_: str) -> StatementsShape:
    """What was said in one readout: each statement with its side, speaker, verb and place."""
    return serialise.statements(searcher().read(id_).readout)


@ENDPOINTS.get(api, "/api/v1/compare", ComparisonShape, *api_parameters.COMPARED, errors=(400, 404, 503))
def compare() -> ComparisonShape:
    """Two readouts beside each other: which passages and words were kept, went or came."""
    return serialise.comparison(searcher().compare(*api_parameters.compared(request.args)))


@ENDPOINTS.get(api, "/api/v1/trends", TrendsShape, *trend_parameters.TOLD)
def trends() -> TrendsShape:
    """Up to six queries over time: in how many readouts by year, quarter or month, and whether their use stopped."""
    return serialise.trends(searcher().trends(trend_parameters.asked(request.args, empty=False)))


@ENDPOINTS.get(api, "/api/v1/coverage", CoverageShape, *coverage_parameters.TOLD)
def coverage() -> CoverageShape:
    """What is held, by month, issuer and country; months without a query's hits; both sides' accounts of events."""
    return serialise.coverage(searcher().coverage(coverage_parameters.surveyed(request.args, empty=False)))


@ENDPOINTS.get(api, "/api/v1/entities", CatalogueShape, *api_parameters.LISTED)
def entities() -> CatalogueShape:
    """All countries, people, topics, organisations or occasions of the collection, a page at a time."""
    return serialise.catalogue(searcher().catalogue(*api_parameters.listed(request.args)))


@ENDPOINTS.get(api, "/api/v1/entities/<kind>/<id_>", ProfileShape, KIND, ENTITY, errors=(404, 503))
def entity(kind: str, id_: str) -> ProfileShape:
    """Who or what an entity is, with whom and about what its readouts are, and what was said."""
    if kind not in KINDS:
        abort(404)
    return serialise.profile(searcher().profile(kind, id_))


@ENDPOINTS.get(api, "/api/v1/health", HealthShape, errors=(503,))
def health() -> HealthShape:
    """Whether there is an index to answer from, and which."""
    return readiness()


@api.get("/api/v1/openapi.json")
def openapi() -> Json:
    """The description of this API, as OpenAPI 3.1."""
    return ENDPOINTS.description()
