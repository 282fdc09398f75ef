"""When it happened: the event's day against all the days that a text names."""

from datetime import date

import pytest

from searchapp.extract.datelines import is_dateline, written_dates
from searchapp.extract.dates import Dates, dates
from searchapp.extract.kind import kind
from searchapp.extract.layout import blocks
from searchapp.extract.opening import opening
from searchapp.sources import read


def _dates(text: str) -> Dates:
    source = read("a.txt", text.encode())
    cut = blocks(source)
    return dates(cut, opening(cut, source.text), kind(cut, source.text, cut[0].text).type)


def _event(title: str, dateline: str, lead: str) -> str:
    found = _dates(f"{title}\n\n{dateline}\n\n{lead}\n\nThey also spoke of May 1 at length.").event
    return str(found.day) if found else "none"


@pytest.mark.parametrize(
    "line",
    [
        "September 14, 2023", "November, 11, 2009", "February 12 2024", "22 March 2005", "20/03/2024", "03/20/2024", "15.02.2021",
        "2024-03-20", "2024-03-20 21:00", "2024. 3. 20.", "20-Mar-2024", "1-3 September 2023", "3 JUNE 2017", "Published 17 June 2021",
        "Thursday, September 26, 2019, 6:48 p.m. New York City, United States", "Date: Friday, November 12, 2010, 5:38 p.m.",
        "Thursday, September 14, 2023, 9:31 p.m. Ministry of Foreign Affairs", "Brussels, 20 March 2024", "New Delhi, March 3, 2022",
        "November 19, 2021 – Ottawa, Ontario – Global Affairs Canada", "20.03.2024 EEAS Press Team", "Updated: March 20, 2024 21:00",
        "Delivered on: 5 May 2022 (Transcript of the speech, exactly as it was delivered)", "平成30年10月6日", "2023年9月21日", "**May 3, 2022**",
        "12 de septiembre de 2022", "Ciudad de México, 12 de septiembre de 2022", "Paris, le 1er mars 2023", "Berlin, den 8. Februar 2023",
        "5 de março de 2021", "Roma, 3 marzo 2020",
    ],
)  # fmt: skip
def test_a_line_that_is_a_date_is_a_date_line(line: str) -> None:
    assert is_dateline(line)


@pytest.mark.parametrize(
    "line",
    ["On September 21, they met.", "September 21", "The meeting of June 3, 2021 was held.", "Peru", "Press Conference, 20 March 2024"],
)  # fmt: skip
def test_a_line_that_says_more_is_none(line: str) -> None:
    assert not is_dateline(line)


def test_an_imperial_year_is_a_year() -> None:
    assert [d.on() for d in written_dates("平成30年10月6日、令和元年5月1日")] == [
        date(2018, 10, 6),
        date(2019, 5, 1),
    ]


def test_a_day_that_no_calendar_has_is_no_date() -> None:
    assert list(written_dates("February 30, 2021")) == []


@pytest.mark.parametrize(
    ("text", "first"),
    [("from 4 to 8 June 2017", "2017-06-04"), ("September 26-28, 2021", "2021-09-26"), ("7-8 July, 2022", "2022-07-07"),
     ("January 29 and 30, 2022", "2022-01-29"), ("August 31 – 31 August 2023", "2023-08-31")],
)  # fmt: skip
def test_of_a_run_of_days_it_is_the_first(text: str, first: str) -> None:
    assert str(written_dates(text)[0].on(date(2023, 8, 1))) == first


