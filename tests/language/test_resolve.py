"""What a query finds: from the typed text through a real index of a few readouts."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from searchapp.authority import load
from searchapp.engines.whoosh import WhooshEngine
from searchapp.errors import QueryError
from searchapp.indexing import rebuild
from searchapp.results import Also, Results, Search
from searchapp.searcher import Searcher

SOURCES = {
    "mexico": """---
title: Japan-Mexico Relations
date: 2023-09-21
home: JP
country: [MX]
minister: Kamikawa Yoko
counterpart: Alicia Bárcena
place: New York, United States
occasion: United Nations General Assembly
type: meeting
---

1. Minister Kamikawa stated that Japan upholds the rule of law and welcomes the CPTPP.

2. Secretary Bárcena stated that Mexico values transparency and legal stability. Kamikawa noted this.

3. The two sides shared the view that tariffs and quotas harm trade.
""",
    "peru": """---
title: Call with Peru
date: 2023-11-15
home: JP
country: [PE]
about: [CN]
minister: Kamikawa Yoko
organisation: NATO
type: call
---

1. Foreign Minister Kamikawa stated that Japan values transparency and a free trade agreement.

2. The Peruvian side stated that the rule of law matters in Peru.
""",
    "turkey": """---
title: Call with Turkey
date: 2022-02-01
home: US
country: [TR]
minister: Antony Blinken
type: call
lang: en
---

Secretary Blinken welcomed the TPP11, and Turkey's and the United Kingdom's role in trade.
""",
    "turkiye": """---
title: Notes on a visit
---

A park in May: Türkiye, Britain and AT&T at 24/7. See https://example.org/a?b=c, file 02091-C-71, COVID-19, the U.A.E.-EU border and the U.S. 2+2, or U.S talks.
""",
    "japanese": """---
title: 日・メキシコ外相会談
date: 2021-01-04
home: JP
country: [MX]
lang: ja
---

上川陽子大臣は、自由で開かれたインド太平洋の実現に向けて協力したい旨述べました。Ｇ２０でも述べた。
""",
}
TODAY = date(2023, 11, 20)
Ask = Callable[..., Results]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Asks a searcher whose day is the 20th of November 2023."""
    folder = tmp_path_factory.mktemp("language")
    (folder / "sources").mkdir()
    for name, text in SOURCES.items():
        (folder / "sources" / f"{name}.md").write_text(text, encoding="utf-8")
    with WhooshEngine(folder / "index") as engine:
        rebuild(folder / "sources", engine, cached=False)
        searcher = Searcher(engine, load(), lambda: TODAY)
        yield lambda text, **more: searcher.search(Search(text, per_page=50, **more))


def ids(results: Results) -> set[str]:
    return {hit.readout.id for hit in results.hits}


ALL = set(SOURCES)
FINDS: list[tuple[str, set[str]]] = [
    ('said:home "rule of law"', {"mexico"}),
    ('said:counterpart "rule of law"', {"peru"}),
    ("said:home transparency", {"peru"}),
    ("said:counterpart transparency", {"mexico"}),
    ("said:counterpart what transparency", {"mexico"}),
    ("said_by:Bárcena transparency", {"mexico"}),
    ("said_by:barcena", {"mexico"}),
    ("said_by:=kamikawa-yoko transparency", {"peru"}),
    ("person:=kamikawa-yoko", {"mexico", "peru"}),
    ("person:=Kamikawa-Yoko country:=mx", {"mexico"}),
    ("person:=kamikawa", set()),
    ("country:=Mexico", set()),
    ("said_by:Kamikawa transparency", {"peru"}),
    ("said:home said_by:Kamikawa cptpp", {"mexico"}),
    ("said:joint (tariff OR quota) date:2023", {"mexico"}),
    ("said:joint (tariff quota)", {"mexico"}),
    ("said:joint tariff date:2022", set()),
    ("said:(home OR counterpart) transparency", {"mexico", "peru"}),
    ("said:joint", {"mexico"}),
    ("transparency said:joint", {"mexico"}),
    ("-said:joint transparency", {"peru"}),
    ("said:home transparency said:counterpart law", {"peru"}),
    ("said:home -law -noted", {"peru", "turkey"}),
    ("said_by:(-Kamikawa) trade", {"turkey"}),
    ("date:past-30-days", {"peru"}),
    ("date:past-2-months", {"mexico", "peru"}),
    ("date:past-5-days", {"peru"}),
    ("date:this-month", {"peru"}),
    ("date:last-month", set()),
    ("date:this-year", {"mexico", "peru"}),
    ("date:last-year", {"turkey"}),
    ("date:last-year..today", {"turkey", "mexico", "peru"}),
    ("after:past-30-days", set()),
    ("before:this-year", {"turkey", "japanese"}),
    ('date:"past 30 days"', {"peru"}),
    ('date:"21 September 2023"', {"mexico"}),
    ('date:"September 21, 2023"', {"mexico"}),
    ('date:"Sept 2023"', {"mexico"}),
    ('after:"October 2023"', {"peru"}),
    ("year:last-year", {"turkey"}),
    ("date:today OR date:yesterday", set()),
    ("has:counterpart", {"mexico"}),
    ("has:organisation", {"peru"}),
    ("-has:date", {"turkiye"}),
    ("has:occasion has:place", {"mexico"}),
    ("about:China", {"peru"}),
    ("about:Mexico", {"mexico", "japanese"}),
    ("organisation:NATO", {"peru"}),
    ("organisation:otan", set()),
    ("place:York", {"mexico"}),
    ('place:"new york"', {"mexico"}),
    ("occasion:assembly", {"mexico"}),
    ("lang:ja", {"japanese"}),
    ("transparency sort:oldest", {"mexico", "peru"}),
    ("上川", {"japanese"}),
    ("minister:上川", {"mexico", "peru"}),
    ("自由で開かれたインド太平洋", {"japanese"}),
    ("「自由で開かれた」", {"japanese"}),
    ("G20", {"japanese"}),
    ("Ｇ２０", {"japanese"}),
    ("minister：Kamikawa", {"mexico", "peru"}),
    ("Re: [EXT] Fwd: Notes on a visit", set()),
    ("Note: A park in May 🎉", {"turkiye"}),
    ("https://example.org/a?b=c", {"turkiye"}),
    ("2+2", {"turkiye"}),
    ("U.S.", {"turkiye"}),
    ("COVID-19", {"turkiye"}),
    ("02091-C-71", {"turkiye"}),
    ("24/7", {"turkiye"}),
    ("AT&T", {"turkiye"}),
    ("Turkey's role", {"turkey"}),
    ("«rule of law»", {"mexico", "peru"}),
    ("„rule of law“", {"mexico", "peru"}),
    ("‘rule of law’", {"mexico", "peru"}),
    ("‘law of rule’", set()),
    ("'rule of law'", {"mexico", "peru"}),
    ("what did they say about transparency", {"mexico", "peru"}),
    ("who said say transparency", set()),
    ("did they say transparency", set()),
    ("what about transparency", {"mexico", "peru"}),
    ("وزير الخارجية", set()),
]


