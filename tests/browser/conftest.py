"""Debian's Chromium before a real server over a real index; skipped, saying so, where there is none."""

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from searchapp.authority import load
from searchapp.engines.whoosh import WhooshEngine
from searchapp.indexing import rebuild
from searchapp.resources import sample_folder
from searchapp.searcher import Searcher
from searchapp.web.app import create_app
from tests.serving import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE = """---
title: {long}
place: {long}
occasion: {long}
date: 2020
minister: [{long}]
---

{text}
""".format(
    long="Donaudampfschifffahrtsgesellschaft" * 8,
    text="\n\n".join(f"Widemark {n} {'https://example.org/' + 'a' * 300}" for n in range(60)),
)


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the pages are served: the sample, and a readout of words that do not fit a line."""
    sources, index = tmp_path_factory.mktemp("sources"), tmp_path_factory.mktemp("index")
    shutil.copytree(sample_folder(), sources, dirs_exist_ok=True)
    (sources / "wide.md").write_text(WIDE, encoding="utf-8")
    (sources / f"broken-{'x' * 80}.md").write_text("---\ntitle: [unclosed\n---\n\nText.\n", encoding="utf-8")
    engine = WhooshEngine(index)
    rebuild(sources, engine)
    with served(create_app(Searcher(engine, load()), debug=True), threads=8) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """One Chromium for all tests."""
    if not CHROMIUM:
        pytest.skip("no chromium here: the browser is not tested")
    api = pytest.importorskip("playwright.sync_api", reason="no playwright here: the browser is not tested")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: "Browser", address: str) -> Iterator["Page"]:
    """A wide window that fails the test for a complaint in its console or a request to another host."""
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900})
    page, complaints = context.new_page(), []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "request", lambda asked: complaints.append(asked.url) if not asked.url.startswith(address) else None
    )
    yield page
    context.close()
    assert [said for said in complaints if "status of 40" not in said] == []
