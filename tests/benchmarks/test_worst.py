"""Shortened from the worst requests at 100,000 readouts: each is answered or refused, none fails."""

from pathlib import Path

from benchmarks.worst import measure, table
from searchapp.engines.whoosh import WhooshEngine
from searchapp.indexing import rebuild
from searchapp.resources import sample_folder


def test_the_worst_of_each_kind_is_answered_or_refused(tmp_path: Path) -> None:
    with WhooshEngine(tmp_path) as engine:
        rebuild(sample_folder(), engine)
    made = measure(tmp_path, 3, 1)
    assert all(len(asked.times) == 3 and asked.worst for asked in made.values())
    assert len(made) > 15
    assert table(made).count("\n") == len(made) + 1