@pytest.mark.parametrize(("text", "found"), FINDS, ids=[text for text, _ in FINDS])
def test_a_query_finds_what_it_asks_for(ask: Ask, text: str, found: set[str]) -> None:
    assert ids(ask(text, names=False)) == found


@pytest.mark.parametrize(
    ("text", "also", "found"),
    [
        ("UAE-EU border", [Also("UAE-EU", ("U.A.E.-EU",))], {"turkiye"}),
        ("USA", [Also("USA", ("U.S.",))], {"turkiye"}),
        ("what of us", [], set()),
        ("us", [Also("us", ("U.S.",))], {"turkiye"}),
        ("CPTPP", [Also("CPTPP", ("TPP11",))], {"mexico", "turkey"}),
        ('"CPTPP"', [], {"mexico"}),
        ("title:CPTPP", [], set()),
        ("Turkey", [Also("Turkey", ("Türkiye",))], {"turkey", "turkiye"}),
        ("türkiye trade", [Also("türkiye", ("Turkey",))], {"turkey"}),
        ("role of the United Kingdom", [Also("United Kingdom", ("Britain",))], {"turkey"}),
        ("United Kingdom", [Also("United Kingdom", ("Britain",))], {"turkey", "turkiye"}),
        ("Britain", [Also("Britain", ("United Kingdom",))], {"turkey", "turkiye"}),
        ("said:home CPTPP", [Also("CPTPP", ("TPP11",))], {"mexico", "turkey"}),
        ("-Turkey trade", [], {"mexico", "peru"}),
        ("Kamikawa Yoko", [Also("Kamikawa Yoko", ("Kamikawa", "上川陽子"))], {"mexico", "peru", "japanese"}),
        ("park", [], {"turkiye"}),
        ("may", [], {"turkiye"}),
        ("May", [], {"turkiye"}),
    ],
)
def test_what_is_named_is_found_under_its_other_names(
    ask: Ask, text: str, also: list[Also], found: set[str]
) -> None:
    results = ask(text)
    assert ids(results) == found
    assert list(results.also) == also
    assert ask(text, names=False).also == ()


def test_other_names_rank_below_the_form_that_was_typed(ask: Ask) -> None:
    assert [hit.readout.id for hit in ask("United Kingdom").hits] == ["turkey", "turkiye"]
    assert [hit.readout.id for hit in ask("Britain").hits] == ["turkiye", "turkey"]


def test_what_is_named_is_one_clause_of_the_explanation(ask: Ask) -> None:
    (hit,) = ask("the role of the United Kingdom in trade sort:relevance", explain=True).hits
    assert [part.clause for part in hit.explanation] == ["role", "United Kingdom", "trade"]
    assert sum(part.score for part in hit.explanation) == pytest.approx(hit.score, rel=1e-4)


