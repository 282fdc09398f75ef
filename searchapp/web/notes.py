"""What is noted of each request: one line of JSON, under an id that its answer carries too."""

import json
import logging
import re
import secrets
import time

from flask import Flask, Response, g, request

from searchapp.web.house_rules import Noted
from searchapp.web.one_by_one import CAME

LOGGER = logging.getLogger("searchapp.requests")
HEADER = "X-Request-Id"
_GIVEN = re.compile(r"[A-Za-z0-9._-]{8,64}")


def add(app: Flask, noted: Noted) -> None:
    """Give every request an id, that of a proxy before us if it gave one, and note it unless nothing is to be noted."""

    @app.before_request
    def begun() -> None:
        given = request.headers.get(HEADER, "")
        g.request_id = given if _GIVEN.fullmatch(given) else secrets.token_hex(8)
        g.began = request.environ.get(CAME) or time.perf_counter()

    @app.after_request
    def answered(response: Response) -> Response:
        if "request_id" in g:
            response.headers[HEADER] = g.request_id
            if noted != "off":
                LOGGER.info(_line(response, with_query=noted == "queries"))
        return response


def _line(response: Response, *, with_query: bool) -> str:
    told = {
        "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "id": g.request_id,
        "method": request.method,
        "path": request.path,
        "status": response.status_code,
        "ms": round((time.perf_counter() - g.began) * 1000, 1),
        "bytes": response.content_length,
    }
    if with_query:
        told["query"] = request.query_string.decode("latin-1")
    return json.dumps(told)  # ASCII: a line break in an address stays within its line


def to_standard_error() -> None:
    """Write the notes of this process to standard error, each a line as it is."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    LOGGER.addHandler(handler)
    LOGGER.setLevel(logging.INFO)
    LOGGER.propagate = False
