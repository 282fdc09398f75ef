"""The words that patterns and misspelt words stand for."""

from collections.abc import Iterable, Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.engines.arrays.lexicon import MAX_WORDS, Expansion, Lexicon
from searchapp.engines.arrays.segment import Field
from searchapp.engines.arrays.words import Words
from tests.engine import naive

letters = st.text("abé上.", max_size=6)
lexicons = st.lists(letters, max_size=30)


Told = tuple[tuple[str, ...], bool]


def field(counts: Mapping[str, int]) -> Field:
    """A field of a segment: words, each in so many readouts."""
    words = sorted(counts)
    starts = np.cumsum([0, *(counts[word] for word in words)])
    return Field(Words.of(word.encode() for word in words), starts, np.zeros(starts[-1], np.uint32), None)


def of(*segments: Mapping[str, int] | Iterable[str]) -> "Asked":
    """A lexicon of one or more segments; of words in one readout each, or in as many as are told."""
    return Asked(Lexicon([field(s if isinstance(s, Mapping) else dict.fromkeys(s, 1)) for s in segments]))


class Asked:
    """A lexicon that answers with words."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def matching(self, pattern: str) -> Told:
        return self._told(self.lexicon.matching(pattern))

    def close(self, word: str, distance: int) -> Told:
        return self._told(self.lexicon.close(word, distance))

    def _told(self, found: Expansion) -> Told:
        return self.lexicon.words(found), found.capped


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
    lexicon = of({word: number for number, word in enumerate(words)})
    kept = tuple(reversed(words))[:MAX_WORDS]
    assert lexicon.matching("a*") == (kept, True)
    assert lexicon.close("a", 4) == (kept, True)
    assert lexicon.matching("a?" + "*") == (kept, True)
    assert lexicon.matching("a0*")[1] is False


def test_of_equally_frequent_words_the_first_of_the_alphabet_come_first() -> None:
    assert of({"ab": 1, "ac": 2, "ad": 1}).matching("a*") == (("ac", "ab", "ad"), False)


def test_a_word_of_several_segments_counts_in_all_of_them() -> None:
    assert of({"ab": 1, "ac": 2}, {"ab": 3, "b": 1}, {}).matching("a*") == (("ab", "ac"), False)


def test_over_several_segments_the_most_frequent_words_are_kept() -> None:
    words = [f"a{n:04}" for n in range(MAX_WORDS)]
    lexicon = of(dict.fromkeys(words, 2), {"a0000": 1, "ab": 1})
    assert lexicon.matching("a*") == (tuple(words), True)


def test_a_pattern_of_many_stars_ends() -> None:
    """Going back over every star would take longer than the sun has."""
    assert of(["a" * 60]).matching("a*" * 30 + "b") == ((), False)
