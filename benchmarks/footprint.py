"""What processes hold, as Linux tells it: memory, open files, mapped files; looked at all the while, and summed up."""

import os
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean

_LOOK = 2.0  # seconds between two looks
_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Held:
    """What a process held at a time, in s since the beginning. own: MB that are no file's; rss: MB in all."""

    at: float
    rss: float
    own: float
    files: int
    maps: int


@dataclass(slots=True)
class Footprint:
    """What each process held, look by look, under the name of what it does: `serve`, `serve 1`, `watch`."""

    looks: dict[str, list[Held]] = field(default_factory=dict)

    def watch(self, roots: Mapping[str, int], began: float, over: threading.Event) -> None:
        """Look at processes and at those that they started, until it is over. roots: by name, their process ids."""
        while not over.wait(_LOOK):
            for root, pid in roots.items():
                for n, one in enumerate([pid, *sorted(_below(pid))]):
                    if held := _held(one, time.monotonic() - began):
                        self.looks.setdefault(f"{root} {n}" if n else root, []).append(held)

    def thirds(self, seconds: float) -> dict[str, tuple[Held, Held]]:
        """The means of the first and of the last third of the time, by process; of those that lived in both."""
        found = {}
        for name, looks in self.looks.items():
            first = [one for one in looks if one.at <= seconds / 3]
            last = [one for one in looks if one.at >= seconds * 2 / 3]
            if first and last:
                found[name] = _mean(first), _mean(last)
        return found


def _mean(looks: list[Held]) -> Held:
    return Held(
        mean(one.at for one in looks),
        mean(one.rss for one in looks),
        mean(one.own for one in looks),
        round(mean(one.files for one in looks)),
        round(mean(one.maps for one in looks)),
    )


def _below(pid: int) -> Iterator[int]:
    """The processes that one has started, and those that they have."""
    for task in _PROC.glob(f"{pid}/task/*/children"):
        with suppress(OSError):
            for child in map(int, task.read_text().split()):
                yield child
                yield from _below(child)


def _held(pid: int, at: float) -> Held | None:
    own = _PROC / str(pid)
    try:
        _, resident, shared, *_ = map(int, (own / "statm").read_text().split())
        files, maps = len(list((own / "fd").iterdir())), (own / "maps").read_text().count("\n")
    except OSError:
        return None
    mb = os.sysconf("SC_PAGE_SIZE") / (1 << 20)
    return Held(at, resident * mb, (resident - shared) * mb, files, maps)
