"""From a folder to an index: what is read anew, what is kept, what is told."""

from collections.abc import Iterator
from multiprocessing import active_children
from pathlib import Path

import pytest

from searchapp.corrections import Corrections
from searchapp.engines.whoosh import WhooshEngine
from searchapp.errors import IndexBusyError
from searchapp.indexing import SourceFolderError, is_stale, rebuild, update
from searchapp.parsed import Parsed
from searchapp.reading import _WORTH_A_POOL, read_all
from searchapp.sources import Shelf, find

CALL = "Secretary Blinken’s Call with Mexican Foreign Secretary Ebrard\n\nJuly 29, 2021\n\nSecretary Blinken spoke today with {} about trade.\n"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "readouts"
    folder.mkdir()
    for name in ("one", "two", "three"):
        (folder / f"{name}.txt").write_text(CALL.format(name), "utf-8")
    return folder


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[WhooshEngine]:
    with WhooshEngine(tmp_path / "index") as made:
        yield made


def test_only_what_changed_is_read_again(source: Path, engine: WhooshEngine) -> None:
    assert update(source, engine).added == 3
    (source / "two.txt").write_text(CALL.format("another"), "utf-8")
    (source / "three.txt").unlink()
    (source / "four.md").write_text(CALL.format("a fourth"), "utf-8")
    done = update(source, engine)
    assert (done.added, done.replaced, done.removed, done.unchanged) == (1, 1, 1, 1)
    assert engine.reader().ids() == ("four", "one", "two")
    assert "another" in engine.reader().get("two").passages[0].text  # type: ignore[union-attr]


def test_without_a_change_there_is_no_new_generation(source: Path, engine: WhooshEngine) -> None:
    first = update(source, engine).manifest.generation
    again = update(source, engine)
    assert (again.unchanged, again.manifest.generation) == (3, first)
    assert not is_stale(source, engine)


@pytest.mark.parametrize("change", ["edit", "add", "remove"])
def test_an_index_is_stale_once_a_file_changes(source: Path, engine: WhooshEngine, change: str) -> None:
    rebuild(source, engine)
    match change:
        case "edit":
            (source / "one.txt").write_text(CALL.format("x"), "utf-8")
        case "add":
            (source / "new.txt").write_text(CALL.format("x"), "utf-8")
        case "remove":
            (source / "one.txt").unlink()
    assert is_stale(source, engine)


def test_a_bad_file_is_a_problem_and_nothing_else_is_lost(source: Path, engine: WhooshEngine) -> None:
    (source / "empty.txt").write_bytes(b"")
    (source / "binary.txt").write_bytes(b"\x00\x01\x02")
    (source / "wrong.md").write_text("---\ndate: 2023-13\n---\nA title\n\nThe ministers met.\n", "utf-8")
    (source / "nowhere.md").write_text("---\ncountry: Mexcio\n---\nA title\n\nThe ministers met.\n", "utf-8")
    done = rebuild(source, engine)
    assert done.added == 3
    assert {p.path: p.reason for p in done.problems}.keys() == {
        "empty.txt",
        "binary.txt",
        "wrong.md",
        "nowhere.md",
    }
    reasons = {p.path: p.reason for p in done.problems}
    assert "no month 13" in reasons["wrong.md"]
    assert "Mexico" in reasons["nowhere.md"]
    assert engine.reader().manifest.problems == done.problems


def test_a_bad_file_that_is_mended_is_added(source: Path, engine: WhooshEngine) -> None:
    (source / "bad.txt").write_bytes(b"")
    update(source, engine)
    (source / "bad.txt").write_text(CALL.format("mended"), "utf-8")
    done = update(source, engine)
    assert (done.added, done.problems) == (1, ())


def test_a_readout_whose_file_turns_bad_is_removed_and_named(source: Path, engine: WhooshEngine) -> None:
    update(source, engine)
    (source / "one.txt").write_bytes(b"")
    done = update(source, engine)
    assert (done.removed, [p.path for p in done.problems]) == (1, ["one.txt"])


