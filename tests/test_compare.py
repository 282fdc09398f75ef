"""Two readouts beside each other."""

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.compare import MOST, Comparison, compare, wording
from searchapp.readout import Entity, Evidence, Origin, Passage, PassageKind, Readout, ReadoutId, Statement
from tests.sample import sample

WORDS = st.sampled_from(
    "both ministers agreed trade peace Ukraine México on the of CPTPP cooperation 2+2".split()
)
TEXTS = st.lists(st.lists(WORDS, min_size=1, max_size=8).map(" ".join), max_size=7)


def readout(texts: Sequence[str], **more: object) -> Readout:
    passages = tuple(Passage(n, f"p{n}", "paragraph", text, (n, n)) for n, text in enumerate(texts, 1))
    return Readout(ReadoutId("x"), "X", "X", "", Origin("x.txt", "txt"), passages=passages, **more)  # type: ignore[arg-type]


def states(compared: Comparison) -> list[str]:
    return [row.state for row in compared.rows]


def said(text: str, spans: Sequence[tuple[int, int]]) -> list[str]:
    return [text[start:end] for start, end in spans]


@given(TEXTS, TEXTS)
def test_every_passage_of_both_stands_in_exactly_one_row(one: list[str], other: list[str]) -> None:
    rows = compare(readout(one), readout(other)).rows
    before = Counter(row.before.anchor for row in rows if row.before)
    after = [row.after.anchor for row in rows if row.after]
    assert before == Counter(f"p{n}" for n in range(1, len(one) + 1))
    assert after == [f"p{n}" for n in range(1, len(other) + 1)]


@given(TEXTS)
def test_of_the_same_text_all_is_kept_in_its_place(texts: list[str]) -> None:
    compared = compare(readout(texts), readout(texts))
    assert all(row.state == "kept" and row.before == row.after and not row.moved for row in compared.rows)


@given(TEXTS, TEXTS)
@settings(max_examples=200)
def test_what_one_has_added_the_other_has_dropped(one: list[str], other: list[str]) -> None:
    there, back = compare(readout(one), readout(other)), compare(readout(other), readout(one))
    assert [row.after for row in there.rows if row.state == "added"] == [
        row.before for row in back.rows if row.state == "dropped"
    ]
    pairs = {(row.before, row.after, row.went, row.came, row.moved) for row in there.rows}
    assert pairs == {(row.after, row.before, row.came, row.went, row.moved) for row in back.rows}


@given(TEXTS, TEXTS)
def test_pairs_that_have_not_moved_stand_in_the_order_of_both(one: list[str], other: list[str]) -> None:
    rows = [row for row in compare(readout(one), readout(other)).rows if row.before and row.after]
    places = [row.before.number or 0 for row in rows if row.before and not row.moved]
    assert places == sorted(places)


@given(st.lists(WORDS, max_size=40), st.lists(WORDS, max_size=40))
def test_what_is_left_of_both_texts_is_the_same_words(one: list[str], other: list[str]) -> None:
    before, after = " ".join(one), " ".join(other)
    went, came = wording(before, after)
    assert without(before, went) == without(after, came)
    assert wording(after, before) == (came, went)


def without(text: str, spans: Sequence[tuple[int, int]]) -> list[str]:
    for start, end in reversed(spans):
        text = f"{text[:start]} {text[end:]}"
    return text.replace("2+2", "2 2").replace("+", " ").split()


def test_words_that_went_and_came_are_told_apart_from_those_that_stay() -> None:
    before = "Both ministers shared the view that the TPP11 will be expanded."
    after = "Both ministers affirmed that the TPP11 will be expanded and upheld."
    went, came = wording(before, after)
    assert said(before, went) == ["shared the view"]
    assert said(after, came) == ["affirmed", "and upheld"]


def test_case_accents_and_punctuation_are_no_change_of_wording() -> None:
    assert wording("Secretary BÁRCENA, of Mexico", "secretary Barcena of Mexico.") == ((), ())


def test_a_little_word_between_long_changes_does_not_stay() -> None:
    before = "He asked for help from every member of the alliance today"
    after = "They welcomed steps taken long ago for peace by both of them"
    went, came = wording(before, after)
    assert said(before, went) == [before]
    assert said(after, came) == [after]


