"""Several processes that answer on the same sockets: started, replaced when one dies, and ended together."""

import logging
import multiprocessing
import os
import signal
import socket
from collections.abc import Callable
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from flask import Flask

from searchapp.errors import SearchAppError
from searchapp.helpers import end_with_parent
from searchapp.web.answering import PATIENCE, answer
from searchapp.web.turns import Turn, Turns

Make = Callable[[], Flask]
Say = Callable[[str], object]
_FRESH = multiprocessing.get_context("spawn")  # a fork would copy what other threads of the parent hold


class ProcessesError(SearchAppError):
    """Several processes where a system cannot have them."""

    def __init__(self) -> None:
        super().__init__("Several processes need a system on which they can share a socket, which Windows is not. "
                         "Serve with one: --processes 1")  # fmt: skip


class WorkerError(SearchAppError):
    """A process that ended before it could answer."""

    def __init__(self, status: int | None) -> None:
        super().__init__(
            f"A process ended (exit status {status}) before it could answer; try with fewer: --processes 1."
        )


class Workers:
    """Processes that answer from an application of their own each, on sockets that they share."""

    def __init__(
        self, make: Make, sockets: list[socket.socket], threads: int, processes: int, say: Say
    ) -> None:
        if os.name == "nt":
            raise ProcessesError
        self._make, self._sockets, self._threads, self._say = make, sockets, threads, say
        self._turns = Turns(processes)
        self._places = range(processes)
        self._running: dict[int, BaseProcess] = {}

    def start(self) -> None:
        """Start all, and wait until each of them answers. Raises WorkerError when one cannot."""
        for place, answers in [(place, self._begun(place)) for place in self._places]:
            self._await(place, answers)

    def watch(self) -> None:
        """Replace each that dies, and say so; a replacement that cannot answer is given up, and the others go on.

        Raises WorkerError when there are no others.
        """
        while True:
            wait([one.sentinel for one in self._running.values()])
            for place, one in [(n, one) for n, one in self._running.items() if not one.is_alive()]:
                self._turns.end(place)
                del self._running[place]
                self._say(f"Process {one.pid} ended (exit status {one.exitcode}); another takes its place.")
                try:
                    self._await(place, self._begun(place))
                except WorkerError as error:
                    if not self._running:
                        raise
                    self._say(f"{error} {len(self._running)} left.")

    def stop(self) -> None:
        """End them all; what they are asked to answer already, they answer."""
        for one in self._running.values():
            one.terminate()
        for one in self._running.values():
            one.join(PATIENCE + 10)
            if one.is_alive():
                one.kill()
                one.join()

    def _begun(self, place: int) -> "Connection[Any, Any]":
        """Start one; it will say by what is given back that it answers."""
        answers, told = _FRESH.Pipe(duplex=False)
        turn = Turn(self._turns, place)
        process = _FRESH.Process(
            target=_work, args=(self._make, self._sockets, self._threads, told, turn), daemon=True
        )
        # Ctrl-C reaches every process of a terminal: only the parent acts on it
        kept = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, kept)
        told.close()
        self._running[place] = process
        return answers

    def _await(self, place: int, answers: "Connection[Any, Any]") -> None:
        with answers:
            try:
                answers.recv()
            except EOFError:
                process = self._running.pop(place)
                process.join()
                raise WorkerError(process.exitcode) from None


def _work(
    make: Make, sockets: list[socket.socket], threads: int, told: "Connection[Any, Any]", turn: Turn
) -> None:
    """What a process does: it answers until it is told to stop, or its parent is gone."""
    logging.basicConfig(level=logging.WARNING, format="%(name)s: %(message)s")
    # without its parent a process would hold the port, and nobody would know
    end_with_parent(lambda: os.kill(os.getpid(), signal.SIGTERM))

    def ready() -> None:
        told.send(None)
        told.close()

    answer(make(), sockets, threads, ready, turn)
