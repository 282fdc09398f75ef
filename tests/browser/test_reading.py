"""A reader at work in a real browser."""

import re

import pytest

pytest.importorskip("playwright.sync_api", reason="playwright is not installed: the browser is not tested")

from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browser
PRESS = "/readout/japan-2023-09-14-kamikawa-press-conference"


def found(page: Page) -> Locator:
    """The line that tells how many readouts were found; the list under the box has a status of its own."""
    return page.locator(".count[role=status]")


def test_a_search_from_the_home_page_shows_readouts_with_marks(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Search").fill("minister:Kamikawa Mexico")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=minister%3AKamikawa\+Mexico$"))
    expect(found(page)).to_contain_text("readout")
    expect(page.locator("mark", has_text="Mexico").first).to_be_visible()


def test_a_facet_is_ticked_by_a_click_and_unticked_by_another(page: Page) -> None:
    page.goto("/search?q=Blinken")
    before = found(page).inner_text()
    page.locator(".facet").get_by_role("link", name="Mexico").click()
    expect(page).to_have_url(re.compile("country=MX"))
    expect(page.locator(".facet [aria-current=true]")).to_have_count(1)
    assert found(page).inner_text() != before
    page.locator(".facet [aria-current=true]").click()
    expect(found(page)).to_have_text(before)


def test_a_passage_opens_at_its_place_with_the_marks_kept(page: Page) -> None:
    page.goto("/search?q=telephone+minister:Kamikawa")
    link = page.locator(".pass .at").first
    anchor = link.get_attribute("href") or ""
    link.click()
    expect(page).to_have_url(re.compile(re.escape(anchor)))
    expect(page.locator(f"#{anchor.partition('#')[2]}")).to_be_in_viewport()
    expect(page.locator("mark").first).to_be_visible()


def test_one_result_leads_to_the_next_and_back(page: Page) -> None:
    page.goto("/search?q=Blinken&per_page=3&page=2")
    names = page.locator(".hit h2").all_inner_texts()
    page.locator(".hit h2 a").first.click()
    expect(page.locator(".crumb")).to_have_text(
        re.compile(r"Back to the results for Blinken · Result 4 · Next result$")
    )
    page.get_by_role("link", name="Next result").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(names[1])
    expect(page.locator(".crumb")).to_contain_text("Result 5 · Previous result · Next result")
    page.get_by_role("link", name="Previous result").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(names[0])
    page.goto(f"{PRESS}?q=Japan")
    expect(page.locator(".crumb")).to_have_text("Back to the results for Japan")


def test_slash_and_control_k_go_to_the_box_and_select_what_is_in_it(page: Page) -> None:
    page.goto("/search?q=Blinken")
    for key in ("/", "Control+k"):
        page.keyboard.press(key)
        expect(page.locator("#q")).to_be_focused()
        assert page.evaluate("getSelection().toString()") == "Blinken"
        page.locator("#q").blur()


def test_a_slash_in_the_box_is_a_slash(page: Page) -> None:
    page.goto("/search")
    page.locator("#q").press_sequentially("a/n")
    expect(page.locator("#q")).to_have_value("a/n")


def test_n_and_p_step_through_the_matches_and_round_the_ends(page: Page) -> None:
    page.goto(f"{PRESS}?q=Blinken")
    total = page.locator("mark").count()
    assert total > 2
    for key, place in (("n", 1), ("n", 2), ("p", 1), ("p", total), ("n", 1)):
        page.keyboard.press(key)
        expect(page).to_have_url(re.compile(rf"#m{place}$"))
        expect(page.locator(f"#m{place}")).to_be_in_viewport()
        expect(page.locator(".marks [aria-current]")).to_have_text(str(place))


def test_arrows_in_the_bar_step_through_the_matches(page: Page) -> None:
    page.goto(f"{PRESS}?q=Blinken")
    page.get_by_role("button", name="Next match").click()
    expect(page).to_have_url(re.compile("#m1$"))
    page.get_by_role("button", name="Previous match").click()
    expect(page).to_have_url(re.compile(r"#m\d+$"))


def test_a_click_on_a_passage_number_copies_its_address(page: Page, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{PRESS}?q=Blinken")
    page.get_by_role("link", name="Link to passage 2", exact=True).click()
    expect(page.locator(".said")).to_have_text("Link to the passage copied")
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}{PRESS}?q=Blinken#p2"


def test_the_citation_is_copied_by_a_button(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(PRESS)
    page.get_by_role("button", name="Copy").click()
    expect(page.locator(".said")).to_have_text("Citation copied")
    assert "SHA-256 of the source" in page.evaluate("navigator.clipboard.readText()")


def test_from_a_readout_to_its_comparison_with_the_one_before_and_back(page: Page) -> None:
    page.goto("/readout/japan-mexico-2023-09-21-foreign-ministers-meeting")
    page.get_by_role("link", name="Compare with the previous one").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What changed: Japan–Mexico, 2021 to 2023")
    page.get_by_role("link", name="Only 2021").click()
    expect(page).to_have_url(re.compile("show=dropped"))
    page.get_by_role("link", name="Passage 8 in 2021").click()
    expect(page.locator("#p8")).to_be_in_viewport()


def test_the_first_tab_leads_past_the_head_of_the_page(page: Page) -> None:
    page.goto("/search?q=Blinken")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the main text")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_a_fact_opens_to_where_it_was_read(page: Page) -> None:
    page.goto(PRESS)
    fact = page.locator(".meta > div", has=page.locator("dt", has_text="Minister")).locator("details")
    expect(fact.locator("p").first).to_be_hidden()
    fact.locator("summary").click()
    expect(fact.locator("p").first).to_be_visible()


def test_without_script_everything_is_there_but_the_keys(browser: Browser, address: str) -> None:
    context = browser.new_context(
        base_url=address, java_script_enabled=False, viewport={"width": 390, "height": 800}
    )
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Search").fill("Blinken")
    page.get_by_role("button", name="Search").click()
    page.get_by_text("Narrow these results").click()
    page.locator(".facet").get_by_role("link", name="Mexico").click()
    page.locator(".hit h2 a").first.click()
    page.locator(".marks a").first.click()
    expect(page).to_have_url(re.compile("#m1$"))
    page.get_by_text("About this readout").first.click()
    expect(page.locator(".meta")).to_be_visible()
    expect(page.get_by_role("button", name="Next match")).to_be_hidden()
    context.close()


def test_facets_and_facts_stand_open_on_a_wide_page_and_closed_on_a_narrow_one(page: Page) -> None:
    page.goto("/search?q=Blinken")
    expect(page.locator(".facet").first).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 800})
    expect(page.locator(".facet").first).to_be_hidden()


def test_a_printed_readout_has_no_controls(page: Page) -> None:
    page.goto(f"{PRESS}?q=Blinken")
    page.emulate_media(media="print")
    for control in (".top", ".marks", ".take", ".foot"):
        expect(page.locator(control)).to_be_hidden()
    expect(page.locator(".meta")).to_be_visible()
    expect(page.locator("mark").first).to_be_visible()
