"""Queries as readers type them, made of what a collection holds; and where, plainly, their words stand."""

from collections.abc import Sequence
from typing import TypeVar

from hypothesis import strategies as st

from searchapp import clause as c
from searchapp.analysis import Token, tokens
from searchapp.query import (
    Every,
    Field,
    Fuzzy,
    Phrase,
    Query,
    Range,
    Saying,
    Wildcard,
    Word,
    all_of,
    any_of,
    none_of,
)
from searchapp.readout import Passage, Readout, Statement
from searchapp.schema import CHOICES
from tests.engine import naive

_ENTITIES = (
    "country",
    "about",
    "minister",
    "counterpart",
    "person",
    "topic",
    "home",
    "organisation",
    "place",
    "occasion",
    "lang",
)
T = TypeVar("T")
_DATES = ("2018", "2021-01", "2023-09-21", "past-6-years", "last-year")
_NAMED = (
    "CPTPP",
    "TPP11",
    "United Kingdom",
    "DPRK",
    "free trade agreement",
    "Kamikawa Yoko",
    "Turkey",
    "Türkiye",
    "上川",
)


def queries(readouts: Sequence[Readout]) -> st.SearchStrategy[str]:
    """Texts for the box, most of which find something in these readouts."""
    texts = [passage.text for readout in readouts for passage in readout.passages]
    written = sorted({text[token.start : token.end] for text in texts for token in tokens(text)})
    words = _chosen(written)
    runs = _chosen(texts).flatmap(lambda text: _runs(text.split()))
    leaves: st.SearchStrategy[Query] = st.one_of(
        words.map(Word),
        words.map(Word),
        st.sampled_from(_NAMED).map(lambda name: all_of([Word(word) for word in name.split()])),
        runs.map(Phrase),
        st.builds(Phrase, runs, st.integers(1, 9)),
        words.filter(lambda word: len(word) > 3).map(lambda word: Wildcard(f"{word[:3]}*")),
        words.filter(lambda word: len(word) > 4).map(lambda word: Wildcard(f"{word[:2]}?{word[3:]}")),
        words.filter(lambda word: len(word) > 4).map(lambda word: Fuzzy(f"{word[:3]}{word[4:]}")),
    )
    spoken = _compounds(leaves)
    return _compounds(st.one_of(leaves, leaves, _fields(readouts), _sayings(readouts, spoken))).map(str)


def _chosen(values: Sequence[T]) -> st.SearchStrategy[T]:
    """Any of many values, which hypothesis would otherwise write out."""
    return st.integers(0, len(values) - 1).map(lambda n: values[n])


def _compounds(parts: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    several = st.lists(parts, min_size=2, max_size=3)
    return st.one_of(
        parts,
        several.map(all_of),
        several.map(any_of),
        st.tuples(parts, parts.map(none_of)).map(list).map(all_of),
    )


def _runs(words: Sequence[str]) -> st.SearchStrategy[str]:
    """A few words in a row, less their quotes."""
    starts = st.integers(0, max(0, len(words) - 1))
    made = st.builds(lambda at, n: " ".join(words[at : at + n]), starts, st.integers(1, 4))
    return made.map(lambda text: "".join(x for x in text if x not in '"“”„‟«»‹›＂「」『』~')).filter(tokens)


def _fields(readouts: Sequence[Readout]) -> st.SearchStrategy[Query]:
    labels = {
        (field, label) for one in readouts for field in _ENTITIES for label in naive.held(one, field).values()
    }
    entities = _chosen(sorted(labels))
    choices = [(field, value) for field in ("type", "mode", "has") for value in CHOICES[field]]
    return st.one_of(
        entities.map(lambda pair: Field(pair[0], Phrase(pair[1].replace('"', "")))),
        entities.map(lambda pair: Field(pair[0], Word(next(iter(tokens(pair[1]))).word))),
        st.sampled_from(choices).map(lambda pair: Field(pair[0], Word(pair[1]))),
        st.sampled_from(_DATES).map(lambda day: Field("date", Word(day))),
        st.builds(lambda first: Field("date", Range(first, None)), st.sampled_from(_DATES[:2])),
        _chosen(readouts).map(lambda one: Field("title", Word(tokens(one.title)[0].word))),
    )


def _sayings(readouts: Sequence[Readout], words: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    speakers = {said.speaker.label for one in readouts for said in one.statements if said.speaker}
    by = _chosen(sorted(speakers)).map(lambda label: Field("said_by", Phrase(label)))
    side = st.sampled_from(["home", "counterpart", "joint"]).map(lambda name: Field("said", Word(name)))
    scopes = st.one_of(side.map(lambda one: (one,)), by.map(lambda one: (one,)), st.tuples(side, by))
    return st.builds(Saying, scopes, st.one_of(words, st.just(Every())))


def matched(leaf: c.Seen, passage: Passage, readout: Readout) -> set[int]:
    """The words of a passage, by number, that a leaf is found by."""
    run = tokens(passage.text)
    if not isinstance(leaf, c.Spoken):
        return _matched(leaf, run)
    first = next(one for one in readout.passages if one.anchor == passage.anchor) is passage
    made: set[int] = set()
    for one in readout.statements:
        if first and one.passage == passage.anchor and naive.is_by(leaf.said, one):
            made |= _in_statement(leaf, one, readout)
    return made


def _in_statement(leaf: c.Spoken, one: Statement, readout: Readout) -> set[int]:
    said = naive.said(one, readout)
    if not naive.holds(leaf.said.part, said):
        return set()
    inner = range(len(said)) if leaf.leaf == c.Every() else _matched(leaf.leaf, said)
    return {said[n].position for n in inner}


def _matched(leaf: c.Leaf, run: Sequence[Token]) -> set[int]:
    words = naive.words_of(run)
    match leaf:
        case c.Term() | c.Pattern() | c.Close():
            return {n for n, token in enumerate(run) if leaf.text == "any" and naive.holds(leaf, [token])}
        case c.Exact(phrase, "any"):
            return _rows(phrase, words)
        case c.AnyOf(_, _, names):
            return set().union(*(_rows(name, words) for name in names))
        case c.Near(wanted, distance, "any"):
            made: set[int] = set()
            for at in range(len(run)):
                window = range(at, min(len(run), at + distance + len(wanted) - 1))
                if naive.near(wanted, distance, [words[n] for n in window]):
                    made |= {n for n in window if words[n] in wanted}
            return made
        case _:
            return set()


def _rows(phrase: Sequence[str], words: Sequence[str]) -> set[int]:
    starts = (at for at in range(len(words)) if tuple(words[at : at + len(phrase)]) == tuple(phrase))
    return {n for at in starts for n in range(at, at + len(phrase))}
