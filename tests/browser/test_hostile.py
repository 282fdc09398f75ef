"""In a real browser nothing that a source or an address says becomes a script, markup, or a request to another site.

Everything is looked at twice: as it is served, where the browser tells of each thing that the policy forbade, and
with the policy set aside, where a script that came through would run.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urlsplit

import pytest

pytest.importorskip("playwright.sync_api", reason="playwright is not installed: the browser is not tested")

from flask import Flask
from playwright.sync_api import Browser, Dialog, Page, Response, Route, expect

from searchapp.authority import load
from searchapp.engines.whoosh import WhooshEngine
from searchapp.indexing import rebuild
from searchapp.schema import FACETS
from searchapp.searcher import Searcher
from searchapp.trends import SPLITS
from searchapp.web import coverage_parameters, parameters, trend_parameters
from searchapp.web.app import create_app
from tests.browser.hostile import CHOSEN, FRONT, tried, written
from tests.serving import served

if TYPE_CHECKING:
    from werkzeug.routing import MapAdapter

pytestmark = pytest.mark.browser
WATCH = """
window.hits = [];
window.hit = (place) => hits.push(`${place} ran`);
document.addEventListener("securitypolicyviolation", (event) =>
  hits.push(`${event.violatedDirective} was broken: ${event.blockedURI} ${event.sample}`));
