"""Reading goes on while generations are swapped."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from searchapp.clause import Every, Exact, Or, Pattern
from searchapp.engine import Request
from searchapp.engines.whoosh import WhooshEngine
from searchapp.engines.whoosh.seals import Compared, Sealed, unseal
from searchapp.readout import Entity, Readout
from tests.engine import strategies
from tests.engine.conftest import MANIFEST

READOUTS = 20
SWAPS = 15
THREADS = 4
UNSEAL = "searchapp.engines.whoosh.engine.unseal"


def edition(number: int) -> list[Readout]:
    """The same readouts, each saying which edition it is of."""
    place = (Entity(f"edition-{number}", f"Edition {number}"),)
    return [replace(r, title=f"edition{number} of the rule", topic=place) for r in strategies.crowd(READOUTS)]


def look(engine: WhooshEngine) -> int:
    """Search; returns the edition, having made sure that there is one only."""
    reader = engine.reader()
    found = reader.search(Request(Pattern("edition*", "title"), limit=50, facets={"topic": None}))
    (id_,) = found.facets["topic"].counts
    (known,) = reader.entities("topic").values()
    assert id_ == known.entity.id
    assert found.facets["topic"].counts[id_] == found.total == known.count == len(found.hits) == READOUTS
    sights = reader.sights((hit for hit, _ in found.hits), ())
    assert {sight.card.topic[0].id for sight in sights} == {id_}
    number = int(id_.partition("-")[2])
    assert reader.count(Exact((f"edition{number}", "of", "the"))) == READOUTS
    assert reader.count(Or((Every(), Every()))) == reader.manifest.readouts == READOUTS
    return number


def test_four_threads_search_through_fifteen_swaps(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
    engine.write(MANIFEST, edition(0), fresh=True)
    done = threading.Event()
    seen: list[list[int]] = [[] for _ in range(THREADS)]
    failed: list[BaseException] = []

    def search(numbers: list[int]) -> None:
        try:
            while not done.wait(0.001):  # lets the writer have its turn
                numbers.append(look(engine))
            numbers.append(look(engine))
        except BaseException as error:  # whatever it is, the test fails with it
            failed.append(error)

    threads = [threading.Thread(target=search, args=(numbers,)) for numbers in seen]
    for thread in threads:
        thread.start()
    for number in range(1, SWAPS + 1):
        engine.write(MANIFEST, edition(number), fresh=number % 2 == 0)
    done.set()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    for numbers in seen:
        assert numbers == sorted(numbers)
        assert numbers[-1] == SWAPS


def test_another_process_engine_sees_the_swap_at_its_next_call(tmp_path: Path) -> None:
    writing, reading = WhooshEngine(tmp_path), WhooshEngine(tmp_path)
    for number in range(3):
        writing.write(MANIFEST, edition(number), fresh=False) if number else writing.write(
            MANIFEST, edition(0), fresh=True
        )
        assert look(reading) == number


@pytest.mark.parametrize("swaps", [1, 2, 3])
def test_a_generation_that_vanishes_while_it_is_opened_is_no_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, swaps: int
) -> None:
    """Two swaps between the reading of CURRENT and the opening of what it named remove it."""
    engine, reading = WhooshEngine(tmp_path), WhooshEngine(tmp_path)
    engine.write(MANIFEST, edition(0), fresh=True)

    def late(folder: Path, sha256: str, compared: Compared | None) -> Sealed:
        monkeypatch.setattr(UNSEAL, unseal)
        for number in range(1, swaps + 1):
            engine.write(MANIFEST, edition(number), fresh=True)
        return unseal(folder, sha256, compared)

    monkeypatch.setattr(UNSEAL, late)
    assert look(reading) in {0, swaps}
    assert look(reading) == swaps
