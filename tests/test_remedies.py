"""What helps with a search that found nothing: over a real index of the sample and a few texts more."""

import shutil
from pathlib import Path

import pytest

from searchapp.authority import load
from searchapp.engines.whoosh import WhooshEngine
from searchapp.errors import QueryError
from searchapp.indexing import rebuild
from searchapp.questions import as_sayings
from searchapp.resources import sample_folder
from searchapp.results import Remedies, Search
from searchapp.searcher import Searcher
from searchapp.syntax import parse

TEXT = """---
title: Readout {n}
date: 2020-0{n}
home: JP
country: [MX]
minister: ['Zacharias Quibble']
---

The barleymow harvest was discussed, item {n}. {more}
"""


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    sources, index = tmp_path_factory.mktemp("sources"), tmp_path_factory.mktemp("index")
    shutil.copytree(sample_folder(), sources, dirs_exist_ok=True)
    for n in range(1, 10):
        more = "The barleymew harvest. Ryegrass of 2020." if n == 1 else "A thornbush grew in red clay."
        (sources / f"more-{n}.md").write_text(TEXT.format(n=n, more=more), encoding="utf-8")
    engine = WhooshEngine(index)
    rebuild(sources, engine)
    return Searcher(engine, load())


def remedies(searcher: Searcher, text: str, **more: str) -> Remedies:
    return searcher.search(Search(text, **more)).remedies  # type: ignore[arg-type]


def meant(searcher: Searcher, text: str, **more: str) -> str:
    return next((offer.text for offer in remedies(searcher, text, **more).spelling), "")


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("Kamikwa", "Kamikawa"),
        ("kamikwa", "kamikawa"),
        ("KAMIKWA", "KAMIKAWA"),
        ("amikawa", "kamikawa"),
        ("Barcna", "Bárcena"),
        ("barleymov", "barleymow"),
        ("barlymow harvset", "barleymow harvest"),
        ("barley mow", "barleymow"),
        ("thornbushharvest", ""),
        ("redclay", "red clay"),
        ("minister:Kamikwa", "minister:Kamikawa"),
        ('minister:"Kamikwa Yoko" Mexico', 'minister:"Kamikawa Yoko" Mexico'),
        ("country:Mexco", "country:Mexico"),
        ('"barleymov harvest"', '"barleymow harvest"'),
        ("-barleymow thronbush", ""),
        ("thronbush -kamikawa", "thornbush -kamikawa"),
        ("(thronbush OR qqqqq) harvest", "(thornbush OR qqqqq) harvest"),
        ("title:Readuot", "title:Readout"),
        ("barleymow", ""),
    ],
)
def test_a_misspelt_word_is_offered_right_and_finds_something(
    searcher: Searcher, typed: str, offered: str
) -> None:
    found = searcher.search(Search(typed))
    assert next((offer.text for offer in found.remedies.spelling), "") == offered
    for offer in found.remedies.spelling:
        assert searcher.search(Search(offer.text)).total == offer.total > 0
        assert found.search.text == typed


def test_what_was_changed_is_marked(searcher: Searcher) -> None:
    offer = remedies(searcher, "the barlymow harvset").spelling[0]
    assert [offer.text[start:end] for start, end in offer.changed] == ["barleymow", "harvest"]


def test_a_rare_word_beside_a_common_one_is_offered_though_it_finds_something(searcher: Searcher) -> None:
    assert searcher.search(Search("barleymew")).total == 1
    assert meant(searcher, "barleymew") == ""  # nine times as many are not enough
    assert meant(searcher, "barleymoew") == "barleymow"


def test_offers_keep_to_what_the_search_is_narrowed_to(searcher: Searcher) -> None:
    assert meant(searcher, "barleymov", first="2020-02", last="2020-03") == "barleymow"
    (offer,) = remedies(searcher, "barleymov", first="2020-02", last="2020-03").spelling
    assert offer.total == 2
    assert remedies(searcher, "barleymov", first="2001", last="2001").spelling == ()


def test_any_of_the_words_within_the_other_clauses(searcher: Searcher) -> None:
    found = remedies(searcher, "minister:Quibble thornbush qqqqq")
    assert found.loose is not None
    assert str(found.loose.query) == "minister:Quibble (thornbush OR qqqqq)"
    assert found.loose.total == 8
    assert len(found.loose.hits) == 5
    assert found.loose.notice == "No readout has all of these words; these have some of them"


def test_words_that_the_collection_has_stay_where_any_of_them_finds_something(searcher: Searcher) -> None:
    found = remedies(searcher, "minister:Quibble barleymew kamikawa")
    assert found.loose
    assert found.loose.total == 1
    assert not found.spelling


def test_any_of_the_clauses_where_the_words_find_nothing(searcher: Searcher) -> None:
    found = remedies(searcher, "minister:Kamikawa minister:Quibble qqqqq -zzzzz")
    assert found.loose is not None
    assert str(found.loose.query) == "-zzzzz (qqqqq OR minister:Kamikawa OR minister:Quibble)"
    assert not found.loose.of_words


