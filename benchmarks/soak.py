"""Mixed load for a long time, while the index is brought up to date and built anew: nothing may fail.

    python -m benchmarks.soak --seconds 1800

A folder of readouts is indexed and served by `searchapp serve`; processes of ours ask for pages, JSON, feeds and
exports all the while, others hold connections open without ever finishing a request, and one changes the folder and
runs `searchapp index`, and now and then `searchapp rebuild`. At the end the server is told to stop while it is asked.
"""

import http.client
import json
import multiprocessing
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from array import array
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

from benchmarks.report import percentile
from searchapp.resources import sample_folder

_ADDRESS = re.compile(r"http://\S+")
_REBUILD_EACH = 10  # updates, of which the last is a rebuild
_LOOK = 1.0  # seconds between two looks at the memory
_SLOW_BYTE = 2.0  # seconds between two bytes of a slow client
_PATIENCE = 60.0  # seconds that an answer may take before it counts as failed
_STOPPING = 20.0  # seconds that a server may take to stop
_WORDS = ("cooperation", "security", "ministers met", "trade AND investment", "strateg*", '"rule of law"', "ukrane~", "country:Mexico", "topic:cptpp", "economic -security")  # fmt: skip
_PATHS = (
    "/", "/search?q={}", "/search?q={}&sort=newest&page=2", "/api/v1/search?q={}", "/api/v1/suggest?q=mini", "/readout/{id}", "/api/v1/readouts/{id}",
    "/trends?q={}", "/coverage", "/browse", "/feed?q={}", "/export?q={}&format=csv", "/export?q={}&format=bibtex", "/static/style.css", "/readyz",
)  # fmt: skip
_fresh = multiprocessing.get_context("spawn")


@dataclass
class Soaked:
    """What came of it. windows: (requests, p50 ms, p99 ms, MB of the serving processes) of equal stretches of time;
    failed: what went wrong, and how often; slow: connections of slow clients that were held."""

    requests: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    windows: list[tuple[int, float, float, float]] = field(default_factory=list)
    updates: int = 0
    rebuilds: int = 0
    slow: int = 0
    stopped: str = ""


@click.command(epilog="Example: python -m benchmarks.soak --seconds 1800")
@click.option("--seconds", type=click.IntRange(5), default=1800, show_default=True, help="How long.")
@click.option(
    "--source",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Readouts; else the sample.",
)
@click.option(
    "--clients", type=click.IntRange(1, 64), default=3, show_default=True, help="Processes that ask."
)
@click.option(
    "--processes", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes that serve."
)
def main(seconds: int, source: Path | None, clients: int, processes: int) -> None:
    """Print how much was asked and how much failed; exit status 1 if anything did."""
    made = soak(seconds, source or sample_folder(), clients, processes)
    click.echo(table(made))
    sys.exit(bool(made.failed) or made.stopped != "0")


def soak(seconds: float, source: Path, clients: int, processes: int, windows: int = 10) -> Soaked:
    """Ask, change and rebuild for some seconds; see the module."""
    made = Soaked()
    with tempfile.TemporaryDirectory() as scratch:
        folder, index = Path(scratch) / "source", Path(scratch) / "index"
        shutil.copytree(source, folder)
        _searchapp("rebuild", folder, index)
        with _serving(index, processes) as (server, address):
            ids = _asked_json(address, "/api/v1/search?per_page=50")["hits"]
            stop, told = _fresh.Event(), _fresh.Queue()
            asking = [
                _fresh.Process(
                    target=_ask, args=(address, [hit["id"] for hit in ids], n, seconds / windows, stop, told)
                )
                for n in range(clients)
            ]
            over = threading.Event()
            memory: list[tuple[float, float]] = []
            beside = [
                threading.Thread(target=_change, args=(folder, index, over, made)),
                threading.Thread(target=_dawdle, args=(address, 40, over, made)),
                threading.Thread(target=_watch, args=(server.pid, over, memory)),
            ]
            for thread in beside:
                thread.start()
            for one in asking:
                one.start()
            began = time.monotonic()
            time.sleep(seconds)
            over.set()
            for thread in beside:
                thread.join()
            server.send_signal(signal.SIGTERM)
            stop.set()
            _gather(made, [told.get(timeout=_PATIENCE * 2) for _ in asking], memory, began, seconds / windows)
            for one in asking:
                one.join()
            try:
                made.stopped = str(server.wait(_STOPPING))
            except subprocess.TimeoutExpired:
                made.stopped = f"not within {_STOPPING:.0f} s"
    return made


def table(made: Soaked) -> str:
    """The figures as a table."""
    lines = [
        f"{made.requests} requests, {made.failed.total()} failed; {made.updates} updates and {made.rebuilds} rebuilds meanwhile; "
        f"{made.slow} slow connections held; exit status of the server {made.stopped}",
        "| stretch | requests | p50 ms | p99 ms | MB |",
        "|---|---|---|---|---|",
        *(
            f"| {n} | {count} | {p50:.1f} | {p99:.1f} | {mb:.0f} |"
            for n, (count, p50, p99, mb) in enumerate(made.windows, 1)
        ),
        *(f"failed {count} times: {what}" for what, count in made.failed.most_common(20)),
    ]
    return "\n".join(lines)


