"""Where it happened and on which occasion, as ministries write it."""

import pytest

from searchapp.authority import Authority
from searchapp.extract.kind import kind
from searchapp.extract.layout import blocks
from searchapp.extract.occasion import occasion
from searchapp.extract.opening import opening, preamble
from searchapp.extract.place import place
from searchapp.sources import read

MEETING = "Meeting with the Foreign Minister of Peru"


def _where(authority: Authority, title: str, text: str) -> tuple[str | None, str | None]:
    source = read("a.txt", f"{title}\n\nMay 3, 2022\n\n{text}".encode())
    cut = blocks(source)
    start, above, type_ = (
        opening(cut, source.text),
        preamble(cut, source.text),
        kind(cut, source.text, title).type,
    )
    here, why = place(cut, start, above, type_, authority), occasion(cut, start, above, type_, authority)
    for found in (here, why):
        assert found is None or found.span
    return here.value if here else None, why.value if why else None


MEETINGS = [
    ("Secretary A met today in Washington, D.C. with Foreign Minister B.", "Washington"),
    ("Secretary A met with Foreign Minister B in Rzeszow, Poland.", "Rzeszów"),
    ("Minister A met the Minister of Peru, Mr. B, on 4 September 2018 in Putrajaya.", "Putrajaya"),
    ("On May 3, Ms. A, who is visiting San Francisco, the United States, held a meeting with Mr. B.", "San Francisco"),
    ("On May 3, local time, Wang A met with Mr. B in Kuala Lumpur, Malaysia.", "Kuala Lumpur"),
    ("On May 3, Mr. A held a meeting with Mr. B from 5:30 pm, while his visit to New York to attend the General Assembly.", "New York"),
    ("Mr. A welcomed Minister B to New Delhi on May 3 and held talks with him.", "New Delhi"),
    ("Ms. A met Mr. B in Nukuleka Bay, Fiji.", "Nukuleka Bay"), ("Mr. A visited Chengdu on May 2-3 and met Ms. B.", "Chengdu"),
    ("Ms. A met Mr. B.\n\nThe meeting was held in Lima at the invitation of Ms. A.", "Lima"),
    ("Ms. A met Mr. B to discuss the situation in Kyiv.", None), ("Ms. A, who is visiting Mexico, met Mr. B.", None),
    ("Ms. A met Mr. B at the Ministry of Foreign Affairs.", None), ("Ms. A met the Mayor of Tokyo.", None),
    ("Ms. A met Mr. Bo. They spoke of the war in Ukraine and of the elections in Lima.", None),
]  # fmt: skip


@pytest.mark.parametrize(("lead", "city"), MEETINGS, ids=[lead for lead, _ in MEETINGS])
def test_the_city_of_a_meeting_is_the_one_of_its_opening(
    authority: Authority, lead: str, city: str | None
) -> None:
    assert _where(authority, MEETING, lead)[0] == city


JOURNEYS = [
    ("Mr. A will travel to Bali, Bangkok, and Tokyo, July 6-11, 2022.", "Bali"),
    ("Mr. A will lead a delegation to Sofia, Bucharest, and Brussels from February 7 to 11.", "Sofia"),
    ("Mr. A will make a working visit to Washington DC and New York from 4 to 8 June 2022.", "Washington"),
    ("Mr. A will travel to Santa Elena, Ecuador May 6-7.", "Santa Elena"), ("Mr. A will travel to Japan, where he will meet Ms. B in Tokyo.", "Tokyo"),
    ("Mr. A travels to Uganda July 9-15 and Geneva July 16-19.", None), ("Mr. A will travel to Jordan, Israel and Egypt.", None),
]  # fmt: skip


@pytest.mark.parametrize(("lead", "city"), JOURNEYS, ids=[lead for lead, _ in JOURNEYS])
def test_the_place_of_a_journey_is_its_first_stop(authority: Authority, lead: str, city: str | None) -> None:
    assert _where(authority, "Mr. A’s Travel", lead)[0] == city


LINES = [
    ("Rome, Italy", "Rome"), ("Washington, D.C.", "Washington"), ("Poland-Ukraine Border", "Poland-Ukraine Border"), ("Ministry of Foreign Affairs, Jerusalem", "Jerusalem"),
    ("Place: Benjamin Franklin Room, Washington", "Washington"), ("College Park, MD", "College Park"), ("Ministry of Foreign Affairs", None),
    ("Gusto Rome, Secretary of State", None), ("2:06 p.m. EST", None),
]  # fmt: skip


