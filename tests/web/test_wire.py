"""What no page may do, and what the wire allows: no cookies, nothing changed, the policy on every answer, short requests."""

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from itertools import product

import pytest
from flask import Flask
from flask.testing import FlaskClient

from searchapp.searcher import Searcher
from searchapp.web.app import create_app
from searchapp.web.headers import HEADERS, POLICY
from searchapp.web.house_rules import LOOPBACK, HouseRules
from tests.shared import PROJECT

FILLED = {
    "filename": "style.css", "id_": "hostile", "form": "ris", "before": "hostile", "after": "many", "kind": "minister", "plural": "people", "field": "topic",
}  # fmt: skip
OTHERS = ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"]


def addresses(app: Flask) -> list[str]:
    """One address for each route."""
    return sorted(
        re.sub(r"<(?:[^<>:]*(?:\([^)]*\))?:)?(\w+)>", lambda found: FILLED[found[1]], str(rule))
        for rule in app.url_map.iter_rules()
    )


def test_the_policy_allows_no_script_or_style_within_a_page_and_nothing_from_elsewhere() -> None:
    allowed = dict(part.split(" ", 1) for part in POLICY.split("; "))
    assert {value for name, value in allowed.items() if name.endswith("-src") and name != "default-src"} == {
        "'self'"
    }
    assert (allowed["default-src"], allowed["base-uri"], allowed["frame-ancestors"]) == ("'none'",) * 3


def test_every_address_has_the_headers_no_cookie_and_only_tells(app: Flask, client: FlaskClient) -> None:
    assert len(addresses(app)) > 30
    for address, method in product(addresses(app), ("GET", "HEAD", *OTHERS)):
        if method == "OPTIONS" and address.startswith("/static/"):
            continue  # Flask answers which methods there are
        with client.open(address, method=method, data=b"q=x" if method == "POST" else None) as answer:
            assert (answer.status_code == 405) == (method in OTHERS), (method, address, answer.status_code)
            assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS, (method, address)
            assert not [name for name, _ in answer.headers if re.match("Set-Cookie|Access-Control-", name)]


def test_errors_have_them_too(client: FlaskClient, without_index: FlaskClient) -> None:
    searcher: Searcher = client.application.extensions["searcher"]
    token = create_app(searcher, rules=HouseRules(token="t0ken")).test_client()  # noqa: S106
    hosts = create_app(searcher, rules=HouseRules(hosts=LOOPBACK)).test_client()
    often = create_app(searcher, rules=HouseRules(rate="1 per hour")).test_client()
    often.get("/")
    answers = [
        (400, client.get("/search?q=a:(")), (404, client.get("/none")), (404, client.get("/static/none")), (410, client.get("/api/v1/search?cursor=x.2.y")),
        (503, without_index.get("/")), (401, token.get("/")), (400, hosts.get("/", headers={"Host": "evil.example"})), (429, often.get("/")),
    ]  # fmt: skip
    for status, answer in answers:
        assert answer.status_code in {status, 400}, (status, answer.text[:80])
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
        assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    "said",
    [
        "x%0d%0aX-Injected:%20yes",
        "x%0aSet-Cookie:%20a=b",
        "x%c4%8d%c4%8aX-Injected:%20yes",
        "%e5%98%8a%e5%98%8dX-Injected:%20yes",
    ],
)
def test_no_line_break_in_an_address_becomes_a_header(client: FlaskClient, said: str) -> None:
    for address in (
        "/search?q={}",
        "/feed?q={}",
        "/export?format=csv&q={}",
        "/trends.csv?q={}",
        "/readout/{}/cite/ris",
        "/static/{}",
        "/{}/",
        "/readout/many/?q={}",
    ):
        headers = client.get(address.format(said)).headers
        assert not {"X-Injected", "Set-Cookie"} & set(headers.keys())
        assert not [value for value in headers.values() if "\n" in value or "\r" in value]


