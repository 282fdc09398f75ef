"""How long it took, in every form in which readouts say it."""

import pytest

from searchapp.extract.duration import duration
from searchapp.extract.layout import blocks
from searchapp.extract.opening import opening
from searchapp.sources import read


def _minutes(lead: str) -> int | None:
    source = read("a.txt", f"A title\n\nMay 3, 2022\n\n{lead}".encode())
    found = duration(opening(blocks(source), source.text), source.text, "meeting")
    return found.value if found else None


LENGTHS = [
    ("for approximately one hour and fifteen minutes", 75), ("for over 30 minutes", 30), ("for approximately seventy minutes", 70),
    ("for two hours and a half", 150), ("for about an hour", 60), ("for half an hour", 30), ("for an hour and a half", 90),
    ("for one and a half hours", 90), ("for approximately 1 hour 15 minutes", 75), ("for nearly two-and-a-half hours", 150),
    ("for twenty-five minutes", 25), ("at a meeting of approximately 40 minutes", 40), ("in a 45-minute meeting", 45), ("in an hour-long meeting", 60),
    ("at a meeting (approximately 1 hour and 5 minutes) and a dinner (approximately 1 hour)", 65),
    ("from 3:00 p.m. to 4:10 p.m.", 70), ("from 11:30 until 12:15", 45), ("（約20分間）", 20), ("（約1時間30分）", 90),
]  # fmt: skip


@pytest.mark.parametrize(("length", "minutes"), LENGTHS, ids=[length for length, _ in LENGTHS])
def test_a_length_is_minutes(length: str, minutes: int) -> None:
    assert _minutes(f"On May 3, the two ministers met {length} in Lima.") == minutes


@pytest.mark.parametrize(
    "lead",
    ["They met to extend the truce within 24 hours.", "They met an hour after the attack.", "They met for the 30th time.",
     "They met for talks on the next 72 hours.", "They met at 5:00 p.m. in Lima.", "They met for three days."],
)  # fmt: skip
def test_other_lengths_are_none(lead: str) -> None:
    assert _minutes(lead) is None


def test_of_two_meetings_it_is_the_first_named() -> None:
    lead = "For about 75 minutes Ms. A met Mr. B. Prior to this, she met Mr. C for approximately one hour."
    assert _minutes(lead) == 75


def test_a_later_sentence_may_say_how_long_it_lasted() -> None:
    text = "They met in Lima.\n\nThey spoke of trade.\n\nThey spoke of fish.\n\nThe meeting lasted for about two hours."
    assert _minutes(text) == 120
