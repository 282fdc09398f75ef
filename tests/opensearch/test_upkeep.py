"""`searchapp check` and `searchapp doctor` say how a cluster is, and whether it holds what was written."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from searchapp.cli import main
from searchapp.resources import sample_folder
from tests.opensearch.engines import Passing
from tests.opensearch.test_troubles import before, lose


@pytest.fixture
def source(url: str, engine: Passing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Some readouts, and the environment in which they are indexed in the cluster."""
    told = {"ENGINE": "opensearch", "OPENSEARCH_URL": url, "OPENSEARCH_INDEX": engine.name, "INDEX": str(tmp_path / "index")}  # fmt: skip
    for name, value in told.items():
        monkeypatch.setenv(f"SEARCHAPP_{name}", value)
    (tmp_path / "source").mkdir()
    for path in sorted(sample_folder().glob("japan-*.md")):
        shutil.copy(path, tmp_path / "source")
    return tmp_path / "source"


@pytest.fixture
def built(source: Path) -> Path:
    """The same, once they are indexed."""
    done = run("rebuild", str(source))
    assert (done.exit_code, "the index test" in done.output) == (0, True), done.output
    return source


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def symptoms(*arguments: str) -> tuple[int, dict[str, list[tuple[str, str]]]]:
    """The exit status of `doctor`, and what it tells of each part: how it is, and why."""
    done = run("doctor", "--port", "0", *arguments, "--json")
    told: dict[str, list[tuple[str, str]]] = {}
    for one in map(json.loads, done.output.splitlines()):
        told.setdefault(one["part"], []).append((one["state"], f"{one['told']} {one['remedy']}"))
    return done.exit_code, told


def less(engine: Passing) -> None:
    """Take a readout away behind the engine's back."""
    index = engine.server.ask("GET", f"/_alias/{engine.name}").popitem()[0]
    engine.server.ask("PUT", f"/{index}/_settings", {"index": {"blocks.write": None}})
    one = engine.reader().ids()[0]
    engine.server.ask("POST", f"/{index}/_delete_by_query?refresh=true", {"query": {"term": {"id": one}}})


def test_an_index_that_is_whole_and_up_to_date_is_said_to_be(built: Path) -> None:
    done = run("check", str(built))
    assert (done.exit_code, "is whole, and what its sources hold" in done.output) == (0, True), done.output
    assert run("check").exit_code == 0  # compared with the folder that it was built from
    status, told = symptoms(str(built))
    assert (status, [state for some in told.values() for state, _ in some if state == "wrong"]) == (0, [])
    assert "OpenSearch 2." in told["cluster"][0][1]
    assert "readouts, whole" in told["index"][0][1]


def test_each_file_that_is_new_changed_or_gone_is_named(built: Path) -> None:
    first, second, *_ = sorted(path.name for path in built.iterdir())
    (built / "new.txt").write_text("Title\n\nThe ministers met.\n")
    (built / first).unlink()
    with (built / second).open("a") as file:
        file.write("\nMore was said.\n")
    done = run("check", str(built), "--json")
    told = {(one["kind"], one["what"]) for one in map(json.loads, done.output.splitlines())}
    assert (done.exit_code, told) == (3, {("new", "new.txt"), ("gone", first), ("changed", second)})
    assert "searchapp index --engine opensearch --opensearch-url" in run("check", str(built)).output
    assert any(state == "note" and "--engine opensearch" in text for state, text in symptoms(str(built))[1]["sources"])  # fmt: skip
    assert run("index", str(built)).exit_code == 0
    assert run("check", str(built)).exit_code == 0


def test_readouts_that_are_no_longer_there_are_damage(built: Path, engine: Passing) -> None:
    less(engine)
    done = run("check", str(built))
    assert done.exit_code == 4, done.output
    assert "readouts where" in done.output
    assert "searchapp rebuild SOURCE --engine opensearch" in done.output
    status, told = symptoms(str(built))
    assert (status, told["index"][0][0]) == (1, "wrong")


def test_a_manifest_that_is_no_longer_there_is_damage(built: Path, engine: Passing) -> None:
    engine.server.ask("DELETE", f"/{engine.name}-{engine.reader().manifest.generation}-beside")
    done = run("check", str(built))
    assert (done.exit_code, "its manifest is gone" in done.output) == (4, True), done.output


def test_parts_that_no_node_holds_are_told(built: Path, engine: Passing) -> None:
    lose(engine)
    done = run("check", str(built))
    assert (done.exit_code, "nodes that hold the index are down" in done.output) == (1, True), done.output
    status, told = symptoms(str(built))
    assert (status, told["index"][0][0], "(red)" in told["index"][0][1]) == (1, "wrong", True)


def test_a_copy_that_no_node_holds_is_a_note(built: Path, engine: Passing) -> None:
    """On a cluster of one node, a copy that is asked for has no place."""
    wanted = {"index": {"auto_expand_replicas": False, "number_of_replicas": 1}}
    engine.server.ask("PUT", f"/{engine.name}-gen-*/_settings", wanted)
    status, told = symptoms(str(built))
    assert (status, told["index"][0][0], "2 copies" in told["index"][0][1]) == (0, "note", True)
    assert run("check", str(built)).exit_code == 0


def test_an_index_that_would_be_laid_out_otherwise_is_a_note(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEARCHAPP_OPENSEARCH_SHARDS", "2")
    status, told = symptoms(str(built))
    assert (status, told["index"][0][0], "another number of shards" in told["index"][0][1]) == (0, "note", True)  # fmt: skip


def test_before_the_first_build_there_is_nothing_to_compare(source: Path) -> None:
    done = run("check", str(source))
    assert (done.exit_code, "searchapp rebuild SOURCE --engine opensearch" in done.output) == (1, True)
    status, told = symptoms(str(source))
    assert (status, told["cluster"][0][0], told["index"][0][0]) == (1, "well", "wrong")


def test_a_cluster_that_cannot_be_used_is_told(
    url: str, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEARCHAPP_OPENSEARCH_URL", "http://127.0.0.1:1")
    done = run("check", str(built))
    assert (done.exit_code, "cannot be reached" in done.output) == (1, True), done.output
    status, told = symptoms(str(built))
    assert (status, told["index"][0][0], "cannot be reached" in told["index"][0][1]) == (1, "wrong", True)
    assert told["sources"][0][0] == "well"
    with before(url, lambda _: (401, b"{}")) as front:
        monkeypatch.setenv("SEARCHAPP_OPENSEARCH_URL", front)
        assert "SEARCHAPP_OPENSEARCH_PASSWORD" in run("check", str(built)).output
        assert "SEARCHAPP_OPENSEARCH_PASSWORD" in symptoms(str(built))[1]["index"][0][1]
