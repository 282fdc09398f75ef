"""Mixed load for a long time, while the index is brought up to date and built anew: nothing may fail, and nothing grow.

    python -m benchmarks.soak --seconds 1800

A folder of readouts is indexed and served by `searchapp serve`; clients ask for pages, JSON, feeds and exports all the
while, others hold on to connections, `searchapp watch` follows a folder that changes every 1.8 s (1,000 times in half an
hour), and `searchapp rebuild` builds it anew each three minutes. At the end the server is told to stop while it is asked.
"""

import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import click

from benchmarks import changing
from benchmarks.changing import Changed
from benchmarks.footprint import Footprint, Held
from benchmarks.load import Asked, Clients, Slow
from benchmarks.report import percentile
from searchapp.resources import sample_folder

_ADDRESS = re.compile(r"http://\S+")
_STOPPING = 20.0  # seconds that a server may take to stop
_GROWTH = 1.1  # of the first third's memory, and no more, is that of the last third
_SLOWING = 2.0  # of the first third's p99, and no more, is that of the last third
_SLACK = 5.0  # MB that a process may grow by in any case


@dataclass
class Soaked:
    """What came of it. windows: (requests, p50 ms, p99 ms) of equal stretches of time; p99: of the first and of the last third.

    again: how often an export had to wait for others; failed: what went wrong, and how often; slow: connections of slow clients that were held; stopping: seconds.
    """

    requests: int = 0
    again: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    windows: list[tuple[int, float, float]] = field(default_factory=list)
    p99: tuple[float, float] = (0.0, 0.0)
    memory: dict[str, tuple[Held, Held]] = field(default_factory=dict)
    changed: Changed = field(default_factory=Changed)
    slow: int = 0
    stopped: str = ""
    stopping: float = 0.0

    def not_flat(self) -> list[str]:
        """What grew by more than it may, from the first third of the time to the last."""
        found = [
            f"{name} holds {last.rss:.0f} MB, after {first.rss:.0f} MB"
            for name, (first, last) in self.memory.items()
            if last.rss > first.rss * _GROWTH + _SLACK
        ]
        first, last = self.p99
        return [*found, f"p99 is {last:.0f} ms, after {first:.0f} ms"] if last > first * _SLOWING else found


@click.command(epilog="Example: python -m benchmarks.soak --seconds 1800")
@click.option("--seconds", type=click.IntRange(5), default=1800, show_default=True, help="How long.")
@click.option(
    "--source",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Readouts; else the sample.",
)
@click.option(
    "--clients", type=click.IntRange(1, 64), default=4, show_default=True, help="Processes that ask."
)
@click.option(
    "--rate", type=click.IntRange(1), default=40, show_default=True, help="Requests a second, of all of them."
)
@click.option(
    "--processes", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes that serve."
)
def main(seconds: int, source: Path | None, clients: int, rate: int, processes: int) -> None:
    """Print how much was asked and how much failed; exit status 1 if anything did, or if p99 or memory is not flat."""
    made = soak(seconds, source or sample_folder(), clients=clients, rate=rate, processes=processes)
    click.echo(table(made))
    sys.exit(bool(made.failed or made.not_flat()) or made.stopped != "0")


def soak(
    seconds: float,
    source: Path,
    *,
    clients: int,
    rate: float,
    processes: int,
    slow: int = 40,
    windows: int = 12,
) -> Soaked:
    """Ask, change and rebuild for some seconds; see the module. windows: how many stretches, a multiple of three."""
    made = Soaked()
    with tempfile.TemporaryDirectory() as scratch:
        folder, index = Path(scratch) / "source", Path(scratch) / "index"
        shutil.copytree(source, folder)
        if (built := changing.searchapp("rebuild", folder, index)).returncode:
            raise SystemExit(built.stderr)
        with _serving(index, processes) as (server, address):
            asking = Clients(address, clients, pause=clients / rate, stretch=seconds / windows)
            with _held(Slow(address, slow), made):
                with changing.watching(folder, index, made.changed) as watcher:
                    writers = changing.writers(folder, index, address, seconds, made.changed)
                    pids = {"serve": server.pid, "watch": watcher}
                    made.memory = _beside(writers, pids, seconds)
                _stop(server, asking, made)
            _gather(made, asking.told(), windows)
    made.failed.update(made.changed.failed)
    return made