@pytest.mark.parametrize(("line", "city"), LINES, ids=[line for line, _ in LINES])
def test_of_words_spoken_a_line_above_them_says_where(
    authority: Authority, line: str, city: str | None
) -> None:
    text = (
        f"A. B. Doe, Secretary of State\n\n{line}\n\nSECRETARY DOE: Good evening.\n\nQUESTION: And in Lima?"
    )
    assert _where(authority, "Remarks to the Press", text)[0] == city


@pytest.mark.parametrize(
    ("title", "city"),
    [
        ("Press Remarks", "Matera"),
        (MEETING, "Matera"),
        ("Call with Mr. B", None),
        ("Statement on Peru", None),
    ],
)
def test_a_date_line_says_where_words_were_spoken_or_people_met(
    authority: Authority, title: str, city: str | None
) -> None:
    text = "June 29, 2021 – Matera, Italy – Ministry of Foreign Affairs\n\nThere is more to say of this than a title can."
    assert _where(authority, title, text)[0] == city


def test_a_call_has_no_place(authority: Authority) -> None:
    assert _where(
        authority,
        "Call with Mr. B",
        "Ms. A spoke with Mr. B, who is in Lima, on the margins of the G7 Summit.",
    ) == (None, None)


@pytest.mark.parametrize(
    ("title", "city"),
    [("Doorstop - Bali, Indonesia", "Bali"), ("Press Conference, Jakarta", "Jakarta"), ("Press Conference in Suva, Fiji", "Suva"),
     ("Press Conference on the War in Ukraine", None), ("Secretary Doe’s Washington Press Conference", None)],
)  # fmt: skip
def test_a_title_may_say_where(authority: Authority, title: str, city: str | None) -> None:
    assert (
        _where(authority, title, "Ms. Doe, Foreign Minister: Thank you.\n\nJournalist: Minister, why?")[0]
        == city
    )


OCCASIONS = [
    ("Ms. A, who is visiting Lima to attend the APEC Ministerial Meeting, met Mr. B.", "APEC Ministerial Meeting"),
    ("Ms. A met Mr. B on the margins of the UN General Assembly.", "United Nations General Assembly"),
    ("Ms. A met Mr. B on the sidelines of the Munich Security Conference.", "Munich Security Conference"),
    ("Ms. A met Mr. B during her visit to Singapore to attend ASEAN-related Foreign Ministers’ Meetings.", "ASEAN-related Foreign Ministers’ Meetings"),
    ("Mr. A will lead the delegation to the 61st annual Lima Fisheries Conference.", "Lima Fisheries Conference"),
    ("Ms. A met Mr. B for the fourth Quad Foreign Ministers’ Meeting.", "Quad Foreign Ministers’ Meeting"),
    ("On the occasion of the 56th Munich Security Conference, Ms. A met Mr. B.", "Munich Security Conference"),
    ("Ms. A, who visits New York to attend the 68th Session of the UN General Assembly, met Mr. B.", "United Nations General Assembly"),
    ("Ms. A and Mr. B held Foreign Office Consultations.", None),
    ("Ms. A held a Japan-Peru Foreign Ministers’ Meeting with Mr. B.", None), ("Ms. A met Mr. B to prepare for the Summit of the Americas.", None),
    ("Ms. A met Mr. Bo. They looked forward to announcements at the G20 Summit.", None), ("Ms. A met the National Security Council.", None),
]  # fmt: skip


@pytest.mark.parametrize(("lead", "name"), OCCASIONS, ids=[lead for lead, _ in OCCASIONS])
def test_an_occasion_is_what_brought_them_there(authority: Authority, lead: str, name: str | None) -> None:
    assert _where(authority, MEETING, lead)[1] == name


def test_a_joint_text_is_told_by_the_line_above_it(authority: Authority) -> None:
    text = "The following is the text of a joint statement by Peru and Chile following their dialogue in Cusco, Peru on April 26.\n\nBegin text.\n\nBoth sides agreed."
    assert _where(authority, "Joint Statement on the Peru-Chile Strategic Dialogue", text) == (
        "Cusco",
        "Peru-Chile Strategic Dialogue",
    )


def test_the_place_of_another_meeting_is_none(authority: Authority) -> None:
    lead = "The talks were held virtually on 25 May 2022. The previous round took place in New Delhi in 2019."
    assert _where(authority, "Talks with Peru", lead)[0] is None


def test_every_place_lies_in_a_country(authority: Authority) -> None:
    assert {one.country for one in authority.places.values()} <= set(authority.countries)
