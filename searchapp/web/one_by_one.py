"""Requests answered one after the other: Python runs one at a time anyway, and each change from one to another costs.

A search gives up the interpreter hundreds of times, and with others waiting for it each of them is such a change:
eight readers at once were answered a third slower than one after the other.
"""

from collections.abc import Iterable
from threading import Lock
from time import perf_counter
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask

MOST = 0.2  # seconds; longer than most pages take, shorter than a reader notices
CAME = "searchapp.came"  # of a request's environment: when it came, on the clock of `perf_counter`


def add(app: Flask, most: float = MOST) -> None:
    """Let the requests of an application take turns. most: seconds for which one may keep the others waiting."""
    app.wsgi_app = OneByOne(app.wsgi_app, most)  # type: ignore[method-assign, assignment]  # Flask's own way


class OneByOne:
    """An application that answers one request at a time, and others beside one that takes longer than `most` seconds.

    What is made while it is sent, an export, holds nobody up.
    """

    def __init__(self, application: WSGIApplication, most: float) -> None:
        self._application, self._most = application, most
        self._turn = Lock()
        self._began = 0.0  # when whoever has the turn took it

    def __call__(self, environ: WSGIEnvironment, start: StartResponse, /) -> Iterable[bytes]:
        """Answer a request."""
        environ[CAME] = perf_counter()
        mine = self._waited()
        try:
            return self._application(environ, start)
        finally:
            if mine:
                self._turn.release()

    def _waited(self) -> bool:
        """Wait for the turn: whether we have it, or whoever has it takes too long."""
        while True:
            left = self._began + self._most - perf_counter()
            if self._turn.acquire(timeout=max(left, 0.0)):
                self._began = perf_counter()
                return True
            if perf_counter() - self._began >= self._most:
                return False
