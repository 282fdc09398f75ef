"""A folder watched: as its files change and come to rest, the index follows.

For: when to index, and what to tell. Not for: how (`indexing`). An error of one run is told and outlived.
"""

import logging
import signal
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from searchapp import terminal
from searchapp.engine import Problem
from searchapp.engines import chosen
from searchapp.errors import ExtraMissingError, IndexBusyError, SearchAppError
from searchapp.indexing import Report, SourceFolderError
from searchapp.sources import SIDECAR, is_passed_over, is_source

if TYPE_CHECKING:
    from watchfiles import Change

_REST = 400  # milliseconds without a change, after which the folder is looked at
_LONGEST = 10_000  # milliseconds after which it is looked at, though it changes on
_TURN = 500  # milliseconds between two tries while another writer is at work

Run = Callable[[], Report]
Say = Callable[[str], object]
_log = logging.getLogger(__name__)


def watch(source: Path, run: Run, say: Say, *, index: Path, own: Path | None = None) -> None:
    """Index at once, and again whenever files of the folder (or of own authority files) change, until Ctrl-C or SIGTERM.

    run: brings the index up to date. Where another searchapp writes, it is run again until it can. Raises
    ExtraMissingError without watchfiles, SourceFolderError where the folder is not there, or no longer. To be
    called in the main thread.
    """
    try:
        from watchfiles import watch as changes  # noqa: PLC0415 (an extra)
    except ImportError as error:
        raise ExtraMissingError("watching", "watchfiles", "watch") from error
    folders = [folder for folder in (source, own) if folder is not None]
    teller = _Teller(say, index)
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)  # which ends like Ctrl-C
    try:
        _present(source)
        due = True
        say(f"Watching {source}; end with Ctrl-C.")
        for changed in changes(
            *folders, watch_filter=Concerns(folders, index), step=_REST, debounce=_LONGEST, rust_timeout=_TURN, yield_on_timeout=True
        ):  # fmt: skip
            _present(source)
            if changed or due:
                due = not teller.tell_of(run)
    except KeyboardInterrupt:
        say("Stopped.")
    finally:
        signal.signal(signal.SIGTERM, before)


def _present(source: Path) -> None:
    if not source.is_dir():
        raise SourceFolderError(source, "the folder is not there. Name one that is: searchapp watch FOLDER")


class Concerns:
    """Whether a change can change the index: not that of a hidden or temporary file, or of the index itself."""

    def __init__(self, folders: Sequence[Path], index: Path) -> None:
        self._folders, self._index = [folder.resolve() for folder in folders], index.resolve()

    def __call__(self, change: "Change", path: str) -> bool:
        """Asked by watchfiles of every change, with its absolute path."""
        file = Path(path)
        if self._index == file or self._index in file.parents:
            return False
        below = [file.relative_to(folder) for folder in self._folders if file.is_relative_to(folder)]
        if below and all(is_passed_over(one) for one in below):
            return False
        if is_source(file) or file.suffix == SIDECAR:
            return True
        # a folder that comes or goes brings or takes its files without a word of them
        return change.name == "deleted" or (change.name == "added" and file.is_dir())


class _Teller:
    """Runs, and tells what is new: what changed, problems that were not told before, an error."""

    def __init__(self, say: Say, index: Path) -> None:
        self._say, self._index = say, index
        self._problems: frozenset[Problem] = frozenset()
        self._generation = ""
        self._waits = False

    def tell_of(self, run: Run) -> bool:
        """Run once; False where it is to be run again, since another writer is at work."""
        try:
            report = run()
        except IndexBusyError:
            if not self._waits:
                self._say(f"Another searchapp is writing to {self._index}; waiting for it.")
            self._waits = True
            return False
        except (SearchAppError, OSError) as error:
            self._say(f"Not indexed, the index is as it was: {error}")
        except Exception as error:
            _log.exception("a run failed")
            self._say(
                f"Not indexed, the index is as it was ({type(error).__name__}). Trying again at the next change."
            )
        else:
            self._tell(report)
        self._waits = False
        return True

    def _tell(self, report: Report) -> None:
        problems = frozenset(report.problems)
        for problem in sorted(problems - self._problems, key=lambda one: one.path):
            self._say(f"problem: {problem.path}: {problem.reason}")
        if report.manifest.generation != self._generation:
            self._say(terminal.report(report, chosen.place(self._index)))
        self._problems, self._generation = problems, report.manifest.generation
