"""A Query to a Clause: names become ids, dates become days, words become tokens.

Needs the authority files and what the collection holds (the reader's entities); changes neither.
"""

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import assert_never

from searchapp import clause as c
from searchapp import query as q
from searchapp import when
from searchapp.analysis import folded_text, is_cjk, phrase_words, tokens
from searchapp.authority import Authority
from searchapp.directory import COLUMNS, KINDS, Listing, listing
from searchapp.engine import SORTS, Reader, Sort
from searchapp.errors import QueryError
from searchapp.function_words import is_function_word, not_required
from searchapp.other_names import OtherNames
from searchapp.readout import Side
from searchapp.results import Also
from searchapp.schema import CHOICES, FIELDS

OTHER_NAMES_WEIGHT = 0.5  # other names rank below the form that was typed
_WILD = re.compile(r"\w[*]|[*]\w|\w[?]\w")
_ROLES = {
    "country": "a party to talks",
    "minister": "a minister",
    "counterpart": "a counterpart",
    "person": "someone who took part",
    "said_by": "a speaker",
    "home": "an issuer",
    "topic": "a topic",
    "organisation": "an organisation",
    "about": "dealt with",
    "occasion": "an occasion",
    "place": "a place",
}
_SIDES: dict[str, Side] = {"home": "home", "counterpart": "counterpart", "joint": "joint"}


@dataclass(frozen=True, slots=True)
class Resolved:
    """A query as an engine gets it, and what the reader should be told of it.

    optional: function words, which are not required. also: other names that are looked for. sort: the order that
    the query asks for. understood: the query with its days written out. query: what must be found, without the order. parts: how each
    part of an And was typed, if the clause is one.
    """

    clause: c.Clause
    notices: tuple[str, ...]
    optional: tuple[q.Query, ...] = ()
    also: tuple[Also, ...] = ()
    sort: Sort | None = None
    understood: str = ""
    query: q.Query = field(default_factory=q.Every)
    parts: tuple[str, ...] = ()


def resolve(
    query: q.Query, authority: Authority, reader: Reader, *, today: date | None = None, names: bool = True
) -> Resolved:
    """The clause of a query; raises QueryError for a wrong date and an unknown type.

    today: the reader's day, from which some dates are counted; None: this machine's. names: whether what words name
    is looked for under its other names too.
    """
    day = today or date.today()  # noqa: DTZ011  # the machine's own
    resolver = _Resolver(authority, reader, day, names=names)
    rest, sort = _order(query)
    found = resolver.text(rest, "any")
    parts = resolver.parts if isinstance(rest, q.And) and isinstance(found, c.And) else []
    return Resolved(
        found, tuple(dict.fromkeys(resolver.notices)), tuple(dict.fromkeys(resolver.optional)),
        tuple(dict.fromkeys(resolver.also)), sort, str(when.absolute(query, day)), rest, tuple(parts),
    )  # fmt: skip


def _order(query: q.Query) -> tuple[q.Query, Sort | None]:
    """The query without `sort:`, and the order that it asks for."""
    parts, sort = q.clauses(query), None
    for part in parts:
        match part:
            case q.Field("sort", q.Word(text) | q.Phrase(text), span):
                sort = SORTS[_choice("sort", text, span)]
    rest = [part for part in parts if not (isinstance(part, q.Field) and part.name == "sort")]
    return (q.all_of(rest), sort) if sort else (query, None)