def _gather(
    made: Soaked,
    told: list[tuple[dict[int, "array[float]"], Counter[str]]],
    memory: list[tuple[float, float]],
    began: float,
    stretch: float,
) -> None:
    """Put together what the clients and the look at the memory tell, stretch by stretch."""
    for _, failed in told:
        made.failed.update(failed)
    for number in sorted({number for times, _ in told for number in times}):
        taken = sorted(one for times, _ in told for one in times.get(number, ()))
        held = [mb for at, mb in memory if int((at - began) / stretch) == number]
        made.requests += len(taken)
        made.windows.append(
            (len(taken), percentile(taken, 0.5), percentile(taken, 0.99), max(held, default=0.0))
        )


@contextmanager
def _serving(index: Path, processes: int) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    command = [sys.executable, "-m", "searchapp", "serve", "--no-update", "--index", str(index), "--port", "0",
               "--processes", str(processes), "--log", "off"]  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603  # our own command
        try:
            yield server, next(found[0] for line in server.stdout or () if (found := _ADDRESS.search(line)))
        finally:
            server.kill() if server.poll() is None else None


def _searchapp(command: str, folder: Path, index: Path) -> None:
    subprocess.run(  # noqa: S603  # our own command
        [sys.executable, "-m", "searchapp", command, str(folder), "--index", str(index)],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def _asked_json(address: str, path: str) -> Any:
    status, body = _get(address, path)
    if status != 200:
        raise RuntimeError(f"{path} was answered with {status}")
    return json.loads(body)


def _get(address: str, path: str) -> tuple[int, bytes]:
    there = http.client.HTTPConnection(urlsplit(address).netloc, timeout=_PATIENCE)
    try:
        there.request("GET", path)
        answer = there.getresponse()
        return answer.status, answer.read()
    finally:
        there.close()


def _ask(address: str, ids: list[str], seed: int, stretch: float, stop: Event, told: Any) -> None:
    """Ask until the server is gone; it may refuse once it was told to stop, and until then nothing may fail."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    chosen, failed, times = random.Random(seed), Counter[str](), dict[int, "array[float]"]()  # noqa: S311
    began = time.monotonic()
    while True:
        path = chosen.choice(_PATHS).replace("{id}", chosen.choice(ids))
        path = path.replace("{}", chosen.choice(_WORDS).replace(" ", "+").replace('"', "%22"))
        start = time.monotonic()
        try:
            status, _ = _get(address, path)
        except (ConnectionRefusedError, ConnectionResetError, http.client.RemoteDisconnected) as error:
            if stop.wait(1.0):
                break  # it came after the server had closed its doors
            failed[f"{path}: {error!r}"] += 1
            continue
        except (OSError, http.client.HTTPException) as error:
            failed[f"{path}: {error!r}"] += 1
            if stop.is_set():
                break
            continue
        if status != 200:
            failed[f"{path}: {status}"] += 1
        times.setdefault(int((start - began) / stretch), array("d")).append((time.monotonic() - start) * 1000)
    told.put((times, failed))


def _change(folder: Path, index: Path, over: threading.Event, made: Soaked) -> None:
    """Put a readout there, change it, take it away, and bring the index up to date after each."""
    number = 0
    while not over.is_set():
        number += 1
        file = folder / f"soaked-{number % 7}.md"
        if number % 3 == 0:
            file.unlink(missing_ok=True)
        file = folder / f"soaked-{number % 5}.md"
        file.write_text(
            f"---\ndate: 2024-01-01\n---\n# Soaked {number}\n\nThe ministers met on cooperation {number}.\n"
        )
        rebuilding = number % _REBUILD_EACH == 0
        try:
            _searchapp("rebuild" if rebuilding else "index", folder, index)
        except subprocess.CalledProcessError as error:
            made.failed[f"writing: exit status {error.returncode}"] += 1
        made.rebuilds += rebuilding
        made.updates += not rebuilding


def _dawdle(address: str, count: int, over: threading.Event, made: Soaked) -> None:
    """Hold connections open with a request that never comes to its end, a byte at a time."""
    where = urlsplit(address)
    held: list[socket.socket] = []
    while not over.is_set():
        while len(held) < count:
            one = socket.create_connection((str(where.hostname), int(where.port or 80)), timeout=5)
            one.sendall(b"GET /search?q=slow HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
            held.append(one)
            made.slow += 1
        for one in list(held):
            try:
                one.send(b"a")
            except OSError:
                held.remove(one)
        over.wait(_SLOW_BYTE)
    for one in held:
        with suppress(OSError):
            one.close()


def _watch(pid: int, over: threading.Event, memory: list[tuple[float, float]]) -> None:
    """Note the memory of a server and of the processes that it started, in MB that are theirs alone, where Linux tells."""
    while not over.wait(_LOOK):
        memory.append((time.monotonic(), sum(map(_own_mb, [pid, *_children(pid)]))))


def _children(pid: int) -> list[int]:
    try:
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _own_mb(pid: int) -> float:
    try:
        told = Path(f"/proc/{pid}/statm").read_text().split()
    except OSError:
        return 0.0
    return (int(told[1]) - int(told[2])) * os.sysconf("SC_PAGE_SIZE") / (1 << 20)


if __name__ == "__main__":
    main()
