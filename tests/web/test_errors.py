"""Queries that cannot be read, pages that are not there, and failures of ours."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

Get = Callable[..., str]
PRESS = "/readout/japan-2023-09-14-kamikawa-press-conference"


def test_a_bad_query_shows_its_wrong_place_and_queries_that_work(get: Get) -> None:
    page = get("/search?q=minster:Kono+Mexico", 400)
    assert "<h1>There is no field “minster”</h1>" in page
    assert "The query, wrong at characters 1 to 12: " in page
    assert '<span class="here">minster:Kono</span> Mexico' in page
    assert '<a class="q" href="/search?q=minister:Kono+Mexico">' in page


def test_a_bad_query_keeps_what_is_ticked(get: Get) -> None:
    page = get("/search?q=minster:Kono&year=2018", 400)
    assert '<a class="q" href="/search?q=minister:Kono&amp;year=2018">' in page


def test_a_bad_parameter_says_what_works_and_links_to_the_search_without_it(get: Get) -> None:
    page = get("/search?q=Mexico&from=2023-13", 400)
    assert "<h1>From: There is no month 13</h1>" in page
    assert '<a href="/search?q=Mexico">The same without that value</a>' in page


@pytest.mark.parametrize("length", [3_000, 100_000])
def test_a_query_that_is_too_long_is_told_so_in_a_short_page(client: FlaskClient, length: int) -> None:
    answer = client.get("/search", query_string={"q": "x" * length})
    assert answer.status_code == 400
    assert "2,048" in answer.text
    assert len(answer.text) < length + 6_000


@pytest.mark.parametrize(
    "query",
    [
        "\x00",
        "\ud7ff￿",
        "%",
        "'\"><b>",
        "-",
        "()",
        "*",
        "a:b:c",
        "上川",
        "🙂",
        "\u202eabc",
        "(" * 200,
        "- " * 99,
        "a\nb",
    ],
)
def test_no_query_makes_the_server_fail(client: FlaskClient, query: str) -> None:
    assert client.get("/search", query_string={"q": query}).status_code in {200, 400}
    assert client.get(PRESS, query_string={"q": query}).status_code == 200


def test_bytes_that_are_no_text_are_a_query_like_any_other(client: FlaskClient) -> None:
    assert client.get("/search?q=%ff%fe%00&country=%c3").status_code in {200, 400}


def test_a_readout_that_is_not_there_is_told_so(get: Get, plain: Get) -> None:
    page = get("/readout/none-such", 404)
    assert "none-such" in plain(page)
    assert 'href="/search?sort=newest"' in page


def test_before_the_first_build_every_page_says_so(
    without_index: FlaskClient, plain: Get, tmp_path: Path
) -> None:
    for address in ("/", "/search?q=Mexico", "/readout/x", "/report"):
        answer = without_index.get(address)
        assert answer.status_code == 503
        assert "There is no index yet" in plain(answer.text)
        assert str(tmp_path) not in answer.text
    assert without_index.get("/guide").status_code == 200


def test_a_failure_of_ours_is_a_calm_page(app: Flask, monkeypatch: pytest.MonkeyPatch, plain: Get) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(app.extensions["searcher"], "search", broken)
    answer = app.test_client().get("/search?q=x")
    assert answer.status_code == 500
    assert "Something went wrong here" in plain(answer.text)
    assert "secret" not in answer.text


def test_a_query_that_coverage_cannot_read_is_mended_there(get: Get) -> None:
    page = get("/coverage?q=(Blinken&home=us", 400)
    assert '<a class="q" href="/coverage?home=us&amp;q=Blinken">Blinken</a>' in page
    assert '<a href="/coverage?q=Blinken">The same without that value</a>' in get(
        "/coverage?q=Blinken&from=2023-13", 400
    )
