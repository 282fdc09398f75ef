"""The page of every part of the interface: there in debug, drawn by the real fragments, and whole."""

import re
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from searchapp.resources import templates_folder
from tests.web.test_states import Nesting

# the bodies of a search page, which it shows itself
WHOLE = {"_found", "_nothing"}


def test_it_is_there_in_debug_only(client: FlaskClient, debug_app: Flask) -> None:
    assert client.get("/_patterns").status_code == 404
    assert debug_app.test_client().get("/_patterns").status_code == 200


def test_it_is_whole_html_with_one_h1_and_no_id_twice(debug_app: Flask) -> None:
    read = Nesting()
    read.feed(debug_app.test_client().get("/_patterns").text)
    assert read.open == []
    assert read.headings.count(1) == 1
    assert len(read.ids) == len(set(read.ids))


def test_every_fragment_is_shown() -> None:
    """A fragment that is not here is not looked at when the stylesheet changes: add it to patterns.html."""
    folder = templates_folder()
    page, base = ((folder / name).read_text("utf-8") for name in ("patterns.html", "base.html"))
    used = set(re.findall(r'(?:from|import|include) "(_\w+)\.html"', page + base))
    assert {path.stem for path in Path(folder).glob("_*.html")} - WHOLE <= used


def test_every_side_and_kind_of_passage_is_shown(debug_app: Flask) -> None:
    page = debug_app.test_client().get("/_patterns").text
    for css in ("side home", "side other", "side joint", "tint home", "tint other", "tint joint", "plain"):
        assert css in page
    assert "Counterpart, verbatim" in page
