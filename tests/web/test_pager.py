"""Page numbers: never more than nine, the first and the last among them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.web.pager import MOST, numbers


@pytest.mark.parametrize(
    ("page", "pages", "shown"),
    [
        (1, 1, "1"),
        (3, 9, "1 2 3 4 5 6 7 8 9"),
        (1, 20, "1 2 3 4 5 6 7 8 … 20"),
        (5, 20, "1 2 3 4 5 6 7 8 … 20"),
        (6, 20, "1 … 3 4 5 6 7 8 9 … 20"),
        (15, 20, "1 … 12 13 14 15 16 17 18 … 20"),
        (20, 20, "1 … 13 14 15 16 17 18 19 20"),
        (99, 20, "1 … 13 14 15 16 17 18 19 20"),
    ],
)
def test_numbers_stand_about_the_page_shown(page: int, pages: int, shown: str) -> None:
    assert " ".join("…" if number is None else str(number) for number in numbers(page, pages)) == shown


@given(st.integers(1, 400), st.integers(1, 300))
def test_at_most_nine_numbers_rise_from_the_first_to_the_last(page: int, pages: int) -> None:
    shown = [number for number in numbers(page, pages) if number is not None]
    assert len(shown) <= MOST
    assert (shown[0], shown[-1]) == (1, pages)
    assert shown == sorted(set(shown))
    assert page in shown or page > pages


@given(st.integers(1, 400), st.integers(10, 300))
def test_a_gap_stands_for_two_pages_or_more(page: int, pages: int) -> None:
    shown = numbers(page, pages)
    for before, gap, after in zip(shown, shown[1:], shown[2:], strict=False):
        if gap is None:
            assert before is not None
            assert after is not None
            assert after - before >= 2
