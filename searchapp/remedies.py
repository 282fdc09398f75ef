"""What helps with a search that found nothing, or next to nothing; what was typed has run before any of it is tried.

Every count is of readouts within all else that was asked for: what is ticked, and the days of From and To.
"""

import re
from collections.abc import Callable, Iterator

from searchapp import query as q
from searchapp.analysis import tokens
from searchapp.authority import Authority
from searchapp.engine import Reader
from searchapp.errors import QueryError
from searchapp.function_words import is_function_word
from searchapp.questions import as_sayings, is_year
from searchapp.respelling import respelt
from searchapp.results import ClauseCount, Loose, Offer, Remedies, Search
from searchapp.syntax import parse

_BLAMED = 12  # clauses of a query that found nothing whose part in it is counted
_BEFORE_YEAR = re.compile(r"\b(?:in|during|of|from|for)\s+$", re.IGNORECASE)
Count = Callable[[q.Query], int]


def remedies(
    search: Search,
    query: q.Query,
    optional: tuple[q.Query, ...],
    found: int,
    authority: Authority,
    reader: Reader,
    count: Count,
) -> Remedies:
    """What helps with a search that found so few readouts.

    optional: the clauses of the query that are not required. count: how many readouts a query finds; raises
    QueryError for one that cannot be read.
    """
    spelling = respelt(search.text, query, found, authority, reader, count)
    in_year, said = _in_year(search.text, query, found, count), _said(query, count)
    if found:
        return Remedies(spelling=spelling, in_year=in_year, said=said)
    parts = [part for part in q.clauses(query) if part not in optional]
    looser = [Loose(some, count(some), of_words) for some, of_words in _looser(parts)]
    if looser and not spelling:
        text = str(looser[0].query)
        wider = respelt(text, parse(text), 0, authority, reader, count, unknown_only=True)
        spelling = tuple(offer for offer in wider if offer.total > looser[0].total)
    return Remedies(
        blame=_blame(parts, count),
        spelling=spelling,
        unquoted=_unquoted(query, count),
        loose=next((loose for loose in looser if loose.total), None),
        in_year=in_year,
        said=said,
    )


def _said(query: q.Query, count: Count) -> Offer | None:
    """The first way to ask for the statements that a question means that finds some."""
    for text in as_sayings(query):
        try:
            if total := count(parse(text)):
                return Offer(text, total)
        except QueryError:
            continue
    return None


def _in_year(text: str, query: q.Query, found: int, count: Count) -> Offer | None:
    """The text with its one year as that of the readouts, where that finds some, and not as many."""
    years = [part for part in q.clauses(query) if is_year(part)]
    if len(years) != 1:
        return None
    start, end = years[0].span
    before = _BEFORE_YEAR.sub("", text[:start])
    made = f"{before}year:{text[start:end]}{text[end:]}"
    try:
        total = count(parse(made))
    except QueryError:
        return None
    changed = (len(before), len(before) + len("year:") + end - start)
    return Offer(made, total, (changed,)) if total and total != found else None


def _blame(parts: list[q.Query], count: Count) -> tuple[ClauseCount, ...]:
    """Each clause's part in it."""
    if not 1 < len(parts) <= _BLAMED:
        return ()
    rests = [q.all_of([other for other in parts if other is not part]) for part in parts]
    return tuple(
        ClauseCount(part, count(part), count(rest), rest) for part, rest in zip(parts, rests, strict=True)
    )


def _unquoted(query: q.Query, count: Count) -> Offer | None:
    """The words of its phrases in any order, and in any of their forms, where that finds something."""
    parts = [_without_quotes(part) for part in q.clauses(query)]
    bare = q.all_of(parts)
    if bare == query or not (total := count(bare)):
        return None
    return Offer(str(bare), total)


def _looser(parts: list[q.Query]) -> Iterator[tuple[q.Query, bool]]:
    """Any of the words, with all of the other clauses, and any of the clauses; and whether it is the former."""
    words = [part for part in parts if isinstance(part, q.Word | q.Phrase | q.Wildcard | q.Fuzzy | q.Or)]
    single = [word for part in words for word in q.clauses(_without_quotes(part))]
    others = [part for part in parts if part not in words]
    negated = [part for part in others if isinstance(part, q.Not)]
    wanted = [part for part in others if part not in negated]
    if len(single) > 1:
        yield q.all_of([*others, q.any_of(single)]), True
    if wanted and len(single + wanted) > 1:
        yield q.all_of([*negated, q.any_of(single + wanted)]), False


def _without_quotes(part: q.Query) -> q.Query:
    """The words of a phrase that say something, each a clause; any other clause as it is."""
    if not isinstance(part, q.Phrase):
        return part
    words = [part.text[token.start : token.end] for token in tokens(part.text)]
    read = [_word(word) for word in words if not is_function_word(word)] or [_word(word) for word in words]
    return q.all_of(read)


def _word(text: str) -> q.Query:
    """A word as a clause; what would read as something else (OR) stays in quotes."""
    try:
        read = parse(text)
    except QueryError:
        read = q.Every()
    return read if isinstance(read, q.Word) else q.Phrase(text)
