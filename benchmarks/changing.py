"""Those who write while a server is asked: a folder that changes, `searchapp watch` after it, and rebuilds between."""

import random
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path

from benchmarks.load import get_json

_BUSY = "Another searchapp is writing"
_AGAIN = 0.05  # seconds between two looks whether a change has arrived
_LATEST = 60.0  # seconds after which a change that nobody finds counts as lost
_UPDATE_EACH = 1.8  # seconds, if the machine keeps pace: 1,000 in half an hour
_REBUILD_EACH = 180.0  # seconds; once at least
_FILES = 40  # readouts of ours that come, change and go


@dataclass(slots=True)
class Changed:
    """What was written. lags: seconds from the change of a file until a search finds it; busy: how often a rebuild had to wait for the watcher."""

    lags: list[float] = field(default_factory=list)
    rebuilds: int = 0
    busy: int = 0
    failed: Counter[str] = field(default_factory=Counter)


def searchapp(command: str, folder: Path, index: Path, *more: str) -> "subprocess.CompletedProcess[str]":
    """Run a command to its end."""
    return subprocess.run(  # noqa: S603  # our own command
        [sys.executable, "-m", "searchapp", command, str(folder), "--index", str(index), *more],
        check=False, text=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip


@contextmanager
def watching(folder: Path, index: Path, made: Changed) -> Iterator[int]:
    """The process id of `searchapp watch`, which is told to stop in the end, and has to."""
    command = [sys.executable, "-m", "searchapp", "watch", str(folder), "--index", str(index)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as watcher:  # noqa: S603
        try:
            yield watcher.pid
        finally:
            watcher.terminate()
            _, told = watcher.communicate(timeout=_LATEST)
            if watcher.returncode or "Traceback" in told:
                made.failed[f"watch: exit status {watcher.returncode}: {told[-300:]}"] += 1


def writers(
    folder: Path, index: Path, address: str, seconds: float, made: Changed
) -> list[Callable[[threading.Event], None]]:
    """What writes for so many seconds, each to be run in a thread of its own until an event is set."""
    times = max(1, int(seconds / _REBUILD_EACH))
    return [
        lambda over: _change(folder, address, over, made),
        lambda over: _rebuild(folder, index, seconds / (times + 1), over, made),
    ]


def _change(folder: Path, address: str, over: threading.Event, made: Changed) -> None:
    """Let a readout come, change or go, at an even pace, and wait until a search sees it."""
    chosen = random.Random(1)  # noqa: S311
    due = time.monotonic()
    while not over.wait(max(0.0, due - time.monotonic())):
        due = max(
            due + _UPDATE_EACH, time.monotonic() - _UPDATE_EACH
        )  # what was late may be caught up with, a little
        file, number = folder / f"soaked-{chosen.randrange(_FILES)}.md", len(made.lags) + made.failed.total()
        goes = file.exists() and chosen.random() < 1 / 3
        word = f"soaked{number}"
        if goes:
            word = file.read_text("utf-8").split()[-1]
            file.unlink()
        else:
            file.write_text(
                f"---\ndate: 2024-01-01\n---\n# Soaked\n\nThe ministers met on cooperation {word}\n", "utf-8"
            )
        changed = time.monotonic()
        if _arrives(address, word, 0 if goes else 1, changed, over):
            made.lags.append(time.monotonic() - changed)
        elif not over.is_set():
            made.failed[f"{word} {'is still' if goes else 'was not'} found after {_LATEST:.0f} s"] += 1


def _rebuild(folder: Path, index: Path, every: float, over: threading.Event, made: Changed) -> None:
    """Build the index anew at even times, from the files alone; while another is writing, try again."""
    while not over.wait(every):
        while (done := searchapp("rebuild", folder, index, "--no-cache")).returncode:
            if _BUSY not in done.stderr:
                made.failed[f"rebuild: exit status {done.returncode}: {done.stderr[-300:]}"] += 1
                break
            made.busy += 1
            if over.wait(0.2):
                return
        else:
            made.rebuilds += 1


def _arrives(address: str, word: str, count: int, changed: float, over: threading.Event) -> bool:
    while time.monotonic() < changed + _LATEST:
        try:
            if get_json(address, f"/api/v1/search?q={word}")["total"] == count:
                return True
        except (OSError, HTTPException, RuntimeError):
            if over.is_set():
                return False
            raise
        if over.wait(_AGAIN):
            return False
    return False
