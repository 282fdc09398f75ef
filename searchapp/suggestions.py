"""What may follow while a reader types: fields, then values that the collection has, then phrases of its titles.

Every suggestion of a value or phrase is a query that can be read and finds something, with all else that stands in the
box. Names are found from any of their words, in any order and script; where none begins so, by one slip.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from searchapp import clause as c
from searchapp import query as q
from searchapp.analysis import is_cjk, phrase_words, stem, tokens
from searchapp.authority import Authority
from searchapp.caret import Typed, at_caret
from searchapp.directory import COLUMNS, KINDS, listing
from searchapp.engine import Reader
from searchapp.entities import means
from searchapp.errors import EffortError, QueryError
from searchapp.function_words import is_function_word, not_required
from searchapp.generational import once_a_generation
from searchapp.resolve import resolve
from searchapp.schema import FIELDS, HAS, MODES, SIDES, SORTS, TYPES
from searchapp.spelling import SLIP
from searchapp.syntax import parse

MOST = 8
_FIELDS, _PHRASES = 3, 3  # suggestions of a kind, at most
_TRIED = 8  # values that are counted within the rest of the query
_ALONE = 2  # letters of a word that may be the beginning of a name, where more stands before it
_DIGITS = 3  # of a year
_PARTED = re.compile(r"[()]|\b(?:AND|OR|NOT)\b")  # what stands about it may change what a clause does
_APART = {"said", "said_by", "sort"}  # fields that say something of what follows them, or of no readout
_NAMED = ("country", "minister", "counterpart", "topic", "organisation", "occasion", "place")
_CLOSED = {
    "type": TYPES,
    "mode": MODES,
    "has": HAS,
    "said": SIDES,
    "sort": SORTS,
}  # fields of which all values are known
_KEPT = 4_096  # of a kind, of a generation

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A way on. kind: `field`, the name of the field of a value, or `phrase`; clause: what takes the place of what
    is typed; text: what the box then holds; label: what it is, in words; total: readouts that the text finds, of a
    phrase those with it in their title; None for a field, which still lacks its value.
    """

    kind: str
    clause: str
    text: str
    label: str
    total: int | None


def suggest(
    text: str, caret: int | None, authority: Authority, reader: Reader, most: int = MOST,
    *, today: date | None = None, names: bool = True,
) -> tuple[Suggestion, ...]:  # fmt: skip
    """What may follow what is typed at the caret (by default at the end of the text), the likeliest of each kind first.

    today, names: of the reader, as `resolve` has them. What would take too long to count is left out.
    """
    typed = at_caret(text, caret)
    if typed is None or not (typed.field or phrase_words(typed.typed)):
        return ()
    desk = _Desk(authority, reader, today, names=names)
    fields = [*_fields(typed, reader)][:_FIELDS]
    phrases = [*desk.phrases(typed)][:_PHRASES]
    values = [*desk.values(typed)][: max(1, most - len(fields) - len(phrases))]
    kinds = [one.kind for one in values]
    values.sort(key=lambda one: kinds.index(one.kind))  # each kind in one place, that of the best first
    return (*fields, *values, *phrases)[:most]


def _fields(typed: Typed, reader: Reader) -> Iterator[Suggestion]:
    """The fields that begin so, of which the collection has values."""
    if typed.field or typed.quoted or not typed.typed.isascii():
        return
    for field in FIELDS.values():
        is_empty = field.kind == "entity" and not reader.entities(COLUMNS.get(field.name, field.name))
        if field.name.startswith(typed.typed.lower()) and not is_empty:
            clause = f"{field.name}:"
            yield Suggestion("field", clause, typed.with_(clause), field.help, None)


