"""Queries that would look at too much are refused with the reason, and cost the next ones nothing."""

from dataclasses import replace
from pathlib import Path

import pytest

from searchapp.authority import load
from searchapp.clause import And, Clause, Close, Every, Exact, Near, Or, Pattern, Said, Term
from searchapp.engine import Request
from searchapp.engines.arrays import effort, sights
from searchapp.engines.whoosh import WhooshEngine
from searchapp.errors import EffortError
from searchapp.readout import Passage, ReadoutId
from searchapp.searcher import Searcher
from searchapp.web.app import create_app
from tests.engine import strategies
from tests.engine.conftest import MANIFEST

AGAIN = Passage(1, "p1", "paragraph", "rule law " * 300, (1, 1))
CROWD = [*strategies.crowd(300), replace(strategies.crowd(1)[0], id=ReadoutId("again"), passages=(AGAIN,))]
ALLOWED = 10_000
MUCH: list[Clause] = [
    Or(tuple(Pattern(f"*{a}*{b}") for a in "aeiou" for b in "nrstlewd")),
    And((Every(), Or(tuple(Close(word, n) for n in (1, 2) for word in strategies.FOLDED)))),
    Exact(("rule", "law") * 200),
    Or(tuple(Near(("rule", "law", "of"), n) for n in range(1, 30))),
    Said(Or(tuple(Pattern(f"*{a}*{b}*") for a in "aeiou" for b in "nrstlewdaeiou"))),
]


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WhooshEngine:
    """An index of which a search may look at little, so that what looks at too much is quickly made."""
    monkeypatch.setattr(effort, "LEAST", ALLOWED)
    monkeypatch.setattr(effort, "EACH", 1)
    for shown in ("BY_SIGHT", "BY_LEAF", "BY_STAND"):
        monkeypatch.setattr(sights, shown, 0)
    made = WhooshEngine(tmp_path)
    made.write(MANIFEST, CROWD, fresh=True)
    return made


@pytest.mark.parametrize("clause", MUCH, ids=lambda clause: type(clause).__name__)
def test_what_looks_at_too_much_is_refused_and_the_next_search_is_as_ever(
    engine: WhooshEngine, clause: Clause
) -> None:
    usual = [Request(Term("rule", "rule")), Request(Or((Exact(("rule", "of")), Pattern("la*"), Every())))]
    before = [engine.reader().search(request) for request in usual]
    for _ in range(3):
        with pytest.raises(EffortError, match="rarer word"):
            engine.reader().search(Request(clause))
        assert [engine.reader().search(request) for request in usual] == before


@pytest.mark.parametrize("kind", ["count", "search", "searches"])
def test_all_searches_of_one_request_share_what_it_may_spend(engine: WhooshEngine, kind: str) -> None:
    reader = engine.reader()
    different = [Near(("rule", "law", "of"), n) for n in range(1, 200)]

    def often() -> None:
        if kind == "searches":
            reader.searches([Request(one) for one in different])
        for one in different:
            reader.count(one) if kind == "count" else reader.search(Request(one))

    with pytest.raises(EffortError):
        often()
    assert engine.reader().count(different[4]) > 0
    reader.begin()
    assert reader.count(different[4]) > 0


def test_a_page_and_the_api_say_why(engine: WhooshEngine) -> None:
    client = create_app(Searcher(engine, load())).test_client()
    query = " OR ".join(f'"rule law of"~{n}' for n in range(1, 30))
    answer = client.get("/api/v1/search", query_string={"q": query})
    assert (answer.status_code, answer.get_json()["error"]["kind"]) == (400, "too-costly")
    page = client.get("/search", query_string={"q": query})
    assert page.status_code == 400
    assert "Add a rarer word" in page.text
    assert client.get("/search?q=rule").status_code == 200
