"""Both engines over the same readouts: the same hits in the same order, with the same scores and explanations."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from searchapp.clause import And, AnyOf, Exact, Near, Or, Said, Term, Weighted, positive_leaves
from searchapp.engine import Reader, Request, Share
from searchapp.engines.whoosh import WhooshEngine
from tests.engine import strategies
from tests.engine.agreement import CROWD, examples
from tests.engine.conftest import MANIFEST
from tests.opensearch.engines import Passing

RULE, LAW = Term("rule", "rule"), Term("law", "law")
SCORED = [
    RULE,
    Term("trade", "trade", "title"),
    Exact(("free", "trade")),
    Exact(("of", "the"), "title"),
    Exact(("rules",)),
    And((RULE, LAW)),
    Or((RULE, Weighted(LAW, 2.0), AnyOf("country", frozenset({"MX"})))),
    Said(RULE),
    Said(And((RULE, LAW)), frozenset({"home"})),
    And((Exact(("rule",)), Said(Exact(("free", "trade"))))),
]
many = settings(max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def readers(url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Reader, Reader]]:
    """The embedded engine and the cluster, both after a change."""
    with WhooshEngine(tmp_path_factory.mktemp("here")) as here, Passing(url) as there:
        for one in (here, there):
            one.write(MANIFEST, CROWD[:250], fresh=True)
            one.write(MANIFEST, CROWD[240:], [CROWD[0].id], fresh=False)
        yield here.reader(), there.reader()


def near_alike(some: tuple[tuple[str, float], ...], others: tuple[tuple[str, float], ...]) -> None:
    assert dict(some) == pytest.approx(dict(others), rel=1e-4, abs=1e-6)


@pytest.mark.parametrize("clause", SCORED, ids=str)
@pytest.mark.parametrize("feedback", [False, True])
def test_scores_are_the_same(
    readers: tuple[Reader, Reader], clause: Said | And | Or | Term | Exact, feedback: bool
) -> None:
    here, there = (one.search(Request(clause, limit=1000, feedback=feedback)) for one in readers)
    near_alike(here.hits, there.hits)
    assert here.alike == there.alike


@given(strategies.requests)
@many
def test_scores_are_the_same_but_of_windows(readers: tuple[Reader, Reader], request: Request) -> None:
    """A window counts once there however often it stands, since the server does not tell."""
    windows = any(isinstance(leaf, Near) for leaf in positive_leaves(request.clause))
    here, there = (one.search(replace(request, offset=0, limit=1000)) for one in readers)
    assert (here.total, here.facets) == (there.total, there.facets)
    if not windows:
        near_alike(here.hits, there.hits)


@given(strategies.requests)
@many
def test_shares_sum_to_the_score_at_every_level(readers: tuple[Reader, Reader], request: Request) -> None:
    reader = readers[1]
    for feedback in (False, True):
        asked = replace(request, sort="relevance", limit=10, feedback=feedback)
        hits = reader.search(asked).hits
        explained = reader.explain(asked, [id_ for id_, _ in hits])
        assert [share.score for share in explained] == pytest.approx([s for _, s in hits], rel=1e-4, abs=1e-6)
        assert [added_up(share) for share in explained] == pytest.approx(
            [share.score for share in explained], rel=1e-4, abs=1e-6
        )


def added_up(share: Share) -> float:
    """The score of a share by what its words are made of."""
    if share.weight:
        return share.weight.saturated * share.weight.idf * share.weight.burst
    factor = share.clause.factor if isinstance(share.clause, Weighted) else 1.0
    return factor * sum(added_up(part) for part in share.parts)


@pytest.mark.parametrize("clause", [RULE, Exact(("free", "trade")), Said(RULE)], ids=str)
def test_a_share_says_what_a_word_weighs(readers: tuple[Reader, Reader], clause: Term | Exact | Said) -> None:
    id_ = readers[0].search(Request(clause)).hits[0][0]
    here, there = (one.explain(Request(clause), [id_])[0].weight for one in readers)
    assert here is not None
    assert there is not None
    assert (there.frequency, there.readouts, there.length) == (here.frequency, here.readouts, here.length)
    assert (there.saturated, there.idf, there.burst) == pytest.approx((here.saturated, here.idf, here.burst))


def test_a_list_is_read_to_its_end_beyond_the_servers_window(
    readers: tuple[Reader, Reader], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("searchapp.engines.opensearch.pages.WINDOW", 50)
    for sort in ("relevance", "newest", "oldest"):
        asked = Request(Or((RULE, LAW, Exact(("the",)))), sort=sort, limit=40)
        whole = readers[0].search(replace(asked, limit=1000)).hits
        pages = [readers[1].search(replace(asked, offset=at)).hits for at in range(0, len(whole) + 40, 40)]
        assert [id_ for page in pages for id_, _ in page] == [id_ for id_, _ in whole]
        far = readers[1].search(replace(asked, offset=120)).hits
        assert [id_ for id_, _ in far] == [id_ for id_, _ in whole][120:160]
