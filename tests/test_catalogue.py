"""The catalogue of people, countries and topics, over people made up for it."""

import string
from collections.abc import Iterator

import pytest

from searchapp.authority import load
from searchapp.catalogue import OTHERS, Wanted
from searchapp.engines.whoosh import WhooshEngine
from searchapp.indexing import rebuild
from searchapp.searcher import Searcher

PEOPLE = {
    "a": ["Zoe Alder", "Kamikawa Yoko", "Élodie Éclair"],
    "b": ["Zoe Alder", "Ada Birch"],
    "c": ["Zoe Alder", "Ada Birch", "上海太郎"],
}


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder = tmp_path_factory.mktemp("catalogue")
    (folder / "sources").mkdir()
    for name, people in PEOPLE.items():
        party = "MX" if name == "a" else "PE"
        beside = "occasion: Summit of the Americas\n" if name != "c" else ""
        given = f"date: 2020\nhome: US\ncountry: [{party}]\nminister: {people}\n{beside}"
        text = f"---\n{given}---\n\nText.\n"
        (folder / "sources" / f"{name}.md").write_text(text, encoding="utf-8")
    with WhooshEngine(folder / "index") as engine:
        assert not rebuild(folder / "sources", engine).problems
        yield Searcher(engine, load())


def labels(searcher: Searcher, wanted: Wanted, kind: str = "minister", per_page: int = 100) -> list[str]:
    return [entry.entity.label for entry in searcher.catalogue(kind, wanted, per_page).entries]


def test_people_stand_under_their_family_names(searcher: Searcher) -> None:
    shown = searcher.catalogue("minister", Wanted())
    assert [(entry.entity.label, entry.letter) for entry in shown.entries] == [
        ("Zoe Alder", "A"), ("Ada Birch", "B"), ("Élodie Éclair", "E"), ("Kamikawa Yoko", "K"), ("上海太郎", OTHERS),
    ]  # fmt: skip
    assert [letter for letter, _ in shown.letters] == ["A", "B", "E", "K", OTHERS]
    assert [letter for letter, _ in shown.by_letter] == ["A", "B", "E", "K", OTHERS]


def test_the_most_frequent_come_first_where_so_ordered(searcher: Searcher) -> None:
    assert labels(searcher, Wanted(order="count"))[:2] == ["Zoe Alder", "Ada Birch"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("kam", ["Kamikawa Yoko"]),
        ("上川", ["Kamikawa Yoko"]),
        ("yo KAMI", ["Kamikawa Yoko"]),
        ("eclair", ["Élodie Éclair"]),
        ("amikawa", []),
        ("  ", ["Zoe Alder", "Ada Birch", "Élodie Éclair", "Kamikawa Yoko", "上海太郎"]),
    ],
)
def test_a_name_is_found_by_how_its_words_begin(searcher: Searcher, text: str, found: list[str]) -> None:
    assert labels(searcher, Wanted(text)) == found


def test_a_letter_shows_its_own_and_the_others_stay_in_sight(searcher: Searcher) -> None:
    shown = searcher.catalogue("minister", Wanted(letter="B"))
    assert [entry.entity.label for entry in shown.entries] == ["Ada Birch"]
    assert len(shown.letters) == 5


def test_pages_follow_one_another(searcher: Searcher) -> None:
    pages = [labels(searcher, Wanted(page=page), per_page=2) for page in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [2, 2, 1, 0]
    assert [label for page in pages for label in page] == labels(searcher, Wanted())
    assert searcher.catalogue("minister", Wanted(), 2).pages == 3


def test_a_country_is_counted_as_issuer_and_as_party(searcher: Searcher) -> None:
    counts = {entry.entity.id: entry.count for entry in searcher.catalogue("country", Wanted()).entries}
    assert counts == {"US": 3, "PE": 2, "MX": 1}


def test_every_letter_has_a_place(searcher: Searcher) -> None:
    assert all(
        entry.letter in {*string.ascii_uppercase, OTHERS}
        for entry in searcher.catalogue("topic", Wanted()).entries
    )


def test_an_occasion_goes_by_the_words_of_its_name(searcher: Searcher) -> None:
    [entry] = searcher.catalogue("occasion", Wanted("americas")).entries
    assert (entry.entity.id, entry.count) == ("summit of the americas", 2)
    found = searcher.profile("occasion", entry.entity.id)
    assert (found.query, found.readouts) == ('occasion:"Summit of the Americas"', 2)
