"""Names in texts: one person under every form of a name, and for whom the person acts."""

import inspect
import time
from collections.abc import Callable
from datetime import date

import pytest

from searchapp.authority import Authority
from searchapp.extract import extract
from searchapp.extract.mentions import mentions
from searchapp.readout import Readout
from searchapp.sources import read


def _docstring(test: Callable[..., object], authority: Authority) -> Readout:
    """The readout in a test's docstring."""
    return extract(read("a.txt", (inspect.getdoc(test) or "").encode()), authority)


def _labels(readout: Readout) -> tuple[list[str], list[str]]:
    return [e.label for e in readout.minister], [e.label for e in readout.counterpart]


@pytest.mark.parametrize(
    ("written", "id_"),
    [
        ("Kamikawa Yoko", "kamikawa-yoko"),
        ("Yoko Kamikawa", "kamikawa-yoko"),
        ("KAMIKAWA Yoko", "kamikawa-yoko"),
        ("上川陽子", "kamikawa-yoko"),
        ("Alicia BÁRCENA IBARRA", "barcena-ibarra-alicia"),
        ("Alicia Barcena", "barcena-ibarra-alicia"),
        ("Mevlut Cavusoglu", "cavusoglu-mevlut"),
        ("António Manuel de Oliveira Guterres", "guterres-antonio"),
        ("Antony J. Blinken", "blinken-antony"),
    ],
)
def test_a_name_in_any_order_case_and_spelling_is_one_person(
    authority: Authority, written: str, id_: str
) -> None:
    person = authority.person_named(written)
    assert person is not None
    assert person.id == id_


@pytest.mark.parametrize(
    ("text", "name", "countries", "organisations"),
    [
        ("H.E. Dr. Park Jin, Minister of Foreign Affairs of the Republic of Korea", "Park Jin", ["KR"], []),
        ("Foreign Minister II Erywan Yusof", "Erywan Yusof", [], []),
        ("the Honorable Mike Pompeo, Secretary of State of the United States", "Mike Pompeo", ["US"], []),
        ("Senator the Hon. Marise Payne, Minister for Foreign Affairs of Australia", "Marise Payne", ["AU"], []),
        ("Mr. John Bardeen, Chargé d'Affaires a.i. of the Republic of Malta", "John Bardeen", ["MT"], []),
        ("H.E. Mr. Ivica Dačić, former Foreign Minister of Serbia", "Ivica Dačić", ["RS"], []),
        ("the Prime Minister of Denmark, Mette Frederiksen", "Mette Frederiksen", ["DK"], []),
        ("Viet Nam’s Deputy Foreign Minister Ha Kim Ngoc", "Ha Kim Ngoc", ["VN"], []),
        ("President Faustin-Archange Touadéra of the Central African Republic", "Faustin-Archange Touadéra", ["CF"], []),
        ("U.S. Special Envoy for Yemen Tim Lenderking", "Tim Lenderking", ["US"], []),
        ("U.S. Ambassador to NATO Julianne Smith", "Julianne Smith", ["US"], []),
        ("NATO Secretary General Jens Stoltenberg", "Jens Stoltenberg", [], ["nato"]),
        ("Ms. Sima Bahous, Executive Director of UN Women", "Sima Bahous", [], ["un-women"]),
        ("Republic of Korea (ROK) First Vice Foreign Minister Cho Hyundong, U.S. Deputy Secretary of State Wendy Sherman", "Cho Hyundong", ["KR"], []),
        ("President Thomas West", "Thomas West", [], []),
    ],
)  # fmt: skip
def test_an_office_beside_a_name_tells_for_whom_it_is_held(
    authority: Authority, text: str, name: str, countries: list[str], organisations: list[str]
) -> None:
    found = mentions(text, authority)[0]
    assert (found.name, list(found.countries), list(found.organisations)) == (name, countries, organisations)


