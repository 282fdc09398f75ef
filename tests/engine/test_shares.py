"""What each clause gives to a score, and the order in which what is like the best comes first."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from searchapp.clause import And, AnyOf, Exact, Or, Said, Term, Weighted
from searchapp.engine import Reader, Request, Share
from searchapp.engines.whoosh import WhooshEngine
from searchapp.readout import Passage, Readout, ReadoutId
from tests.engine import strategies
from tests.engine.conftest import MANIFEST

CROWD = strategies.crowd(200)
RULE, LAW = Term("rule", "rule"), Term("law", "law")
many = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterable[Reader]:
    """A few hundred readouts, some of them deleted."""
    with WhooshEngine(tmp_path_factory.mktemp("shares")) as engine:
        engine.write(MANIFEST, CROWD, fresh=True)
        engine.write(MANIFEST, (), [one.id for one in CROWD[:20]], fresh=False)
        yield engine.reader()


def added_up(share: Share) -> float:
    """The score of a share by what its words are made of."""
    if share.weight:
        return share.weight.saturated * share.weight.idf * share.weight.burst
    factor = share.clause.factor if isinstance(share.clause, Weighted) else 1.0
    return factor * sum(added_up(part) for part in share.parts)


@given(strategies.requests)
@many
def test_shares_sum_to_the_score_at_every_level(reader: Reader, request: Request) -> None:
    reader.begin()
    for feedback in (False, True):
        asked = replace(request, sort="relevance", limit=10, feedback=feedback)
        hits = reader.search(asked).hits
        explained = reader.explain(asked, [id_ for id_, _ in hits])
        assert [share.score for share in explained] == pytest.approx([s for _, s in hits], rel=1e-4, abs=1e-6)
        assert [added_up(share) for share in explained] == pytest.approx(
            [share.score for share in explained], rel=1e-4, abs=1e-6
        )


def test_a_clause_that_does_not_hold_gives_nothing(reader: Reader) -> None:
    reader.begin()
    rule_alone = next(
        id_ for id_, _ in reader.search(Request(RULE, limit=1000)).hits
        if id_ not in dict(reader.search(Request(LAW, limit=1000)).hits)
    )  # fmt: skip
    (share,) = reader.explain(Request(Or((RULE, And((RULE, LAW))))), [rule_alone])
    assert [part.score > 0 for part in share.parts] == [True, False]


def test_a_share_says_what_a_word_weighs(reader: Reader) -> None:
    reader.begin()
    (id_, score), *_ = reader.search(Request(Said(RULE))).hits
    (share,) = reader.explain(Request(Said(RULE)), [id_])
    assert share.weight is not None
    assert share.weight.readouts == reader.count(Said(RULE))
    assert share.score == pytest.approx(score)


@given(strategies.requests)
@many
def test_likeness_changes_the_order_and_not_what_is_found(reader: Reader, request: Request) -> None:
    reader.begin()
    asked = replace(request, sort="relevance", offset=0, limit=1000)
    plain, like = reader.search(asked), reader.search(replace(asked, feedback=True))
    assert (like.total, like.facets) == (plain.total, plain.facets)
    assert {id_ for id_, _ in like.hits} == {id_ for id_, _ in plain.hits}
    if not any(score for _, score in plain.hits):
        assert like == plain
    pages = [
        reader.search(replace(asked, feedback=True, offset=at, limit=7)).hits
        for at in range(0, like.total, 7)
    ]
    assert tuple(hit for page in pages for hit in page) == like.hits


def test_what_is_like_the_best_comes_before_what_is_not(tmp_path: Path) -> None:
    def readout(id_: str, text: str) -> Readout:
        return replace(
            CROWD[0],
            id=ReadoutId(id_),
            title=id_,
            date=None,
            passages=(Passage(1, "p1", "item", text, (1, 1)),),
        )

    every = [
        readout("best", "rule rule tariffs quotas"),
        readout("alike", "rule tariffs quotas today"),
        readout("afar", "rule whales oceans today"),
        *(readout(f"other{n}", "nothing of it") for n in range(9)),
    ]
    with WhooshEngine(tmp_path) as engine:
        engine.write(MANIFEST, every, fresh=True)
        reader = engine.reader()
        plain, like = reader.search(Request(RULE)), reader.search(Request(RULE, feedback=True))
        assert [id_ for id_, _ in plain.hits] == ["best", "afar", "alike"]
        assert [id_ for id_, _ in like.hits] == ["best", "alike", "afar"]
        assert not plain.alike
        assert {"tariffs", "quotas"} < set(like.alike)
        assert reader.search(Request(RULE, sort="newest", feedback=True)).alike == ()
        assert reader.search(Request(AnyOf("country", frozenset({"MX"})), feedback=True)).alike == ()
        assert reader.search(Request(Exact(("whales",)), feedback=True)).total == 1
