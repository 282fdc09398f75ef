"""Why a hit has its score: what each clause of the query gave, in the words in which it was typed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import assert_never

from searchapp import clause as c
from searchapp.engine import Share
from searchapp.query import Query
from searchapp.results import ClauseScore, WordScore

ALIKE = "like the best of these"


def explanation(
    share: Share, wanted: c.Clause, query: Query, parts: Sequence[str], *, feedback: bool = False
) -> tuple[ClauseScore, ...]:
    """The clauses of a query with their scores, which sum to that of the hit.

    share: that of the request, which stands about `wanted`, the clause of the query. parts: how its parts were typed.
    feedback: whether hits are in the order of likeness to the best of them, too; it is then the last.
    """
    alike: tuple[ClauseScore, ...] = ()
    if feedback:
        share, like = share.parts
        alike = (ClauseScore(ALIKE, like.score, tuple(_words(like, 1.0))),)
    share, factor = _about(share, wanted)
    return (*_clauses(share, factor, query, parts), *alike)


def _about(share: Share, wanted: c.Clause) -> tuple[Share, float]:
    """The share of the clause of the query, and by what it is multiplied."""
    factor = 1.0
    while share.clause != wanted and share.parts:
        factor *= share.clause.factor if isinstance(share.clause, c.Weighted) else 1.0
        share = share.parts[0]
    return share, factor


def _clauses(share: Share, factor: float, query: Query, typed: Sequence[str]) -> Iterator[ClauseScore]:
    """Of each clause of the query, or of the whole where what was evaluated is not one part for each."""
    parts = share.parts if isinstance(share.clause, c.And) else ()
    if not typed or len(parts) != len(typed):
        typed, parts = [str(query)], (share,)
    for text, part in zip(typed, parts, strict=True):
        yield ClauseScore(text, factor * part.score, tuple(_words(part, factor)))


def _words(share: Share, factor: float) -> Iterator[WordScore]:
    """Of each word, phrase or pattern within a clause that gave something."""
    if share.weight is not None:
        w = share.weight
        yield WordScore(
            worded(share.clause), factor * share.score, w.frequency, w.length, w.readouts, w.saturated, w.idf, w.burst, factor
        )  # fmt: skip
    more = share.clause.factor if isinstance(share.clause, c.Weighted) else 1.0
    for part in share.parts:
        yield from _words(part, factor * more)


def worded(clause: c.Clause) -> str:
    """A clause much as a reader would type it."""
    match clause:
        case c.Every():
            return "*"
        case c.Nothing():
            return "nothing"
        case c.Term() | c.Exact() | c.Near() | c.Pattern() | c.Close() if clause.text == "title":
            return f"title:{worded(replace(clause, text='any'))}"
        case c.Term(word):
            return word
        case c.Exact(words):
            return f'"{" ".join(words)}"'
        case c.Near(words, distance):
            return f'"{" ".join(words)}"~{distance}'
        case c.Pattern(pattern):
            return pattern
        case c.Close(word, distance):
            return f"{word}~{distance}"
        case c.AnyOf(field, ids):
            return f"{field}:({' OR '.join(sorted(ids))})"
        case c.Within(first, last):
            return f"date:{first or ''}..{last or ''}"
        case c.And(parts):
            return " ".join(f"({worded(one)})" if isinstance(one, c.Or) else worded(one) for one in parts)
        case c.Or(parts):
            return " OR ".join(f"({worded(one)})" if isinstance(one, c.And) else worded(one) for one in parts)
        case c.Not(part):
            return f"-({worded(part)})"
        case c.Weighted(part, _):
            return worded(part)
        case c.Said(part, sides):
            return f"said:{'|'.join(sorted(sides)) or 'anyone'} {worded(part)}"
        case _:
            assert_never(clause)
