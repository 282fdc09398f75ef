"""Requests answered one after the other: Python runs one at a time anyway, and each change from one to another costs.

A search gives up the interpreter hundreds of times, and with others waiting for it each of them is such a change:
eight readers at once were answered a third slower than one after the other.
"""

from collections.abc import Iterable
from threading import Lock
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask

MOST = 0.2  # seconds; longer than most pages take, shorter than a reader notices


def add(app: Flask, most: float = MOST) -> None:
    """Let the requests of an application take turns. most: seconds that one waits at most."""
    app.wsgi_app = OneByOne(app.wsgi_app, most)  # type: ignore[method-assign, assignment]  # Flask's own way


class OneByOne:
    """An application that answers one request at a time, unless one takes long: then the others do not wait for it.

    What is made while it is sent, an export, holds nobody up. most: seconds that a request waits at most.
    """

    def __init__(self, application: WSGIApplication, most: float) -> None:
        self._application, self._most = application, most
        self._turn = Lock()

    def __call__(self, environ: WSGIEnvironment, start: StartResponse, /) -> Iterable[bytes]:
        """Answer a request."""
        mine = self._turn.acquire(timeout=self._most)
        try:
            return self._application(environ, start)
        finally:
            if mine:
                self._turn.release()
