"""A process keeps few pages of its index in memory, and reads the same from those that it has given back."""

import sys
from pathlib import Path

import numpy as np
import pytest

from searchapp.clause import Every, Term
from searchapp.engine import Request
from searchapp.engines.arrays import collection
from searchapp.engines.arrays.store import Arrays, Writer, in_memory
from searchapp.engines.whoosh import WhooshEngine
from tests.engine import strategies
from tests.engine.conftest import MANIFEST

MANY = 6 << 20  # numbers of four bytes: three stretches of a file

linux = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the system does not tell what is in memory"
)


@pytest.fixture
def arrays(tmp_path: Path) -> Arrays:
    with Writer(tmp_path / "many") as out:
        out.put("numbers", np.arange(MANY, dtype=np.uint32))
    return Arrays(tmp_path / "many")


def test_the_stretches_of_a_file_are_the_whole_of_it(arrays: Arrays) -> None:
    stretches = arrays.stretches()
    assert len(stretches) == 3
    assert sum(length for _, length in stretches) == MANY * 4
    assert [begin for begin, _ in stretches] == [0, stretches[0][1], 2 * stretches[0][1]]


@linux
def test_a_stretch_that_is_given_back_is_no_longer_in_memory_and_reads_the_same(arrays: Arrays) -> None:
    numbers = arrays["numbers"]
    total = int(numbers.sum(dtype=np.int64))
    for begin, length in arrays.stretches():
        _, before = in_memory()
        arrays.release(begin, length)
        _, after = in_memory()
        assert before - after > length * 9 // 10
    assert int(numbers.sum(dtype=np.int64)) == total


@linux
def test_searches_give_back_what_is_too_much_and_find_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    WhooshEngine(tmp_path).write(MANIFEST, strategies.crowd(200), fresh=True)
    wanted = [Request(clause, facets={"country": 5}) for clause in (Every(), Term("trade", "trade"))]
    reader = WhooshEngine(tmp_path).reader()
    found = [reader.search(request) for request in wanted]
    given_back = list[int]()
    release = Arrays.release

    def noted(self: Arrays, begin: int = 0, length: int | None = None) -> None:
        given_back.append(begin)
        release(self, begin, length)

    monkeypatch.setattr(collection, "_MEMORY", 0)
    monkeypatch.setattr(collection, "_LEAST", -(1 << 40))
    monkeypatch.setattr(Arrays, "release", noted)
    for _ in range(20):
        assert [reader.search(request) for request in wanted] == found
    assert given_back


@linux
def test_what_an_earlier_generation_had_in_memory_does_not_let_the_next_have_more(
    tmp_path: Path, arrays: Arrays, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "index"
    WhooshEngine(folder).write(MANIFEST, strategies.crowd(20), fresh=True)
    assert int(arrays["numbers"].max()) == MANY - 1  # as an index that is in use
    reader = WhooshEngine(folder).reader()
    arrays.release()
    given_back = list[int]()
    monkeypatch.setattr(collection, "_MEMORY", 0)
    monkeypatch.setattr(collection, "_LEAST", -(12 << 20))
    monkeypatch.setattr(Arrays, "release", lambda _, begin=0, length=None: given_back.append(begin))  # noqa: ARG005
    for _ in range(20):
        reader.search(Request(Every()))
    assert given_back


def test_an_earlier_generation_is_given_back_and_answers_those_who_still_read_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    WhooshEngine(tmp_path).write(MANIFEST, strategies.crowd(20), fresh=True)
    engine = WhooshEngine(tmp_path)
    earlier = engine.reader()
    WhooshEngine(tmp_path).write(MANIFEST, strategies.crowd(12), fresh=True)
    given_back = list[Arrays]()
    release = Arrays.release

    def noted(self: Arrays) -> None:
        given_back.append(self)
        release(self)

    monkeypatch.setattr(Arrays, "release", noted)
    assert engine.reader().count(Every()) == 12
    assert len(given_back) == 1
    assert earlier.count(Every()) == 20


@linux
def test_a_small_process_gives_nothing_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    WhooshEngine(tmp_path).write(MANIFEST, strategies.crowd(20), fresh=True)
    monkeypatch.setattr(collection, "_MEMORY", 1 << 40)
    monkeypatch.setattr(Arrays, "release", lambda *_: pytest.fail("nothing was too much"))
    reader = WhooshEngine(tmp_path).reader()
    for _ in range(40):
        reader.search(Request(Every()))