class _Desk:
    """Looks up what a reader may mean in one generation."""

    def __init__(self, authority: Authority, reader: Reader, today: date | None, *, names: bool) -> None:
        self._authority, self._reader, self._today, self._names = authority, reader, today, names
        self._kept = _kept(authority, reader)

    # ---- values

    def values(self, typed: Typed) -> Iterator[Suggestion]:
        """Values of the field, or of any, for as many of the words before the caret as name something."""
        for one in typed.reaching_back():
            found = self._fitting(one)[:_TRIED] if _may_be_a_name(one) else []
            for field, id_, count in found:
                clause, label = self._told(field, id_)
                wanted = (
                    None
                    if field in _APART
                    else c.AnyOf("year" if field == "date" else field, frozenset({id_}))
                )
                alone = wanted and not (one.before + one.after).strip() and not one.negated
                if total := count if alone else self._total(one, clause, wanted):
                    yield Suggestion(field, clause, one.with_(clause), label, total)
            if found:
                return

    def _fitting(self, typed: Typed) -> list[tuple[str, str, int]]:
        """Fields with ids that fit, and their readouts: those whose label fits first; where none fits, those of one slip."""
        words, last = typed.words
        fields = (typed.field,) if typed.field else (*(f for f in _NAMED if f in FIELDS), "type", "year")
        for slips in (False, True):
            if slips and len(last) < SLIP:
                break
            found: dict[tuple[str, str], tuple[bool, int, str, str]] = {}
            for field in fields:
                for id_, fits, count in self._ids(field, words, last, typed, slips=slips):
                    key = KINDS.get(field, field), id_  # who took part on both sides is one
                    found[key] = max(found.get(key, (False, 0, "", "")), (fits, count, field, id_))
            if found:
                ranked = sorted(found.values(), key=lambda one: (-one[0], -one[1], one[3]))
                return [(field, id_, count) for _, count, field, id_ in ranked]
        return []

    def _ids(
        self, field: str, words: tuple[str, ...], last: str, typed: Typed, *, slips: bool
    ) -> Iterator[tuple[str, bool, int]]:
        """Ids of a field that fit, whether their label does, and their readouts."""
        if FIELDS[field].kind == "entity":
            here = listing(COLUMNS.get(field, field), self._authority, self._reader)
            for id_, fits in here.completing(words, last, slips=slips):
                yield id_, fits, here.known[id_].count
            return
        begun = "-".join((*words, last))
        if slips or not (typed.field or len(begun) >= _DIGITS):
            return
        if field in _APART:
            yield from ((value, True, 1) for value in _CLOSED[field] if value.startswith(begun))
        elif field in {"type", "mode", "has", "year", "date"}:
            for id_, one in self._reader.entities("year" if field == "date" else field).items():
                if id_.startswith(begun):
                    yield id_, True, one.count

    def _told(self, field: str, id_: str) -> tuple[str, str]:
        """The shortest clause that means an id and nothing else, and what it is in words."""
        return self._kept.told.get((field, id_), lambda: (self._clause(field, id_), self._label(field, id_)))

    def _clause(self, field: str, id_: str) -> str:
        if FIELDS[field].kind != "entity":
            return f"{field}:{id_}"
        label = listing(COLUMNS.get(field, field), self._authority, self._reader).known[id_].entity.label
        family = (
            self._authority.family_of(label) if field == "said_by" or KINDS.get(field) == "person" else None
        )
        for name in ([label[slice(*family)]] if family else []) + [label]:
            clause = f"{field}:{name}" if _is_plain(name) else f'{field}:"{_unquoted(name)}"'
            if means(clause, field, id_, self._authority, self._reader):
                return clause
        return str(q.Field(field, q.Id(id_)))

    def _label(self, field: str, id_: str) -> str:
        """The label, and the first name in another script."""
        if FIELDS[field].kind != "entity":
            return _CLOSED[field][id_] if field in _CLOSED else id_
        here = listing(COLUMNS.get(field, field), self._authority, self._reader)
        label = here.known[id_].entity.label
        other = next((name for name in here.names(id_) if is_cjk(name)), label)
        return label if other == label else f"{label}, {other}"

    # ---- phrases

    def phrases(self, typed: Typed) -> Iterator[Suggestion]:
        """Runs of words of titles that go on from what is typed, up to whole titles; of most of the words typed first."""
        if typed.field not in {None, "title"}:
            return
        given = list[tuple[str, ...]]()
        for one in typed.reaching_back():
            words, last = one.words
            if not last or (words and is_function_word(words[0]) and one.before.strip()):
                continue
            for run, titles, id_ in self._reader.title_runs(words, last)[:_PHRASES]:
                kept = _trimmed(run, len(words) + 1)
                if len(kept) == 1 and (
                    is_function_word(kept[0]) or stem(kept[0]) in {stem(o[-1]) for o in given}
                ):
                    continue
                if len(given) < _PHRASES and not any(kept == other[-len(kept) :] for other in given):
                    given.append(kept)
                    yield from self._phrase(one, kept, titles if kept == run else 0, id_)

    def _phrase(self, typed: Typed, run: tuple[str, ...], titles: int, id_: str) -> Iterator[Suggestion]:
        """A run of words, of which it is known in how many titles it stands, or not (0)."""
        written = self._kept.written.get((run, id_), lambda: self._written(run, id_))
        clause = written if len(run) == 1 and _is_plain(written) and not typed.quoted else f'"{written}"'
        if typed.field:
            clause = f"{typed.field}:{clause}"
        if clause == typed.typed:
            return
        alone = titles and not (typed.before + typed.after).strip() and not typed.negated
        if (
            total := titles
            if alone
            else self._total(typed, clause, None if typed.negated else c.Exact(run, "title"))
        ):
            yield Suggestion("phrase", clause, typed.with_(clause), "", total)

    def _written(self, run: tuple[str, ...], id_: str) -> str:
        """A run of words as the title of a readout writes it; a single word in small letters."""
        (sight,) = self._reader.sights([id_], ())
        title, size = sight.card.title, len(run)
        found = tokens(title)
        words = tuple(token.word for token in found)
        at = next((n for n in range(len(words)) if words[n : n + size] == run), None)
        if at is None:
            return " ".join(run)
        written = _unquoted(title[found[at].start : found[at + size - 1].end])
        return written.lower() if size == 1 else written

    def _total(self, typed: Typed, clause: str, wanted: c.Clause | None) -> int:
        """How many readouts are found with a clause in the place of what is typed; 0 where that cannot be read.

        wanted: what the clause means, which is quicker to count where all else must be met beside it; None where it
        cannot be told from what stands about it.
        """
        key = (typed.before, typed.after, str(typed.negated), clause, *self._reader_of())
        try:
            return self._kept.totals.get(key, lambda: self._counted(typed, clause, wanted))
        except EffortError:  # not kept: it is what this request has asked for in all that was too much
            return 0

    def _counted(self, typed: Typed, clause: str, wanted: c.Clause | None) -> int:
        rest = self._rest(typed.before, typed.after) if wanted else None
        try:
            if rest is not None and wanted is not None:
                return self._reader.count(c.And((rest, c.Not(wanted) if typed.negated else wanted)))
            return self._reader.count(self._resolved(parse(typed.with_(clause))))
        except QueryError:
            return 0

    def _rest(self, *texts: str) -> c.Clause | None:
        """What all else in the box asks for; None where it cannot be told without what is typed."""
        return self._kept.rests.get((*texts, *self._reader_of()), lambda: self._read(" ".join(texts)))

    def _reader_of(self) -> tuple[str, str]:
        """What the meaning of a query depends on, beside its text and the generation."""
        return str(self._today or ""), str(self._names)

    def _resolved(self, query: q.Query) -> c.Clause:
        return resolve(query, self._authority, self._reader, today=self._today, names=self._names).clause

    def _read(self, text: str) -> c.Clause | None:
        if _PARTED.search(text):
            return None
        try:
            query = parse(text)
            if any(isinstance(part, q.Saying) for part in q.clauses(query)):
                return None
            parts = q.clauses(query)
            asks = not_required([part.text if isinstance(part, q.Word) else "" for part in parts])
            return self._resolved(
                q.all_of([part for part, only in zip(parts, asks, strict=True) if not only])
            )
        except QueryError:
            return None


