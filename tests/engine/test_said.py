"""What one and the same statement holds: the words of its own stretch of a passage, by whom it is asked for."""

from collections.abc import Sequence
from dataclasses import replace
from math import log, sqrt
from typing import Any

import pytest

from searchapp.clause import (
    And,
    AnyOf,
    Clause,
    Close,
    Every,
    Exact,
    Near,
    Not,
    Nothing,
    Or,
    Pattern,
    Said,
    Spoken,
    Term,
    Weighted,
    Within,
    positive_leaves,
)
from searchapp.engine import Request
from searchapp.readout import Entity, Origin, Passage, Readout, ReadoutId, Side, Statement
from tests.engine import naive
from tests.engine.agreement import CROWD
from tests.engine.conftest import MANIFEST, EngineFactory
from tests.sighted import sight

RULE, LAW, TRADE, SEA = (Term(word, word) for word in ("rule", "law", "trade", "sea"))
OPEN_SEA, RULE_OF_LAW = Exact(("open", "sea")), Exact(("rule", "of", "law"))
HOME: frozenset[Side] = frozenset({"home"})
OTHER: frozenset[Side] = frozenset({"counterpart"})
JOINT: frozenset[Side] = frozenset({"joint"})


def by(*ids: str) -> frozenset[str]:
    return frozenset(ids)


def statement(
    passage: Passage, words: str, side: Side | None = None, speaker: str | None = None
) -> Statement:
    """The statement that those characters of a passage are."""
    start = passage.text.index(words)
    who = Entity(speaker, speaker.title()) if speaker is not None else None
    return Statement(passage.anchor, words, start, start + len(words), side, who, None, None)


FIRST = Passage(
    1, "p1", "item", "Kono praised the rule of law. Ebrard praised free trade and an open sea.", (1, 1)
)
SECOND = Passage(2, "p2", "item", "Both spoke of trade, the open sea and, again, trade.", (2, 2))
AGAIN = Passage(3, "p2", "item", "Islands in a cold ocean", (3, 3))
READOUT = Readout(
    ReadoutId("text"),
    "Visas and trade",
    "",
    "",
    Origin("", ""),
    passages=(FIRST, SECOND, AGAIN),
    statements=(
        statement(FIRST, "Kono praised the rule of law.", "home", "kono"),
        statement(FIRST, "Ebrard praised free trade and an open sea.", "counterpart", "ebrard"),
        statement(FIRST, "law. Ebrard praised free", "joint"),
        statement(SECOND, "Both spoke of trade, the open", "joint", "kono"),
        statement(SECOND, "sea and, again, trade."),
        Statement("p9", "", 0, 99, None, Entity("nobody", "Nobody"), None, None),
        Statement("p2", "", 30, 30, None, Entity("silent", "Silent"), None, None),
        Statement("p2", "", 30, 3, None, Entity("backward", "Backward"), None, None),
    ),
)


FACTS: list[tuple[str, Clause, bool]] = [
    ("a word that is said", Said(RULE), True),
    ("a word that is not said", Said(Term("ocean", "ocean")), False),
    ("a word of the title alone", Said(Term("visas", "visa")), False),
    ("by the side that says it", Said(RULE, HOME), True),
    ("by the other side", Said(RULE, OTHER), False),
    ("by either side", Said(RULE, HOME | OTHER), True),
    ("by the speaker who says it", Said(RULE, speakers=by("kono")), True),
    ("by another speaker", Said(RULE, speakers=by("ebrard")), False),
    ("by somebody unknown", Said(Every(), speakers=by("who", "\ud800")), False),
    ("by either speaker", Said(RULE, speakers=by("kono", "ebrard", "who")), True),
    ("by a speaker of a side", Said(TRADE, JOINT, by("kono")), True),
    ("by a speaker of a side, both unlike the sayer's", Said(TRADE, HOME, by("ebrard")), False),
    ("two words in one statement", Said(And((TRADE, SEA))), True),
    ("two words in two statements", Said(And((RULE, TRADE))), False),
    ("two words in two statements, asked for apart", And((Said(RULE), Said(TRADE))), True),
    ("two words in statements that overlap", Said(And((RULE, Term("free", "free")))), False),
    ("either word", Said(Or((Term("ocean", "ocean"), TRADE)), JOINT), True),
    ("a statement without a word that it has", Said(Not(TRADE), OTHER), False),
    ("a statement without a word that others have", Said(Not(TRADE), HOME), True),
    ("no statement with a word", Not(Said(TRADE)), False),
    ("no statement with a word by a side", Not(Said(TRADE, HOME)), True),
    ("a word and not another in one statement", Said(And((LAW, Not(RULE))), JOINT), True),
    ("a word and not another in another", Said(And((LAW, Not(RULE))), HOME), False),
    ("a phrase", Said(RULE_OF_LAW, HOME), True),
    ("a phrase that a statement ends in", Said(OPEN_SEA, JOINT), False),
    ("a phrase that a statement begins in", Said(RULE_OF_LAW, JOINT), False),
    ("a phrase over the end of a statement", Said(Exact(("law", "ebrard")), HOME), False),
    ("a window inside", Said(Near(("sea", "trade"), 4), OTHER), True),
    ("a window that is too wide", Said(Near(("sea", "trade"), 3), OTHER), False),
    ("a window over the end of a statement", Said(Near(("trade", "sea"), 50), JOINT), False),
    ("a later window", Said(Near(("trade", "sea", "again"), 50)), True),
    ("a word twice that is there once", Said(Near(("trade", "trade"), 50)), False),
    ("a pattern", Said(Pattern("eb*"), JOINT), True),
    ("a pattern of a word outside", Said(Pattern("k?no"), JOINT), False),
    ("a close word", Said(Close("low", 1), HOME), True),
    ("a close word outside", Said(Close("low", 1), OTHER), False),
    ("a weighted part", Said(Weighted(RULE, 2.0), HOME), True),
    ("nothing", Said(Nothing()), False),
    ("all of nothing", Said(And(()), HOME), True),
    ("any of nothing", Said(Or(()), HOME), False),
    ("a passage that is not there holds no word", Said(Pattern("*"), speakers=by("nobody")), False),
    ("a passage that is not there is a statement", Said(Every(), speakers=by("nobody")), True),
    ("a passage that is not there lacks a word", Said(Not(TRADE), speakers=by("nobody")), True),
    ("an empty statement holds no word", Said(Pattern("*"), speakers=by("silent")), False),
    ("an empty statement is a statement", Said(Every(), speakers=by("silent")), True),
    ("a statement from back to front holds no word", Said(Pattern("*"), speakers=by("backward")), False),
]


