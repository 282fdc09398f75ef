"""The sockets of an address, bound before anything answers on them, so that several processes may share them."""

import errno
import os
import socket
from typing import Any

from searchapp.errors import SearchAppError

_Address = tuple[Any, ...]
_ABSENT = {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}
_ANY = 0  # a port that the system chooses
_BACKLOG = 1024  # connections that wait for a process to take them


class AddressError(SearchAppError):
    """An address that cannot be served on."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(f"Cannot serve on {host}:{port} ({reason}). Name another port: --port {port + 1}")


def bound(host: str, port: int) -> list[socket.socket]:
    """A listening socket for each address of a host that this machine has, all on one port.

    Raises AddressError.
    """
    made: list[socket.socket] = []
    absent: OSError | None = None
    try:
        for family, address in _addresses(host, port):
            try:
                made.append(_listening(family, (address[0], port_of(made) or port, *address[2:])))
            except OSError as error:
                if error.errno not in _ABSENT:
                    raise
                absent = error  # localhost stands for ::1 too, on machines without IPv6
        if absent and not made:
            raise absent
    except OSError as error:
        for one in made:
            one.close()
        raise AddressError(host, port, error.strerror or str(error)) from error
    return made


def port_of(sockets: list[socket.socket]) -> int:
    """The port that they listen on; 0 where there are none."""
    return int(sockets[0].getsockname()[1]) if sockets else _ANY


def _addresses(host: str, port: int) -> list[tuple[socket.AddressFamily, _Address]]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    return list(dict.fromkeys((family, address) for family, _, _, _, address in found))


def _listening(family: socket.AddressFamily, address: _Address) -> socket.socket:
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # elsewhere it would let two servers have one port
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        made.bind(address)
        made.listen(_BACKLOG)
    except OSError:
        made.close()
        raise
    return made
