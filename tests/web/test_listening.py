"""Binding an address before anything answers on it."""

import socket
from contextlib import closing

import pytest

from searchapp.web.listening import AddressError, bound, port_of


def test_every_address_of_a_host_has_the_same_port() -> None:
    sockets = bound("localhost", 0)
    assert {one.getsockname()[1] for one in sockets} == {port_of(sockets)}
    for one in sockets:
        with closing(one), socket.create_connection(one.getsockname()[:2]):
            pass


def test_a_port_in_use_is_an_error_that_names_another() -> None:
    (taken,) = bound("127.0.0.1", 0)
    with closing(taken), pytest.raises(AddressError, match=f"--port {port_of([taken]) + 1}"):
        bound("127.0.0.1", port_of([taken]))


def test_a_host_that_is_not_of_this_machine_is_an_error() -> None:
    with pytest.raises(AddressError, match=r"Cannot serve on 192\.0\.2\.1:8000"):
        bound("192.0.2.1", 8000)
