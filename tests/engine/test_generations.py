"""Generations on the disk: what they are made of, and how long they are kept."""

import os
import random
from pathlib import Path

import pytest
from whoosh.index import open_dir

from searchapp.clause import Every
from searchapp.engines.whoosh import WhooshEngine, verify
from tests.engine import strategies
from tests.engine.conftest import MANIFEST
from tests.engine.folders import current, generations, only

CROWD = strategies.crowd(30)


def test_a_generation_is_a_whole_whoosh_index(folder: Path) -> None:
    index = open_dir(str(current(folder)))
    with index.searcher() as searcher:
        assert searcher.doc_count() == 10


def test_a_generation_is_its_index_its_files_and_its_manifest(folder: Path) -> None:
    suffixes = sorted(path.suffix for path in current(folder).glob("MAIN_*"))
    assert suffixes == [".arrays", ".json", ".records"]
    others = sorted(path.name for path in current(folder).iterdir() if not path.name.startswith("MAIN_"))
    assert others == ["_MAIN_1.toc", "files.json", "manifest.json"]


def test_the_one_before_is_kept_and_older_ones_go(folder: Path) -> None:
    first = current(folder).name
    engine = WhooshEngine(folder)
    second = engine.write(MANIFEST, [], fresh=False).generation
    assert generations(folder) == sorted([first, second])
    third = engine.write(MANIFEST, [], fresh=False).generation
    assert generations(folder) == sorted([second, third])


def test_a_change_takes_over_the_files_of_the_generation_before(folder: Path) -> None:
    before = only(folder, "*.arrays")
    content = before.read_bytes()
    WhooshEngine(folder).write(MANIFEST, CROWD[9:12], [CROWD[0].id], fresh=False)
    after = current(folder) / before.name
    assert before.samefile(after)
    assert before.read_bytes() == content
    assert verify(before.parent).readouts == 10
    assert verify(after.parent).readouts == 11


def test_where_links_are_impossible_files_are_copied(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError("this file system has no links")

    monkeypatch.setattr(os, "link", no_links)
    before = only(folder, "*.arrays")
    WhooshEngine(folder).write(MANIFEST, CROWD[10:12], fresh=False)
    after = current(folder) / before.name
    assert not before.samefile(after)
    assert before.read_bytes() == after.read_bytes()
    assert WhooshEngine(folder).reader().count(Every()) == 12


def test_many_changes_leave_few_segments(folder: Path) -> None:
    engine = WhooshEngine(folder)
    for n in range(10, 30):
        engine.write(MANIFEST, [CROWD[n]], [CROWD[n - 10].id], fresh=False)
    assert len(list(current(folder).glob("*.arrays"))) <= 5
    assert list(engine.reader().ids()) == [readout.id for readout in CROWD[20:]]


def test_a_segment_without_readouts_is_dropped(folder: Path) -> None:
    WhooshEngine(folder).write(MANIFEST, [], [readout.id for readout in CROWD], fresh=False)
    assert list(current(folder).glob("*.arrays")) == []


def test_names_of_segments_do_not_follow_a_seed(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
    names = set()
    for readout in CROWD[:3]:
        random.seed(1)
        engine.write(MANIFEST, [readout], fresh=True)
        names.add(only(tmp_path, "*.arrays").name)
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
