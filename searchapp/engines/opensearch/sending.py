"""Makes documents of readouts and sends them: the first few in this process, the rest in processes of their own.

To part a readout into words takes us longer than the server takes to put it in, so that one process would keep it waiting.
"""

import os
import signal
import threading
import time
from collections import Counter, deque
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from searchapp.engines.arrays.records import decode, encode
from searchapp.engines.opensearch.bulk import Bulk
from searchapp.engines.opensearch.document import document
from searchapp.engines.opensearch.server import Access, Server
from searchapp.readout import Readout

_BATCH = 250  # readouts that are made and sent together
_ALONE = 4  # batches after which starting processes costs less than it saves


@dataclass(slots=True)
class Tally:
    """What was put in: how many readouts; of each word how many hold it in any text, and how many in the title."""

    readouts: int = 0
    every: Counter[str] = field(default_factory=Counter)
    titled: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Tally") -> None:
        """Count another's, too."""
        self.readouts += other.readouts
        self.every.update(other.every)
        self.titled.update(other.titled)


class Sender:
    """Sends readouts to an index, over connections of its own."""

    def __init__(self, access: Access, index: str) -> None:
        self._server, self._index = Server(*access), index

    def send(self, readouts: Sequence[bytes]) -> Tally:
        """Until each of them is there. readouts: encoded. Raises EngineError, and ValueError as `document` does."""
        bulk, tally = Bulk(self._server, self._index), Tally(len(readouts))
        for readout in readouts:
            made = document(decode(readout))
            tally.every.update(made.words)
            tally.titled.update(made.titled)
            bulk.put(made.key, made.body)
        bulk.end()
        return tally

    def close(self) -> None:
        """Let go of its connections."""
        self._server.close()


class Senders:
    """Readouts on their way to an index; a few batches are in memory at a time. workers: the processes that send."""

    def __init__(self, access: Access, index: str, workers: int) -> None:
        self._to, self._workers = (access, index), workers
        self._sender = Sender(access, index)
        self._waiting = list[bytes]()
        self._under_way = deque[Future[Tally]]()
        self._pool: ProcessPoolExecutor | None = None
        self._alone = _ALONE
        self._tally = Tally()

    def put(self, readout: Readout) -> None:
        """Send a readout, with others. Raises ValueError for text that is not Unicode (half a surrogate pair)."""
        self._waiting.append(encode(readout))
        if len(self._waiting) >= _BATCH:
            self._send()

    def end(self) -> Tally:
        """Send the rest; what was put in, all in all."""
        self._send()
        while self._under_way:
            self._tally.add(self._under_way.popleft().result())
        return self._tally

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
        self._sender.close()

    def _send(self) -> None:
        batch, self._waiting = self._waiting, []
        if not batch:
            return
        if self._workers == 1 or self._alone:
            self._alone = max(0, self._alone - 1)
            self._tally.add(self._sender.send(batch))
            return
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self._workers, initializer=_prepare, initargs=self._to)
        self._under_way.append(self._pool.submit(_send, batch))
        while len(self._under_way) > 2 * self._workers:
            self._tally.add(self._under_way.popleft().result())


# ---- in a process that sends

_sender: Sender | None = None


def _prepare(access: Access, index: str) -> None:
    global _sender  # noqa: PLW0603  # a process has one
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who started it
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    _sender = Sender(access, index)


def _send(readouts: Sequence[bytes]) -> Tally:
    assert _sender  # noqa: S101
    return _sender.send(readouts)


def _end_with(parent: int) -> None:
    """End this process once the one who started it has died: nobody else would."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)
