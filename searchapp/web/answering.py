"""One process that answers: waitress on sockets that are bound already, until it is told to stop."""

import ctypes
import gc
import logging
import select
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from types import FrameType
from typing import Any

from flask import Flask
from waitress import create_server, wasyncore
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer

from searchapp.errors import SearchAppError
from searchapp.web import patience
from searchapp.web.turns import Turn

PATIENCE = 10.0  # seconds that requests under way are given when the process is told to stop
_TURN = 0.5  # seconds after which a loop with nothing to do looks up
_LOOK = 1.0  # seconds from one look for slow connections to the next
_REST = 10.0  # seconds from one time that memory is given back to the next; it takes a few milliseconds
_MOST_OPEN = (
    400 if hasattr(select, "poll") else 100
)  # connections; each is a file, and most systems allow 1,024
_MOST_HEADERS = 32_768  # bytes, the address among them: a query of 2 KB is 6 KB when each byte is escaped
_MOST_BODY = 65_536  # bytes: nothing that we answer has one
_M_ARENA_MAX = -8  # of <malloc.h>
_Told = Callable[[], bool]


def answer(
    app: Flask,
    sockets: list[socket.socket],
    threads: int,
    ready: Callable[[], object],
    turn: Turn | None = None,
) -> None:
    """Answer until SIGTERM or Ctrl-C, then finish the requests under way. To be called in the main thread.

    ready: called once the index is open and the sockets are answered. turn: with several processes, this one's.
    """
    logging.getLogger("waitress.queue").setLevel(
        logging.ERROR
    )  # it warns of every request that waits for a thread
    _share_one_heap()
    loop: dict[int, Any] = {}
    server = create_server(
        app, map=loop, sockets=sockets, threads=threads, ident=None, connection_limit=_MOST_OPEN,
        max_request_header_size=_MOST_HEADERS, max_request_body_size=_MOST_BODY,
    )  # fmt: skip
    listeners = [one for one in loop.values() if isinstance(one, BaseWSGIServer)]
    for one in listeners:
        one.channel_class = patience.Channel
        if turn:
            one.handle_accept = partial(turn.take, one.handle_accept)
    _warm(app)
    with _told_to_stop() as told:
        ready()
        rested = looked = time.monotonic()
        while not told():
            if turn:
                turn.note(sum(len(one.active_channels) for one in listeners))
            wasyncore.loop(timeout=_TURN, use_poll=True, map=loop, count=1)
            now = time.monotonic()
            if now - looked > _LOOK:
                patience.drop(loop, now)
                looked = now
            if now - rested > _REST:
                _give_back()
                rested = now
        if turn:
            turn.end()
        _finish(loop)
    server.task_dispatcher.shutdown()
    wasyncore.close_all(loop, ignore_all=True)


def _share_one_heap() -> None:
    """Let glibc keep one heap for all threads: one for each would hold on to the largest search that each has made."""
    with suppress(OSError, AttributeError, TypeError):  # where the C library is another
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)


def _warm(app: Flask) -> None:
    """Open the index, and keep what will live as long as the process out of the collector's rounds."""
    with suppress(SearchAppError):  # every page will say so, until there is an index
        app.extensions["searcher"].overview()
        app.extensions["searcher"].warm()
    gc.collect()
    gc.freeze()
    _give_back()


def _give_back() -> None:
    """Let glibc give back what searches have used and freed: a heap keeps the room of the largest."""
    with suppress(OSError, AttributeError, TypeError):  # where the C library is another
        ctypes.CDLL(None).malloc_trim(0)


@contextmanager
def _told_to_stop() -> Iterator[_Told]:
    """Whether a signal has come; the loop is not broken into, since an answer may be half sent."""
    came: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        came.append(number)

    before = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: bool(came)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _finish(loop: dict[int, Any]) -> None:
    """Take no more connections, and close each as soon as what it asked for has been sent."""
    ends = time.monotonic() + PATIENCE
    for one in list(loop.values()):
        if isinstance(one, BaseWSGIServer):
            wasyncore.dispatcher.close(one)
    wasyncore.loop(timeout=0, map=loop, count=1)  # requests that have come, but not been read
    while time.monotonic() < ends:
        open_ = [one for one in loop.values() if isinstance(one, HTTPChannel)]
        if not open_:
            return
        for one in open_:
            if not (one.requests or one.request or one.total_outbufs_len):
                one.handle_close()
        wasyncore.loop(timeout=0.02, map=loop, count=1)
