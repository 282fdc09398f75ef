"""Nodes that die or hang while readouts are put in, and while searches run: none is lost, and none fails."""

import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from searchapp.clause import And, AnyOf, Clause, Every, Exact, Or, Said, Term
from searchapp.engine import Request
from searchapp.engines.opensearch import OpenSearchEngine, Server
from searchapp.readout import Readout, ReadoutId
from tests.engine import naive, strategies
from tests.engine.conftest import MANIFEST
from tests.opensearch.cluster import Cluster, Node
from tests.opensearch.test_troubles import before, passed_on

LOADED = 20_000
SEARCHES = 1_000
HUNG = 40  # searches beside a node that hangs
THREADS = 4
RULE, LAW = Term("rule", "rule"), Term("law", "law")
ASKED: tuple[Clause, ...] = (
    Every(), RULE, And((RULE, LAW)), Or((RULE, LAW)), Exact(("free", "trade")), Said(RULE),
    AnyOf("country", frozenset({"MX"})),
)  # fmt: skip
FULL = {"type": "rejected_execution_exception", "reason": "full"}


def many(size: int) -> Iterator[Readout]:
    """Small readouts, one after the other."""
    some = strategies.crowd(500)
    return (replace(some[n % len(some)], id=ReadoutId(f"readout-{n:06}")) for n in range(size))


def parts_on(node: Node) -> int:
    """How many parts of indexes a node has."""
    told = Server(node.url).ask("GET", "/_cluster/state/routing_nodes")["routing_nodes"]["nodes"]
    return len(told[node.id()])


def test_no_readout_is_lost_when_a_node_dies_and_others_refuse(three: Cluster) -> None:
    """The node that dies is the one that manages the cluster, and has a third of what is being put in."""
    victim = three.manager()
    first, second = (node for node in three.nodes if node is not victim)
    seen, held = Counter[str](), list[int]()

    def busy(behind: Node, one: Any) -> tuple[int, bytes] | None:
        """Every fifth bulk is refused, and of the others the first document where there are several."""
        if not one.path.endswith("/_bulk"):
            return None
        seen["bulks"] += 1
        action, _, *rest = one.body.splitlines(keepends=True)
        if seen["bulks"] % 5 == 0:
            seen["bulks refused"] += 1
            return 429, json.dumps({"error": FULL}).encode()
        if not rest:
            return None
        status, text = passed_on(behind.url + one.path, "POST", b"".join(rest))
        if status != 200:
            return status, text
        answer = json.loads(text)
        (kind,) = json.loads(action)
        refused = {kind: {"status": 429, "error": FULL}}
        seen["documents refused"] += 1
        return 200, json.dumps(answer | {"errors": True, "items": [refused, *answer["items"]]}).encode()

    def readouts() -> Iterator[Readout]:
        for number, readout in enumerate(many(LOADED)):
            if number == LOADED // 2:
                held.append(parts_on(victim))
                victim.kill()
            yield readout

    with before(first.url, partial(busy, first)) as one, before(second.url, partial(busy, second)) as other:
        engine = OpenSearchEngine(Server(f"{one},{other},{victim.url}"), shards=3)
        start = time.monotonic()
        made = engine.write(MANIFEST, readouts(), fresh=True)
    reader = OpenSearchEngine(Server(f"{first.url},{second.url}")).reader()
    assert made.readouts == reader.count(Every()) == LOADED
    assert list(reader.ids()) == [readout.id for readout in many(LOADED)]
    assert held[0]
    assert seen["bulks refused"]
    assert seen["documents refused"]
    print(f"\n{LOADED} put in within {time.monotonic() - start:.0f} s; a node with {held[0]} parts killed; through two addresses of three: {dict(seen)}")  # fmt: skip


def searched(three: Cluster, number: int, then: Callable[[], None]) -> list[float]:
    """Ask so often, in several threads; after a third, something happens. How slowly each was answered."""
    readouts = list(many(1_000))
    engine = OpenSearchEngine(Server(three.urls), shards=3)
    engine.write(MANIFEST, readouts, fresh=True)
    told: dict[str, object] = {}
    while told.get("status") != "green":
        told = Server(three.urls).ask("GET", "/_cluster/health?wait_for_status=green&timeout=30s", well=[408])
    expected = [sum(naive.finds(clause, one) for one in readouts) for clause in ASKED]
    lock, failed, took = threading.Lock(), list[BaseException](), list[float]()

    def search(first: int) -> None:
        try:
            for n in range(first, number, THREADS):
                asked, start = n % len(ASKED), time.monotonic()
                found = engine.reader().search(Request(ASKED[asked], facets={"country": 10}))
                assert found.total == expected[asked]
                with lock:
                    took.append(time.monotonic() - start)
                    if len(took) == number // 3:
                        then()
        except BaseException as error:  # whatever it is, the test fails with it
            failed.append(error)

    threads = [threading.Thread(target=search, args=(n,)) for n in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    return took


def test_no_search_fails_when_one_node_of_three_dies(three: Cluster) -> None:
    held = list[int]()

    def kill() -> None:
        victim = three.manager()
        held.append(parts_on(victim))
        victim.kill()

    took = searched(three, SEARCHES, kill)
    assert (len(took), bool(held[0])) == (SEARCHES, True)
    print(
        f"\n{len(took)} searches answered, the slowest in {max(took):.1f} s; a node with {held[0]} parts killed"
    )


def test_no_search_fails_when_one_node_of_three_hangs(three: Cluster) -> None:
    victim = three.manager()
    try:
        took = searched(three, HUNG, lambda: victim.hang(on=True))
    finally:
        victim.hang(on=False)
    assert len(took) == HUNG
    print(f"\n{len(took)} searches answered, the slowest in {max(took):.1f} s, beside a node that hangs")
