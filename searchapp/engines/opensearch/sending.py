"""Makes documents of readouts and sends them: the first few in this process, the rest in processes of their own.

One process would wait while the server puts readouts in, and keep it waiting while it parts the next ones into words.
"""

import signal
from collections import Counter, deque
from collections.abc import Sequence, Set
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from searchapp.engine import Part
from searchapp.engines.arrays.records import decode, encode
from searchapp.engines.opensearch.bulk import Bulk
from searchapp.engines.opensearch.document import Document, document
from searchapp.engines.opensearch.server import Access, PassingError, Server
from searchapp.helpers import end_with_parent
from searchapp.readout import Readout

_BATCH = 250  # readouts that are made and sent together
_ALONE = 4  # batches after which starting processes costs less than it saves


@dataclass(frozen=True, slots=True)
class Taken:
    """A readout that was not put in, since another part has one of its id. path, other: of the files of the two."""

    id: str
    path: str
    other: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where readouts are sent to. begun: whether some of them may be there already; part: None where it is all of them."""

    access: Access
    index: str
    begun: bool = False
    part: Part | None = None


@dataclass(slots=True)
class Tally:
    """What was put in: how many readouts; of each word how many hold it in any text, and how many in the title."""

    readouts: int = 0
    every: Counter[str] = field(default_factory=Counter)
    titled: Counter[str] = field(default_factory=Counter)
    taken: list[Taken] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Count another's, too."""
        self.readouts += other.readouts
        self.every.update(other.every)
        self.titled.update(other.titled)
        self.taken += other.taken


class Sender:
    """Sends readouts to an index, over connections of its own."""

    def __init__(self, place: Place) -> None:
        self._server, self._place = Server(*place.access), place

    def send(self, readouts: Sequence[bytes]) -> Tally:
        """Until each of them is there. readouts: encoded. Raises EngineError, and ValueError as `document` does."""
        made, tally = [document(decode(readout)) for readout in readouts], Tally()
        there = self._put(made)
        for readout, one in zip(readouts, made, strict=True):
            if other := there.get(one.key):
                mine = decode(readout)
                tally.taken.append(Taken(mine.id, mine.source.path, other))
            else:
                tally.readouts += 1
                tally.every.update(one.words)
                tally.titled.update(one.titled)
        return tally

    def _put(self, made: Sequence[Document]) -> dict[str, str]:
        """Send what is not there; by key, the paths of those that another part has put there."""
        place = self._place
        there = self._marks(made) if place.begun or place.part else frozenset[str]()
        bulk = Bulk(self._server, place.index)
        for one in made:
            if one.body["mark"] not in there:
                bulk.put(one.key, one.body, new=place.part is not None)
        bulk.end()
        return self._settled([one for one in made if one.key in bulk.there]) if bulk.there else {}

    def _marks(self, made: Sequence[Document]) -> Set[str]:
        """The marks of those that an earlier try has put there, as they are now. Where that cannot be told, none: all are sent."""
        marks = [one.body["mark"] for one in made]
        asked = {"query": {"terms": {"mark": marks}}, "size": len(marks), "docvalue_fields": ["mark"],
                 "stored_fields": "_none_"}  # fmt: skip
        try:
            answer = self._server.ask("POST", f"/{self._place.index}/_search", asked)
        except PassingError:
            return frozenset()
        return {hit["fields"]["mark"][0] for hit in answer["hits"]["hits"]} if answer else frozenset()

    def _settled(self, made: Sequence[Document]) -> dict[str, str]:
        """Put in what was there otherwise, of an earlier try; by key, the paths of what another part has put there."""
        asked = {"docs": [{"_id": one.key, "_source": ["readout"]} for one in made]}
        answer = self._server.ask("POST", f"/{self._place.index}/_mget", asked) or {"docs": []}
        held = {one["_id"]: one["_source"]["readout"] for one in answer["docs"] if one.get("found")}
        found = {key: self._others(readout) for key, readout in held.items()}
        bulk, others = Bulk(self._server, self._place.index), dict[str, str]()
        for one in made:
            if other := found.get(one.key):
                others[one.key] = other
            else:
                bulk.put(one.key, one.body)
        bulk.end()
        return others

    def _others(self, held: str) -> str | None:
        """The path of a readout that is there, if it is another part's."""
        if self._place.part is None:
            return None
        path = decode(held.encode()).source.path
        return None if self._place.part.has(path) else path

    def close(self) -> None:
        """Let go of its connections."""
        self._server.close()


class Senders:
    """Readouts on their way to an index; a few batches are in memory at a time. workers: the processes that send."""

    def __init__(self, place: Place, workers: int) -> None:
        self._place, self._workers = place, workers
        self._sender = Sender(place)
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
            self._pool = ProcessPoolExecutor(self._workers, initializer=_prepare, initargs=(self._place,))
        self._under_way.append(self._pool.submit(_send, batch))
        while len(self._under_way) > 2 * self._workers:
            self._tally.add(self._under_way.popleft().result())


# ---- in a process that sends

_sender: Sender | None = None


def _prepare(place: Place) -> None:
    global _sender  # noqa: PLW0603  # a process has one
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who started it
    end_with_parent()
    _sender = Sender(place)


def _send(readouts: Sequence[bytes]) -> Tally:
    assert _sender  # noqa: S101
    return _sender.send(readouts)
