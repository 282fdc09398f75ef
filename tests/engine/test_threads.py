"""Threads that search at the same time get each what they would get alone."""

import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchapp.engine import Found, Request
from searchapp.engines.whoosh import WhooshEngine
from tests.engine import strategies
from tests.engine.agreement import CROWD
from tests.engine.conftest import MANIFEST

THREADS = 8


@given(st.lists(strategies.requests, min_size=40, max_size=80))
@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
def test_eight_threads_find_what_one_finds(tmp_path_factory: object, requests: list[Request]) -> None:
    folder: Path = tmp_path_factory.mktemp("index")  # type: ignore[attr-defined]
    engine = WhooshEngine(folder)
    engine.write(MANIFEST, CROWD, fresh=True)
    alone = [engine.reader().search(request) for request in requests]

    def ask(seed: int) -> list[tuple[Found, Found]]:
        order = random.Random(seed).sample(range(len(requests)), len(requests))  # noqa: S311
        return [(engine.reader().search(requests[n]), alone[n]) for n in order * 3]

    with ThreadPoolExecutor(THREADS) as pool:
        for answers in pool.map(ask, range(THREADS)):
            assert all(one == other for one, other in answers)
