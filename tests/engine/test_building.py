"""However readouts come into an index, in one batch or many, in one segment or several, it holds the same."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.clause import Exact, Or, Pattern, Term
from searchapp.engine import Request
from searchapp.engines.arrays import build, merge
from searchapp.engines.arrays.collection import Collection
from searchapp.engines.arrays.merge import Source
from searchapp.engines.arrays.postings import EVERY, zeros
from searchapp.engines.arrays.segment import Segment
from searchapp.engines.arrays.slots import Slots
from searchapp.engines.arrays.store import ascending
from searchapp.engines.whoosh import WhooshEngine
from searchapp.readout import Passage, Readout, ReadoutId
from tests.engine import naive
from tests.engine.agreement import CROWD
from tests.engine.conftest import MANIFEST
from tests.engine.test_scores import scores

ALL_WORDS = Or((Pattern("*"), Term("rule", "rule"), Exact(("of", "the"))))


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many batches and many stretches of terms, as of a collection of a million."""
    monkeypatch.setattr(build, "BATCH", 40)
    monkeypatch.setattr(merge, "STRETCH", 50)


def alike(one: Segment, other: Segment) -> None:
    """Both hold the same readouts, postings and columns, array by array."""
    left, right = Collection([(one, None)]), Collection([(other, None)])
    assert left.ids() == right.ids()
    assert [left.record(n).readout for n in range(left.size)] == [
        right.record(n).readout for n in range(right.size)
    ]
    for name in one.fields:
        mine, theirs = one.field(name), other.field(name)
        assert mine.terms.all() == theirs.terms.all()
        for part in ("starts", "docs", "counts", "place_starts", "place_marks", "places"):
            assert np.array_equal(getattr(mine, part), getattr(theirs, part)), (name, part)
    for name in ("date_first", "date_last", "statements", "text/lengths", "title/lengths", "text_stem/words"):
        assert np.array_equal(one.arrays[name], other.arrays[name])
    for part in ("starts", "begins", "ends", "sides", "speakers"):
        assert np.array_equal(getattr(one.said, part), getattr(other.said, part)), part
    assert one.said.names.all() == other.said.names.all()
    for field in naive.FIELDS:
        assert left.known(field) == right.known(field)
        for n in range(left.size):
            assert left.column(field).most(np.array([n]), None) == right.column(field).most(
                np.array([n]), None
            )


@pytest.mark.usefixtures("small_batches")
def test_many_batches_make_the_segment_that_one_makes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(build.build(iter(CROWD), tmp_path / "many")) == len(CROWD)
    monkeypatch.setattr(build, "BATCH", 10_000)
    build.build(iter(CROWD), tmp_path / "one")
    alike(Segment(tmp_path, "many"), Segment(tmp_path, "one"))


@pytest.mark.usefixtures("small_batches")
def test_a_merge_leaves_out_what_was_deleted(tmp_path: Path) -> None:
    kept = [n for n in range(len(CROWD)) if n % 3]
    for name, some in (("a", CROWD[:100]), ("b", CROWD[100:])):
        build.build(some, tmp_path / name)
    alive = np.isin(np.arange(len(CROWD)), kept)
    parts = [Source(Segment(tmp_path, "a"), alive[:100]), Source(Segment(tmp_path, "b"), alive[100:])]
    merge.merge(parts, tmp_path / "merged")
    build.build([CROWD[n] for n in kept], tmp_path / "plain")
    alike(Segment(tmp_path, "merged"), Segment(tmp_path, "plain"))


@pytest.mark.usefixtures("small_batches")
def test_two_readouts_with_one_id_are_refused_over_batches_too(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=CROWD[0].id):
        WhooshEngine(tmp_path).write(MANIFEST, [*CROWD, CROWD[0]], fresh=True)
    assert list(tmp_path.glob("gen-*")) == []


