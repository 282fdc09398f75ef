"""The load test, over a real server and the sample."""

import os
import shutil
from pathlib import Path

import pytest

from benchmarks import http
from searchapp.engines.whoosh import WhooshEngine
from searchapp.indexing import rebuild
from searchapp.resources import sample_folder

QUESTIONS = [f"{word} {other}" for word in "rule law sea trade talks peace".split() for other in "abcdefghi"]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("load") / "index"
    with WhooshEngine(folder) as engine:
        rebuild(sample_folder(), engine)
    return folder


@pytest.mark.parametrize("client", [pytest.param("wrk", marks=pytest.mark.skipif(not shutil.which("wrk"), reason="no wrk")), "threads"])  # fmt: skip
@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.skipif(os.name == "nt", reason="no shared sockets")
def test_every_cell_has_its_figures_and_no_errors(
    client: str, processes: int, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: name if client == "wrk" else None)
    measured = http.measure(index, QUESTIONS, processes)
    assert (measured["client"], measured["processes"]) == (client, processes)
    cells = [measured[face][str(clients)] for face in http.FACES for clients in http.CLIENTS]
    assert all(cell.keys() == {"p50", "p95", "per_s", "n", "errors"} for cell in cells)
    assert all(cell["errors"] == 0 < cell["n"] for cell in cells)
    assert sum(cell["n"] for cell in cells) < len(QUESTIONS)  # each is asked once at most
    assert all(row.startswith("|") for row in http.table(measured).splitlines()[1:])


def test_too_few_questions_are_an_error(index: Path) -> None:
    with pytest.raises(ValueError, match="too few"):
        http.measure(index, ["one", "two", "one"], 1)
