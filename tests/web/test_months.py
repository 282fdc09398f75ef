"""The months of the year that a search is narrowed to."""

from pathlib import Path

import pytest

from searchapp.authority import load
from searchapp.engines.whoosh import WhooshEngine
from searchapp.indexing import rebuild
from searchapp.results import Search
from searchapp.searcher import Searcher
from searchapp.web.app import create_app

DAYS = (
    "2020-01-05",
    "2020-01-31",
    "2020-02-29",
    "2020-12-31",
    "2020",
    "2021-01-01",
    "2020-01-31..2020-02-01",
)


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    folder: Path = tmp_path_factory.mktemp("months")
    for n, day in enumerate(DAYS):
        country = "MX" if n % 2 else "PE"
        text = f"---\ntitle: Talk {n}\ndate: {day}\nhome: JP\ncountry: [{country}]\n---\n\nThey met.\n"
        (folder / f"{n}.md").write_text(text)
    engine = WhooshEngine(folder / "index")
    rebuild(folder, engine)
    return Searcher(engine, load())


def months(searcher: Searcher, search: Search) -> dict[str, int]:
    return {one.value: one.count for one in searcher.search(search).months if one.count or one.selected}


@pytest.mark.parametrize(
    ("search", "counts"),
    [
        (Search(), {}),
        (Search(ticked={"year": ("2020", "2021")}), {}),
        (Search(ticked={"year": ("2020",)}), {"2020-01": 2, "2020-02": 1, "2020-12": 1}),
        (Search(first="2020", last="2020-12"), {"2020-01": 2, "2020-02": 1, "2020-12": 1}),
        (Search(first="2020-01", last="2020-01"), {"2020-01": 2, "2020-02": 1, "2020-12": 1}),
        (Search(first="2020-01", last="2021-01"), {}),
        (Search("country:Mexico", {"year": ("2020",)}), {"2020-01": 1, "2020-12": 1}),
        (Search(ticked={"year": ("2020",), "country": ("MX",)}), {"2020-01": 1, "2020-12": 1}),
    ],
)
def test_months_are_counted_as_they_would_be(
    searcher: Searcher, search: Search, counts: dict[str, int]
) -> None:
    assert months(searcher, search) == counts
    for value, count in counts.items():
        others = {field: values for field, values in search.ticked.items() if field != "year"}
        assert searcher.search(Search(search.text, others, first=value, last=value)).total == count


def test_a_month_leads_into_itself_and_back_to_its_year(searcher: Searcher) -> None:
    client = create_app(searcher).test_client()
    page = client.get("/search?year=2020").text
    assert '<a href="/search?from=2020-01&amp;to=2020-01" aria-label="January 2020: 2 readouts">' in page
    assert '<a href="/search?from=2020">2020 and after</a>' in page
    page = client.get("/search?from=2020-01&to=2020-01").text
    assert '<a href="/search?year=2020" aria-label="January 2020: 2 readouts" aria-current="true">' in page
