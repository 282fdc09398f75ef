"""Requests that take turns, in threads of their own."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep

import pytest
from flask import Flask
from flask.testing import FlaskClient

from searchapp.web import one_by_one
from searchapp.web.app import create_app
from searchapp.web.house_rules import HouseRules
from searchapp.web.one_by_one import OneByOne

_PATIENCE = 30  # seconds until something that does not come is given up


class Busy:
    """Pages that tell how many were answered at once."""

    def __init__(self, most: float) -> None:
        self.now = self.highest = 0
        self.go = Event()
        self._app = Flask(__name__)
        self._app.add_url_rule("/page", view_func=self._page)
        self._app.add_url_rule("/wait", view_func=self._wait)
        self._app.add_url_rule("/stream", view_func=self._stream)
        one_by_one.add(self._app, most)

    def client(self) -> FlaskClient:
        return self._app.test_client()

    def ask(self, path: str) -> str:
        return self.client().get(path).get_data(as_text=True)

    def _page(self) -> str:
        self.now += 1
        self.highest = max(self.highest, self.now)
        sleep(0.01)
        self.now -= 1
        return "page"

    def _wait(self) -> str:
        return "waited" if self.go.wait(_PATIENCE) else "nobody came"

    def _stream(self) -> Iterator[str]:
        yield "begun, "
        yield self._wait()


@pytest.mark.parametrize(("most", "at_once"), [(_PATIENCE, {1}), (0, {2, 3, 4, 5, 6})])
def test_pages_are_answered_one_after_the_other(most: float, at_once: set[int]) -> None:
    busy = Busy(most)
    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(busy.ask, ["/page"] * 12)) == {"page"}
    assert busy.highest in at_once


def test_nobody_waits_for_a_page_that_has_taken_long_already() -> None:
    busy = Busy(most=1)
    with ThreadPoolExecutor(2) as pool:
        long = pool.submit(busy.ask, "/wait")
        others = pool.submit(lambda: [busy.ask("/page") for _ in range(10)])
        assert others.result(timeout=8) == ["page"] * 10  # the first waits for a second, the others do not
        busy.go.set()
        assert long.result() == "waited"
    assert busy.ask("/page") == "page"


def test_what_is_made_while_it_is_sent_holds_nobody_up() -> None:
    busy = Busy(most=_PATIENCE)
    answer = busy.client().get("/stream", buffered=False)
    assert busy.ask("/page") == "page"
    busy.go.set()
    assert answer.get_data(as_text=True) == "begun, waited"


def test_an_error_lets_the_next_in() -> None:
    def fails(_environ: object, _start: object) -> Iterable[bytes]:
        raise KeyError

    application = OneByOne(fails, most=_PATIENCE)
    for _ in range(2):
        with pytest.raises(KeyError):
            application({}, None)  # type: ignore[arg-type]


def test_an_application_takes_turns_where_its_rules_say_so(client: FlaskClient) -> None:
    searcher = client.application.extensions["searcher"]
    turns = create_app(searcher, rules=HouseRules(one_by_one=True))
    assert isinstance(turns.wsgi_app, OneByOne)
    assert turns.test_client().get("/search?q=readout").status_code == 200
    assert not isinstance(create_app(searcher).wsgi_app, OneByOne)
