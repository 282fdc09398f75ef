"""Runs something in a process of its own that is killed: before one of its changes to a folder, or after some time."""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

_CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.truncate", "sqlite3.connect"}
_REMOVALS = {"os.remove", "os.rmdir"}
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def changes(action: Callable[[], object], folder: Path) -> int:
    """How many changes to a folder an action makes: files opened to be written, renamed, linked, removed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        count = _counted(folder, lambda _: None)
        status = _done(action)
        os.write(writing, str(count[0]).encode())
        os._exit(status)
    os.close(writing)
    _, status = os.waitpid(child, 0)
    assert status == 0, "the action failed"
    return int(os.read(reading, 20))


def killed_at(change: int, action: Callable[[], object], folder: Path) -> bool:
    """Run an action and kill it before one of its changes to a folder; whether it came so far."""

    def kill(count: int) -> None:
        if count == change:
            os.kill(os.getpid(), signal.SIGKILL)

    child = os.fork()
    if child == 0:
        _counted(folder, kill)
        os._exit(_done(action))
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def killed_after(seconds: float, action: Callable[[], object]) -> bool:
    """Run an action and kill it after some time; whether it was still at work."""
    child = os.fork()
    if child == 0:
        os._exit(_done(action))
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def _counted(folder: Path, told: Callable[[int], None]) -> list[int]:
    """Count the changes to a folder from now on; `told` hears of each before it happens."""
    count, inside = [0], str(folder)

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        changing = event in _CHANGES or (event == "open" and (arguments[2] or 0) & _WRITES)
        # a folder is removed from within: its files by their names alone, beside the number of the open folder
        from_within = event in _REMOVALS and arguments[1] >= 0
        if changing and (from_within or any(str(one).startswith(inside) for one in arguments[:2])):
            count[0] += 1
            told(count[0])

    sys.addaudithook(hook)
    return count


def _done(action: Callable[[], object]) -> int:
    try:
        action()
    except BaseException:  # this process ends here, whatever it was
        return 1
    return 0
