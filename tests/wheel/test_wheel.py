"""The wheel (or the sdist), installed outside any checkout and without extras, does the main job with what it ships."""

import json
import os
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from searchapp import __version__


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
    assert list(installed.glob("lib/*/site-packages/searchapp/py.typed"))


def test_the_program_tells_its_version(program: Path) -> None:
    assert _run(program, "--version").stdout == f"searchapp, version {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "extra"),
    [
        (["watch", "sources"], "watch"),
        (["serve", "sources", "--port", "0", "--metrics"], "metrics"),
        (["serve", "sources", "--port", "0", "--rate", "9 per minute"], "limits"),
    ],
)
def test_an_extra_that_is_absent_is_named_with_its_remedy(
    program: Path, tmp_path: Path, arguments: list[str], extra: str
) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "call.txt").write_text("Call\n\nThey spoke.\n", encoding="utf-8")
    done = _run(program, *arguments, cwd=tmp_path)
    assert done.returncode == 1
    assert f"pip install 'searchapp[{extra}]'" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_a_file_that_needs_an_extra_is_told_and_the_rest_is_read(
    program: Path, tmp_path: Path, kind: str
) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "call.txt").write_text("Call\n\nThey spoke.\n", encoding="utf-8")
    (tmp_path / "sources" / f"other.{kind}").write_bytes(b"%PDF-1.4 or not")
    done = _run(program, "rebuild", "sources", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert f"searchapp[{kind}]" in done.stderr
    assert "1 readout" in done.stdout


def _run(program: Path, *arguments: str, cwd: Path | None = None) -> "subprocess.CompletedProcess[str]":
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("SEARCHAPP", "PYTHON"))
    }
    return subprocess.run(
        [program, *arguments], cwd=cwd, env=clean, capture_output=True, text=True, check=False, timeout=120
    )
