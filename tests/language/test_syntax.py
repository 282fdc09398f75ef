"""The grammar, rule by rule, and its laws."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from searchapp.errors import QueryError
from searchapp.query import (
    And,
    Every,
    Field,
    Fuzzy,
    Id,
    Not,
    Or,
    Phrase,
    Query,
    Range,
    Saying,
    Wildcard,
    Word,
    all_of,
    any_of,
    clauses,
    leaves,
    none_of,
)
from searchapp.scanner import MAX_CLAUSES, MAX_DEPTH
from searchapp.syntax import MAX_BYTES, parse

a, b, c = Word("a"), Word("b"), Word("c")
home, joint, kono = Field("said", Word("home")), Field("said", Word("joint")), Field("said_by", Word("Kono"))

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
    ("person:=kono-taro", Field("person", Id("kono-taro"))),
    ('occasion:="berlin conference" x', And((Field("occasion", Id("berlin conference")), Word("x")))),
    ("-person:=kono-taro, AND a", And((Not(Field("person", Id("kono-taro"))), a))),
    ("said_by:=kono-taro", Saying((Field("said_by", Id("kono-taro")),), Every())),
    ("type:=call", Field("type", Word("call"))),
    ("=a", a),
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
    ("said:home", Saying((home,), Every())),
    ("said:home a b", Saying((home,), And((a, b)))),
    ("a said:home b date:2023 c", And((a, Saying((home,), And((b, c))), Field("date", Word("2023"))))),
    ("a (said:home b) c", And((a, Saying((home,), b), c))),
    ("said:home (a OR b) -c", Saying((home,), And((Or((a, b)), Not(c))))),
    ("said:home a OR b", Or((Saying((home,), a), b))),
    ("said:home said_by:Kono a", Saying((home, kono), a)),
    ("said_by:Kono said:home a", Saying((kono, home), a)),
    ("said:home a said_by:Kono b", And((Saying((home,), a), Saying((kono,), b)))),
    ("said:home said:joint a", And((Saying((home,), Every()), Saying((joint,), a)))),
    ("-said:home a", And((Not(Saying((home,), Every())), a))),
    ("-(said:home a) b", And((Not(Saying((home,), a)), b))),
    ("said:home (a date:2023)", And((Saying((home,), a), Field("date", Word("2023"))))),
    ("said:(home OR joint) a", Saying((Field("said", Or((Word("home"), Word("joint")))),), a)),
    ("‘a b’ c", And((Phrase("a b"), c))),
    ("‘a’s b’ c", And((Phrase("a’s b"), c))),
    ("‘tis a", And((Word("tis"), a))),
    ("a’s 'b'", And((Word("a’s"), b))),
    ("EU:Japan a", And((Word("EU:Japan"), a))),
    ("mailto:a@b", Word("mailto:a@b")),
    ("minister：上川", Field("minister", Word("上川"))),
    ("「a b」", Phrase("a b")),
]


@pytest.mark.parametrize(("text", "tree"), TREES, ids=[text for text, _ in TREES])
def test_text_becomes_the_tree(text: str, tree: Query) -> None:
    assert parse(text) == tree
    assert parse(str(tree)) == tree


ERRORS = [
    ("minster:Kono", "unknown-field", (0, 12), "Did you mean minister:Kono"),
    ("a foo:bar b", "unknown-field", (2, 9), "The fields are"),
    ("(Kono", "unbalanced", (0, 1), "Close it: (Kono)"),
    ("Kono)", "unbalanced", (4, 5), "Without it: Kono"),
    ("(", "unbalanced", (0, 1), "For example (trade OR climate)"),
    ("country:(", "unbalanced", (8, 9), "For example country:Mexico"),
    ('country:"', "unbalanced", (8, 9), 'For example "rule of law"'),
    ('"Kono', "unbalanced", (0, 5), 'Close it: "Kono"'),
    ('minister:"Kono', "unbalanced", (9, 14), "Close it"),
    ("country:", "empty-value", (0, 8), "country:Mexico"),
    ('country:""', "empty-value", (0, 10), "country:Mexico"),
    ("country:()", "empty-value", (0, 10), "country:Mexico"),
    ("country:-Mexico", "bad-operator", (8, 15), "-country:Mexico"),
    ("date:>2021", "bad-operator", (0, 10), "Did you mean after:2021"),
    ("a date:<2021-06 b", "bad-operator", (2, 15), "Did you mean a before:2021-06 b"),
    ("date:>=2021", "bad-operator", (0, 11), "Did you mean date:2021.."),
    ("year:≤2021", "bad-operator", (0, 10), "Did you mean year:..2021"),
    ("after:<2021", "bad-operator", (0, 11), "Did you mean after:2021"),
    ("minister:!Kono", "bad-operator", (0, 14), "Did you mean -minister:Kono"),
    ("country:>Mexico", "bad-operator", (0, 15), "Did you mean country:Mexico"),
    ("date:>>2021", "bad-operator", (0, 11), "Did you mean after:2021"),
    ("date:(2020 OR >2021)", "bad-operator", (14, 19), "For example after:2021"),
    ("country:(Mexico OR !Peru)", "bad-operator", (19, 24), "For example -country:Peru"),
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
     "..", "[", "2018", " TO ", "}", ".", "'", "上川", "U.S.", ":", "//", "é", "2+2", "\x00", "\ud800", "title:", "{", "_", "İ",
     "said:home ", "said:", "said_by:Kono ", "sort:newest ", "‘", "’", "：", "「", "http://", "has:"]
)  # fmt: skip
QUERIES = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=25).map("".join))


@settings(max_examples=1000, deadline=None)
@given(QUERIES)
@example('‘0"’')
@example("‘a “b” c’")
def test_any_text_is_a_query_that_reads_back_or_a_typed_error_within_it(text: str) -> None:
    tree, error = _attempt(text)
    if error is None:
        assert parse(str(tree)) == tree
    else:
        assert 0 <= error.span[0] <= error.span[1] <= len(text)
        assert error.hint


TEXTS = st.sampled_from(
    ["a", "Kono", "U.S.", "2+2", "上川陽子", "AT&T", "COVID-19", "past-30-days", "é", "of", "https://a.b/c"]
)
NAMES = st.sampled_from(["minister", "country", "date", "title", "has"])
LEAVES: st.SearchStrategy[Query] = st.one_of(
    TEXTS.map(Word),
    st.builds(
        Phrase, st.sampled_from(["a b", "rule of law", "AND", "x:y", "上川"]), st.none() | st.integers(1, 50)
    ),
    st.sampled_from(["indo*", "wom?n", "*tion"]).map(Wildcard),
    st.builds(Fuzzy, st.sampled_from(["kamikwa", "上"]), st.integers(1, 2)),
)


def _compound(parts: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    several = st.lists(parts, min_size=2, max_size=3)
    return st.one_of(several.map(all_of), several.map(any_of), parts.map(none_of))


WORDS = st.recursive(LEAVES, _compound, max_leaves=4)
SIDE = st.sampled_from([home, joint, Field("said", Or((Word("home"), Word("joint"))))])
SCOPES = st.one_of(SIDE.map(lambda one: (one,)), st.just((kono,)), SIDE.map(lambda one: (one, kono)))
RANGES = st.builds(
    Range, st.sampled_from(["2018", "2019-01"]), st.none() | st.just("2021"), st.booleans(), st.booleans()
)
TREES_OF_ALL = st.recursive(
    st.one_of(
        LEAVES,
        st.builds(Field, NAMES, WORDS),
        st.builds(Field, st.just("date"), RANGES),
        st.builds(Field, st.just("occasion"), st.sampled_from(["kim", "a-b", "a b"]).map(Id)),
        st.builds(Saying, SCOPES, WORDS | st.just(Every())),
    ),
    _compound,
    max_leaves=6,
)


@settings(max_examples=1000, deadline=None)
@given(TREES_OF_ALL)
def test_the_text_of_a_tree_reads_back_to_the_tree(tree: Query) -> None:
    assert parse(str(tree)) == tree


def _attempt(text: str) -> tuple[Query, QueryError | None]:
    try:
        return parse(text), None
    except QueryError as error:
        return Every(), error


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES | st.text(max_size=4), min_size=1, max_size=12).map("".join).filter(bool))
def test_two_kilobytes_of_anything_are_a_query_or_a_typed_error(piece: str) -> None:
    text = piece * (MAX_BYTES // len(piece))
    while len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        text = text[: len(text) * 9 // 10]
    _attempt(text)