@pytest.mark.parametrize(("clause", "found"), [case for _, *case in FACTS], ids=[fact for fact, *_ in FACTS])
def test_a_statement_holds(make: EngineFactory, clause: Clause, found: bool) -> None:
    engine = make()
    engine.write(MANIFEST, [replace(READOUT, id=ReadoutId("mute"), statements=()), READOUT], fresh=True)
    engine.write(MANIFEST, CROWD[:5], fresh=False)
    assert naive.finds(clause, READOUT) is found
    hits = engine.reader().search(Request(clause)).hits
    assert ("text" in {id_ for id_, _ in hits}) is found


def in_p1(start: int, end: int) -> tuple[Statement, ...]:
    return (Statement("p1", "", start, end, None, None, None, None),)


@pytest.mark.parametrize(
    ("text", "start", "end", "clause", "found"),
    [
        ("rule of law", 0, 1, RULE, True),
        ("rule of law", 1, 11, RULE, False),
        ("rule of law", 5, 8, LAW, False),
        ("rule of law", 5, 9, LAW, True),
        ("rule of law", 0, 9, RULE_OF_LAW, True),
        ("rule of law", 0, 8, RULE_OF_LAW, False),
        ("rule of law", -5, 900, RULE_OF_LAW, True),
        ("rule of law", 11, 900, Pattern("*"), False),
        ("上川陽子", 1, 2, Exact(("川陽",)), True),
        ("上川陽子", 0, 2, Exact(("上川", "川陽", "陽子")), False),
        ("上川陽子", 0, 3, Exact(("上川", "川陽", "陽子")), True),
        ("the U.S. and the law", 4, 5, Exact(("u.s",)), True),
        ("a b b", 0, 3, Near(("b", "b"), 9), False),
        ("a b b", 2, 5, Near(("b", "b"), 9), True),
        ("b a b", 0, 3, Near(("a", "b"), 9), True),
    ],
)
def test_a_word_belongs_where_its_first_character_lies(
    make: EngineFactory, text: str, start: int, end: int, clause: Clause, found: bool
) -> None:
    passages = (Passage(1, "p0", "item", "rule", (1, 1)), Passage(1, "p1", "item", text, (1, 1)))
    readout = replace(READOUT, passages=passages, statements=in_p1(start, end))
    engine = make()
    engine.write(MANIFEST, [readout], fresh=True)
    assert naive.finds(Said(clause), readout) is found
    assert engine.reader().count(Said(clause)) == found


def test_of_two_passages_with_one_anchor_the_first_counts(make: EngineFactory) -> None:
    passages = tuple(Passage(1, "p1", "item", text, (1, 1)) for text in ("rule", "law"))
    engine = make()
    engine.write(MANIFEST, [replace(READOUT, passages=passages, statements=in_p1(0, 9))], fresh=True)
    assert [engine.reader().count(Said(word)) for word in (RULE, LAW)] == [1, 0]


