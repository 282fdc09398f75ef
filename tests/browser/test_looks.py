"""Every page at every width, in the light and in the dark: it fits, and everyone can use it.

Pictures of them all are kept in tests/artefacts, to be looked at.
"""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright.sync_api", reason="playwright is not installed: the browser is not tested")
pytest.importorskip("axe_playwright_python", reason="axe is not installed: accessibility is not tested")

from playwright.sync_api import Browser, Page

from searchapp.authority import load
from searchapp.engines.whoosh import WhooshEngine
from searchapp.searcher import Searcher
from searchapp.web.app import create_app
from tests.serving import served
from tests.shared import PROJECT

pytestmark = pytest.mark.browser
AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
# Bars of the year charts are smaller than a finger where years are many; From and To stand beside them,
# and the table beside a line chart.
OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
SCOPE = {"exclude": [[".hist"], [".spark"], [".chart"]]}
OPENED = "document.querySelectorAll('details').forEach(one => one.open = true)"
ARTEFACTS = PROJECT / "tests" / "artefacts"
TALLEST = 2400  # pixels of a picture
PRESS = "/readout/japan-2023-09-14-kamikawa-press-conference"
PAGES = {
    "home": "/",
    "all": "/search",
    "found": "/search?q=Blinken+Mexico&country=MX&from=2020&per_page=2",
    "paged": "/search?per_page=1&page=6&sort=newest",
    "wide": "/search?q=widemark",
    "nothing": "/search?q=zzzz+minister:Kamikawa+%22rule+of+the+law%22",
    "narrowed": "/search?q=zzzz&topic=cptpp",
    "error": "/search?q=minister:Kamikawa+date:2023-13+rule",
    "long-error": "/search?q=" + "minister:" * 60,
    "parameter": "/search?page=none",
    "turns": f"{PRESS}?q=Blinken#m2",
    "items": "/readout/japan-mexico-2023-09-21-foreign-ministers-meeting#p2",
    "sides": "/readout/us-japan-2022-02-11-blinken-hayashi-meeting?q=Indo-Pacific#m2",
    "plain-text": "/readout/us-japan-2022-02-11-blinken-hayashi-meeting?sides=0",
    "compared": "/compare/japan-mexico-2021-01-04-motegi-visit/japan-mexico-2023-09-21-foreign-ministers-meeting",
    "compared-only": "/compare/us-japan-2022-02-11-blinken-hayashi-meeting/wide?show=dropped",
    "compare-two": "/compare?before=japan-mexico-2023-09-21-foreign-ministers-meeting",
    "wide-readout": "/readout/wide?q=widemark",
    "missing": "/readout/none-such",
    "trends": "/trends?q=%22rule+of+law%22&q=Blinken&q=date:2023-13&as=share",
    "trends-split": "/trends?q=widemark&q=Blinken&split=side&by=month",
    "trends-many": "/trends?q=Blinken&q=Mexico&q=Ukraine&q=%22rule+of+law%22&q=CPTPP&q=widemark",
    "trends-first": "/trends",
    "coverage": "/coverage",
    "coverage-of": "/coverage?q=Blinken",
    "coverage-month": "/coverage?q=Blinken&home=US&from=2022-05&to=2022-05",
    "person": "/minister/kamikawa-yoko",
    "country": "/country/MX",
    "topic": "/topic/cptpp",
    "unknown-person": "/minister/blinken-anthony",
    "organisation": "/organisation/nato",
    "occasion": "/occasion/munich%20security%20conference",
    "facet": "/facet/country?q=Blinken",
    "facet-found": "/facet/topic?q=Blinken&find=trade",
    "scores": "/search?q=Blinken+Mexico&explain=1",
    "browse": "/browse",
    "occasions": "/browse/occasions",
    "people": "/browse/people",
    "patterns": "/_patterns",
    "guide": "/guide",
    "api": "/api",
    "report": "/report",
}


@pytest.fixture(scope="module")
def windows(browser: Browser, address: str) -> Iterator[dict[str, Page]]:
    """A light and a dark window."""
    contexts = {
        scheme: browser.new_context(base_url=address, color_scheme=scheme) for scheme in ("light", "dark")
    }
    yield {scheme: context.new_page() for scheme, context in contexts.items()}
    for context in contexts.values():
        context.close()


@pytest.mark.parametrize("width", [320, 390, 700, 897, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_no_page_scrolls_sideways(windows: dict[str, Page], name: str, width: int) -> None:
    page = windows["light"]
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(PAGES[name])
    page.evaluate(OPENED)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_wrong(windows: dict[str, Page], name: str, width: int, scheme: str) -> None:
    page = windows[scheme]
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(PAGES[name])
    keep(page, f"{name}-{width}-{scheme}")
    page.evaluate(OPENED)
    assert wrong(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_wrong_with_the_list_open(
    windows: dict[str, Page], width: int, scheme: str
) -> None:
    page = windows[scheme]
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/")
    page.get_by_role("combobox").press_sequentially("kamik")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    keep(page, f"suggestions-{width}-{scheme}")
    assert wrong(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_where_there_is_no_index(
    windows: dict[str, Page], scheme: str, tmp_path: Path
) -> None:
    page = windows[scheme]
    page.set_viewport_size({"width": 390, "height": 800})
    with served(create_app(Searcher(WhooshEngine(tmp_path), load()))) as nothing:
        answer = page.goto(nothing)
        assert answer
        assert answer.status == 503
        keep(page, f"no-index-390-{scheme}")
        assert wrong(page) == []


def wrong(page: Page) -> list[tuple[str, str, str]]:
    """What axe finds: the rule, the element, and what to do."""
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate("([scope, options]) => axe.run(scope, options)", [SCOPE, OPTIONS])
    return [
        (one["id"], node["html"], node["failureSummary"])
        for one in found["violations"]
        for node in one["nodes"]
    ]


def keep(page: Page, name: str) -> None:
    """A picture of the page, of its first screens where it is long."""
    size: dict[str, int] = page.evaluate(
        "({width: document.documentElement.clientWidth, height: document.documentElement.scrollHeight})"
    )
    page.screenshot(
        path=ARTEFACTS / f"{name}.jpg", type="jpeg", quality=70, full_page=True,
        clip={"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], TALLEST)},
    )  # fmt: skip