def test_japanese_is_compared_too() -> None:
    before, after = "両国は協力を強化する", "両国は協力を継続する"
    went, came = wording(before, after)
    assert went
    assert came
    assert before.startswith("両国は協力を")


def test_a_passage_that_changed_its_place_is_paired_and_said_to_have_moved() -> None:
    trade, peace, visa = (
        "The CPTPP is implemented.",
        "Peace in Ukraine is sought.",
        "Visas are eased for students.",
    )
    rows = compare(readout([trade, peace, visa]), readout([peace, visa, trade])).rows
    assert [(row.state, row.moved) for row in rows] == [("kept", False), ("kept", False), ("kept", True)]


def test_a_topic_pairs_passages_that_name_it_otherwise() -> None:
    topic = (Entity("cptpp", "CPTPP"),)
    one = readout(
        ["They spoke of TPP11 at length.", "Fish."],
        topic=topic,
        evidence=(Evidence("topic", "cptpp", "a name", (0, 1), "TPP11", 1),),
    )
    other = readout(["Fish.", "Work on the CPTPP went on."], topic=topic, evidence=(Evidence("topic", "cptpp", "a name", (0, 1), "CPTPP", 2),))  # fmt: skip
    pair = next(row for row in compare(one, other).rows if row.topics)
    assert pair.before
    assert pair.after
    assert pair.topics == topic


def test_a_heading_answers_to_headings_alone() -> None:
    kinds: list[PassageKind] = ["heading", "paragraph"]
    texts = [
        Readout(
            ReadoutId("x"),
            "X",
            "X",
            "",
            Origin("x", "txt"),
            passages=(Passage(1, "p1", kind, "Peace in Ukraine", (1, 1)),),
        )
        for kind in kinds
    ]
    assert states(compare(*texts)) == ["added", "dropped"]


def test_verbs_are_counted_by_side_and_what_binds_comes_first() -> None:
    one = readout(["x"], statements=(Statement("p1", "x", 0, 1, "joint", None, "state", "stated"),) * 2)
    other = readout(["x"], statements=(Statement("p1", "x", 0, 1, "joint", None, "commit", "promised"),))
    assert [(v.verb_class, v.before, v.after) for v in compare(one, other).verbs] == [
        ("promised", (), (("commit", 1),)),
        ("stated", (("state", 2),), ()),
    ]


def test_a_long_text_is_capped_and_says_by_how_much() -> None:
    long = readout([f"Passage {n}" for n in range(MOST + 7)])
    assert compare(long, readout(["Passage 1"])).uncompared == 7


def test_two_meetings_of_a_pair_are_paired_by_what_they_say() -> None:
    compared = compare(sample("japan-mexico-2021"), sample("japan-mexico-2023"))
    pairs = {(row.before.anchor, row.after.anchor) for row in compared.rows if row.before and row.after}
    assert pairs >= {("p3", "p1"), ("p6", "p2"), ("p7", "p3"), ("p5", "p4")}
    indo_pacific = next(row for row in compared.rows if row.before and "FOIP" in row.before.text)
    assert indo_pacific.state == "dropped"
    assert {"foip", "covid-19"} <= {topic.id for topic in compared.lost}
    assert "alps" in {topic.id for topic in compared.gained}


def test_the_sentence_that_two_readouts_share_is_kept_in_their_wording() -> None:
    compared = compare(sample("us-japan-2022"), sample("us-korea-2022"))
    row = next(row for row in compared.rows if row.before and "ballistic" in row.before.text)
    assert row.after is not None
    assert not row.is_retold
    kept = without(row.after.text, row.came)
    assert " ".join(kept).startswith("condemned the ballistic")


@pytest.mark.parametrize("texts", [([], []), ([], ["x"]), (["x"], [])])
def test_an_empty_text_is_compared_too(texts: tuple[list[str], list[str]]) -> None:
    assert len(compare(readout(texts[0]), readout(texts[1])).rows) == len(texts[0]) + len(texts[1])