LEADS = [
    ("September 21, 2023", "On September 21, commencing from 8:30 a.m., Ms. A held a meeting with Mr. B of Peru.", "2023-09-21"),
    ("July 1, 2011", "On June 29th, Mr. A held talks with Mr. B of Peru.", "2011-06-29"),
    ("January 7, 2015", "On January 7 (Wed), Mr. A received a courtesy call from Mr. B of Peru.", "2015-01-07"),
    ("June 28, 2018", "On Wednesday, June 27, Mr. Kono held a meeting with Mr. X of Peru.", "2018-06-27"),
    ("September 28, 2024", "On 27 September (same day local time), Ms. A held a meeting with Mr. B of Peru.", "2024-09-27"),
    ("March 3, 2022", "On the evening of Wednesday 2 March, Mr. A spoke with Mr. B of Peru by telephone.", "2022-03-02"),
    ("March 3, 2022", "At 5:30 p.m. on March 2, Mr. A met with Mr. B of Peru.", "2022-03-02"),
    ("4 September 2018", "Minister A met the Minister of Peru, Mr. B, on 3 September 2018 in Lima.", "2018-09-03"),
    ("January 3, 2022", "On December 30, the ministers spoke by telephone about trade.", "2021-12-30"),
    ("November 16, 2023", "On 15 November 2023, the ministers met in San Francisco.", "2023-11-15"),
    ("July 29, 2018", "1. Foreign Minister A talked to Secretary B of the US over the phone on July 27, during which they spoke of Lima.", "2018-07-27"),
    ("June 17, 2022", "The Foreign Secretary spoke to Mr. B.\n\nOn 16 June, the Foreign Secretary spoke to Mr. B of Peru.", "2022-06-16"),
    ("May 26, 2022", "The first meeting of the working group took place yesterday, May 25, in Madrid.", "2022-05-25"),
    ("November 6, 2021", "The Minister, Ms. A, today (November 5) spoke with Mr. B of Peru.", "2021-11-05"),
    ("March 14, 2022", "In a March 13 trilateral call, Mr. A, Mr. B and Ms. C discussed the March 4 launch.", "2022-03-13"),
    ("July 30, 2022", "Secretary A spoke yesterday with Foreign Minister B.", "2022-07-29"),
    ("June 10, 2022", "Secretary A met on Tuesday with Foreign Minister B.", "2022-06-07"),
    ("May 15, 2022", "Secretary A met Friday with Foreign Minister B in Lima.", "2022-05-13"),
]  # fmt: skip


@pytest.mark.parametrize(("dateline", "lead", "day"), LEADS, ids=[lead[:40] for _, lead, _ in LEADS])
def test_the_event_is_dated_by_the_opening_line(dateline: str, lead: str, day: str) -> None:
    assert _event("Meeting with the Foreign Minister of Peru", dateline, lead) == day


DECOYS = [
    "Secretary A spoke today with Foreign Minister B after their May 15 meeting.",
    "Secretary A spoke with Foreign Minister B to discuss the election on May 12.",
    "Secretary A met with Foreign Minister B, who was appointed on May 3.",
    "Secretary A met with Foreign Minister B following the attack on May 14.",
    "Secretary A spoke with Foreign Minister B about the agreement signed on May 10.",
    "Secretary A congratulated Foreign Minister B on his May 12 appointment.",
    "Secretary A met with Foreign Minister B. They look forward to the summit on June 2.",
    "Secretary A spoke with Foreign Minister Bo. On May 9, the parliament had voted for reform.",
]


@pytest.mark.parametrize("lead", DECOYS)
def test_a_day_of_something_else_does_not_win(lead: str) -> None:
    assert _event("Call with Foreign Minister B", "May 21, 2021", lead) == "2021-05-21"


def test_what_happened_on_a_day_that_a_statement_condemns_is_not_its_day() -> None:
    lead = "We, the foreign ministers of Peru and Japan, condemn the launch conducted on May 25, 2022."
    assert _event("Joint Statement on the Launch", "May 30, 2022", lead) == "2022-05-30"
    assert _event("Election Day", "June 18, 2021", "On June 21, Ethiopians will vote.") == "2021-06-18"


ANNOUNCED = [
    ("Travel to Norway", "May 4, 2022", "Mr. A will travel to Oslo from May 6-7 and London from May 8-11 to meet.", "2022-05-06"),
    ("Travel to Mexico", "February 7, 2022", "Mr. A will travel to Mexico City February 9, 2022 to meet officials.", "2022-02-09"),
    ("Visit of the Minister to Mexico (September 26-28, 2021)", "September 25, 2021", "He leads a delegation.", "2021-09-26"),
    ("To Deliver Remarks on Trade", "August 6, 2021", "Mr. A will deliver remarks on Monday, August 9, 2021 at 2 p.m.", "2021-08-09"),
    ("Minister A to travel to Peru", "May 2, 2022", "Ms. A today announced that she will travel to Lima from May 4 to 8, 2022.", "2022-05-04"),
    ("Travel to Lima", "July 29, 2022", "Mr. A will travel to Lima on Tuesday to meet officials.", "2022-08-02"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "dateline", "lead", "day"), ANNOUNCED, ids=[t for t, *_ in ANNOUNCED])
