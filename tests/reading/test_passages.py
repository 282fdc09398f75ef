"""Blocks and passages: each test's docstring is the document that it reads."""

from collections.abc import Callable

import pytest

from searchapp.authority import Authority
from searchapp.extract import extract
from searchapp.extract.layout import blocks
from searchapp.extract.passages import Body, body
from searchapp.readout import Passage
from searchapp.sources import read
from tests.shared import SEEDS, needs_seeds


def _read(text: str, name: str = "a.txt") -> Body:
    source = read(name, text.encode())
    return body(blocks(source), source)


def _shape(passages: tuple[Passage, ...]) -> list[tuple[int | None, str, str]]:
    return [(p.number, p.kind, p.text) for p in passages]


def _doc(test: Callable[..., None]) -> str:
    return "\n".join(line.removeprefix("    ") for line in (test.__doc__ or "").strip("\n").split("\n"))


def test_printed_numbers_are_our_numbers_below_a_lead_that_announces_them() -> None:
    """
    Japan-Peru Relations

    November 15, 2023
    (Photo) Japan-Peru Foreign Ministers’ Meeting

    On November 15, Ms. A met Mr. B. The overview is as follows.

      1. Minister A spoke of trade and of investment.
      2. Minister B replied that trade matters.

    Back to Japan-Peru Relations
    """
    found = _read(_doc(test_printed_numbers_are_our_numbers_below_a_lead_that_announces_them))
    assert _shape(found.passages) == [
        (0, "lead", "On November 15, Ms. A met Mr. B. The overview is as follows."),
        (1, "item", "Minister A spoke of trade and of investment."),
        (2, "item", "Minister B replied that trade matters."),
    ]
    assert [p.anchor for p in found.passages] == ["p0", "p1", "p2"]
    assert [p.lines for p in found.passages] == [(6, 6), (8, 8), (9, 9)]
    assert [(o.kind, o.lines[0]) for o in found.omissions] == [
        ("title", 1),
        ("dateline", 3),
        ("caption", 4),
        ("footer", 11),
    ]


def test_a_turn_runs_until_the_next_speaker_or_heading() -> None:
    """
    Press Conferences

    Thursday, September 14, 2023, 9:31 p.m. Ministry of Foreign Affairs

    This is a provisional translation by an external company for reference purpose only.

    Opening Remarks

    Ms. KAMIKAWA Yoko, Minister for Foreign Affairs:I held a telephone meeting.

    In addition, I spoke of the G7.

    Question-and-Answer Session

    Reporter: Was the summit mentioned?

    Minister Kamikawa:We discussed it.
    """
    found = _read(_doc(test_a_turn_runs_until_the_next_speaker_or_heading))
    assert [(p.anchor, p.speaker, p.text) for p in found.passages] == [
        ("h1", None, "Opening Remarks"),
        ("p1", "Ms. KAMIKAWA Yoko, Minister for Foreign Affairs", "I held a telephone meeting."),
        ("p2", "Ms. KAMIKAWA Yoko, Minister for Foreign Affairs", "In addition, I spoke of the G7."),
        ("h2", None, "Question-and-Answer Session"),
        ("p3", "Reporter", "Was the summit mentioned?"),
        ("p4", "Minister Kamikawa", "We discussed it."),
    ]
    assert "notice" in {o.kind for o in found.omissions}


def test_an_item_that_runs_on_after_a_sentence_is_an_item_of_its_own() -> None:
    """
    A meeting

    - The first matter was raised by the minister.
    The two ministers spoke of climate change. - The two ministers spoke of the WTO.
    """
    found = _read(_doc(test_an_item_that_runs_on_after_a_sentence_is_an_item_of_its_own))
    assert [p.text for p in found.passages] == [
        "The first matter was raised by the minister.",
        "The two ministers spoke of climate change.",
        "The two ministers spoke of the WTO.",
    ]


