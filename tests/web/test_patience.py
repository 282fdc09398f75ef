"""Slow clients do not starve others: of a request that does not arrive, and of an answer that is not taken."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from time import monotonic
from typing import Any

import pytest
from flask.testing import FlaskClient
from waitress import create_server, wasyncore
from waitress.channel import HTTPChannel

from searchapp.web import patience
from searchapp.web.app import create_app
from searchapp.web.house_rules import HouseRules

ENDED: list[str] = []


def large(environ: dict[str, str], start: Callable[[str, list[tuple[str, str]]], object]) -> Iterator[bytes]:
    """An application with one answer, of 64 MB."""
    start("200 OK", [])
    try:
        for _ in range(1024):
            yield b"x" * 65_536
    finally:
        ENDED.append(environ["PATH_INFO"])


class Served:
    """A server whose loop is turned by hand."""

    def __init__(self) -> None:
        self.loop: dict[int, Any] = {}
        self._server = create_server(large, map=self.loop, host="127.0.0.1", port=0, threads=1, ident=None)
        self._server.channel_class = patience.Channel

    def turn(self, until: Callable[[], object]) -> None:
        """Let the server work until something is so."""
        ends = monotonic() + 60
        while not until():
            assert monotonic() < ends
            wasyncore.loop(timeout=0.01, map=self.loop, count=1)

    def channels(self) -> list[HTTPChannel]:
        return [one for one in self.loop.values() if isinstance(one, HTTPChannel)]

    @contextmanager
    def asked(self, sent: bytes) -> Iterator[socket.socket]:
        """A client that has sent something, of which it has arrived."""
        before = len(self.channels())
        with socket.socket() as one:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            one.connect(("127.0.0.1", int(self._server.effective_port)))
            one.sendall(sent)
            self.turn(lambda: len(self.channels()) > before and self.channels()[-1].last_activity)
            yield one

    def close(self) -> None:
        for one in self.channels():
            one.handle_close()
        self._server.task_dispatcher.shutdown()
        self._server.close()


@pytest.fixture
def served() -> Iterator[Served]:
    ENDED.clear()
    made = Served()
    yield made
    made.close()


def test_a_request_has_to_arrive_in_time_however_often_a_byte_of_it_comes(served: Served) -> None:
    with served.asked(b"GET / HTTP/1.1\r\nX-Slow: ") as client:
        served.turn(lambda: served.channels()[0].request is not None)
        began = monotonic()
        client.send(b"a")
        patience.drop(served.loop, began + patience.ARRIVAL / 2)
        assert served.channels()
        client.send(b"a")
        patience.drop(served.loop, began + patience.ARRIVAL + 1)
        assert not served.channels()


def test_an_answer_has_to_be_taken_at_a_pace_and_its_thread_is_free_then(served: Served) -> None:
    with served.asked(b"GET /slow HTTP/1.1\r\n\r\n") as client:
        served.turn(lambda: served.channels()[0].total_outbufs_len > 1 << 24)
        now = monotonic()
        patience.drop(served.loop, now)
        client.recv(64)
        patience.drop(served.loop, now + patience.STRETCH - 1)
        assert served.channels()
        patience.drop(served.loop, now + patience.STRETCH + 1)
        assert not served.channels()
        served.turn(lambda: ENDED == ["/slow"])


def test_who_takes_an_answer_at_a_pace_gets_it_whole(served: Served) -> None:
    with served.asked(b"GET /quick HTTP/1.0\r\n\r\n") as client:
        client.setblocking(False)
        taken, now = 0, monotonic()

        def take() -> bool:
            nonlocal taken, now
            try:
                while some := client.recv(1 << 20):
                    taken += len(some)
            except BlockingIOError:
                pass
            if taken > (1 << 24) * (now - began) / patience.STRETCH:
                now += patience.STRETCH + 1
            patience.drop(served.loop, now)
            return ENDED == ["/quick"] and not served.channels()

        began = now
        served.turn(take)
        assert taken > 1 << 26


def test_threads_are_left_for_others_while_exports_are_taken(client: FlaskClient) -> None:
    searcher = client.application.extensions["searcher"]
    client = create_app(searcher, rules=HouseRules(exports=2)).test_client()
    apart = [copy_context() for _ in range(2)]  # as threads would be
    taken = [one.run(client.get, "/export?format=csv") for one in apart]
    assert [one.status_code for one in taken] == [200, 200]
    refused = client.get("/api/v1/export?format=csv")
    assert refused.status_code == 503
    assert refused.headers["Retry-After"] == "5"
    assert refused.get_json()["error"]["kind"] == "too-many-exports"
    assert "Wait a little" in client.get("/export?format=csv").text
    assert client.get("/search?q=security").status_code == 200
    apart[0].run(taken[0].close)
    assert client.get("/export?format=csv").text
    assert client.get("/export?format=csv").text
    apart[1].run(taken[1].close)
