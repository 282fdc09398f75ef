"""Who said what: small readouts in the manner of several ministries, sentence by sentence."""

import pytest

from searchapp.authority import Authority
from searchapp.extract import extract
from searchapp.extract.voices import NOBODY, Voice, Voices
from searchapp.readout import Entity
from searchapp.sources import read
from tests.reading.told import readout_in, sides_in, told_in


def test_speakers_answer_each_other(authority: Authority) -> None:
    """Japan, two in one sentence.

    Japan-Mexico Foreign Ministers’ Meeting

    May 10, 2023

    On May 10, Mr. HAYASHI Yoshimasa, Minister for Foreign Affairs, held a meeting with H.E. Mr. Marcelo Ebrard Casaubón,
    Secretary of Foreign Affairs of the United Mexican States. The overview is as follows.

    1. At the outset, Minister Hayashi stated that he hoped to work together. In response, Secretary Ebrard welcomed the visit.
    2. Minister Hayashi explained Japan’s position, to which Secretary Ebrard responded by expressing support. Both ministers
    affirmed the importance of the rule of law, and the Japanese side explained its new assistance.
    3. Views were also exchanged on North Korea. They concurred in keeping in touch. He also asked for support.
    """
    told = told_in(readout_in(authority, test_speakers_answer_each_other))
    hayashi, ebrard = "Hayashi Yoshimasa", "Marcelo Luis Ebrard Casaubón"
    assert told == [
        ("home", hayashi, "state"),
        ("counterpart", ebrard, "welcome"),
        ("home", hayashi, "explain"),
        ("counterpart", ebrard, "respond"),
        ("joint", None, "affirm"),
        ("home", None, "explain"),
        ("joint", None, "exchange"),
        ("joint", None, "concur"),
        (None, None, "ask"),
    ]


def test_a_statement_is_a_stretch_of_its_passage(authority: Authority) -> None:
    """Canada.

    Minister Joly speaks with Türkiye’s Foreign Minister

    February 8, 2023 - Ottawa, Ontario - Global Affairs Canada

    The Honourable Mélanie Joly, Minister of Foreign Affairs, yesterday spoke with Mevlüt Çavuşoğlu, Minister of Foreign Affairs
    of Türkiye.

    Minister Joly offered her condolences. Minister Çavuşoğlu provided an update on relief. He also thanked Canada. The 2 ministers
    agreed to remain in contact.
    """
    readout = readout_in(authority, test_a_statement_is_a_stretch_of_its_passage)
    passages = {passage.anchor: passage.text for passage in readout.passages}
    assert all(s.text == passages[s.passage][s.start : s.end] for s in readout.statements)
    assert told_in(readout) == [
        ("home", "Mélanie Joly", "offer"),
        ("counterpart", "Mevlüt Çavuşoğlu", "provide"),
        ("counterpart", "Mevlüt Çavuşoğlu", "thank"),
        ("joint", None, "agree"),
    ]
    assert [s.verb_class for s in readout.statements] == ["offered", "stated", "welcomed", "agreed"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("spoke today with Omani Foreign Minister Badr Albusaidi to reiterate U.S. support.", ["home reiterate"]),
        ("spoke today with Omani Foreign Minister Badr Albusaidi to congratulate him.", ["home congratulate"]),
        ("met today in Muscat with Omani Foreign Minister Badr Albusaidi to discuss Yemen.", ["joint discuss"]),
        ("spoke today with Omani Foreign Minister Badr Albusaidi about the truce in Yemen.", ["joint speak"]),
        ("spoke today with Omani Foreign Minister Badr Albusaidi to follow up on their meeting in Muscat.", []),
        ("met today in Muscat with Omani Foreign Minister Badr Albusaidi.", []),
        ("will meet Omani Foreign Minister Badr Albusaidi to discuss Yemen.", []),
        ("met today with Omani Foreign Minister Badr Albusaidi and thanked him for Oman’s role.", ["home thank"]),
        ("had a phone call with Omani Foreign Minister Badr Albusaidi and exchanged views on Yemen.", ["joint exchange"]),
    ],
)  # fmt: skip
def test_meeting_to_discuss_is_joint_and_speaking_to_reiterate_is_not(
    authority: Authority, sentence: str, expected: list[str]
) -> None:
    text = f"Secretary Blinken’s Call with Omani Foreign Minister Albusaidi\n\nMay 3, 2022\n\nOffice of the Spokesperson\n\nSecretary of State Antony J. Blinken {sentence}\n"
    assert sides_in(extract(read("a.txt", text.encode()), authority)) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The Secretary noted that Foreign Minister Maas stated his concerns.", ["home note"]),
        ("The Secretary emphasized that the United States and its partners are united.", ["home emphasize"]),
        ("The Foreign Minister underlined that dialogue was the only way.", ["counterpart underline"]),
        ("The Secretary and the Foreign Minister discussed Belarus.", ["joint discuss"]),
        ("The Secretary noted the crisis, and they discussed how to export grain.", ["home note", "joint discuss"]),
        ("He and the Foreign Minister condemned the attack.", ["joint condemn"]),
        ("The Minister of Defense of Peru stated that he agreed.", ["None state"]),
        ("The visit of Foreign Minister Maas underscored the friendship.", []),
        ("Foreign Minister Maas was thanked by the people of Berlin.", []),
        ("U.S. support helped.", []),
        ("The Secretary, echoing the international community, called for calm.", ["home call"]),
        ("Foreign Minister Maas, for his part, welcomed the step.", ["counterpart welcome"]),
        ("Discussions also covered the situation in Belarus.", ["joint discuss"]),
        ("It was agreed that talks would go on.", ["joint agree"]),
        ("Germany expressed its support; the United States welcomed this.", ["counterpart express", "home welcome"]),
        ("Russia announced a ceasefire.", ["None announce"]),
        ("The two also had a good discussion on trade.", ["joint discuss"]),
        ("The Secretary called on President Steinmeier.", []),
        ("The Secretary called on Belarus to release all prisoners.", ["home call"]),
        ("German officials expressed concern.", ["counterpart express"]),
        ("The Secretary spoke highly of Germany, he said, as a friend.", ["home speak"]),
    ],
)  # fmt: skip
def test_a_sentence_speaks_for_its_subject(authority: Authority, sentence: str, expected: list[str]) -> None:
    text = f"Secretary Blinken’s Call with German Foreign Minister Maas\n\nMay 3, 2021\n\nOffice of the Spokesperson\n\nSecretary of State Antony J. Blinken spoke today with German Foreign Minister Heiko Maas. {sentence}\n"
    assert sides_in(extract(read("a.txt", text.encode()), authority)) == expected


