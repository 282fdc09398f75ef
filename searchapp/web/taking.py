"""What is taken away from a search: a feed of its newest results, and all of them as a file."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from threading import BoundedSemaphore
from urllib.parse import urlencode

from flask import Blueprint, Flask, Response, current_app, request, stream_with_context

from searchapp.errors import ExportsError, QueryError
from searchapp.export import FORMS, Form, Taking
from searchapp.feed import ENTRIES, MEDIA, Addresses
from searchapp.feed import feed as written_as_feed
from searchapp.query import NOWHERE
from searchapp.web import links, parameters
from searchapp.web.api import ENDPOINTS
from searchapp.web.current import searcher
from searchapp.web.endpoints import Parameter

taking = Blueprint("taking", __name__)
_EXPORTS = "exports"  # of the application: places for those that are under way


@taking.get("/feed")
def feed() -> Response:
    """The newest of what a search finds."""
    asked = parameters.asked(request.args)
    found = searcher().search(replace(asked, sort="newest", page=1, per_page=ENTRIES))
    name = urlencode(parameters.written(asked, "page", "per_page", "sort"))
    addresses = Addresses(
        name,
        links.feed(asked, absolute=True),
        links.search(replace(asked, page=1), absolute=True),
        links.permalink,
    )
    return Response(written_as_feed(found, searcher().manifest().built, addresses), mimetype=MEDIA)


FORMAT = Parameter(
    "format", "In which form.", {"type": "string", "enum": list(FORMS)}, required=True, example="csv"
)


@taking.get("/export")
def export() -> Response:
    """Everything that a search finds, as a file."""
    return _exported(empty=True)


@ENDPOINTS.get(
    taking, "/api/v1/export", None, FORMAT, *(one for one in parameters.TOLD if one.name not in {"page", "per_page", "explain"}),
    media=tuple(form.mimetype for form in FORMS.values()),
)  # fmt: skip
def export_by_the_api() -> Response:
    """Everything that a search finds: a table, readouts whole a line each, citations, or passages as Markdown."""
    return _exported(empty=False)


def limit(app: Flask, exports: int) -> None:
    """Let no more exports than these be taken at once, so that threads are left for those who search."""
    app.extensions[_EXPORTS] = BoundedSemaphore(exports)


def _exported(*, empty: bool) -> Response:
    """Raises ExportsError."""
    form, asked = _form(request.args.get("format", "")), parameters.asked(request.args, empty=empty)
    pieces = form.write(Taking(searcher(), asked, links.permalink, date.today()))  # noqa: DTZ011  # of this place
    name = f'attachment; filename="readouts{form.suffix}"'
    places: BoundedSemaphore = current_app.extensions[_EXPORTS]
    if not places.acquire(blocking=False):
        raise ExportsError
    place = ExitStack()
    place.callback(places.release)

    def whole() -> Iterator[str]:
        with place:
            yield from pieces

    made = Response(
        stream_with_context(whole()), mimetype=form.mimetype, headers={"Content-Disposition": name}
    )
    made.call_on_close(place.close)  # also where nothing, or not all, was taken
    return made


def _form(name: str) -> Form:
    if name not in FORMS:
        hint = f"The formats are {', '.join(FORMS)}: format=csv."
        raise QueryError("bad-parameter", "An export needs a format that is known.", NOWHERE, hint)
    return FORMS[name]
