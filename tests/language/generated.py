"""Queries as readers type them, made of what a collection holds; and where, plainly, their words stand."""

from collections.abc import Callable, Sequence
from random import Random

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
from searchapp.scanner import QUOTES
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
_Make = Callable[[Random], Query]


class Queries:
    """Texts for the box, most of which find something in some readouts; the same ones for a seed."""

    def __init__(self, readouts: Sequence[Readout]) -> None:
        self._texts = [passage.text for one in readouts for passage in one.passages]
        self._words = sorted({text[t.start : t.end] for text in self._texts for t in tokens(text)})
        self._labels = sorted(
            {
                (field, label)
                for one in readouts
                for field in _ENTITIES
                for label in naive.held(one, field).values()
            }
        )
        self._speakers = sorted(
            {said.speaker.label for one in readouts for said in one.statements if said.speaker}
        )
        self._titles = [one.title for one in readouts]

    def text(self, seed: int) -> str:
        """A query."""
        draw = Random(seed)  # noqa: S311  # nothing here is a secret
        return str(self._compound(draw, self._clause))

    def _compound(self, draw: Random, part: _Make) -> Query:
        """One, or two or three of them: all, any, or the first without the second."""
        parts = [part(draw) for _ in range(draw.choice((1, 1, 2, 2, 3)))]
        match draw.choice(("all", "any", "not")):
            case "all":
                return all_of(parts)
            case "any":
                return any_of(parts)
            case _:
                return all_of([parts[0], *map(none_of, parts[1:2])])

    def _clause(self, draw: Random) -> Query:
        match draw.randrange(8):
            case 0:
                return self._field(draw)
            case 1:
                return Saying(self._scope(draw), self._said(draw))
            case 2:
                return self._compound(draw, self._leaf)
            case _:
                return self._leaf(draw)

    def _said(self, draw: Random) -> Query:
        return Every() if draw.randrange(5) == 0 else self._compound(draw, self._leaf)

    def _leaf(self, draw: Random) -> Query:
        word = draw.choice(self._words)
        match draw.randrange(9):
            case 0:
                return all_of([Word(name) for name in draw.choice(_NAMED).split()])
            case 1 | 2:
                return Phrase(self._run(draw))
            case 3:
                return Phrase(self._run(draw), draw.randint(1, 9))
            case 4 if len(word) > 4:
                return Wildcard(f"{word[:3]}*")
            case 5 if len(word) > 4:
                return Wildcard(f"{word[:2]}?{word[3:]}")
            case 6 if len(word) > 4:
                return Fuzzy(f"{word[:3]}{word[4:]}")
            case _:
                return Word(word)

    def _run(self, draw: Random) -> str:
        """A few words in a row, less their quotes."""
        words = draw.choice(self._texts).split()
        at = draw.randrange(len(words))
        made = "".join(x for x in " ".join(words[at : at + draw.randint(1, 4)]) if x not in f"{QUOTES}~")
        return made if tokens(made) else words[0]

    def _field(self, draw: Random) -> Query:
        field, label = draw.choice(self._labels)
        match draw.randrange(6):
            case 0:
                return Field(field, Phrase(label.replace('"', "")))
            case 1:
                return Field(field, Word(tokens(label)[0].word))
            case 2:
                field = draw.choice(("type", "mode", "has"))
                return Field(field, Word(draw.choice(tuple(CHOICES[field]))))
            case 3:
                return Field("date", Word(draw.choice(_DATES)))
            case 4:
                return Field("date", Range(draw.choice(_DATES[:2]), None))
            case _:
                return Field("title", Word(tokens(draw.choice(self._titles))[0].word))

    def _scope(self, draw: Random) -> tuple[Field, ...]:
        side = Field("said", Word(draw.choice(("home", "counterpart", "joint"))))
        by = Field("said_by", Phrase(draw.choice(self._speakers)))
        return draw.choice(((side,), (by,), (side, by)))


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