def test_what_is_announced_has_its_first_day(title: str, dateline: str, lead: str, day: str) -> None:
    assert _event(title, dateline, lead) == day


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("Spokesperson’s Regular Press Conference on March 19, 2024", "2024-03-19"),
        ("Transcript of Weekly Media Briefing (March 19, 2024)", "2024-03-19"),
        ("Department Press Briefing – March 19, 2024", "2024-03-19"),
        ("Press Conference", "2024-03-20"),
    ],
)
def test_a_press_conference_has_the_day_of_its_title(title: str, day: str) -> None:
    """
    March 20, 2024

    Question: What did the minister say?

    Mr. A: I held talks on May 1 and will say more.
    """
    doc = f"{title}\n{test_a_press_conference_has_the_day_of_its_title.__doc__}"
    event = _dates("\n".join(line.strip() for line in doc.split("\n"))).event
    assert event is not None
    assert str(event.day) == day


def test_a_statement_may_say_when_it_was_made() -> None:
    lead = "The following statement was issued on May 19 by Peru as chair of a meeting held in New York."
    assert _event("Chair’s Statement on Food", "June 24, 2022", lead) == "2022-05-19"


def test_the_days_of_a_speech_are_when_it_was_held_and_when_it_was_published() -> None:
    """
    Foreign Secretary's speech at the summit

    Published 6 May 2022

    Delivered on: 5 May 2022 (Transcript of the speech, exactly as it was delivered)

    Thank you all for coming here today, and for all that you do.
    """
    text = test_the_days_of_a_speech_are_when_it_was_held_and_when_it_was_published.__doc__ or ""
    found = _dates("\n".join(line.strip() for line in text.strip().split("\n")))
    assert found.event is not None
    assert found.published is not None
    assert (str(found.event.day), str(found.published.day)) == ("2022-05-05", "2022-05-06")


CLOCKS = [
    ("commencing from 8:30 a.m. (local time: September 21, 9:30p.m. JST)", "2023-09-21", "2023-09-21", "08:30"),
    ("commencing at 12:10 p.m. local time (5:10 a.m. on September 22 JST)", "2023-09-21", "2023-09-22", "12:10"),
    ("from 11:00 a.m. (local time; 12 a.m. on September 22, Japan time)", "2023-09-21", "2023-09-22", "11:00"),
    ("from 4:00 p.m. (AEDT, at 2:00 p.m. JST)", "2023-09-21", "none", "16:00"),
    ("at 10:00 a.m. (local time. 0:00 p.m. on September 21, Japan time)", "2023-09-21", "2023-09-21", "10:00"),
    ("from 1:00 a.m. local time (10:00 p.m. on September 20, Japan time)", "2023-09-21", "2023-09-20", "01:00"),
    ("commencing at 5:00 p.m. local time (8:00 a.m. Japan time)", "2023-09-21", "2023-09-22", "17:00"),
    ("from 7:00 a.m. Japan time (September 20, 6:00 p.m. local time)", "2023-09-20", "2023-09-21", "07:00"),
]  # fmt: skip


@pytest.mark.parametrize(("clocks", "day", "japan", "start"), CLOCKS, ids=[clocks for clocks, *_ in CLOCKS])
def test_japans_day_stands_beside_the_local_one(clocks: str, day: str, japan: str, start: str) -> None:
    found = _dates(f"A title\n\nSeptember 21, 2023\n\nOn September 21, {clocks}, they met for talks.")
    assert found.event is not None
    assert (str(found.event.day), str(found.japan.day) if found.japan else "none") == (day, japan)
    assert (found.start and found.start.value) == start


def test_a_translation_has_the_day_of_its_original() -> None:
    found = _dates(
        "A meeting\n\nOctober 9, 2018\n\n平成30年10月6日\n\nOn October 6, the ministers met for talks."
    )
    assert found.published is not None
    assert found.original is not None
    assert (str(found.published.day), str(found.original.day)) == ("2018-10-09", "2018-10-06")


def test_evidence_is_the_words_of_the_source() -> None:
    text = "A title\n\nJanuary 5, 2021\n\nOn January 4, at 5:00 p.m. (8:00 a.m. on January 5 Japan time), they met."
    found = _dates(text)
    assert found.event is not None
    assert found.japan is not None
    assert text[slice(*found.event.span)] == "January 4"
    assert text[slice(*found.japan.span)] == "January 5"
    assert str(found.japan.day) == "2021-01-05"


@pytest.mark.parametrize(
    "lead", ["The ministers met and spoke of trade.", "On June 29, the ministers met for talks."]
)
def test_a_text_without_a_year_anywhere_has_no_date(lead: str) -> None:
    assert _dates(f"A title\n\n{lead}").event is None


def test_the_date_may_stand_below_the_text() -> None:
    found = _dates(
        "Call with Mr. B: readout\n\nThe Minister spoke to Mr. B today.\n\nThey agreed to speak again.\n\nPublished 17 June 2021"
    )
    assert found.event is not None
    assert str(found.event.day) == "2021-06-17"
