"""Makes the indexes of a generation: from nothing, or from the one before with what changed.

What changes is put into a clone of the generation before: the server links its files, so that a change costs as much as
it changes, whatever the size of the collection; `_reindex` would analyse every readout again.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

import msgspec

from searchapp.engine import Manifest, Problem, Progress, SourceFile
from searchapp.engines.arrays.records import decode
from searchapp.engines.opensearch.bulk import Bulk
from searchapp.engines.opensearch.document import counted, key
from searchapp.engines.opensearch.generations import Generation
from searchapp.engines.opensearch.layout import BESIDE, READOUTS, Body, settings
from searchapp.engines.opensearch.sending import Senders, Tally
from searchapp.engines.opensearch.server import Server
from searchapp.errors import EngineError
from searchapp.readout import Readout, ReadoutId

SHARE = 2_000  # files or problems that are kept in one document
_AT_ONCE = 500  # documents that are looked at together
_START = 45  # seconds that a new index may take to be there

_encode = msgspec.json.Encoder().encode


class Writer:
    """Writes one generation that nobody reads yet. base: the one before; None: from nothing. workers: processes that send."""

    def __init__(
        self, server: Server, one: Generation, base: Generation | None, shards: int, workers: int
    ) -> None:
        self._server, self._one, self._base, self._shards = server, one, base, shards
        self._workers = workers
        self._copies = 1 if self._data_nodes() > 1 else 0

    def write(
        self, replace: Iterable[Readout], remove: Iterable[ReadoutId], progress: Progress | None
    ) -> int:
        """Put readouts in and take others away; how many there are to be. Raises ValueError when two have one id."""
        self._begin()
        seen = dict[str, None]()
        with Senders(self._server.access, self._one.readouts, self._workers) as senders:
            for readout in replace:
                if readout.id in seen:
                    raise ValueError(f"two readouts have the id {readout.id!r}")
                seen[readout.id] = None
                senders.put(readout)
                if progress:
                    progress(len(seen))
            tally = senders.end()
        if self._base:
            tally.readouts += self._count(self._base.readouts)
            self._replace(tally, seen, remove)
        self._put_words(tally)
        return tally.readouts

    def _replace(self, tally: Tally, seen: Collection[str], remove: Iterable[ReadoutId]) -> None:
        """Take readouts away, and from the tally what they and the replaced ones counted."""
        gone = [id_ for id_ in dict.fromkeys(remove) if id_ not in seen]
        bulk = Bulk(self._server, self._one.readouts)
        for id_ in gone:
            bulk.remove(key(id_))
        bulk.end()
        for some in _batches([*gone, *seen]):
            was = self._readouts(some)
            tally.readouts -= len(was)
            for counts, less in zip((tally.every, tally.titled), counted(was), strict=True):
                counts.subtract(less)

    def tell(self, manifest: Manifest, files: Sequence[SourceFile], problems: Sequence[Problem]) -> None:
        """Keep what the generation says of itself; with this it is whole."""
        bulk = Bulk(self._server, self._one.beside)
        for kind, some in (("file", sorted(files, key=lambda one: one.path)), ("problem", problems)):
            for number, start in enumerate(range(0, len(some), SHARE)):
                held = _encode(some[start : start + SHARE]).decode()
                bulk.put(f"{kind}-{number:06}", {"kind": kind, "held": held})
        bulk.end()
        self._serve()
        bulk.put("manifest", {"kind": "manifest", "held": _encode(manifest).decode()})
        bulk.end()
        self._server.ask("POST", f"/{self._one.beside}/_refresh")

    def audit(self, readouts: int) -> None:
        """Raises EngineError unless there are as many readouts as were put in."""
        self._server.ask("POST", f"/{self._one.readouts},{self._one.beside}/_refresh")
        count = self._count(self._one.readouts)
        if count != readouts:
            raise EngineError(
                f"{self._server} holds {count} readouts where {readouts} were put in. The index that "
                "answered before still answers; make it again: searchapp rebuild"
            )

    # ---- the indexes

    def _begin(self) -> None:
        for index, base, layout in (
            (self._one.readouts, self._base and self._base.readouts, READOUTS),
            (self._one.beside, self._base and self._base.beside, BESIDE),
        ):
            shards = self._shards if layout is READOUTS else 1
            given = settings(shards, self._copies)
            if base:
                own = {"number_of_replicas": self._copies, "refresh_interval": "-1", "blocks.write": None,
                       "auto_expand_replicas": False}  # fmt: skip
                self._server.ask("PUT", f"/{base}/_clone/{index}", {"settings": {"index": own}})
            else:
                self._server.ask("PUT", f"/{index}", {"settings": {"index": given}, "mappings": layout})
            if self._server.health(index, _START)["status"] == "red":
                raise EngineError(
                    f"{self._server} has no room for a new index, or too few nodes (GET /_cluster/allocation/explain "
                    "says why). The index that answered before still answers."
                )
        if self._base:
            self._forget()

    def _forget(self) -> None:
        """What the generation before said of itself is not what this one says."""
        kinds = {"terms": {"kind": ["manifest", "file", "problem"]}}
        path, once = f"/{self._one.beside}/_delete_by_query", {"refresh": "true", "conflicts": "proceed"}
        self._server.ask("POST", f"/{self._one.beside}/_refresh")
        self._server.ask("POST", path, {"query": kinds}, once)

    def _serve(self) -> None:
        """From now on the indexes are read, never changed, and kept as often as there are nodes for it, twice at most."""
        ready = {"auto_expand_replicas": "0-1", "refresh_interval": None, "blocks.write": True}
        self._server.ask("POST", f"/{self._one.readouts}/_flush")
        self._server.ask("PUT", f"/{self._one.readouts}/_settings", {"index": ready})
        # its manifest is still to come
        self._server.ask("PUT", f"/{self._one.beside}/_settings", {"index": ready | {"blocks.write": None}})

    def seal(self) -> None:
        """The last change there will be."""
        self._server.ask("PUT", f"/{self._one.beside}/_settings", {"index": {"blocks.write": True}})

    # ---- what there is

    def _put_words(self, tally: Tally) -> None:
        """The words with their counts; in a clone, those whose counts change."""
        bulk, every, titled = Bulk(self._server, self._one.beside), tally.every, tally.titled
        changed = [word for word in every.keys() | titled.keys() if every[word] or titled[word]]
        for some in _batches(changed) if self._base else [changed]:
            had = self._words(some) if self._base else {}
            for word in some:
                any_, title = had.get(word, (0, 0))
                any_, title = any_ + every[word], title + titled[word]
                if any_ > 0:
                    bulk.put(key(word), {"kind": "word", "word": word, "any": any_, "title": title})
                else:
                    bulk.remove(key(word))
        bulk.end()

    def _words(self, words: Sequence[str]) -> dict[str, tuple[int, int]]:
        assert self._base  # noqa: S101
        found = (held["_source"] for held in self._held(self._base.beside, words))
        return {held["word"]: (held["any"], held["title"]) for held in found}

    def _readouts(self, ids: Sequence[str]) -> list[Readout]:
        """Those of some ids that the generation before has."""
        assert self._base  # noqa: S101
        found = self._held(self._base.readouts, ids)
        return [decode(held["_source"]["readout"].encode()) for held in found]

    def _held(self, index: str, names: Sequence[str]) -> Iterator[Body]:
        asked = {"ids": [key(name) for name in names]}
        answer = self._server.ask("POST", f"/{index}/_mget", asked) or {"docs": []}
        return (held for held in answer["docs"] if held.get("found"))

    def _count(self, index: str) -> int:
        count: int = self._server.ask("POST", f"/{index}/_count", {"query": {"exists": {"field": "id"}}})[
            "count"
        ]
        return count

    def _data_nodes(self) -> int:
        nodes: int = self._server.ask("GET", "/_cluster/health")["number_of_data_nodes"]
        return nodes


def _batches(some: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(some)
    while batch := list(islice(rest, _AT_ONCE)):
        yield batch