class _Resolver:
    def __init__(self, authority: Authority, reader: Reader, today: date, *, names: bool) -> None:
        self.authority, self.reader, self.today = authority, reader, today
        self.names = OtherNames(authority, reader) if names else None
        self.notices: list[str] = []
        self.optional: list[q.Query] = []
        self.also: list[Also] = []
        self.parts: list[str] = []

    # ---- words

    def text(self, query: q.Query, where: c.Text) -> c.Clause:
        """A query outside any field, or within `title:`."""
        match query:
            case q.Every():
                return c.Every()
            case q.Word():
                return self.together((query,), (query,), where)
            case q.Phrase(text, distance):
                if _WILD.search(text):
                    self.notices.append(f"In quotes * and ? complete no word. Without them: {text}")
                if distance is None:
                    return c.Exact(phrase_words(text), where)
                words = tuple(token.word for token in tokens(text))
                return c.Near(words, distance, where) if len(words) > 1 else c.Exact(words, where)
            case q.Wildcard(pattern):
                return self.pattern(pattern, where)
            case q.Id(text):
                return self.word(text, where)
            case q.Fuzzy(text, distance):
                return c.Close(tokens(text)[0].word, distance, where)
            case q.Field("title", body):
                return self.text(body, "title")
            case q.Field(name, body, span):
                return self.field(name, body, span)
            case q.Saying():
                return self.saying(query)
            case q.Range(span=span):
                raise QueryError(
                    "bad-range", "A span of dates needs a field.", span, "For example date:2018..2021"
                )
            case q.And(parts):
                return self.together(parts, self.needed(parts), where)
            case q.Or(parts):
                return c.Or(tuple(self.text(part, where) for part in parts))
            case q.Not(part):
                return c.Not(self.quietly(part, where))
            case _:
                assert_never(query)

    def needed(self, parts: tuple[q.Query, ...]) -> tuple[q.Query, ...]:
        """Those that are required: without function words, which are noted, unless there are no others."""
        asks = not_required([part.text if isinstance(part, q.Word) else "" for part in parts])
        if all(asks):
            return parts
        self.optional += (part for part, only in zip(parts, asks, strict=True) if only)
        return tuple(part for part, only in zip(parts, asks, strict=True) if not only)

    def quietly(self, part: q.Query, where: c.Text) -> c.Clause:
        """What is left out is left out whole, function words and all, and needs no notice of other names."""
        kept = self.notices, self.optional, self.also
        self.notices, self.optional, self.also = [], [], []
        match part:
            case q.And(parts):
                found = self.together(parts, parts, where)
            case _:
                found = self.text(part, where)
        self.notices, self.optional, self.also = kept
        return found

    def together(self, parts: Sequence[q.Query], needed: Sequence[q.Query], where: c.Text) -> c.Clause:
        """Parts of which those needed must all be found; words in a row that name something find its other names too."""
        made: list[c.Clause] = []
        labels: list[str] = []
        at = 0
        while at < len(parts):
            words = _words(parts[at:])
            length, names = self.names.found(words) if self.names and where == "any" else (0, ())
            if length == 1 and len(parts) > 1 and is_function_word(words[0]):
                names = ()  # `who said what` asks for nobody
            some = [part for part in parts[at : at + max(length, 1)] if part in needed]
            typed = [self.one(part, where) for part in some]
            at += max(length, 1)
            if typed and names:
                told: dict[str, str] = {}
                for name in names:
                    told.setdefault(name.rstrip("."), name)  # U.S. and U.S are one to a reader
                self.also.append(Also(" ".join(words[:length]), tuple(told.values())))
                others = c.Or(tuple(c.Exact(phrase_words(name)) for name in names))
                typed = [c.Or((_all(typed), c.Weighted(others, OTHER_NAMES_WEIGHT)))]
            labels += [" ".join(map(str, some))] if len(typed) == 1 else map(str, some)
            made += typed
        self.parts = labels  # of the outermost, which is the last to end
        return _all(made)

    def one(self, part: q.Query, where: c.Text) -> c.Clause:
        return self.word(part.text, where) if isinstance(part, q.Word) else self.text(part, where)

    def word(self, text: str, where: c.Text) -> c.Clause:
        found = tokens(text)
        if len(found) == 1 and not is_cjk(text):
            return c.Term(found[0].word, found[0].stem, where)
        if len(found) == 2 and found[1].word == "s" and text[found[0].end : found[1].start] in {"'", "’"}:
            return c.Term(found[0].word, found[0].stem, where)  # Mexico’s
        if len(text) == 1:
            return c.Pattern(f"{found[0].word}*", where)  # one character: any pair that begins with it
        return c.Exact(phrase_words(text), where)

    def pattern(self, written: str, where: c.Text) -> c.Clause:
        """A wildcard word; the whole words that a hyphen parts from it stand beside it."""
        parts = [part for part in written.replace("'", "-").replace("’", "-").split("-") if folded_text(part)]
        made: list[c.Clause] = []
        for part in parts:
            if "*" in part or "?" in part:
                made.append(c.Pattern("".join(x if x in "*?" else folded_text(x) for x in part), where))
            else:
                made.append(self.word(part, where))
        return _all(made)

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
            case q.Field() | q.Saying():
                raise QueryError(
                    "bad-operator",
                    f"A field stands inside {name}:( ).",
                    body.span,
                    f"Close the bracket first: {FIELDS[name].example}",
                )
            case q.Range():
                _check_span(name, span)
                return when.between(name, body, span, self.today)
            case q.Word(text) | q.Phrase(text) | q.Wildcard(text) | q.Fuzzy(text) | q.Id(text):
                match kind:
                    case "date":
                        return self.days(name, text, span)
                    case "keyword":
                        return c.AnyOf(name, frozenset({_choice(name, text, span)}))
                    case "order":
                        message = "sort: stands by itself, outside brackets and without a minus."
                        raise QueryError("bad-operator", message, span, f"For example {FIELDS[name].example}")
                    case _:
                        return self.entity(name, body, text)
            case q.Every():
                return c.Every()
            case _:
                assert_never(body)

    def days(self, name: str, text: str, span: q.Place) -> c.Clause:
        days = when.period(text, span, self.today)
        if when.is_relative(text, self.today):
            self.notices.append(f"{text} is {days.spoken}.")
        return when.within(name, days)

    def entity(self, name: str, body: q.Query, text: str) -> c.Clause:
        here = self.listing(name)
        ids = self.meant(name, body, text)
        shown = sorted(ids & here.known.keys())
        if not shown:
            self.notices.append(self.missing(name, text))
        names = dict.fromkeys(words for id_ in shown for words in here.phrases(id_))
        return c.AnyOf(COLUMNS.get(name, name), ids, tuple(names))

    def meant(self, name: str, body: q.Query, text: str) -> frozenset[str]:
        """The ids that a value of a field stands for, in the collection or not."""
        here = self.listing(name)
        match body:
            case q.Wildcard(pattern):
                return here.like("".join(x if x in "*?" else folded_text(x) or x for x in pattern))
            case q.Fuzzy(_, distance):
                return here.near(folded_text(text), 1 - distance * 0.2)
            case q.Id():
                return frozenset({here.id(text)})
            case _:
                return self.ids(name, text)

    def ids(self, name: str, text: str) -> frozenset[str]:
        """The ids that a name means: exactly so named, else (people always) with all of its words in one of theirs."""
        here, kind = self.listing(name), _kind(name)
        exact = (self.authority.named(kind, text) if kind else frozenset()) | here.exactly(text)
        if exact and kind != "person":
            return exact
        return exact | here.with_words(frozenset(phrase_words(text)))

    def listing(self, name: str) -> Listing:
        return listing(COLUMNS.get(name, name), self.authority, self.reader)

    def missing(self, name: str, text: str) -> str:
        """Why a value finds nothing, and the nearest that would: first of a field of the same kind."""
        others = () if name == "lang" else _ROLES  # many a language's code is some country's
        for other in sorted(others, key=lambda one: _kind(one) != _kind(name)):
            there = self.listing(other).known
            if other != name and (found := sorted(self.ids(other, text) & there.keys())):
                known = max((there[id_] for id_ in found), key=lambda one: one.count)
                asked = f'{other}:"{text}"' if " " in text else f"{other}:{text}"
                return f"{known.entity.label} is {_ROLES[other]} here: {asked}, {_readouts(known.count)}."
        near = self.listing(name).nearest(text)
        tail = f" The nearest is {near.entity.label}, {_readouts(near.count)}." if near else ""
        if name == "said_by":
            return f"No statement here is by “{text}”.{tail}"
        return f"No readout here has the {FIELDS[name].label.lower()} “{text}”.{tail}"

    # ---- statements

    def saying(self, query: q.Saying) -> c.Clause:
        """What one and the same statement must hold; nothing where nobody can have made it."""
        sides = speakers = None
        for one in query.scope:
            if one.name == "said":
                sides = self.chosen(one, one.body, frozenset(_SIDES))
            else:
                speakers = self.chosen(one, one.body, frozenset(self.listing(one.name).known))
        part = self.text(query.body, "any")
        if sides == frozenset() or speakers == frozenset():
            return c.Nothing()
        return c.Said(part, frozenset(_SIDES[side] for side in sides or ()), speakers or frozenset())

    def chosen(self, scope: q.Field, body: q.Query, every: frozenset[str]) -> frozenset[str]:
        """The sides or speakers that a field of a saying means, of all that there are."""
        match body:
            case q.And(parts):
                return frozenset.intersection(*(self.chosen(scope, part, every) for part in parts))
            case q.Or(parts):
                return frozenset().union(*(self.chosen(scope, part, every) for part in parts))
            case q.Not(part):
                return every - self.chosen(scope, part, every)
            case q.Word(text) | q.Phrase(text) | q.Wildcard(text) | q.Fuzzy(text) | q.Id(text):
                if scope.name == "said":
                    return frozenset({_choice("said", text, scope.span)})
                found = self.meant(scope.name, body, text) & every
                if not found:
                    self.notices.append(self.missing(scope.name, text))
                return found
            case _:
                _check_span(scope.name, scope.span)
                return every


