"""When it happened: the event's day against all the days that a text names."""

from datetime import date

import pytest

from searchapp.extract.datelines import is_dateline, written_dates
from searchapp.extract.dates import dates
from searchapp.extract.layout import blocks
from searchapp.sources import read


@pytest.mark.parametrize(
    "line",
    [
        "September 14, 2023", "November, 11, 2009", "February 12 2024", "22 March 2005", "20/03/2024", "15.02.2021", "2024-03-20",
        "Thursday, September 26, 2019, 6:48 p.m. New York City, United States", "Date: Friday, November 12, 2010, 5:38 p.m.",
        "Thursday, September 14, 2023, 9:31 p.m. Ministry of Foreign Affairs", "平成30年10月6日", "2023年9月21日",
    ],
)  # fmt: skip
def test_a_line_that_is_a_date_is_a_date_line(line: str) -> None:
    assert is_dateline(line)


@pytest.mark.parametrize(
    "line", ["On September 21, they met.", "September 21", "The meeting of June 3, 2021 was held.", "Peru"]
)
def test_a_line_that_says_more_is_none(line: str) -> None:
    assert not is_dateline(line)


def test_an_imperial_year_is_a_year() -> None:
    assert [d.on() for d in written_dates("平成30年10月6日、令和元年5月1日")] == [
        date(2018, 10, 6),
        date(2019, 5, 1),
    ]


def test_a_day_that_no_calendar_has_is_no_date() -> None:
    assert list(written_dates("February 30, 2021")) == []


CASES = [
    (
        "January 5, 2021",
        "On January 4, commencing at 5:00 p.m. local time (8:00 a.m. on January 5 Japan time), they met.",
        "2021-01-04",
    ),
    ("January 3, 2022", "On December 30, the ministers spoke by telephone about trade.", "2021-12-30"),
    (
        "May 21, 2021",
        "Secretary Blinken spoke today with Foreign Minister Kuleba after their May 15 meeting.",
        "2021-05-21",
    ),
    ("July 30, 2022", "Secretary Blinken spoke yesterday with Foreign Minister Kuleba.", "2022-07-29"),
    ("June 10, 2022", "Secretary Blinken met on Tuesday with Foreign Minister Kuleba.", "2022-06-07"),
    (
        "June 10, 2022",
        "Dr. Donfried will travel to Azerbaijan, Georgia, and Armenia June 14 to 19 to talk.",
        "2022-06-14",
    ),
    ("June 28, 2018", "On Wednesday, June 27, Mr. Kono held a meeting with Mr. X of Peru.", "2018-06-27"),
    ("November 16, 2023", "On 15 November 2023, the ministers met in San Francisco.", "2023-11-15"),
]


@pytest.mark.parametrize(("dateline", "lead", "day"), CASES, ids=[lead[:40] for _, lead, _ in CASES])
def test_the_event_is_dated_by_the_opening_line(dateline: str, lead: str, day: str) -> None:
    source = read("a.txt", f"A title\n\n{dateline}\n\n{lead}\n\nThey also spoke of May 1 at length.".encode())
    found = dates(blocks(source), source.text).event
    assert found is not None
    assert str(found.day) == day


def test_evidence_is_the_words_of_the_source() -> None:
    source = read(
        "a.txt",
        b"A title\n\nJanuary 5, 2021\n\nOn January 4, at 5:00 p.m. (8:00 a.m. on January 5 Japan time), they met.",
    )
    found = dates(blocks(source), source.text)
    assert found.event is not None
    assert found.japan is not None
    assert source.text[slice(*found.event.span)] == "January 4"
    assert source.text[slice(*found.japan.span)] == "January 5"
    assert str(found.japan.day) == "2021-01-05"


def test_a_text_without_any_date_has_none() -> None:
    source = read("a.txt", b"A title\n\nThe ministers met and spoke of trade.")
    assert dates(blocks(source), source.text).event is None
