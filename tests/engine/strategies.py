"""Small readouts of few words, and clauses over the same few words, so that they meet often."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, cast

from hypothesis import strategies as st

from searchapp import clause as c
from searchapp.analysis import fold, stem
from searchapp.clause import Clause, Text
from searchapp.engine import Request, Sort
from searchapp.period import Period
from searchapp.readout import (
    Entity,
    Evidence,
    Omission,
    Origin,
    Passage,
    PassageKind,
    Readout,
    ReadoutId,
    Side,
    Statement,
)
from searchapp.schema import HAS
from tests.engine.naive import FIELDS

WRITTEN = (
    "rule", "rules", "ruling", "ruled", "law", "laws", "of", "the", "a", "A", "a a b", "free-trade", "free", "trade",
    "México", "Mexico", "MEXICAN", "Bárcena", "barcena", "naïve", "Łódź", "TPP11's", "COVID-19", "U.S.", "5.7",
    "1,000", "上川", "上川陽子", "外相会談", "カミカワ", "ＧＤＰ", "Indo-Pacific", "“open”", "stability",
)  # fmt: skip
FOLDED = (
    "rule", "rules", "ruling", "law", "laws", "of", "the", "a", "b", "free", "trade", "mexico", "mexican", "barcena",
    "naive", "lodz", "tpp11", "s", "covid", "19", "u.s", "5.7", "1,000", "上川", "川陽", "川", "外相", "indo", "pacific",
    "absent",
)  # fmt: skip
PATTERNS = (
    "ru*",
    "r*l*",
    "*",
    "?",
    "??",
    "la?",
    "*c*o",
    "l?w*",
    "m*x*co",
    "上*",
    "5?7",
    "u.s",
    "zz*",
    "**a",
    "*5.7",
    "",
)
MISSPELT = ("rul", "rulse", "lwa", "mexcio", "mexico", "barcna", "covd", "上外", "a", "", "stabilty", "zzz")
IDS = ("MX", "PE", "mx", "person/kono taro", "Kono, Taro", "上川陽子", "é", "the")
DAYS = tuple(date(2019, 12, 30) + timedelta(days=n * 97) for n in range(8))
PERIODS = (
    *map(Period.of, DAYS), Period.parse("2020"), Period.parse("2021"), Period.parse("2020-02"),
    Period(date(2019, 12, 31), date(2020, 1, 2)),
)  # fmt: skip
TYPES = ("meeting", "call", "other")
MODES = (None, "phone", "video")
PLACES = (None, "Lima", "New York", "Paris", "—", "the rule")
LANGUAGES = ("en", "ja")
TEXTS: tuple[Text, ...] = ("any", "title")
SORTS: tuple[Sort, ...] = ("relevance", "newest", "oldest")
KINDS: tuple[PassageKind, ...] = ("lead", "heading", "paragraph", "item", "turn")
SIDES: tuple[Side | None, ...] = ("home", "counterpart", "joint", None)

texts = st.lists(st.sampled_from(WRITTEN), max_size=7).map(" ".join)
entities = st.builds(Entity, st.sampled_from(IDS), st.sampled_from(["Mexico", "México", "上川"]))
few = st.lists(entities, max_size=2).map(tuple)
lines = st.tuples(st.integers(1, 9), st.integers(1, 9))
anything = st.text(max_size=9)  # also characters that are in no word
maybe = st.none() | anything

passages = st.builds(
    Passage,
    number=st.none() | st.integers(0, 3),
    anchor=st.sampled_from(["p1", "p2"]),
    kind=st.sampled_from(KINDS),
    text=texts,
    lines=lines,
)
sides = st.sampled_from(SIDES)
statements = st.builds(
    Statement,
    passage=st.sampled_from(["p1", "p1", "p2", "p3"]),  # a third that there is not
    text=st.just(""),
    start=st.integers(0, 30),
    end=st.integers(0, 60),
    side=sides,
    speaker=st.none() | entities,
    verb=st.none(),
    verb_class=st.none(),
)
readouts = st.builds(
    Readout,
    id=st.sampled_from([ReadoutId(f"readout-{n}") for n in range(12)]),
    title=texts,
    headline=texts,
    digest=st.just("0" * 64),
    source=st.just(Origin("a.md", "markdown")),
    date=st.none() | st.sampled_from(PERIODS),
    home=st.none() | entities,
    country=few,
    about=few,
    organisation=few,
    minister=few,
    counterpart=few,
    topic=few,
    type=st.sampled_from(TYPES),
    mode=st.sampled_from(MODES),
    place=st.sampled_from(PLACES),
    occasion=st.sampled_from(PLACES),
    lang=st.sampled_from(LANGUAGES),
    duration_min=st.sampled_from([None, 0, 30]),
    published=st.none() | st.sampled_from(PERIODS),
    passages=st.lists(passages, max_size=4).map(tuple),
    statements=st.lists(statements, max_size=4).map(tuple),
)
collections = st.lists(readouts, max_size=12, unique_by=lambda readout: readout.id)

# every field filled with anything, for what is kept and not searched
full = st.builds(
    Readout,
    id=anything.map(ReadoutId),
    title=anything,
    headline=anything,
    digest=anything,
    source=st.builds(Origin, anything, anything, maybe),
    date=st.none() | st.sampled_from(PERIODS),
    date_jst=st.none() | st.sampled_from(PERIODS),
    published=st.none() | st.sampled_from(PERIODS),
    original=st.none() | st.sampled_from(PERIODS),
    start_time=maybe,
    home=st.none() | st.builds(Entity, anything, anything),
    country=few,
    about=few,
    organisation=few,
    minister=few,
    counterpart=few,
    topic=few,
    type=anything,
    mode=maybe,
    place=maybe,
    occasion=maybe,
    duration_min=st.none() | st.integers(0, 900),
    lang=anything,
    note=maybe,
    passages=st.lists(
        st.builds(
            Passage,
            number=st.none() | st.integers(0, 3),
            anchor=anything,
            kind=st.sampled_from(KINDS),
            text=anything,
            lines=lines,
            speaker=maybe,
            side=sides,
            mark=anything,
            markup=anything,
        ),
        max_size=2,
    ).map(tuple),
    statements=st.lists(
        st.builds(
            Statement,
            passage=anything,
            text=anything,
            start=st.integers(0, 99),
            end=st.integers(0, 99),
            side=sides,
            speaker=st.none() | entities,
            verb=maybe,
            verb_class=maybe,
        ),
        max_size=2,
    ).map(tuple),
    omissions=st.lists(
        st.builds(Omission, kind=st.sampled_from(["caption", "footer"]), text=anything, lines=lines),
        max_size=2,
    ).map(tuple),
    evidence=st.lists(
        st.builds(
            Evidence,
            field=anything,
            value=anything,
            rule=anything,
            span=st.none() | st.tuples(st.integers(0, 99), st.integers(0, 99)),
            text=anything,
            line=st.none() | st.integers(0, 99),
        ),
        max_size=2,
    ).map(tuple),
)

_text = st.sampled_from(TEXTS)
_folded = st.sampled_from(FOLDED)
_runs = st.lists(_folded, min_size=1, max_size=3) | st.sampled_from(WRITTEN).map(lambda w: fold(w).split())
ids = st.frozensets(
    st.sampled_from((*IDS, *TYPES, "2020", "2021", "2020-01", "phone", "new york", "lima", "ja", *HAS)),
    max_size=3,
)


def words_in(texts: st.SearchStrategy[Text]) -> st.SearchStrategy[Clause]:
    """Clauses without parts that ask for words of any of those texts, or for none."""
    return st.one_of(
        st.just(c.Every()),
        st.just(c.Nothing()),
        st.builds(lambda word, text: c.Term(word, stem(word), text), _folded, texts),
        st.builds(lambda words, text: c.Exact(tuple(words), text), _runs, texts),
        st.builds(
            lambda words, n, text: c.Near(tuple(words), n, text),
            _runs,
            st.integers(0, 6) | st.just(50),
            texts,
        ),
        st.builds(c.Pattern, st.sampled_from(PATTERNS), texts),
        st.builds(c.Close, st.sampled_from(MISSPELT), st.integers(0, 2), texts),
    )


def deeper(parts: st.SearchStrategy[Clause]) -> st.SearchStrategy[Clause]:
    """Those clauses, and compounds of them."""
    several = st.lists(parts, max_size=3).map(tuple)
    return st.one_of(
        parts,
        st.builds(c.And, several),
        st.builds(c.Or, several),
        st.builds(c.Not, parts),
        st.builds(c.Weighted, parts, st.sampled_from([0.5, 2.0, 10.0])),
    )


saids: st.SearchStrategy[Clause] = st.builds(
    c.Said,
    part=deeper(deeper(words_in(st.just("any")))),
    sides=st.frozensets(st.sampled_from(SIDES[:3]), max_size=2),
    speakers=st.just(frozenset()) | st.frozensets(st.sampled_from(IDS), max_size=3),
)
leaves: st.SearchStrategy[Clause] = st.one_of(
    words_in(_text),
    st.builds(c.AnyOf, st.sampled_from(FIELDS), ids),
    st.builds(c.Within, st.none() | st.sampled_from(DAYS), st.none() | st.sampled_from(DAYS)),
    saids,
)
clauses: st.SearchStrategy[Clause] = deeper(deeper(deeper(leaves)))
requests = st.builds(
    Request,
    clause=clauses,
    ticked=st.dictionaries(st.sampled_from(FIELDS), ids, max_size=2),
    sort=st.sampled_from(SORTS),
    offset=st.integers(0, 5),
    limit=st.integers(0, 30),
    facets=st.dictionaries(st.sampled_from(FIELDS), st.none() | st.integers(0, 4), max_size=3),
)


def crowd(size: int, seed: int = 1) -> list[Readout]:
    """As many readouts as fill several blocks of a posting list, always the same ones for a seed."""
    chosen, telling = random.Random(seed), random.Random(-seed - 1)  # noqa: S311  # nothing here is a secret
    pick = chosen.choice

    def text(most: int) -> str:
        return " ".join(chosen.choices(WRITTEN, k=chosen.randrange(most)))

    def several() -> tuple[Entity, ...]:
        return tuple(Entity(id_, f"label of {id_}") for id_ in chosen.sample(IDS, chosen.randrange(3)))

    def told() -> Iterator[Statement]:
        for _ in range(max(0, telling.randrange(7) - 2)):
            start = telling.randrange(50)
            yield Statement(
                passage=f"p{telling.randrange(5)}",
                text="",
                start=start,
                end=start + telling.randrange(60),
                side=telling.choice(SIDES),
                speaker=telling.choice((None, *(Entity(id_, id_) for id_ in IDS))),
                verb=None,
                verb_class=None,
            )

    return [
        Readout(
            id=ReadoutId(f"crowd-{n:04}"),
            title=text(5),
            headline="",
            digest=f"{n:064x}",
            source=Origin(f"{n}.md", "markdown"),
            date=cast("Any", pick((None, *PERIODS))),
            home=pick((None, Entity("MX", "Mexico"))),
            country=several(),
            organisation=several(),
            minister=several(),
            counterpart=several(),
            topic=several(),
            about=several(),
            type=pick(TYPES),
            mode=pick(MODES),
            place=pick(PLACES),
            occasion=pick(PLACES),
            lang=pick(LANGUAGES),
            duration_min=pick((None, 0, 30)),
            published=cast("Any", pick((None, *PERIODS))),
            passages=tuple(
                Passage(p, f"p{p}", pick(KINDS), text(12), (p, p)) for p in range(chosen.randrange(5))
            ),
            statements=tuple(told()),
        )
        for n in range(size)
    ]
