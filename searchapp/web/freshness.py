"""Whether what a client has of an address is what it would get again: the same generation, program and day.

The day counts, since a query may say `date:past-30-days`.
"""

from datetime import UTC, date, datetime

from flask import Flask, Response, g, request

from searchapp import __version__
from searchapp.errors import SearchAppError
from searchapp.web.current import searcher

_ALWAYS_ASKED = {"static", "api.health", "watching.alive", "watching.ready", "metrics"}


def add(app: Flask) -> None:
    """Give every answer of an application a tag and a date, and answer 304 where the client has it already."""

    @app.before_request
    def unchanged() -> Response | None:
        """Looks before anything is made of the index: what is made later can only be newer than its tag."""
        g.made = _made() if request.endpoint not in _ALWAYS_ASKED and not app.debug else None
        if g.made and request.if_none_match.contains_weak(g.made[0]):
            return Response(status=304)
        return None

    @app.after_request
    def tagged(response: Response) -> Response:
        made = g.get("made")
        if made and response.status_code in {200, 304}:
            response.set_etag(made[0], weak=True)
            response.last_modified = made[1]
            response.cache_control.no_cache = True  # to be asked for again each time, with the tag
        return response


def _made() -> tuple[str, datetime] | None:
    """The tag of what is answered now, and when its generation was built."""
    try:
        manifest = searcher().manifest()
    except SearchAppError:
        return None
    tag = f"{manifest.generation}-{__version__}-{date.today():%Y%m%d}"  # noqa: DTZ011  # the reader's day
    return tag, datetime.fromisoformat(manifest.built).astimezone(UTC)
