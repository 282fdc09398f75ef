"""Answers in fewer bytes, and the same."""

import gzip

import pytest
from flask.testing import FlaskClient
from werkzeug.wrappers import Response

LONG, STYLE = "/readout/many", "/static/style.css"


def got(client: FlaskClient, address: str, taken: str | None = None, **headers: str) -> Response:
    """An answer, read and closed."""
    sent = {**headers, **({} if taken is None else {"Accept-Encoding": taken})}
    with client.get(address, headers=sent) as answer:
        answer.get_data()
        return answer


@pytest.mark.parametrize(
    "address", [LONG, STYLE, "/api/v1/trends?q=members", "/feed", "/trends.svg?q=members"]
)
def test_text_is_compressed_for_whoever_takes_it(client: FlaskClient, address: str) -> None:
    plain, packed = got(client, address), got(client, address, "br, gzip;q=0.5")
    assert not plain.content_encoding
    assert packed.content_encoding == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert packed.content_length == len(packed.data) < len(plain.data)
    assert "Accept-Encoding" in plain.vary
    assert "Accept-Encoding" in packed.vary


@pytest.mark.parametrize("taken", ["", "identity", "gzip;q=0", "br"])
def test_others_get_it_as_it_is(client: FlaskClient, taken: str) -> None:
    assert not got(client, LONG, taken).content_encoding


@pytest.mark.parametrize("address", ["/healthz", "/export?q=&format=csv"])
def test_what_is_short_or_made_while_it_is_sent_stays_as_it_is(client: FlaskClient, address: str) -> None:
    assert not got(client, address, "gzip").content_encoding


@pytest.mark.parametrize("address", [LONG, STYLE])
def test_what_has_not_changed_is_not_sent_again(client: FlaskClient, address: str) -> None:
    tag = got(client, address, "gzip").headers["ETag"]
    assert tag.startswith("W/")
    assert got(client, address, "gzip", **{"If-None-Match": tag}).status_code == 304
    assert got(client, address, **{"If-None-Match": tag}).status_code == 304


def test_a_head_tells_the_length_of_what_a_get_sends(client: FlaskClient) -> None:
    with client.head(LONG, headers={"Accept-Encoding": "gzip"}) as head:
        assert head.content_length == got(client, LONG, "gzip").content_length
