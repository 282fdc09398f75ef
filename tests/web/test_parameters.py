"""The parameters of a search's URL."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from searchapp.errors import QueryError
from searchapp.results import Search
from searchapp.web.parameters import TICKS, asked, read, written

texts = st.text(max_size=20).map(str.strip)
values = st.lists(texts.filter(bool), unique=True, min_size=1, max_size=3).map(tuple)
searches = st.builds(
    Search,
    text=texts,
    ticked=st.dictionaries(
        st.sampled_from([name for name in TICKS if name not in {"year", "month"}]), values, max_size=3
    ),
    first=st.sampled_from(["", "2019", "2020-02", "2020-02-29"]),
    last=st.sampled_from(["", "2021", "2021-12-31"]),
    sort=st.sampled_from(["relevance", "newest", "oldest"]),
    page=st.integers(1, 10_000),
    per_page=st.integers(1, 100),
    feedback=st.booleans(),
    explain=st.booleans(),
)


def of(query: str) -> MultiDict[str, str]:
    """The parameters of a query string such as `q=a&page=2`."""
    pairs = (pair.partition("=") for pair in query.split("&"))
    return MultiDict((name, value) for name, _, value in pairs)


@given(searches)
def test_what_is_written_reads_back(search: Search) -> None:
    assert asked(MultiDict(written(search))) == search


def test_no_parameters_are_the_search_for_everything() -> None:
    assert asked(MultiDict()) == Search()
    assert written(Search()) == []


def test_empty_boxes_of_a_form_are_no_values() -> None:
    assert asked(of("q=&from=&to=&page=&sort=&country=&year=")) == Search()


def test_a_facet_may_be_ticked_more_than_once_and_each_value_counts_once() -> None:
    assert asked(of("country=MX&country=PE&country=MX&year=2023")).ticked == {
        "country": ("MX", "PE"),
        "year": ("2023",),
    }


def test_parameters_that_we_do_not_know_are_ignored() -> None:
    assert asked(of("utm_source=mail&said=home")) == Search()


@pytest.mark.parametrize(
    ("query", "kind", "message"),
    [
        ("page=0", "bad-parameter", "page cannot be “0”."),
        ("page=-1", "bad-parameter", "page cannot be “-1”."),
        ("page=two", "bad-parameter", "page cannot be “two”."),
        ("page=1e9", "bad-parameter", "page cannot be “1e9”."),
        ("page=٣", "bad-parameter", "page cannot be “٣”."),
        (f"page={'9' * 5000}", "bad-parameter", f"page cannot be “{'9' * 40}…”."),
        ("per_page=101", "bad-parameter", "per_page cannot be “101”."),
        ("sort=date", "bad-parameter", "There is no sort “date”."),
        ("from=2023-13", "bad-date", "From: There is no month 13."),
        ("to=soon", "bad-date", "To: “soon” is not a date."),
        ("to=2023-02-30", "bad-date", "To: February 2023 has no day 30."),
        ("from=2023&to=2021", "bad-range", "From 2023 is after To 2021."),
        ("year=23", "bad-parameter", "“23” is no year."),
        ("month=2023-13", "bad-parameter", "“2023-13” is no month."),
    ],
)
def test_a_value_that_cannot_be_read_is_named_and_the_rest_is_kept(
    query: str, kind: str, message: str
) -> None:
    with pytest.raises(QueryError) as raised:
        asked(of(f"q=law&topic=cptpp&{query}"))
    assert (raised.value.kind, raised.value.message) == (kind, message)
    rest, errors = read(of(f"q=law&topic=cptpp&{query}"))
    assert rest == Search("law", {"topic": ("cptpp",)})
    assert len(errors) == 1


def test_every_wrong_value_is_told() -> None:
    assert len(read(of("page=x&sort=y&from=z&year=w"))[1]) == 4


def test_parameters_can_be_written_without_some() -> None:
    search = Search("law", {"year": ("2023",)}, first="2020", last="2021", page=4)
    assert written(search, "from", "to", "page") == [("q", "law"), ("year", "2023")]
    assert written(replace(search, ticked={}), "q") == [("from", "2020"), ("to", "2021"), ("page", "4")]
