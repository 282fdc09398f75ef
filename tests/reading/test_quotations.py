"""Who is quoted, and what is told on behalf of someone: small readouts in the manner of several ministries."""

from searchapp.authority import Authority
from tests.reading.told import readout_in, told_in


def test_quotations_keep_their_speaker_to_the_end(authority: Authority) -> None:
    """United Kingdom, paragraphs that each open a quotation, and a minister of another country.

    UK and Canada announce new sanctions

    Published 3 May 2022

    Foreign, Commonwealth & Development Office

    The measures enter into force at midnight.

    Foreign Secretary Liz Truss said:

    “The UK will not stand by while people are oppressed.

    “We will go further with our partners. There is no place to hide.”

    Canadian Foreign Minister Mélanie Joly said: “This shows that we mean it. We are grateful to all who helped us in this.”

    “There will be more to come for those who are guilty,” said Foreign Secretary Truss.

    “It is not known who said this, but it was said all the same.”
    """
    told = told_in(readout_in(authority, test_quotations_keep_their_speaker_to_the_end))
    assert [(side, speaker) for side, speaker, _ in told] == [
        ("home", "Liz Truss"),
        ("home", "Liz Truss"),
        ("home", "Liz Truss"),
        ("home", "Liz Truss"),
        ("counterpart", "Mélanie Joly"),
        ("counterpart", "Mélanie Joly"),
        ("home", "Liz Truss"),
        (None, None),
    ]


def test_the_name_below_a_quotation_is_its_speaker(authority: Authority) -> None:
    """Canada.

    Canada announces assistance for Lebanon

    August 3, 2022 - Ottawa, Ontario - Global Affairs Canada

    Today, the Honourable Mélanie Joly, Minister of Foreign Affairs, announced $20 million in assistance for the people of Lebanon.

    Quotes

    “Two years after the explosion, Canada continues to stand by the people. We will not forget them.”

    - Mélanie Joly, Minister of Foreign Affairs

    “Canada is helping those who need it most in the region.”

    - Harjit S. Sajjan, Minister of International Development
    """
    told = told_in(readout_in(authority, test_the_name_below_a_quotation_is_its_speaker))
    assert [(side, (speaker or "").split()[-1]) for side, speaker, _ in told] == [
        ("home", "Joly"),
        ("home", "Joly"),
        ("home", "Joly"),
        ("home", "Sajjan"),
    ]


def test_a_spokesperson_speaks_for_the_issuer(authority: Authority) -> None:
    """United Kingdom.

    UK statement on Yemen

    Published 14 March 2023

    Foreign, Commonwealth & Development Office

    A Foreign Office spokesperson said:

    “The UK is a strong supporter of the UN and of its humanitarian work.”
    """
    assert told_in(readout_in(authority, test_a_spokesperson_speaks_for_the_issuer)) == [
        ("home", None, "say"),
        ("home", None, "say"),
    ]


def test_what_a_spokesperson_tells_without_quotation_marks_is_the_readout(authority: Authority) -> None:
    """United Kingdom.

    Foreign Secretary call with Moroccan Foreign Minister Bourita, 12 September 2023

    The Foreign Secretary, James Cleverly, spoke to the Foreign Minister of Morocco, Nasser Bourita.

    A Foreign Office spokesperson said:

    The Foreign Secretary offered his deepest condolences. Foreign Minister Bourita thanked the UK for its teams.
    """
    readout = readout_in(authority, test_what_a_spokesperson_tells_without_quotation_marks_is_the_readout)
    assert told_in(readout)[-2:] == [
        ("home", "James Cleverly", "offer"),
        ("counterpart", "Nasser Bourita", "thank"),
    ]