@pytest.mark.parametrize(
    "text",
    [
        "Australia-New Zealand Foreign Minister Consultations",
        "the Deputy Minister of Foreign Affairs of Laos, in Vientiane",
        "in San José, Costa Rica. Secretary",
        "the Minister for the Armed Forces of France",
        "Equatorial Guinea President",
        "for the Organization for Security and Co-operation in Europe (OSCE) Chairman-in-Office, OSCE Secretary General",
    ],
)
def test_a_place_or_a_word_of_a_title_is_nobody(authority: Authority, text: str) -> None:
    assert mentions(text, authority) == []


def test_a_family_name_alone_is_that_of_someone_in_office_about_then(authority: Authority) -> None:
    assert authority.person_named("Thomas", day=date(2022, 7, 27)) is None  # of Grenada, until 2013
    assert getattr(authority.person_named("Kuleba", day=date(2022, 7, 27)), "id", None) == "kuleba-dmytro"


@pytest.mark.parametrize(
    ("name", "day", "acts_for"),
    [
        ("Mark Rutte", date(2020, 1, 1), ("NL", "")),
        ("Mark Rutte", date(2025, 1, 1), ("", "NATO")),
        ("Josep Borrell", date(2019, 3, 1), ("ES", "")),
        ("Josep Borrell", date(2021, 3, 1), ("", "EU")),
        ("Kaja Kallas", date(2022, 3, 1), ("EE", "")),
        ("Kaja Kallas", date(2025, 3, 1), ("", "EU")),
    ],
)
def test_for_whom_someone_acts_is_told_by_the_day(
    authority: Authority, name: str, day: date, acts_for: tuple[str, str]
) -> None:
    person = authority.person_named(name)
    assert person is not None
    assert person.stands_for(day) == acts_for


def test_a_name_in_short_is_the_one_that_stands_whole_in_the_text(authority: Authority) -> None:
    """Secretary Blinken’s Meeting with Maltese Ambassador Park

    May 3, 2022

    Office of the Spokesperson

    Secretary of State Antony J. Blinken met today with Maltese Ambassador Consuelo Park. Ambassador Park
    spoke of her meeting with Republic of Korea Foreign Minister Park Jin.
    """
    readout = _docstring(test_a_name_in_short_is_the_one_that_stands_whole_in_the_text, authority)
    assert _labels(readout) == (["Antony Blinken"], ["Consuelo Park"])
    assert [e.id for e in readout.country] == ["MT"]


def test_a_name_is_shown_as_the_text_spells_it_under_the_id_of_the_person(authority: Authority) -> None:
    """Secretary Blinken’s Call with UK Foreign Secretary Truss

    March 3, 2022

    Office of the Spokesperson

    Secretary of State Antony J. Blinken spoke today with UK Foreign Secretary Elizabeth TRUSS.
    """
    found = _docstring(
        test_a_name_is_shown_as_the_text_spells_it_under_the_id_of_the_person, authority
    ).counterpart
    assert [(e.id, e.label) for e in found] == [("truss-liz", "Elizabeth Truss")]


def test_whoever_is_spoken_about_or_has_died_takes_no_part(authority: Authority) -> None:
    """Secretary Blinken’s Travel to Tokyo

    July 10, 2022

    Office of the Spokesperson

    Secretary of State Antony J. Blinken will travel to Tokyo, Japan, to offer condolences on the death of former
    Prime Minister Abe Shinzo. While in Tokyo, he will meet with Prime Minister Kishida Fumio to discuss
    President Putin’s war.
    """
    readout = _docstring(test_whoever_is_spoken_about_or_has_died_takes_no_part, authority)
    assert _labels(readout) == (["Antony Blinken"], ["Kishida Fumio"])


