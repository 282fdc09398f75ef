"""What may follow while a reader types, over a real index of the sample."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchapp.authority import load
from searchapp.caret import Typed, at_caret
from searchapp.engines.arrays import effort
from searchapp.engines.whoosh import WhooshEngine
from searchapp.indexing import rebuild
from searchapp.resources import sample_folder
from searchapp.results import Search
from searchapp.searcher import Searcher
from searchapp.suggestions import Suggestion


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    engine = WhooshEngine(tmp_path_factory.mktemp("index"))
    rebuild(sample_folder(), engine)
    return Searcher(engine, load())


def texts(searcher: Searcher, typed: str, kind: str = "") -> list[str]:
    return [one.text for one in searcher.suggest(typed) if kind in {"", one.kind}]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("mini", "minister:"),
        ("kami", "minister:Kamikawa"),
        ("Yoko K", "minister:Kamikawa"),
        ("kamikawa y", "minister:Kamikawa"),
        ("上川", "minister:Kamikawa"),
        ("上", "minister:Kamikawa"),
        ("kamikwa", "minister:Kamikawa"),
        ("mex", "country:Mexico"),
        ("méx", "country:Mexico"),
        ("minister:ka", "minister:Kamikawa"),
        ('minister:"Yoko K', "minister:Kamikawa"),
        ("type:", "type:meeting"),
        ("type:cal", "type:call"),
        ("year:20", "year:2023"),
        ("barcena kami", "barcena minister:Kamikawa"),
        ("-country:mex", "-country:Mexico"),
        ("(country:per OR country:mex", ""),
        ("said:ho", "said:home"),
        ("said_by:kam", "said_by:Kamikawa"),
        ("kamikawa sort:new", "kamikawa sort:newest"),
        ("has:coun", "has:counterpart"),
        ("mode:", "mode:in-person"),
        ("country:peru OR mex", "country:peru OR country:Mexico"),
    ],
)
def test_what_is_typed_is_completed(searcher: Searcher, typed: str, text: str) -> None:
    assert text == "" or text in texts(searcher, typed)


def test_topics_are_found_by_any_of_their_names(searcher: Searcher) -> None:
    assert texts(searcher, "topic:cp")[0] == "topic:CPTPP"
    assert texts(searcher, "tpp1", "topic") == ["topic:CPTPP"]


def test_phrases_come_from_titles_as_they_are_written(searcher: Searcher) -> None:
    found = [one for one in searcher.suggest("foreign min") if one.kind == "phrase"]
    assert found
    for one in found:
        assert one.text.strip('"').lower().startswith("foreign min")


def test_the_caret_may_stand_before_other_words(searcher: Searcher) -> None:
    found = searcher.suggest("kami Mexico", caret=4)
    assert "minister:Kamikawa Mexico" in [one.text for one in found]
    assert searcher.suggest("kami Mexico", caret=2) == ()


def test_a_question_is_counted_as_it_is_searched(searcher: Searcher) -> None:
    """Its function words, and its verb of saying, are not required there either."""
    found = {one.text: one.total for one in searcher.suggest("what did Mexico say minister:kami")}
    assert found == {
        text: searcher.search(Search(text)).total for text in ["what did Mexico say minister:Kamikawa"]
    }


@pytest.mark.parametrize("typed", ["", " ", "kamikawa ", "(", "-", ")", '"'])
def test_nothing_typed_has_no_suggestions(searcher: Searcher, typed: str) -> None:
    assert searcher.suggest(typed) == ()


def test_fields_without_values_and_values_that_find_nothing_beside_the_rest_are_left_out(
    searcher: Searcher,
) -> None:
    assert texts(searcher, "qqqqq kami") == []


@given(st.lists(st.sampled_from([
    "kami", "Yoko", "mex", "what did ", " say ", "country:", "minister:ka", '"', "(", ")", " ", " ", " OR ", "-", "foreign m", "the ", "2023", "上", "free an", "type:c", "said:", "said_by:kam", "has:", "sort:n", "~", "*",
]), max_size=6).map("".join))  # fmt: skip
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_suggestion_but_a_field_can_be_read_and_finds_what_it_says(
    searcher: Searcher, typed: str
) -> None:
    for one in searcher.suggest(typed):
        if one.kind == "field":
            assert one.total is None
            continue
        total = searcher.search(Search(one.text)).total
        assert total >= 1, one
        assert one.total is not None
        assert one.total == total if one.kind != "phrase" else one.total <= total, one


@pytest.mark.parametrize("names", [True, False])
def test_readouts_are_counted_as_the_reader_would_find_them(
    tmp_path_factory: pytest.TempPathFactory, names: bool
) -> None:
    with WhooshEngine(tmp_path_factory.mktemp("index")) as engine:
        rebuild(sample_folder(), engine)
        then = Searcher(engine, load(), lambda: date(2023, 12, 1))
        for typed in ("date:past-1-years kami", "TPP11 kami"):
            found = [one for one in then.suggest(typed, names=names) if one.kind == "minister"]
            assert [one.total for one in found] == [
                then.search(Search(one.text, names=names)).total for one in found
            ]
        assert [one.text for one in then.suggest("date:past-1-years kami") if one.kind == "minister"]


def test_what_is_too_much_to_count_is_left_out(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(effort, "LEAST", 0)
    monkeypatch.setattr(effort, "EACH", 0)
    with WhooshEngine(tmp_path_factory.mktemp("index")) as engine:
        rebuild(sample_folder(), engine)
        strict = Searcher(engine, load())
        assert strict.suggest("coop* kami") == ()


def test_there_are_no_more_than_wanted(searcher: Searcher) -> None:
    assert len(searcher.suggest("m", most=2)) == 2
    assert all(isinstance(one, Suggestion) for one in searcher.suggest("m"))


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("rule of l", Typed("rule of ", "l", "")),
        ("minister:Ka", Typed("", "Ka", "", "minister")),
        ("x -minister:Ka", Typed("x ", "Ka", "", "minister", negated=True)),
        ('x minister:"Yoko K', Typed("x ", "Yoko K", "", "minister", quoted=True)),
        ('x "rule of l', Typed("x ", "rule of l", "", quoted=True)),
        ('"a b" c', Typed('"a b" ', "c", "")),
        ("(a", Typed("(", "a", "")),
        ("-a", Typed("", "a", "", negated=True)),
        ("https://x", Typed("", "https://x", "")),
    ],
)
def test_what_is_typed_ends_at_the_caret(text: str, typed: Typed) -> None:
    assert at_caret(text) == typed


def test_what_is_typed_may_go_back_over_plain_words() -> None:
    typed = at_caret("(x OR one two th")
    assert typed is not None
    assert [one.typed for one in typed.reaching_back()] == ["one two th", "two th", "th"]
