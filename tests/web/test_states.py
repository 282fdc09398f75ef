"""What holds in every state of every page, over a real index."""

import html
import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient

Get = Callable[..., str]
PRESS = "/readout/japan-2023-09-14-kamikawa-press-conference"
MEETING = "/readout/japan-mexico-2023-09-21-foreign-ministers-meeting"
STATES = {
    "/": 200,
    "/search": 200,
    "/search?q=minister:Kamikawa": 200,
    "/search?q=Blinken+OR+Mexico&per_page=2&page=2&sort=newest": 200,
    "/search?q=members&country=MX&year=2018&from=2017&to=2019": 200,
    "/search?q=zzzz+country:Mexico": 200,
    "/search?q=zzzz&topic=cptpp": 200,
    "/search?country=XX": 200,
    "/search?page=99": 200,
    "/search?q=minster:Kono": 400,
    "/search?q=(Kono": 400,
    "/search?page=none": 400,
    PRESS: 200,
    f"{PRESS}?q=Blinken": 200,
    f"{MEETING}?q=(broken": 200,
    "/readout/many": 200,
    "/readout/many?q=manymark": 200,
    "/readout/hostile?q=hostilemark": 200,
    "/readout/japanese": 200,
    "/readout/nothing-known": 200,
    "/readout/none-such": 404,
    "/trends": 200,
    "/trends?q=Blinken&q=%22rule+of+law%22&as=share&from=2016&country=MX": 200,
    "/trends?q=Blinken&q=(broken&split=side&by=month&page=3": 200,
    "/coverage": 200,
    "/coverage?q=Blinken&home=US&country=MX&topic=cptpp&from=2021": 200,
    "/coverage?home=XX": 200,
    "/compare": 200,
    f"/compare?before={MEETING.rpartition('/')[2]}": 200,
    f"/compare/{MEETING.rpartition('/')[2]}/hostile?show=kept": 200,
    "/guide": 200,
    "/api": 200,
    "/report": 200,
    "/country/MX": 200,
    "/country/JP": 200,
    "/minister/kamikawa-yoko": 200,
    "/minister/baker-james": 200,
    "/minister/blinken-anthony": 404,
    "/topic/cptpp": 200,
    "/country/UA": 200,
    "/browse/occasions": 200,
    "/browse/organisations": 200,
    "/browse": 200,
    "/browse?name=kami": 200,
    "/browse?name=zzzz": 200,
    "/browse/people": 200,
    "/browse/people?name=yo&order=count": 200,
    "/browse/people?letter=Z&page=4": 200,
    "/browse/topics?order=size": 400,
    "/no/such/page": 404,
}
EMPTY = {"meta", "link", "input", "br", "rect", "circle", "line", "img"}


def links(page: str) -> list[str]:
    """Where a page links to."""
    return [html.unescape(address) for address in re.findall(r'<a [^>]*?href="([^"]*)"', page)]


class Nesting(HTMLParser):
    """Follows open tags; fails where one is closed out of order, and collects ids and headings."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.headings: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value or "" for name, value in attrs if name == "id"]
        assert not [name for name, _ in attrs if name == "style" or name.startswith("on")], tag
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in EMPTY:  # `<rect/>` is told as a start and an end
            assert self.open.pop() == tag


@pytest.mark.parametrize(("address", "status"), STATES.items())
def test_every_state_is_whole_html_with_one_h1_and_no_id_twice(get: Get, address: str, status: int) -> None:
    read = Nesting()
    read.feed(get(address, status))
    assert read.open == []
    assert read.headings.count(1) == 1
    assert len(read.ids) == len(set(read.ids))


@pytest.mark.parametrize(("address", "status"), STATES.items())
def test_no_page_has_script_or_style_of_its_own(get: Get, address: str, status: int) -> None:
    page = get(address, status)
    assert re.findall(r"<script[^>]*>", page) == [
        '<script src="/static/app.js" defer>',
        '<script src="/static/suggest.js" defer>',
    ]
    assert "<style" not in page


@pytest.mark.parametrize(("address", "status"), STATES.items())
def test_every_page_shows_a_box_with_the_query_in_it(get: Get, address: str, status: int) -> None:
    assert get(address, status).count('<input id="q" name="q"') == 1


def test_every_link_of_every_page_answers_and_its_place_is_there(get: Get) -> None:
    sound = {address: status for address, status in STATES.items() if "broken" not in address}
    found = {link for address, status in sound.items() for link in links(get(address, status))}
    local = sorted(link for link in found if link.startswith("/"))
    assert len(local) > 200
    assert all(link.startswith(("/", "#", "https://")) for link in found)
    pages: dict[str, str] = {}
    for link in local:
        address, _, place = link.partition("#")
        if address not in pages:
            pages[address] = get(address)
        assert not place or f'id="{place}"' in pages[address], link


def test_every_place_within_a_page_is_there(get: Get) -> None:
    for address, status in STATES.items():
        page = get(address, status)
        for link in links(page):
            assert not link.startswith("#") or f'id="{link[1:]}"' in page, (address, link)


def test_other_sites_cannot_learn_what_was_searched_nor_put_script_in(client: FlaskClient) -> None:
    for address in [*STATES, "/static/style.css", "/api/v1/search", "/opensearch.xml"]:
        with client.get(address) as answer:
            headers = answer.headers
        assert headers["Content-Security-Policy"].startswith(
            "default-src 'none'; style-src 'self'; script-src 'self'"
        )
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("address", ["/", "/search", PRESS, "/report", "/readyz", "/api/v1/search"])
def test_only_get_is_answered(client: FlaskClient, address: str) -> None:
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        answer = client.open(address, method=method)
        assert answer.status_code == 405
        assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD"}
    assert client.head(address).status_code == 200
