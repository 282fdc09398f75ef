"""The pages: each view reads the request, asks the searcher, and renders."""

from functools import cache

from flask import Blueprint, Response, current_app, render_template, request

from searchapp.export import FORMS
from searchapp.schema import FACETS
from searchapp.web import parameters
from searchapp.web.api import ENDPOINTS
from searchapp.web.current import searcher
from searchapp.web.described import Description, described

pages = Blueprint("pages", __name__)


@pages.get("/")
def home() -> str:
    """The box, ways to ask, and what is in the collection."""
    return render_template("home.html", overview=searcher().overview())


@pages.get("/search")
def search() -> str:
    """What a query found, or why it found nothing."""
    results = searcher().search(parameters.asked(request.args))
    return render_template("search.html", results=results, forms=FORMS)


@pages.get(f"/facet/<any({', '.join(FACETS)}):field>")
def facet(field: str) -> str:
    """All values of a facet among what was found, and a box to look for one."""
    find = request.args.get("find", "").strip()
    return render_template("facet.html", page=searcher().facet(parameters.asked(request.args), field, find))


@pages.get("/guide")
def guide() -> str:
    """What the search box understands."""
    return render_template("guide.html")


@pages.get("/api")
def api() -> str:
    """What the API takes and answers."""
    return render_template("api.html", described=_api())


@pages.get("/report")
def report() -> str:
    """What the last build read, and what it skipped."""
    return render_template("report.html", overview=searcher().overview())


@pages.get("/opensearch.xml")
def opensearch() -> Response:
    """By this a browser can add us to its search engines."""
    return Response(render_template("opensearch.xml"), mimetype="application/opensearchdescription+xml")


@pages.get("/favicon.svg")
def favicon() -> Response:
    """The icon."""
    return current_app.send_static_file("favicon.svg")


@cache
def _api() -> Description:
    return described(ENDPOINTS.description())
