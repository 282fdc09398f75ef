"""Generated queries, from the box to the page: what is found, counted and marked is what a plain reader finds.

`QUERIES=2000 pytest tests/language/test_generated.py` asks as many of them; without it a few hundred are asked.
"""

import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchapp.analysis import tokens
from searchapp.authority import Authority, load
from searchapp.clause import Clause
from searchapp.engine import Reader, Request
from searchapp.engines.whoosh import WhooshEngine
from searchapp.highlight import visible
from searchapp.indexing import rebuild
from searchapp.readout import Readout
from searchapp.resolve import resolve
from searchapp.resources import sample_folder
from searchapp.results import Mark, Search, Snippet
from searchapp.schema import FACETS
from searchapp.searcher import Searcher
from searchapp.syntax import parse
from tests.engine.agreement import agrees
from tests.language.generated import Queries, matched
from tests.language.test_resolve import SOURCES, TODAY

COUNT = int(os.environ.get("QUERIES", "150"))
many = settings(
    max_examples=COUNT,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


SEEDS = st.integers(0, 1 << 32)


@dataclass(frozen=True, repr=False)  # which hypothesis would show whole
class Asked:
    """A collection, and who asks."""

    searcher: Searcher
    reader: Reader
    readouts: tuple[Readout, ...]
    authority: Authority
    queries: Queries

    def clause(self, text: str) -> Clause:
        return resolve(parse(text), self.authority, self.reader, today=TODAY).clause


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    """The sample, and a few readouts with what it lacks."""
    folder = tmp_path_factory.mktemp("generated")
    shutil.copytree(sample_folder(), folder / "sources")
    for name, text in SOURCES.items():
        (folder / "sources" / f"{name}.md").write_text(text, encoding="utf-8")
    with WhooshEngine(folder / "index") as engine:
        rebuild(folder / "sources", engine, cached=False)
        reader, authority = engine.reader(), load()
        readouts = tuple(one for id_ in reader.ids() if (one := reader.get(id_)))
        searcher = Searcher(engine, authority, _today)
        yield Asked(searcher, reader, readouts, authority, Queries(readouts))


def _today() -> date:
    return TODAY


@many
@given(SEEDS, st.sampled_from(["relevance", "newest", "oldest"]))
def test_the_engine_finds_and_counts_what_the_naive_matcher_does(asked: Asked, seed: int, sort: str) -> None:
    text = asked.queries.text(seed)
    request = Request(asked.clause(text), sort=sort, limit=40, facets=dict.fromkeys((*FACETS, "year")))  # type: ignore[arg-type]
    agrees(asked.reader, request, asked.readouts)


@many
@given(SEEDS)
def test_every_mark_covers_a_match_and_every_passage_shown_has_one(asked: Asked, seed: int) -> None:
    """Where no passage holds anything to mark (a date alone, a word of the title), the first may stand for the readout."""
    text = asked.queries.text(seed)
    leaves = visible(asked.clause(text))
    for hit in asked.searcher.search(Search(text)).hits:
        readout = asked.reader.get(hit.readout.id)
        assert readout is not None
        wanted = {
            n: _characters(set().union(*(matched(leaf, p, readout) for leaf in leaves)), p.text)
            for n, p in enumerate(readout.passages)
        }
        marks = asked.searcher.read(readout.id, text).marks
        for n, passage in islice(enumerate(readout.passages), 40):
            if passage.anchor in marks or wanted[n]:
                assert _covered(passage.text, marks.get(passage.anchor, ())) == wanted[n]
        assert hit.more + len(hit.snippets) == (sum(map(bool, wanted.values())) or len(hit.snippets))
        for snippet in hit.snippets:
            _shown(snippet, wanted[readout.passages.index(snippet.passage)], nothing=not any(wanted.values()))


def _shown(snippet: Snippet, wanted: set[int], *, nothing: bool) -> None:
    """The marks of a passage as it is shown: all of it, or a stretch."""
    text = snippet.passage.text
    offset = text.index(snippet.text)
    covered = _covered(text, [(start + offset, end + offset) for start, end in snippet.marks])
    assert covered <= wanted
    assert covered or nothing
    if not (snippet.before or snippet.after):
        assert covered == wanted


def _characters(words: set[int], text: str) -> set[int]:
    """The characters of some words; those of Japanese stand in two."""
    read = tokens(text)
    return {at for n in words for at in range(read[n].start, read[n].end)}


def _covered(text: str, marks: Iterable[Mark]) -> set[int]:
    """The characters of words that marks cover, each of which begins and ends with one."""
    read, made = tokens(text), set[int]()
    within = _characters(set(range(len(read))), text)
    for start, end in marks:
        assert {start, end - 1} <= within
        made |= within & set(range(start, end))
    return made
