"""Ends a process that works for another with it: when that one is killed, nobody else would."""

import multiprocessing
import os
import threading


def end_with_parent() -> None:
    """From now on this process ends, with status 1, as soon as the one that started it has; for what leaves nothing behind."""
    threading.Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