def test_two_files_with_one_id_are_told_apart(source: Path, engine: WhooshEngine) -> None:
    (source / "one.md").write_text(CALL.format("the same id"), "utf-8")
    done = rebuild(source, engine)
    assert (done.added, len(done.problems)) == (3, 1)
    assert "one.md" in done.problems[0].reason + done.problems[0].path


def test_an_id_in_the_front_matter_outlives_a_rename(source: Path, engine: WhooshEngine) -> None:
    (source / "a.md").write_text("---\nid: kept\n---\nA title\n\nThe ministers met.\n", "utf-8")
    update(source, engine)
    (source / "a.md").rename(source / "b.md")
    done = update(source, engine)
    assert (done.replaced, done.removed) == (1, 0)
    assert "kept" in engine.reader().ids()


def test_an_update_from_another_folder_is_refused_and_a_rebuild_is_not(
    source: Path, engine: WhooshEngine, tmp_path: Path
) -> None:
    rebuild(source, engine)
    other = tmp_path / "other"
    other.mkdir()
    (other / "x.txt").write_text(CALL.format("x"), "utf-8")
    with pytest.raises(SourceFolderError, match="rebuild"):
        update(other, engine)
    rebuild(other, engine)
    assert engine.reader().ids() == ("x",)


def test_a_folder_that_is_not_there_is_named(engine: WhooshEngine, tmp_path: Path) -> None:
    with pytest.raises(SourceFolderError, match="no such folder"):
        rebuild(tmp_path / "nowhere", engine)


def test_a_folder_without_a_readout_leaves_the_index_as_it_was(
    source: Path, engine: WhooshEngine, tmp_path: Path
) -> None:
    rebuild(source, engine)
    (tmp_path / "nothing").mkdir()
    with pytest.raises(SourceFolderError, match="no readout in it"):
        rebuild(tmp_path / "nothing", engine)
    assert len(engine.reader().ids()) == 3


def test_an_index_inside_the_source_is_not_read(source: Path) -> None:
    index = source / "index"
    with WhooshEngine(index) as engine:
        index.mkdir(exist_ok=True)
        (index / "README.md").write_text("Not a readout.", "utf-8")
        assert rebuild(source, engine, index=index).added == 3


def test_a_second_writer_is_told_so(source: Path, engine: WhooshEngine, tmp_path: Path) -> None:
    def intrude(stage: str, done: int, _total: int) -> None:
        if (stage, done) == ("reading", 2):
            with (
                WhooshEngine(tmp_path / "index") as second,
                pytest.raises(IndexBusyError, match="Another searchapp"),
            ):
                rebuild(source, second)

    assert rebuild(source, engine, progress=intrude).added == 3


def test_as_many_processes_as_are_asked_for_read_the_files(source: Path) -> None:
    for number in range(_WORTH_A_POOL):
        (source / f"{number:03}.txt").write_text(CALL.format(number), "utf-8")
    shelf = Shelf(source)
    files = [(path, "") for path in find(source)]

    def read(workers: int) -> tuple[int, list[object]]:
        before = set(active_children())
        with Parsed(None, "") as parsed:
            outcomes = read_all(shelf, files, None, Corrections({}), parsed, workers)
            first = next(outcomes)
            return len(set(active_children()) - before), [first, *outcomes]

    alone, together = read(1), read(3)
    assert (alone[0], together[0]) == (0, 3)
    assert alone[1] == together[1]


def test_files_of_every_format_are_read(source: Path, engine: WhooshEngine) -> None:
    (source / "page.html").write_text(
        "<html><body><nav><a href=/>Home</a></nav><main><h1>Japan-Peru Relations</h1><p>November 15, 2023</p><p>On November 15, Ms. KAMIKAWA "
        "Yoko, Minister for Foreign Affairs of Japan, held a meeting with the Foreign Minister of Peru and spoke of trade at length.</p></main></body></html>",
        "utf-8",
    )
    assert rebuild(source, engine).added == 4
    assert str(engine.reader().get("page").date) == "2023-11-15"  # type: ignore[union-attr]
