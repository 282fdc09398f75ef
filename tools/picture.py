"""A picture of the search page, taken from the sample by Debian's chromium."""

import shutil
import tempfile
from pathlib import Path

from searchapp.authority import load
from searchapp.engines.whoosh import WhooshEngine
from searchapp.indexing import rebuild
from searchapp.resources import sample_folder
from searchapp.searcher import Searcher
from searchapp.web.app import create_app
from tests.serving import served

ASKED = "/search?q=Mexico+cooperation"
SIZE = {"width": 1100, "height": 780}


def take(file: Path) -> None:
    """Write the picture. Needs playwright and a chromium; the page is served from a passing index of the sample."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # of the tests' environment

    with tempfile.TemporaryDirectory() as folder, WhooshEngine(Path(folder)) as engine:
        rebuild(sample_folder(), engine)
        with served(create_app(Searcher(engine, load()))) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])  # fmt: skip
            page = browser.new_page(viewport=SIZE, base_url=address)  # type: ignore[arg-type]
            page.goto(ASKED)
            page.screenshot(path=file)
            browser.close()
