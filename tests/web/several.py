"""A program that serves in several processes, with pages that tell, wait and die:

python -m tests.web.several PROCESSES FOLDER

FOLDER: without an index; /wait writes `waits` into it, and answers once there is `go`.
"""

import os
import sys
import time
from functools import partial
from pathlib import Path

from flask import Flask

from searchapp.authority import load
from searchapp.engines.whoosh import WhooshEngine
from searchapp.errors import SearchAppError
from searchapp.searcher import Searcher
from searchapp.web.app import create_app
from searchapp.web.server import run


def make(folder: Path) -> Flask:
    """The application, with three pages more; it cannot be made where there is no folder."""
    if not folder.exists():
        raise SystemExit(3)
    app = create_app(Searcher(WhooshEngine(folder / "index"), load()))

    def wait() -> str:
        (folder / "waits").touch()
        while not (folder / "go").exists():
            time.sleep(0.01)
        return "waited " * 10_000

    def die() -> str:
        os._exit(3)

    app.add_url_rule("/pid", view_func=lambda: str(os.getpid()), endpoint="pid")
    app.add_url_rule("/wait", view_func=wait)
    app.add_url_rule("/die", view_func=die)
    return app


def say(line: str) -> None:
    """A line that whoever started the program can read at once."""
    print(line, flush=True)


if __name__ == "__main__":
    serve = partial(run, partial(make, Path(sys.argv[2])), "127.0.0.1", 0, threads=4)
    try:
        serve(processes=int(sys.argv[1]), say=say)
    except SearchAppError as error:
        say(str(error))
        raise SystemExit(error.exit_status) from error
