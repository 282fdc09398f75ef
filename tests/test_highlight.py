"""Marks and snippets: what matched, and the passages that show it best."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp import clause as c
from searchapp.analysis import phrase_words, stem
from searchapp.distance import within
from searchapp.highlight import marks, sought
from searchapp.highlight import snippets as snippets_of
from searchapp.readout import Origin, Passage, Readout, ReadoutId, Statement
from searchapp.results import Snippet
from tests.sighted import sight


def _readout(*texts: str) -> Readout:
    passages = tuple(Passage(n, f"p{n}", "paragraph", text, (n, n)) for n, text in enumerate(texts, 1))
    return Readout(ReadoutId("r"), "T", "T", "0", Origin("r.txt", "txt"), passages=passages)


def snippets(clause: c.Clause, readout: Readout) -> tuple[tuple[Snippet, ...], int]:
    """The snippets of a readout whose words were found by reading it."""
    seen = sought(clause)
    return snippets_of(seen, sight(seen.leaves, readout))


def _term(word: str) -> c.Term:
    return c.Term(word, stem(word))


def _marked(clause: c.Clause, text: str) -> list[str]:
    return [text[start:end] for start, end in marks(clause, text)]


def test_a_word_is_marked_in_all_its_forms() -> None:
    assert _marked(_term("supply"), "Supplies of supply-chain goods supplied") == [
        "Supplies",
        "supply",
        "supplied",
    ]


def test_a_phrase_is_marked_whole_and_only_where_it_stands() -> None:
    assert _marked(c.Exact(("rule", "of", "law")), "the Rule of Law, the rule of the law") == ["Rule of Law"]


def test_what_is_left_out_is_not_marked() -> None:
    assert _marked(c.And((_term("trade"), c.Not(_term("wto")))), "trade and WTO") == ["trade"]


def test_a_persons_names_are_marked_in_any_order_and_accents() -> None:
    clause = c.AnyOf("counterpart", frozenset({"x"}), (("alicia", "barcena", "ibarra"), ("barcena",)))
    assert _marked(clause, "Alicia BÁRCENA IBARRA; Secretary Bárcena’s") == [
        "Alicia BÁRCENA IBARRA",
        "Bárcena",
    ]


def test_patterns_close_words_near_words_and_japanese_are_marked() -> None:
    assert _marked(c.Pattern("indo*"), "Indo-Pacific Indonesia India") == ["Indo", "Indonesia"]
    assert _marked(c.Close("kamikwa", 1), "Minister Kamikawa Kamikaze") == ["Kamikawa"]
    assert _marked(c.Near(("rule", "law"), 3), "law of the rule and rule only") == ["law", "rule"]
    assert _marked(c.Exact(phrase_words("上川")), "大臣上川陽子") == ["上川"]


def test_the_passage_with_most_of_the_query_comes_first_and_the_rest_is_counted() -> None:
    readout = _readout("only trade here", "trade with Mexico", "Mexico alone", "trade again")
    found, more = snippets(c.And((_term("trade"), _term("mexico"))), readout)
    assert [s.passage.anchor for s in found] == ["p2"]
    assert more == 3


def test_what_no_passage_shows_yet_comes_before_more_of_the_same() -> None:
    readout = _readout(*["Mexico"] * 4, "trade, and more trade", "Mexico", "trade")
    found, more = snippets(c.And((_term("trade"), _term("mexico"))), readout)
    assert [s.passage.anchor for s in found] == ["p1", "p2", "p5"]
    assert more == 4


def test_of_passages_with_the_same_words_those_that_say_them_often_are_shown() -> None:
    often = "wheat was sold, " + "that was much, " * 20 + "and more wheat bought, and wheat stored"
    readout = _readout("wheat", "barley", "wheat", often, "wheat and rye", "wheat, wheat")
    found, more = snippets(_term("wheat"), readout)
    assert [s.passage.anchor for s in found] == ["p1", "p4", "p6"]
    assert more == 2


def test_words_near_each_other_come_first_however_often_they_stand_apart() -> None:
    between = " which everybody praised in many words," * 20
    far = f"Mexico{between} trade, trade and trade"
    near = f"trade,{between} and then Mexico, and trade with it"
    found, _ = snippets(c.And((_term("trade"), _term("mexico"))), _readout(far, far, far, near))
    assert "p4" in {s.passage.anchor for s in found}


def test_another_name_of_what_is_shown_is_nothing_new() -> None:
    named = c.Or((_term("mexico"), c.Weighted(c.Or((c.Exact(("mexican", "states")),)), 0.5)))
    readout = _readout("the Mexican States", "stability in Mexico", "Mexico", "Mexican States")
    for clause in (c.And((named, _term("stability"))), c.Said(c.And((named, _term("stability"))))):
        leaves = sought(clause).leaves
        assert len(leaves) == 3
        assert sought(clause).bits == (1, 1, 4)
    found, more = snippets(c.And((named, _term("stability"))), readout)
    assert [s.passage.anchor for s in found] == ["p2"]
    assert more == 3
    assert snippets(c.Or((_term("mexico"), _term("stability"))), readout)[1] == 1


def test_words_of_the_text_come_before_names_of_a_field() -> None:
    readout = _readout("Kamikawa Kamikawa Kamikawa", "a word on fisheries")
    clause = c.And((c.AnyOf("minister", frozenset({"k"}), (("kamikawa",),)), _term("fisheries")))
    found, _ = snippets(clause, readout)
    assert "p2" in {s.passage.anchor for s in found}


def test_a_long_passage_is_cut_where_the_statement_begins() -> None:
    told = "Deputy Secretary Vale reiterated the commitment of her government to the immediate resolution of abductions."
    before, after = (
        "Both underlined that the relationship is important. " * 8,
        " Other matters were dealt with." * 8,
    )
    text = before + told + after
    statement = Statement("p1", told, len(before), len(before) + len(told), "home", None, None, None)
    readout = replace(_readout(text), statements=(statement,))
    ((snippet,), _) = snippets(_term("abductions"), readout)
    assert snippet.text.startswith(told)
    ((snippet,), _) = snippets(_term("abductions"), _readout(text))
    assert not snippet.text.startswith("Deputy")
    assert "abductions" in snippet.text


def test_a_word_is_shown_rather_than_a_name_too_far_from_it() -> None:
    first, last = "Japan " + "administration " * 45, "abductions" + " consequently" * 40
    named = c.AnyOf("country", frozenset({"JP"}), (("japan",),))
    ((snippet,), _) = snippets(c.And((_term("abductions"), named)), _readout(first + last))
    assert "abductions" in snippet.text


def test_without_a_match_the_first_passage_stands_for_the_readout() -> None:
    found, more = snippets(c.Within(None, None), _readout("first", "second"))
    assert ([s.text for s in found], more) == (["first"], 0)


WORDS = st.lists(
    st.sampled_from(["trade", "rule", "law", "of", "Bárcena", "上川陽子", "TPP11’s", "co-operation", "x"]),
    min_size=1,
    max_size=300,
).map(" ".join)


@settings(max_examples=100, deadline=None)
@given(WORDS)
def test_snippets_are_stretches_of_their_passage_and_marks_cover_matches(text: str) -> None:
    clause = c.Or((_term("trade"), c.Exact(("rule", "of", "law")), c.Exact(phrase_words("上川"))))
    for snippet in snippets(clause, _readout(text))[0]:
        assert snippet.text in text
        assert snippet.before == (not text.startswith(snippet.text))
        assert {snippet.text[s:e] for s, e in snippet.marks} <= {"trade", "rule of law", "上川"}
        if marks(clause, text):
            assert snippet.marks


@given(st.text("abc", max_size=6), st.text("abc", max_size=6), st.integers(0, 3))
def test_the_bounded_distance_is_levenshteins(left: str, right: str, limit: int) -> None:
    def plain(a: str, b: str) -> int:
        if not a or not b:
            return len(a) + len(b)
        return min(plain(a[1:], b) + 1, plain(a, b[1:]) + 1, plain(a[1:], b[1:]) + (a[0] != b[0]))

    assert within(left, right, limit) == (plain(left, right) <= limit)
