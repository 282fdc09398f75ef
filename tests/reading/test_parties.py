"""Who took part, on which side, and which countries: small readouts of several ministries."""

import pytest

from searchapp.authority import Authority
from searchapp.extract import extract
from searchapp.readout import Readout
from searchapp.sources import read


def _readout(authority: Authority, text: str, name: str = "a.txt") -> Readout:
    return extract(read(name, text.encode()), authority)


def _ids(readout: Readout) -> tuple[str | None, list[str], list[str], list[str]]:
    return (
        readout.home.id if readout.home else None,
        sorted(e.id for e in readout.minister),
        sorted(e.label for e in readout.counterpart),
        sorted(e.id for e in readout.country),
    )


CASES = [
    (
        "Japan",
        "Japan-Peru Relations\n\nNovember 15, 2023\n\nOn November 15, commencing at 12:10 p.m. local time (5:10 a.m. on November 16 JST), for "
        "approximately 40 minutes, Ms. KAMIKAWA Yoko, Minister for Foreign Affairs of Japan, who is visiting San Francisco, the United States "
        "to attend the APEC Ministerial Meeting, held a meeting with H.E. Mr. Javier González-Olaechea Franco, Foreign Minister of the "
        "Republic of Peru. The overview is as follows.\n\n1. Minister Kamikawa spoke of trade.\n",
        ("JP", ["kamikawa-yoko"], ["Javier González-Olaechea Franco"], ["PE"]),
    ),
    (
        "United States, a call",
        "Secretary Blinken’s Call with Ukrainian Foreign Minister Kuleba\n\nMarch 15, 2022\n\nOffice of the Spokesperson\n\nThe following is "
        "attributable to Spokesperson Ned Price:\n\nSecretary of State Antony J. Blinken spoke by phone today with Ukrainian Foreign Minister "
        "Dmytro Kuleba to reiterate commitments and to stop President Putin’s war in Georgia and Poland.\n",
        ("US", ["blinken-antony"], ["Dmytro Kuleba"], ["UA"]),
    ),
    (
        "United States, two on the other side",
        "Deputy Secretary Sherman’s Call with French and UK Counterparts\n\nMarch 30, 2022\n\nOffice of the Spokesperson\n\nDeputy Secretary of "
        "State Wendy R. Sherman spoke today with French Foreign Ministry Secretary General François Delattre and UK Minister of State "
        "James Cleverly to discuss Russia.\n",
        ("US", ["sherman-wendy"], ["François Delattre", "James Cleverly"], ["FR", "GB"]),
    ),
    (
        "an envoy speaks for his organisation, not for the country that he deals with",
        "Secretary Blinken’s Call with UN Special Envoy for Yemen Hans Grundberg\n\nJune 3, 2022\n\nOffice of the Spokesperson\n\nSecretary of "
        "State Antony J. Blinken spoke today with UN Special Envoy for Yemen Hans Grundberg about the truce.\n",
        ("US", ["blinken-antony"], ["Hans Grundberg"], []),
    ),
    (
        "Canada",
        "Minister Joly speaks with Minister of Foreign Affairs of Ukraine\n\nMay 3, 2023 - Ottawa, Ontario - Global Affairs Canada\n\nThe "
        "Honourable Mélanie Joly, Minister of Foreign Affairs, spoke today with Dmytro Kuleba, Minister of Foreign Affairs of Ukraine.\n",
        ("CA", ["joly-melanie"], ["Dmytro Kuleba"], ["UA"]),
    ),
    (
        "United Kingdom",
        "Foreign Secretary speaks to Foreign Minister Qureshi\n\nForeign, Commonwealth & Development Office\n\nPublished 22 August 2021\n\n"
        "Foreign Secretary Dominic Raab spoke to Pakistan’s Foreign Minister Shah Mahmood Qureshi today about the situation in Afghanistan.\n",
        ("GB", ["raab-dominic"], ["Shah Mahmood Qureshi"], ["PK"]),
    ),
    (
        "New Zealand",
        "Foreign Minister Mahuta meets Indonesian counterpart\n\nHon Nanaia Mahuta\n\n19 May 2022\n\nNew Zealand Foreign Minister Nanaia "
        "Mahuta met with Indonesian Foreign Minister Retno Marsudi in Jakarta today.\n",
        ("NZ", ["mahuta-nanaia"], ["Retno Marsudi"], ["ID"]),
    ),
    (
        "a courtesy call, by someone in no authority file, with a minister who is only accompanied",
        "Courtesy Call by the Ambassador of Peru\nOctober 3, 2023\n\nOn October 3, for about an hour, Ms. KAMIKAWA Yoko, Minister for Foreign "
        "Affairs of Japan, accompanying Prime Minister Kishida, received a courtesy call from H.E. Mr. Roberto Hernán SEMINARIO PORTOCARRERO, "
        "Ambassador Extraordinary and Plenipotentiary of the Republic of Peru to Japan.\n",
        ("JP", ["kamikawa-yoko"], ["Roberto Hernán Seminario Portocarrero"], ["PE"]),
    ),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_sides_are_those_who_met(
    authority: Authority, text: str, expected: tuple[str, list[str], list[str], list[str]]
) -> None:
    assert _ids(_readout(authority, text)) == expected


def test_a_person_in_no_authority_file_becomes_an_entity_of_the_text(authority: Authority) -> None:
    text = "Secretary Blinken’s Meeting with Peruvian Foreign Minister Quispe\n\nMay 3, 2022\n\nSecretary of State Antony J. Blinken met today with Peruvian Foreign Minister Zoila QUISPE MAMANI in Lima.\n"
    found = _readout(authority, text).counterpart
    assert [(e.id, e.label) for e in found] == [("quispe-mamani-zoila", "Zoila Quispe Mamani")]


def test_every_value_has_the_words_that_it_was_read_from(authority: Authority) -> None:
    text = CASES[0][1]
    source = read("a.txt", text.encode())
    readout = extract(source, authority)
    assert {e.field for e in readout.evidence} >= {
        "date",
        "date_jst",
        "published",
        "home",
        "country",
        "minister",
        "counterpart",
        "type",
        "topic",
    }
    for one in readout.evidence:
        assert one.span is not None, one
        assert " ".join(source.text[slice(*one.span)].split()) == one.text
        assert one.line == source.line_of(one.span[0])


def test_a_generic_title_is_kept_and_the_headline_says_who_met_whom_and_when(authority: Authority) -> None:
    readout = _readout(authority, CASES[0][1])
    assert readout.title == "Japan-Peru Relations"
    assert readout.headline == "Kamikawa Yoko meets Javier González-Olaechea Franco of Peru, 15 November 2023"


def test_a_title_that_says_something_is_the_headline(authority: Authority) -> None:
    assert (
        _readout(authority, CASES[1][1]).headline
        == "Secretary Blinken’s Call with Ukrainian Foreign Minister Kuleba"
    )


def test_front_matter_beats_what_was_read(authority: Authority) -> None:
    text = (
        "---\ntitle: Another title\ndate: 2020-05\nhome: NO\ncountry: [PE, 'United Mexican States']\nminister: Taro Kono\ncounterpart: []\n"
        "topic: [TPP11, a topic of ours]\ntype: call\nplace: Lima\nlang: es\nsource_url: https://example.org/x\n---\n"
        + CASES[1][1]
    )
    readout = _readout(authority, text, "a.md")
    assert (readout.title, str(readout.date), readout.type, readout.place, readout.lang) == (
        "Another title",
        "2020-05",
        "call",
        "Lima",
        "es",
    )
    assert _ids(readout) == ("NO", ["kono-taro"], [], ["MX", "PE"])
    assert [e.id for e in readout.topic] == ["cptpp", "a-topic-of-ours"]
    assert readout.source.url == "https://example.org/x"
    assert {e.rule for e in readout.evidence if e.field in {"date", "country", "topic", "minister"}} == {
        "front matter"
    }


@pytest.mark.parametrize(
    ("title", "lead", "kind", "mode"),
    [
        ("Secretary Blinken’s Call with X", "He spoke with X today.", "call", "phone"),
        ("Japan-Peru Relations", "The ministers held a telephone talk with each other today.", "call", "phone"),
        ("Japan-Peru Relations", "The ministers held a video conference meeting today.", "meeting", "video"),
        ("Japan-Peru Relations", "The ministers held a meeting (lunch meeting) today.", "meeting", "in-person"),
        ("Joint Statement on Belarus", "We are united in our deep concern today.", "joint-statement", None),
        ("Department Press Briefing – May 6, 2022", "MS PORTER: Good afternoon.", "press-conference", "in-person"),
        ("Secretary Blinken’s Travel to Peru", "Secretary Blinken will travel to Lima.", "other", "in-person"),
        ("Remarks at the Opening", "Thank you all for being here today.", "remarks", "in-person"),
        ("Peru National Day", "On behalf of the people, I congratulate Peru.", "statement", None),
    ],
)  # fmt: skip
def test_the_type_is_told_by_title_opening_or_shape(
    authority: Authority, title: str, lead: str, kind: str, mode: str | None
) -> None:
    readout = _readout(authority, f"{title}\n\nMay 6, 2022\n\n{lead}\n")
    assert (readout.type, readout.mode) == (kind, mode)