def test_a_query_can_name_its_order(ask: Ask) -> None:
    for sort, order in (("oldest", ["mexico", "peru"]), ("newest", ["peru", "mexico"])):
        results = ask(f"transparency sort:{sort}")
        assert [hit.readout.id for hit in results.hits] == order
        assert results.sort == sort


@pytest.mark.parametrize(
    "text", ["barleymow oatmeal sort:newest", "barleymow sort:oldest", "sort:newest barleymow said:home"]
)
def test_an_order_is_no_clause_of_what_found_nothing(ask: Ask, text: str) -> None:
    results = ask(text)
    assert not results.total
    assert not any("sort" in str(part.clause) for part in results.remedies.blame)


def test_misspelt_words_and_speakers_of_a_statement_are_mended_where_they_stand(ask: Ask) -> None:
    (offer,) = ask("said:home transparecny").remedies.spelling
    assert (offer.text, offer.total) == ("said:home transparency", 1)
    (offer,) = ask("said_by:Kamikwa transparency").remedies.spelling
    assert (offer.text, offer.total) == ("said_by:Kamikawa transparency", 1)


def test_wildcards_in_quotes_are_told_to_be_none(ask: Ask) -> None:
    notice = "In quotes * and ? complete no word. Without them: legal stab*"
    assert notice in ask('"legal stab*"').notices
    assert notice in ask('title:"legal stab*"~3').notices
    assert not ask('"legal stability?"').notices


def test_days_are_written_out_in_the_query_as_understood(ask: Ask) -> None:
    results = ask("trade date:past-30-days OR before:last-month OR date:(today OR 2022)")
    assert results.understood == (
        "(trade date:2023-10-21..2023-11-20) OR before:2023-10-01 OR date:(2023-11-20 OR 2022)"
    )
    assert "past-30-days is 21 October 2023 to 20 November 2023." in results.notices


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("minister:Bárcena", "Alicia Bárcena Ibarra is a counterpart here: counterpart:Bárcena, 1 readout."),
        ("counterpart:Kamikawa", "Kamikawa Yoko is a minister here: minister:Kamikawa, 2 readouts."),
        ("country:China", "China is dealt with here: about:China, 1 readout."),
        ("country:NATO", "NATO is an organisation here: organisation:NATO, 1 readout."),
        ("home:Peru", "Peru is a party to talks here: country:Peru, 1 readout."),
        ("about:NATO", "NATO is an organisation here: organisation:NATO, 1 readout."),
        ("person:Peru", "Peru is a party to talks here: country:Peru, 1 readout."),
        ('country:"New York"', 'New York, United States is a place here: place:"New York", 1 readout.'),
        ("said_by:Blinke", "No statement here is by “Blinke”. The nearest is Antony Blinken, 1 readout."),
        ("minister:Kamikaw", "The nearest is Kamikawa Yoko, 2 readouts."),
    ],
)
def test_a_value_that_is_not_there_is_told_with_where_it_is_or_the_nearest(
    ask: Ask, text: str, notice: str
) -> None:
    results = ask(text)
    assert not results.total
    assert any(notice in told for told in results.notices), results.notices


@pytest.mark.parametrize(
    ("text", "kind", "hint"),
    [
        ("said:hom x", "unknown-value", "Did you mean said:home"),
        ("said:nobody x", "unknown-value", "home, counterpart, joint"),
        ("has:ministers", "unknown-value", "Did you mean has:minister"),
        ("mode:telepathy", "unknown-value", "in-person, phone, video"),
        ("sort:newst", "unknown-value", "Did you mean sort:newest"),
        ("-sort:newest", "bad-operator", "sort:newest"),
        ("a OR sort:newest", "bad-operator", "sort:newest"),
        ("date:past-99999-years", "bad-date", "past-30-days"),
        ("date:past-30-moons", "bad-date", "past-30-days"),
        ('date:"31 June 2022"', "bad-date", "A date is 2023"),
        ('date:"Mayo 2022"', "bad-date", "A date is 2023"),
        ("before:2020..2021", "bad-range", "date:"),
        ("said:home (tariff OR date:2023)", "bad-operator", "said:home"),
        ("minister:(title:x)", "bad-operator", "Close the bracket"),
        ("said:a..b", "bad-range", "said:home"),
    ],
)
def test_what_cannot_be_meant_is_an_error_with_what_would_work(
    ask: Ask, text: str, kind: str, hint: str
) -> None:
    with pytest.raises(QueryError) as caught:
        ask(text)
    assert caught.value.kind == kind
    assert hint in caught.value.hint


def test_what_is_shown_is_where_it_was_said(ask: Ask) -> None:
    for text, words in (
        ("said:counterpart transparency", "Mexico values"),
        ("said_by:Kamikawa cptpp", "upholds"),
    ):
        (hit,) = ask(text, names=False).hits
        (snippet,) = hit.snippets
        assert words in snippet.text
        assert [snippet.text[start:end].lower() for start, end in snippet.marks] == [text.split()[-1]]
