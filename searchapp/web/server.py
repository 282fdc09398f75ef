"""Serves the pages with waitress, until it is told to stop."""

import signal
from collections.abc import Callable
from types import FrameType
from typing import NoReturn

from waitress import create_server

from searchapp.errors import SearchAppError
from searchapp.searcher import Searcher
from searchapp.web.app import create_app
from searchapp.web.markup import FamilyOf

_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class AddressError(SearchAppError):
    """An address that cannot be served on."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(f"Cannot serve on {host}:{port} ({reason}). Name another port: --port {port + 1}")


def run(
    searcher: Searcher,
    host: str,
    port: int,
    threads: int,
    *,
    family_of: FamilyOf,
    say: Callable[[str], object],
) -> None:
    """Serve until interrupted or terminated; requests under way are finished.

    family_of: where the family name stands in a person's label. say: told the address, once it answers. Raises AddressError.
    """
    try:
        server = create_server(
            create_app(searcher, family_of=family_of), host=host, port=port, threads=threads, ident=None
        )
    except OSError as error:
        raise AddressError(host, port, error.strerror or str(error)) from error
    if host not in _LOOPBACK:
        say(f"Serving on {host}: everyone who reaches this address can read the collection.")
    shown = f"[{host}]" if ":" in host else host
    say(f"Readouts at http://{shown}:{server.effective_port}")
    signal.signal(signal.SIGTERM, _stop)
    try:
        server.run()
    finally:
        server.close()


def _stop(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
