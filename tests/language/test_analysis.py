"""Tokens: what is one, how it is folded, where it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.analysis import end_of, folded_text, phrase_words, stem, tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Japan-U.S. Alliance", ["japan", "u.s", "alliance"]),
        ("TPP11’s steady", ["tpp11", "s", "steady"]),
        ("COVID-19 and 2+2", ["covid", "19", "and", "2", "2"]),
        ("5.7 million, 1,000.", ["5.7", "million", "1,000"]),
        ("BÁRCENA Türkiye Øresund İstanbul Łódź", ["barcena", "turkiye", "oresund", "istanbul", "lodz"]),
        ("ＡＳＥＡＮ", ["asean"]),
        ("上川陽子 x", ["上川", "川陽", "陽子", "子", "x"]),
        ("not may will US", ["not", "may", "will", "us"]),
        ("Mr. Kono.", ["mr", "kono"]),
    ],
)
def test_text_is_cut_into_folded_words(text: str, words: list[str]) -> None:
    assert [token.word for token in tokens(text)] == words


@pytest.mark.parametrize("form", ["run", "runs", "running"])
def test_inflected_forms_have_one_stem(form: str) -> None:
    assert stem(form) == "run"


@pytest.mark.parametrize(("form", "verb"), [("met", "meetings"), ("sought", "seeks"), ("spoken", "speak")])
def test_irregular_forms_of_what_readouts_report_by_have_the_stem_of_their_verb(form: str, verb: str) -> None:
    assert stem(form) == stem(verb)


def test_an_open_run_of_japanese_is_found_inside_a_longer_one() -> None:
    assert phrase_words("上川") == ("上川",)
    assert phrase_words("上川陽子") == ("上川", "川陽", "陽子")


@given(st.text())
def test_offsets_are_the_words_themselves_and_positions_count_up(text: str) -> None:
    read = tokens(text)
    assert [token.position for token in read] == list(range(len(read)))
    assert all(0 <= token.start < token.end <= len(text) and token.word for token in read)


_ODD = st.text(st.sampled_from("aBz09.,_-'\u2019 \n\u0301\u00e9\u4e0a\u5ddd\u30ab\uac00\uff21"))


@given(st.one_of(st.text(), _ODD))
def test_a_word_ends_where_the_whole_text_says_when_it_is_read_alone(text: str) -> None:
    read = tokens(text)
    assert [end_of(text, token.start) for token in read] == [token.end for token in read]


@given(st.text())
def test_folding_what_is_folded_changes_nothing_for_plain_words(text: str) -> None:
    once = folded_text(text.encode("ascii", "ignore").decode())
    assert folded_text(once) == once
