"""Makes the indexes of a generation: from nothing, or from the one before with what changed.

What changes is put into a clone of the generation before: the server links its files, so that a change costs as much as
it changes, whatever the size of the collection; `_reindex` would analyse every readout again.
"""

from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import islice

import msgspec

from searchapp.engine import Manifest, Part, Problem, Progress, SourceFile
from searchapp.engines.arrays.records import decode
from searchapp.engines.opensearch.bulk import Bulk
from searchapp.engines.opensearch.document import counted, key
from searchapp.engines.opensearch.filling import KINDS
from searchapp.engines.opensearch.generations import Generation
from searchapp.engines.opensearch.layout import BESIDE, READOUTS, Body, settings
from searchapp.engines.opensearch.sending import Place, Senders, Tally
from searchapp.engines.opensearch.server import Server
from searchapp.errors import EngineError
from searchapp.readout import Readout, ReadoutId

SHARE = 2_000  # files or problems that are kept in one document
_AT_ONCE = 500  # documents that are looked at together
_PAGE = 10_000  # ids that are asked for together, the server's most
_READOUTS: Body = {"exists": {"field": "id"}}  # statements are documents of their own
_START = 45  # seconds that a new index may take to be there

_encode = msgspec.json.Encoder().encode


class Writer:
    """Writes one generation that nobody reads yet. base: the one before; None: from nothing. workers: processes that send."""

    def __init__(
        self, server: Server, one: Generation, base: Generation | None, shards: int, workers: int
    ) -> None:
        self._server, self.one, self.base = server, one, base
        self._shards, self._workers = shards, workers
        self._copies = 1 if self._data_nodes() > 1 else 0

    def change(
        self, replace: Iterable[Readout], remove: Iterable[ReadoutId], progress: Progress | None
    ) -> int:
        """Put readouts into a clone and take others away; how many there are to be. Raises as `fill` does."""
        assert self.base  # noqa: S101
        self.begin()
        tally, seen = self.fill(replace, progress)
        tally.readouts += self._count(self.base.readouts)
        self._replace(tally, seen, remove)
        self.put_words(tally)
        return tally.readouts

    def fill(
        self,
        readouts: Iterable[Readout],
        progress: Progress | None,
        *,
        begun: bool = False,
        part: Part | None = None,
    ) -> tuple[Tally, set[str]]:
        """Put readouts in: what that came to, and their ids. Raises ValueError when two have one id.

        begun: whether they may be there already; part: that they are of, where they are not all.
        """
        place = Place(self._server.access, self.one.readouts, begun, part)
        seen = set[str]()
        with Senders(place, self._workers) as senders:
            for readout in readouts:
                if readout.id in seen:
                    raise ValueError(f"two readouts have the id {readout.id!r}")
                seen.add(readout.id)
                senders.put(readout)
                if progress:
                    progress(len(seen))
            tally = senders.end()
        return tally, seen - {one.id for one in tally.taken}

    def refresh(self) -> None:
        """Let what was put in be seen by searches."""
        self._server.ask("POST", f"/{self.one.readouts}/_refresh")

    def keep_only(self, ids: Set[str]) -> None:
        """Take away what an earlier try put in, and what has gone from the sources since."""
        self.refresh()
        if self._count(self.one.readouts) <= len(ids):
            return
        bulk = Bulk(self._server, self.one.readouts)
        for id_ in self._ids():
            if id_ not in ids:
                bulk.remove(key(id_))
        bulk.end()

    def _ids(self) -> Iterator[str]:
        """Of all readouts that are there."""
        asked: Body = {"query": _READOUTS, "sort": [{"id": "asc"}], "size": _PAGE, "_source": False}
        after: Body = {}
        while hits := self._server.search(self.one.readouts, asked | after)["hits"]["hits"]:
            yield from (hit["sort"][0] for hit in hits)
            after = {"search_after": hits[-1]["sort"]}

    def _replace(self, tally: Tally, seen: Set[str], remove: Iterable[ReadoutId]) -> None:
        """Take readouts away, and from the tally what they and the replaced ones counted."""
        gone = [id_ for id_ in dict.fromkeys(remove) if id_ not in seen]
        bulk = Bulk(self._server, self.one.readouts)
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
        bulk = Bulk(self._server, self.one.beside)
        for kind, some in (("file", sorted(files, key=lambda one: one.path)), ("problem", problems)):
            for number, start in enumerate(range(0, len(some), SHARE)):
                held = _encode(some[start : start + SHARE]).decode()
                bulk.put(f"{kind}-{number:06}", {"kind": kind, "held": held})
        bulk.end()
        self._serve()
        bulk.put("manifest", {"kind": "manifest", "held": _encode(manifest).decode()})
        bulk.end()
        self._server.ask("POST", f"/{self.one.beside}/_refresh")

    def audit(self, readouts: int) -> None:
        """Raises EngineError unless there are as many readouts as were put in."""
        self._server.ask("POST", f"/{self.one.readouts},{self.one.beside}/_refresh")
        count = self._count(self.one.readouts)
        if count != readouts:
            raise EngineError(
                f"{self._server} holds {count} readouts where {readouts} were put in. The index that "
                "answered before still answers; make it again: searchapp rebuild"
            )

    # ---- the indexes

    def begin(self) -> None:
        """Make the two indexes."""
        for index, base, layout in (
            (self.one.readouts, self.base and self.base.readouts, READOUTS),
            (self.one.beside, self.base and self.base.beside, BESIDE),
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
        if self.base:
            self._forget("manifest", "file", "problem")

    def reopen(self) -> None:
        """Go on with indexes that were filled by half, or whole but not swapped in."""
        loading = {"blocks.write": None, "refresh_interval": "-1"}
        for index in (self.one.readouts, self.one.beside):
            self._server.ask("PUT", f"/{index}/_settings", {"index": loading})
            self._server.ask("POST", f"/{index}/_refresh")
        self._forget("manifest", "file", "problem", "word")

    def _forget(self, *some: str) -> None:
        """What was said before, or by the generation before, is not what this one says."""
        kinds = {"terms": {"kind": some}}
        path, once = f"/{self.one.beside}/_delete_by_query", {"refresh": "true", "conflicts": "proceed"}
        self._server.ask("POST", f"/{self.one.beside}/_refresh")
        self._server.ask("POST", path, {"query": kinds}, once)

    def _serve(self) -> None:
        """From now on the indexes are read, never changed, and kept as often as there are nodes for it, twice at most."""
        ready = {"auto_expand_replicas": "0-1", "refresh_interval": None, "blocks.write": True}
        self._server.ask("POST", f"/{self.one.readouts}/_flush")
        self._server.ask("PUT", f"/{self.one.readouts}/_settings", {"index": ready})
        # its manifest is still to come
        self._server.ask("PUT", f"/{self.one.beside}/_settings", {"index": ready | {"blocks.write": None}})

    def seal(self) -> None:
        """Take away what only a load needs: the last change there will be."""
        self._forget(*KINDS)
        self._server.ask("PUT", f"/{self.one.beside}/_settings", {"index": {"blocks.write": True}})

    # ---- what there is

    def put_words(self, tally: Tally) -> None:
        """The words with their counts; in a clone, those whose counts change."""
        bulk, every, titled = Bulk(self._server, self.one.beside), tally.every, tally.titled
        changed = [word for word in every.keys() | titled.keys() if every[word] or titled[word]]
        for some in _batches(changed) if self.base else [changed]:
            had = self._words(some) if self.base else {}
            for word in some:
                any_, title = had.get(word, (0, 0))
                any_, title = any_ + every[word], title + titled[word]
                if any_ > 0:
                    bulk.put(key(word), {"kind": "word", "word": word, "any": any_, "title": title})
                else:
                    bulk.remove(key(word))
        bulk.end()

    def _words(self, words: Sequence[str]) -> dict[str, tuple[int, int]]:
        assert self.base  # noqa: S101
        found = (held["_source"] for held in self._held(self.base.beside, words))
        return {held["word"]: (held["any"], held["title"]) for held in found}

    def _readouts(self, ids: Sequence[str]) -> list[Readout]:
        """Those of some ids that the generation before has."""
        assert self.base  # noqa: S101
        found = self._held(self.base.readouts, ids)
        return [decode(held["_source"]["readout"].encode()) for held in found]

    def _held(self, index: str, names: Sequence[str]) -> Iterator[Body]:
        asked = {"ids": [key(name) for name in names]}
        answer = self._server.ask("POST", f"/{index}/_mget", asked) or {"docs": []}
        return (held for held in answer["docs"] if held.get("found"))

    def _count(self, index: str) -> int:
        count: int = self._server.ask("POST", f"/{index}/_count", {"query": _READOUTS})["count"]
        return count

    def _data_nodes(self) -> int:
        nodes: int = self._server.ask("GET", "/_cluster/health")["number_of_data_nodes"]
        return nodes


def _batches(some: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(some)
    while batch := list(islice(rest, _AT_ONCE)):
        yield batch
