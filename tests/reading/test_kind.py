"""What a readout is, and by which means people came together: titles and openings as ministries write them."""

import pytest

from searchapp.extract.kind import Kind, kind
from searchapp.extract.layout import blocks
from searchapp.sources import read


def _kind(title: str, lead: str) -> Kind:
    source = read("a.txt", f"{title}\n\nMay 3, 2022\n\n{lead}".encode())
    return kind(blocks(source), source.text, title)


MEETING, CALL, PRESS = "meeting in-person", "call phone", "press-conference in-person"
TITLES = [
    ("Foreign Ministry Spokesperson A’s Regular Press Conference on March 20, 2024", PRESS),
    ("Transcript of Weekly Media Briefing by the Official Spokesperson (March 20, 2024)", PRESS),
    ("Doorstop, Suva", PRESS), ("Doorstep by High Representative A upon arrival", PRESS), ("Extraordinary Press Conference by Foreign Minister A", PRESS),
    ("On-the-Record Press Call on Trade", "press-conference phone"),
    ("Foreign Secretary call with Foreign Minister B: readout", CALL), ("Foreign Minister Holds Telephone Conversation with her US Counterpart", CALL),
    ("Minister A speaks with Minister B of Peru", CALL), ("A Speaks with Foreign Minister B on the Phone", CALL), ("Peru: High Representative A spoke with Foreign Minister B", CALL),
    ("Japan-Peru Foreign Ministers’ Telephone Talk", CALL), ("Video call with Foreign Minister B", "call video"),
    ("Courtesy Call on Foreign Minister A by the Ambassador of Peru", MEETING), ("Introductory Call by the High Commissioner of Peru", MEETING),
    ("A Meets with Foreign Minister B of Peru", MEETING), ("A Holds Talks with Foreign Minister B", MEETING), ("4th Peru-Chile Foreign Office Consultations", MEETING),
    ("MFA Press Statement: Minister A’s Meeting with B, Minister of Foreign Affairs of Peru", MEETING), ("Secretary A to Meet with Foreign Minister B", MEETING),
    ("Peru-Chile Foreign Ministers’ Video Conference", "meeting video"),
    ("G7 Foreign Ministers’ Statement on Peru", "joint-statement None"), ("Peru-Chile Joint Communiqué", "joint-statement None"), ("Trilateral Statement on Trade", "joint-statement None"),
    ("UK statement at the UN Security Council", "remarks in-person"), ("Keynote address by Minister A", "remarks in-person"), ("Pre-recorded remarks to the conference on trade", "remarks video"),
    ("Foreign Secretary statement on Peru", "statement None"), ("Spokesperson’s response to media queries on Peru", "statement None"), ("Call to Action Statement", "statement None"),
    ("Secretary A’s Travel to Peru", "other in-person"), ("Public Schedule – May 4, 2022", "other None"), ("Updated Travel Advisory for Peru", "other None"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "told"), TITLES, ids=[title for title, _ in TITLES])
def test_a_title_tells_the_type(title: str, told: str) -> None:
    found = _kind(title, "There is more to say of this than a title can.")
    assert f"{found.type} {found.mode}" == told


LEADS = [
    ("On May 3, Ms. A held a telephone talk with Mr. B of Peru.", CALL), ("On May 3, Ms. A had a phone call with Mr. B at the latter’s request.", CALL),
    ("Foreign Minister A talked to Secretary B of the US over the phone on May 3.", CALL), ("Ms. A, Minister of Foreign Affairs, today spoke with Mr. B.", CALL),
    ("On May 3, Ms. A held a meeting with Mr. B of Peru.", MEETING), ("On May 3, Ms. A received a courtesy call from Mr. B.", MEETING),
    ("On May 3, Mr. B called on Minister A in Lima.", MEETING), ("Ms. A met virtually with Mr. B today.", "meeting video"),
    ("On May 3, Ms. A held a video conference meeting with Mr. B.", "meeting video"), ("On May 3, Ms. A and Mr. B spoke by video call.", "call video"),
    ("Ms. A will make a working visit to Peru from May 4 to 8.", "other in-person"), ("Ms. A met Mr. B to discuss the virtual summit.", MEETING),
]  # fmt: skip


@pytest.mark.parametrize(("lead", "told"), LEADS, ids=[lead for lead, _ in LEADS])
def test_below_a_title_that_says_nothing_the_opening_tells(lead: str, told: str) -> None:
    found = _kind("Japan-Peru Relations", lead)
    assert f"{found.type} {found.mode}" == told


def test_a_title_that_says_meeting_where_it_was_a_call_is_corrected() -> None:
    found = _kind(
        "Foreign Ministers’ Meeting with Peru", "On May 3, Ms. A held a telephone talk with Mr. B of Peru."
    )
    assert (found.type, found.mode, found.rule) == ("call", "phone", "the opening line, against the title")


def test_a_visit_is_what_its_opening_says() -> None:
    title = "Visit of Foreign Minister A to Peru"
    assert _kind(title, "On May 3, Ms. A held a meeting with Mr. B of Peru.").type == "meeting"
    assert _kind(title, "Ms. A will be on an official visit to Peru from May 4 to 8.").type == "other"


def test_people_who_ask_whether_they_are_heard_are_on_the_telephone() -> None:
    """
    MS PORTER: Good afternoon. Let us go to Mr. B.

    QUESTION: Hi, can you hear me?

    MS PORTER: Yes, I can hear you.
    """
    doc = test_people_who_ask_whether_they_are_heard_are_on_the_telephone.__doc__ or ""
    assert _kind("Press Briefing", "\n".join(line.strip() for line in doc.split("\n"))).mode == "phone"


def test_a_joint_text_came_about_where_people_met() -> None:
    title = "Joint Statement on the Dialogue"
    above = "The following is the text of a joint statement by Peru and Chile.\n\n"
    assert (
        _kind(title, above + "Peru and Chile held a dialogue in Lima today. They agreed.").mode == "in-person"
    )
    assert _kind(title, above + "We are concerned about the war. We condemn it.").mode is None
