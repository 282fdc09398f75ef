"""Generations on the disk: whole or not there, named when damaged, kept while they are needed."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from whoosh.index import open_dir

from searchapp.clause import Every
from searchapp.engines.whoosh import WhooshEngine, engine as engine_module, seals, verify
from searchapp.errors import IndexBusyError, IndexDamagedError, IndexMissingError
from searchapp.readout import Readout
from tests.engine import strategies
from tests.engine.conftest import MANIFEST

CROWD = strategies.crowd(30)
ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An index of ten readouts."""
    WhooshEngine(tmp_path / "index").write(MANIFEST, CROWD[:10], fresh=True)
    return tmp_path / "index"


def generations(folder: Path) -> list[str]:
    """The names of the generations there are."""
    return sorted(path.name for path in folder.glob("gen-*"))


def current(folder: Path) -> Path:
    """The folder of the generation that answers."""
    return folder / WhooshEngine(folder).reader().manifest.generation


def only(folder: Path, pattern: str) -> Path:
    """The one file of a generation with such a name."""
    (found,) = current(folder).glob(pattern)
    return found


# ---- what stands there


def test_a_generation_is_a_whole_whoosh_index(folder: Path) -> None:
    index = open_dir(str(current(folder)))
    with index.searcher() as searcher:
        assert searcher.doc_count() == 10


def test_a_generation_is_its_index_its_labels_and_its_manifest(folder: Path) -> None:
    names = sorted(path.name for path in current(folder).iterdir())
    assert [name.partition("_")[2] or name for name in names if name.endswith((".json", ".toc"))] == [
        "MAIN_1.toc", "entities.json", "manifest.json",
    ]  # fmt: skip
    assert len([name for name in names if name.endswith(".seg")]) == len(names) - 3 == 1


def test_the_one_before_is_kept_and_older_ones_go(folder: Path) -> None:
    first = current(folder).name
    engine = WhooshEngine(folder)
    second = engine.write(MANIFEST, [], fresh=False).generation
    assert generations(folder) == sorted([first, second])
    third = engine.write(MANIFEST, [], fresh=False).generation
    assert generations(folder) == sorted([second, third])


def test_a_change_takes_over_the_files_of_the_generation_before(folder: Path) -> None:
    before = only(folder, "*.seg")
    content = before.read_bytes()
    WhooshEngine(folder).write(MANIFEST, CROWD[9:12], [CROWD[0].id], fresh=False)
    after = current(folder) / before.name
    assert os.path.samefile(before, after)
    assert before.read_bytes() == content
    assert verify(before.parent).readouts == 10
    assert verify(after.parent).readouts == 11


