"""Who may read, under which address, how often, and what is noted of it."""

import json
import logging
import subprocess
import sys
import urllib.request
from base64 import b64encode
from pathlib import Path
from urllib.error import HTTPError

import feedparser
import pytest
from flask.testing import FlaskClient

from searchapp.searcher import Searcher
from searchapp.web.app import create_app
from searchapp.web.guard import RateError
from searchapp.web.house_rules import LOOPBACK, HouseRules, PublicAddressError

TOKEN = "s3cret"  # noqa: S105


@pytest.fixture
def searcher(client: FlaskClient) -> Searcher:
    made: Searcher = client.application.extensions["searcher"]
    return made


def _asking(searcher: Searcher, rules: HouseRules) -> FlaskClient:
    return create_app(searcher, rules=rules).test_client()


def test_with_a_token_only_those_who_show_it_may_read(searcher: Searcher) -> None:
    client = _asking(searcher, HouseRules(token=TOKEN))
    basic = b64encode(f"anyone:{TOKEN}".encode()).decode()
    assert client.get("/search", headers={"Authorization": f"Basic {basic}"}).status_code == 200
    assert client.get("/search", auth=("x", TOKEN)).status_code == 200
    for address in ("/", "/search?q=x", "/api/v1/search", "/readout/japanese", "/static/style.css", "/feed"):
        for shown in (
            {},
            {"Authorization": "Bearer wrong"},
            {"Authorization": "Basic !!"},
            {"Authorization": "x"},
        ):
            refused = client.get(address, headers=shown)
            assert (refused.status_code, refused.headers["WWW-Authenticate"][:5]) == (401, "Basic")
            assert "Content-Security-Policy" in refused.headers
    assert client.get("/healthz").status_code == client.get("/readyz").status_code == 200


def test_a_bearer_token_is_as_good(searcher: Searcher) -> None:
    client = _asking(searcher, HouseRules(token=TOKEN))
    assert client.get("/api/v1/search", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200


def test_links_have_the_public_address_whatever_a_request_says_of_itself(searcher: Searcher) -> None:
    client = _asking(searcher, HouseRules(public="https://readouts.example/east/"))
    answer = client.get(
        "/feed?q=members", headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    )
    assert b"evil" not in answer.data
    assert feedparser.parse(answer.data).entries[0].link.startswith("https://readouts.example/east/readout/")
    assert 'href="/east/static/style.css' in client.get("/").text


def test_on_this_machine_other_names_are_refused(searcher: Searcher) -> None:
    client = _asking(searcher, HouseRules(hosts=LOOPBACK))
    for host in ("localhost:8000", "127.0.0.1:8000", "[::1]:8000"):
        assert client.get("/search", headers={"Host": host}).status_code == 200
    for host in ("evil.example", "127.0.0.1.evil.example"):
        assert client.get("/search", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("address", ["readouts.example", "ftp://x", "https://", "javascript:alert(1)"])
def test_what_is_no_public_address_is_refused(address: str) -> None:
    with pytest.raises(PublicAddressError, match="It is a scheme and a name"):
        HouseRules(public=address)


def test_who_asks_too_often_is_told_to_wait(searcher: Searcher) -> None:
    client = _asking(searcher, HouseRules(rate="3 per minute"))
    answers = [client.get("/api/v1/search?q=members") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    assert answers[3].get_json()["error"]["kind"] == "too-often"
    assert int(answers[3].headers["Retry-After"]) > 0
    assert client.get("/healthz").status_code == 200


def test_a_rate_that_cannot_be_read_is_refused(searcher: Searcher) -> None:
    with pytest.raises(RateError, match="120 per minute"):
        create_app(searcher, rules=HouseRules(rate="often"))


def test_each_request_is_noted_under_the_id_that_its_answer_carries(
    searcher: Searcher, caplog: pytest.LogCaptureFixture
) -> None:
    client = _asking(searcher, HouseRules(noted="requests"))
    with caplog.at_level(logging.INFO, "searchapp.requests"):
        answer = client.get("/search?q=secretword%0d%0aforged")
        client.get("/none%0aforged", headers={"X-Request-Id": "from-a-proxy-1"})
        client.get("/", headers={"X-Request-Id": "bad id\twith spaces"})
    first, second, third = (json.loads(record.getMessage()) for record in caplog.records)
    assert first["id"] == answer.headers["X-Request-Id"]
    assert (first["path"], first["status"], second["id"], second["status"]) == (
        "/search",
        200,
        "from-a-proxy-1",
        404,
    )
    assert "\n" not in "".join(record.getMessage() for record in caplog.records)
    assert first["ms"] > 0
    assert "secretword" not in caplog.text
    assert third["id"] != "bad id\twith spaces"


def test_queries_are_noted_where_they_are_asked_for(
    searcher: Searcher, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "searchapp.requests"):
        _asking(searcher, HouseRules(noted="queries")).get("/search?q=secretword")
    assert json.loads(caplog.records[0].getMessage())["query"] == "q=secretword"


def test_nothing_is_noted_where_nothing_is_to_be(
    searcher: Searcher, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "searchapp.requests"):
        answer = _asking(searcher, HouseRules()).get("/search?q=secretword")
    assert not caplog.records
    assert answer.headers["X-Request-Id"]


def test_metrics_count_what_is_asked(searcher: Searcher) -> None:
    client = _asking(searcher, HouseRules(metrics=True))
    client.get("/search?q=members")
    client.get("/search?q=a+(b")
    told = client.get("/metrics").text
    assert 'searchapp_requests_total{endpoint="pages.search",status="200"} 1.0' in told
    assert 'searchapp_requests_total{endpoint="pages.search",status="400"} 1.0' in told
    assert 'searchapp_request_seconds_count{endpoint="pages.search"} 2.0' in told
    assert "searchapp_readouts 5" in told or "searchapp_readouts " in told
    assert _asking(searcher, HouseRules()).get("/metrics").status_code == 404


def test_a_server_keeps_the_rules_that_it_was_started_with(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "a.txt").write_text("Title\n\nThe ministers met.\n")
    command = [sys.executable, "-m", "searchapp", "serve", str(source), "--index", str(tmp_path / "index"), "--port", "0",
               "--log", "queries", "--metrics", "--processes", "2"]  # fmt: skip
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={"SEARCHAPP_TOKEN": "t0ken"}
    ) as server:
        assert server.stdout is not None
        assert server.stderr is not None
        address = next(line for line in server.stdout if "http://" in line).split()[-1]
        with pytest.raises(HTTPError, match="401"):
            urllib.request.urlopen(f"{address}/search?q=ministers", timeout=20)
        for _ in range(6):
            asked = urllib.request.Request(
                f"{address}/search?q=ministers", headers={"Authorization": "Bearer t0ken"}
            )
            with urllib.request.urlopen(asked, timeout=20) as answer:
                assert answer.status == 200
        asked = urllib.request.Request(f"{address}/metrics", headers={"Authorization": "Bearer t0ken"})
        with urllib.request.urlopen(asked, timeout=20) as answer:
            told = answer.read().decode()
        server.terminate()
        noted = [json.loads(line) for line in server.stderr if line.startswith("{")]
    assert 'searchapp_requests_total{endpoint="pages.search",status="200"} 6.0' in told
    assert sum(one["status"] == 200 and one["query"] == "q=ministers" for one in noted) == 6
