"""Words that are spelt nearly like others, beside distances that are counted plainly."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.spelling import Spellings, slip

words = st.text("abcé上", min_size=1, max_size=6)
lists = st.lists(words, max_size=20)


@cache
def distance(left: str, right: str) -> int:
    """Letters put in, taken out, changed, or changed about with their neighbour."""
    if not left or not right:
        return len(left) + len(right)
    ways = [
        distance(left[:-1], right) + 1,
        distance(left, right[:-1]) + 1,
        distance(left[:-1], right[:-1]) + (left[-1] != right[-1]),
    ]
    if len(left) > 1 and len(right) > 1 and left[-2:] == right[-1] + right[-2]:
        ways.append(distance(left[:-2], right[:-2]) + 1)
    return min(ways)


@given(lists, words, st.integers(0, 2))
def test_near_words_are_those_of_few_edits(some: list[str], word: str, limit: int) -> None:
    near = [(n, distance(word, other)) for n, other in enumerate(some)]
    assert Spellings(some).near(word, limit) == [(n, d) for n, d in near if d <= limit]


@given(lists, words)
def test_a_word_nearly_starts_so_when_a_beginning_is_one_edit_away(some: list[str], prefix: str) -> None:
    starting = [
        n
        for n, other in enumerate(some)
        if any(distance(prefix, other[:end]) <= 1 for end in range(len(other) + 1))
    ]
    assert Spellings(some).nearly_starting(prefix).tolist() == starting


@pytest.mark.parametrize(
    ("likely", "unlikely"), [("kamikwa", "kamikaxa"), ("kamikkawa", "kamikxawa"), ("kmaikawa", "jamikawa")]
)
def test_a_letter_left_out_doubled_or_changed_about_is_likelier_than_a_strange_one(
    likely: str, unlikely: str
) -> None:
    assert slip(likely, "kamikawa", 1) > slip(unlikely, "kamikawa", 1) > slip("kmaikaxa", "kamikawa", 2)
