"""One engine in a process of its own: reads a request a line from its input, writes an answer a line.

    {"do": "build", "folder", "documents", "cores"}  -> {"wall", "cpu", "documents"}   seconds
    {"do": "open", "folder"}                         -> {"ms"}
    {"do": "ask", "task", "questions"}               -> {"wall", "cpu"}                ms, each a list
    {"do": "count", "questions"}                     -> {"counts"}                     None: it cannot tell
    {"do": "counts", "questions"}                    -> {"counts"}                     of the facets, the first few
    {"do": "rss"}                                    -> {"mb"}

The first line that is written says {"version", "tasks", "kinds", "parallel"}, or {"absent"} with the reason.
"""

import importlib
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.peer import Document, Peer, question, read

Json = dict[str, Any]
_AT_HAND = 2_000_000_000  # bytes of documents that are read before the clock starts


def main(name: str) -> None:
    """Serve one engine until the input ends."""
    try:
        peer: Peer = importlib.import_module(f"benchmarks.engines.{name}").Engine()
    except ImportError as error:
        _say({"absent": str(error)})
        return
    _say({"version": peer.version(), "tasks": peer.tasks, "kinds": peer.kinds, "parallel": peer.parallel})
    for line in sys.stdin:
        _say(_answer(peer, json.loads(line)))


def _answer(peer: Peer, asked: Json) -> Json:
    match asked["do"]:
        case "build":
            return _build(peer, Path(asked["folder"]), Path(asked["documents"]), asked["cores"])
        case "open":
            began = time.perf_counter()
            peer.open(Path(asked["folder"]))
            return {"ms": (time.perf_counter() - began) * 1000}
        case "ask":
            return _ask(peer, asked["task"], asked["questions"])
        case "count":
            return {"counts": [peer.count(question(one)) for one in asked["questions"]]}
        case "counts":
            answers = (peer.facets(question(one)).counts for one in asked["questions"])
            return {"counts": [{facet: dict(of) for facet, of in found.items()} for found in answers]}
        case _:
            return {"mb": resident()}


def _ask(peer: Peer, task: str, questions: list[Json]) -> Json:
    run = getattr(peer, task)
    wall, cpu = [], []
    for one in map(question, questions):
        began, worked = time.perf_counter_ns(), time.process_time_ns()
        run(one)
        cpu.append((time.process_time_ns() - worked) / 1e6)
        wall.append((time.perf_counter_ns() - began) / 1e6)
    return {"wall": wall, "cpu": cpu}


class _Clocked:
    """Documents, with the time that it took to read them from their file: no engine's own."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._documents = documents
        self.wall = self.cpu = 0.0
        self.count = 0

    def __iter__(self) -> Iterator[Document]:
        came = iter(self._documents)
        while True:
            began, worked = time.perf_counter(), time.thread_time()
            one = next(came, None)
            self.cpu += time.thread_time() - worked
            self.wall += time.perf_counter() - began
            if one is None:
                return
            self.count += 1
            yield one


def _build(peer: Peer, folder: Path, documents: Path, cores: int) -> Json:
    folder.mkdir(parents=True)
    at_hand = documents.stat().st_size < _AT_HAND
    clocked = _Clocked(list(read(documents)) if at_hand else read(documents))
    began, before = time.perf_counter(), worked()
    peer.build(folder, clocked, cores)
    cpu, wall = worked() - before, time.perf_counter() - began
    return {"wall": wall - clocked.wall, "cpu": cpu - clocked.cpu, "documents": clocked.count}


def worked() -> float:
    """CPU seconds of this process, its threads and its children that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def resident(kind: str = "VmRSS", process: str = "self") -> float:
    """MB of a process, this one unless another is named, that are in memory; its mapped files are counted as far as it has touched them.

    kind: a line of /proc/self/status; RssAnon leaves the mapped files out.
    """
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith(f"{kind}:")).split()[1]) / 1024


def _say(answer: Json) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
