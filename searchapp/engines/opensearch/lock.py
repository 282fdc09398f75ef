"""One writer at a time: a document that its holder renews, and that another may take once it has lapsed."""

import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from searchapp.engines.opensearch.layout import Body
from searchapp.engines.opensearch.server import ConflictError, Server
from searchapp.errors import EngineError

LOCKS = "searchapp-locks"  # the index of the documents, one for each index that is written to
LAPSE = 60.0  # seconds without a sign of life after which a writer is taken to be dead
_RENEWAL = LAPSE / 6


class BusyError(Exception):
    """Another holds the right to write."""


@contextmanager
def writing(server: Server, name: str, lapse: float = LAPSE) -> Iterator[None]:
    """Hold the right to write the index of a name. Raises BusyError if another holds it."""
    path, me = f"/{LOCKS}/_doc/{name}", secrets.token_hex(8)
    _take(server, path, me, lapse)
    done = threading.Event()
    renewing = threading.Thread(target=_renew, args=(server, path, me, done, lapse), daemon=True)
    renewing.start()
    try:
        yield
    finally:
        done.set()
        renewing.join()
        server.ask("DELETE", path)


def _take(server: Server, path: str, me: str, lapse: float) -> None:
    try:
        server.ask("PUT", path, _held(me), {"op_type": "create"})
    except ConflictError:
        held = server.ask("GET", path)
        if held is None:  # given back meanwhile
            return _take(server, path, me, lapse)
        if held["_source"]["holder"] == me:  # the answer was lost, and it was asked again
            return None
        if time.time() - held["_source"]["alive"] < lapse:
            raise BusyError from None
        as_seen = {"if_seq_no": held["_seq_no"], "if_primary_term": held["_primary_term"]}
        try:
            server.ask("PUT", path, _held(me), as_seen)
        except ConflictError:
            raise BusyError from None
    return None


def _renew(server: Server, path: str, me: str, done: threading.Event, lapse: float) -> None:
    while not done.wait(min(_RENEWAL, lapse / 6)):
        try:
            server.ask("PUT", path, _held(me))
        except EngineError:
            continue  # the next time may be in time


def _held(me: str) -> Body:
    return {"holder": me, "alive": time.time()}
