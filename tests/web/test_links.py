"""Addresses: what a link changes in a search, and what it keeps."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from searchapp import syntax
from searchapp.query import clauses
from searchapp.readout import Origin, Readout, ReadoutId
from searchapp.results import Results, Search
from searchapp.web import links
from searchapp.web.parameters import TICKS

SEARCH = Search(
    "rule law", {"country": ("MX", "PE")}, first="2019", sort="newest", page=3, per_page=20, names=False
)


@pytest.fixture(autouse=True)
def within_a_request(app: Flask) -> Iterator[None]:
    """Addresses are made for a request."""
    with app.test_request_context("/"):
        yield


def results(text: str, page: int = 1) -> Results:
    """Results of a query that found nothing."""
    return Results(Search(text, page=page), syntax.parse(text), text, (), 0, (), {}, 0.0)


def test_an_address_keeps_all_of_a_search_and_leaves_out_what_goes_without_saying() -> None:
    assert (
        links.search(SEARCH)
        == "/search?q=rule+law&country=MX&country=PE&from=2019&sort=newest&names=off&per_page=20&page=3"
    )
    assert links.search() == "/search"


def test_ticking_a_value_adds_it_and_starts_at_the_first_page() -> None:
    address = links.toggled(SEARCH, "topic", "cptpp")
    assert (
        address
        == "/search?q=rule+law&country=MX&country=PE&topic=cptpp&from=2019&sort=newest&names=off&per_page=20"
    )


def test_ticking_a_ticked_value_takes_only_it_out() -> None:
    assert (
        links.toggled(SEARCH, "country", "MX")
        == "/search?q=rule+law&country=PE&from=2019&sort=newest&names=off&per_page=20"
    )


def test_ticking_twice_leads_back() -> None:
    once = Search("law", {"country": ("MX", "PE")})
    assert links.toggled(once, "country", "PE") == "/search?q=law&country=MX"
    assert links.toggled(Search("law", {"country": ("MX",)}), "country", "PE") == links.search(once)


@given(
    text=st.text(max_size=8),
    ticked=st.dictionaries(st.sampled_from(TICKS), st.lists(st.text(min_size=1), max_size=2).map(tuple)),
    field=st.sampled_from(TICKS),
    value=st.text(min_size=1),
)
def test_a_toggler_writes_what_each_toggled_value_has(
    app: Flask, text: str, ticked: dict[str, tuple[str, ...]], field: str, value: str
) -> None:
    for search in (Search(text, ticked), replace(SEARCH, text=text, ticked=ticked)):
        with app.test_request_context("/"):
            address = links.toggler(search, field)
            values = (value, *ticked.get(field, ()))
            assert [address(one) for one in values] == [links.toggled(search, field, one) for one in values]


def test_another_order_starts_at_the_first_page_and_another_page_keeps_the_order() -> None:
    assert links.sorted_by(results("law", page=3), "oldest") == "/search?q=law&sort=oldest"
    assert links.at_page(Search("law", sort="oldest"), 2) == "/search?q=law&sort=oldest&page=2"


def test_an_order_that_is_asked_for_takes_the_place_of_one_in_the_query() -> None:
    assert links.sorted_by(results("law sort:newest country:MX"), "oldest") == (
        "/search?q=law+country:MX&sort=oldest"
    )


def test_other_names_are_switched_off_and_on() -> None:
    assert links.with_other_names(Search("law", page=3), on=False) == "/search?q=law&names=off"
    assert links.with_other_names(Search("law", names=False), on=True) == "/search?q=law"
    assert links.readout("x", "law", names=False) == "/readout/x?q=law&names=off"


def test_widening_keeps_the_query_and_the_order() -> None:
    assert links.widened(SEARCH) == "/search?q=rule+law&sort=newest&names=off&per_page=20"
    assert (
        links.without_dates(Search("law", {"year": ("2019",)}, "2018", "2020")) == "/search?q=law&year=2019"
    )


@pytest.mark.parametrize(
    ("query", "number", "rest"),
    [
        ('minister:Kono "rule of law" -tariff', 0, '"rule of law" -tariff'),
        ('minister:Kono "rule of law" -tariff', 1, "minister:Kono -tariff"),
        ("a (b OR c) d", 1, "a d"),
        ("a (b OR c)", 0, "b OR c"),
        ("law law", 0, "law"),
        ("law", 0, ""),
    ],
)
def test_a_clause_is_taken_out_and_the_rest_still_reads_the_same(query: str, number: int, rest: str) -> None:
    found = results(query)
    clause = clauses(found.query)[number]
    assert links.without_clause(found, clause) == links.asking(rest)


def test_a_query_is_written_into_an_address_with_nothing_left_that_could_end_it() -> None:
    address = links.asking('a&b=c#d "e" <f> %20 é上')
    assert address == "/search?q=a%26b%3Dc%23d+%22e%22+%3Cf%3E+%2520+%C3%A9%E4%B8%8A"


def test_a_readout_keeps_the_query_and_the_place() -> None:
    assert links.readout("x", "rule of law", "p3") == "/readout/x?q=rule+of+law#p3"
    assert links.readout("x") == "/readout/x"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://www.mofa.go.jp/page1", "https://www.mofa.go.jp/page1"),
        ("http://example.org", "http://example.org"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("//example.org/x", None),
        ("https://", None),
        ("http://[broken", None),
        ("", None),
        (None, None),
    ],
)
def test_only_an_address_of_the_web_is_a_source(url: str | None, shown: str | None) -> None:
    assert links.original(Readout(ReadoutId("x"), "x", "x", "", Origin("x", "txt", url))) == shown


def test_a_site_is_called_as_a_reader_would_call_it() -> None:
    assert links.site("https://www.mofa.go.jp/a/b?c") == "mofa.go.jp"


def test_under_a_prefix_every_address_has_it(app: Flask) -> None:
    with app.test_request_context("/", base_url="https://example.org/readouts"):
        assert links.asking("law") == "/readouts/search?q=law"
        assert links.opensearch(absolute=True) == "https://example.org/readouts/opensearch.xml"
