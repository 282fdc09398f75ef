"""A newcomer's first five minutes, without a manual: by what stands on the pages alone, with script and without."""

import re
from collections.abc import Iterator
from typing import cast

import pytest

pytest.importorskip("playwright.sync_api", reason="playwright is not installed: the browser is not tested")

from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture(params=["wide", "narrow", "without script"])
def newcomer(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page on a laptop, on a telephone, and in a browser that runs no script."""
    how = cast("str", request.param)
    context = browser.new_context(
        base_url=address,
        java_script_enabled=how != "without script",
        viewport={"width": 390 if how == "narrow" else 1280, "height": 844},
    )
    yield context.new_page()
    context.close()


def statement(page: Page, side: str, text: str) -> Locator:
    """What a side says, as the page shows it: the side's name stands with the words."""
    return page.locator(".pass > li, .st", has=page.locator(".side", has_text=side)).filter(has_text=text)


def test_who_promised_what_to_mexico_on_trade_and_what_was_said_before(newcomer: Page) -> None:
    page = newcomer
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="Mexico", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Mexico")
    page.get_by_role("link", name=re.compile("readouts? with Trade and investment")).click()

    promise = statement(page, "Counterpart", "legal stability will continue")
    expect(promise).to_contain_text("Alicia Bárcena Ibarra")
    promise.get_by_role("link", name="Passage 4 in the readout").click()
    expect(page.locator("#p4")).to_be_in_viewport()
    expect(statement(page, "Counterpart", "legal stability will continue")).to_be_visible()
    expect(page.locator(".key-row")).to_contain_text("Counterpart, Mexico")

    page.get_by_role("link", name="Compare with the previous one").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What changed: Japan–Mexico, 2021 to 2023")
    row = page.locator(".diff .row", has_text="legal stability will continue")
    expect(row).to_contain_text("Secretary Ebrard noted the attention to improvement")
    expect(row.locator(".side", has_text="Counterpart")).to_have_count(2)


def test_a_phrase_is_charted_from_its_results(newcomer: Page) -> None:
    page = newcomer
    page.goto("/")
    page.get_by_label("Search").fill('"free and open Indo-Pacific"')
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Chart over time").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Trends")
    expect(page.locator("svg.chart")).to_be_visible()
    expect(page.locator(".say-so")).to_contain_text("First on 4 January 2021")
    page.get_by_role("region", name="Numbers").get_by_role("link", name="1", exact=True).first.click()
    expect(page.locator(".hit")).to_have_count(1)
    expect(page.locator("mark").first).to_be_visible()


def test_a_phrase_is_charted_from_the_form_of_trends(newcomer: Page) -> None:
    page = newcomer
    page.goto("/")
    page.get_by_role("link", name="Trends", exact=True).click()
    page.get_by_label("First query").fill('"free and open Indo-Pacific"')
    page.get_by_role("button", name="Draw").click()
    expect(page.locator("svg.chart")).to_be_visible()


def test_a_citation_can_be_taken(newcomer: Page) -> None:
    page = newcomer
    page.goto("/readout/japan-mexico-2023-09-21-foreign-ministers-meeting")
    cited = page.get_by_role("region", name="Cite")
    expect(cited).to_contain_text("Japan, “Japan-Mexico Relations”")
    with page.expect_download() as taken:
        cited.get_by_role("link", name="BibTeX").click()
    assert taken.value.suggested_filename.endswith(".bib")


def test_a_facet_that_was_ticked_has_the_focus_again(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/search?q=Blinken")
    page.get_by_text("Narrow these results").click()
    page.locator(".facet").get_by_role("link", name="Mexico").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("country=MX"))
    expect(page.locator(".facet [aria-current=true]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(re.compile("country=MX"))
    expect(page.locator(".facet").get_by_role("link", name="Mexico")).to_be_focused()


def test_the_way_back_leads_to_the_results_as_they_were(page: Page) -> None:
    page.goto("/search?q=Blinken&country=MX&sort=oldest")
    page.locator(".hit h2 a").first.click()
    page.get_by_role("link", name="Back to the results").click()
    expect(page).to_have_url(re.compile(r"q=Blinken&country=MX&sort=oldest$|country=MX.*sort=oldest"))


def test_what_was_found_can_be_taken_and_followed(page: Page) -> None:
    page.goto("/search?q=Blinken")
    expect(page.locator("link[type='application/atom+xml']")).to_have_attribute(
        "href", re.compile(r"/feed\?q=Blinken$")
    )
    with page.expect_download() as taken:
        page.locator(".take").get_by_role("link", name="CSV").click()
    assert taken.value.suggested_filename == "readouts.csv"


def reach(page: Page, wanted: Locator, most: int = 40) -> None:
    """Press Tab until something has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if wanted.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"{wanted} is more than {most} tabs away")


def test_the_whole_way_is_open_to_the_keyboard_alone(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("mexico")
    expect(page.get_by_role("option").first).to_contain_text("country:Mexico")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    trade = page.locator(".facet").get_by_role("link", name="Trade and investment")
    reach(page, trade)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("topic=trade-investment"))
    expect(page.locator(".facet [aria-current=true]")).to_be_focused()

    page.keyboard.press("/")
    page.keyboard.type("legal stability")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q=legal.stability&.*topic=trade-investment"))
    reach(page, page.get_by_role("link", name="Skip to the results"), 2)
    page.keyboard.press("Enter")
    expect(page.locator("#results")).to_be_focused()
    promise = statement(page, "Counterpart", "legal stability will continue")
    reach(page, promise.get_by_role("link", name="Passage 4 in the readout"))
    page.keyboard.press("Enter")
    expect(page.locator("#p4")).to_be_in_viewport()
    expect(statement(page, "Counterpart", "legal stability will continue")).to_be_visible()
    page.keyboard.press("n")
    expect(page.locator(".marks [aria-current]")).to_have_text("1")

    reach(page, page.get_by_role("link", name="Compare with the previous one"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("What changed: Japan–Mexico, 2021 to 2023")

    page.keyboard.press("Control+k")
    page.keyboard.type('"free and open Indo-Pacific"')
    page.keyboard.press("Enter")
    reach(page, page.get_by_role("link", name="Chart over time"))
    page.keyboard.press("Enter")
    expect(page.locator("svg.chart")).to_be_visible()
    reach(page, page.get_by_role("link", name="First", exact=True))
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_be_visible()

    reach(page, page.get_by_role("link", name="Cite", exact=True))
    page.keyboard.press("Enter")
    reach(page, page.get_by_role("button", name="Copy"), 2)
    page.keyboard.press("Enter")
    expect(page.locator(".said")).to_have_text("Citation copied")
    assert "SHA-256 of the source" in page.evaluate("navigator.clipboard.readText()")
