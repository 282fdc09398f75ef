"""Shortened from `make soak`: nothing that is asked fails while the index is changed and built anew."""

import sys

import pytest

from benchmarks.soak import soak, table
from searchapp.resources import sample_folder


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_nothing_fails_under_mixed_load_with_slow_clients_updates_and_a_stop() -> None:
    made = soak(20, sample_folder(), clients=2, rate=20, processes=2, windows=3)
    assert not made.failed, table(made)
    assert made.stopped == "0"
    assert made.requests > 50
    assert made.changed.lags
    assert made.slow >= 40
    assert {"serve", "serve 1", "serve 2", "watch"} <= made.memory.keys()
