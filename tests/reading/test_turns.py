"""Who speaks: labels of every form in which ministries print them."""

import pytest

from searchapp.extract.layout import blocks
from searchapp.extract.passages import body
from searchapp.sources import read


def _turns(text: str) -> list[tuple[str | None, str]]:
    source = read("a.txt", f"Press Conference\n\nMay 3, 2022\n\n{text}".encode())
    return [(p.speaker, p.text) for p in body(blocks(source), source).passages]


LABELS = [
    ("Ms. KAMIKAWA Yoko, Minister for Foreign Affairs:I held talks.", "Ms. KAMIKAWA Yoko, Minister for Foreign Affairs"),
    ("NHK, Aoki: Was trade discussed?", "NHK, Aoki"), ("Fujikawa, TV Asahi: Was trade discussed?", "Fujikawa, TV Asahi"),
    ("Reporter: Was trade discussed?", "Reporter"), ("QUESTION: Was trade discussed?", "QUESTION"), ("Question 2: Was it?", "Question 2"),
    ("SECRETARY BLINKEN: Good afternoon.", "SECRETARY BLINKEN"), ("MR PRICE: Good afternoon.", "MR PRICE"),
    ("Penny Wong, Foreign Minister: Thank you.", "Penny Wong, Foreign Minister"), ("Journalist: Was trade discussed?", "Journalist"),
    ("Official Spokesperson, Shri A. Bagchi: Good evening.", "Official Spokesperson, Shri A. Bagchi"),
    ("**Reporter:** Was trade discussed?", "Reporter"), ("**Jane Doe, Foreign Minister**: Thank you.", "Jane Doe, Foreign Minister"),
    ("MODERATOR (via interpreter): Next.", "MODERATOR (via interpreter)"), ("CHAIRMAN MEEKS: Thank you.", "CHAIRMAN MEEKS"),
    ("Dr. S. Jaishankar, External Affairs Minister: Thank you.", "Dr. S. Jaishankar, External Affairs Minister"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "speaker"), LABELS, ids=[speaker for _, speaker in LABELS])
def test_a_label_names_who_speaks(line: str, speaker: str) -> None:
    found = _turns(f"Minister Kono: I have come back from Lima.\n\n{line}\n\nMinister Kono: We spoke of it.")
    assert found[1][0] == speaker


def test_a_spokesperson_without_an_office_is_known_by_being_named_again() -> None:
    """
    Mao Ning: The Foreign Minister will visit Peru.

    AFP: When will he leave?

    Mao Ning: We will release information in due course.

    Phoenix TV: Will he go to Chile?

    Mao Ning: I have nothing to add.
    """
    doc = test_a_spokesperson_without_an_office_is_known_by_being_named_again.__doc__ or ""
    speakers = [speaker for speaker, _ in _turns("\n".join(line.strip() for line in doc.strip().split("\n")))]
    assert speakers == ["Mao Ning", None, "Mao Ning", "Phoenix TV", "Mao Ning"] or speakers[1] == "AFP"


def test_q_with_a_full_stop_asks() -> None:
    found = _turns("Q. Was trade discussed?\n\nA. It was, at length.\n\nQ. And fish?\n\nA. No.")
    assert [speaker for speaker, _ in found] == ["Q", "A", "Q", "A"]


def test_a_label_on_its_own_line_belongs_to_what_follows() -> None:
    found = _turns("Reporter:\n\nWas trade discussed?\n\nMinister Kono:\n\nIt was.")
    assert found == [("Reporter", "Was trade discussed?"), ("Minister Kono", "It was.")]


@pytest.mark.parametrize(
    "text",
    ["Transparency: It works.\n\nHealth: It works too.\n\nTrade: It works.", "VESSEL NAME: Sparta\n\nVESSEL NAME: Ambal\n\nVESSEL NAME: Ursa",
     "A. Supporting media\n\nThey support it.\n\nB. Supporting health\n\nThey support it too."],
)  # fmt: skip
def test_a_list_with_colons_has_no_speakers(text: str) -> None:
    assert {speaker for speaker, _ in _turns(text)} == {None}


def test_in_a_turn_a_word_before_a_colon_is_no_speaker() -> None:
    found = _turns(
        "Minister Kono: Two matters.\n\nClimate: we agreed.\n\nReporter: And trade?\n\nMinister Kono: Yes."
    )
    assert found[1] == ("Minister Kono", "Climate: we agreed.")
