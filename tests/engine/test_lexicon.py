"""The words that patterns and misspelt words stand for."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.engines.whoosh.lexicon import MAX_WORDS, Lexicon
from tests.engine import naive

letters = st.text("abé上.", max_size=6)
lexicons = st.lists(letters, max_size=30)


def of(words: Iterable[str]) -> Lexicon:
    """A lexicon of words that stand in one readout each."""
    found = tuple(sorted(set(words)))
    return Lexicon(found, (1,) * len(found))


@given(lexicons, st.text("abé上.*?", max_size=6))
def test_a_pattern_stands_for_the_words_that_match_it_whole(words: list[str], pattern: str) -> None:
    assert set(of(words).matching(pattern)[0]) == {word for word in words if naive.fits(pattern, word)}


@given(lexicons, letters, st.integers(0, 3))
def test_close_words_are_few_edits_away_and_begin_alike(words: list[str], word: str, distance: int) -> None:
    expected = {other for other in words if word and other and naive.close(word, other, distance)}
    assert set(of(words).close(word, distance)[0]) == expected


@pytest.mark.parametrize("pattern", ["a[b]", "a.b", "a+", "(a)", "a|b", "a\\b", "[!a]*", "a$*"])
def test_only_stars_and_question_marks_are_special(pattern: str) -> None:
    plain = pattern.replace("*", "")
    assert of([plain, "ab", "axb", "aa", "a", "b"]).matching(pattern) == ((plain,), False)


def test_the_most_frequent_words_are_kept_and_the_cut_is_told() -> None:
    words = tuple(f"a{n:04}" for n in range(MAX_WORDS + 1))
    lexicon = Lexicon(words, tuple(range(len(words))))
    kept = tuple(reversed(words))[:MAX_WORDS]
    assert lexicon.matching("a*") == (kept, True)
    assert lexicon.close("a", 4) == (kept, True)
    assert lexicon.matching("a?" + "*") == (kept, True)
    assert lexicon.matching("a0*")[1] is False


def test_of_equally_frequent_words_the_first_of_the_alphabet_come_first() -> None:
    assert Lexicon(("ab", "ac", "ad"), (1, 2, 1)).matching("a*") == (("ac", "ab", "ad"), False)


def test_a_pattern_of_many_stars_ends() -> None:
    """Going back over every star would take longer than the sun has."""
    assert of(["a" * 60]).matching("a*" * 30 + "b") == ((), False)
