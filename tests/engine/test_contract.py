"""What every engine finds, whatever it is made of: the same as the naive matcher over the same readouts."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchapp import clause as c
from searchapp.clause import And, AnyOf, Clause, Close, Every, Exact, Near, Not, Or, Pattern, Term, Within
from searchapp.engine import Reader, Request
from searchapp.period import Period
from searchapp.readout import Origin, Passage, Readout, ReadoutId
from tests.engine import naive, strategies
from tests.engine.agreement import CHANGED, CROWD, agrees, examples
from tests.engine.conftest import MANIFEST, EngineFactory
from tests.sighted import sight
from tests.test_spelling import distance as spelt_apart

NAMES = (("mexico",), ("free", "trade"), ("trade",), ("a", "a"), ("上川",))

many = settings(max_examples=examples(600), deadline=None)
few = settings(
    max_examples=examples(15),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@given(strategies.requests)
@many
def test_a_search_finds_what_the_naive_matcher_finds(crowded: Reader, request: Request) -> None:
    agrees(crowded, request, CROWD)


@given(strategies.requests)
@many
def test_a_search_after_many_changes_finds_what_the_naive_matcher_finds(
    changed: Reader, request: Request
) -> None:
    agrees(changed, request, CHANGED)


@given(st.lists(strategies.requests, max_size=4), st.lists(strategies.clauses, min_size=1, max_size=2))
@settings(max_examples=examples(100), deadline=None)
def test_several_searches_find_what_each_finds(
    changed: Reader, requests: list[Request], clauses: list[Clause]
) -> None:
    some = [replace(one, clause=clauses[n % len(clauses)]) for n, one in enumerate(requests)]
    assert changed.searches(some) == tuple(map(changed.search, some))


@given(strategies.collections, st.lists(strategies.requests, min_size=10, max_size=20))
@few
def test_any_collection_is_searched_as_the_naive_matcher_does(
    make: EngineFactory, readouts: list[Readout], requests: list[Request]
) -> None:
    engine = make()
    engine.write(MANIFEST, readouts, fresh=True)
    for request in requests:
        agrees(engine.reader(), request, readouts)


@given(strategies.leaves)
@many
def test_every_kind_of_leaf_counts_what_the_naive_matcher_counts(crowded: Reader, leaf: Clause) -> None:
    assert crowded.count(leaf) == sum(naive.finds(leaf, readout) for readout in CROWD)


@pytest.mark.parametrize("word", ["trade", "trdae", "mexco", "a", "zz"])
@pytest.mark.parametrize("distance", [0, 1, 2])
def test_near_words_are_words_of_texts_with_the_readouts_that_hold_them(
    changed: Reader, word: str, distance: int
) -> None:
    words = {token.word for readout in CHANGED for run in naive.runs(readout, "any") for token in run}
    near = [other for other in words if spelt_apart(word, other) <= distance]
    counts = {other: sum(naive.finds(Exact((other,)), one) for one in CHANGED) for other in near}
    assert changed.near_words(word, distance) == counts


@pytest.mark.parametrize("words", [(), ("free",), ("a",), ("zz",)])
@pytest.mark.parametrize("prefix", ["", "t", "a", "trade", "trdae", "zz"])
def test_runs_of_titles_begin_as_asked_and_stand_in_so_many_titles(
    changed: Reader, words: tuple[str, ...], prefix: str
) -> None:
    for run, titles, id_ in changed.title_runs(words, prefix):
        assert run[: len(words)] == words
        assert run[len(words)].startswith(prefix) or spelt_apart(run[len(words)], prefix) <= 1
        having = [one.id for one in CHANGED if naive.finds(Exact(run, "title"), one)]
        assert len(having) == titles
        assert id_ in having


def test_a_word_of_a_title_is_among_the_runs(changed: Reader) -> None:
    title = next(one.title for one in CHANGED if naive.runs(one, "title")[0])
    word = naive.runs(next(one for one in CHANGED if one.title == title), "title")[0][0].word
    assert any(run[0] == word for run, _, _ in changed.title_runs((), word))


PASSAGES = ("a a b of the rule", "law and order", "", "the end of the first: rule")
TEXT = Readout(
    ReadoutId("text"), "Rule of law", "", "", Origin("", ""),
    passages=tuple(Passage(n, f"p{n}", "paragraph", text, (n, n)) for n, text in enumerate(PASSAGES, start=1)),
)  # fmt: skip


@pytest.mark.parametrize(
    ("clause", "holds"),
    [
        (Exact(("a", "a", "b")), True),
        (Exact(("a", "b", "a")), False),
        (Exact(("a", "a", "a")), False),
        (Exact(("rule", "law")), False),
        (Exact(("rule", "of", "law")), True),
        (Exact(("rule", "of", "law"), "title"), True),
        (Exact(("order",), "title"), False),
        (Exact(("law", "a")), False),
        (Exact(("order", "the")), False),
        (Near(("b", "a"), 1), True),
        (Near(("b", "a", "a"), 1), True),
        (Near(("a", "a"), 1), True),
        (Near(("a", "a"), 0), False),
        (Near(("a", "a", "a"), 50), False),
        (Near(("rule", "a"), 5), True),
        (Near(("rule", "a"), 3), False),
        (Near(("rule", "order"), 50), False),
        (Near(("end", "order"), 50), False),
        (Near(("law", "rule"), 2, "title"), True),
        (Near(("law", "rule"), 1), False),
        (Near(("law",), 0), False),
        (Near(("law",), 1), True),
        (Pattern("ru?e"), True),
        (Pattern("ru?"), False),
        (Pattern("o*r"), True),
        (Close("lew", 1), True),
        (Close("raw", 1), False),
        (Term("ruled", "rule"), True),
    ],
    ids=str,
)
def test_words_stand_as_they_are_asked_for(make: EngineFactory, clause: Clause, holds: bool) -> None:
    engine = make()
    engine.write(MANIFEST, [TEXT], fresh=True)
    assert naive.finds(clause, TEXT) is holds
    assert engine.reader().count(clause) == holds


@pytest.mark.parametrize("size", [2, 10, 400])
def test_a_near_stays_in_its_passage_however_many_its_words(make: EngineFactory, size: int) -> None:
    words = tuple(f"w{n}" for n in range(size))
    halves = tuple(Passage(n, f"p{n}", "item", " ".join(words[n::2]), (1, 1)) for n in (0, 1))
    engine = make()
    engine.write(MANIFEST, [replace(TEXT, passages=halves)], fresh=True)
    assert engine.reader().count(Near(words, 50)) == 0
    assert engine.reader().count(Near(words[::2], 50)) == 1


@pytest.mark.parametrize(
    ("first", "last", "ids"),
    [
        (None, None, {"day", "year"}),
        (date(2021, 1, 1), date(2021, 12, 31), {"day", "year"}),
        (date(2021, 1, 2), None, {"day"}),
        (None, date(2021, 12, 30), {"day"}),
        (date(2021, 3, 4), date(2021, 3, 4), {"day"}),
        (date(2021, 3, 5), date(2021, 3, 4), set()),
    ],
)
def test_a_span_of_days_holds_whole_periods_only(
    make: EngineFactory, first: date | None, last: date | None, ids: set[str]
) -> None:
    periods = {"day": Period.parse("2021-03-04"), "year": Period.parse("2021"), "never": None}
    engine = make()
    engine.write(MANIFEST, [replace(TEXT, id=ReadoutId(i), date=p) for i, p in periods.items()], fresh=True)
    hits = engine.reader().search(Request(Within(first, last))).hits
    assert {id_ for id_, _ in hits} == ids


@pytest.mark.parametrize("wrap", [lambda c: Not(Not(c)), lambda c: And((c, Every())), lambda c: Or((c,))])
def test_a_tree_fifty_deep_is_evaluated(crowded: Reader, wrap: "type[Not]") -> None:
    clause: Clause = Term("rule", "rule")
    expected = crowded.count(clause)
    for _ in range(50):
        clause = wrap(clause)
    assert crowded.count(clause) == expected > 0


def test_a_tree_a_thousand_wide_is_evaluated(crowded: Reader) -> None:
    rule = Term("rule", "rule")
    assert crowded.count(Or((rule,) * 1000)) == crowded.count(And((rule,) * 1000)) == crowded.count(rule)


@given(strategies.clauses, st.sampled_from(strategies.SORTS), st.integers(1, 40))
@settings(max_examples=examples(60), deadline=None)
def test_pages_hold_every_hit_once_and_in_order(
    changed: Reader, clause: Clause, sort: str, size: int
) -> None:
    request = Request(clause, sort=sort, limit=size)  # type: ignore[arg-type]  # one of SORTS
    whole = changed.search(replace(request, limit=10_000))
    pages = [changed.search(replace(request, offset=at)) for at in range(0, whole.total + size, size)]
    assert tuple(hit for page in pages for hit in page.hits) == whole.hits
    assert all(page.total == whole.total == len(whole.hits) for page in pages)


@given(strategies.clauses)
@many
def test_relevance_goes_down_and_its_ties_are_newest_first(crowded: Reader, clause: Clause) -> None:
    hits = crowded.search(Request(clause, limit=1000)).hits
    scores = dict(hits)
    newest = naive.newest_first(readout for readout in CROWD if readout.id in scores)
    expected = sorted(newest, key=lambda readout: -scores[readout.id])
    assert [id_ for id_, _ in hits] == [readout.id for readout in expected]


@given(strategies.requests)
@many
def test_what_was_found_is_seen_where_reading_finds_it(changed: Reader, request: Request) -> None:
    changed.begin()
    leaves = (*c.positive_leaves(request.clause), AnyOf("country", frozenset(), NAMES))
    ids = [id_ for id_, _ in changed.search(Request(request.clause, limit=5)).hits]
    for seen in changed.sights(ids, leaves):
        readout = changed.get(seen.card.id)
        assert readout is not None
        plain = sight(leaves, readout)
        assert seen.card == plain.card
        assert (seen.stands, seen.passages, seen.headings) == (plain.stands, plain.passages, plain.headings)
        assert [seen.passage(n) for n in range(seen.passages)] == list(readout.passages)
        for passage, stands in seen.stands.items():
            words = sorted({word for first, count, _ in stands for word in range(first, first + count)})
            assert seen.statements(passage) == plain.statements(passage)
            assert seen.characters(passage, words) == plain.characters(passage, words)


def test_of_ids_that_there_are_not_nothing_is_seen(changed: Reader) -> None:
    assert [s.card.id for s in changed.sights(["nobody", CHANGED[3].id], ())] == [CHANGED[3].id]
