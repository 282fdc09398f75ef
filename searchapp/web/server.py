"""Serves the pages on an address, in this process or in several, until it is told to stop."""

import signal
import socket
from collections.abc import Callable
from types import FrameType
from typing import NoReturn

from searchapp.web.answering import answer
from searchapp.web.listening import bound, port_of
from searchapp.web.metrics import share
from searchapp.web.workers import Make, Workers

Say = Callable[[str], object]
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


def run(
    make: Make, host: str, port: int, *, threads: int, processes: int, metrics: bool = False, say: Say
) -> None:
    """Serve until interrupted or terminated; requests under way are finished.

    make: makes the application, once in each process, so it has to be picklable for several. metrics: whether the
    processes count together. say: told the address, once it answers. Raises AddressError, and ProcessesError or WorkerError for several processes.
    """
    sockets = bound(host, port)
    if host not in _LOOPBACK:
        say(f"Serving on {host}: everyone who reaches this address can read the collection.")
    shown = f"[{host}]" if ":" in host else host

    def ready() -> None:
        say(f"Readouts at http://{shown}:{port_of(sockets)}")

    if processes == 1:
        answer(make(), sockets, threads, ready)
    else:
        if metrics:
            share()
        _several(Workers(make, sockets, threads, processes, say), sockets, ready)


def _several(workers: Workers, sockets: list[socket.socket], ready: Callable[[], None]) -> None:
    signal.signal(signal.SIGTERM, _stop)
    try:
        workers.start()
        ready()
        workers.watch()
    except KeyboardInterrupt:
        pass
    finally:
        for one in sockets:
            one.close()
        workers.stop()


def _stop(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
