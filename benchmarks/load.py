"""Those who ask a server: clients that ask for every kind of page at a steady pace, and slow ones that hold on to what they have."""

import http.client
import json
import multiprocessing
import random
import signal
import socket
import threading
import time
from array import array
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.synchronize import Event
from typing import Any
from urllib.parse import urlsplit

_FRESH = multiprocessing.get_context("spawn")
PATIENCE = 60.0  # seconds that an answer may take before it counts as failed
_OK = 200
_AT_ONCE = 4  # slow connections that are opened together
_SLOW_BYTE = 2.0  # seconds between two bytes of a slow client
_WORDS = ("cooperation", "security", "ministers met", "trade AND investment", "strateg*", '"rule of law"', "ukrane~", "country:Mexico", "topic:cptpp", "economic -security")  # fmt: skip
_PATHS = (
    "/", "/search?q={}", "/search?q={}&sort=newest&page=2", "/api/v1/search?q={}", "/api/v1/suggest?q=mini", "/api/v1/facets?field=topic&q={}", "/facet/topic?q={}",
    "/readout/{id}", "/api/v1/readouts/{id}", "/api/v1/readouts/{id}/statements", "/compare/{id}/{id}", "/trends?q={}", "/api/v1/trends?q={}&q={}",
    "/trends.svg?q={}", "/coverage", "/browse", "/browse/countries", "/feed?q={}", "/export?q={}&format=csv", "/export?q={}&format=bibtex",
    "/export?q={}&format=jsonl", "/static/style.css", "/readyz",
)  # fmt: skip


@dataclass(slots=True)
class Asked:
    """What a client was told. times: ms of each answer, by the stretch of time in which it was asked for; again: how often it was told to ask later, and did."""

    times: dict[int, "array[float]"] = field(default_factory=dict)
    failed: Counter[str] = field(default_factory=Counter)
    again: int = 0


def get(address: str, path: str) -> tuple[int, bytes, int]:
    """Status, body, and after how many seconds to ask again, where that is said (0). Raises OSError and HTTPException."""
    there = http.client.HTTPConnection(urlsplit(address).netloc, timeout=PATIENCE)
    try:
        there.request("GET", path)
        answer = there.getresponse()
        return answer.status, answer.read(), int(answer.headers.get("Retry-After", "0"))
    finally:
        there.close()


def get_json(address: str, path: str) -> Any:
    """What is told under an address. Raises RuntimeError where that is an error."""
    status, body, _ = get(address, path)
    if status != _OK:
        raise RuntimeError(f"{path} was answered with {status}")
    return json.loads(body)


class Clients:
    """Processes that ask, from the moment in which this is made. pause: mean seconds from an answer to the next question of each; stretch: seconds of one."""

    def __init__(self, address: str, count: int, *, pause: float, stretch: float) -> None:
        ids = [hit["id"] for hit in get_json(address, "/api/v1/search?per_page=50")["hits"]]
        self._stop, self._told = _FRESH.Event(), _FRESH.Queue()
        self._asking = [
            _FRESH.Process(target=_ask, args=(address, ids, n, pause, stretch, self._stop, self._told))
            for n in range(count)
        ]
        for one in self._asking:
            one.start()

    def may_fail(self) -> None:
        """The server was told to stop: from now on it may refuse."""
        self._stop.set()

    def told(self) -> list[Asked]:
        """What each was told, once the server is gone."""
        told: list[Asked] = [self._told.get(timeout=PATIENCE * 2) for _ in self._asking]
        for one in self._asking:
            one.join()
        return told


def _ask(
    address: str, ids: list[str], seed: int, pause: float, stretch: float, stop: Event, told: Any
) -> None:
    """Ask until the server is gone; it may refuse once it was told to stop, and until then nothing may fail."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    chosen, made = random.Random(seed), Asked()  # noqa: S311
    began = time.monotonic()
    while True:
        time.sleep(chosen.expovariate(1 / pause))
        path = _path(chosen, ids)
        start = time.monotonic()
        try:
            status, _, later = get(address, path)
            while later and not stop.wait(later):
                made.again += 1
                start = time.monotonic()
                status, _, later = get(address, path)
        except (ConnectionRefusedError, ConnectionResetError, http.client.RemoteDisconnected) as error:
            if stop.wait(1.0):
                break  # it came after the server had closed its doors
            made.failed[f"{path}: {error!r}"] += 1
            continue
        except (OSError, http.client.HTTPException) as error:
            made.failed[f"{path}: {error!r}"] += 1
            if stop.is_set():
                break
            continue
        if later:
            break  # the end came while it waited
        if status != _OK:
            made.failed[f"{path}: {status}"] += 1
        took = (time.monotonic() - start) * 1000
        made.times.setdefault(int((start - began) / stretch), array("d")).append(took)
    told.put(made)


def _path(chosen: random.Random, ids: list[str]) -> str:
    path = chosen.choice(_PATHS)
    for gap, values in (("{id}", ids), ("{}", _WORDS)):
        while gap in path:
            path = path.replace(gap, chosen.choice(values).replace(" ", "+").replace('"', "%22"), 1)
    return path


class Slow:
    """Clients that keep a server waiting: half of them never come to the end of a request, half take an answer a byte at a time.

    held: how many connections were opened in all, since a server may close one and it is opened anew.
    """

    def __init__(self, address: str, count: int) -> None:
        where = urlsplit(address)
        self._at, self._count = (str(where.hostname), int(where.port or 80)), count
        self.held = 0

    def hold(self, over: threading.Event) -> None:
        """Hold on to connections until it is over, or the server is gone."""
        asking: list[socket.socket] = []
        taking: list[socket.socket] = []
        while not over.wait(_SLOW_BYTE):
            with suppress(OSError):
                self._fill(asking, b"GET /search?q=slow HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
                self._fill(taking, b"GET /export?q=&format=jsonl HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            asking = [one for one in asking if _goes_on(one, lambda one: one.send(b"a"))]
            taking = [one for one in taking if _goes_on(one, lambda one: len(one.recv(1)))]
        for one in (*asking, *taking):
            one.close()

    def _fill(self, held: list[socket.socket], begun: bytes) -> None:
        """Open what is missing, a few at a time."""
        for _ in range(min(_AT_ONCE, self._count // 2 - len(held))):
            one = socket.socket()
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)  # so that little is taken unasked
            one.settimeout(_SLOW_BYTE)
            held.append(one)
            one.connect(self._at)
            one.sendall(begun)
            self.held += 1


def _goes_on(one: socket.socket, step: Callable[[socket.socket], int]) -> bool:
    """Whether a connection is held on to; one that is not is closed."""
    try:
        held = step(one) > 0
    except TimeoutError:
        held = True
    except OSError:
        held = False
    if not held:
        one.close()
    return held