def _kind(name: str) -> str:
    """Which table of the authority files has the names of a field's entities; none for others."""
    return KINDS.get(COLUMNS.get(name, name), "")


def _all(parts: Sequence[c.Clause]) -> c.Clause:
    return parts[0] if len(parts) == 1 else c.And(tuple(parts))


def _words(parts: Iterable[q.Query]) -> list[str]:
    """The words in a row that come first."""
    made: list[str] = []
    for part in parts:
        if not isinstance(part, q.Word):
            break
        made.append(part.text)
    return made


def _choice(name: str, text: str, span: q.Place) -> str:
    """The value of a field that has few; raises QueryError, naming the nearest, for another."""
    wanted, values = folded_text(text), CHOICES[name]
    for value, label in values.items():
        spoken = folded_text(label)
        if wanted in {folded_text(value), spoken, f"{spoken}s", *_bare(spoken)}:
            return value
    near = difflib.get_close_matches(text.lower(), values, 1, 0.5)
    hint = f"Did you mean {name}:{near[0]}" if near else f"The {FIELDS[name].plural} are {', '.join(values)}."
    one = FIELDS[name].plural.removesuffix("s")
    raise QueryError("unknown-value", f"There is no {one} “{text}”.", span, hint)


def _bare(label: str) -> tuple[str, ...]:
    """A label without its first word: a counterpart, by telephone."""
    return (label.partition(" ")[2],) if label.startswith(("a ", "an ", "by ")) else ()


def _check_span(name: str, span: q.Place) -> None:
    if FIELDS[name].kind != "date":
        message = f"{name}: is no date, so it has no span."
        raise QueryError("bad-range", message, span, f"For example {FIELDS[name].example}")


def _readouts(count: int) -> str:
    return f"{count:,} readout" + ("" if count == 1 else "s")
