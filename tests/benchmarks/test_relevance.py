"""How rankings are measured: on test collections, and on our own judged queries."""

import json
from math import log2
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.gain import ndcg, recall, success
from benchmarks.relevance import any_word, judged, main, measure
from evaluation.judged import queries
from searchapp.clause import Nothing, Or, Term, Weighted
from searchapp.sources import id_of
from tests.shared import SHARED, STATE, needs_state

COLLECTIONS = SHARED / "corpora" / "ir"
BARS = {
    ("scifact", False): (0.69, 0.91),
    ("cranfield", False): (0.40, 0.75),
    ("cranfield", True): (0.415, 0.78),
}
needs_collections = pytest.mark.skipif(
    not COLLECTIONS.is_dir(), reason="needs ../shared/corpora/ir, which is not here"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three documents and three queries, one of which has no relevant document."""
    documents = [("1", "Whales", "They sing."), ("2", "", "whales and ships"), ("3", "Ships", "Of steel.")]
    lines = [json.dumps({"_id": id_, "title": title, "text": text}) for id_, title, text in documents]
    (tmp_path / "corpus.jsonl").write_text("\n".join(lines))
    asked = {"a": "do whales sing?", "b": "the ships", "c": "steel"}
    (tmp_path / "queries.jsonl").write_text(
        "\n".join(json.dumps({"_id": id_, "text": text}) for id_, text in asked.items())
    )
    (tmp_path / "qrels").mkdir()
    header = "query-id\tcorpus-id\tscore\n"
    (tmp_path / "qrels" / "test.tsv").write_text(f"{header}a\t1\t2\na\t2\t1\nb\t2\t1\nc\t3\t0\n")
    (tmp_path / "qrels" / "train.tsv").write_text(f"{header}c\t3\t1\n")
    return tmp_path


def test_gains_are_discounted_by_rank_and_normalised_by_the_best_ranking() -> None:
    grades = {"a": 3, "b": 1}
    best = 3 + 1 / log2(3)
    assert ndcg(["a", "b"], grades) == 1
    assert ndcg(["b", "x", "a"], grades) == pytest.approx((1 + 3 / log2(4)) / best)
    assert ndcg(["x"] * 10 + ["a"], grades) == 0
    assert ndcg(["a"], {}) == 0


def test_recall_and_success_look_at_the_first() -> None:
    grades = {"a": 2, "b": 1, "c": 0}
    assert recall(["b", "c", "a"], grades, 2) == 0.5
    assert [success(ranked, grades) for ranked in (["a"], ["b", "a"], [])] == [1, 0, 0]


def test_a_collection_is_measured_over_the_queries_that_have_a_relevant_document(folder: Path) -> None:
    assert judged(folder) == {"a": {"1": 2, "2": 1}, "b": {"2": 1}}
    made = measure(folder)
    assert made["queries"] == 2
    assert made["ndcg@10"] == pytest.approx((1 + 1 / log2(3)) / 2)  # "Ships" is a title
    assert made["recall@100"] == 1


def test_the_command_prints_json(folder: Path) -> None:
    done = CliRunner().invoke(main, [str(folder), "--json", "--feedback"])
    assert json.loads(done.output).keys() == {"ndcg@10", "recall@100", "queries"}
    (folder / "qrels" / "test.tsv").unlink()
    (folder / "qrels" / "train.tsv").unlink()
    assert "no .tsv file" in CliRunner().invoke(main, [str(folder)]).output


def test_a_query_asks_for_any_of_its_words_but_function_words() -> None:
    sea, trade = Term("sea", "sea"), Term("trade", "trade")
    assert any_word("What of the sea-trade?") == Or((sea, trade))
    assert any_word("sea, sea and trade") == Or((Weighted(sea, 1.8), trade))
    assert any_word("what of it") == Nothing()


@needs_collections
@pytest.mark.parametrize(("name", "feedback"), BARS)
def test_the_collections_are_ranked_within_the_bars(name: str, feedback: bool) -> None:
    made = measure(COLLECTIONS / name, feedback=feedback)
    assert (made["ndcg@10"], made["recall@100"]) >= BARS[name, feedback]
    assert made["recall@100"] >= BARS[name, feedback][1]


def test_every_judged_query_has_an_answer() -> None:
    asked = queries()
    assert len({one.id for one in asked}) == len(asked) == 40
    assert all(max(one.grades.values()) == 2 for one in asked)
    assert all(grade in {1, 2} for one in asked for grade in one.grades.values())


@needs_state
def test_judged_readouts_are_there() -> None:
    there = {id_of(path.name) for path in STATE.glob("*.txt")}
    assert {id_ for one in queries() for id_ in one.grades} <= there
