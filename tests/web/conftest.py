"""A real index of the sample and of sources that try the pages, and the application that answers from it."""

import html
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from searchapp.authority import load
from searchapp.engines.whoosh import WhooshEngine
from searchapp.indexing import rebuild
from searchapp.resources import sample_folder
from searchapp.searcher import Searcher
from searchapp.web.app import create_app

HOSTILE = """---
title: '<script>alert("title")</script> Visit "quoted" & more'
date: 2019-05
home: JP
minister: ['<b>Eve</b> Mallory']
counterpart: ['"><img src=x onerror=alert(1)>']
type: meeting
place: '"><img src=x onerror=alert(2)>'
occasion: '</title><svg onload=alert(3)>'
source_url: 'javascript:alert(4)'
restatement: '<u>Restated</u> & shortened'
---

# <script>alert("heading")</script>

The **minister** wrote <script>alert("text")</script> and [a link](javascript:alert(5)) on the hostilemark.

<img src=x onerror=alert(6)> She said that 1 < 2 && "so" <b onclick=alert(7)>it</b> stays, hostilemark.
"""

MANY = """---
title: '{title}'
date: 2018
home: US
country: [{countries}]
minister: [{people}]
counterpart: [{others}]
topic: [{topics}]
---

{body}
""".format(
    title=("Ministerial meeting of many members with a very long title " * 4).strip(),
    countries="MX, PE, FR, DE, GB, IT, ES, PT, PL, CZ, AT, BE",
    people=", ".join(f"Minister Number{n}" for n in range(40)),
    others=", ".join(f"Deputy Other{n}" for n in range(40)),
    topics="cptpp, wto, usmca, epa-fta, trade-investment, economic-security, ipef, foip, rule-of-law, quad, "
    "alliance, nato, ukraine, russia, north-korea, abductions, china, taiwan, south-china-sea, hong-kong, "
    "east-china-sea, xinjiang, myanmar, afghanistan, iran, sudan, venezuela, haiti, cuba, asean",
    body="\n\n".join(f"Paragraph {n} of the manymark text says that the members met." for n in range(300)),
)

JAPANESE = """---
title: 日・メキシコ外相会談
date: 2021-01-04
home: JP
country: [MX]
lang: ja
source_url: https://www.mofa.go.jp/mofaj/
---

茂木大臣は、自由で開かれたインド太平洋の実現に向けて協力したい旨述べました。
"""

SOURCES = {
    "hostile.md": HOSTILE,
    "many.md": MANY,
    "japanese.md": JAPANESE,
    "nothing-known.txt": "Notes\n\nSome words about barleymow, with no day and no person in them.\n",
    "<b>broken<b>.md": "---\ntitle: [unclosed\n---\n\nText.\n",
    "empty.txt": "",
}


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the sample and of the sources above."""
    sources, index = tmp_path_factory.mktemp("sources"), tmp_path_factory.mktemp("index")
    shutil.copytree(sample_folder(), sources, dirs_exist_ok=True)
    for name, text in SOURCES.items():
        (sources / name).write_text(text, encoding="utf-8")
    with WhooshEngine(index) as engine:
        rebuild(sources, engine)
    return index


@pytest.fixture(scope="session")
def app(index: Path) -> Flask:
    """The application over that index."""
    return create_app(Searcher(WhooshEngine(index), load()))


@pytest.fixture(scope="session")
def debug_app(index: Path) -> Flask:
    """The same for people who change the pages."""
    return create_app(Searcher(WhooshEngine(index), load()), debug=True)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without a network."""
    return app.test_client()


@pytest.fixture
def get(client: FlaskClient) -> Callable[..., str]:
    """A page's HTML, once its status is seen to be right: `get("/search?q=x", 200)`."""

    def got(address: str, status: int = 200) -> str:
        answer = client.get(address)
        assert answer.status_code == status, address
        return answer.text

    return got


@pytest.fixture
def plain() -> Callable[[str], str]:
    """What a page says, in one line."""

    def said(page: str) -> str:
        return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", page))).strip()

    return said


@pytest.fixture
def without_index(tmp_path: Path) -> FlaskClient:
    """The same over a folder in which nothing has been built."""
    return create_app(Searcher(WhooshEngine(tmp_path / "none"), load())).test_client()
