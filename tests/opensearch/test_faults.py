"""Nodes that die while readouts are put in, and while searches run: none is lost, and none fails."""

import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler

from searchapp.clause import And, AnyOf, Clause, Every, Exact, Or, Said, Term
from searchapp.engine import Request
from searchapp.engines.opensearch import OpenSearchEngine, Server
from searchapp.readout import Readout, ReadoutId
from tests.engine import naive, strategies
from tests.engine.conftest import MANIFEST
from tests.opensearch.cluster import Cluster
from tests.opensearch.test_troubles import before

LOADED = 20_000
SEARCHES = 1_000
THREADS = 4
RULE, LAW = Term("rule", "rule"), Term("law", "law")
ASKED: tuple[Clause, ...] = (
    Every(), RULE, And((RULE, LAW)), Or((RULE, LAW)), Exact(("free", "trade")), Said(RULE),
    AnyOf("country", frozenset({"MX"})),
)  # fmt: skip


def many(size: int) -> Iterator[Readout]:
    """Small readouts, one after the other."""
    some = strategies.crowd(500)
    return (replace(some[n % len(some)], id=ReadoutId(f"readout-{n:06}")) for n in range(size))


def test_no_readout_is_lost_when_a_node_dies_and_others_refuse(three: Cluster) -> None:
    asked = Counter[str]()

    def busy(one: BaseHTTPRequestHandler) -> tuple[int, bytes] | None:
        """Every fifth bulk is refused."""
        if not one.path.endswith("/_bulk"):
            return None
        asked["bulk"] += 1
        if asked["bulk"] % 5:
            return None
        asked["refused"] += 1
        return 429, b'{"error": {"type": "rejected_execution_exception", "reason": "full"}}'

    victim, first = three.nodes[2], three.nodes[0]

    def readouts() -> Iterator[Readout]:
        for number, readout in enumerate(many(LOADED)):
            if number == LOADED // 2:
                victim.kill()
            yield readout

    with before(first.url, busy) as front:
        urls = ",".join([front, *(node.url for node in three.nodes[1:])])
        engine = OpenSearchEngine(Server(urls))
        made = engine.write(MANIFEST, readouts(), fresh=True)
    reader = OpenSearchEngine(Server(first.url)).reader()
    assert made.readouts == reader.count(Every()) == LOADED
    assert list(reader.ids()) == [readout.id for readout in many(LOADED)]
    assert asked["refused"]


def test_no_search_fails_when_one_node_of_three_dies(three: Cluster) -> None:
    readouts = list(many(1_000))
    engine = OpenSearchEngine(Server(three.urls), shards=3)
    engine.write(MANIFEST, readouts, fresh=True)
    Server(three.urls).ask("GET", "/_cluster/health?wait_for_status=green&timeout=50s")
    expected = [sum(naive.finds(clause, one) for one in readouts) for clause in ASKED]
    failed: list[BaseException] = []
    done = Counter[int]()
    lock = threading.Lock()

    def search(first: int) -> None:
        try:
            for number in range(first, SEARCHES, THREADS):
                asked = number % len(ASKED)
                found = engine.reader().search(Request(ASKED[asked], facets={"country": 10}))
                assert found.total == expected[asked]
                with lock:
                    done[asked] += 1
                    if done.total() == SEARCHES // 3:
                        three.nodes[1].kill()
        except BaseException as error:  # whatever it is, the test fails with it
            failed.append(error)

    threads = [threading.Thread(target=search, args=(n,)) for n in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert done.total() == SEARCHES
