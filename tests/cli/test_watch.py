"""`searchapp watch` as it runs: a process of its own, real files, the real index."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from searchapp.authority import load as authority
from searchapp.cli import main
from searchapp.engines.whoosh import WhooshEngine
from searchapp.engines.whoosh.generations import writing
from searchapp.results import Search
from searchapp.searcher import Searcher
from searchapp.watching import Concerns

pytest.importorskip("watchfiles", reason="needs watchfiles: pip install 'searchapp[watch]'")

from watchfiles import Change

_PATIENCE = 240  # seconds; a bound, not a measure


class Watch:
    """A running `searchapp watch`, and what it has said."""

    def __init__(self, process: "subprocess.Popen[str]", index: Path) -> None:
        self.process, self.index, self.said = process, index, list[str]()
        self._reading = threading.Thread(target=self._read)
        self._reading.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        self.said.extend(line.rstrip() for line in self.process.stdout)

    def found(self, words: str) -> list[str]:
        with WhooshEngine(self.index) as engine:
            return [hit.readout.id for hit in Searcher(engine, authority()).search(Search(text=words)).hits]

    def says(self, words: str) -> bool:
        return any(words in line for line in list(self.said))

    def until(self, holds: Callable[[], bool]) -> None:
        deadline = time.monotonic() + _PATIENCE
        while not holds():
            assert self.process.poll() is None, self.said
            assert time.monotonic() < deadline, self.said
            time.sleep(0.05)

    def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        status = self.process.wait(_PATIENCE)
        self._reading.join(_PATIENCE)
        return status


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "readouts"
    folder.mkdir()
    (folder / "one.txt").write_text("A title\n\nThe ministers met and spoke of fisheries.\n")
    return folder


@contextmanager
def watching(source: Path, *more: str) -> Iterator[Watch]:
    index = source.parent / "index"
    command = [sys.executable, "-m", "searchapp", "watch", str(source), "--index", str(index), *more]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:
        try:
            watch = Watch(process, index)
            watch.until(lambda: watch.says("1 added"))
            yield watch
        finally:
            process.kill()


def test_a_file_is_searchable_once_it_lies_there_and_no_longer_when_it_is_gone(source: Path) -> None:
    with watching(source) as watch:
        assert watch.found("fisheries") == ["one"]
        (source / "two.txt").write_text("Another title\n\nThey spoke of shipbuilding.\n")
        watch.until(lambda: watch.found("shipbuilding") == ["two"])
        (source / "two.txt").write_text("Another title\n\nThey spoke of railways.\n")
        watch.until(lambda: watch.found("railways") == ["two"])
        (source / "two.txt").unlink()
        watch.until(lambda: watch.found("railways") == [])
        (source.parent / "moved").mkdir()
        (source.parent / "moved" / "three.txt").write_text("A third title\n\nThey spoke of whaling.\n")
        (source.parent / "moved").rename(source / "moved")
        watch.until(lambda: watch.found("whaling") == ["moved-three"])
        assert watch.end(signal.SIGINT) == 0
        assert watch.said[-1] == "Stopped."


def test_a_bad_file_is_told_once_and_the_watch_goes_on(source: Path) -> None:
    with watching(source) as watch:
        (source / "bad.md").write_text("---\ndate: 2023-13\n---\nThey met.\n")
        watch.until(lambda: watch.says("problem: bad.md: "))
        (source / "corrections.toml").write_text("no toml")
        watch.until(lambda: watch.says("Not indexed, the index is as it was: "))
        (source / "corrections.toml").unlink()
        (source / "two.txt").write_text("Another title\n\nThey spoke of shipbuilding.\n")
        watch.until(lambda: watch.found("shipbuilding") == ["two"])
        assert watch.end(signal.SIGTERM) == 0
        assert len([line for line in watch.said if "bad.md" in line]) == 1


def test_another_writer_is_waited_for(source: Path) -> None:
    with watching(source) as watch:
        with writing(watch.index):
            (source / "two.txt").write_text("Another title\n\nThey spoke of shipbuilding.\n")
            watch.until(lambda: watch.says("Another searchapp is writing"))
            assert watch.found("shipbuilding") == []
        watch.until(lambda: watch.found("shipbuilding") == ["two"])
        assert len([line for line in watch.said if "Another searchapp" in line]) == 1


def test_hidden_and_temporary_files_wake_nobody(source: Path) -> None:
    concerns = Concerns([source], source / "index")
    told = {
        name: concerns(Change.added, str(source / name))
        for name in (
            "a.md",
            "~$a.docx",
            ".a.md.swp",
            "a.md~",
            "a.tmp",
            ".git/a.md",
            "index/CURRENT",
            "a.csv.toml",
        )
    }
    assert [name for name, wakes in told.items() if wakes] == ["a.md", "a.csv.toml"]


def test_own_names_are_read_again_when_they_change(source: Path) -> None:
    own = source.parent / "own"
    own.mkdir()
    (source / "one.txt").write_text(
        "A title\n\nJuly 29, 2021\n\nThe ministers met and spoke of zorbing at length.\n"
    )
    with watching(source, "--authority", str(own)) as watch:
        (own / "topics.toml").write_text(
            '[[topic]]\nid = "zorbing"\nlabel = "Zorbing"\nnames = ["zorbing"]\n'
        )

        def topics() -> list[str]:
            with WhooshEngine(watch.index) as engine:
                one = engine.reader().get("one")
                return [topic.id for topic in one.topic] if one else []

        watch.until(lambda: topics() == ["zorbing"])


def test_a_folder_that_is_not_there_or_goes_ends_the_watch(source: Path) -> None:
    done = CliRunner().invoke(
        main, ["watch", str(source.parent / "gone"), "--index", str(source.parent / "index")]
    )
    assert done.exit_code == 1
    assert "not there" in done.output
    with watching(source) as watch:
        source.rename(source.parent / "elsewhere")
        assert watch.process.wait(_PATIENCE) == 1
