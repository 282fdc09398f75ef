"""A Query to a Clause: names become ids, dates become days, words become tokens.

Needs the authority files and what the collection holds (the reader's entities); changes neither.
"""

import difflib
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NoReturn, assert_never

from searchapp import clause as c
from searchapp import query as q
from searchapp.analysis import folded_text, is_cjk, phrase_words, tokens
from searchapp.authority import Authority
from searchapp.directory import KINDS, Listing, listing
from searchapp.engine import Reader
from searchapp.errors import QueryError
from searchapp.function_words import is_function_word
from searchapp.period import Period, PeriodError
from searchapp.schema import FIELDS, TYPES

OTHER_NAMES_WEIGHT = 0.5  # other names of a topic rank below the form that was typed
_NAMES_SHOWN = 5
_DATE_HINT = "A date is 2023, 2023-09 or 2023-09-21; a span is 2023-09..2023-12."


@dataclass(frozen=True, slots=True)
class Resolved:
    """A query as an engine gets it, and what the reader should be told of it."""

    clause: c.Clause
    notices: tuple[str, ...]
    optional: tuple[q.Query, ...] = ()  # function words, which are not required


def resolve(query: q.Query, authority: Authority, reader: Reader) -> Resolved:
    """The clause of a query; raises QueryError for a wrong date and an unknown type."""
    resolver = _Resolver(authority, reader)
    required, optional = _required(query)
    found = resolver.text(required, "any")
    return Resolved(found, tuple(dict.fromkeys(resolver.notices)), optional)


def _required(query: q.Query) -> tuple[q.Query, tuple[q.Query, ...]]:
    """The query without the function words among its clauses, and those; it keeps them if it has no others."""
    parts = q.clauses(query)
    optional = tuple(part for part in parts if isinstance(part, q.Word) and is_function_word(part.text))
    rest = [part for part in parts if part not in optional]
    return (q.all_of(rest), optional) if rest else (query, ())


