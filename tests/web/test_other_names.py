"""Other names of what a query names: told on the page, and switched off and on."""

from collections.abc import Callable


def test_the_page_says_which_other_names_were_looked_for_and_how_to_leave_them_out(
    get: Callable[..., str], plain: Callable[[str], str]
) -> None:
    page = get("/search?q=United+Kingdom+trade")
    assert "United Kingdom also finds its other names: " in plain(page)
    assert 'href="/search?q=United+Kingdom+trade&amp;names=off"' in page


def test_without_other_names_the_page_says_so_and_how_to_find_them(
    get: Callable[..., str], plain: Callable[[str], str]
) -> None:
    page = get("/search?q=United+Kingdom+trade&names=off")
    assert "also finds" not in page
    assert "Names are found only as typed." in plain(page)
    assert 'href="/search?q=United+Kingdom+trade"' in page
    assert "names=off" in get("/search?q=the+United+Kingdom&names=off")


def test_a_readout_is_opened_with_the_marks_of_the_names_that_found_it(get: Callable[..., str]) -> None:
    page = get("/search?q=CPTPP&names=off")
    assert "q=CPTPP&amp;names=off#" in page


def test_an_order_in_the_query_is_the_one_that_is_shown(get: Callable[..., str]) -> None:
    page = get("/search?q=trade+sort:oldest")
    assert '<a href="/search?q=trade&amp;sort=oldest" aria-current="true">Oldest</a>' in page
    assert '<a href="/search?q=trade&amp;sort=newest">Newest</a>' in page


def test_the_api_tells_other_names_and_days(client: object) -> None:
    found = client.get("/api/v1/search?q=CPTPP+date:2018..this-year").json["query"]  # type: ignore[attr-defined]
    assert {"text": "CPTPP", "names": found["also"][0]["names"]} == found["also"][0]
    assert found["understood"].startswith("CPTPP date:2018..20")
