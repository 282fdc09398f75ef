"""What every engine keeps and tells of readouts, and what writing does to them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchapp.clause import Close, Every, Exact, Not, Pattern
from searchapp.engine import Engine, Facet, Problem, Reader, Request, SourceFile
from searchapp.errors import IndexBusyError, IndexMissingError
from searchapp.readout import Entity, Origin, Passage, Readout, ReadoutId, Statement
from tests.engine import naive, strategies
from tests.engine.agreement import CHANGED, CROWD, agrees, examples
from tests.engine.conftest import MANIFEST, EngineFactory

few = settings(
    max_examples=examples(15),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


PASSAGES = ("a a b of the rule", "law and order", "", "the end of the first: rule")
TEXT = Readout(
    ReadoutId("text"), "Rule of law", "", "", Origin("", ""),
    passages=tuple(Passage(n, f"p{n}", "paragraph", text, (n, n)) for n, text in enumerate(PASSAGES, start=1)),
)  # fmt: skip


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
    assert not crowded.is_capped(Pattern("rul*"))
    assert not crowded.is_capped(Exact(("rule",)))


def test_a_pattern_of_more_words_than_are_looked_up_says_so(make: EngineFactory) -> None:
    engine = make()
    passage = Passage(1, "p1", "item", " ".join(f"w{n}" for n in range(5_000)), (1, 1))
    engine.write(MANIFEST, [replace(TEXT, passages=(passage,))], fresh=True)
    assert engine.reader().is_capped(Pattern("w*"))
    assert engine.reader().expansions(Pattern("w*"))[1]
    assert not engine.reader().is_capped(Pattern("w49*"))


def test_a_word_that_only_removed_readouts_held_is_no_expansion(make: EngineFactory) -> None:
    engine = make()
    readouts = [replace(TEXT, id=ReadoutId(str(n)), title=f"word{n} rule") for n in range(20)]
    engine.write(MANIFEST, readouts, fresh=True)
    engine.write(MANIFEST, [], [readouts[0].id], fresh=False)
    assert set(engine.reader().expansions(Pattern("word*"))[0]) == {f"word{n}" for n in range(1, 20)}


def test_there_is_nothing_to_read_before_the_first_build(make: EngineFactory) -> None:
    with pytest.raises(IndexMissingError, match="searchapp rebuild"):
        make().reader()


def test_what_was_written_is_there_whole(make: EngineFactory) -> None:
    engine = make()
    with pytest.raises(IndexMissingError):
        list(engine.damaged())
    engine.write(MANIFEST, CROWD[:20], fresh=True)
    engine.write(MANIFEST, CROWD[20:30], [CROWD[0].id], fresh=False)
    assert list(engine.damaged()) == []


def test_nothing_can_be_added_to_before_the_first_build(make: EngineFactory) -> None:
    with pytest.raises(IndexMissingError):
        make().write(MANIFEST, [], fresh=False)


def test_an_engine_without_readouts_answers(make: EngineFactory) -> None:
    engine = make()
    engine.write(MANIFEST, [], fresh=True)
    reader = engine.reader()
    found = reader.search(Request(Not(Pattern("a*")), facets={"country": None}))
    assert (found.total, found.hits, dict(found.facets)) == (0, (), {"country": Facet({}, 0)})
    assert (reader.ids(), reader.get("x"), reader.entities("topic"), reader.statements()) == ((), None, {}, 0)
    engine.write(MANIFEST, [TEXT], fresh=False)
    assert engine.reader().ids() == (TEXT.id,)
    engine.write(MANIFEST, [], [TEXT.id], fresh=False)
    assert engine.reader().count(Every()) == 0


def test_the_manifest_is_what_was_written_with_the_generation_filled_in(make: EngineFactory) -> None:
    problems = (Problem("é.md", "no text"),)
    files = (SourceFile("a.md", "0" * 64, ReadoutId("a")), SourceFile("é.md", "1" * 64, None))
    engine = make()
    made = engine.write(MANIFEST, CROWD[:3], files=files, problems=problems, fresh=True)
    assert engine.reader().manifest == made
    assert engine.reader().files() == files
    assert replace(made, generation="", built="", readouts=0, problems=()) == MANIFEST
    assert made.problems == problems
    assert made.readouts == 3
    assert made.generation
    assert datetime.fromisoformat(made.built).utcoffset() is not None


def test_what_a_generation_was_built_from_may_be_known_last(make: EngineFactory) -> None:
    files, problems, gone = list[SourceFile](), list[Problem](), list[ReadoutId]()

    def source() -> Iterator[Readout]:
        yield CROWD[0]
        files.append(SourceFile("a.md", "0" * 64, CROWD[0].id))
        problems.append(Problem("b.md", "no text"))
        gone.append(CROWD[2].id)

    engine = make()
    engine.write(MANIFEST, CROWD[1:3], fresh=True)
    made = engine.write(MANIFEST, source(), gone, files=files, problems=problems, fresh=False)
    assert (list(engine.reader().files()), list(made.problems)) == (files, problems)
    assert engine.reader().ids() == (CROWD[0].id, CROWD[1].id)


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
@settings(few, max_examples=examples(8))
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
            reader,
            Request(Pattern("*"), sort="newest", limit=99, facets=dict.fromkeys(naive.FIELDS)),
            list(kept.values()),
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
) -> None:
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
    assert {id_ for id_, _ in hits} <= {readout.id for readout in CROWD[:5]}
    assert held.count(Every()) == 5


def test_a_closed_engine_can_be_read_again(make: EngineFactory) -> None:
    engine: Engine = make()
    engine.write(MANIFEST, CROWD[:5], fresh=True)
    engine.reader()
    engine.close()
    assert engine.reader().count(Every()) == 5