@pytest.mark.parametrize(
    "path",
    ["//evil.example", "//evil.example/search", "/\\evil.example", "/%5cevil.example", "/%2f%2fevil.example", "/%2fevil.example/..", "/search//evil.example", "/readout//evil.example/",
     "/.//evil.example", "/@evil.example", "/search/?next=//evil.example", "/?url=https://evil.example", "/search?q=x&next=https://evil.example", "/compare?before=//evil.example&after=//evil.example", "/compare?before=https://evil.example/readout/many&after=/%5cevil.example"],
)  # fmt: skip
def test_no_address_leads_elsewhere(client: FlaskClient, path: str) -> None:
    answer = client.get(path, base_url="http://localhost")
    to = answer.headers.get("Location", "/")
    assert not answer.headers.get("Refresh")
    assert to.startswith(("/", "http://localhost/")), to
    assert not to.startswith(("//", "/\\")), to


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """That of a server as it is started from the command line, beyond this machine."""
    folder = tmp_path_factory.mktemp("wire")
    (folder / "source").mkdir()
    (folder / "source" / "a.txt").write_text("Title\n\nThe ministers met.\n")
    command = [sys.executable, "-m", "searchapp", "serve", str(folder / "source"), "--index", str(folder / "index"), "--host", "0.0.0.0", "--port", "0", "--log", "off"]  # noqa: S104  # fmt: skip
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        said: list[str] = []
        while not (said and "http://" in said[-1]):
            said.append(server.stdout.readline())
            assert said[-1], said
        # a flag is needed for it, and what it means is said before the address is
        assert "Serving on 0.0.0.0: everyone who reaches this address can read the collection.\n" in said[:-1]
        yield int(said[-1].rsplit(":", 1)[1])
        server.terminate()


def told(port: int, request: bytes) -> bytes:
    """All that is answered until the connection is closed."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as one:
        one.sendall(request)
        answer = b""
        try:
            while more := one.recv(65_536):
                answer += more
        except ConnectionResetError:  # it did not wait for the rest of what is too long
            pass
        return answer


LAST = b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET /search?q=ministers" + LAST + b"\r\n", b"200"),
        (b"GET /search?q=\xff\xfe" + LAST + b"\r\n", b"400"),
        (b"GET /\xff\xfe" + LAST + b"\r\n", b"400"),
        (b"GET /search?q=" + b"a" * 2_100 + LAST + b"\r\n", b"400"),
        (b"GET /search?q=" + b"a" * 40_000 + LAST + b"\r\n", b"431"),
        (b"GET /" + LAST + b"X-Long: " + b"a" * 40_000 + b"\r\n\r\n", b"431"),
        (b"GET /" + LAST + b"".join(b"X-%d: a\r\n" % number for number in range(5_000)) + b"\r\n", b"431"),
        (b"POST /search" + LAST + b"Content-Length: 10000000\r\n\r\n" + b"a" * 70_000, b"413"),
        (b"POST /search" + LAST + b"Content-Length: 3\r\n\r\nq=x", b"405"),
        (b"GET /" + LAST + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", b"400"),
        (b"GET /" + LAST + b"X-Request-Id: abcdefgh\r\n\tX-Injected: yes\r\n\r\n", b"200"),
        (b"GET / HTTP/1.1\r\nHost : x\r\nConnection: close\r\n\r\n", b"400"),
        (b"GET http://evil.example/" + LAST + b"\r\n", b"200"),
        (b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", b"400"),
    ],
    ids=["a search", "bytes", "bytes in a path", "a long query", "a long address", "a long header", "many headers", "a long body", "a short body", "two lengths", "a folded header", "a spaced header",
         "another site", "no text"],
)  # fmt: skip
def test_a_request_that_is_too_much_is_refused_over_the_wire(
    port: int, request_: bytes, status: bytes
) -> None:
    answer = told(port, request_)
    assert answer.split(b" ", 2)[1] == status, answer[:200]
    head = answer.partition(b"\r\n\r\n")[0]
    assert b"\nX-Injected" not in head
    assert b"evil.example" not in answer.lower()


def test_the_next_request_is_answered(port: int) -> None:
    assert b" 200 " in told(port, b"GET /search?q=ministers" + LAST + b"\r\n")[:20]
