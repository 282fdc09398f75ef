"""A real server of an application, on a free port, for as long as a test needs it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from waitress.server import create_server
from waitress.wasyncore import close_all


@contextmanager
def served(app: Flask, threads: int = 4) -> Iterator[str]:
    """The address at which the application answers."""
    sockets: dict[int, object] = {}
    server = create_server(app, map=sockets, host="127.0.0.1", port=0, threads=threads)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    # in the server's own thread, between two turns of its loop, which ends when no socket is left
    server.trigger.pull_trigger(lambda: close_all(sockets, ignore_all=True))
    thread.join(5)
    server.task_dispatcher.shutdown()
