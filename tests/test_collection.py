"""The whole State Department collection: every release is read, none is lost, each has what it must have."""

from pathlib import Path

import pytest

from evaluation import judged
from searchapp.authority import load
from searchapp.engines.whoosh import WhooshEngine
from searchapp.indexing import rebuild
from searchapp.searcher import Searcher
from searchapp.sources import id_of
from tests.shared import STATE, needs_state

pytestmark = needs_state


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> WhooshEngine:
    made = WhooshEngine(tmp_path_factory.mktemp("state") / "index")
    done = rebuild(STATE, made)
    assert (done.added, done.problems) == (len(list(STATE.glob("*.txt"))), ())
    return made


def test_every_release_is_read_and_none_is_lost(engine: WhooshEngine) -> None:
    reader = engine.reader()
    assert set(reader.ids()) == {id_of(path.name) for path in STATE.glob("*.txt")}
    assert len(reader.ids()) == 2025


def test_every_release_has_its_issuer_its_day_and_a_text(engine: WhooshEngine) -> None:
    reader = engine.reader()
    readouts = [readout for id_ in reader.ids() if (readout := reader.get(id_))]
    assert all(r.passages and r.date and r.published for r in readouts)
    assert sum(r.home is not None and r.home.id == "US" for r in readouts) > 0.97 * len(readouts)


def test_people_and_countries_are_few_and_well_formed(engine: WhooshEngine) -> None:
    reader = engine.reader()
    assert all(len(id_) == 2 for id_ in reader.entities("country"))
    labels = [known.entity.label for known in reader.entities("person").values()]
    assert not [label for label in labels if len(label.split()) > 5 or any(c.isdigit() for c in label)]


def test_our_judged_queries_are_answered_within_the_bars(engine: WhooshEngine) -> None:
    made = judged.figures(judged.asked(Searcher(engine, load())))
    assert made["ndcg@10"] >= 0.85
    assert made["success@1"] >= 0.90


def test_the_folder_of_the_collection_is_untouched(engine: WhooshEngine) -> None:
    assert not [path for path in Path(STATE).iterdir() if path.suffix != ".txt"]