def test_a_paragraph_that_stands_twice_is_kept_once() -> None:
    line = "During this visit the minister exchanged views with both ministers at length."
    found = _read(f"A visit\n\n{line}\n{line}\n\nThe end came later that day.")
    assert [p.text for p in found.passages] == [line, "The end came later that day."]
    assert [(o.kind, o.lines) for o in found.omissions if o.kind == "repeat"] == [("repeat", (4, 4))]


def test_lines_wrapped_by_hand_are_one_paragraph() -> None:
    found = _read(
        "Title\n\nThe minister said at the outset of the meeting that the two\ncountries share common values, and hoped for closer ties."
    )
    assert [p.lines for p in found.passages] == [(3, 4)]
    assert "the two countries share" in found.passages[0].text


def test_a_fact_sheet_with_colons_has_no_speakers() -> None:
    found = _read(
        "Fact sheet\n\nTransparency: The program works well.\n\nHealth: The program works well too."
    )
    assert [p.speaker for p in found.passages] == [None, None]


def test_markdown_marks_are_shown_and_not_searched() -> None:
    found = _read("# Title\n\n1. The **CPTPP** & <b onclick=x>trade</b>", "a.md")
    assert found.passages[0].text == "The CPTPP & trade"
    assert found.passages[0].markup == "The <strong>CPTPP</strong> &amp; trade"


@pytest.mark.parametrize(
    "text",
    ["One line only", "Title\n\nMay 3, 2022\n\nOffice of the Spokesperson", "Title\n\nPhoto: a handshake"],
)
def test_a_text_that_is_all_small_print_is_still_a_text(text: str) -> None:
    assert _read(text).passages


@needs_seeds
@pytest.mark.parametrize(
    ("name", "anchors"),
    [
        ("000_f9615b9242339a0d.txt", "p0 p1 p2 p3 p4"),
        ("001_66b8ffc2dab39b17.txt", "p0 p1 p2 p3 p4 p5"),
        ("003_cd6cbb963e9ca514.txt", "p0 p1 p2 p3 p4"),
        ("004_49bf0ac0ca2fea67.txt", "h1 h2 p1 p2 p3 p4 p5 p6 p7 h3 p8 p9 p10 p11 p12 p13"),
    ],
)
def test_the_first_readouts_have_their_passages_in_order(name: str, anchors: str) -> None:
    source = read(name, (SEEDS / name).read_bytes())
    assert " ".join(p.anchor for p in body(blocks(source), source).passages) == anchors


@needs_seeds
def test_the_two_sections_of_a_visit_hold_all_their_items() -> None:
    name = "002_be949cc6e6440bb1.txt"
    source = read(name, (SEEDS / name).read_bytes())
    found = body(blocks(source), source).passages
    assert [p.text[:12] for p in found if p.kind == "heading"] == [
        "Foreign Mini",
        "Meeting with",
        "Meeting with",
    ]
    assert sum(p.kind == "item" for p in found) == 12


def test_a_long_first_line_is_text_and_not_a_title() -> None:
    line = (
        "Secretary Blinken met today with his counterpart "
        + "and spoke of trade and of security in the region " * 8
        + "at length."
    )
    assert [p.text for p in _read(line).passages] == [line]


def test_lines_wrapped_by_hand_are_paragraphs_again() -> None:
    """
    Meeting with the Minister

    May 3, 2022

    The Minister of Foreign Affairs of Peru and the Minister of Foreign
    Affairs of Chile met in Lima today and spoke of trade at some length.
    Both ministers agreed on the next round of talks, which will be held
    in Santiago. They spoke of fish.

    The Minister of Peru thanked the Minister of Chile for his visit and
    Chile for its help, and said that the ties between the two countries
    were closer than ever before.
    """
    found = _read(_doc(test_lines_wrapped_by_hand_are_paragraphs_again))
    assert [p.lines for p in found.passages] == [(5, 8), (10, 12)]
    assert (
        "of Foreign Affairs of Chile met in Lima today and spoke of trade at some length. Both"
        in found.passages[0].text
    )