def test_a_pronoun_is_whom_it_was_spoken_of_last(authority: Authority) -> None:
    """China, names without an office.

    Wang Yi Meets with Australian Foreign Minister Penny Wong

    2024-03-20

    On March 20, 2024, Foreign Minister Wang Yi held talks with Australian Foreign Minister Penny Wong in Canberra.

    Wang Yi said that China is ready to work with Australia. It is important to respect each other. He pointed out that trade has
    resumed. The obstacles should be removed, he said.

    Penny Wong said that Australia adheres to its policy. She noted that trade has resumed, and expressed the hope for more.

    The two sides also exchanged views on Gaza.
    """
    assert told_in(readout_in(authority, test_a_pronoun_is_whom_it_was_spoken_of_last)) == [
        ("home", "Wang Yi", "say"),
        ("home", "Wang Yi", "point"),
        ("home", "Wang Yi", "say"),
        ("counterpart", "Penny Wong", "say"),
        ("counterpart", "Penny Wong", "note"),
        ("joint", None, "exchange"),
    ]


def test_turns_are_statements_and_questions_have_no_side(authority: Authority) -> None:
    """Japan, a press conference.

    Press Conference by Foreign Minister KAMIKAWA Yoko

    Thursday, September 14, 2023, 9:31 p.m. Ministry of Foreign Affairs

    Opening Remarks

    Ms. KAMIKAWA Yoko, Minister for Foreign Affairs:I held a telephone meeting earlier with Secretary Blinken. He was kind.

    We concurred to cooperate.

    Reporter:Did you discuss meeting in person?

    Minister Kamikawa:I promised it.
    """
    readout = readout_in(authority, test_turns_are_statements_and_questions_have_no_side)
    assert [(s.side, s.verb_class) for s in readout.statements] == [
        ("home", None),
        ("home", None),
        (None, "asked"),
        ("home", None),
    ]
    assert {s.speaker.id for s in readout.statements if s.speaker} == {"kamikawa-yoko"}


