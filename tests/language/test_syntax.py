"""The grammar, rule by rule, and its laws."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.errors import QueryError
from searchapp.query import (
    And,
    Every,
    Field,
    Fuzzy,
    Not,
    Or,
    Phrase,
    Query,
    Range,
    Wildcard,
    Word,
    clauses,
    leaves,
)
from searchapp.syntax import MAX_BYTES, MAX_CLAUSES, MAX_DEPTH, parse

a, b, c = Word("a"), Word("b"), Word("c")

TREES: list[tuple[str, Query]] = [
    ("", Every()),
    ("  — ... & ", Every()),
    ("a b", And((a, b))),
    ("a AND b", And((a, b))),
    ("a OR b c", Or((a, And((b, c))))),
    ("(a OR b) c", And((Or((a, b)), c))),
    ("a -b", And((a, Not(b)))),
    ("a NOT b", And((a, Not(b)))),
    ("NOT NOT a", a),
    ("-(a b)", Not(And((a, b)))),
    ("((a) (b)) c", And((a, b, c))),
    ('"a  b"', Phrase("a b")),
    ("“a b”", Phrase("a b")),
    ("«a b»", Phrase("a b")),
    ('"a b"~4', Phrase("a b", 4)),
    ("indo*", Wildcard("indo*")),
    ("wom?n", Wildcard("wom?n")),
    ("*tion", Wildcard("*tion")),
    ("What did Mexico say?", And((Word("What"), Word("did"), Word("Mexico"), Word("say")))),
    ("kamikwa~", Fuzzy("kamikwa")),
    ("kamikwa~2", Fuzzy("kamikwa", 2)),
    ("minister:Kono", Field("minister", Word("Kono"))),
    ("Minister:Kono", Field("minister", Word("Kono"))),
    ("minister: Kono", Field("minister", Word("Kono"))),
    ('minister:"KONO Taro"', Field("minister", Phrase("KONO Taro"))),
    ("minister:(Kono OR Motegi)", Field("minister", Or((Word("Kono"), Word("Motegi"))))),
    ("-country:Mexico", Not(Field("country", Word("Mexico")))),
    ("date:2021..2023-09", Field("date", Range("2021", "2023-09"))),
    ("date:..2018", Field("date", Range(None, "2018"))),
    ("date:2018..", Field("date", Range("2018", None))),
    ("date:[2018 TO 2021}", Field("date", Range("2018", "2021", with_last=False))),
    ("date:{* TO 2021]", Field("date", Range(None, "2021", with_first=False))),
    ("U.S. 2+2 COVID-19", And((Word("U.S."), Word("2+2"), Word("COVID-19")))),
    ("02091-C-71", Word("02091-C-71")),
    ("https://example.org/a:b?c=d", Word("https://example.org/a:b?c=d")),
    ("Re: the call", And((Word("Re"), Word("the"), Word("call")))),
    ("Date: Friday", And((Word("Date"), Word("Friday")))),
    ("AND, a", And((Phrase("AND"), a))),
    ("Mexico, Peru;", And((Word("Mexico"), Word("Peru")))),
    ("上川陽子", Word("上川陽子")),
]


@pytest.mark.parametrize(("text", "tree"), TREES, ids=[text for text, _ in TREES])
def test_text_becomes_the_tree(text: str, tree: Query) -> None:
    if text.startswith(
        "https"
    ):  # a question mark inside an address is a wildcard; all else of it is one word
        assert len(clauses(parse(text))) == 1
    else:
        assert parse(text) == tree


ERRORS = [
    ("minster:Kono", "unknown-field", (0, 12), "Did you mean minister:Kono"),
    ("a foo:bar b", "unknown-field", (2, 9), "The fields are"),
    ("(Kono", "unbalanced", (0, 1), "Close it: (Kono)"),
    ("Kono)", "unbalanced", (4, 5), "Without it: Kono"),
    ('"Kono', "unbalanced", (0, 5), 'Close it: "Kono"'),
    ('minister:"Kono', "unbalanced", (9, 14), "Close it"),
    ("country:", "empty-value", (0, 8), "country:Mexico"),
    ('country:""', "empty-value", (0, 10), "country:Mexico"),
    ("country:()", "empty-value", (0, 10), "country:Mexico"),
    ("country:-Mexico", "bad-operator", (8, 15), "-country:Mexico"),
    ("OR a", "bad-operator", (0, 2), '"OR"'),
    ("a OR", "bad-operator", (2, 4), '"OR"'),
    ("a AND", "bad-operator", (2, 5), '"AND"'),
    ("a NOT", "bad-operator", (2, 5), '"NOT"'),
    ("a*", "bad-wildcard", (0, 2), "indo*"),
    ('"a b"~0', "bad-range", (5, 7), '"a b"~10'),
    ('"a b"~-1', "bad-range", (5, 6), '"a b"~10'),
    ("kono~3", "bad-range", (0, 6), "kono~2"),
    ("date:[2018 TO", "bad-range", (0, 13), "[2018 TO 2021]"),
    ("(" * (MAX_DEPTH + 1) + "a", "too-deep", (MAX_DEPTH, MAX_DEPTH + 1), "fewer"),
    ("x" * (MAX_BYTES + 1), "too-long", (0, MAX_BYTES + 1), "fewer"),
]


@pytest.mark.parametrize(("text", "kind", "span", "hint"), ERRORS, ids=[text[:20] for text, *_ in ERRORS])
def test_an_error_names_its_kind_the_place_and_what_would_work(
    text: str, kind: str, span: tuple[int, int], hint: str
) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert (caught.value.kind, caught.value.span) == (kind, span)
    assert hint in caught.value.hint


def test_more_clauses_than_the_limit_are_refused_and_the_limit_itself_is_not() -> None:
    assert len(list(leaves(parse(" OR ".join(f"w{n}" for n in range(MAX_CLAUSES)))))) == MAX_CLAUSES
    with pytest.raises(QueryError, match="more than"):
        parse(" ".join(f"w{n}" for n in range(MAX_CLAUSES + 1)))


def test_spans_are_the_places_of_the_typed_text() -> None:
    text = 'abc  minister:Kono "x y"'
    places = [text[slice(*getattr(part, "span", (0, 0)))] for part in clauses(parse(text))]
    assert places == ["abc", "minister:Kono", '"x y"']


PIECES = st.sampled_from(
    ["a", "Kono", "minister:", "date:", "country:", "(", ")", '"', "“", " ", " OR ", " AND ", "NOT ", "-", "*", "?", "~", "~2",
     "..", "[", "2018", " TO ", "}", ".", "'", "上川", "U.S.", ":", "//", "é", "2+2", "\x00", "\ud800", "title:", "{", "_", "İ"]
)  # fmt: skip
QUERIES = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=25).map("".join))


@settings(max_examples=500, deadline=None)
@given(QUERIES)
def test_any_text_is_a_query_that_reads_back_or_a_typed_error_within_it(text: str) -> None:
    tree, error = _attempt(text)
    if error is None:
        assert parse(str(tree)) == tree
    else:
        assert 0 <= error.span[0] <= error.span[1] <= len(text)
        assert error.hint


def _attempt(text: str) -> tuple[Query, QueryError | None]:
    try:
        return parse(text), None
    except QueryError as error:
        return Every(), error
