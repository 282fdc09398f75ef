"""The oracle: what a clause, a request and a collection mean, written to be obvious and not to be fast.

Every rule stands here once more, from the docstrings of `searchapp.clause` and `searchapp.engine` alone.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import product
from typing import assert_never

from searchapp import clause as c
from searchapp.analysis import Token, tokens
from searchapp.clause import Clause, Text
from searchapp.engine import Request
from searchapp.readout import Entity, Readout, Statement
from searchapp.schema import HAS

FIELDS = (
    "country", "about", "minister", "counterpart", "person", "speaker", "topic", "home", "organisation", "type", "mode", "place",
    "occasion", "lang", "year", "month", "has",
)  # fmt: skip


def finds(clause: Clause, readout: Readout) -> bool:
    """Whether a clause finds a readout."""
    match clause:
        case c.Every():
            return True
        case c.Nothing():
            return False
        case c.Term() | c.Exact() | c.Near() | c.Pattern() | c.Close():
            return any(holds(clause, run) for run in runs(readout, clause.text))
        case c.AnyOf(field, ids):
            return bool(ids & held(readout, field).keys())
        case c.Within(first, last):
            day = readout.date
            return (
                day is not None
                and (first is None or day.first >= first)
                and (last is None or day.last <= last)
            )
        case c.And(parts):
            return all(finds(part, readout) for part in parts)
        case c.Or(parts):
            return any(finds(part, readout) for part in parts)
        case c.Not(part):
            return not finds(part, readout)
        case c.Weighted(part, _):
            return finds(part, readout)
        case c.Said(part):
            return any(holds(part, said(one, readout)) for one in readout.statements if is_by(clause, one))
        case _:
            assert_never(clause)


def holds(clause: Clause, run: Sequence[Token]) -> bool:
    """Whether a stretch of words holds what a clause of words finds."""
    match clause:
        case c.Every():
            return True
        case c.Nothing():
            return False
        case c.Term(_, stem):
            return any(token.stem == stem for token in run)
        case c.Exact(words):
            return in_a_row(words, words_of(run))
        case c.Near(words, distance):
            return near(words, distance, words_of(run))
        case c.Pattern(pattern):
            return any(fits(pattern, word) for word in words_of(run))
        case c.Close(word, distance):
            return any(close(word, other, distance) for other in words_of(run))
        case c.And(parts):
            return all(holds(part, run) for part in parts)
        case c.Or(parts):
            return any(holds(part, run) for part in parts)
        case c.Not(part):
            return not holds(part, run)
        case c.Weighted(part, _):
            return holds(part, run)
        case c.AnyOf() | c.Within() | c.Said():
            raise ValueError(clause)
        case _:
            assert_never(clause)


def is_by(clause: c.Said, one: Statement) -> bool:
    """Whether a statement is by any of the sides and any of the speakers that are asked for."""
    return (not clause.sides or one.side in clause.sides) and (
        not clause.speakers or (one.speaker is not None and one.speaker.id in clause.speakers)
    )


def said(one: Statement, readout: Readout) -> tuple[Token, ...]:
    """The words that a statement holds: those of the first passage of its anchor that begin within it."""
    texts = [passage.text for passage in readout.passages if passage.anchor == one.passage]
    read = _tokens(texts[0]) if texts else ()
    return tuple(token for token in read if one.start <= token.start < one.end)


def found(request: Request, readouts: Iterable[Readout], but: str | None = None) -> list[Readout]:
    """The readouts that a request finds, in no order; `but`: a field whose ticks do not count."""
    ticked = {field: ids for field, ids in request.ticked.items() if ids and field != but}
    return [
        readout
        for readout in readouts
        if finds(request.clause, readout) and all(ids & held(readout, f).keys() for f, ids in ticked.items())
    ]


def counts(request: Request, readouts: Iterable[Readout], facet: str) -> Counter[str]:
    """The counts of one facet, without its own ticks."""
    return Counter(id_ for readout in found(request, readouts, but=facet) for id_ in held(readout, facet))


def newest_first(readouts: Iterable[Readout]) -> list[Readout]:
    """By the first day of the event, the undated last, ties by id."""
    return sorted(readouts, key=lambda r: (r.date is None, -r.date.first.toordinal() if r.date else 0, r.id))


def oldest_first(readouts: Iterable[Readout]) -> list[Readout]:
    """By the first day of the event, the undated last here too, ties by id."""
    return sorted(readouts, key=lambda r: (r.date is None, r.date.first.toordinal() if r.date else 0, r.id))


def held(readout: Readout, field: str) -> Mapping[str, str]:
    """The ids in a field, each with the label that this readout gives it."""
    return {entity.id: entity.label for entity in _entities(readout, field)}


def runs(readout: Readout, text: Text) -> list[tuple[Token, ...]]:
    """The stretches of words that no clause reaches out of: the title, and each passage."""
    texts = [readout.title, *(passage.text for passage in readout.passages)]
    return [_tokens(one) for one in (texts if text == "any" else texts[:1])]


def words_of(run: Sequence[Token]) -> tuple[str, ...]:
    """The folded words of a run."""
    return tuple(token.word for token in run)


def in_a_row(words: Sequence[str], run: Sequence[str]) -> bool:
    """Whether words stand in a run one right after the other."""
    return any(tuple(run[at : at + len(words)]) == tuple(words) for at in range(len(run)))


def near(words: Sequence[str], distance: int, run: Sequence[str]) -> bool:
    """Whether the words stand at places of their own, the last at most distance + n - 2 after the first."""
    places = [[at for at, other in enumerate(run) if other == word] for word in words]
    return any(
        len(set(chosen)) == len(words) and max(chosen) - min(chosen) <= distance + len(words) - 2
        for chosen in product(*places)
    )


@cache
def fits(pattern: str, word: str) -> bool:
    """Whether a word matches a pattern whole."""
    if not pattern:
        return not word
    if pattern[0] == "*":
        return fits(pattern[1:], word) or (bool(word) and fits(pattern, word[1:]))
    return bool(word) and pattern[0] in {"?", word[0]} and fits(pattern[1:], word[1:])


def close(word: str, other: str, distance: int) -> bool:
    """Whether two words begin alike and are that few edits apart."""
    return word[:1] == other[:1] and edits(word, other) <= distance


@cache
def edits(left: str, right: str) -> int:
    """Insertions, deletions and replacements that make one word of the other."""
    if not left or not right:
        return len(left) + len(right)
    if left[0] == right[0]:
        return edits(left[1:], right[1:])
    return 1 + min(edits(left[1:], right), edits(left, right[1:]), edits(left[1:], right[1:]))


@cache
def _tokens(text: str) -> tuple[Token, ...]:
    return tuple(tokens(text))


def has(readout: Readout, name: str) -> bool:
    """Whether a readout has what another may lack."""
    match name:
        case "statements":
            return bool(readout.statements)
        case "duration":
            return bool(readout.duration_min)
        case "source":
            return bool(readout.source.url)
        case "date" | "published":
            return getattr(readout, name) is not None
        case _:
            return bool(held(readout, name))


def _entities(readout: Readout, field: str) -> Iterable[Entity]:
    match field:
        case "person":
            return readout.minister + readout.counterpart
        case "home":
            return [readout.home] if readout.home else []
        case "speaker":
            return [statement.speaker for statement in readout.statements if statement.speaker]
        case "type" | "mode" | "lang":
            value: str | None = getattr(readout, field)
            return [Entity(value, value)] if value else []
        case "place" | "occasion":
            name: str | None = getattr(readout, field)
            return [Entity(" ".join(words_of(tokens(name))) or name, name)] if name else []
        case "has":
            return [Entity(name, name) for name in HAS if has(readout, name)]
        case "year":
            year = readout.date.first.strftime("%Y") if readout.date else ""
            return [Entity(year, year)] if year else []
        case "month":
            month = readout.date.first.isoformat()[:7] if readout.date else ""
            return [Entity(month, month)] if month else []
        case _:
            entities: tuple[Entity, ...] = getattr(readout, field)
            return entities
