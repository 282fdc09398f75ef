"""The script of docs/api.md, run as it stands, takes 10,000 hits from a real server while a rebuild swaps the index."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

HITS = 10_000
OTHERS = 1_000  # of another country, which the search does not find
SCRIPT = re.compile(r"```python\n(.+?)```", re.DOTALL)
DOCUMENT = Path(__file__).parents[2] / "docs" / "api.md"


def _searchapp(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "searchapp", *map(str, arguments)]


def _write(file: Path, title: str) -> None:
    rows = (
        {"id": f"r{n:05}", "title": f"{title} {n}", "date": f"20{n % 20 + 10}-01-0{n % 9 + 1}",
         "country": "Mexico" if n < HITS else "Peru", "text": "The ministers met, and spoke of trade."}
        for n in range(HITS + OTHERS)
    )  # fmt: skip
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    folder.mkdir()
    _write(folder / "all.jsonl", "Before")
    return folder


@contextmanager
def _serving(index: Path) -> Iterator[str]:
    """The address of a server of the index, in a process of its own."""
    command = _searchapp("serve", "--no-update", "--index", index, "--port", "0", "--log", "off")
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            line = next(line for line in server.stdout if "http://" in line)
            yield "http://" + line.split("http://")[1].split()[0]
        finally:
            server.terminate()


def test_each_of_ten_thousand_hits_comes_once_while_a_rebuild_swaps_the_index(
    source: Path, tmp_path: Path
) -> None:
    index = tmp_path / "index"
    subprocess.run(_searchapp("rebuild", source, "--index", index), check=True, stdout=subprocess.DEVNULL)
    found = SCRIPT.search(DOCUMENT.read_text("utf-8"))
    assert found
    with _serving(index) as address:
        script = found[1].replace("http://127.0.0.1:8000", address)
        assert address in script
        environment = os.environ | {"PYTHONUNBUFFERED": "1"}
        with subprocess.Popen(
            [sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, env=environment
        ) as taking:
            assert taking.stdout is not None
            lines = [taking.stdout.readline()]  # the first page is there; the pipe holds the script back
            current = (index / "CURRENT").read_text()
            _write(source / "all.jsonl", "After")
            subprocess.run(
                _searchapp("rebuild", source, "--index", index), check=True, stdout=subprocess.DEVNULL
            )
            assert (index / "CURRENT").read_text() != current
            lines += taking.stdout.readlines()
        assert taking.returncode == 0
        assert sorted(line.split()[0] for line in lines) == [f"r{n:05}" for n in range(HITS)]
        assert {line.split()[2] for line in lines} == {"Before"}, "the list changed under the reader"
