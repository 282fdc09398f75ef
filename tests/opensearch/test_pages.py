"""A server that is started again with the other engine shows the same pages, but for scores."""

import html
import os
import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from searchapp.authority import load
from searchapp.engine import Engine
from searchapp.engines.opensearch import OpenSearchEngine, Server
from searchapp.engines.whoosh import WhooshEngine
from searchapp.indexing import rebuild
from searchapp.resources import sample_folder
from searchapp.searcher import Searcher
from searchapp.web.app import create_app
from tests.opensearch.engines import Passing

WALKED = int(os.environ.get("SEARCHAPP_TEST_PAGES", "60"))  # pages that are looked at from the first on
ADDRESSES = [
    # the language, each kind of clause and of order; a window by date, since it counts once in the cluster however often it stands
    "/search?q=", "/search?q=minister", "/search?q=rule+of+law&sort=newest", "/search?q=rule+of+law&sort=oldest",
    '/search?q="free+and+open"', '/search?q="rule+law"~4&sort=newest', "/search?q=indo*", "/search?q=wom?n", "/search?q=minsiter~",
    "/search?q=ukraine+OR+mexico", "/search?q=minister+-mexico", "/search?q=(trade+OR+security)+NOT+japan",
    "/search?q=said:home+security", "/search?q=said_by:Blinken+security", "/search?q=about:US", "/search?q=title:meeting",
    "/search?q=type:call", "/search?q=has:counterpart", "/search?q=minister:Kamikawa", "/search?q=minister:上川",
    "/search?q=country:Mexico+topic:cptpp", "/search?q=date:2022", "/search?q=date:2021..2022-06", "/search?q=year:2022",
    "/search?q=minister&feedback=1", "/search?q=minister&names=off", "/search?q=minister&per_page=5&page=2",
    "/search?q=minister&country=JP&country=US&type=meeting", "/search?q=security&from=2021&to=2022-06", "/search?q=minister&page=9",
    # what finds nothing, and what cannot be read
    "/search?q=minsiter+mexicoo", "/search?q=zebra+crossing", "/search?q=minister+zebra", "/search?q=(minister", "/search?q=date:2021-13",
    "/search?q=nofield:x", "/search?q=i*", "/search?q=*e*", "/search?q=minister&sort=wrong",
    # facets, entities, curves
    "/facet/country?q=minister", "/facet/minister?q=", "/facet/topic?q=security", "/browse", "/browse/countries", "/browse/people",
    "/browse/topics", "/browse/organisations", "/browse/occasions", "/country/MX", "/country/JP", "/country/ZZ",
    "/trends?q=security", "/trends?q=security&q=trade", "/trends.csv?q=security", "/trends.svg?q=security", "/coverage",
    "/coverage?country=MX", "/report", "/guide", "/opensearch.xml",
    # machines
    "/feed?q=minister", "/export?q=minister&format=csv", "/api/v1/search?q=minister", "/api/v1/search?q=said:home+security&explain=1",
    "/api/v1/search?q=minister+security&feedback=1&explain=1", "/api/v1/facets?q=minister&field=country", "/api/v1/trends?q=security",
    "/api/v1/coverage", "/api/v1/entities?kind=country", "/api/v1/entities/country/MX", "/api/v1/search?q=(minister", "/api/v1/readouts/none",
    *(f"/api/v1/suggest?q={text}" for text in ("m", "min", "minister:", "minister:Ka", "country:Me", "minsiter", "rule of", "foreign min", "said", "zzzz")),
]  # fmt: skip
# which generation it was, when it was built, how long it took; how much it scored, and what that is made of
_PASSING = [
    (r"gen-\d{8}[tT]\d+[zZ]-[0-9a-f]{8}", "GENERATION"),
    (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\+00:00|Z)", "MOMENT"),
    (r'"(took_ms|age_s)": ?[\d.]+', '"TIME"'),
]
_FRACTION = re.compile(r"\d+\.\d+")


@pytest.fixture(scope="module")
def clients(url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[FlaskClient, FlaskClient]]:
    """Browsers of the sample, over the embedded engine and over the cluster."""
    folder = tmp_path_factory.mktemp("pages")
    with WhooshEngine(folder / "index") as here, Passing(url) as there:
        for one in (here, there):
            rebuild(sample_folder(), one, index=folder / "cache")
        yield _client(here), _client(there)


def _client(engine: Engine) -> FlaskClient:
    return create_app(Searcher(engine, load())).test_client()


def said(client: FlaskClient, address: str) -> tuple[int, str]:
    """What is answered, but for what passes."""
    answer = client.get(address)
    text, status = answer.text, answer.status_code
    answer.close()
    for pattern, name in _PASSING:
        text = re.sub(pattern, name, text)
    return status, text


def alike(clients: tuple[FlaskClient, FlaskClient], address: str) -> str:
    """Both say the same, each fraction, since it may be a score, to about one in ten thousand; what they say."""
    (here, shown), (there, other) = (said(client, address) for client in clients)
    assert here == there, address
    assert _FRACTION.sub("N", other) == _FRACTION.sub("N", shown), address
    numbers, others = ([float(n) for n in _FRACTION.findall(text)] for text in (shown, other))
    assert numbers == pytest.approx(others, rel=1e-3, abs=0.011), address
    return shown


@pytest.mark.parametrize("address", ADDRESSES)
def test_both_engines_show_the_same(clients: tuple[FlaskClient, FlaskClient], address: str) -> None:
    alike(clients, address)


def test_both_engines_show_the_same_wherever_a_reader_goes(clients: tuple[FlaskClient, FlaskClient]) -> None:
    """From the first page on, along the links, each part of the site in its turn."""
    seen, waiting = {"/"}, {"": ["/"]}
    for _ in range(WALKED):
        parts = [part for part, some in waiting.items() if some]
        if not parts:
            break
        part = min(parts, key=lambda one: sum(_part(address) == one for address in seen - set(waiting[one])))
        address = waiting[part].pop(0)
        for found in re.findall(r'href="(/[^"#]*)', alike(clients, address)):
            link = html.unescape(found)
            if link not in seen and not link.startswith("/static"):
                seen.add(link)
                waiting.setdefault(_part(link), []).append(link)
    gone = {_part(address) for address in seen}
    assert {
        "readout",
        "search",
        "compare",
        "country",
        "minister",
        "topic",
        "browse",
        "trends",
        "coverage",
    } <= gone


def test_readers_are_told_that_the_cluster_is_away_and_the_log_why(caplog: pytest.LogCaptureFixture) -> None:
    client = _client(OpenSearchEngine(Server("http://127.0.0.1:1")))
    for address in ("/", "/search?q=law", "/readout/one", "/trends?q=law"):
        answer = client.get(address)
        assert (answer.status_code, "The index cannot be reached now" in answer.text) == (503, True), address
        assert "127.0.0.1:1" not in answer.text
    told = [client.get(address) for address in ("/api/v1/search?q=law", "/readyz")]
    assert [(one.status_code, one.get_json()["error"]["kind"]) for one in told] == [
        (503, "index-unreachable")
    ] * 2
    assert client.get("/healthz").status_code == 200
    assert "127.0.0.1:1 cannot be reached" in caplog.text


def _part(address: str) -> str:
    return re.split(r"[/?]", address)[1]
