"""What is answered when a request cannot be: one account of it, as a page or as JSON."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from flask import Flask, Response, current_app, g, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from searchapp import serialise
from searchapp.coverage import Surveyed
from searchapp.errors import (
    EffortError,
    EngineError,
    EntityMissingError,
    ExportsError,
    GenerationGoneError,
    IndexDamagedError,
    IndexMissingError,
    IndexVersionError,
    QueryError,
    ReadoutMissingError,
    SearchAppError,
    SourceTextError,
)
from searchapp.query import NOWHERE
from searchapp.results import Offer, Search
from searchapp.web import links, parameters, time_links
from searchapp.web.current import searcher

_HTTP = {
    404: ("not-found", "There is no page at this address", "Search, or look through every readout."),
    405: ("method-not-allowed", "This address only answers GET", "Ask with GET."),
    429: ("too-often", "This reader asks more often than is allowed here", "Wait a little, then ask again."),
    500: (
        "server-error",
        "Something went wrong here",
        "Your query is not at fault. It has been noted; try again.",
    ),
}
_BUILD = "Build one, and this page answers: searchapp rebuild"
_AGAIN = "Make it again, and this page answers: searchapp rebuild SOURCE"
_LATER = "Your query is not at fault. It has been noted; try again in a while."
_COVERAGE = "coverage.page"
_LONG = 400  # characters of a query that are shown on either side of its wrong place


@dataclass(frozen=True, slots=True)
class Way:
    """A page that there is, and how to call it."""

    address: str
    text: str


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a request cannot be answered, and what to do about it. span: characters of the query, as typed;
    nearest: what there is instead."""

    status: int
    kind: str
    message: str
    hint: str
    span: tuple[int, int] = NOWHERE
    nearest: Way | None = None


@dataclass(frozen=True, slots=True)
class Typed:
    """A query with a wrong place in it."""

    before: str
    here: str
    after: str


def handle(app: Flask) -> None:
    """Answer every error of an application, those of a server that is at fault too."""
    app.register_error_handler(SearchAppError, answer)
    app.register_error_handler(HTTPException, answer)


def answer(error: Exception) -> Response:
    """The failure as JSON where JSON was asked for, else as a page."""
    failure = failure_of(error)
    if isinstance(error, EngineError):
        current_app.logger.error("%s", error)  # for whoever serves; readers need not know the cluster
    search, unread = parameters.read(request.args)
    near = _nearest(error, search) if isinstance(error, QueryError) and not unread else ()
    of_api = request.path.startswith(("/api/", "/healthz", "/readyz"))
    made = _json(failure, near) if of_api else _page(failure, search, near, unread=bool(unread))
    made.status_code = failure.status
    if isinstance(error, ExportsError):
        made.headers["Retry-After"] = str(error.seconds)
    if isinstance(error, HTTPException):
        made.headers.update(
            {name: value for name, value in error.get_headers() if name in {"Allow", "Retry-After"}}
        )
    return made


def failure_of(error: Exception) -> Failure:
    """The account of an error."""
    match error:
        case QueryError():
            return Failure(400, error.kind, error.message, error.hint, error.span)
        case EffortError():
            return Failure(400, "too-costly", error.message, error.hint)
        case ExportsError():
            return Failure(503, "too-many-exports", error.message, error.hint)
        case ReadoutMissingError():
            near = Way(links.readout(error.nearest), error.nearest) if error.nearest else None
            return Failure(
                404, "not-found", str(error), "Search for it, or look through every readout.", nearest=near
            )
        case EntityMissingError(kind=kind, nearest=entity):
            near = Way(links.entity(kind, entity.id), entity.label) if entity else None
            return Failure(
                404, "not-found", str(error), "Look it up by name, or search for it.", nearest=near
            )
        case GenerationGoneError():
            hint = "Ask without the cursor, and go on from the first page of what is there now."
            return Failure(
                410, "generation-gone", "The index has been rebuilt since this list was begun", hint
            )
        case SourceTextError():
            return Failure(404, "no-source", str(error), "Its page shows the passages as they were read.")
        case IndexMissingError():
            return Failure(503, "no-index", "There is no index yet", _BUILD)
        case IndexVersionError():
            return Failure(503, "index-version", "The index was made by another version of searchapp", _AGAIN)
        case IndexDamagedError():
            return Failure(503, "index-damaged", "The index cannot be read", _AGAIN)
        case EngineError():
            return Failure(503, "index-unreachable", "The index cannot be reached now", _LATER)
        case HTTPException(code=code) if code in _HTTP:
            return Failure(code, *_HTTP[code])
        case HTTPException(code=code) if code:
            return Failure(code, "http", error.name, error.description or "")
        case _:
            return Failure(500, *_HTTP[500])


def typed(text: str, span: tuple[int, int]) -> Typed | None:
    """A query about its wrong place, cut where it is long; None for a place that is not in it."""
    start, end = max(0, span[0]), min(span[1], len(text))
    if not text or start >= end:
        return None
    before, here, after = text[:start], text[start:end], text[end:]
    return Typed(
        before if len(before) <= _LONG else f"… {before[-_LONG:]}",
        here if len(here) <= _LONG else f"{here[:_LONG]} …",
        after if len(after) <= _LONG else f"{after[:_LONG]} …",
    )


def _json(failure: Failure, near: tuple[Offer, ...]) -> Response:
    """The one shape of every error of the API."""
    error = {"kind": failure.kind, "message": failure.message, "span": failure.span, "hint": failure.hint}
    return jsonify(error=error, nearest=serialise.offers(near))


def _page(failure: Failure, search: Search, near: tuple[Offer, ...], *, unread: bool) -> Response:
    """The error as a page, with the searches nearest to it; one that needs no index where there is none."""
    if failure.status >= 500:
        g.collection = None
    return make_response(
        render_template(
            "error.html",
            failure=failure,
            search=search,
            typed=None if unread else typed(search.text, failure.span),
            near=near,
            unread=unread,
            again=_again(search),
        )
    )


def _again(search: Search) -> Callable[[str], str]:
    """Where another query goes in the place of one that cannot be read: to the page that was asked for."""
    if request.endpoint != _COVERAGE:
        return lambda text: links.asking_instead(search, text)
    home = request.args.get("home", "")
    return lambda text: time_links.coverage(Surveyed(replace(search, text=text, page=1), home))


def _nearest(error: QueryError, search: Search) -> tuple[Offer, ...]:
    """The searcher's suggestions; the page is told of the first error even if they fail."""
    try:
        return searcher().nearest(error, replace(search, page=1))
    except SearchAppError:
        return ()
