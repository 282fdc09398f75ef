"""The names in a collection, over a real index."""

import difflib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.authority import load
from searchapp.directory import Listing, Similar, listing
from searchapp.engine import Known
from searchapp.engines.whoosh import WhooshEngine
from searchapp.indexing import rebuild
from searchapp.readout import Entity

names = st.text(alphabet="abeéklmno -上川", min_size=1, max_size=12)


def of(*labels: str) -> Listing:
    """People of whom only these labels are known; each label is its id."""
    return Listing("person", {label: Known(Entity(label, label), 1) for label in labels}, load())


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("kam*", {"Kamikawa Yoko"}),
        ("*o", {"Kono Taro", "Kamikawa Yoko"}),
        ("k?no", {"Kono Taro"}),
        ("x*", set()),
    ],
)
def test_a_pattern_is_of_one_word_of_a_name(pattern: str, found: set[str]) -> None:
    assert of("Kamikawa Yoko", "Kono Taro").like(pattern) == found


def test_words_are_all_of_one_name_in_any_order() -> None:
    people = of("Kamikawa Yoko", "Kono Taro", "Yoko Ono")
    assert people.with_words(frozenset({"yoko", "kamikawa"})) == {"Kamikawa Yoko"}
    assert people.with_words(frozenset({"taro", "kamikawa"})) == frozenset()
    assert people.with_words(frozenset()) == frozenset()


def test_other_names_of_the_authority_files_count() -> None:
    known = {"kamikawa-yoko": Known(Entity("kamikawa-yoko", "Kamikawa Yoko"), 1)}
    assert Listing("minister", known, load()).with_words(frozenset({"上川"})) == {"kamikawa-yoko"}


@given(st.lists(names, unique=True, max_size=8), names, st.sampled_from([0.3, 0.6, 0.8]))
def test_the_most_similar_texts_are_those_of_difflib(texts: list[str], wanted: str, cutoff: float) -> None:
    assert Similar(texts).nearest(wanted, 3, cutoff) == difflib.get_close_matches(wanted, texts, 3, cutoff)


def test_a_new_generation_has_names_of_its_own(tmp_path: Path) -> None:
    source = tmp_path / "one.md"
    with WhooshEngine(tmp_path / "index") as engine:
        seen = []
        for code in ("MX", "PE"):
            source.write_text(f"---\ntitle: A meeting\nhome: JP\ncountry: {code}\n---\n\nThey met.\n")
            rebuild(tmp_path, engine)
            seen.append(listing("country", load(), engine.reader()))
        assert [set(one.known) for one in seen] == [{"MX"}, {"PE"}]
        assert listing("country", load(), engine.reader()) is seen[1]