def _may_be_a_name(typed: Typed) -> bool:
    """Whether values may be meant: function words begin no name, and one letter after other words says little."""
    words, last = typed.words
    if typed.field:
        return True
    if typed.quoted or any(is_function_word(word) for word in words):
        return False
    return bool(last) and (len(last) >= _ALONE or bool(words) or not typed.before.strip() or is_cjk(last))


def _is_plain(name: str) -> bool:
    """Whether a name is one word that needs no quotes."""
    return name.isalnum() and name not in {"AND", "OR", "NOT"}


def _unquoted(name: str) -> str:
    return name.replace('"', "").replace("“", "").replace("”", "")


def _trimmed(run: tuple[str, ...], least: int) -> tuple[str, ...]:
    """A run without the function words at its end, as far as they were not typed."""
    end = len(run)
    while end > least and (is_function_word(run[end - 1]) or run[end - 1] == "s"):  # of ’s
        end -= 1
    return run[:end]


class _Some(Generic[K, V]):
    """What was made lately, by what it was made of."""

    def __init__(self) -> None:
        self._made: dict[K, V] = {}

    def get(self, key: K, make: Callable[[], V]) -> V:
        """What is kept, or is made now."""
        with suppress(KeyError):  # another thread may clear it at any time
            return self._made[key]
        made = make()
        if len(self._made) >= _KEPT:
            self._made.clear()
        self._made[key] = made
        return made


class _Kept:
    """What suggestions of one generation are made of: clauses and labels of ids, titles, and what was counted."""

    def __init__(self) -> None:
        self.told = _Some[tuple[str, str], tuple[str, str]]()
        self.written = _Some[tuple[tuple[str, ...], str], str]()
        self.rests = _Some[tuple[str, ...], c.Clause | None]()
        self.totals = _Some[tuple[str, ...], int]()


_kept = once_a_generation(_Kept)
