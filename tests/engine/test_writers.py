"""Writers that fail, die or come second change nothing."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from searchapp.clause import Every
from searchapp.engines.whoosh import WhooshEngine
from searchapp.engines.whoosh.writer import Written, change
from searchapp.errors import IndexBusyError, IndexDamagedError
from searchapp.readout import Readout
from tests.engine import strategies
from tests.engine.conftest import MANIFEST
from tests.engine.folders import current, generations

CROWD = strategies.crowd(30)
ROOT = Path(__file__).parents[2]


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
    def losing(*args: Any) -> Written:
        written = change(*args)
        return replace(written, ids=written.ids | {"lost"})

    monkeypatch.setattr("searchapp.engines.whoosh.engine.change", losing)
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
from dataclasses import replace
from pathlib import Path
from typing import Any
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
