"""What a text deals with: names, cues and their weight, and the words that only look like a topic."""

import pytest

from searchapp.authority import Authority
from searchapp.extract import extract
from searchapp.extract.topics import Stretch, topics
from searchapp.sources import read


def _ids(
    authority: Authority, text: str, type_: str = "meeting", title: str = "", party: str = ""
) -> set[str]:
    stretches = [Stretch(title, 0, title=True), Stretch(text, len(title))]
    return {found.id for found in topics(stretches, authority, type_, {party} - {""})}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ministers discussed the CPTPP and the South and East China Seas.", {"cptpp", "south-china-sea", "east-china-sea"}),
        ("They spoke of the relationship with the Pacific Alliance.", {"pacific-alliance"}),
        ("The Secretary raised human rights.", {"human-rights"}),
        ("He praised the sound investment climate.", set()),
        ("Mexico is a non-permanent member of the Security Council.", set()),
        ("She congratulated Minister Kamikawa on her assumption of office.", set()),
        ("They concurred on the Reform of the United Nations.", {"un-reform"}),
        ("The Minister of Foreign Affairs and Trade attended.", set()),
        ("He met civil society leaders.", set()),
        ("They agreed to work on quality infrastructure.", {"development"}),
    ],
)  # fmt: skip
def test_a_name_or_a_cue_is_enough_and_a_longer_phrase_may_exclude_it(
    authority: Authority, text: str, expected: set[str]
) -> None:
    assert _ids(authority, text) == expected


def test_weak_cues_count_together(authority: Authority) -> None:
    assert "trade-investment" not in _ids(authority, "Exports grew.")
    assert "trade-investment" in _ids(authority, "Exports grew, imports grew, and investors came.")


def test_a_long_speech_must_say_more_of_a_topic_than_a_readout(authority: Authority) -> None:
    text = "It was a good year for all of us here. " * 200 + "I was in Japan before the G20 began."
    assert "g20" in _ids(authority, text, "meeting")
    assert "g20" not in _ids(authority, text, "remarks")
    assert "g20" in _ids(authority, f"{text} The G20 matters. The G20 must act. The G20 will.", "remarks")


def test_a_word_in_the_title_weighs_more(authority: Authority) -> None:
    text = "It was a good year for all of us here. " * 80
    assert "food-security" not in _ids(authority, f"{text} Grain is dear.", "remarks")
    assert "food-security" in _ids(authority, text, "remarks", title="Remarks on Food Security and Grain")


def test_a_country_that_takes_part_is_no_topic(authority: Authority) -> None:
    text = "Wang Yi said that China is ready. They spoke of Taiwan."
    assert _ids(authority, text, party="JP") == {"china", "taiwan"}
    assert _ids(authority, text, party="CN") == {"taiwan"}


def test_a_topic_has_the_words_that_tell_of_it(authority: Authority) -> None:
    text = "Joint Statement on Trade\n\nMay 6, 2022\n\nWe discussed many things. We welcomed the accession of the United Kingdom to the CPTPP.\n"
    readout = extract(read("a.txt", text.encode()), authority)
    evidence = {e.value: e.text for e in readout.evidence if e.field == "topic"}
    assert evidence["cptpp"] == "CPTPP"
