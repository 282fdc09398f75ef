"""The asking side of a worker: starts it, sends it requests, ends it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from benchmarks.peer import Question

_SYSTEM_PYTHON = "/usr/bin/python3"  # where Debian's python3-xapian lives
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS"), "1")


class AbsentError(Exception):
    """An engine that is not installed here."""


class DiedError(Exception):
    """A worker that ended in the middle of its work; what it said is on the standard error above."""


class Process:
    """A worker with one engine. Raises AbsentError at the start when the engine is not here."""

    def __init__(self, name: str) -> None:
        python = _SYSTEM_PYTHON if name == "xapian" else sys.executable
        self.name = name
        try:
            self._child = subprocess.Popen(  # noqa: S603
                [python, "-m", "benchmarks.worker", name],
                cwd=Path(__file__).parents[1],
                env={**os.environ, **_ONE_THREAD},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        except FileNotFoundError as error:
            raise AbsentError(str(error)) from error
        self.about = self._heard()
        if "absent" in self.about:
            self.close()
            raise AbsentError(self.about["absent"])

    def ask(self, do: str, questions: Iterable[Question] = (), **more: Any) -> dict[str, Any]:
        """Send a request and wait for its answer."""
        request = {"do": do, **more, "questions": [asdict(one) for one in questions]}
        assert self._child.stdin is not None  # noqa: S101  # it is a pipe
        self._child.stdin.write(json.dumps(request, default=str) + "\n")
        self._child.stdin.flush()
        return self._heard()

    def close(self) -> None:
        """End the worker: its input ends, and so does it."""
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe:
                pipe.close()
        self._child.wait()

    def _heard(self) -> dict[str, Any]:
        assert self._child.stdout is not None  # noqa: S101  # it is a pipe
        line = self._child.stdout.readline()
        if not line:
            raise DiedError(self.name)
        heard: dict[str, Any] = json.loads(line)
        return heard

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
