"""How found readouts are scored: BM25F, the title first, filters nothing."""

import threading
from collections.abc import Iterable
from dataclasses import replace
from math import log, sqrt
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from searchapp.analysis import tokens
from searchapp.clause import And, AnyOf, Clause, Exact, Not, Or, Term, Weighted, Within
from searchapp.engine import Reader, Request
from searchapp.engines.whoosh import WhooshEngine
from searchapp.readout import Passage, Readout, ReadoutId
from tests.engine import scored, strategies
from tests.engine.conftest import MANIFEST

CROWD = strategies.crowd(200)
RULE, LAW = Term("rule", "rule"), Term("law", "law")


@pytest.fixture
def engine(tmp_path: Path) -> Iterable[WhooshEngine]:
    """A few hundred readouts."""
    with WhooshEngine(tmp_path) as engine:
        engine.write(MANIFEST, CROWD, fresh=True)
        yield engine


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterable[Reader]:
    """The same ones, written once."""
    with WhooshEngine(tmp_path_factory.mktemp("scores")) as engine:
        engine.write(MANIFEST, CROWD, fresh=True)
        yield engine.reader()


def scores(reader: Reader, clause: Clause) -> dict[str, float]:
    """The score of every readout that is found."""
    return {str(id_): score for id_, score in reader.search(Request(clause, limit=1000)).hits}


def words(text: str) -> list[str]:
    return [token.stem for token in tokens(text)]


def test_a_word_has_the_score_of_bm25_over_title_and_body_together(engine: WhooshEngine) -> None:
    """k1 1.2, b 0.7; a word of the title counts three times, in frequency and in length; burstiness times idf."""
    every = {r.id: 3 * words(r.title) + [w for p in r.passages for w in words(p.text)] for r in CROWD}
    mean = sum(map(len, every.values())) / len(every)
    holders = sum("rule" in read for read in every.values())
    idf = log(1 + (len(every) - holders + 0.5) / (holders + 0.5))
    burst = sqrt(sum(read.count("rule") for read in every.values()) / holders)
    expected = {
        str(id_): idf * burst * 2.2 * n / (n + 1.2 * (0.3 + 0.7 * len(read) / mean))
        for id_, read in every.items()
        if (n := read.count("rule"))
    }
    assert scores(engine.reader(), RULE) == pytest.approx(expected, rel=1e-5)


@given(strategies.clauses)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_score_is_that_of_the_oracle(reader: Reader, clause: Clause) -> None:
    expected = dict(zip((r.id for r in CROWD), scored.scores(clause, CROWD), strict=True))
    found = scores(reader, clause)
    assert found == pytest.approx({id_: expected[ReadoutId(id_)] for id_ in found}, rel=1e-4, abs=1e-6)


def test_a_word_in_the_title_counts_more_than_one_in_the_body(tmp_path: Path) -> None:
    def readout(id_: str, title: str, text: str) -> Readout:
        passage = Passage(1, "p1", "item", text, (1, 1))
        return replace(CROWD[0], id=ReadoutId(id_), title=title, date=None, passages=(passage,))

    engine = WhooshEngine(tmp_path)
    engine.write(
        MANIFEST,
        [readout("body", "other words", "rule"), readout("title", "rule", "other words")],
        fresh=True,
    )
    assert list(scores(engine.reader(), RULE)) == ["title", "body"]


def test_scores_do_not_depend_on_how_the_generation_came_about(engine: WhooshEngine, tmp_path: Path) -> None:
    with WhooshEngine(tmp_path / "other") as other:
        other.write(MANIFEST, strategies.crowd(150, seed=5), fresh=True)
        for start in range(0, 200, 40):
            other.write(MANIFEST, CROWD[start : start + 40], fresh=False)
        for clause in (RULE, Or((RULE, LAW)), And((LAW, Exact(("of", "the"))))):
            assert scores(other.reader(), clause) == scores(engine.reader(), clause)


@pytest.mark.parametrize(
    "filtering", [AnyOf("country", frozenset({"MX", "PE"})), Within(None, None), Not(LAW)]
)
def test_what_filters_scores_nothing(engine: WhooshEngine, filtering: Clause) -> None:
    reader = engine.reader()
    assert set(scores(reader, filtering).values()) == {0.0}
    alone, filtered = scores(reader, RULE), scores(reader, And((RULE, filtering)))
    assert filtered
    assert filtered == {id_: alone[id_] for id_ in filtered}


def test_a_weight_multiplies_the_score(engine: WhooshEngine) -> None:
    once = scores(engine.reader(), Or((RULE, LAW)))
    twice = scores(engine.reader(), Weighted(Or((RULE, LAW)), 2.0))
    assert twice == pytest.approx({id_: 2 * score for id_, score in once.items()})


def test_parts_add_up(engine: WhooshEngine) -> None:
    reader = engine.reader()
    rule, law, both = scores(reader, RULE), scores(reader, LAW), scores(reader, Or((RULE, LAW)))
    assert both == pytest.approx({id_: rule.get(id_, 0) + law.get(id_, 0) for id_ in rule | law}, rel=1e-5)


def test_an_order_of_dates_scores_nothing(engine: WhooshEngine) -> None:
    for sort in ("newest", "oldest"):
        hits = engine.reader().search(Request(RULE, sort=sort)).hits
        assert {score for _, score in hits} == {0.0}


def test_each_thread_has_a_reader_of_its_own(engine: WhooshEngine) -> None:
    readers = [engine.reader()]
    thread = threading.Thread(target=lambda: readers.append(engine.reader()))
    thread.start()
    thread.join()
    assert readers[0] is engine.reader()
    assert readers[0] is not readers[1]
