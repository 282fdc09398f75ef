"""A script pages through everything that was found, each readout once, also while the index is swapped."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from searchapp.authority import load
from searchapp.engines.whoosh import WhooshEngine
from searchapp.indexing import rebuild, update
from searchapp.results import Search
from searchapp.searcher import Searcher
from searchapp.web.app import create_app


@pytest.fixture
def source(tmp_path: Path) -> Path:
    made = tmp_path / "source"
    made.mkdir()
    for n in range(23):
        (made / f"r{n:02}.md").write_text(
            f"---\ndate: 2023-01-{n % 5 + 1:02}\n---\n# R{n}\n\nMinisters met.\n"
        )
    return made


@pytest.fixture
def engine(source: Path, tmp_path: Path) -> Iterator[WhooshEngine]:
    with WhooshEngine(tmp_path / "index") as made:
        rebuild(source, made)
        yield made


@pytest.fixture
def client(engine: WhooshEngine) -> FlaskClient:
    return create_app(Searcher(engine, load())).test_client()


def _page(client: FlaskClient, cursor: str | None = None, **more: str | int) -> dict[str, Any]:
    asked = {"q": "ministers", "per_page": 5, **more} | ({"cursor": cursor} if cursor else {})
    answer = client.get(f"/api/v1/search?{urlencode(asked)}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.get_json()
    return found


def test_each_is_met_once_while_the_index_is_swapped(
    client: FlaskClient, engine: WhooshEngine, source: Path
) -> None:
    page = _page(client)
    first = page["generation"]
    ids = [hit["id"] for hit in page["hits"]]
    (source / "r00.md").unlink()
    (source / "new.md").write_text("---\ndate: 2024-01-01\n---\n# New\n\nMinisters met, ministers again.\n")
    update(source, engine)
    while page["next"]:
        page = _page(client, page["next"])
        assert page["generation"] == first
        ids += [hit["id"] for hit in page["hits"]]
    assert sorted(ids) == [f"r{n:02}" for n in range(23)]
    assert _page(client)["generation"] != first


def test_a_generation_that_is_gone_says_so(client: FlaskClient, engine: WhooshEngine, source: Path) -> None:
    cursor = _page(client)["next"]
    rebuild(source, engine)
    assert _page(client, cursor)["page"] == 2
    rebuild(source, engine)
    answer = client.get(f"/api/v1/search?q=ministers&per_page=5&cursor={cursor}")
    assert (answer.status_code, answer.get_json()["error"]["kind"]) == (410, "generation-gone")


@pytest.mark.parametrize("change", [{"q": "met"}, {"per_page": 6}, {"sort": "newest"}, {"country": "MX"}])
def test_a_cursor_goes_on_with_its_own_list_only(client: FlaskClient, change: dict[str, str]) -> None:
    cursor = _page(client)["next"]
    asked = {"q": "ministers", "per_page": 5, "cursor": cursor} | change
    answer = client.get(f"/api/v1/search?{urlencode(asked)}")
    assert (answer.status_code, answer.get_json()["error"]["kind"]) == (400, "bad-cursor")


@pytest.mark.parametrize("cursor", ["x", "gen-1.2", "../../x.2.00000000", "gen-1.0.00000000"])
def test_what_is_no_cursor_is_refused(client: FlaskClient, cursor: str) -> None:
    answer = client.get(f"/api/v1/search?q=ministers&cursor={cursor}")
    assert (answer.status_code, answer.get_json()["error"]["kind"]) == (400, "bad-cursor")


def test_all_that_a_search_finds_is_read_to_its_end(engine: WhooshEngine) -> None:
    searcher = Searcher(engine, load())
    every = [hit.readout.id for hit in searcher.every(Search("ministers", sort="oldest", page=3))]
    pages = [
        hit.readout.id
        for page in (1, 2, 3)
        for hit in searcher.search(Search("ministers", sort="oldest", page=page)).hits
    ]
    assert every == pages
    assert [one.id for one in searcher.whole(Search("ministers", sort="oldest"))] == every