@pytest.mark.parametrize(
    "part",
    [
        AnyOf("country", frozenset({"MX"})),
        Within(None, None),
        Said(RULE),
        Term("rule", "rule", "title"),
        Exact(("rule",), "title"),
        Near(("rule", "law"), 3, "title"),
        Pattern("rul*", "title"),
        Close("rule", 1, "title"),
    ],
    ids=lambda part: type(part).__name__,
)
@pytest.mark.parametrize(
    "wrap", [lambda part: part, Not, lambda part: And((RULE, Or((part,)))), lambda part: Weighted(part, 2.0)]
)
def test_a_statement_holds_words_alone(part: Clause, wrap: Any) -> None:
    with pytest.raises(ValueError, match="must stand outside Said"):
        Said(wrap(part))


def test_what_is_said_is_marked_where_its_words_stand_in_such_a_statement() -> None:
    said = Said(And((RULE, Not(LAW), Weighted(OPEN_SEA, 2.0))), HOME)
    assert positive_leaves(said) == (Spoken(RULE, said), Spoken(OPEN_SEA, said))


@pytest.mark.parametrize("part", [Every(), Not(LAW)])
def test_of_statements_that_need_no_word_the_whole_is_marked(part: Clause) -> None:
    said = Said(part, HOME)
    assert positive_leaves(said) == (Spoken(Every(), said),)


@pytest.mark.parametrize(
    ("clause", "marked"),
    [
        (Said(RULE, HOME), ["rule"]),
        (Said(TRADE, OTHER), ["trade"]),
        (Said(TRADE, JOINT, by("kono")), ["trade"]),
        (Said(And((TRADE, SEA)), OTHER), ["trade", "sea"]),
        (Said(Or((TRADE, SEA)), JOINT), ["trade"]),
        (Said(Near(("free", "sea"), 9)), ["free", "sea"]),
        (Said(Every(), HOME), ["Kono praised the rule of law"]),
        (Said(Every(), speakers=by("silent")), []),
    ],
)
def test_marks_stand_in_the_statements_that_were_found(
    make: EngineFactory, clause: Said, marked: list[str]
) -> None:
    engine = make()
    engine.write(MANIFEST, [READOUT], fresh=True)
    leaves = positive_leaves(clause)
    for seen in (*engine.reader().sights(["text"], leaves), sight(leaves, READOUT)):
        rows = {(passage, at, words) for passage, some in seen.stands.items() for at, words, _ in some}
        places = [seen.characters(passage, range(at, at + words)) for passage, at, words in sorted(rows)]
        passages = [seen.passage(passage).text for passage, *_ in sorted(rows)]
        assert [text[p[0][0] : p[-1][1]] for text, p in zip(passages, places, strict=True)] == marked


def readout(id_: str, texts: Sequence[str]) -> Readout:
    """A readout, each passage of which is a statement."""
    passages = tuple(Passage(n, f"p{n}", "item", text, (n, n)) for n, text in enumerate(texts))
    statements = tuple(statement(passage, passage.text) for passage in passages)
    return replace(READOUT, id=ReadoutId(id_), title="", passages=passages, statements=statements)


def test_said_scores_as_a_word_that_stands_once_in_each_such_statement(make: EngineFactory) -> None:
    engine = make()
    once, twice = readout("once", ["rule rule", "the law"]), readout("twice", ["the rule", "a rule"])
    engine.write(MANIFEST, [once, twice, readout("never", ["four other words here"])], fresh=True)
    reader = engine.reader()
    idf = log(1 + (3 - 2 + 0.5) / (2 + 0.5)) * sqrt(3 / 2)
    expected = {"twice": idf * 2.2 * 2 / (2 + 1.2), "once": idf * 2.2 * 1 / (1 + 1.2)}
    assert dict(reader.search(Request(Said(RULE))).hits) == pytest.approx(expected, rel=1e-5)
    narrowed = And((Term("law", "law"), Said(RULE)))
    law = dict(reader.search(Request(Term("law", "law"))).hits)[ReadoutId("once")]
    assert dict(reader.search(Request(narrowed)).hits) == pytest.approx(
        {"once": law + expected["once"]}, rel=1e-5
    )


def test_a_word_in_a_thousand_statements_that_overlap(make: EngineFactory) -> None:
    text = "rule " * 999 + "law"
    told = tuple(Statement("p1", "", 5 * n, 5 * n + 4000, None, None, None, None) for n in range(1000))
    passages = (Passage(1, "p1", "item", text, (1, 1)),)
    engine = make()
    engine.write(MANIFEST, [replace(READOUT, passages=passages, statements=told)], fresh=True)
    reader = engine.reader()
    assert [reader.count(Said(And((LAW, part)))) for part in (RULE, Not(RULE))] == [1, 1]
    assert reader.count(Said(And((LAW, Near(("rule", "law"), 1))))) == 1
    assert reader.count(Said(Near(("rule",) * 300, 50))) == 1
