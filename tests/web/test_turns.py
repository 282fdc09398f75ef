"""Which process takes the next connection, by the numbers that all of them see."""

import os
from time import sleep

import pytest

from searchapp.web.turns import Turn, Turns

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no shared sockets")


def taken(turn: Turn) -> bool:
    """Whether the process takes a connection at once."""
    took: list[bool] = []
    turn.take(lambda: took.append(True))
    return bool(took)


def test_a_process_takes_a_connection_unless_another_has_fewer() -> None:
    turns = Turns(3)
    one, other, _ = (Turn(turns, place) for place in range(3))
    one.note(2)
    assert taken(one)  # the others do not answer yet
    other.note(2)
    assert taken(one)
    assert taken(other)
    one.note(3)
    assert not taken(one)
    assert taken(other)
    other.end()
    assert taken(one)


def test_a_connection_that_the_others_do_not_take_is_not_left_waiting() -> None:
    turns = Turns(2)
    one, stuck = Turn(turns, 0), Turn(turns, 1)
    stuck.note(0)
    one.note(1)
    assert not taken(one)
    assert any(taken(one) for _ in range(10_000))
    assert taken(one)  # nor the next, while the other is stuck
    assert taken(stuck)  # it goes on
    assert not taken(one)


def test_connections_that_come_one_after_the_other_go_to_who_has_fewest() -> None:
    turns = Turns(2)
    one, other = Turn(turns, 0), Turn(turns, 1)
    one.note(30)
    for connections in range(30):
        other.note(connections)
        assert not taken(one)
        assert taken(other)
        sleep(0.01)  # in all, longer than one that is stuck is waited for
