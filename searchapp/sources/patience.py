"""A deadline for one file: what takes longer to read than any readout is a problem like others, and reading goes on."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from searchapp.errors import SourceError

SECONDS = 60.0  # of the processor's time: a readout takes milliseconds, a transcript of hours half a second
_AGAIN = 1.0  # seconds after which it is said again, should a library not have listened


class _OverdueError(BaseException):
    """The time is up. Not an Exception: libraries catch those, and go on."""


@contextmanager
def deadline(path: str, seconds: float = SECONDS) -> Iterator[None]:
    """Raise SourceError in what takes more of this process's time; real time does not count, since others may have the processor.

    Windows has no such clock, and only a main thread can be interrupted: elsewhere nothing is raised.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    running = True

    def ring(_signal: int, _frame: FrameType | None) -> None:
        if running:
            raise _OverdueError

    handler = signal.signal(signal.SIGPROF, ring)
    before = signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
    try:
        yield
    except _OverdueError:
        reason = f"reading it takes more than {seconds:g} seconds of the processor. Split it, or take out what is no readout."
        raise SourceError(path, reason) from None
    finally:
        running = False
        signal.setitimer(signal.ITIMER_PROF, *before)
        signal.signal(signal.SIGPROF, handler)
