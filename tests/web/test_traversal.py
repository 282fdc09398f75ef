"""No address leads out of the collection, to another site, or into what others are answered."""

from itertools import product

import pytest
from flask.testing import FlaskClient

PLACES = [
    "/readout/{}", "/readout/{}/source", "/static/{}", "/api/v1/readouts/{}", "/minister/{}", "/country/{}", "/browse/{}", "/compare/{}/many", "/{}",
]  # fmt: skip
PATHS = [
    "../../../../etc/passwd", "..%2f..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/etc/passwd", "..\\..\\etc\\passwd", "..%5c..%5cetc%5cpasswd", "%00", "many%00.md",
    "/etc/passwd", "%2fetc%2fpasswd", "....//....//etc/passwd", "%c0%ae%c0%ae/etc/passwd", "//evil.example/", "%0d%0aX-Injected:%20yes", "\u202e", "%ff%fe", "a" * 4000,
]  # fmt: skip
FORWARDED = {
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "javascript",
    "X-Forwarded-Prefix": "/evil.example",
    "X-Forwarded-For": "evil.example",
    "X-Original-URL": "/evil.example",
    "X-Rewrite-URL": "/evil.example",
    "Forwarded": "host=evil.example",
}


@pytest.mark.parametrize(("place", "path"), list(product(PLACES, PATHS)))
def test_no_path_leads_out_of_the_collection(client: FlaskClient, place: str, path: str) -> None:
    answer = client.get(place.format(path))
    assert answer.status_code in {301, 308, 400, 404}, answer.text[:200]
    assert "root:" not in answer.text
    assert "X-Injected" not in answer.headers
    assert answer.headers.get("Location", "/").startswith(("/", "http://localhost/"))
    assert not answer.headers.get("Location", "/").startswith("//")


@pytest.mark.parametrize("address", ["/", "/search?q=members", "/feed?q=members", "/readout/many", "/api/v1/search?q=members", "/browse"])  # fmt: skip
def test_what_a_proxy_may_be_made_to_say_changes_no_answer(client: FlaskClient, address: str) -> None:
    """A cache that keeps an answer by its address alone gives the same to everyone."""
    assert b"evil.example" not in client.get(address, headers=FORWARDED).data
