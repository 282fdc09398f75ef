"""Feeds are valid Atom, newest first, and an entry keeps its id through rebuilds and under other addresses."""

from pathlib import Path

import feedparser
import pytest
from flask.testing import FlaskClient
from lxml import etree

from searchapp.authority import load
from searchapp.engines.whoosh import WhooshEngine
from searchapp.feed import ENTRIES
from searchapp.indexing import rebuild, update
from searchapp.searcher import Searcher
from searchapp.web.app import create_app

SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))


@pytest.mark.parametrize(
    "query", ["", "?q=members", "?q=nothingatall", "?q=hostilemark&country=MX", "?type=call"]
)
def test_a_feed_is_valid(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/feed{query}")
    assert answer.mimetype == "application/atom+xml"
    SCHEMA.assertValid(etree.fromstring(answer.data))
    read = feedparser.parse(answer.data)
    assert not read.bozo
    total = client.get(f"/api/v1/search{query}").get_json()["total"]
    assert len(read.entries) == min(total, ENTRIES)


def test_entries_lead_to_their_readouts_newest_first(client: FlaskClient) -> None:
    entries = feedparser.parse(client.get("/feed?q=&sort=oldest").data).entries
    found = client.get(f"/api/v1/search?sort=newest&per_page={ENTRIES}").get_json()["hits"]
    assert [entry.link for entry in entries] == [f"http://localhost{hit['url']}" for hit in found]
    assert client.get(entries[0].link).status_code == 200


def test_an_entry_is_the_same_under_another_address(client: FlaskClient) -> None:
    here = feedparser.parse(client.get("/feed?q=members").data)
    there = feedparser.parse(client.get("/feed?q=members", base_url="https://readouts.example/").data)
    assert (here.feed.id, [e.id for e in here.entries]) == (there.feed.id, [e.id for e in there.entries])
    assert there.feed.links[0].href == "https://readouts.example/feed?q=members"


def test_what_xml_cannot_hold_does_not_break_a_feed(client: FlaskClient) -> None:
    answer = client.get("/feed?q=%00%01members%EF%BF%BF")
    SCHEMA.assertValid(etree.fromstring(answer.data))


def test_a_new_readout_is_seen_after_the_index_is_brought_up_to_date(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "a.md").write_text("---\ndate: 2023-01-01\n---\n# First\n\nThe ministers met.\n")
    with WhooshEngine(tmp_path / "index") as engine:
        rebuild(source, engine)
        client = create_app(Searcher(engine, load())).test_client()
        first = feedparser.parse(client.get("/feed?q=ministers").data)
        (source / "b.md").write_text("---\ndate: 2023-02-01\n---\n# Second\n\nThe ministers met again.\n")
        update(source, engine)
        second = feedparser.parse(client.get("/feed?q=ministers").data)
    assert [entry.title for entry in second.entries] == ["Second", "First"]
    assert second.entries[1].id == first.entries[0].id
    assert second.feed.updated >= first.feed.updated


def test_a_query_that_cannot_be_read_is_refused(client: FlaskClient) -> None:
    assert client.get("/feed?q=a+(b").status_code == 400
