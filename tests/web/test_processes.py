"""Several processes on one address, over real sockets."""

import http.client
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.shared import PROJECT

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no shared sockets")
_PATIENCE = 30  # seconds until something that does not come is given up


class Site:
    """A running server: what it says, and what it answers."""

    def __init__(self, server: "subprocess.Popen[str]") -> None:
        self.server, self.address, self.said = server, "", list[str]()
        while not self.address:
            self.address = next(iter(re.findall(r"http://\S+", self.line())), "")

    def line(self) -> str:
        """The next line that it says."""
        assert self.server.stdout
        line = self.server.stdout.readline()
        assert line, self.said
        self.said.append(line)
        return line

    def ask(self, path: str, patience: float = _PATIENCE) -> str:
        """The answer over a connection of its own."""
        with urllib.request.urlopen(self.address + path, timeout=patience) as answer:
            return str(answer.read().decode())

    def pids(self, count: int) -> set[int]:
        """The processes that answer, once so many have."""
        seen = set[int]()

        def all_seen() -> bool:
            with ThreadPoolExecutor(8) as pool:
                seen.update(map(int, pool.map(self.ask, ["/pid"] * 16)))
            return len(seen) >= count

        until(all_seen)
        return seen

    def refuses(self) -> bool:
        """Whether nothing listens there any more."""
        try:
            # who came in the moment of the end is let in and never answered: ask again
            self.ask("/pid", patience=1)
        except OSError as error:
            return "refused" in str(error)
        return False


@contextmanager
def serving(processes: int, folder: Path) -> Iterator[Site]:
    command = [sys.executable, "-m", "tests.web.several", str(processes), str(folder)]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as server:
        try:
            yield Site(server)
        finally:
            server.kill()


def until(true: Callable[[], bool]) -> None:
    """Wait for something; fails when it does not come."""
    deadline = time.monotonic() + _PATIENCE
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_every_process_answers_and_all_end_when_told(tmp_path: Path) -> None:
    with serving(3, tmp_path) as site:
        assert len(site.pids(3)) == 3
        assert site.server.pid not in site.pids(3)
        site.server.send_signal(signal.SIGTERM)
        assert site.server.wait(_PATIENCE) == 0
        assert site.refuses()


def test_connections_that_are_kept_are_dealt_out_evenly(tmp_path: Path) -> None:
    with serving(2, tmp_path) as site, ExitStack() as kept:
        site.pids(2)
        some = [http.client.HTTPConnection(site.address.removeprefix("http://")) for _ in range(9)]
        for one in some:
            kept.callback(one.close)
            one.connect()
        for one in some:
            one.request("GET", "/pid")
        each = Counter(one.getresponse().read() for one in some)
        assert sorted(each.values()) == [4, 5]


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_a_request_under_way_is_answered_whole_before_the_end(
    processes: int, told: signal.Signals, tmp_path: Path
) -> None:
    with serving(processes, tmp_path) as site, ThreadPoolExecutor(1) as pool:
        idle = http.client.HTTPConnection(site.address.removeprefix("http://"))
        idle.request("GET", "/pid")
        assert idle.getresponse().read()
        answer = pool.submit(site.ask, "/wait")
        until((tmp_path / "waits").exists)
        site.server.send_signal(told)
        until(site.refuses)
        (tmp_path / "go").touch()
        assert answer.result() == "waited " * 10_000
        assert site.server.wait(_PATIENCE) == 0
        idle.close()


def test_a_process_that_dies_is_told_of_and_replaced(tmp_path: Path) -> None:
    with serving(2, tmp_path) as site:
        before = site.pids(2)
        with pytest.raises((OSError, http.client.HTTPException)):
            site.ask("/die")
        said = site.line()
        dead = int(said.split()[1])
        assert said == f"Process {dead} ended (exit status 3); another takes its place.\n"
        assert before - {dead} < site.pids(2)
        assert dead not in site.pids(2)
        site.server.send_signal(signal.SIGTERM)
        assert site.server.wait(_PATIENCE) == 0


def test_processes_whose_parent_is_gone_let_go_of_the_address(tmp_path: Path) -> None:
    with serving(2, tmp_path) as site:
        site.pids(2)
        site.server.kill()
        site.server.wait()
        until(site.refuses)


def test_a_process_that_cannot_start_is_an_error(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.web.several", "2", str(tmp_path / "none")]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "A process ended (exit status 3) before it could answer" in done.stdout
