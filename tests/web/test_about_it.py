"""What stands about a readout on its page: who said what, before and after, similar ones, citations, its source."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from searchapp.authority import load
from searchapp.corrections import write
from searchapp.engines.whoosh import WhooshEngine
from searchapp.indexing import rebuild
from searchapp.searcher import Searcher
from searchapp.web.app import create_app
from searchapp.web.markup import marked

Get = Callable[..., str]
FIRST = "japan-mexico-2018-08-17-foreign-ministers-meeting"
BEFORE = "japan-mexico-2021-01-04-motegi-visit"
AFTER = "japan-mexico-2023-09-21-foreign-ministers-meeting"


def test_statements_stand_by_side_and_a_link_leads_to_the_plain_text(get: Get, plain: Get) -> None:
    page = get(f"/readout/{AFTER}?q=Japan")
    third = page.split('id="p3"')[1].split('id="p4"')[0]
    assert re.findall(r'class="side (\w+)"', third) == ["joint", "home", "other"]
    assert f'<a href="/readout/{AFTER}?q=Japan&amp;sides=0">Plain text</a>' in page
    other = get(f"/readout/{AFTER}?q=Japan&sides=0")
    assert 'class="side ' not in other
    assert f'<a href="/readout/{AFTER}?q=Japan">Show who said what</a>' in other
    first = [re.sub(r"\s+", " ", plain(text)) for text in re.findall(r'<p class="say [^>]*>(.*?)</p>', page)]
    whole = [re.sub(r"\s+", " ", plain(text)) for text in re.findall(r'<p class="say [^>]*>(.*?)</p>', other)]
    assert " ".join(first) == " ".join(whole)
    assert re.findall('id="m[0-9]+"', page) == re.findall('id="m[0-9]+"', other)


def test_rich_text_is_cut_into_pieces_that_are_whole() -> None:
    text, rich = "one two three four", "one <em>two <strong>three</strong></em> four"
    parts = [marked(text, [(4, 13)], rich, 1, part) for part in ((0, 8), (8, 18))]
    assert [str(part) for part in parts] == [
        'one <em><mark id="m1">two </mark></em>',
        "<em><strong><mark>three</mark></strong></em> four",
    ]
    assert str(marked(text, [], rich)) == rich


def test_the_readout_before_is_linked_and_can_be_compared(get: Get, plain: Get) -> None:
    page = get(f"/readout/{BEFORE}")
    assert "Japan–Mexico, before and after" in plain(page)
    assert f'<a href="/readout/{FIRST}" rel="prev">' in page
    assert f'<a href="/compare/{FIRST}/{BEFORE}">Compare with the previous one</a>' in page
    assert "None in this collection" in get(f"/readout/{FIRST}")


def test_similar_readouts_say_what_they_share(get: Get) -> None:
    section = get(f"/readout/{BEFORE}").split('id="similar"')[1].split("</section>")[0]
    assert 1 <= section.count("<li>") <= 5
    assert "Shares " in section
    assert FIRST not in section


def test_a_citation_names_the_permalink_the_digest_and_the_query(
    client: FlaskClient, get: Get, plain: Get
) -> None:
    page = get(f"/readout/{AFTER}?q=legal+stability")
    cited = plain(page.split('class="cite">')[1].split("</p>")[0])
    assert f"http://localhost/readout/{AFTER}." in cited
    assert re.search(
        r"SHA-256 of the source [0-9a-f]{64}; index generation gen-\S+, found by the query legal stability\.",
        cited,
    )
    answer = client.get(f"/readout/{AFTER}/cite/bibtex?q=legal+stability")
    assert answer.headers["Content-Type"] == "application/x-bibtex; charset=utf-8"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{AFTER}.bib"'
    assert answer.text.startswith(f"@misc{{{AFTER},")
    assert client.get(f"/readout/{AFTER}/cite/ris").text.endswith("ER  - \r\n")
    assert client.get(f"/readout/{AFTER}/cite/text").mimetype == "text/plain"
    assert client.get(f"/readout/{AFTER}/cite/mla").status_code == 404
    assert client.get("/readout/none-such/cite/ris").status_code == 404


def test_the_source_text_has_the_numbers_of_its_lines(client: FlaskClient) -> None:
    answer = client.get(f"/readout/{AFTER}/source")
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert re.search(r"^ ?\d+  Japan-Mexico Relations$", answer.text, re.MULTILINE)
    assert client.get("/readout/none-such/source").status_code == 404


@pytest.fixture
def fresh(tmp_path: Path) -> tuple[Path, FlaskClient]:
    """A collection of one readout that a test may change, and its pages."""
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "a.txt").write_text("Notes\n\nSeptember 21, 2020\n\nThey met in Lima.\n", encoding="utf-8")
    write(sources, "a.txt", {"date": "2020-09-22"})
    engine = WhooshEngine(tmp_path / "index")
    rebuild(sources, engine)
    return sources, create_app(Searcher(engine, load())).test_client()


def test_a_source_that_has_changed_is_refused_with_the_remedy(fresh: tuple[Path, FlaskClient]) -> None:
    (fresh[0] / "a.txt").write_text("Notes\n\nSecret.\n", encoding="utf-8")
    answer = fresh[1].get("/readout/a/source")
    assert answer.status_code == 404
    assert "has changed since it was read" in answer.text
    assert "searchapp index" in answer.text
    assert "Secret" not in answer.text


def test_a_corrected_value_says_so(fresh: tuple[Path, FlaskClient]) -> None:
    fact = fresh[1].get("/readout/a").text.split("<dt>Event day</dt>")[1].split("</dd>")[0]
    assert '<span class="src">corrected</span>' in fact
    assert "corrections.toml" in fact


def test_a_text_that_has_changed_says_so_and_lists_its_earlier_digests(
    fresh: tuple[Path, FlaskClient],
) -> None:
    sources, client = fresh
    before = client.get("/api/v1/readouts/a").get_json()
    assert "has changed" not in client.get("/readout/a").text
    (sources / "a.txt").write_text("Notes\n\nSeptember 21, 2020\n\nThey met in Quito.\n", encoding="utf-8")
    with WhooshEngine(sources.parent / "index") as engine:
        rebuild(sources, engine)
    page = client.get("/readout/a").text
    assert "This text has changed since it was first indexed; its earlier digest is kept" in page
    assert before["digest"] in page.split("<dt>Changed</dt>")[1].split("</dd>")[0]
    after = client.get("/api/v1/readouts/a").get_json()
    assert [edition["digest"] for edition in after["earlier"]] == [before["digest"]]


def test_a_row_of_a_ministers_readouts_without_an_issuer_is_shown_too(tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    for day in ("01", "02"):
        matter = f"date: 2020-01-{day}\ncountry: [DK]\nminister: [Zyx Qwerty]\ntype: statement"
        (sources / f"{day}.md").write_text(f"---\n{matter}\n---\n\nWords on barley.\n", encoding="utf-8")
    with WhooshEngine(tmp_path / "index") as engine:
        rebuild(sources, engine)
        page = create_app(Searcher(engine, load())).test_client().get("/readout/02")
    assert page.status_code == 200
    assert '<a href="/compare/01/02">Compare with the previous one</a>' in page.text