def table(made: Soaked) -> str:
    """The figures as lines and tables."""
    lags, changed = made.changed.lags, made.changed
    lines = [
        f"{made.requests} requests, {made.failed.total()} failed, {made.again} exports asked for again when others had been taken; {made.slow} slow connections held",
        f"{len(lags)} updates, found {percentile(lags, 0.5) if lags else 0:.1f} s (p50) and {percentile(lags, 0.99) if lags else 0:.1f} s (p99) after the change; "
        f"{changed.rebuilds} rebuilds, which waited {changed.busy} times for another writer",
        f"told to stop, the server ended with status {made.stopped} after {made.stopping:.1f} s",
        "p99 of the first third {:.1f} ms, of the last {:.1f} ms".format(*made.p99),
        "| stretch | requests | p50 ms | p99 ms |",
        "|---|---|---|---|",
        *(
            f"| {n} | {count} | {p50:.1f} | {p99:.1f} |"
            for n, (count, p50, p99) in enumerate(made.windows, 1)
        ),
        "",
        "| process | MB, first third | last third | of no file, first | last | open files, first | last | mapped, first | last |",
        "|---|---|---|---|---|---|---|---|---|",
        *(
            f"| {name} | {first.rss:.0f} | {last.rss:.0f} | {first.own:.0f} | {last.own:.0f} | {first.files} | {last.files} | {first.maps} | {last.maps} |"
            for name, (first, last) in made.memory.items()
        ),
        *(f"failed {count} times: {what}" for what, count in made.failed.most_common(20)),
        *(f"not flat: {what}" for what in made.not_flat()),
    ]
    return "\n".join(lines)


def _beside(
    writers: Sequence[Callable[[threading.Event], None]], pids: dict[str, int], seconds: float
) -> dict[str, tuple[Held, Held]]:
    """Let writers write for some seconds, and look at processes meanwhile."""
    over, footprint, began = threading.Event(), Footprint(), time.monotonic()
    threads = [
        *(threading.Thread(target=write, args=(over,)) for write in writers),
        threading.Thread(target=footprint.watch, args=(pids, began, over)),
    ]
    for thread in threads:
        thread.start()
    time.sleep(seconds)
    over.set()
    for thread in threads:
        thread.join()
    return footprint.thirds(seconds)


@contextmanager
def _held(slow: Slow, made: Soaked) -> Iterator[None]:
    """Let slow clients hold on to their connections meanwhile."""
    over = threading.Event()
    thread = threading.Thread(target=slow.hold, args=(over,))
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        made.slow = slow.held


def _stop(server: "subprocess.Popen[str]", asking: Clients, made: Soaked) -> None:
    """Tell a server to stop while it is asked."""
    began = time.monotonic()
    server.send_signal(signal.SIGTERM)
    asking.may_fail()
    try:
        made.stopped = str(server.wait(_STOPPING))
    except subprocess.TimeoutExpired:
        made.stopped = f"not within {_STOPPING:.0f} s"
    made.stopping = time.monotonic() - began


def _gather(made: Soaked, told: list[Asked], windows: int) -> None:
    """Put together what the clients tell, stretch by stretch; what was asked while the server stopped counts to the last."""
    stretches: list[list[float]] = [[] for _ in range(windows)]
    for one in told:
        made.failed.update(one.failed)
        made.again += one.again
        for number, times in one.times.items():
            stretches[min(number, windows - 1)].extend(times)
    made.requests = sum(map(len, stretches))
    made.windows = [
        (len(one), percentile(one, 0.5), percentile(one, 0.99)) if one else (0, 0.0, 0.0) for one in stretches
    ]
    third = windows // 3
    first, last = ([ms for one in part for ms in one] for part in (stretches[:third], stretches[-third:]))
    made.p99 = percentile(first, 0.99), percentile(last, 0.99)


@contextmanager
def _serving(index: Path, processes: int) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    command = [sys.executable, "-m", "searchapp", "serve", "--no-update", "--index", str(index), "--port", "0",
               "--processes", str(processes), "--log", "off"]  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603  # our own command
        try:
            yield server, next(found[0] for line in server.stdout or () if (found := _ADDRESS.search(line)))
        finally:
            server.kill() if server.poll() is None else None


if __name__ == "__main__":
    main()
