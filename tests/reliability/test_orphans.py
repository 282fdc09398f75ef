"""What works for a build that is killed ends with it."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

PATIENCE = 60.0  # seconds
FILES = 3_000  # more than are read before the helpers have been seen
TEXT = (
    "# Call with Peru {n}\n\nDate: 2023-01-02\n\n"
    + "Foreign Minister Kamikawa stated that trade matters.\n\n" * 20
)


def _children(process: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc")
def test_helpers_end_with_a_build_that_is_killed(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    for n in range(FILES):
        (source / f"r{n}.md").write_text(TEXT.format(n=n))
    command = [sys.executable, "-m", "searchapp", "rebuild", str(source), "--index", str(tmp_path / "index")]
    with subprocess.Popen(
        [*command, "--workers", "2"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as build:
        deadline = time.monotonic() + PATIENCE
        while len(helpers := _children(build.pid)) < 2:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        build.send_signal(signal.SIGKILL)
    while left := [one for one in helpers if Path(f"/proc/{one}").exists()]:
        assert time.monotonic() < deadline, f"{left} go on"
        time.sleep(0.1)
