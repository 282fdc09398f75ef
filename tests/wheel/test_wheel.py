"""The wheel, installed outside any checkout, does the main job with what it ships."""

import json
import os
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def program(request: pytest.FixtureRequest) -> Path:
    given = request.config.getoption("--wheel-env")
    if not given:
        pytest.skip("needs an installed wheel: make test-wheel")
    return Path(given).resolve() / "bin" / "searchapp"


@pytest.fixture
def address(program: Path, tmp_path: Path) -> Iterator[str]:
    """The address of the wheel's server, started in an empty folder."""
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("SEARCHAPP", "PYTHON"))
    }
    with subprocess.Popen(
        [program, "serve", "--port", "0"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        text=True,
        env={**clean, "PYTHONUNBUFFERED": "1"},
    ) as server:
        assert server.stdout is not None
        said = ""
        while not said.startswith("Readouts at "):
            said = server.stdout.readline()
            assert said, "the server ended before it answered"
        yield said.strip().removeprefix("Readouts at ")
        server.terminate()


def _get(url: str) -> str:
    with urllib.request.urlopen(url) as answer:
        return str(answer.read().decode())


def test_the_wheel_serves_its_sample_with_pages_style_and_names(address: str, tmp_path: Path) -> None:
    found = json.loads(_get(f"{address}/api/v1/search?q=minister:Kamikawa+topic:TPP11"))
    assert found["total"] == 1
    page = _get(f"{address}/search?q=minister:Kamikawa")
    assert "<mark" in page
    assert "--paper" in _get(f"{address}/static/style.css")
    assert (tmp_path / "index" / "CURRENT").is_file()


def test_the_wheel_holds_no_tests_and_no_index(program: Path) -> None:
    installed = program.parent.parent
    assert not list(installed.glob("lib/*/site-packages/tests"))
    assert not list(installed.glob("lib/*/site-packages/searchapp/**/CURRENT"))
