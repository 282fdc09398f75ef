"""Shortened from `make soak`: nothing that is asked fails while the index is changed and built anew."""

import sys

import pytest

from benchmarks.soak import soak, table
from searchapp.resources import sample_folder


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_nothing_fails_under_mixed_load_with_slow_clients_updates_and_a_stop() -> None:
    made = soak(20, sample_folder(), clients=2, processes=2, windows=4)
    assert not made.failed, table(made)
    assert made.stopped == "0"
    assert made.requests > 50
    assert made.updates >= 1
    assert made.slow >= 40
