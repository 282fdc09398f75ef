"""List marks and items: every mark that readouts use, and items that are not set apart."""

import pytest

from searchapp.extract.layout import blocks
from searchapp.extract.passages import body
from searchapp.readout import Passage
from searchapp.sources import read

MARKS = [
    ("1. The two ministers spoke.", "1."), ("1.The two ministers spoke.", "1."), ("1 The two ministers spoke.", "1"),
    ("1) The two ministers spoke.", "1)"), ("(1) The two ministers spoke.", "(1)"), ("(1)The two ministers spoke.", "(1)"),
    ("• (1) The two ministers spoke.", "• (1)"), ("- (1) The two ministers spoke.", "- (1)"), ("2. (1) The two ministers spoke.", "2. (1)"),
    ("I. The two ministers spoke.", "I."), ("a) The two ministers spoke.", "a)"), ("(i) The two ministers spoke.", "(i)"),
    ("- The two ministers spoke.", "-"), ("– The two ministers spoke.", "–"), ("° The two ministers spoke.", "°"),
    ("① The two ministers spoke.", "①"), ("（１）The two ministers spoke.", "（１）"), ("  (2) The two ministers spoke.", "(2)"),
]  # fmt: skip


def _passages(text: str) -> list[Passage]:
    source = read("a.txt", text.encode())
    return list(body(blocks(source), source).passages)


def _items(text: str) -> list[tuple[str, str]]:
    return [(p.mark, p.text) for p in _passages(text) if p.kind == "item"]


@pytest.mark.parametrize(("line", "mark"), MARKS, ids=[line[:8] for line, _ in MARKS])
def test_a_mark_begins_an_item(line: str, mark: str) -> None:
    assert _items(f"A meeting\n\nMay 3, 2022\n\nThe ministers met.\n\n{line}") == [
        (mark, "The two ministers spoke.")
    ]


@pytest.mark.parametrize(
    "line",
    ["1.5 million people fled the war.", "12 Foreign Ministers met in Lima.", "A. K. Abdul Momen met the minister.", "10:00 a.m. The minister meets Mr. B.",
     "In 2021 (1) the ministers met."],
)  # fmt: skip
def test_a_number_or_an_initial_is_no_mark(line: str) -> None:
    assert not _items(f"A meeting\n\nMay 3, 2022\n\n{line}\n\nThey met again.")


def test_sub_lists_begin_again() -> None:
    text = "A visit\n\nMay 3, 2022\n\n1. First matter\n\n(1) They spoke.\n\n(2) They agreed.\n\n2. Second matter\n\n(1) They met."
    assert [(p.kind, p.mark, p.text) for p in _passages(text)] == [
        ("heading", "1.", "First matter"),
        ("item", "(1)", "They spoke."),
        ("item", "(2)", "They agreed."),
        ("heading", "2.", "Second matter"),
        ("item", "(1)", "They met."),
    ]


def test_sections_are_headings_in_a_row() -> None:
    text = "A visit\n\nMay 3, 2022\n\n1 Meeting with Mr. B\n\n- They spoke.\n\n2 Meeting with Ms. C\n\n- They met."
    assert [(p.kind, p.mark) for p in _passages(text)] == [
        ("heading", "1"),
        ("item", "-"),
        ("heading", "2"),
        ("item", "-"),
    ]


def test_items_that_run_on_are_items_of_their_own() -> None:
    text = "A visit\n\nMay 3, 2022\n\n(1)They spoke of trade. (2)They spoke of fish.\n\nThe WTO matters. - They agreed."
    assert [p.text for p in _passages(text)] == [
        "They spoke of trade.",
        "They spoke of fish.",
        "The WTO matters.",
        "They agreed.",
    ]


def test_numbers_are_the_printed_ones_below_a_lead() -> None:
    text = "A visit\n\nMay 3, 2022\n\nOn May 3, they met. The overview is as follows.\n\n1. They spoke.\n\n2. They agreed."
    assert [(p.number, p.mark) for p in _passages(text)] == [(0, ""), (1, "1."), (2, "2.")]
