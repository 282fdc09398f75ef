"""Which of several processes takes the next connection: one that has no more of them than another.

The system wakes all processes that wait on a socket, and the first to come takes what is there. Left to that, one may get
all the connections that a proxy keeps, and the others nothing to do.
"""

import time
from collections.abc import Callable
from ctypes import c_int, c_uint64
from multiprocessing.sharedctypes import RawArray
from typing import Any

_ABSENT = 1 << 30  # connections of a place at which no process answers: it is nobody's turn
_MOMENT = 0.001  # seconds that who has more leaves the others at a time
_LEAVE = 0.1  # seconds after which others that take none are held to be stuck, until one of them takes one


class Turns:
    """What all processes see: the connections that each has, and has taken so far. processes: how many there are at most."""

    def __init__(self, processes: int) -> None:
        self.open: Any = RawArray(c_int, [_ABSENT] * processes)
        self.taken: Any = RawArray(c_uint64, processes)

    def end(self, place: int) -> None:
        """No process takes connections in this place any more."""
        self.open[place] = _ABSENT


class Turn:
    """One process's part in it, from its place among the others."""

    def __init__(self, turns: Turns, place: int) -> None:
        self._turns, self._place = turns, place
        self._others: list[int] = []  # what the others had taken when a connection was first left to them
        self._left = 0.0  # when that was

    def note(self, connections: int) -> None:
        """This process has so many connections now."""
        self._turns.open[self._place] = connections

    def end(self) -> None:
        """This process takes no more."""
        self._turns.end(self._place)

    def take(self, accept: Callable[[], object]) -> None:
        """A connection waits: take it, or leave it for a moment to a process that has fewer, unless that one is stuck."""
        if self._is_due() or self._others_are_stuck():
            accept()
            self._turns.taken[self._place] += 1
        else:
            time.sleep(_MOMENT)

    def _is_due(self) -> bool:
        return bool(self._turns.open[self._place] <= min(self._turns.open))

    def _others_are_stuck(self) -> bool:
        others = [taken for place, taken in enumerate(self._turns.taken) if place != self._place]
        now = time.monotonic()
        if others != self._others:
            self._others, self._left = others, now
        return now - self._left > _LEAVE
