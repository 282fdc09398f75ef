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
    assert re.search(r"33 not listed; to find one, type its name: <span[^>]*>minister:Kamikawa</span>", page)
