"""Killed at any moment, a build leaves the old generation or the new one to answer, and the next one cleans up."""

import os
import random
import shutil
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from searchapp.clause import Every, Term
from searchapp.engine import Request
from searchapp.engines.whoosh import WhooshEngine, generations
from searchapp.errors import IndexMissingError
from searchapp.indexing import rebuild, update
from tests.reliability.dying import changes, killed_after, killed_at

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
RANDOM_KILLS = int(os.environ.get("SEARCHAPP_TEST_KILLS", "25"))  # `make soak` asks for 200

State = dict[str, str]  # what answers: id -> digest


def write(source: Path, name: str, text: str) -> None:
    (source / f"{name}.md").write_text(f"---\ndate: 2023-01-01\n---\n# {name}\n\nMinisters met: {text}.\n")


def run(make: Callable[..., object], source: Path, index: Path) -> None:
    with WhooshEngine(index) as engine:
        make(source, engine, index=index)


def answers(index: Path) -> State | None:
    """What the index answers with, having read every byte of it and asked it in two ways; None without one."""
    with WhooshEngine(index) as engine:
        try:
            engine.verify()
        except IndexMissingError:
            return None
        reader = engine.reader()
        found = reader.search(Request(Term("ministers", "minist"), limit=100))
        assert found.total == reader.count(Every()) == reader.manifest.readouts == len(reader.files())
        whole = [reader.get(id_) for id_ in reader.ids()]
        return {one.id: one.digest for one in whole if one}


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A source folder and its index, which has come to several segments; the source has changed since."""
    folder = tmp_path_factory.mktemp("before")
    source = folder / "source"
    source.mkdir()
    for n in range(6):
        write(source, f"r{n}", "at first")
    run(rebuild, source, folder / "index")
    for n in range(5):
        write(source, f"more{n}", "later")
        run(update, source, folder / "index")
    write(source, "r0", "and changed it")
    write(source, "r9", "anew")
    (source / "r1.md").unlink()
    return folder


@pytest.fixture
def place(before: Path, tmp_path: Path) -> Callable[[], tuple[Path, Path]]:
    """Gives the source and a fresh copy of the index, each time it is called."""

    def fresh() -> tuple[Path, Path]:
        shutil.rmtree(tmp_path / "index", ignore_errors=True)
        shutil.copytree(before / "index", tmp_path / "index")
        return before / "source", tmp_path / "index"

    return fresh


def segments(index: Path) -> set[str]:
    """The segments of the generation that answers, by name."""
    generation = index / generations.current(index)[1].generation
    return {path.stem for path in generation.glob("*.records")}


def is_clean(index: Path) -> bool:
    """Whether nothing is left that a dead process made."""
    names = {path.name for path in index.iterdir() if not path.name.startswith("parsed.sqlite3")}
    generations = {name for name in names if name.startswith("gen-")}
    return names - generations == {"CURRENT", "write.lock"} and len(generations) <= 2


def check(source: Path, index: Path, old: State | None, new: State) -> None:
    assert answers(index) in (old, new)
    run(update, source, index)
    assert answers(index) == new
    write(source, "one-more", "so that the next run has something to write")
    try:
        run(update, source, index)
        assert is_clean(index)
    finally:
        (source / "one-more.md").unlink()


@pytest.mark.parametrize("make", [rebuild, update])
def test_killed_before_each_of_its_changes(
    make: Callable[..., object], place: Callable[[], tuple[Path, Path]]
) -> None:
    source, index = place()
    old, parts = answers(index), segments(index)
    steps = changes(partial(run, make, source, index), index)
    new = answers(index)
    assert new is not None
    assert old != new
    assert steps > 20
    if make is update:
        kept = parts & segments(index)
        assert kept, "an update takes over what it can"
        assert parts - kept, "and merges the rest: that is to be among what is killed"
    print(f"\n{make.__name__}: killed before each of {steps} changes")
    for step in range(1, steps + 1):
        source, index = place()
        assert killed_at(step, partial(run, make, source, index), index)
        check(source, index, old, new)


def test_killed_before_each_change_of_the_first_build(before: Path, tmp_path: Path) -> None:
    source, index = before / "source", tmp_path / "index"
    build = partial(run, rebuild, source, index)
    steps = changes(build, index)
    new = answers(index)
    assert new is not None
    for step in range(1, steps + 1):
        shutil.rmtree(index)
        assert killed_at(step, build, index)
        check(source, index, None, new)


def test_killed_at_random_moments(place: Callable[[], tuple[Path, Path]]) -> None:
    chosen = random.Random(20261126)  # noqa: S311  # nothing here is a secret
    source, index = place()
    old = answers(index)
    began = time.monotonic()
    run(update, source, index)
    long = time.monotonic() - began
    new = answers(index)
    assert new is not None
    at_work = 0
    for n in range(RANDOM_KILLS):
        source, index = place()
        make = (rebuild, update)[n % 2]
        at_work += killed_after(chosen.uniform(0, long), partial(run, make, source, index))
        check(source, index, old, new)
    print(f"\nkilled {RANDOM_KILLS} times, {at_work} of them at work")
    assert at_work > RANDOM_KILLS // 4, "most were done before they were killed: kill earlier"
