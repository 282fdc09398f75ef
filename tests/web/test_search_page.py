"""The page of results: what it shows, and where its links lead."""

import html
import re
from collections.abc import Callable
from pathlib import Path

from searchapp.authority import load
from searchapp.engines.whoosh import WhooshEngine
from searchapp.searcher import Searcher
from searchapp.web.app import create_app

Get = Callable[..., str]


def links(page: str) -> list[str]:
    """Where a page links to."""
    return [html.unescape(address) for address in re.findall(r'<a [^>]*?href="([^"]*)"', page)]


def test_results_show_date_headline_people_passages_and_topics(get: Get, plain: Get) -> None:
    page = get("/search?q=hostilemark")
    assert '<time datetime="2019-05">May 2019</time>' in page
    assert "1 readout" in plain(page)
    assert page.count("<mark>hostilemark</mark>") == 2


def test_a_headline_and_its_passages_keep_the_query(get: Get) -> None:
    page = get("/search?q=manymark&per_page=1")
    assert 'href="/readout/many?q=manymark"' in page
    assert 'href="/readout/many?q=manymark#p1"' in page
    assert "more passages here" in page


def test_each_clause_is_a_chip_and_its_cross_takes_it_out(get: Get) -> None:
    page = get("/search?q=minister:Kamikawa+trust&sort=newest&page=1")
    assert '<i>minister</i> Kamikawa</span><a href="/search?q=trust&amp;sort=newest"' in page
    assert '<i>word</i> trust</span><a href="/search?q=minister:Kamikawa&amp;sort=newest"' in page


def test_a_facet_value_ticks_and_unticks_by_its_link_and_starts_at_the_first_page(
    get: Get,
) -> None:
    page = get("/search?q=manymark+OR+hostilemark&per_page=1&page=2")
    (tick,) = [link for link in links(page) if "type=meeting" in link]
    assert "page=2" not in tick
    ticked = get(tick)
    assert re.search(r'aria-current="true"><span>Meeting</span>', ticked)
    (untick,) = re.findall(r'<a href="([^"]*)" aria-current="true"><span>Meeting</span>', ticked)
    assert html.unescape(untick) == "/search?q=manymark+OR+hostilemark&per_page=1"


def test_what_is_ticked_is_told_above_the_results_and_can_be_cleared(get: Get) -> None:
    page = get("/search?q=members&country=MX&from=2018")
    narrowed = page.split('aria-label="Narrowed to"')[1]
    assert "<i>country</i> Mexico</span>" in narrowed
    assert "<i>dates</i> from 2018</span>" in narrowed
    assert 'href="/search?q=members">Clear all</a>' in narrowed


def test_more_than_eight_values_are_folded_and_a_ticked_one_never_is(get: Get) -> None:
    page = get("/search?q=manymark")
    country = page.split("<h2>Country</h2>")[1].split("</section>")[0]
    shown, folded = country.split("<details")
    assert (shown.count("<li>"), folded.count("<li>")) == (8, 4)
    assert "4 more countries" in folded
    code = re.findall(r"country=([A-Z]{2})", folded)[-1]
    ticked = get(f"/search?q=manymark&country={code}").split("<h2>Country</h2>")[1].split("<details")[0]
    assert f'country={code}"' not in ticked
    assert ticked.count("aria-current") == 1


def test_a_new_query_keeps_what_is_ticked_and_the_order(get: Get) -> None:
    page = get("/search?q=members&country=MX&sort=oldest&from=2018&page=1")
    form = page.split('role="search"')[1].split("</form>")[0]
    assert re.findall(r'type="hidden" name="(\w+)" value="(\w+)"', form) == [
        ("country", "MX"),
        ("from", "2018"),
        ("sort", "oldest"),
    ]


def test_from_and_to_go_along_with_the_rest_of_the_search(get: Get) -> None:
    page = get("/search?q=members&country=MX&from=2018&to=2019")
    form = page.split('class="range"')[1].split("</form>")[0]
    assert re.findall(r'type="hidden" name="(\w+)" value="(\w+)"', form) == [
        ("q", "members"),
        ("country", "MX"),
    ]
    assert re.findall(r'name="(from|to)" value="(\d+)"', form) == [("from", "2018"), ("to", "2019")]


def test_a_page_after_the_last_says_so_and_links_to_the_last(get: Get, plain: Get) -> None:
    page = get("/search?page=99&per_page=100")
    assert "There is no page 99; page 1 is the last." in plain(page)
    assert 'href="/search?per_page=100"' in page


