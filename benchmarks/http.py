"""Pages and API under load: `searchapp serve` on loopback, asked by wrk, or by threads of ours where wrk is not.

    python -m benchmarks.http INDEX_FOLDER QUESTIONS_FILE --processes 2

QUESTIONS_FILE holds a question a line, as typed into the search box. No question is asked twice: they are
dealt out among the cells (page or API, by clients at once), and a cell ends with its questions or its time.
"""

import http.client
import json
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from itertools import cycle, product
from pathlib import Path
from typing import Any
from urllib.parse import quote

import click

from benchmarks.report import percentile

Json = dict[str, Any]
CLIENTS = (1, 4, 8)
FACES = {"page": "/search?q=", "api": "/api/v1/search?q="}
_SECONDS = 10  # a cell's at most
_AT_REST = 0.5  # seconds before each cell: what the clients of the last one asked and did not wait for is answered first
_WARM_UP = 0.1  # of the questions, asked before anything is measured
_ADDRESS = re.compile(r"http://\S+")


@click.command(epilog="Example: python -m benchmarks.http index questions.txt --processes 2")
@click.argument("index", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("questions", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--processes", type=click.IntRange(1, 64), default=1, show_default=True, help="Serving.")
def main(index: Path, questions: Path, processes: int) -> None:
    """Print latency and requests a second of pages and API."""
    click.echo(table(measure(index, questions.read_text("utf-8").splitlines(), processes)))


def measure(index: Path, questions: Sequence[str], processes: int) -> Json:
    """What `searchapp serve --processes N` does under load.

    {"processes", "client", "rss_mb": of each serving process, and for "page" and "api", by clients at once
    ("1", "4", "8"): {"p50", "p95": ms, "per_s": answers a second, "n": answers, "errors": not 2xx}}
    """
    different = list(dict.fromkeys(questions))
    warm_up, rest = different[: (cut := int(len(different) * _WARM_UP))], different[cut:]
    cells = list(product(FACES, CLIENTS))
    if len(rest) < len(cells):
        raise ValueError(f"{len(questions)} questions are too few for {len(cells)} cells")
    made: Json = {"processes": processes, "client": "wrk" if shutil.which("wrk") else "threads"}
    with _served(index, processes) as (address, server):
        for face, clients in zip(cycle(FACES), CLIENTS, strict=False):
            _asked(address, _paths(face, warm_up), clients)
        for number, (face, clients) in enumerate(cells):
            asked = _asked(address, _paths(face, rest[number :: len(cells)]), clients)
            made.setdefault(face, {})[str(clients)] = asked
        made["rss_mb"] = _resident(server)
    return made


def table(measured: Json) -> str:
    """The figures as a table."""
    lines = [
        f"{measured['processes']} serving, {'/'.join(map(str, measured['rss_mb']))} MB, asked by {measured['client']}",
        "| | clients | p50 ms | p95 ms | a second | answers | errors |",
        "|---|---|---|---|---|---|---|",
    ]
    for face, clients in product(FACES, CLIENTS):
        of = measured[face][str(clients)]
        lines.append(
            f"| {face} | {clients} | {of['p50']:.2f} | {of['p95']:.2f} | {of['per_s']:.0f} | {of['n']} | {of['errors']} |"
        )
    return "\n".join(lines)


def _paths(face: str, questions: Sequence[str]) -> list[str]:
    return [f"{FACES[face]}{quote(text, safe='')}" for text in questions]


@contextmanager
def _served(index: Path, processes: int) -> Iterator[tuple[str, int]]:
    """The address of a server, and its process. Its notes of requests go into a file, as a service's do: no terminal is timed."""
    options = ["--no-update", "--index", str(index.resolve()), "--port", "0", "--processes", str(processes)]
    command = [sys.executable, "-m", "searchapp", "serve", *options]
    folder = Path(__file__).parents[1]
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as notes,
        subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=notes, text=True) as server,  # noqa: S603
    ):
        assert server.stdout is not None  # noqa: S101  # it is a pipe
        try:
            for line in server.stdout:
                if found := _ADDRESS.search(line):
                    yield found.group(), server.pid
                    break
            else:
                notes.seek(0)
                raise SystemExit(f"the server did not start; it said:\n{notes.read()}")
        finally:
            server.terminate()


