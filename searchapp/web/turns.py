"""Which of several processes takes the next connection: one that has no more of them than another.

The system wakes all processes that wait on a socket, and the first to come takes what is there. Left to that, one may get
all the connections that a proxy keeps, and the others nothing to do.
"""

import multiprocessing
import time
from collections.abc import Callable
from ctypes import c_int
from typing import Any

_ABSENT = 1 << 30  # connections of a place at which no process answers: it is nobody's turn
_MOMENT = 0.001  # seconds that who has more leaves the others at a time
_LEAVE = 0.1  # seconds after which the others are taken to be stuck


class Turns:
    """How many connections each process has, as all of them see it. processes: how many there are at most."""

    def __init__(self, processes: int) -> None:
        self._open: Any = multiprocessing.get_context("spawn").RawArray(c_int, [_ABSENT] * processes)

    def note(self, place: int, connections: int) -> None:
        """The process in a place has so many."""
        self._open[place] = connections

    def end(self, place: int) -> None:
        """No process takes connections in this place any more."""
        self._open[place] = _ABSENT

    def is_due(self, place: int) -> bool:
        """Whether no other process has fewer connections than the one in this place."""
        return bool(self._open[place] <= min(self._open))


class Turn:
    """One process's part in it, from its place among the others."""

    def __init__(self, turns: Turns, place: int) -> None:
        self._turns, self._place = turns, place
        self._left = self._last = 0.0  # since when a connection has been left to the others; when last

    def note(self, connections: int) -> None:
        """This process has so many connections now."""
        self._turns.note(self._place, connections)

    def end(self) -> None:
        """This process takes no more."""
        self._turns.end(self._place)

    def take(self, accept: Callable[[], object]) -> None:
        """A connection waits: take it, or leave it to a process that has fewer, for as long as that may need."""
        if self._turns.is_due(self._place):
            accept()
            return
        now = time.monotonic()
        if now - self._last > _LEAVE:
            self._left = now
        self._last = now
        if now - self._left > _LEAVE:
            accept()
        else:
            time.sleep(_MOMENT)
