"""A client that has an answer already is told so, until the index is built anew."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from searchapp.authority import load
from searchapp.engines.whoosh import WhooshEngine
from searchapp.indexing import rebuild, update
from searchapp.searcher import Searcher
from searchapp.web.app import create_app


@pytest.mark.parametrize(
    "address", ["/", "/search?q=members", "/readout/japanese", "/api/v1/search", "/guide"]
)
def test_what_has_not_changed_is_not_sent_again(client: FlaskClient, address: str) -> None:
    first = client.get(address)
    assert first.headers["ETag"].startswith("W/")
    assert first.headers["Cache-Control"] == "no-cache"
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert client.get(address, headers={"If-None-Match": 'W/"other"'}).status_code == 200


def test_a_new_generation_is_sent(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "a.txt").write_text("First\n\nThe ministers met.\n")
    with WhooshEngine(tmp_path / "index") as engine:
        names = load()
        rebuild(source, engine)
        client = create_app(Searcher(engine, names)).test_client()
        first = client.get("/api/v1/search?q=ministers")
        (source / "b.txt").write_text("Second\n\nThe ministers met again.\n")
        update(source, engine)
        again = client.get("/api/v1/search?q=ministers", headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.get_json()["total"]) == (200, 2)


def test_errors_and_health_carry_no_tag(client: FlaskClient, without_index: FlaskClient) -> None:
    for address in ("/search?q=a+(b", "/readout/none-such", "/healthz", "/readyz", "/api/v1/health"):
        assert "ETag" not in client.get(address).headers
    assert "ETag" not in without_index.get("/search").headers
