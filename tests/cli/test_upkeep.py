"""What is wrong with an index or an installation is named, with an exit status that a script can tell apart."""

import json
import os
import shutil
import socket
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from searchapp.cli import main
from searchapp.parsed import NAME
from searchapp.resources import sample_folder

FOUND = "japan-peru-2023-11-15-foreign-ministers-meeting.md"


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    shutil.copytree(sample_folder(), folder / "source")
    assert _run("rebuild", str(folder / "source"), "--index", str(folder / "index")).exit_code == 0
    return folder


@pytest.fixture
def place(built: Path, tmp_path: Path) -> tuple[Path, Path]:
    """A source folder and its index, to be spoilt."""
    shutil.copytree(built / "source", tmp_path / "source")
    (tmp_path / "index").mkdir()
    shutil.copy(built / "index" / NAME, tmp_path / "index")  # so that nothing need be read again
    assert _run("rebuild", str(tmp_path / "source"), "--index", str(tmp_path / "index")).exit_code == 0
    return tmp_path / "source", tmp_path / "index"


def _flip(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def _largest(index: Path) -> Path:
    return max(index.glob("gen-*/*"), key=lambda path: path.stat().st_size)


def test_an_index_that_is_whole_and_up_to_date_is_said_to_be(place: tuple[Path, Path]) -> None:
    source, index = place
    done = _run("check", str(source), "--index", str(index))
    assert (done.exit_code, "is whole, and what its sources hold" in done.output) == (0, True), done.output


def test_each_file_that_is_new_changed_or_gone_is_named(place: tuple[Path, Path]) -> None:
    source, index = place
    names = sorted(path.name for path in source.glob("*.*") if path.suffix in {".md", ".txt", ".html"})
    (source / "new.txt").write_text("Title\n\nThe ministers met.\n")
    (source / names[0]).unlink()
    with (source / names[1]).open("a") as file:
        file.write("\nMore was said.\n")
    done = _run("check", str(source), "--index", str(index), "--json")
    assert done.exit_code == 3, done.output
    told = {(one["kind"], one["what"]) for one in map(json.loads, done.output.splitlines())}
    assert told == {("new", "new.txt"), ("gone", names[0]), ("changed", names[1])}
    assert "searchapp index" in _run("check", str(source), "--index", str(index)).output
    assert _run("index", str(source), "--index", str(index)).exit_code == 0
    assert _run("check", str(source), "--index", str(index)).exit_code == 0


def test_every_damaged_file_is_named(place: tuple[Path, Path]) -> None:
    source, index = place
    generation = next(index.glob("gen-*"))
    spoilt = sorted(path for path in generation.iterdir() if path.name != "manifest.json")
    for file in spoilt:
        _flip(file)
    done = _run("check", str(source), "--index", str(index))
    assert done.exit_code == 4, done.output
    assert all(f"damaged: {file}: " in done.output for file in spoilt)
    assert "searchapp rebuild SOURCE" in done.output
    assert _run("rebuild", str(source), "--index", str(index)).exit_code == 0
    assert _run("search", "ministers", "--index", str(index)).exit_code == 0


def test_a_damaged_pointer_manifest_or_generation_before_is_damage(place: tuple[Path, Path]) -> None:
    source, index = place
    (source / "new.txt").write_text("Title\n\nThe ministers met.\n")
    before = next(index.glob("gen-*"))
    assert _run("index", str(source), "--index", str(index)).exit_code == 0
    for file in (before / "files.json", next(index.glob("gen-*/manifest.json")), index / "CURRENT"):
        _flip(file)
        done = _run("check", str(source), "--index", str(index))
        assert done.exit_code == 4, done.output
        assert (
            str(file) in done.output or file.name == "CURRENT"
        )  # which names what is then looked for in vain


def test_rows_of_what_was_read_before_that_cannot_be_read_are_damage(place: tuple[Path, Path]) -> None:
    source, index = place
    with sqlite3.connect(index / NAME) as base:
        base.execute("UPDATE parsed SET body = x'00' WHERE path = (SELECT min(path) FROM parsed)")
    base.close()
    done = _run("check", str(source), "--index", str(index))
    assert (done.exit_code, "cache: " in done.output) == (4, True), done.output
    (index / NAME).write_bytes(b"SQLite format 3\0 and what is no base")
    done = _run("check", str(source), "--index", str(index))
    assert (done.exit_code, "cache: " in done.output) == (4, True), done.output


def test_other_rules_are_a_difference(place: tuple[Path, Path], tmp_path: Path) -> None:
    source, index = place
    own = tmp_path / "own"
    own.mkdir()
    (own / "people.toml").write_text("")
    (own / "topics.toml").write_text(
        '[[topic]]\nid = "own-topic"\nlabel = "Own topic"\naliases = ["own topic"]\n'
    )
    done = _run("check", str(source), "--index", str(index), "--authority", str(own))
    assert done.exit_code == 3, done.output
    assert "rules: " in done.output


def test_without_an_index_or_a_source_there_is_nothing_to_compare(
    place: tuple[Path, Path], tmp_path: Path
) -> None:
    source, index = place
    done = _run("check", str(source), "--index", str(tmp_path / "none"))
    assert (done.exit_code, "Build one" in done.output) == (1, True)
    done = _run("check", str(tmp_path / "none"), "--index", str(index))
    assert (done.exit_code, "there is no such folder" in done.output) == (1, True)


def _symptoms(*arguments: str) -> tuple[int, dict[str, list[tuple[str, str]]]]:
    done = _run("doctor", *arguments, "--json")
    told: dict[str, list[tuple[str, str]]] = {}
    for one in map(json.loads, done.output.splitlines()):
        told.setdefault(one["part"], []).append((one["state"], f"{one['told']} {one['remedy']}"))
    return done.exit_code, told


def test_an_installation_that_is_well_has_nothing_wrong(place: tuple[Path, Path]) -> None:
    source, index = place
    status, told = _symptoms(str(source), "--index", str(index), "--port", "0")
    assert status == 0, told
    assert told.keys() == {"Python", "libraries", "index", "disk", "sources", "authority", "port"}
    assert not [one for some in told.values() for one in some if one[0] == "wrong"]


def test_what_is_wrong_is_told_with_what_would_mend_it(place: tuple[Path, Path], tmp_path: Path) -> None:
    source, index = place
    _flip(_largest(index))
    own = tmp_path / "own"
    own.mkdir()
    (own / "people.toml").write_text("not toml [")
    (source / "corrections.toml").write_text("also not toml [")
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        port = str(held.getsockname()[1])
        status, told = _symptoms(str(source), "--index", str(index), "--authority", str(own), "--port", port)
    assert status == 1
    assert any(state == "wrong" and "searchapp rebuild" in text for state, text in told["index"])
    assert any(state == "wrong" and "people.toml" in text for state, text in told["authority"])
    assert any(state == "note" and "--port" in text for state, text in told["port"])


def test_a_folder_that_is_not_there_is_told(place: tuple[Path, Path], tmp_path: Path) -> None:
    _, index = place
    status, told = _symptoms(str(tmp_path / "none"), "--index", str(index), "--port", "0")
    assert (status, told["sources"][0][0]) == (1, "wrong")
    status, told = _symptoms("--index", str(tmp_path / "nothing"), "--port", "0")
    assert (status, told["index"][0][0]) == (1, "wrong")


def test_an_index_that_is_behind_its_sources_is_a_note(place: tuple[Path, Path]) -> None:
    source, index = place
    (source / "new.txt").write_text("Title\n\nThe ministers met.\n")
    status, told = _symptoms(str(source), "--index", str(index), "--port", "0")
    assert status == 0
    assert any(state == "note" and "searchapp index" in text for state, text in told["sources"])


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root, to become nobody")
def test_an_index_that_may_not_be_written_to_is_a_note(place: tuple[Path, Path]) -> None:
    source, index = place
    for path in (index, *index.parents):
        if path.is_relative_to("/tmp/pytest-of-root"):  # noqa: S108
            path.chmod(0o755)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.setgid(65534)
        os.setuid(65534)
        done = _run("doctor", str(source), "--index", str(index), "--port", "0")
        os.write(writing, done.output.encode())
        os._exit(done.exit_code)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        output = pipe.read()
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0, output
    assert "may not be written to" in output
