"""What every engine does, whatever it is made of: the same as the naive matcher over the same readouts."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchapp.clause import And, Clause, Close, Every, Exact, Near, Not, Or, Pattern, Term, Within
from searchapp.engine import Engine, Problem, Reader, Request, SourceFile
from searchapp.errors import IndexBusyError, IndexMissingError
from searchapp.period import Period
from searchapp.readout import Entity, Origin, Passage, Readout, ReadoutId, Statement
from tests.engine import naive, strategies
from tests.engine.conftest import MANIFEST, EngineFactory

CROWD = strategies.crowd(300)
LATER = strategies.crowd(330, seed=2)[100:]  # other readouts, 200 of them with ids of the crowd
many = settings(max_examples=600, deadline=None)
few = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@pytest.fixture(scope="module")
def crowded(make: EngineFactory) -> Reader:
    """A few hundred readouts, put in at once."""
    engine = make()
    engine.write(MANIFEST, CROWD, fresh=True)
    return engine.reader()


@pytest.fixture(scope="module")
def changed(make: EngineFactory) -> Reader:
    """A few hundred readouts after many small changes."""
    engine = make()
    engine.write(MANIFEST, CROWD[:100], fresh=True)
    engine.write(MANIFEST, CROWD[100:], [CROWD[0].id], fresh=False)
    for start in range(0, len(LATER), 25):
        engine.write(MANIFEST, LATER[start : start + 25], [CROWD[1 + start // 25].id], fresh=False)
    return engine.reader()


CHANGED = sorted(
    {r.id: r for r in CROWD + LATER if r.id not in {CROWD[n].id for n in range(11)}}.values(),
    key=lambda r: r.id,
)


def agrees(reader: Reader, request: Request, readouts: Sequence[Readout]) -> None:
    """The reader finds, counts and orders as the naive matcher does."""
    found, expected = reader.search(request), naive.found(request, readouts)
    stretch = slice(request.offset, request.offset + request.limit)
    hits = [readout for readout, _ in found.hits]
    assert found.total == len(expected)
    match request.sort:
        case "newest":
            assert hits == naive.newest_first(expected)[stretch]
        case "oldest":
            assert hits == naive.oldest_first(expected)[stretch]
        case "relevance":
            assert {hit.id for hit in hits} <= {readout.id for readout in expected}
            assert len(hits) == len(expected[stretch])
    for facet in request.facets:
        assert dict(found.counts[facet]) == naive.counts(request, readouts, facet)


# ---- finding


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
def test_words_stand_as_they_are_asked_for(make: EngineFactory, clause: Clause, holds: bool) -> None:  # noqa: FBT001
    engine = make()
    engine.write(MANIFEST, [TEXT], fresh=True)
    assert naive.finds(clause, TEXT) is holds
    assert engine.reader().count(clause) == holds


def test_a_near_of_very_many_words_stays_in_its_passage(make: EngineFactory) -> None:
    words = tuple(f"w{n}" for n in range(400))
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
    assert {readout.id for readout, _ in hits} == ids


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


# ---- ordering and paging


@given(strategies.clauses, st.sampled_from(strategies.SORTS), st.integers(1, 40))
@settings(max_examples=60, deadline=None)
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
    scores = {readout.id: score for readout, score in hits}
    newest = naive.newest_first(readout for readout, _ in hits)
    assert [readout for readout, _ in hits] == sorted(newest, key=lambda readout: -scores[readout.id])


# ---- what a reader tells


def test_get_returns_the_readout_that_was_put_in(changed: Reader) -> None:
    assert [changed.get(readout.id) for readout in CHANGED] == CHANGED
    assert changed.get("nobody") is None


def test_ids_are_those_of_the_readouts_sorted(changed: Reader) -> None:
    assert list(changed.ids()) == [readout.id for readout in CHANGED]


@pytest.mark.parametrize("field", naive.FIELDS)
def test_entities_are_counted_as_the_naive_matcher_counts_them(changed: Reader, field: str) -> None:
    expected = naive.counts(Request(), CHANGED, field)
    assert {id_: known.count for id_, known in changed.entities(field).items()} == expected
    labels = {id_: label for readout in CHANGED for id_, label in naive.held(readout, field).items()}
    labels |= {"MX": "Mexico"} if field == "home" else {}
    assert {id_: known.entity.label for id_, known in changed.entities(field).items()} == labels


def test_an_entity_has_the_label_that_most_readouts_give_it(make: EngineFactory) -> None:
    engine = make()
    labels = ("México", "Mexico", "Mexico", "Mexiko")
    engine.write(
        MANIFEST,
        [
            replace(TEXT, id=ReadoutId(str(n)), country=(Entity("MX", label),))
            for n, label in enumerate(labels)
        ],
        fresh=True,
    )
    assert engine.reader().entities("country")["MX"].entity.label == "Mexico"
    engine.write(MANIFEST, [], [ReadoutId("1"), ReadoutId("2")], fresh=False)
    assert engine.reader().entities("country")["MX"].entity.label == "Mexiko"


def test_statements_are_counted_over_all_readouts(make: EngineFactory) -> None:
    said = Statement("p1", "He said so.", 0, 11, None, None, None, None)
    engine = make()
    readouts = [replace(TEXT, id=ReadoutId(str(n)), statements=(said,) * n) for n in range(4)]
    engine.write(MANIFEST, readouts, fresh=True)
    assert engine.reader().statements() == 6
    engine.write(MANIFEST, [], [readouts[3].id], fresh=False)
    assert engine.reader().statements() == 3


def test_a_pattern_and_a_close_word_tell_what_they_stand_for(crowded: Reader) -> None:
    words, capped = crowded.expansions(Pattern("rul*"))
    assert (set(words), capped) == ({"rule", "rules", "ruling", "ruled"}, False)
    assert set(crowded.expansions(Close("laws", 1))[0]) == {"law", "laws"}
    assert crowded.expansions(Exact(("rule",))) == ((), False)


def test_a_word_that_only_removed_readouts_held_is_no_expansion(make: EngineFactory) -> None:
    engine = make()
    readouts = [replace(TEXT, id=ReadoutId(str(n)), title=f"word{n} rule") for n in range(20)]
    engine.write(MANIFEST, readouts, fresh=True)
    engine.write(MANIFEST, [], [readouts[0].id], fresh=False)
    assert set(engine.reader().expansions(Pattern("word*"))[0]) == {f"word{n}" for n in range(1, 20)}


# ---- writing


def test_there_is_nothing_to_read_before_the_first_build(make: EngineFactory) -> None:
    with pytest.raises(IndexMissingError, match="searchapp rebuild"):
        make().reader()


def test_nothing_can_be_added_to_before_the_first_build(make: EngineFactory) -> None:
    with pytest.raises(IndexMissingError):
        make().write(MANIFEST, [], fresh=False)


def test_an_engine_without_readouts_answers(make: EngineFactory) -> None:
    engine = make()
    engine.write(MANIFEST, [], fresh=True)
    reader = engine.reader()
    found = reader.search(Request(Not(Pattern("a*")), facets=("country",)))
    assert (found.total, found.hits, dict(found.counts)) == (0, (), {"country": {}})
    assert (reader.ids(), reader.get("x"), reader.entities("topic"), reader.statements()) == ((), None, {}, 0)
    engine.write(MANIFEST, [TEXT], fresh=False)
    assert engine.reader().ids() == (TEXT.id,)
    engine.write(MANIFEST, [], [TEXT.id], fresh=False)
    assert engine.reader().count(Every()) == 0


def test_the_manifest_is_what_was_written_with_the_generation_filled_in(make: EngineFactory) -> None:
    said = replace(
        MANIFEST,
        files=(SourceFile("a.md", "0" * 64, ReadoutId("a")), SourceFile("é.md", "1" * 64, None)),
        problems=(Problem("é.md", "no text"),),
    )
    engine = make()
    made = engine.write(said, CROWD[:3], fresh=True)
    assert engine.reader().manifest == made
    assert replace(made, generation="", built="", readouts=0) == said
    assert made.readouts == 3
    assert made.generation
    assert datetime.fromisoformat(made.built).utcoffset() is not None


def test_fresh_forgets_what_was_there(make: EngineFactory) -> None:
    engine = make()
    engine.write(MANIFEST, CROWD[:5], fresh=True)
    engine.write(MANIFEST, CROWD[5:7], fresh=True)
    assert engine.reader().ids() == (CROWD[5].id, CROWD[6].id)


def test_a_readout_that_is_removed_and_replaced_is_replaced(make: EngineFactory) -> None:
    engine = make()
    engine.write(MANIFEST, [TEXT], fresh=True)
    engine.write(MANIFEST, [replace(TEXT, title="Anew")], [TEXT.id, ReadoutId("never there")], fresh=False)
    assert engine.reader().count(Every()) == 1
    assert engine.reader().get(TEXT.id) == replace(TEXT, title="Anew")


@given(
    strategies.collections,
    st.lists(
        st.tuples(strategies.collections, st.lists(strategies.readouts.map(lambda r: r.id))), max_size=3
    ),
)
@settings(few, max_examples=8)
def test_changes_leave_what_a_dictionary_would_hold(
    make: EngineFactory, readouts: list[Readout], changes: list[tuple[list[Readout], list[ReadoutId]]]
) -> None:
    engine = make()
    engine.write(MANIFEST, readouts, fresh=True)
    kept = {readout.id: readout for readout in readouts}
    for replaced, removed in changes:
        made = engine.write(MANIFEST, replaced, removed, fresh=False)
        kept = {id_: readout for id_, readout in kept.items() if id_ not in removed}
        kept |= {readout.id: readout for readout in replaced}
        reader = engine.reader()
        assert {id_: reader.get(id_) for id_ in reader.ids()} == kept
        assert made.readouts == len(kept)
        agrees(
            reader, Request(Pattern("*"), sort="newest", limit=99, facets=naive.FIELDS), list(kept.values())
        )


def test_progress_is_told_readout_by_readout(make: EngineFactory) -> None:
    told: list[int] = []
    make().write(MANIFEST, iter(CROWD[:4]), fresh=True, progress=told.append)
    assert told == [1, 2, 3, 4]


def test_two_readouts_with_one_id_are_refused(make: EngineFactory) -> None:
    engine = make()
    with pytest.raises(ValueError, match="text"):
        engine.write(MANIFEST, [TEXT, TEXT], fresh=True)


def test_a_second_writer_is_refused_while_the_first_writes(make: EngineFactory) -> None:
    engine = make()

    def source() -> Iterator[Readout]:
        yield CROWD[0]
        with pytest.raises(IndexBusyError):
            engine.write(MANIFEST, [], fresh=True)
        yield CROWD[1]

    engine.write(MANIFEST, source(), fresh=True)
    assert engine.reader().count(Every()) == 2


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
@pytest.mark.parametrize("fresh", [True, False])
def test_a_write_that_fails_midway_changes_nothing(
    make: EngineFactory, error: type[BaseException], fresh: bool
) -> None:  # noqa: FBT001
    engine = make()
    made = engine.write(MANIFEST, CROWD[:5], fresh=True)

    def source() -> Iterator[Readout]:
        yield from CROWD[5:9]
        raise error

    with pytest.raises(error):
        engine.write(MANIFEST, source(), [CROWD[0].id], fresh=fresh)
    assert engine.reader().manifest == made
    assert list(engine.reader().ids()) == [readout.id for readout in CROWD[:5]]
    engine.write(MANIFEST, [], fresh=False)
    assert engine.reader().count(Every()) == 5


def test_a_reader_keeps_its_generation_while_others_are_made(make: EngineFactory) -> None:
    engine = make()
    engine.write(MANIFEST, CROWD[:5], fresh=True)
    held = engine.reader()
    for _ in range(3):
        engine.write(MANIFEST, CROWD[5:7], fresh=True)
    hits = held.search(Request(Pattern("*"), sort="newest")).hits
    assert {readout.id for readout, _ in hits} <= {readout.id for readout in CROWD[:5]}
    assert held.count(Every()) == 5


def test_a_closed_engine_can_be_read_again(make: EngineFactory) -> None:
    engine: Engine = make()
    engine.write(MANIFEST, CROWD[:5], fresh=True)
    engine.reader()
    engine.close()
    assert engine.reader().count(Every()) == 5
