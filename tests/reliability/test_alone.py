"""A build, a search and a page need no network, whatever addresses the sources name."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from searchapp.resources import sample_folder
from tests.browser.hostile import written
from tests.shared import PROJECT

_APART = ["unshare", "--map-root-user", "--net"]


def test_nothing_is_fetched(tmp_path: Path) -> None:
    if (
        not shutil.which("unshare")
        or subprocess.run([*_APART, "true"], capture_output=True, check=False).returncode
    ):
        pytest.skip("no network namespace may be made here (unshare): that nothing is fetched is not tested")
    shutil.copytree(sample_folder(), tmp_path / "source")
    written(tmp_path / "source")
    command = [
        *_APART,
        sys.executable,
        "-m",
        "tests.reliability.alone",
        str(tmp_path / "source"),
        str(tmp_path / "index"),
    ]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    first, built, *served, last = done.stdout.splitlines()
    assert (first, last) == ("no network", "reached []")
    assert int(built.split()[1]) > 18
    assert served == [
        f"served {path} 200 True"
        for path in ("/search?q=ministers", "/trends?q=ministers", "/api/v1/search?q=ministers")
    ]