@pytest.mark.usefixtures("small_batches")
def test_a_source_that_fails_among_many_batches_leaves_nothing(tmp_path: Path) -> None:
    def failing() -> Iterator[Readout]:
        yield from CROWD
        raise RuntimeError

    with pytest.raises(RuntimeError):
        WhooshEngine(tmp_path).write(MANIFEST, failing(), fresh=True)
    assert list(tmp_path.glob("gen-*")) == []


def test_half_a_character_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="surrogates"):
        WhooshEngine(tmp_path).write(MANIFEST, [replace(CROWD[0], title="\ud800")], fresh=True)


def test_a_word_may_stand_very_often_and_very_far_into_a_readout(tmp_path: Path) -> None:
    """Counts and positions beyond what a byte and two hold."""
    long = Passage(1, "p1", "paragraph", "rule " * 70_000 + "the law", (1, 1))
    other = Passage(1, "p1", "paragraph", "the law and the rule", (1, 1))
    readouts = [replace(CROWD[n], id=ReadoutId(f"{n}"), passages=(p,)) for n, p in enumerate((long, other))]
    engine = WhooshEngine(tmp_path)
    engine.write(MANIFEST, readouts, fresh=True)
    reader = engine.reader()
    assert reader.count(Exact(("rule", "the", "law"))) == 1
    assert reader.count(Exact(("the", "law"))) == 2
    (seen,) = reader.sights(["0"], [Exact(("the", "law"))])
    assert seen.stands == {0: [(70_000, 2, 0)]}
    assert seen.characters(0, [70_001]) == [(350_004, 350_007)]


def test_positions_are_found_from_any_posting(tmp_path: Path) -> None:
    """Every EVERY-th posting is marked; those between are counted on from there."""
    passages = [Passage(1, "p1", "paragraph", "a " * (n % 5 + 1) + f"w{n}", (1, 1)) for n in range(3 * EVERY)]
    build.build(
        [replace(CROWD[0], id=ReadoutId(f"{n:03}"), title="", passages=(p,)) for n, p in enumerate(passages)],
        tmp_path / "one",
    )
    field = Segment(tmp_path, "one").field("text")
    number = field.terms.number(b"a")
    assert number is not None
    every, few, slots = np.arange(3 * EVERY), np.array([1, EVERY, 2 * EVERY + 5]), Slots(3 * EVERY)
    for docs in (every, every[5 : 2 * EVERY], few):
        standing = field.standing([(number, number + 1)], docs, slots)
        assert standing == {n: list(range(n % 5 + 1)) for n in docs.tolist()}
        keys = [
            zero + place
            for zero, n in zip(zeros(docs).tolist(), docs.tolist(), strict=True)
            for place in standing[n]
        ]
        assert field.keyed(number, docs, 0, slots).tolist() == keys
        assert field.keyed_in(number, number + 1, docs, 0, slots).tolist() == keys


def test_an_update_scores_as_a_rebuild_does(tmp_path: Path) -> None:
    engines = [WhooshEngine(tmp_path / name) for name in ("rebuilt", "updated")]
    engines[0].write(MANIFEST, CROWD, fresh=True)
    engines[1].write(MANIFEST, CROWD[:200], fresh=True)
    for start in range(200, 300, 10):
        engines[1].write(MANIFEST, CROWD[start : start + 10], fresh=False)
    rebuilt, updated = (engine.reader() for engine in engines)
    assert scores(updated, ALL_WORDS) == scores(rebuilt, ALL_WORDS)
    request = Request(ALL_WORDS, limit=300)
    assert updated.search(request) == rebuilt.search(request)


@given(st.lists(st.integers(0, 2**32 - 1) | st.integers(0, 5), max_size=60))
def test_numbers_ascend_and_equal_ones_stay_as_they_come(numbers: list[int]) -> None:
    made = ascending(np.asarray(numbers, np.int64)).tolist()
    assert made == sorted(range(len(numbers)), key=numbers.__getitem__)
