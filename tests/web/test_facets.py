"""A facet with more values than a page has room for."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from searchapp.authority import load
from searchapp.engines.whoosh import WhooshEngine
from searchapp.indexing import rebuild
from searchapp.results import Results, Search
from searchapp.searcher import BUCKETS, Searcher
from searchapp.web.app import create_app

COMMON = [f"Minister Common{n}" for n in range(3)]
RARE = [f"Minister Rare{n:02}" for n in range(60)]


def readout(people: list[str]) -> str:
    return f"---\ntitle: A meeting\nhome: JP\nminister: [{', '.join(people)}]\n---\n\nThey met.\n"


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    """Over one readout with all 63 ministers, and one with the three that are common."""
    folder: Path = tmp_path_factory.mktemp("facets")
    (folder / "all.md").write_text(readout([*RARE, *COMMON]))
    (folder / "common.md").write_text(readout(COMMON))
    engine = WhooshEngine(folder / "index")
    rebuild(folder, engine)
    return Searcher(engine, load())


@pytest.fixture
def found(searcher: Searcher) -> Callable[..., Results]:
    """What a search with these ministers ticked finds."""
    return lambda *ticked: searcher.search(Search("met", {"minister": ticked} if ticked else {}))


def test_a_facet_lists_its_commonest_values_and_counts_the_others(found: Callable[..., Results]) -> None:
    results = found()
    labels = [value.label for value in results.facets["minister"]]
    assert labels == COMMON + RARE[: BUCKETS - 3]
    assert results.unlisted["minister"] == 63 - BUCKETS


def test_what_is_ticked_is_listed_however_rare(found: Callable[..., Results]) -> None:
    rarest = found().facets["minister"][-1].value.replace("26", "59")
    results = found(rarest)
    assert [value.label for value in results.facets["minister"] if value.selected] == [RARE[-1]]
    assert len(results.facets["minister"]) == BUCKETS + 1
    assert results.unlisted["minister"] == 62 - BUCKETS


def test_a_facet_with_room_for_all_leaves_none_out(searcher: Searcher) -> None:
    assert searcher.search(Search("title:meeting -minister:Rare01")).unlisted["minister"] == 0


def test_the_page_says_how_many_are_not_listed(searcher: Searcher) -> None:
    page = create_app(searcher).test_client().get("/search?q=met").text
    assert "<summary>55 more ministers</summary>" in page
    assert '<a href="/facet/minister?q=met">All 63 ministers</a>' in page


def test_a_facet_has_a_page_of_its_own_with_all_values(searcher: Searcher) -> None:
    page = searcher.facet(Search("met"), "minister")
    assert (page.total, page.fitting, len(page.values)) == (63, 63, 63)
    assert [(one.label, one.count) for one in page.values[:3]] == [(name, 2) for name in COMMON]


@pytest.mark.parametrize(
    ("find", "labels"),
    [
        ("rare0", RARE[:10]),
        ("minister rare07", ["Minister Rare07"]),
        ("rrae07", ["Minister Rare07"]),
        ("RARE 07", []),
        ("nobody", []),
    ],
)
def test_a_value_is_found_by_a_word_of_its_name(searcher: Searcher, find: str, labels: list[str]) -> None:
    page = searcher.facet(Search("met"), "minister", find)
    assert sorted(one.label for one in page.values) == labels
    assert (page.fitting, page.total) == (len(labels), 63)


def test_what_is_ticked_is_listed_whatever_is_looked_for(searcher: Searcher) -> None:
    (id_,) = (one.value for one in searcher.facet(Search("met"), "minister", "rare07").values)
    page = searcher.facet(Search("met", {"minister": (id_,)}), "minister", "rare08")
    assert [(one.label, one.selected) for one in page.values] == [
        ("Minister Rare07", True),
        ("Minister Rare08", False),
    ]


def test_the_page_of_a_facet_leads_back_with_a_value_ticked(searcher: Searcher) -> None:
    client = create_app(searcher).test_client()
    page = client.get("/facet/minister?q=met&find=rare07").text
    assert re.findall(r'<li><a href="(/search[^"]*)"', page) == ["/search?q=met&amp;minister=rare07-minister"]
    assert 'name="q" value="met"' in page
    assert client.get("/facet/none?q=met").status_code == 404
    assert client.get("/facet/minister?q=(").status_code == 400


def test_a_long_facet_has_a_box_to_look_for_a_value(searcher: Searcher) -> None:
    page = create_app(searcher).test_client().get("/search?q=met").text
    assert 'action="/facet/minister"' in page
    assert 'action="/facet/type"' not in page
