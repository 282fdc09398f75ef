"""Pages and API under load: `searchapp serve` on loopback, asked by wrk, or by urllib where wrk is not.

python -m benchmarks.http INDEX_FOLDER QUESTIONS_FILE
QUESTIONS_FILE: a question a line, as typed into the search box
"""

import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from urllib.parse import quote

from benchmarks.report import percentile

_SECONDS = 5
_CLIENTS = (1, 4)
_PAGES = {"page": "/search?q=", "API": "/api/v1/search?q="}
_ADDRESS = re.compile(r"http://\S+")


def main(index: Path, questions: Sequence[str]) -> None:
    """Print latency and requests per second of the page and the API, one process serving."""
    with _served(index) as address:
        for name, path in _PAGES.items():
            urls = [f"{path}{quote(text)}" for text in questions]
            for clients in _CLIENTS if shutil.which("wrk") else (1,):
                took = _wrk(address, urls, clients) if shutil.which("wrk") else _urllib(address, urls)
                sys.stdout.write(f"{name}, {clients} at once: {took}\n")


@contextmanager
def _served(index: Path) -> Iterator[str]:
    command = [
        sys.executable,
        "-m",
        "searchapp",
        "serve",
        "--no-update",
        "--index",
        str(index),
        "--port",
        "0",
    ]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603
    try:
        assert server.stdout is not None  # noqa: S101  # it is a pipe
        for line in server.stdout:
            if found := _ADDRESS.search(line):
                yield found.group()
                break
        else:
            raise SystemExit("the server did not start; what it said stands above")
    finally:
        server.terminate()
        server.wait()


def _wrk(address: str, urls: Sequence[str], clients: int) -> str:
    """What wrk says of some seconds, every question in turn."""
    paths = ",".join(f"'{url}'" for url in urls)
    script = f"""local paths = {{{paths}}}
local at = 0
request = function() at = at % #paths + 1; return wrk.format('GET', paths[at]) end
done = function(all, latency, requests)
  io.write(string.format('p50 %.2f ms, p95 %.2f ms, %.0f/s, %d answers that are not 2xx or 3xx',
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, all.requests / all.duration * 1e6,
    all.errors.status))
end"""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script)
        file.flush()
        command = ["wrk", "-t1", f"-c{clients}", f"-d{_SECONDS}s", "-s", file.name, address]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
    return said[said.rindex("p50") :]


def _urllib(address: str, urls: Sequence[str]) -> str:
    took: list[float] = []
    ends = time.perf_counter() + _SECONDS
    for url in cycle(urls):
        began = time.perf_counter()
        if began > ends:
            break
        with urllib.request.urlopen(address + url) as answer:  # noqa: S310  # our own server
            answer.read()
        took.append((time.perf_counter() - began) * 1000)
    return f"p50 {percentile(took, 0.5):.2f} ms, p95 {percentile(took, 0.95):.2f} ms, {len(took) / _SECONDS:.0f}/s"


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]).read_text("utf-8").splitlines())
