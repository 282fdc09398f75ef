"""Processes that work for this one: how many there are, and that they end with it."""

import multiprocessing
import os
import threading
from collections.abc import Callable

_MOST = 8  # unless more are asked for


def how_many(asked: int | None) -> int:
    """As many as are asked for, else one for each core, eight at most."""
    return asked or min(os.cpu_count() or 1, _MOST)


def end_with_parent(end: Callable[[], object] = lambda: os._exit(1)) -> None:
    """From now on this process ends as soon as the one that started it has: when that one is killed, nobody else would.

    end: how; as it stands at once, with status 1, for what leaves nothing behind.
    """

    def follow() -> None:
        if parent := multiprocessing.parent_process():
            parent.join()
            end()

    threading.Thread(target=follow, daemon=True).start()
