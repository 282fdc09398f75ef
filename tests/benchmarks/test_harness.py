"""The harness on 200 documents: the JSON's shape and that counts agree. Nothing is said of times."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks import corpus, measure, queries
from benchmarks.peer import KINDS, TASKS, Document, Kind, Question, read, write
from benchmarks.report import percentile, report
from benchmarks.table import table

SENTENCES = (
    "Our delegation supports the reform of this council and the rights of small island states. ",
    "Trade and climate finance were agreed between the two ministers in number {n} of the series. ",
    "Peacekeeping operations need training, equipment and a mandate that soldiers can follow {n}. ",
    "The assembly heard how refugees crossed the mountain border during the winter of year {n}. ",
    "Nuclear disarmament remains distant, while malaria and hunger take children every single day. ",
    "Fishing communities along the coast reported warming oceans, storms and vanishing harvests. ",
)
PLAN = measure.Plan(per_cell=2, repeats=2, warm_up=2)


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("speeches")
    for number in range(20):
        picked = [SENTENCES[(number * 7 + n * n) % len(SENTENCES)].format(n=n % 50) for n in range(400)]
        (folder / f"{number}.txt").write_text("".join(picked), encoding="utf-8")
    return corpus.cached(folder, 200, tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def questions(documents: Path) -> dict[Kind, list[Question]]:
    return queries.questions(_vocabulary(documents), PLAN.per_kind)


@pytest.fixture(scope="module")
def run(
    documents: Path, questions: dict[Kind, list[Question]], tmp_path_factory: pytest.TempPathFactory
) -> measure.Run:
    folder = tmp_path_factory.mktemp("indexes")
    return measure.run(("ours", "fts5"), documents, questions, folder, PLAN, print)


def _vocabulary(documents: Path) -> queries.Vocabulary:
    """Every word of so small a corpus is frequent: take them all for one band."""
    made = queries.vocabulary(read(documents))
    words = sorted({word for run in made.runs for word in run if word.isalpha() and len(word) > 3})
    made.words = (words, [], [])
    return made


def test_the_report_has_the_shape_that_is_promised(run: measure.Run) -> None:
    made: dict[str, Any] = json.loads(json.dumps(report("tiny", 200, run, 1.0)))
    assert made.keys() == {"size", "documents", "machine", "engines", "ratios"}
    assert made["engines"].keys() == {"ours", "fts5"}
    for one in made["engines"].values():
        assert one.keys() == {
            "version",
            "build_docs_per_s",
            "index_bytes",
            "open_ms",
            "rss_mb",
            "latency_ms",
        }
        assert one["latency_ms"].keys() == set(TASKS)
        for groups in one["latency_ms"].values():
            assert groups.keys() == {"all", *KINDS}
            assert all(cell.keys() == {"p50", "p95", "n"} for cell in groups.values())
            assert groups["all"]["n"] == PLAN.per_cell * PLAN.repeats * len(KINDS)
    assert made["ratios"].keys() == {"fts5"}


def test_ours_and_fts5_find_as_many(run: measure.Run) -> None:
    agreed = run.engines["fts5"].agree
    assert agreed.keys() == {*KINDS, "facets"}
    assert all(alike == asked > 0 for alike, asked in agreed.values())


def test_the_table_has_a_line_for_every_engine(run: measure.Run) -> None:
    printed = table(report("tiny", 200, run, 1.0), run)
    assert "| ours " in printed
    assert "| fts5 " in printed
    assert "counts alike, fts5: term" in printed


def test_an_engine_that_is_absent_is_skipped_aloud(
    documents: Path, questions: dict[Kind, list[Question]], tmp_path: Path
) -> None:
    said: list[str] = []
    run = measure.run(("fts5", "none_such"), documents, questions, tmp_path, PLAN, said.append)
    assert run.absent.keys() == {"none_such"}
    assert any(line.startswith("none_such: skipped") for line in said)


def test_no_question_is_asked_twice(questions: dict[Kind, list[Question]]) -> None:
    every = [question for of in questions.values() for question in of]
    assert len(set(every)) == len(every) == PLAN.per_kind * len(KINDS)


def test_the_same_corpus_gives_the_same_questions(
    documents: Path, questions: dict[Kind, list[Question]]
) -> None:
    assert queries.questions(_vocabulary(documents), PLAN.per_kind) == questions


def test_documents_keep_to_their_lengths(documents: Path) -> None:
    lengths = [sum(len(text.split()) for text in one.passages[1:]) for one in read(documents)]
    assert len(lengths) == 200
    assert min(lengths) >= corpus.SHORTEST
    assert max(lengths) <= corpus.LONGEST


def test_a_document_that_is_written_reads_back(tmp_path: Path) -> None:
    one = Document("a", ("T", "B"), "t ¶ b", "t ¶ b", "PE", "Peru", "x", "X", ("trade",), 20230921)
    assert write(tmp_path / "one.jsonl", [one]) == 1
    assert list(read(tmp_path / "one.jsonl")) == [one]


@pytest.mark.parametrize(("share", "value"), [(0.5, 2), (0.95, 4), (0.0, 1), (1.0, 4)])
def test_a_percentile_is_a_value_that_was_measured(share: float, value: float) -> None:
    assert percentile([4, 1, 3, 2], share) == value