CAPTIONS = [
    "(Photo) Japan-Peru Foreign Ministers’ Meeting", "Photo session before the Foreign Ministers’ Meeting", "Photo: Cabinet Office",
    "[Photo] The two ministers", "Foreign Minister KAMIKAWA shakes hands with Mr. B", "Foreign Minister X attends the G7 dinner",
    "Ms. A hands on Mr. B, Minister of Foreign Affairs of Peru", "The two ministers at dinner (Photo: Ministry of Foreign Affairs)",
    "Image: a handshake", "Photo courtesy of the Embassy", "（写真）外相会談",
]  # fmt: skip


@pytest.mark.parametrize("caption", CAPTIONS)
def test_a_caption_is_left_out(caption: str) -> None:
    found = _read(f"Japan-Peru Relations\n\nMay 3, 2022\n{caption}\n\nOn May 3, Ms. A met Mr. B of Peru.")
    assert [p.text for p in found.passages] == ["On May 3, Ms. A met Mr. B of Peru."]
    assert "caption" in {o.kind for o in found.omissions}


NOTICES = [
    "This is a provisional translation by an external company for reference purpose only.", "(Provisional translation)", "* unofficial translation",
    "The below is attributable to Spokesperson A:", "Check against delivery", "FOR IMMEDIATE RELEASE", "Begin Text.", "E&OE",
]  # fmt: skip


@pytest.mark.parametrize("notice", NOTICES)
def test_a_notice_is_left_out(notice: str) -> None:
    found = _read(f"A meeting\n\nMay 3, 2022\n\n{notice}\n\nOn May 3, Ms. A met Mr. B of Peru.")
    assert [p.text for p in found.passages] == ["On May 3, Ms. A met Mr. B of Peru."]


FOOTERS = [
    "Back to Japan-Peru Relations", "Related Links", ". . . . .", "###", "– 30 –", "ENDS", "Share this page", "Follow us on X: @ministry",
    "Media enquiries: +44 20 7008 3100", "Published 3 May 2022", "New Delhi\nMay 3, 2022", "For press inquiries, contact press@example.org.",
]  # fmt: skip


@pytest.mark.parametrize("footer", FOOTERS)
def test_a_footer_is_left_out(footer: str) -> None:
    found = _read(
        f"A meeting\n\nMay 3, 2022\n\nOn May 3, Ms. A met Mr. B of Peru.\n\nThey spoke of trade.\n\n{footer}"
    )
    assert [p.text for p in found.passages] == ["On May 3, Ms. A met Mr. B of Peru.", "They spoke of trade."]


def test_a_page_with_labels_above_its_text_keeps_only_the_text() -> None:
    """
    Press Releases

    Foreign Minister Holds Telephone Conversation with her Counterpart

    Date
    2017-07-28
    hit
    1936

    1. Foreign Minister A talked to Secretary B on July 27.

    ° Minister A said that talks matter.

    * unofficial translation
    """
    found = _read(_doc(test_a_page_with_labels_above_its_text_keeps_only_the_text))
    assert [(p.kind, p.mark) for p in found.passages] == [("heading", ""), ("item", "1."), ("item", "°")]


def test_a_long_line_without_an_end_is_text_and_no_heading() -> None:
    line = "Secretary A spoke today with the Foreign Minister of Peru about the many ways in which both countries work together on trade, on fish and on the seas, and about the summit to be held in Washington, D.C."
    found = _read(f"Call with Mr. B\n\nMay 3, 2022\n\n{line}")
    assert [(p.kind, p.text) for p in found.passages] == [("paragraph", line)]


@needs_seeds
def test_the_turns_of_the_first_press_conference_have_their_speakers(authority: Authority) -> None:
    name = "004_49bf0ac0ca2fea67.txt"
    found = extract(read(name, (SEEDS / name).read_bytes()), authority).passages
    speakers = [p.speaker for p in found if p.kind == "turn"]
    assert speakers == ["Kamikawa Yoko"] * 7 + ["Reporter", "Kamikawa Yoko"] * 3