def test_a_joint_statement_speaks_for_its_issuers(authority: Authority) -> None:
    """Japan, three countries.

    Joint Statement by the Foreign Ministers of Japan, Australia and India

    9 September 2022

    1. The Foreign Ministers of Japan, Australia and India met in New Delhi on 9 September 2022.

    2. The Ministers emphasised the importance of ASEAN. They expressed concern over Myanmar.

    3. Japan offered to host the first session. India and Australia welcomed this offer.

    4. We remain committed to the order. We will meet again. A new dialogue begins in May.

    5. We, the Ministers of Austria, Brazil, and Chile, condemn the violence.
    """
    readout = readout_in(authority, test_a_joint_statement_speaks_for_its_issuers)
    assert sides_in(readout) == [
        "joint emphasize",
        "joint express",
        "home offer",
        "counterpart welcome",
        "joint be committed",
        "joint None",
        "joint None",
    ]


def test_a_statement_by_one_government_is_its_own(authority: Authority) -> None:
    """United States.

    Violence in Ruritania

    May 3, 2022

    Antony J. Blinken, Secretary of State

    We condemn the violence. I offer my condolences. Ruritania has suffered enough.
    """
    assert told_in(readout_in(authority, test_a_statement_by_one_government_is_its_own)) == [
        ("home", "Antony Blinken", "condemn"),
        ("home", "Antony Blinken", "offer"),
    ]


def test_an_office_that_two_hold_means_neither(authority: Authority) -> None:
    """Japan, two ministers.

    Japan-Peru Relations

    November 15, 2023

    On November 15, Ms. KAMIKAWA Yoko, Minister for Foreign Affairs, held a meeting with H.E. Mr. Javier González-Olaechea
    Franco, Foreign Minister of the Republic of Peru. The overview is as follows.

    1. Minister Kamikawa welcomed Minister González-Olaechea. The Minister stated that this was a good day.
    """
    told = told_in(readout_in(authority, test_an_office_that_two_hold_means_neither))
    assert told == [("home", "Kamikawa Yoko", "welcome"), (None, None, "state")]


def test_without_an_issuer_no_side_is_guessed(authority: Authority) -> None:
    two = (Entity("DK", "Denmark"), Entity("IN", "India"))
    assert Voices("", None, (), (), two, authority, None, "joint-statement").named("Denmark") == NOBODY
    assert Voices("", two[1], (), (), two[:1], authority, None, "call").named("Denmark") == Voice(
        "counterpart"
    )


def test_views_exchanged_and_discussions_held_are_of_both(authority: Authority) -> None:
    """Japan.

    Japan-Viet Nam Foreign Ministers’ Meeting

    October 10, 2023

    On October 10, Ms. KAMIKAWA Yoko, Minister for Foreign Affairs of Japan, held a meeting with H.E. Mr. BUI Thanh Son, Minister of
    Foreign Affairs of the Socialist Republic of Viet Nam. The overview is as follows.

    1. Discussions were held on the South China Sea. A frank exchange of views took place on North Korea.
    2. The two ministers took up ODA. In April, Japan announced its new plan. The Vietnamese side expressed its hope.
    3. Minister Kamikawa expressed her intention to help.
    """
    readout = readout_in(authority, test_views_exchanged_and_discussions_held_are_of_both)
    assert sides_in(readout) == [
        "joint discuss",
        "joint discuss",
        "joint take",
        "counterpart express",
        "home express",
    ]
    assert readout.statements[-1].verb_class == "promised"


def test_a_turn_under_an_office_is_of_whom_the_text_calls_so(authority: Authority) -> None:
    """Australia.

    Doorstop, Suva

    27 May 2022

    Senator the Hon Penny Wong
    Minister for Foreign Affairs

    Reporter: Minister, what is your message?

    Penny Wong, Foreign Minister: Thank you very much.

    Question: And on climate?

    Foreign Minister: We will act on it.

    Journalist: When?
    """
    said = readout_in(authority, test_a_turn_under_an_office_is_of_whom_the_text_calls_so).statements
    assert [s.speaker.label if s.speaker else None for s in said] == [
        None,
        "Penny Wong",
        None,
        "Penny Wong",
        None,
    ]