def _resident(server: int) -> list[int]:
    """MB in memory of each process that answers; of none where the system does not tell."""
    folder = Path(f"/proc/{server}/task/{server}/children")
    children = folder.read_text().split() if folder.exists() else []
    workers = [one for one in children if b"spawn_main" in Path(f"/proc/{one}/cmdline").read_bytes()]
    status = [Path(f"/proc/{one}/status") for one in workers or [str(server)]]
    found = (re.search(r"VmRSS:\s+(\d+)", path.read_text()) for path in status if path.exists())
    return [int(one.group(1)) // 1024 for one in found if one]


def _asked(address: str, paths: Sequence[str], clients: int) -> Json:
    time.sleep(_AT_REST)
    return (_by_wrk if shutil.which("wrk") else _by_threads)(address, paths, clients)


_OVER = "no more questions"
_SCRIPT = """
local ffi = require('ffi')
ffi.cdef('typedef struct { long s; long us; } moment; int gettimeofday(moment *, void *);')
local now = function()
  local moment = ffi.new('moment')
  ffi.C.gettimeofday(moment, nil)
  return tonumber(moment.s) + tonumber(moment.us) / 1e6
end
local paths, at, thread = {%s}, 0, nil
answered, wrong, began, ended = 0, 0, 0, 0
setup = function(one) thread = one end
request = function()
  if at == 0 then began = now() end
  at = at + 1
  return wrk.format('GET', paths[math.min(at, #paths)])
end
response = function(status)
  if answered < #paths then
    answered, ended = answered + 1, now()
    if status < 200 or status > 299 then wrong = wrong + 1 end
  end
  if at >= #paths then
    wrk.thread:stop()
    io.write('%s\\n')
    io.flush()
  end
end
done = function(all, latency)
  io.write(string.format('{"p50": %%.3f, "p95": %%.3f, "per_s": %%.1f, "n": %%d, "errors": %%d}',
    latency:percentile(50) / 1000, latency:percentile(95) / 1000,
    thread:get('answered') / (thread:get('ended') - thread:get('began')), thread:get('answered'),
    thread:get('wrong') + all.errors.connect + all.errors.read + all.errors.write + all.errors.timeout))
end
"""


def _by_wrk(address: str, paths: Sequence[str], clients: int) -> Json:
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(_SCRIPT % (",".join(f"'{path}'" for path in paths), _OVER))
        file.flush()
        command = ["wrk", "-t1", f"-c{clients}", f"-d{_SECONDS}s", "-s", file.name, address]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as wrk:  # noqa: S603
            assert wrk.stdout is not None  # noqa: S101  # it is a pipe
            said = ""
            for line in wrk.stdout:
                if line.startswith(_OVER):
                    wrk.send_signal(signal.SIGINT)  # else it sleeps for the rest of its seconds
                said += line
    found: Json = json.loads(said[said.rindex("{") :])
    return found


def _by_threads(address: str, paths: Sequence[str], clients: int) -> Json:
    """As wrk does, by a slower client: it takes part of the machine that serves."""
    began = time.perf_counter()

    def client(some: Sequence[str]) -> Iterator[tuple[float, int]]:
        with closing(http.client.HTTPConnection(address.removeprefix("http://"))) as connection:
            for path in some:
                asked = time.perf_counter()
                if asked - began > _SECONDS:
                    return
                connection.request("GET", path)
                answer = connection.getresponse()
                answer.read()
                yield (time.perf_counter() - asked) * 1000, answer.status

    with ThreadPoolExecutor(clients) as pool:
        each = pool.map(lambda some: list(client(some)), [paths[at::clients] for at in range(clients)])
        came = [one for some in each for one in some]
    took = [ms for ms, _ in came]
    return {
        "p50": round(percentile(took, 0.5), 3),
        "p95": round(percentile(took, 0.95), 3),
        "per_s": round(len(came) / (time.perf_counter() - began), 1),
        "n": len(came),
        "errors": sum(not 200 <= status < 300 for _, status in came),
    }


if __name__ == "__main__":
    main()