def test_where_links_are_impossible_files_are_copied(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError("this file system has no links")

    monkeypatch.setattr(os, "link", no_links)
    before = only(folder, "*.seg")
    WhooshEngine(folder).write(MANIFEST, CROWD[10:12], fresh=False)
    after = current(folder) / before.name
    assert not os.path.samefile(before, after)
    assert before.read_bytes() == after.read_bytes()
    assert WhooshEngine(folder).reader().count(Every()) == 12


def test_many_changes_leave_few_segments(folder: Path) -> None:
    engine = WhooshEngine(folder)
    for n in range(10, 30):
        engine.write(MANIFEST, [CROWD[n]], [CROWD[n - 10].id], fresh=False)
    assert len(list(current(folder).glob("*.seg"))) <= 5
    assert list(engine.reader().ids()) == [readout.id for readout in CROWD[20:]]


def test_names_of_segments_do_not_follow_a_seed(tmp_path: Path) -> None:
    import random

    engine = WhooshEngine(tmp_path)
    names = set()
    for readout in CROWD[:3]:
        random.seed(1)
        engine.write(MANIFEST, [readout], fresh=True)
        names.add(only(tmp_path, "*.seg").name)
    assert len(names) == 3


def test_what_is_no_generation_is_left_alone(folder: Path, tmp_path: Path) -> None:
    (folder / "README.md").write_text("What this folder is.")
    (folder / "gen-notes.txt").write_text("A file, not a generation.")
    (folder / "general").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (folder / "gen-link").symlink_to(tmp_path / "elsewhere")
    for _ in range(3):
        WhooshEngine(folder).write(MANIFEST, [], fresh=False)
    assert {"README.md", "gen-notes.txt", "general", "gen-link"} <= {path.name for path in folder.iterdir()}
    assert (tmp_path / "elsewhere").is_dir()


# ---- damage


def flip(path: Path) -> None:
    """Change one bit in the middle of a file."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    rewrite(path, bytes(content))


def cut(path: Path) -> None:
    """Take away the second half of a file."""
    rewrite(path, path.read_bytes()[: path.stat().st_size // 2])


def rewrite(path: Path, content: bytes) -> None:
    """Put another file into the place of one, which others may hold under another name."""
    path.unlink()
    path.write_bytes(content)


@pytest.mark.parametrize("harm", [flip, cut, Path.unlink])
@pytest.mark.parametrize("pattern", ["*.toc", "*.seg", "manifest.json", "entities.json"])
def test_a_damaged_file_is_named(folder: Path, pattern: str, harm: Callable[[Path], None]) -> None:
    path = only(folder, pattern)
    harm(path)
    with pytest.raises(IndexDamagedError, match=path.name):
        WhooshEngine(folder).reader()
    with pytest.raises(IndexDamagedError, match=path.name):
        WhooshEngine(folder).verify()
    with pytest.raises(IndexDamagedError, match=path.name):
        WhooshEngine(folder).write(MANIFEST, [], fresh=False)


@pytest.mark.parametrize("harm", [flip, cut])
@pytest.mark.parametrize("pattern", ["*.toc", "*.seg", "manifest.json"])
def test_a_damaged_generation_can_be_made_again(
    folder: Path, pattern: str, harm: Callable[[Path], None]
) -> None:
    harm(only(folder, pattern))
    engine = WhooshEngine(folder)
    engine.write(MANIFEST, CROWD[:3], fresh=True)
    assert engine.reader().count(Every()) == 3
    assert engine.verify() == engine.reader().manifest


def test_a_bit_flipped_in_a_large_file_is_found_by_verify(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = only(folder, "*.seg")
    monkeypatch.setattr(seals, "SMALL", 0)
    assert verify(path.parent).readouts == 10
    flip(path)
    seals.unseal(path.parent, seals.digest(path.parent / "manifest.json"))
    with pytest.raises(IndexDamagedError, match=path.name):
        verify(path.parent)


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"generation": "gen-0', b"null", b'{"colour": 1}'])
def test_a_pointer_that_cannot_be_read_is_named_and_costs_no_generation(folder: Path, content: bytes) -> None:
    before = current(folder).name
    rewrite(folder / "CURRENT", content)
    with pytest.raises(IndexDamagedError, match="CURRENT"):
        WhooshEngine(folder).reader()
    made = WhooshEngine(folder).write(MANIFEST, CROWD[:3], fresh=True)
    assert generations(folder) == sorted([before, made.generation])


def test_a_lost_pointer_is_no_index(folder: Path) -> None:
    (folder / "CURRENT").unlink()
    with pytest.raises(IndexMissingError):
        WhooshEngine(folder).reader()


def test_a_generation_of_another_format_is_to_be_made_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seals, "FORMAT", seals.FORMAT + 1)
    with pytest.raises(IndexDamagedError, match="searchapp rebuild"):
        WhooshEngine(folder).reader()


def test_a_damaged_generation_is_not_removed_for_being_damaged(folder: Path) -> None:
    damaged = only(folder, "*.toc")
    flip(damaged)
    WhooshEngine(folder).write(MANIFEST, CROWD[:3], fresh=True)
    assert damaged.exists()


# ---- writers that fail, die or come second


def test_a_failed_write_leaves_no_folder(folder: Path) -> None:
    def source() -> Iterator[Readout]:
        yield CROWD[11]
        raise RuntimeError

    before = generations(folder)
    for fresh in (True, False):
        with pytest.raises(RuntimeError):
            WhooshEngine(folder).write(MANIFEST, source(), fresh=fresh)
    assert generations(folder) == before


def test_a_generation_that_is_not_what_was_written_never_answers(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = engine_module.change

    def losing(*args: object) -> frozenset[str]:
        return change(*args) | {"lost"}  # type: ignore[arg-type]

    monkeypatch.setattr(engine_module, "change", losing)
    before = current(folder)
    with pytest.raises(IndexDamagedError):
        WhooshEngine(folder).write(MANIFEST, CROWD, fresh=True)
    assert current(folder) == before
    assert generations(folder) == [before.name]


def test_a_writer_in_another_thread_comes_second(folder: Path) -> None:
    caught: list[BaseException] = []

    def second() -> None:
        try:
            WhooshEngine(folder).write(MANIFEST, [], fresh=False)
        except IndexBusyError as error:
            caught.append(error)

    def source() -> Iterator[Readout]:
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()
        yield CROWD[11]

    WhooshEngine(folder).write(MANIFEST, source(), fresh=False)
    assert len(caught) == 1
    assert WhooshEngine(folder).reader().count(Every()) == 11


DYING = """
import sys, time
from pathlib import Path
from searchapp.engines.whoosh import WhooshEngine, engine
from tests.engine import strategies
from tests.engine.conftest import MANIFEST

def wait(*_):
    print("here", flush=True)
    time.sleep(600)

def source():
    for n, readout in enumerate(strategies.crowd(30)):
        if sys.argv[2] == "among the readouts" and n == 15:
            wait()
        yield readout

if sys.argv[2] == "before the swap":
    engine.generations.publish = wait
WhooshEngine(Path(sys.argv[1])).write(MANIFEST, source(), fresh=False)
"""


@pytest.mark.parametrize("moment", ["among the readouts", "before the swap"])
def test_a_killed_writer_changes_nothing_and_is_cleaned_up_after(folder: Path, moment: str) -> None:
    before = current(folder)
    command = [sys.executable, "-c", DYING, str(folder), moment]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as writer:
        assert writer.stdout
        assert writer.stdout.readline() == b"here\n"
        with pytest.raises(IndexBusyError):
            WhooshEngine(folder).write(MANIFEST, [], fresh=False)
        writer.send_signal(signal.SIGKILL)
    assert len(generations(folder)) == 2
    assert WhooshEngine(folder).reader().count(Every()) == 10
    made = WhooshEngine(folder).write(MANIFEST, CROWD[10:12], fresh=False)
    assert generations(folder) == sorted([before.name, made.generation])
    assert WhooshEngine(folder).reader().count(Every()) == 12


def test_an_unfinished_generation_is_never_opened(folder: Path) -> None:
    unfinished = folder / "gen-99990101T000000Z-ffffffff"
    shutil.copytree(current(folder), unfinished)
    (unfinished / "manifest.json").unlink()
    assert WhooshEngine(folder).reader().count(Every()) == 10
    WhooshEngine(folder).write(MANIFEST, [], fresh=False)
    assert not unfinished.exists()
