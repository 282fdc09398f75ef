"""What is compiled gives what NumPy gives, to the last bit, for all types of arrays that occur, mapped ones included."""

import inspect
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchapp.engines.arrays import kernels
from searchapp.engines.arrays.postings import EVERY, Postings, zeros
from searchapp.engines.arrays.slots import Slots
from searchapp.engines.arrays.store import Array
from tests.shared import PROJECT

pytest.importorskip("numba", reason="numba is not installed: pip install 'searchapp[fast]'")
from searchapp.engines.arrays import compiled

SIZE = 500  # readouts; no multiple of eight
DOCS = (
    (np.uint32, True),
    (np.uint32, False),
    (np.int64, False),
)  # as they are kept, taken, and found; whether mapped
COUNTS = [np.uint8, np.uint16, np.uint32]
WEIGHTS = [*COUNTS, np.int64, np.float32, np.float64]
CODES = [np.uint16, np.uint32]
# the first of some types waits until a function is compiled for them
each = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
Draw = st.DrawFn


def array(values: npt.ArrayLike, kind: npt.DTypeLike, *, mapped: bool) -> Array:
    """An array, as NumPy makes it, or not to be written to, as one of a mapped file."""
    made = np.asarray(values, kind)
    return np.frombuffer(made.tobytes(), made.dtype) if mapped else made


@st.composite
def lists(draw: Draw, size: int = SIZE, kinds: Any = DOCS) -> Array:
    """Readouts, ascending, each once: a few, or any share of all."""
    if draw(st.booleans()):
        some = np.asarray(sorted(draw(st.sets(st.integers(0, size - 1), max_size=9))), np.int64)
    else:
        rng, share = np.random.default_rng(draw(st.integers(0, 2**32))), draw(st.floats(0.05, 1))
        some = np.flatnonzero(rng.random(size) < share)
    kind, mapped = draw(st.sampled_from(kinds))
    return array(some, kind, mapped=mapped)


@st.composite
def numbers(draw: Draw, length: int, kinds: Any, low: float = 1, high: float = 200) -> Array:
    """Numbers of one of some types; whole ones at times where they may be fractions."""
    rng, kind = np.random.default_rng(draw(st.integers(0, 2**32))), draw(st.sampled_from(kinds))
    fractions = np.dtype(kind).kind == "f" and draw(st.booleans())
    values = rng.uniform(low, high, length) if fractions else rng.integers(int(low), int(high), length)
    return array(values, kind, mapped=draw(st.booleans()))


@st.composite
def weighed(draw: Draw, kinds: Any = tuple(WEIGHTS)) -> tuple[Array, Array]:
    some = draw(lists())
    return some, draw(numbers(len(some), kinds))


@st.composite
def counted(draw: Draw) -> tuple[Array, Array]:
    """Postings of several words, one word after the other."""
    some = np.concatenate([draw(lists()) for _ in range(draw(st.integers(1, 3)))])
    kept = array(some, np.uint32, mapped=draw(st.booleans()))
    return kept, draw(numbers(len(kept), COUNTS))


@st.composite
def postings(draw: Draw) -> Postings:
    """Those of a few words, which have up to four positions in a readout."""
    every = [draw(lists(kinds=DOCS[:1])) for _ in range(draw(st.integers(1, 4)))]
    held = array(np.concatenate(every), np.uint32, mapped=True)
    kinds = draw(st.sampled_from([(np.uint8, np.uint8), (np.uint8, np.uint16), (np.uint16, np.uint32)]))
    counts = array(draw(numbers(len(held), COUNTS, 1, 5)), kinds[0], mapped=True)
    ends = np.append(0, np.cumsum(counts, dtype=np.int64))
    steps = draw(numbers(int(ends[-1]), [np.int64], 1, 50))
    places = np.cumsum(steps) - np.repeat(np.append(0, np.cumsum(steps))[ends[:-1]], counts)
    kept = array(places, kinds[1], mapped=True)
    return Postings(np.cumsum([0, *map(len, every)]), held, counts, ends[:-1:EVERY], kept)


def alike(one: Any, other: Any) -> None:
    """The same numbers in the same order, in arrays of one type, bit by bit."""
    if isinstance(one, tuple):
        for left, right in zip(one, other, strict=True):
            alike(left, right)
    elif isinstance(one, np.ndarray):
        assert one.dtype == other.dtype
        assert one.tobytes() == other.tobytes()
    else:
        assert one == other


def left_clean(slots: Slots) -> bool:
    return not (slots.seen.any() or slots.sum.any() or slots.often.any())


def public(module: ModuleType) -> dict[str, Any]:
    return {
        name: getattr(made, "py_func", made)
        for name, made in vars(module).items()
        if callable(made) and made.__module__ == module.__name__ and not name.startswith("_")
    }


def test_each_function_has_its_twin() -> None:
    """As the types of `chosen.kernels` have it, which are those of NumPy's."""
    some, others = public(kernels), public(compiled)
    assert {name: inspect.signature(made) for name, made in some.items()} == {
        name: inspect.signature(made) for name, made in others.items()
    }


