"""Which countries a readout deals with, party or not."""

import pytest

from searchapp.authority import Authority
from searchapp.extract import extract
from searchapp.sources import read

CALL = """{title}

March 15, 2022

Office of the Spokesperson

Secretary of State Antony J. Blinken spoke by phone today with Ukrainian Foreign Minister Dmytro Kuleba.

{text}
"""
TITLE = "Secretary Blinken’s Call with Ukrainian Foreign Minister Kuleba"


@pytest.mark.parametrize(
    ("title", "text", "others"),
    [
        (TITLE, "They spoke of grain and of ports.", []),
        (TITLE, "They spoke of grain, which Poland buys.", []),
        (TITLE, "They spoke of Poland.\n\nThe Secretary thanked the Polish people.", ["PL"]),
        (TITLE, "Poland, they said, is a Polish matter, for Poland to decide.", ["PL"]),
        ("Call with Foreign Minister Kuleba on Moldova", "They spoke of grain and of ports.", ["MD"]),
        (
            TITLE,
            "They discussed the DPRK: North Korea’s nuclear program, its missiles, and denuclearization.",
            ["KP"],
        ),
    ],
)
def test_a_country_is_dealt_with_that_takes_part_or_of_which_enough_is_said(
    authority: Authority, title: str, text: str, others: list[str]
) -> None:
    readout = extract(read("a.txt", CALL.format(title=title, text=text).encode()), authority)
    assert [entity.id for entity in readout.about] == ["US", "UA", *others]
    assert {one.value for one in readout.evidence if one.field == "about"} == {"US", "UA", *others}


def test_parties_are_dealt_with_whatever_the_author_names(authority: Authority) -> None:
    text = "---\nhome: JP\ncountry: [MX]\nabout: [Peru, MX]\n---\n\n# Talks\n\nThey spoke of trade.\n"
    readout = extract(read("a.md", text.encode()), authority)
    assert [entity.id for entity in readout.about] == ["JP", "MX", "PE"]
