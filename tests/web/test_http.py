"""The application behind a real server, asked over a real socket."""

import json
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.error import HTTPError

import pytest
from flask import Flask

from tests.serving import served


@pytest.fixture(scope="module")
def address(app: Flask) -> Iterator[str]:
    """Where the server answers: a free port of this machine."""
    with served(app) as address:
        yield address


def ask(address: str) -> str:
    """What is answered, as text."""
    with urllib.request.urlopen(address, timeout=20) as answer:
        return str(answer.read().decode())


def test_pages_and_json_come_over_http(address: str) -> None:
    assert "<h1" in ask(address)
    assert json.loads(ask(f"{address}/api/v1/search?q=hostilemark"))["total"] == 1
    assert ":root" in ask(f"{address}/static/style.css")


def test_a_bad_query_is_status_400_over_http(address: str) -> None:
    with pytest.raises(HTTPError) as raised:
        ask(f"{address}/api/v1/search?q=minster:Kono")
    with raised.value as answer:
        assert answer.code == 400
        assert json.loads(answer.read())["error"]["kind"] == "unknown-field"


def test_threads_that_ask_at_the_same_time_each_get_their_own_answer(address: str) -> None:
    totals = {"hostilemark": 1, "manymark": 1, "zzzz": 0, "type:press-conference": 0}
    totals["type:press-conference"] = json.loads(ask(f"{address}/api/v1/search?q=type:press-conference"))[
        "total"
    ]
    queries = list(totals) * 12
    with ThreadPoolExecutor(8) as pool:
        answers = pool.map(lambda query: json.loads(ask(f"{address}/api/v1/search?q={query}")), queries)
        found = [(answer["query"]["text"], answer["total"]) for answer in answers]
    assert found == [(query, totals[query]) for query in queries]