class _Resolver:
    def __init__(self, authority: Authority, reader: Reader) -> None:
        self.authority, self.reader = authority, reader
        self.notices: list[str] = []

    # ---- words

    def text(self, query: q.Query, where: c.Text) -> c.Clause:
        """A query outside any field, or within `title:`."""
        match query:
            case q.Every():
                return c.Every()
            case q.Word(text):
                return self.expanded(text, self.word(text, where), where)
            case q.Phrase(text, distance) if distance is not None:
                words = tuple(token.word for token in tokens(text))
                return c.Near(words, distance, where) if len(words) > 1 else c.Exact(words, where)
            case q.Phrase(text):
                return c.Exact(phrase_words(text), where)
            case q.Wildcard(pattern):
                return self.pattern(pattern, where)
            case q.Fuzzy(text, distance):
                return c.Close(tokens(text)[0].word, distance, where)
            case q.Field("title", body):
                return self.text(body, "title")
            case q.Field(name, body, span):
                return self.field(name, body, span)
            case q.Range(span=span):
                raise QueryError(
                    "bad-range", "A span of dates needs a field.", span, "For example date:2018..2021"
                )
            case q.And(parts):
                return c.And(tuple(self.text(part, where) for part in parts))
            case q.Or(parts):
                return c.Or(tuple(self.text(part, where) for part in parts))
            case q.Not(part):
                return c.Not(self.quietly(part, where))
            case _:
                assert_never(query)

    def quietly(self, part: q.Query, where: c.Text) -> c.Clause:
        """What is left out needs no notice of other names."""
        kept = self.notices
        self.notices = []
        found = self.text(part, where)
        self.notices = kept
        return found

    def word(self, text: str, where: c.Text) -> c.Clause:
        found = tokens(text)
        if len(found) == 1 and not is_cjk(text):
            return c.Term(found[0].word, found[0].stem, where)
        if len(text) == 1:
            return c.Pattern(f"{found[0].word}*", where)  # one character: any pair that begins with it
        return c.Exact(phrase_words(text), where)

    def expanded(self, text: str, found: c.Clause, where: c.Text) -> c.Clause:
        """The word, or below it the other names of the topic that it names."""
        names = self.authority.synonyms(text)
        if not names or where != "any":
            return found
        self.notices.append(
            f'{text} also finds its other names: {_some(names)}. In quotes, "{text}" finds itself alone.'
        )
        return c.Or(
            (found, c.Weighted(c.Or(tuple(c.Exact(phrase_words(n)) for n in names)), OTHER_NAMES_WEIGHT))
        )

    def pattern(self, written: str, where: c.Text) -> c.Clause:
        """A wildcard word; the whole words that a hyphen parts from it stand beside it."""
        parts = [part for part in written.replace("'", "-").replace("’", "-").split("-") if folded_text(part)]
        made: list[c.Clause] = []
        for part in parts:
            if "*" in part or "?" in part:
                made.append(c.Pattern("".join(x if x in "*?" else folded_text(x) for x in part), where))
            else:
                made.append(self.word(part, where))
        return made[0] if len(made) == 1 else c.And(tuple(made))

    # ---- fields

    def field(self, name: str, body: q.Query, span: q.Place) -> c.Clause:
        kind = FIELDS[name].kind
        match body:
            case q.And(parts):
                return c.And(tuple(self.field(name, part, span) for part in parts))
            case q.Or(parts):
                return c.Or(tuple(self.field(name, part, span) for part in parts))
            case q.Not(part):
                return c.Not(self.field(name, part, span))
            case q.Field(inner, _, inner_span):
                raise QueryError(
                    "bad-operator",
                    f"{inner}: stands inside {name}:( ).",
                    inner_span,
                    f"Close the bracket first: {FIELDS[name].example} {FIELDS[inner].example}",
                )
            case q.Range():
                if kind != "date":
                    raise QueryError(
                        "bad-range",
                        f"{name}: is no date, so it has no span.",
                        span,
                        f"For example {FIELDS[name].example}",
                    )
                return self.span(name, body, span)
            case q.Word(text) | q.Phrase(text) | q.Wildcard(text) | q.Fuzzy(text):
                if kind == "date":
                    return self.days(name, text, span)
                return self.keyword(name, text, span) if kind == "keyword" else self.entity(name, body, text)
            case q.Every():
                return c.Every()
            case _:
                assert_never(body)

    def keyword(self, name: str, text: str, span: q.Place) -> c.Clause:
        wanted = folded_text(text)
        for value, label in TYPES.items():
            if wanted in {folded_text(value), folded_text(label), folded_text(label) + "s"}:
                return c.AnyOf(name, frozenset({value}))
        near = difflib.get_close_matches(text.lower(), TYPES, 1, 0.5)
        hint = f"Did you mean {name}:{near[0]}" if near else f"The types are {', '.join(TYPES)}."
        raise QueryError("unknown-value", f"There is no type “{text}”.", span, hint)

    def entity(self, name: str, body: q.Query, text: str) -> c.Clause:
        here = self.listing(name)
        match body:
            case q.Wildcard(pattern):
                ids = here.like("".join(x if x in "*?" else folded_text(x) or x for x in pattern))
            case q.Fuzzy(_, distance):
                ids = here.near(folded_text(text), 1 - distance * 0.2)
            case _:
                ids = self.ids(name, text)
        shown = sorted(ids & here.known.keys())
        if not shown:
            self.notices.append(self.missing(name, text))
        names = dict.fromkeys(words for id_ in shown for words in here.phrases(id_))
        return c.AnyOf(name, ids, tuple(names))

    def ids(self, name: str, text: str) -> frozenset[str]:
        """The ids that a name means: exactly so named, else (people always) with all of its words in one of theirs."""
        here = self.listing(name)
        exact = self.authority.named(KINDS[name], text) | here.exactly(text)
        if exact and KINDS[name] != "person":
            return exact
        return exact | here.with_words(frozenset(phrase_words(text)))

    def listing(self, name: str) -> Listing:
        return listing(name, self.authority, self.reader)

    def missing(self, name: str, text: str) -> str:
        """Why a value finds nothing, and the nearest that would."""
        for other in ("country", "minister", "counterpart", "topic", "home"):
            if other != name and (KINDS[other] == KINDS[name] or name == "person"):
                there = self.listing(other).known
                if found := sorted(self.ids(other, text) & there.keys()):
                    known, role = there[found[0]], other if other != "home" else "issuer"
                    return f"{known.entity.label} is a {role} here: {other}:{text}, {_readouts(known.count)}."
        near = self.listing(name).nearest(text)
        tail = f" The nearest is {near.entity.label}, {_readouts(near.count)}." if near else ""
        return f"No readout here has the {FIELDS[name].label.lower()} “{text}”.{tail}"

    # ---- dates

    def days(self, name: str, text: str, span: q.Place) -> c.Clause:
        period = self.period(text, span)
        match name:
            case "before":
                return c.Within(None, _neighbour(period.first, -1))
            case "after":
                return c.Within(_neighbour(period.last, 1), None)
            case _:
                return c.Within(period.first, period.last)

    def span(self, name: str, wanted: q.Range, span: q.Place) -> c.Clause:
        if name in {"before", "after"}:
            raise QueryError(
                "bad-range",
                f"{name}: takes one date.",
                span,
                f"For example {FIELDS[name].example}, or date:2018..2021",
            )
        first = self.period(wanted.first, span) if wanted.first else None
        last = self.period(wanted.last, span) if wanted.last else None
        if not first and not last:
            raise QueryError(
                "bad-range", "A span needs a date at one end at least.", span, "For example date:2018.."
            )
        start = None if first is None else first.first if wanted.with_first else _neighbour(first.last, 1)
        end = None if last is None else last.last if wanted.with_last else _neighbour(last.first, -1)
        if start and end and start > end:
            raise QueryError(
                "bad-range",
                "The span ends before it begins.",
                span,
                f"Turned round: {name}:{wanted.last}..{wanted.first}",
            )
        return c.Within(start, end)

    def period(self, text: str, span: q.Place) -> Period:
        try:
            return Period.parse(text.replace("/", "-"))
        except PeriodError as error:
            _bad_date(str(error), span)


def _bad_date(message: str, span: q.Place) -> NoReturn:
    raise QueryError("bad-date", message, span, _DATE_HINT)


def _neighbour(day: date, step: int) -> date:
    """The day before or after; the calendar's own first and last day stay."""
    return day if day in {date.min, date.max} else day + timedelta(days=step)


def _some(names: tuple[str, ...]) -> str:
    """The first few of a list of names, and how many more there are."""
    more = len(names) - _NAMES_SHOWN
    return ", ".join(names[:_NAMES_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _readouts(count: int) -> str:
    return f"{count:,} readout" + ("" if count == 1 else "s")
