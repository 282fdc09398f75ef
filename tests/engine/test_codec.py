"""A generation is an index of Whoosh's: its own Searcher finds in it what our evaluator does."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query as q
from whoosh.index import open_dir
from whoosh.searching import Searcher

from searchapp import clause as c
from searchapp.analysis import stem
from searchapp.engine import Request
from searchapp.engines.arrays.fields import FOLDED, STEMS, as_number
from searchapp.engines.arrays.reader import ArrayReader
from searchapp.engines.whoosh import WhooshEngine
from tests.engine import strategies
from tests.engine.agreement import CROWD, LATER
from tests.engine.conftest import MANIFEST
from tests.engine.folders import current

Both = tuple[ArrayReader, Searcher]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    """Our reader and Whoosh's searcher over the same generation, of several segments with deletions."""
    folder = tmp_path_factory.mktemp("index")
    engine = WhooshEngine(folder)
    engine.write(MANIFEST, CROWD, fresh=True)
    for start in range(0, 90, 30):
        engine.write(MANIFEST, LATER[start : start + 30], [CROWD[250 + start // 30].id], fresh=False)
    with open_dir(str(current(folder))).searcher() as searcher:
        assert len(searcher.leaf_searchers()) > 1
        assert searcher.reader().has_deletions()
        yield engine.reader(), searcher


def whooshs(clause: c.Clause) -> Any:
    """The query of Whoosh's that means a clause."""
    match clause:
        case c.Every():
            return q.Every()
        case c.Nothing():
            return q.NullQuery
        case c.Term(_, root, text):
            return q.Term(STEMS[text], root)
        case c.Exact((word,), text):
            return q.Term(FOLDED[text], word)
        case c.Exact(words, text):
            return q.Phrase(FOLDED[text], list(words))
        case c.Pattern(pattern, text):
            return q.Wildcard(FOLDED[text], pattern)
        case c.AnyOf(field, ids):
            return q.Or([q.Term(field, id_) for id_ in ids]) if ids else q.NullQuery
        case c.Within(first, last):
            begin = q.NumericRange("date_first", as_number(first or date.min), None)
            end = q.NumericRange("date_last", None, as_number(last or date.max))
            return q.And([begin, end])
        case c.And(parts):
            return q.And([whooshs(part) for part in parts]) if parts else q.Every()
        case c.Or(parts):
            return q.Or([whooshs(part) for part in parts]) if parts else q.NullQuery
        case c.Not(part):
            return q.And([q.Every(), q.Not(whooshs(part))])
        case c.Weighted(part, _):
            return whooshs(part)
        case _:
            raise NotImplementedError  # Whoosh means something else by near and by close


words = st.sampled_from(strategies.FOLDED)
texts = st.sampled_from(strategies.TEXTS)
leaves: st.SearchStrategy[c.Clause] = st.one_of(
    st.builds(lambda word, text: c.Term(word, stem(word), text), words, texts),
    # of a phrase that holds a word twice Whoosh loses some
    st.builds(
        lambda some, text: c.Exact(tuple(some), text),
        st.lists(words, min_size=1, max_size=3, unique=True),
        texts,
    ),
    st.builds(c.Pattern, st.sampled_from(["ru*", "la?", "l?w*", "m*x*co", "*", "zz*"]), texts),
    st.builds(c.AnyOf, st.sampled_from(["country", "topic", "type", "year"]), strategies.ids),
    st.builds(c.Within, st.sampled_from(strategies.DAYS), st.sampled_from(strategies.DAYS)),
)
clauses = strategies.deeper(strategies.deeper(leaves))


@given(clauses)
@settings(max_examples=400, deadline=None)
def test_whooshs_own_searcher_finds_the_same(both: Both, clause: c.Clause) -> None:
    reader, searcher = both
    ours = {id_ for id_, _ in reader.search(Request(clause, limit=1_000)).hits}
    numbers = searcher.docs_for_query(whooshs(clause))
    assert {searcher.stored_fields(number)["id"] for number in numbers} == ours


def test_whoosh_scores_and_sorts_over_the_codec(both: Both) -> None:
    hits = both[1].search(q.Or([q.Term("text_stem", "rule"), q.Phrase("text", ["of", "the"])]), limit=10)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert hits.scored_length() == 10


def test_whoosh_walks_the_terms_of_a_field(both: Both) -> None:
    reader = both[1].reader()
    assert list(reader.expand_prefix("text", "rul")) == [b"rule", b"ruled", b"rules", b"ruling"]
    assert set(reader.terms_within("text", "lew", 1)) == {"law"}
    assert reader.doc_frequency("text", "absent") == 0
    assert reader.doc_frequency("text", "rule") == sum(
        leaf.doc_frequency("text", "rule") for leaf, _ in reader.leaf_readers()
    )
    assert reader.field_length("text") > reader.field_length("title") > 0


def test_a_writer_of_whooshs_is_refused(tmp_path: Path) -> None:
    WhooshEngine(tmp_path).write(MANIFEST, CROWD[:3], fresh=True)
    segment = open_dir(str(current(tmp_path)))._segments()[0]  # Whoosh has no other way to a codec
    with pytest.raises(NotImplementedError, match=r"searchapp\.engines\.whoosh\.writer"):
        segment.codec().new_segment(None, "MAIN")
