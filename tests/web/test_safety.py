"""Nothing that a source, a file name or an address says becomes markup."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient

Get = Callable[..., str]
TAGS = set(
    """html head meta title link script body a header div svg rect circle line text nav main footer p form
    label input kbd button h1 h2 h3 span section ul ol li details summary time article mark dl dt dd aside
    code strong em br table thead tbody tr th td i b ins del caption""".split()
)
ATTRIBUTES = set(
    """lang charset name property content rel href type title src defer class id tabindex role action value placeholder
    for start autocomplete autocapitalize spellcheck enterkeyhint hidden inputmode scope rowspan datetime x y x1 x2
    y1 y2 cx cy r width height viewbox text-anchor""".split()
)


class Vocabulary(HTMLParser):
    """Fails at any tag or attribute that is none of ours."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS, tag
        for name, value in attrs:
            assert name in ATTRIBUTES or name.startswith(("aria-", "data-")), (tag, name)
            assert name not in {"href", "src", "action"} or re.match("[/#]|https://", value or ""), (
                tag,
                value,
            )


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/search?q=hostilemark",
        "/readout/hostile",
        "/readout/hostile?sides=0&q=<b>",
        "/compare/hostile/many",
        "/compare/many/hostile?show=<b>",
        "/report",
        "/search?q=<script>alert(1)</script>&country=<b>x</b>",
        "/search?q=minster:<img+src=x+onerror=alert(1)>",
        "/search?q=zzzz+<b>&topic=<img+src=x>&minister=%22><svg>",
        '/search?page="><svg onload=alert(1)>',
        "/search?sort='><b>",
        "/search?from=<b>x</b>",
        "/readout/hostile?q=hostilemark+<b>bold</b>",
        "/readout/<b onclick=alert(1)>",
        "/<b>none",
        "/browse?name=<b>x</b>",
        '/browse/people?name="><svg onload=alert(1)>',
        "/browse/people?letter=<b>",
        "/minister/<b>x",
        "/browse/people?name=mallory",
    ],
)
def test_nothing_that_a_source_or_an_address_says_becomes_markup(client: FlaskClient, address: str) -> None:
    Vocabulary().feed(client.get(address).text)


def test_hostile_words_of_a_source_are_shown_as_they_are_written(get: Get, plain: Get) -> None:
    said = plain(get("/readout/hostile"))
    for words in (
        '<script>alert("title")</script>',
        "<b>Eve</b> Mallory",
        '"><img src=x onerror=alert(2)>',
        "<u>Restated</u> &",
    ):
        assert words in said
    assert "1 < 2 && " in said