@each
@given(one=lists(), other=lists(), before=lists())
def test_lists_meet_alike(one: Array, other: Array, before: Array) -> None:
    slots = Slots(SIZE)
    compiled.meet(before, before, slots)  # leaves marks of other lists behind
    found = kernels.meet(one, other, Slots(SIZE))
    assert [some.tolist() for some in compiled.meet(one, other, slots)] == [some.tolist() for some in found]


@each
@given(one=lists(4_000), other=lists(4_000), step=st.integers(-1, 1))
def test_keys_meet_alike(one: Array, other: Array, step: int) -> None:
    alike(compiled.common(zeros(one), zeros(other) + step), kernels.common(zeros(one), zeros(other) + step))
    nothing = np.zeros(0, np.uint32)
    assert not len(compiled.common(zeros(one), nothing))
    assert not len(compiled.common(nothing, zeros(one)))


@each
@given(some=weighed(), factor=st.floats(0, 30))
def test_scores_are_alike(some: tuple[Array, Array], factor: float) -> None:
    softening = (0.3 + np.arange(SIZE) % 97 / 50).astype(np.float32)
    made = [
        one.saturated(*some, softening, np.float32(2.2), np.float32(factor)) for one in (compiled, kernels)
    ]
    alike(*made)
    alike(compiled.total(some[1]), kernels.total(some[1]))


@each
@given(parts=st.lists(st.tuples(weighed((np.float32,)), st.booleans()), max_size=4))
def test_unions_are_alike(parts: list[tuple[tuple[Array, Array], bool]]) -> None:
    slots, some = Slots(SIZE), [(docs, scores if scored else None) for (docs, scores), scored in parts]
    alike(compiled.united(some, slots), kernels.united(some, Slots(SIZE)))
    assert left_clean(slots)


@each
@given(some=counted(), titled=counted(), times=st.integers(0, 3))
def test_counts_of_many_words_are_alike(
    some: tuple[Array, Array], titled: tuple[Array, Array], times: int
) -> None:
    slots = Slots(SIZE)
    alike(compiled.counted(some, titled, times, slots), kernels.counted(some, titled, times, Slots(SIZE)))
    assert left_clean(slots)


@each
@given(some=lists(), codes=numbers(SIZE, CODES, 0, 300), size=st.integers(300, 400))
def test_tallies_are_alike(some: Array, codes: Array, size: int) -> None:
    alike(compiled.tally(codes, some, size), kernels.tally(codes, some, size))


@each
@given(of=postings(), data=st.data())
def test_positions_are_alike(of: Postings, data: st.DataObject) -> None:
    word = data.draw(st.integers(0, len(of.starts) - 2))
    first, last = of.starts[word : word + 2].tolist()
    for at in (
        np.arange(first, last),
        first + data.draw(lists(last - first)) if first < last else np.arange(0),
    ):
        zero = zeros(of.docs.take(at))
        alike(compiled.keyed(at, zero, of), kernels.keyed(at, zero, of))


@each
@given(of=postings(), docs=lists(kinds=DOCS[2:]), data=st.data())
def test_where_words_stand_is_alike(of: Postings, docs: Array, data: st.DataObject) -> None:
    """Words in one stretch, and each in one of its own."""
    words, slots = len(of.starts) - 1, Slots(SIZE)
    for stretches in ([(0, words)], [(word, word + 1) for word in range(words)]):
        found = kernels.standing(stretches, docs, of, slots)
        assert compiled.standing(stretches, docs, of, slots) == found
    assert left_clean(slots)


# ---- which of the two are chosen

TELL = "import numpy as np; from searchapp.engines.arrays.chosen import how, kernels; print(how(), kernels.total(np.ones(3, np.uint8)))"


def told(**environment: str) -> str:
    run = subprocess.run(
        [sys.executable, "-c", TELL],
        cwd=PROJECT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout.strip()


def test_searches_run_compiled_where_that_is_asked_for() -> None:
    assert told(SEARCHAPP_COMPILED="on") == "compiled by numba 3.0"
    assert told(SEARCHAPP_COMPILED="off") == "on NumPy: SEARCHAPP_COMPILED is off 3.0"
    assert told(SEARCHAPP_COMPILED="") == "on NumPy: SEARCHAPP_COMPILED is off 3.0"


@pytest.mark.parametrize(
    ("numba", "how"),
    [
        ("import numba_that_is_missing", "on NumPy: numba is not installed"),
        ("raise OSError('no LLVM')", "on NumPy: numba does not work here (OSError: no LLVM)"),
    ],
)
def test_where_numba_cannot_be_imported_they_run_on_numpy(tmp_path: Path, numba: str, how: str) -> None:
    (tmp_path / "numba.py").write_text(numba)
    assert told(SEARCHAPP_COMPILED="on", PYTHONPATH=str(tmp_path)) == f"{how} 3.0"


def test_where_nothing_can_be_written_they_are_compiled_by_each_process() -> None:
    """numba then knows no folder for what it compiles; here it is told to look in none."""
    nowhere = {"NUMBA_CACHE_LOCATOR_CLASSES": "IPythonCacheLocator"}
    assert told(SEARCHAPP_COMPILED="on", **nowhere) == "compiled by numba 3.0"
