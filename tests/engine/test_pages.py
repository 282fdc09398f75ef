"""A page far down a long list, and a list that goes on while the index is swapped."""

from pathlib import Path

import pytest

from searchapp.clause import Every, Or, Pattern
from searchapp.engine import Request, Sort
from searchapp.engines.whoosh import WhooshEngine
from searchapp.errors import GenerationGoneError
from tests.engine import naive, strategies
from tests.engine.conftest import MANIFEST

MANY = strategies.crowd(2_600)  # more than are put in order one by one


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> WhooshEngine:
    made = WhooshEngine(tmp_path_factory.mktemp("many"))
    made.write(MANIFEST, MANY[:2_000], fresh=True)
    made.write(MANIFEST, MANY[2_000:], fresh=False)
    return made


@pytest.mark.parametrize("size", [70, 900, 2_599])
@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_pages_far_down_go_on_where_the_one_before_ended(engine: WhooshEngine, sort: Sort, size: int) -> None:
    reader = engine.reader()
    pages = [
        reader.search(Request(Every(), sort=sort, offset=at, limit=size)) for at in range(0, 2_600, size)
    ]
    found = [id_ for page in pages for id_, _ in page.hits]
    expected = naive.newest_first(MANY) if sort == "newest" else naive.oldest_first(MANY)
    assert found == [one.id for one in expected]


def test_pages_in_order_of_relevance_are_one_list(engine: WhooshEngine) -> None:
    reader, clause = engine.reader(), Or((Pattern("*ul*"), Every()))
    whole = reader.search(Request(clause, limit=5_000))
    assert whole.total == len(whole.hits) > 2_000
    pages = [reader.search(Request(clause, offset=at, limit=300)) for at in range(0, whole.total, 300)]
    assert tuple(hit for page in pages for hit in page.hits) == whole.hits


def test_past_the_end_there_is_nothing(engine: WhooshEngine) -> None:
    assert engine.reader().search(Request(Every(), offset=2_600, limit=10)).hits == ()


def test_the_generation_before_is_there_and_the_one_before_that_is_gone(tmp_path: Path) -> None:
    engine, other = WhooshEngine(tmp_path), WhooshEngine(tmp_path)
    names = []
    for size in (3, 5, 7):
        names.append(engine.write(MANIFEST, MANY[:size], fresh=True).generation)
        assert engine.reader(names[-1]).manifest.readouts == engine.reader().manifest.readouts == size
    for one in (engine, other):
        assert one.reader(names[1]).count(Every()) == 5
        assert one.reader().count(Every()) == 7
        with pytest.raises(GenerationGoneError, match=names[0]):
            one.reader(names[0])
        with pytest.raises(GenerationGoneError, match="first page"):
            one.reader("gen-../../etc")


def test_a_reader_of_the_generation_before_outlives_its_folder(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
    first = engine.write(MANIFEST, MANY[:3], fresh=True).generation
    engine.write(MANIFEST, MANY[:5], fresh=True)
    reader = engine.reader(first)
    engine.write(MANIFEST, MANY[:7], fresh=False)
    assert len(reader.search(Request(Every())).hits) == 3
    assert reader.get(MANY[0].id) is not None