def test_the_title_of_results_is_the_query(get: Get) -> None:
    assert "<title>minister:Kamikawa – Readouts</title>" in get("/search?q=minister:Kamikawa")
    assert "<title>All readouts – Readouts</title>" in get("/search")


def test_no_hits_name_the_clause_to_blame_and_link_to_what_works(get: Get, plain: Get) -> None:
    page = get("/search?q=zzzz+country:Mexico")
    assert "No readout meets both clauses" in plain(page)
    assert "zzzz In no readout at all 0" in plain(page.replace("<br>", " "))
    blame = page.split('class="blame"')[1].split("</table>")[0]
    assert links(blame) == ["/search?q=country:Mexico", "/search?q=country:Mexico"]


def test_no_hits_count_only_the_clauses_that_were_required(get: Get, plain: Get) -> None:
    assert "No readout meets both clauses" in plain(get("/search?q=what+of+the+zzzz+Mexico"))


def test_no_hits_offer_what_may_have_been_meant_and_what_has_some_of_the_words(get: Get, plain: Get) -> None:
    page = get("/search?q=hostilemrak+zzzz&sort=newest")
    assert "Did you mean hostilemark OR zzzz? It has 1 readout." in plain(page)
    assert (
        '<a class="q" href="/search?q=hostilemark+OR+zzzz&amp;sort=newest"><b>hostilemark</b> OR zzzz</a>'
        in page
    )
    page = get("/search?q=hostilemark+zzzz")
    assert "No readout has all of these words; these have some of them 1 readout" in plain(page)
    assert '<a href="/readout/hostile?q=hostilemark+OR+zzzz">' in page


def test_a_query_that_found_little_keeps_its_hits_beside_what_may_have_been_meant(
    get: Get, plain: Get
) -> None:
    page = get("/search?q=hostilemark")
    assert "Did you mean" not in plain(page)
    assert 'class="hit"' in page


def test_no_hits_within_what_is_ticked_offer_the_whole_collection(get: Get, plain: Get) -> None:
    page = get("/search?q=hostilemark&country=PE")
    assert "No readout has the word hostilemark" in plain(page)
    assert '<a href="/search?q=hostilemark">Look in every readout</a>: 1 readout' in page


def test_family_names_are_set_apart_where_the_application_knows_them(index: Path) -> None:
    searcher = Searcher(WhooshEngine(index), load())
    app = create_app(searcher, family_of=lambda label: (0, 8) if label.startswith("Kamikawa") else None)
    assert (
        '<span class="fam">Kamikawa</span> Yoko' in app.test_client().get("/search?q=minister:Kamikawa").text
    )


def test_more_like_the_best_is_a_switch_that_changes_the_order_alone(get: Get, plain: Get) -> None:
    off = get("/search?q=members")
    assert "/search?q=members&feedback=1" in links(off)
    on = get("/search?q=members&feedback=1")
    assert "/search?q=members" in links(on)
    assert "like the ten best" in plain(on)
    assert re.findall(r"[0-9]+ readouts", plain(on))[0] == re.findall(r"[0-9]+ readouts", plain(off))[0]
    assert "feedback=1" not in get("/search?q=members&sort=newest")  # nothing is scored there
    assert "feedback=1" not in get("/search?q=country:MX")


def test_a_hit_says_why_it_stands_where_it_stands(get: Get) -> None:
    assert "/search?q=members&explain=1" in links(get("/search?q=members"))
    page = get("/search?q=members&explain=1")
    assert page.count('<div class="score"') == page.count('<li class="hit">')
    assert '<th scope="row">members</th>' in page
    assert '<div class="score"' not in get("/search?q=members&explain=1&sort=newest")


def test_a_query_that_a_notice_names_is_a_link_to_it(get: Get) -> None:
    assert 'is a counterpart here: <a class="q" href="/search?q=counterpart:Ebrard">' in get(
        "/search?q=minister:Ebrard"
    )


def test_what_is_not_found_is_told_in_its_own_words(get: Get, plain: Get) -> None:
    assert "No readout has the date 1066" in plain(get("/search?q=date:1066"))
    assert "Nothing here is said by Nobody" in plain(get("/search?q=said_by:Nobody"))
    assert "indo*" not in get("/search?q=date:1066")
