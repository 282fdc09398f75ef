"""How a cluster is, and whether the generations that it keeps hold what was written."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from searchapp.engine import Manifest
from searchapp.engines.opensearch.generations import Generation, Generations
from searchapp.engines.opensearch.layout import Body
from searchapp.engines.opensearch.server import Server
from searchapp.errors import IndexDamagedError


@dataclass(frozen=True, slots=True)
class Condition:
    """A cluster, and the generation that answers in it.

    nodes: that hold data. free: bytes on the disk of the node that has fewest. index: the name of its readouts, empty
    before the first build. status: green; yellow: copies are missing; red: parts are. missing: copies and parts that
    are on no node. size: bytes, copies included. same_layout: whether this version would write it alike.
    """

    version: str
    nodes: int
    free: int
    index: str = ""
    status: str = "green"
    missing: int = 0
    size: int = 0
    same_layout: bool = True


def condition(server: Server, generations: Generations, layout: str) -> Condition:
    """How it is now. Raises EngineError for a cluster that cannot be used."""
    version = server.check()
    nodes = server.ask("GET", "/_cluster/health")["number_of_data_nodes"]
    disks = server.ask("GET", "/_nodes/data:true/stats/fs")["nodes"].values()
    made = Condition(
        version, nodes, min((one["fs"]["total"]["available_in_bytes"] for one in disks), default=0)
    )
    one = generations.current()
    if one is None:
        return made
    health = server.health(f"{one.readouts},{one.beside}")
    told = server.ask("GET", f"/{one.readouts},{one.beside}/_stats/store?ignore_unavailable=true")
    return Condition(
        made.version,
        made.nodes,
        made.free,
        one.readouts,
        health["status"],
        health.get("unassigned_shards", 0),
        told["_all"]["total"].get("store", {}).get("size_in_bytes", 0),
        one.readouts.endswith(layout),
    )


def damaged(server: Server, generations: Generations) -> Iterator[IndexDamagedError]:
    """Each generation that answers, or answered, and does not hold what was written; as `searchapp check` tells it.

    The server compares the bytes with its own checksums as it reads them. Raises EngineError where it cannot answer.
    """
    current = generations.current()
    for one in generations.every():
        manifest = _manifest(server, one)
        if manifest is None:
            if one == current:
                yield _lost(one.beside, "its manifest is gone")
            continue
        count = _count(server, one)
        if count != manifest.readouts:
            yield _lost(one.readouts, f"it holds {count} readouts where {manifest.readouts} were put in")


def _lost(index: str, why: str) -> IndexDamagedError:
    return IndexDamagedError(Path(index), why)


def _manifest(server: Server, one: Generation) -> Manifest | None:
    told: Body | None = server.ask("GET", f"/{one.beside}/_doc/manifest")
    return msgspec.json.decode(told["_source"]["held"], type=Manifest) if told else None


def _count(server: Server, one: Generation) -> int:
    every: Body = {"query": {"exists": {"field": "id"}}, "size": 0, "track_total_hits": True}
    count: int = server.search(one.readouts, every)["hits"]["total"]["value"]
    return count
