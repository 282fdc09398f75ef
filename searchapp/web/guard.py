"""Who may read: those who show the token, who ask by our name, and who do not ask too often."""

import hmac
import re
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from flask import Flask, Response, request

from searchapp.errors import ExtraMissingError, SearchAppError
from searchapp.web.house_rules import HouseRules

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PROBES = {"watching.alive", "watching.ready"}  # asked by machines that have no token
_PORT = re.compile(r":[0-9]+$")
_ASK = 'Basic realm="Readouts", charset="UTF-8"'


class RateError(SearchAppError):
    """A rate that cannot be read."""

    def __init__(self, rate: str) -> None:
        super().__init__(f"{rate!r} is no rate. For example: --rate '120 per minute'")


def add(app: Flask, rules: HouseRules) -> None:
    """Keep the rules. Raises ExtraMissingError and RateError."""
    if rules.public:
        app.wsgi_app = _under(app.wsgi_app, rules)  # type: ignore[assignment,method-assign]
    elif rules.hosts:
        _answer_to(app, rules.hosts)
    if rules.token:
        _ask_for(app, rules.token)
    if rules.rate:
        _limit(app, rules.rate)


def _answer_to(app: Flask, hosts: Collection[str]) -> None:
    """Refuse what was meant for another name: a page elsewhere may let its own name lead here, and read along."""

    @app.before_request
    def ours() -> Response | None:
        name = _PORT.sub("", request.headers.get("Host", ""))
        if name.lower() in hosts:
            return None
        text = f"This server answers to {' and '.join(hosts)}. To be reached by another name: --public-url\n"
        return Response(text, 400, mimetype="text/plain")


def _under(inner: "WSGIApplication", rules: HouseRules) -> "WSGIApplication":
    """Let every request have come to the public address, whatever it says of itself: links are made with it."""

    def outer(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        environ["wsgi.url_scheme"], environ["HTTP_HOST"] = rules.scheme, rules.host
        environ["SCRIPT_NAME"] = rules.prefix
        return inner(environ, start)

    return outer


def _ask_for(app: Flask, token: str) -> None:
    """As a bearer token, or as the password that a browser asks its reader for."""

    @app.before_request
    def known() -> Response | None:
        if request.endpoint in PROBES or hmac.compare_digest(_shown().encode(), token.encode()):
            return None
        text = "A token is needed, as the password or as Authorization: Bearer TOKEN.\n"
        return Response(text, 401, {"WWW-Authenticate": _ASK}, mimetype="text/plain")


def _shown() -> str:
    shown = request.authorization
    return "" if shown is None else (shown.token if shown.type == "bearer" else shown.password) or ""


def _limit(app: Flask, rate: str) -> None:
    try:
        from flask_limiter import Limiter  # noqa: PLC0415  # an extra
        from flask_limiter.util import get_remote_address  # noqa: PLC0415
    except ImportError as error:
        raise ExtraMissingError("keeping a rate", "Flask-Limiter", "limits") from error
    from limits import parse_many  # noqa: PLC0415  # Flask-Limiter brings it

    try:
        parse_many(rate)
    except ValueError:
        raise RateError(rate) from None
    limiter = Limiter(
        get_remote_address, app=app, default_limits=[rate], storage_uri="memory://", headers_enabled=True
    )
    limiter.request_filter(lambda: request.endpoint in PROBES)