def test_the_words_of_a_phrase_are_offered_in_any_order(searcher: Searcher) -> None:
    found = remedies(searcher, '"harvest barleymow"')
    assert found.unquoted is not None
    assert (found.unquoted.text, found.unquoted.total) == ("harvest barleymow", 9)


def test_each_clause_is_counted_alone_and_left_out(searcher: Searcher) -> None:
    blame = remedies(searcher, "barleymow minister:Kamikawa").blame
    kamikawa = searcher.search(Search("minister:Kamikawa")).total
    assert [(str(one.clause), one.alone, one.without) for one in blame] == [
        ("barleymow", 9, kamikawa),
        ("minister:Kamikawa", kamikawa, 9),
    ]


def test_a_search_that_is_narrowed_too_far_says_how_many_there_are_without(searcher: Searcher) -> None:
    assert remedies(searcher, "barleymow", first="2001", last="2001").widened == 9


def test_a_search_that_found_enough_needs_nothing(searcher: Searcher) -> None:
    assert remedies(searcher, "harvest") == Remedies()


@pytest.mark.parametrize(
    "typed", ["minster:Quibble (barleymow", "date:2020-13 barleymow", '"barleymow', "type:cal", "((", ""]
)
def test_queries_near_one_that_cannot_be_read_can_be_and_find_something(
    searcher: Searcher, typed: str
) -> None:
    try:
        parse(typed)
        searcher.search(Search(typed))
    except QueryError as error:
        for offer in searcher.nearest(error, Search(typed)):
            assert searcher.search(Search(offer.text)).total == offer.total > 0


@pytest.mark.parametrize("typed", ["((", '"', '"" ("'])
def test_every_readout_is_no_query_near_one_that_cannot_be_read(searcher: Searcher, typed: str) -> None:
    with pytest.raises(QueryError) as raised:
        parse(typed)
    assert searcher.nearest(raised.value, Search(typed)) == ()


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("thornbush 2020", "thornbush year:2020"),
        ("barleymow 2020", "barleymow year:2020"),
        ("what was said of the barleymow in 2020?", "what was said of the barleymow year:2020?"),
        ("barleymow 2019", ""),  # it finds nothing
        ("barleymow year:2020", ""),
        ('barleymow "2020"', ""),
        ("barleymow 2019 2020", ""),
        ("barleymow 20200", ""),
    ],
)
def test_a_year_that_is_a_word_can_be_that_of_the_readouts(
    searcher: Searcher, typed: str, offered: str
) -> None:
    made = remedies(searcher, typed).in_year
    assert (made.text if made else "") == offered
    if made:
        assert made.total == searcher.search(Search(made.text)).total > 7
        assert made.text[slice(*made.changed[0])] == "year:2020"


def test_a_year_is_not_offered_where_it_finds_as_many(searcher: Searcher) -> None:
    assert searcher.search(Search("ryegrass year:2020")).total == 1
    assert remedies(searcher, "ryegrass 2020").in_year is None


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("what did Mexico say about legal stability", "said_by:Mexico legal stability"),
        ("What did Secretary Blinken say of Taiwan?", 'said_by:"Secretary Blinken" Taiwan'),
        ('how did "Ned Price" speak of Nord Stream 2', 'said_by:"Ned Price" Nord Stream 2'),
        ('when was "rule of law" mentioned', ""),  # by nobody
        ("what did Kamikawa say in 2023 about the CPTPP", "said_by:Kamikawa year:2023 CPTPP"),
        ("what did Kamikawa say", ""),
        ("what about Mexico", ""),
        ("Kamikawa said what", ""),
        ("Mexico", ""),
        ("", ""),
        ("country:Mexico", ""),
        ("what did (Mexico OR Peru) say of trade", ""),
        ("why did minister:Kamikawa talk of trade", ""),
    ],
)
def test_a_question_of_who_said_what_is_one_of_statements(asked: str, first: str) -> None:
    assert next(as_sayings(parse(asked)), "") == first


def test_statements_are_offered_where_a_question_finds_some(tmp_path: Path) -> None:
    said = "Mr. Zacharias Quibble, Minister for Foreign Affairs, stated that the barleymow is free."
    for n, more in enumerate((said, "The barleymow was not dealt with by Zacharias Quibble.")):
        (tmp_path / f"{n}.md").write_text(TEXT.format(n=n + 1, more=more), encoding="utf-8")
    engine = WhooshEngine(tmp_path / "index")
    rebuild(tmp_path, engine)
    searcher = Searcher(engine, load())
    for asked in ("what did Quibble say of the barleymow", "what did Minister Quibble say of the barleymow"):
        offer = remedies(searcher, asked).said
        assert offer is not None
        assert (offer.text, offer.total) == ("said_by:Quibble barleymow", 1)
    assert remedies(searcher, "what did Quibble say of the thornbush").said is None