def test_who_joins_on_the_same_side_is_no_counterpart(authority: Authority) -> None:
    """Deputy Secretary Sherman’s Meeting with Peruvian Vice Minister Quispe

    May 3, 2022

    Office of the Spokesperson

    Deputy Secretary of State Wendy R. Sherman met today with Peruvian Vice Minister Zoila Quispe. Deputy Secretary
    Sherman was joined by Assistant Secretary of State for Oceans Jane Doe-Miller.
    """
    readout = _docstring(test_who_joins_on_the_same_side_is_no_counterpart, authority)
    assert _labels(readout) == (["Wendy Sherman", "Jane Doe-Miller"], ["Zoila Quispe"])


def test_the_host_of_a_multilateral_stop_is_no_party(authority: Authority) -> None:
    """Counselor Chollet’s Travel to Romania and Belgium

    February 4, 2022

    Office of the Spokesperson

    Counselor of the Department Derek Chollet will travel to Bucharest and Brussels from February 7 to 11.

    In Romania, the Counselor will meet with members of the government. He will then travel to Belgium to meet
    with NATO and European Union officials to discuss Russia and Ukraine.
    """
    readout = _docstring(test_the_host_of_a_multilateral_stop_is_no_party, authority)
    assert [e.id for e in readout.country] == ["RO"]
    assert sorted(e.label for e in readout.organisation) == ["EU", "NATO"]


def test_a_joint_statement_belongs_to_those_who_are_listed_as_making_it(authority: Authority) -> None:
    """Joint Statement on Myanmar

    February 4, 2022

    Office of the Spokesperson

    The text of the following statement was released by the Governments of the United States of America, Norway,
    the Republic of Korea, and the European Union.

    Begin Text:

    We are concerned by the violence in Myanmar and call on China to help.
    """
    readout = _docstring(test_a_joint_statement_belongs_to_those_who_are_listed_as_making_it, authority)
    assert sorted(e.id for e in readout.country) == ["KR", "NO"]
    assert [e.label for e in readout.organisation] == ["EU"]


def test_a_site_tells_its_government(authority: Authority) -> None:
    text = "---\nsource_url: https://www.gov.uk/government/news/a\n---\n# PM call\n\n3 May 2023\n\nThe Prime Minister spoke to President Joe Biden.\n"
    readout = extract(read("a.md", text.encode()), authority)
    assert readout.home is not None
    assert readout.home.id == "GB"
    assert [e.id for e in readout.country] == ["US"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Viet Nam", "VN"), ("Türkiye", "TR"), ("the ROK", "KR"), ("DPRK", "KP"), ("the United Mexican States", "MX"), ("Papua New Guinea", "PG"),
        ("Guinea-Bissau", "GW"), ("Equatorial Guinea", "GQ"), ("South Sudan", "SS"), ("the Swiss Confederation", "CH"), ("Lao PDR", "LA"),
        ("Zaire", "CD"), ("the Soviet Union", "RU"), ("Burmese", "MM"), ("Nigerien", "NE"),
    ],
)  # fmt: skip
def test_a_country_has_long_short_and_former_names(authority: Authority, text: str, code: str) -> None:
    assert [found.ids for found in authority.countries_in(f"with {text}.")] == [(code,)]


@pytest.mark.parametrize("text", ["Latin American", "the former Soviet Union", "the South China Sea"])
def test_a_longer_name_may_be_no_country(authority: Authority, text: str) -> None:
    assert authority.countries_in(f"in {text}.") == []


@pytest.mark.parametrize(
    "unit",
    [
        "met with the Foreign Minister of Japan and spoke with ",
        "the Indian delegation was led by Mr. Alpha Beta, Secretary (East), ",
        "Alpha Beta, Minister for Alpha, Beta and Gamma ",
        "Japan, Peru and the UN, ",
    ],
)
def test_a_text_that_never_ends_a_sentence_is_read_all_the_same(authority: Authority, unit: str) -> None:
    text = f"Joint Statement by Peru\n\nMay 3, 2022\n\n{unit * (12_000 // len(unit))}.\n"
    started = time.process_time()
    extract(read("a.txt", text.encode()), authority)
    assert time.process_time() - started < 5
