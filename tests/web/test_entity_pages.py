"""The pages of entities and the catalogue of them."""

import html
import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

Get = Callable[..., str]


def links(page: str) -> dict[str, str]:
    """Where a page links to, with what its links say."""
    found = re.findall(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', page, re.DOTALL)
    return {html.unescape(address): re.sub(r"<[^>]+>", "", text).strip() for address, text in found}


def test_a_person_is_shown_with_offices_names_and_what_they_said(get: Get, plain: Get) -> None:
    page = get("/minister/kamikawa-yoko")
    assert '<h1>Kamikawa Yoko <span class="own" lang="ja">上川陽子</span></h1>' in page
    said = plain(page)
    assert "Minister for Foreign Affairs, Japan 13 Sep 2023 – 1 Oct 2024" in said
    assert said.split("Also written")[1].startswith("Yoko Kamikawa; ")
    places = [address for address in links(page) if re.fullmatch(r"/readout/[^?#]+#p\d+", address)]
    assert places


def test_a_country_shows_its_name_in_its_own_language_and_its_foreign_ministers(get: Get, plain: Get) -> None:
    page = get("/country/MX")
    assert '<h1>Mexico <span class="own" lang="es">México</span></h1>' in page
    assert "Alicia Bárcena Ibarra" in plain(page).split("Foreign ministers")[1]


@pytest.mark.parametrize("address", ["/minister/blinken-antony", "/country/JP", "/topic/cptpp"])
def test_every_number_leads_to_as_many_readouts(get: Get, address: str) -> None:
    numbers = {
        where: int(text.replace(",", ""))
        for where, text in links(get(address)).items()
        if re.fullmatch(r"[\d,]+", text) and where.startswith("/search?")
    }
    assert len(numbers) > 5
    for where, count in numbers.items():
        assert f'<p class="count" role="status">{count} readout' in get(where), where


def test_a_year_of_the_chart_leads_to_the_readouts_of_that_year(get: Get) -> None:
    assert '<a href="/search?q=country:Mexico&amp;year=2021" aria-label="2021: 3 readouts">' in get(
        "/country/MX"
    )


def test_who_is_in_no_readout_has_a_page_that_says_so(get: Get, plain: Get) -> None:
    said = plain(get("/minister/baker-james"))
    assert "In no readout of this collection" in said
    assert "Secretary of State, United States" in said


def test_an_unknown_id_leads_to_the_nearest(get: Get) -> None:
    page = get("/minister/blinken-anthony", 404)
    assert links(page)["/minister/blinken-antony"] == "Antony Blinken"
    assert "No person has the id" in html.unescape(page)
    assert links(get("/country/mexico", 404))["/country/MX"] == "Mexico"
    get("/minister/xqzwv", 404)
    get("/planet/mars", 404)


def test_an_unknown_readout_leads_to_the_nearest(get: Get) -> None:
    near = "japan-mexico-2023-09-21-foreign-ministers-meeting"
    assert f"/readout/{near}" in links(get(f"/readout/{near}s", 404))


def test_names_on_results_and_readouts_lead_to_their_pages(get: Get) -> None:
    for address in ("/search?q=CPTPP", "/readout/japan-mexico-2023-09-21-foreign-ministers-meeting"):
        found = links(get(address))
        assert found["/minister/kamikawa-yoko"] == "Kamikawa Yoko"
        assert found["/country/MX"] == "Mexico"


def test_the_catalogue_shows_every_kind_the_most_frequent_first(get: Get, plain: Get) -> None:
    page = get("/browse")
    assert [title for title in ("Countries", "People", "Topics") if f"<h2>{title}</h2>" in page] == [
        "Countries",
        "People",
        "Topics",
    ]
    people = plain(page).split("People")[-1]
    assert people.index("Antony Blinken") < people.index("Kamikawa Yoko")


def test_a_name_is_found_without_a_script(get: Get, plain: Get) -> None:
    page = get("/browse?name=kami")
    assert '<p class="count" role="status">1 name with “kami”' in page
    assert "/minister/kamikawa-yoko" in links(page)
    assert "No name here begins so" in plain(get("/browse?name=zzzz"))
    assert '<form class="filter" action="/browse/people"' in get("/browse/people")


def test_people_stand_under_letters_and_a_letter_can_be_chosen(get: Get) -> None:
    page = get("/browse/people")
    assert re.findall(r'<section class="letter"><h2>(.)</h2>', page) == sorted(
        re.findall(r'<section class="letter"><h2>(.)</h2>', page)
    )
    only = get("/browse/people?letter=k")
    assert re.findall(r'<section class="letter"><h2>(.)</h2>', only) == ["K"]
    assert "/minister/kamikawa-yoko" in links(only)


def test_a_catalogue_can_be_ordered_by_how_many_readouts(get: Get) -> None:
    page = get("/browse/people?order=count")
    assert '<section class="letter">' not in page
    counts = [int(n) for n in re.findall(r'<span class="n">(\d+)</span>', page)]
    assert counts == sorted(counts, reverse=True)


@pytest.mark.parametrize("wrong", ["letter=KK", "order=size", "page=0", "page=x"])
def test_a_wrong_parameter_is_an_error_that_says_what_is_right(get: Get, wrong: str) -> None:
    assert '<div class="note bad" role="alert">' in get(f"/browse/people?{wrong}", 400)


def test_a_page_after_the_last_says_so(get: Get) -> None:
    assert "There is no page 99" in get("/browse/people?page=99")


def test_an_entity_as_json_is_what_its_page_shows(client: FlaskClient) -> None:
    found = client.get("/api/v1/entities/country/MX").get_json()
    assert (found["label"], found["query"]) == ("Mexico", "country:Mexico")
    assert found["lists"]["country"]["values"][0]["query"].startswith("country:Mexico ")
    missing = client.get("/api/v1/entities/country/mexico")
    assert (missing.status_code, missing.get_json()["error"]["kind"]) == (404, "not-found")
