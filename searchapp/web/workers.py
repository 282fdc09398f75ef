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

    def __init__(self, make: Make, sockets: list[socket.socket], threads: int, say: Say) -> None:
        if os.name == "nt":
            raise ProcessesError
        self._make, self._sockets, self._threads, self._say = make, sockets, threads, say
        self._running: list[BaseProcess] = []

    def start(self, count: int) -> None:
        """Start so many, and wait until all of them answer. Raises WorkerError when one cannot."""
        for process, answers in [self._begun() for _ in range(count)]:
            self._await(process, answers)

    def watch(self) -> None:
        """Replace each that dies, and say so; a replacement that cannot answer is given up, and the others go on.

        Raises WorkerError when there are no others.
        """
        while True:
            wait([one.sentinel for one in self._running])
            for one in [one for one in self._running if not one.is_alive()]:
                self._running.remove(one)
                self._say(f"Process {one.pid} ended (exit status {one.exitcode}); another takes its place.")
                try:
                    self._await(*self._begun())
                except WorkerError as error:
                    if not self._running:
                        raise
                    self._say(f"{error} {len(self._running)} left.")

    def stop(self) -> None:
        """End them all; what they are asked to answer already, they answer."""
        for one in self._running:
            one.terminate()
        for one in self._running:
            one.join(PATIENCE + 10)
            if one.is_alive():
                one.kill()
                one.join()

    def _begun(self) -> tuple[BaseProcess, "Connection[Any, Any]"]:
        answers, told = _FRESH.Pipe(duplex=False)
        process = _FRESH.Process(
            target=_work, args=(self._make, self._sockets, self._threads, told), daemon=True
        )
        # Ctrl-C reaches every process of a terminal: only the parent acts on it
        kept = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, kept)
        told.close()
        self._running.append(process)
        return process, answers

    def _await(self, process: BaseProcess, answers: "Connection[Any, Any]") -> None:
        with answers:
            try:
                answers.recv()
            except EOFError:
                process.join()
                self._running.remove(process)
                raise WorkerError(process.exitcode) from None


def _work(make: Make, sockets: list[socket.socket], threads: int, told: "Connection[Any, Any]") -> None:
    """What a process does: it answers until it is told to stop, or its parent is gone."""
    logging.basicConfig(level=logging.WARNING, format="%(name)s: %(message)s")
    # without its parent a process would hold the port, and nobody would know
    end_with_parent(lambda: os.kill(os.getpid(), signal.SIGTERM))

    def ready() -> None:
        told.send(None)
        told.close()

    answer(make(), sockets, threads, ready)
