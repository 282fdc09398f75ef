"""The command line as a user meets it: in a process of its own, or through click's runner."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from searchapp.cli import main
from searchapp.resources import sample_folder

POSIX = pytest.mark.skipif(os.name == "nt", reason="no shared sockets")


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = str(tmp_path_factory.mktemp("cli") / "index")
    done = _run("rebuild", str(sample_folder()), "--index", folder)
    assert done.exit_code == 0, done.output
    assert "18 added" in done.output
    assert "0 problems" in done.output
    return folder


def test_entity_prints_who_it_is_and_what_the_collection_holds_of_it(index: str) -> None:
    done = _run("entity", "minister", "kamikawa-yoko", "--index", index)
    assert done.exit_code == 0
    assert "2023-09-13 to 2024-10-01: Minister for Foreign Affairs, Japan" in done.output
    assert "Alicia Bárcena Ibarra (1)" in done.output
    made = json.loads(_run("entity", "country", "MX", "--json", "--index", index).output)
    assert (made["label"], made["readouts"]) == ("Mexico", 4)


def test_entity_names_the_nearest_to_an_unknown_id(index: str) -> None:
    done = _run("entity", "minister", "blinken-anthony", "--index", index)
    assert done.exit_code == 1
    assert "The nearest is Antony Blinken: blinken-antony." in done.output


def test_search_prints_the_best_passages(index: str) -> None:
    done = _run("search", "minister:Kamikawa", "topic:CPTPP", "--index", index)
    assert done.exit_code == 0
    assert done.output.startswith("1 readout\n")
    assert "Bárcena" in done.output


def test_search_and_show_print_the_json_that_is_promised(index: str) -> None:
    found = json.loads(_run("search", "minister:Kamikawa", "--index", index, "--json").stdout)
    assert found.keys() == {
        "query",
        "total",
        "page",
        "per_page",
        "took_ms",
        "generation",
        "next",
        "hits",
        "facets",
        "remedies",
    }
    assert found["query"].keys() == {"text", "understood", "notices", "also"}
    hit = found["hits"][0]
    assert hit.keys() == {
        "id", "title", "headline", "date", "home", "type", "score", "url", "country", "minister", "counterpart", "topic", "passages",
    }  # fmt: skip
    assert hit["passages"][0].keys() == {"number", "anchor", "speaker", "side", "text", "marks", "said"}
    assert found["facets"].keys() == {"country", "minister", "counterpart", "topic", "type", "year"}
    assert found["facets"]["minister"][0].keys() == {"value", "label", "count", "selected"}
    one = json.loads(_run("show", hit["id"], "--index", index, "--json").stdout)
    assert one.keys() == {
        "id", "title", "headline", "date", "date_jst", "published", "original", "start_time", "home", "country", "about", "organisation", "minister", "counterpart", "topic",
        "type", "mode", "place", "occasion", "duration_min", "lang", "passages", "statements", "provenance", "source", "digest", "earlier",
    }  # fmt: skip
    assert one["passages"][0].keys() == {"number", "anchor", "kind", "text", "speaker", "lines"}
    assert one["provenance"]["date"][0].keys() == {"value", "rule", "span", "text"}
    assert {"id": "kamikawa-yoko", "label": "Kamikawa Yoko"} in one["minister"]


def test_marks_are_the_characters_that_matched(index: str) -> None:
    found = json.loads(_run("search", '"legal stability"', "--index", index, "--json").stdout)
    passages = [passage for hit in found["hits"] for passage in hit["passages"]]
    assert passages
    for passage in passages:
        assert {passage["text"][start:end].lower() for start, end in passage["marks"]} == {"legal stability"}


def test_two_readouts_are_compared(index: str) -> None:
    pair = ("us-japan-2022-02-11-blinken-hayashi-meeting", "us-korea-2022-02-12-blinken-chung-meeting")
    told = _run("compare", *pair, "--index", index).output
    assert "2 reworded, 2 dropped, 1 added." in told
    assert "[-Secretary Blinken-] condemned the ballistic" in told
    compared = json.loads(_run("compare", *pair, "--index", index, "--json").stdout)
    assert compared.keys() == {"before", "after", "rows", "verbs", "topics", "uncompared"}
    assert [compared[one]["id"] for one in ("before", "after")] == list(pair)
    row = next(row for row in compared["rows"] if row["before"] and "ballistic" in row["before"]["text"])
    start, end = row["before"]["changed"][0]
    assert row["before"]["text"][start:end] == "Secretary Blinken"
    assert _run("compare", pair[0], "none-such", "--index", index).exit_code == 1


def test_show_all_prints_a_line_each(index: str) -> None:
    lines = _run("show", "--all", "--index", index, "--json").stdout.splitlines()
    assert len(lines) == 18
    assert sorted(json.loads(line)["id"] for line in lines) == [json.loads(line)["id"] for line in lines]


def test_pages_follow_without_gap_or_repeat(index: str) -> None:
    pages = [
        json.loads(
            _run(
                "search",
                "",
                "--per-page",
                "5",
                "--page",
                str(page),
                "--sort",
                "newest",
                "--index",
                index,
                "--json",
            ).stdout
        )
        for page in range(1, 5)
    ]
    ids = [hit["id"] for page in pages for hit in page["hits"]]
    assert len(ids) == len(set(ids)) == pages[0]["total"] == 18


def test_a_bad_query_has_exit_status_2_and_a_remedy(index: str) -> None:
    done = _run("search", "minster:Kono", "--index", index)
    assert done.exit_code == 2
    assert "Did you mean minister:Kono" in done.output


def test_a_word_to_leave_out_may_come_first(index: str) -> None:
    assert _run("search", "-Kamikawa", "abductions", "--index", index).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["search", "x", "--jsno"], 2, "No such option"),
        (["show"], 2, "Name one ID"),
        (["show", "nothing-like-it"], 1, "No readout has the id"),
        (["search", "x", "--from", "2023-13"], 2, "no month 13"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(index: str, arguments: list[str], status: int, says: str) -> None:
    done = _run(*arguments, "--index", index)
    assert (done.exit_code, says in done.output) == (status, True), done.output


def test_without_an_index_the_message_says_how_to_build_one(tmp_path: Path) -> None:
    done = _run("search", "x", "--index", str(tmp_path / "none"))
    assert done.exit_code == 1
    assert "searchapp rebuild" in done.output
    assert not (tmp_path / "none").exists()


def test_a_missing_source_is_named(tmp_path: Path) -> None:
    done = _run("rebuild", str(tmp_path / "gone"), "--index", str(tmp_path / "index"))
    assert done.exit_code == 1
    assert "no such folder" in done.output


def test_problems_are_listed_with_their_files(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("A title\n\nThe ministers met and spoke.\n")
    (tmp_path / "bad.txt").write_bytes(b"")
    done = _run("rebuild", str(tmp_path), "--index", str(tmp_path / "index"))
    assert done.exit_code == 0
    assert "problem: bad.txt: the file is empty." in done.output
    assert "1 readout" in done.output
    assert "1 problem." in done.output


def test_a_rebuild_if_needed_says_when_nothing_was_to_be_done(tmp_path: Path) -> None:
    source, index = tmp_path / "readouts", tmp_path / "index"
    source.mkdir()
    (source / "one.txt").write_text("A title\n\nThe ministers met and spoke.\n")
    call = ("rebuild", str(source), "--index", str(index), "--if-needed")
    assert "1 added" in _run(*call).output
    done = _run(*call)
    assert (done.exit_code, "nothing was to be done" in done.output) == (0, True)
    (source / "two.txt").write_text("A title\n\nThe ministers met again.\n")
    assert "2 readouts" in _run(*call).output
    for file in index.rglob("manifest.json"):
        file.write_bytes(b"{")
    assert "2 readouts" in _run(*call).output


@pytest.mark.parametrize("part", ["2", "3/2", "0/2", "1/0", "a/b"])
def test_a_part_is_one_of_so_many(part: str, tmp_path: Path) -> None:
    done = _run("rebuild", str(sample_folder()), "--index", str(tmp_path), "--partition", part)
    assert done.exit_code == 2
    assert "write 1/2 and 2/2" in done.output


def test_limits_are_flags_and_environment_variables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "good.txt").write_text("A title\n\nThe ministers met and spoke.\n")
    (tmp_path / "large.txt").write_text("They met. " * 150_000)
    monkeypatch.setenv("SEARCHAPP_MAX_FILE", "1")
    call = ("rebuild", str(tmp_path), "--index", str(tmp_path / "index"))
    assert "problem: large.txt: it is larger than 1 MB." in _run(*call).output
    assert "0 problems" in _run(*call, "--max-file", "2").output


@pytest.mark.parametrize("processes", ["1", pytest.param("2", marks=POSIX)])
def test_serve_answers_picks_up_a_new_index_and_stops_when_told(processes: str, tmp_path: Path) -> None:
    source, index = tmp_path / "readouts", tmp_path / "index"
    source.mkdir()
    (source / "one.txt").write_text("A title\n\nThe ministers met and spoke of fisheries.\n")
    command = [sys.executable, "-m", "searchapp", "serve", str(source), "--index", str(index), "--port", "0"]
    settings = {"PYTHONUNBUFFERED": "1", "SEARCHAPP_PROCESSES": processes}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, **settings}
    ) as server:
        assert server.stdout is not None
        lines: list[str] = []
        while not lines or not lines[-1].startswith("Readouts at "):
            line = server.stdout.readline()
            assert line, lines
            lines.append(line.strip())
        address = lines[-1].removeprefix("Readouts at ")
        assert address.startswith("http://127.0.0.1:")

        def total(_: int = 0) -> int:
            with urllib.request.urlopen(f"{address}/api/v1/search?q=fisheries") as answer:
                return int(json.load(answer)["total"])

        with ThreadPoolExecutor(8) as pool:  # over connections of their own, so that every process is asked
            assert set(pool.map(total, range(32))) == {1}
        (source / "two.txt").write_text("Another title\n\nThey spoke of fisheries again.\n")
        assert _run("index", str(source), "--index", str(index)).exit_code == 0
        with ThreadPoolExecutor(8) as pool:
            assert set(pool.map(total, range(32))) == {2}
        server.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + 20
        while server.poll() is None and time.monotonic() < deadline:
            time.sleep(0.05)
        assert server.returncode == 0


def test_each_command_shows_an_example() -> None:
    for name in ("rebuild", "index", "search", "show", "serve"):
        assert "Example: searchapp " in _run(name, "--help").output


def test_search_explains_scores_and_puts_first_what_is_like_the_best(index: str) -> None:
    asked = ["search", "rule", "law", "--index", index, "--explain", "--feedback"]
    found = json.loads(_run(*asked, "--json").stdout)
    assert found["alike"]
    for hit in found["hits"]:
        assert [one["clause"] for one in hit["explanation"]] == ["rule", "law", "like the best of these"]
        assert sum(one["score"] for one in hit["explanation"]) == pytest.approx(hit["score"], abs=1e-4)
        for one in hit["explanation"]:
            assert sum(word["score"] for word in one["words"]) == pytest.approx(one["score"], rel=1e-4)
    printed = _run(*asked).output
    assert "Like the best of these, too, by " in printed
    assert "idf" in printed


@pytest.mark.parametrize("query", ["-has:counterpart", "-country:Mexico", "-hello"])
def test_a_query_may_begin_with_a_minus(index: str, query: str) -> None:
    found = json.loads(_run("search", query, "--index", index, "--json").stdout)
    assert found["total"] > 0
    lines = _run("export", query, "--format", "jsonl", "--index", index).stdout.splitlines()
    assert len(lines) == found["total"]


@pytest.mark.parametrize("command", [("search", "x"), ("export", "x", "--format", "csv"), ("trends", "x")])
def test_an_option_that_is_none_is_refused(index: str, command: tuple[str, ...]) -> None:
    done = _run(*command, "--colour", "--index", index)
    assert (done.exit_code, "No such option: --colour" in done.output) == (2, True)
