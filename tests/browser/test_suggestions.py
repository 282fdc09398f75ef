"""The list under the search box, worked with keys and pointer in a real browser."""

import re

import pytest

pytest.importorskip("playwright.sync_api", reason="playwright is not installed: the browser is not tested")

from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browser


def box(page: Page) -> Locator:
    return page.get_by_role("combobox")


def options(page: Page) -> Locator:
    return page.get_by_role("option")


@pytest.fixture
def typed(page: Page) -> Page:
    """The first page with `kamik` typed and its suggestions shown."""
    page.goto("/")
    box(page).press_sequentially("kamik")
    expect(options(page).first).to_be_visible()
    return page


def test_a_list_opens_with_nothing_chosen_and_its_count_is_told(typed: Page) -> None:
    expect(box(typed)).to_have_attribute("aria-expanded", "true")
    expect(typed.locator("[aria-selected=true]")).to_have_count(0)
    expect(typed.locator(".find [role=status]")).to_have_text(re.compile(r"^\d+ suggestions?$"))
    assert options(typed).first.inner_text().startswith("minister:Kamikawa")


def test_enter_runs_what_was_typed_unless_a_line_is_chosen(typed: Page) -> None:
    box(typed).press("Enter")
    expect(typed).to_have_url(re.compile(r"/search\?q=kamik$"))


def test_arrows_choose_and_enter_takes_what_is_chosen(typed: Page) -> None:
    box(typed).press("ArrowDown")
    chosen = options(typed).first
    expect(chosen).to_have_attribute("aria-selected", "true")
    expect(box(typed)).to_have_attribute("aria-activedescendant", chosen.get_attribute("id") or "")
    assert box(typed).input_value() == "kamik"
    box(typed).press("Enter")
    expect(typed).to_have_url(re.compile(r"/search\?q=minister(:|%3A)Kamikawa$"))
    assert typed.locator(".hit").count() > 0


def test_arrows_go_round_by_way_of_nothing_chosen(typed: Page) -> None:
    box(typed).press("ArrowUp")
    expect(options(typed).last).to_have_attribute("aria-selected", "true")
    box(typed).press("ArrowDown")
    expect(typed.locator("[aria-selected=true]")).to_have_count(0)
    expect(box(typed)).not_to_have_attribute("aria-activedescendant", re.compile("."))


def test_escape_closes_and_keeps_what_was_typed(typed: Page) -> None:
    box(typed).press("Escape")
    expect(options(typed)).to_have_count(0)
    expect(box(typed)).to_have_attribute("aria-expanded", "false")
    assert box(typed).input_value() == "kamik"


def test_tab_leaves_and_closes(typed: Page) -> None:
    box(typed).press("Tab")
    expect(options(typed)).to_have_count(0)
    expect(typed.get_by_role("button", name="Search")).to_be_focused()


def test_a_field_waits_for_its_value(page: Page) -> None:
    page.goto("/")
    box(page).press_sequentially("minis")
    expect(options(page).first).to_contain_text("minister:")
    box(page).press("ArrowDown")
    box(page).press("Enter")
    expect(box(page)).to_have_value("minister:")
    expect(options(page).filter(has_text="minister:Kamikawa").first).to_be_visible()
    expect(page).to_have_url(re.compile(r"/$"))


def test_a_click_takes_a_line(typed: Page) -> None:
    options(typed).first.click()
    expect(typed).to_have_url(re.compile(r"/search\?q=minister"))


def test_composing_asks_nothing(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/suggest?" in request.url else None)
    page.goto("/")
    page.evaluate(
        """() => {
          const box = document.getElementById("q");
          box.focus();
          box.value = "か";
          box.dispatchEvent(new InputEvent("input", {isComposing: true}));
        }"""
    )
    page.wait_for_timeout(400)
    assert asked == []


def test_only_the_last_of_quick_keys_is_asked(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/suggest?" in request.url else None)
    page.goto("/")
    box(page).press_sequentially("mexico", delay=5)
    expect(options(page).first).to_be_visible()
    assert [url.partition("q=")[2].partition("&")[0] for url in asked][-1] == "mexico"
    assert len(asked) < len("mexico")


def test_without_a_script_the_box_is_a_box(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.fill("#q", "kamikawa")
    page.press("#q", "Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=kamikawa$"))
    context.close()
