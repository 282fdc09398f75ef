"""Home, guide, report, and what a browser asks for by itself."""

import html
import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from searchapp.schema import FIELDS

Get = Callable[..., str]


def links(page: str) -> list[str]:
    """Where a page links to."""
    return [html.unescape(address) for address in re.findall(r'<a [^>]*?href="([^"]*)"', page)]


def test_home_counts_the_collection_and_offers_searches_that_find_something(
    get: Get, client: FlaskClient, plain: Get
) -> None:
    page = get("/")
    assert f"Search {client.get('/readyz').get_json()['readouts']} readouts" in plain(page)
    examples = [
        link
        for link in links(page.split("Ways to ask")[1].split("</table>")[0])
        if link.startswith("/search")
    ]
    assert len(examples) >= 5
    assert not [link for link in examples if 'class="hit"' not in get(link)]


def test_a_year_on_the_home_page_links_to_its_readouts(get: Get) -> None:
    assert '<a href="/search?year=2019" aria-label="2019: 1 readout">' in get("/")


def test_the_guide_has_every_field_and_its_examples_can_be_read(get: Get) -> None:
    page = get("/guide")
    for name, field in FIELDS.items():
        assert f"<code>{name}:</code>" in page
        assert html.escape(field.example) in page.replace("&#34;", "&quot;")


def test_the_report_lists_each_file_that_was_skipped_with_its_reason(get: Get, plain: Get) -> None:
    page = get("/report")
    rows = re.findall(r'<tr><th scope="row"><code>(.*?)</code></th><td>(.*?)</td></tr>', page)
    assert [html.unescape(path) for path, _ in rows] == ["<b>broken<b>.md", "empty.txt"]
    assert all(reason for _, reason in rows)
    assert "2 files skipped" in plain(page)


def test_the_search_engine_description_is_as_opensearch_wants_it(client: FlaskClient) -> None:
    """https://github.com/dewitt/opensearch/blob/master/opensearch-1-1-draft-6.md: what must be there, and how long."""
    root = ET.fromstring(client.get("/opensearch.xml").data)  # noqa: S314 (our own)
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert root.tag == f"{space}OpenSearchDescription"
    names = {one.tag.removeprefix(space): one for one in root}
    assert 0 < len(names["ShortName"].text or "") <= 16
    assert 0 < len(names["Description"].text or "") <= 1024
    searches = {
        one.get("type"): one.get("template") or ""
        for one in root.iter(f"{space}Url")
        if one.get("rel") != "self"
    }
    assert "{searchTerms}" in searches["text/html"]
    assert all(address.startswith("http://localhost/") for address in searches.values())
    assert names["InputEncoding"].text == "UTF-8"
    assert {"width", "height", "type"} <= set(names["Image"].keys())


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/", "Readouts"),
        ("/search?q=CPTPP", "CPTPP"),
        ("/minister/kamikawa-yoko", "Kamikawa Yoko"),
        ("/readout/japan-mexico-2023-09-21-foreign-ministers-meeting", "Kamikawa Yoko meets"),
        ("/browse/people", "People"),
    ],
)
def test_a_page_says_what_it_is_to_who_shares_it(get: Get, address: str, title: str) -> None:
    page = get(address)
    told = dict(re.findall(r'<meta (?:property|name)="([\w:]+)" content="([^"]*)">', page))
    assert told["og:title"].startswith(title)
    assert not told["og:title"].endswith("–")
    assert told["og:description"] == told["description"]
    assert 20 < len(told["description"]) <= 320
    assert "<" not in told["description"]


def test_the_browser_is_told_how_to_add_the_search(client: FlaskClient) -> None:
    answer = client.get("/opensearch.xml")
    assert answer.mimetype == "application/opensearchdescription+xml"
    assert 'template="http://localhost/search?q={searchTerms}"' in answer.text
    with client.get("/favicon.svg") as icon:
        assert icon.mimetype == "image/svg+xml"