"""
# All that is not of our templates, should there be any.
LOOK = """() => [...hits, ...[...document.querySelectorAll("*")].filter((one) =>
  [...one.attributes].some(({name}) => name.startsWith("on") || name === "srcdoc" || name === "style" && document.contentType === "text/html")
  || one.matches("script:not([src]), iframe, object, embed, base, img, [src^='//'], form[action^='//']")
  || ["href", "action", "formaction", "src"].some((name) => /^\\s*(javascript|data|vbscript):/i.test(one.getAttribute(name) ?? ""))
).map((one) => one.outerHTML.slice(0, 200))]"""
MARK = tried("address")
EVERYWHERE = (
    os.environ.get("SEARCHAPP_TEST_ADDRESSES") == "all"
)  # each name at each place, not only where it means something
PLACES: dict[str, list[str]] = {
    "/search": [one.name for one in parameters.TOLD],
    "/trends?q=hostilemark": ["q", "by", "as", "split", "of"],
    "/coverage": ["q", "home"],
    "/browse/people": ["name", "letter", "order", "page"],
    "/browse": ["name"],
    "/facet/topic": ["q", "find"],
    "/readout/front": ["q", "sides", "names"],
    "/readout/front/source": ["q"],
    "/compare/front/later": ["show"],
    "/compare": ["before", "after"],
    "/api/v1/search": ["q", "cursor"],
    "/api/v1/suggest": ["q", "caret", "limit"],
    "/export": ["format"],
    "/": [], "/report": [], "/minister/blinken-antony": [],
}  # fmt: skip
NAMES = sorted(
    {
        MARK,
        *(one.name for one in (*trend_parameters.TOLD, *coverage_parameters.TOLD)),
        *(name for names in PLACES.values() for name in names),
    }
)
PATHS = ["/{}", "/readout/{}", "/readout/{}/source", "/readout/front/cite/{}", "/compare/{}/front", "/compare/front/{}", "/minister/{}", "/topic/{}", "/browse/{}",
         "/facet/{}", "/static/{}", "/api/v1/readouts/{}", "/api/v1/entities/{}/x", "/api/v1/entities/topic/{}"]  # fmt: skip
SHOWN = [f"/readout/{id_}" for id_ in ("front", "later", "turns", "page", "of-lines", "word", "print")]
ELSE = [
    "passage", "said", "speaker", "turn", "question", "heading", "html-heading", "html-item", "cell", "cell-minister", "cell-date", "word-title",
    "word-heading", "word-cell", "printed-title", "bad", "climbing",
]  # fmt: skip


@dataclass
class Site:
    """The collection as it is served."""

    app: Flask
    address: str
    ids: list[str]

    @property
    def routes(self) -> "MapAdapter":
        return self.app.url_map.bind("localhost")


@dataclass
class Watched:
    """A page of the browser, and what came of all that it was led to."""

    page: Page
    asked: list[str] = field(default_factory=list)
    wrong: dict[str, list[str]] = field(default_factory=dict)

    def go(self, address: str) -> Response:
        """Lead it to an address, and look at what is there."""
        self.asked.clear()
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.status < 500, address
        self.look(address)
        return answer

    def look(self, place: str) -> None:
        """Keep what is wrong with what is there."""
        if found := [*self.page.evaluate(LOOK), *self.asked]:
            self.wrong[place] = found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    sources, index = tmp_path_factory.mktemp("hostile"), tmp_path_factory.mktemp("index")
    written(sources)
    engine = WhooshEngine(index)
    rebuild(sources, engine)
    app = create_app(Searcher(engine, load()))
    with served(app, threads=8) as address:
        yield Site(app, address, [file.id for file in engine.reader().files() if file.id])


@pytest.fixture(params=[False, True], ids=["as served", "policy set aside"])
def watched(request: pytest.FixtureRequest, browser: Browser, site: Site) -> Iterator[Watched]:
    context = browser.new_context(base_url=site.address, bypass_csp=request.param)
    context.add_init_script(WATCH)
    made = Watched(context.new_page())

    def other(route: Route) -> None:
        made.asked.append(f"asked {route.request.url}")
        route.abort()

    def opened(dialog: Dialog) -> None:
        made.asked.append(f"opened a window that said {dialog.message}")
        dialog.dismiss()

    context.route(lambda url: not url.startswith(site.address), other)
    made.page.on("dialog", opened)
    yield made
    context.close()
    assert made.wrong == {}


@pytest.fixture
def undefended(watched: Watched, request: pytest.FixtureRequest) -> Watched:
    """With the policy set aside, which is the harder trial; both where everything is tried."""
    if not EVERYWHERE and "as served" in request.node.name:
        pytest.skip("tried with the policy set aside; both with SEARCHAPP_TEST_ADDRESSES=all")
    return watched


def test_what_comes_through_is_seen(watched: Watched, site: Site, request: pytest.FixtureRequest) -> None:
    policy = watched.page.request.get("/").headers["content-security-policy"]
    watched.page.route(
        "**/through",
        lambda route: route.fulfill(
            body=f"<p>{tried('through')}",
            headers={"Content-Type": "text/html", "Content-Security-Policy": policy},
        ),
    )
    watched.go("/through")
    seen = " ".join(watched.wrong.pop("/through"))
    assert ("script-src-elem was broken" if "served" in request.node.name else "through ran") in seen
    assert "<svg onload" in seen


def test_what_sources_say_stays_text_on_every_page(watched: Watched, site: Site) -> None:
    led: set[str] = set()

    def go(*addresses: str) -> None:
        for address in addresses:
            assert watched.go(address).ok, address
            led.add(site.routes.match(urlsplit(address).path)[0])

    for id_ in site.ids:
        go(f"/readout/{id_}?q=hostilemark", f"/readout/{id_}/source")
    go(
        "/readout/turns?sides=0",
        "/compare/front/later",
        "/compare/page/saved?show=dropped",
        "/compare?before=front",
    )
    go(
        "/",
        "/search?q=hostilemark&explain=1&per_page=100",
        "/search?q=hostilemrk",
        "/report",
        "/guide",
        "/api",
        "/coverage?q=hostilemark",
    )
    go(*(f"/facet/{field_}?q=hostilemark" for field_ in FACETS))
    go(*(f"/trends?q=hostilemark&split={split}" for split in SPLITS))
    go("/browse", "/healthz", "/readyz", "/favicon.svg", "/static/style.css")
    for plural in ("countries", "people", "topics", "organisations", "occasions"):
        watched.page.goto(f"/browse/{plural}")
        found = watched.page.locator("main a").evaluate_all(
            "links => links.map(one => one.getAttribute('href'))"
        )
        entities = [one for one in found if re.match("/(minister|topic|organisation|occasion)/", one)]
        go(f"/browse/{plural}", *entities[:4])
    pages = {rule.endpoint for rule in site.app.url_map.iter_rules()}
    assert {one for one in pages - led if not one.startswith(("api.", "taking."))} == {
        "reading.cite",
        "trends.values",
        "trends.drawing",
        "pages.opensearch",
    }


def test_every_field_is_shown_as_it_was_written(undefended: Watched) -> None:
    """Else nothing would have been tried."""
    said = ""
    for address in (*SHOWN, "/report", "/search?q=hostilemark&per_page=100"):
        undefended.go(address)
        said += undefended.page.inner_text("body")
    for place in (*FRONT, *CHOSEN, *ELSE):
        assert f"hit(`{place}`)" in said, place
    undefended.go("/readout/front/source")
    assert f"- {tried('item')} **bold**" in undefended.page.inner_text("body")


def test_what_is_typed_and_suggested_stays_text(watched: Watched) -> None:
    watched.go("/")
    box = watched.page.get_by_role("combobox")
    for typed, shown in (
        ("organisation:", "hit(`organisation`)"),
        ("minister:", "hit(`minister`)"),
        (MARK, ""),
        ('"' + MARK, ""),
    ):
        box.fill("")
        box.press_sequentially(typed)
        if shown:
            expect(watched.page.get_by_role("option").filter(has_text=shown).first).to_be_visible()
        watched.page.wait_for_timeout(200)
        watched.look(f"typed {typed}")
    box.press("Enter")
    watched.page.wait_for_load_state()
    watched.look("searched for")


def test_what_an_address_says_stays_text(undefended: Watched) -> None:
    for place, names in PLACES.items():
        for given in (*([name] for name in (NAMES if EVERYWHERE else names)), NAMES):
            undefended.go(f"{place}{'&' if '?' in place else '?'}{urlencode(dict.fromkeys(given, MARK))}")


def test_what_a_path_says_stays_text(undefended: Watched) -> None:
    for path in PATHS:
        for mark in (quote(MARK, safe=""), quote(MARK)) if EVERYWHERE else (quote(MARK, safe=""),):
            undefended.go(path.format(mark))


def test_a_drawing_that_is_taken_away_is_only_a_drawing(undefended: Watched, site: Site) -> None:
    """As a reader opens it whose program heeds no policy and no disposition."""
    drawn = undefended.page.request.get(f"/trends.svg?{urlencode({'q': MARK})}&q=hostilemark&split=minister")
    assert drawn.ok
    assert "hit(" in drawn.text()
    body = drawn.body()
    undefended.page.route("**/drawn", lambda route: route.fulfill(body=body, content_type="image/svg+xml"))
    undefended.go("/drawn")


def test_what_is_no_page_says_that_it_is_none(undefended: Watched) -> None:
    for path in ("/feed", "/opensearch.xml", "/export?format=csv", "/export?format=jsonl", "/export?format=bibtex", "/export?format=md", "/trends.csv", "/api/v1/search",
                 "/readout/front/source", "/readout/front/cite/bibtex", "/readout/front/cite/ris", "/readout/front/cite/text", "/api/v1/readouts/front"):  # fmt: skip
        answer = undefended.page.request.get(f"{path}{'&' if '?' in path else '?'}q=hostilemark")
        assert answer.ok, path
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert not re.search("html|svg|text/xml", answer.headers["content-type"]), path
