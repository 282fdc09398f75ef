"""A clause as the server's query. What filters, and what weighs: as many as the words that a readout holds.

A query that weighs scores a readout by how often the leaf stands there, in words of the body; `scores` makes a score of it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import permutations
from typing import assert_never

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
    Term,
    Weighted,
    Within,
)
from searchapp.engines.arrays.fields import TITLE, as_number
from searchapp.engines.opensearch.document import joined, term
from searchapp.engines.opensearch.layout import FIELDS, Body

Scored = Term | Exact | Near | Pattern | Close | Said
Expand = Callable[[Pattern | Close], tuple[str, ...]]

NONE: Body = {"match_none": {}}
ALL: Body = {"match_all": {}}
_SHORT = 4  # words, of which each order is asked for
_WEIGHED = 200  # words of a pattern that are weighed one by one: the server takes 1,024 clauses in all


class Lowering:
    """Makes queries. expand: the words that a pattern or close word stands for."""

    def __init__(self, expand: Expand) -> None:
        self._expand = expand

    def filter(self, clause: Clause, within: str = "") -> Body:
        """A query that finds what the clause finds. within: "said." for the words of a statement.

        Raises ValueError for a field that holds no ids.
        """
        match clause:
            case Every():
                return ALL
            case Nothing():
                return NONE
            case Term(_, stem, text):
                return {"term": {within + ("stems" if text == "any" else "title_stems"): term(stem)}}
            case Exact(words, text):
                return _row(within + _field(text), words)
            case Near(words, distance, text):
                return _near(within + _field(text), words, distance)
            case Pattern() | Close():
                return {"terms": {within + _field(clause.text): list(self._expand(clause))}}
            case AnyOf(field, ids):
                return holding(field, ids)
            case Within(first, last):
                low = {"gte": as_number(first) if first else 1}
                high = {"lte": as_number(last)} if last else {"gte": 1}
                return every([{"range": {"first": low}}, {"range": {"last": high}}])
            case And(parts):
                return every([self.filter(part, within) for part in parts])
            case Or(parts):
                return some([self.filter(part, within) for part in parts])
            case Not(part):
                return {"bool": {"must_not": [self.filter(part, within)]}}
            case Weighted(part, _):
                return self.filter(part, within)
            case Said():
                return {"nested": {"path": "said", "query": self._said(clause)}}
            case _:
                assert_never(clause)

    def weigh(self, leaf: Scored) -> Body:
        """A query that finds what the leaf finds, and scores each by how often, in words of the body."""
        match leaf:
            case Term(_, stem, text):
                return _one("stems", stem, 1) if text == "any" else _one("title_stems", stem, TITLE)
            case Exact(words, text):
                return self._in_both(
                    text, lambda field, boost: _boosted(_row(field, words), boost / len(words))
                )
            case Near():
                return self._in_both(
                    leaf.text,
                    lambda field, boost: _once(_near(field, leaf.words, leaf.distance), boost),
                )
            case Pattern() | Close():
                words = self._expand(leaf)
                if len(words) > _WEIGHED:
                    return _once(self.filter(leaf), 1)
                return self._in_both(
                    leaf.text, lambda field, boost: some([_one(field, word, boost) for word in words])
                )
            case Said():
                said = _once(self._said(leaf), 1)
                return {"nested": {"path": "said", "query": said, "score_mode": "sum"}}
            case _:
                assert_never(leaf)

    def _in_both(self, text: str, query: Callable[[str, float], Body]) -> Body:
        """What stands in the title stands in any text too, and weighs TITLE in all."""
        if text == "title":
            return query("title", TITLE)
        return some([query("text", 1), query("title", TITLE - 1)])

    def _said(self, clause: Said) -> Body:
        parts = [self.filter(clause.part, "said.")]
        if clause.sides:
            parts.append({"terms": {"said.side": sorted(clause.sides)}})
        if clause.speakers:
            parts.append({"terms": {"said.speaker": _sendable(clause.speakers)}})
        return every(parts)


def every(parts: list[Body]) -> Body:
    """What all of the parts find."""
    return {"bool": {"filter": parts}} if parts else ALL


def some(parts: list[Body]) -> Body:
    """What any of the parts finds, scored by all of them together."""
    return {"bool": {"should": parts, "minimum_should_match": 1}} if parts else NONE


def holding(field: str, ids: Iterable[str]) -> Body:
    """What holds any of the ids; raises ValueError for a field that holds none."""
    if field not in FIELDS:
        raise ValueError(f"{field!r} is no field that holds ids")
    return {"terms": {field: _sendable(ids)}}


def _sendable(ids: Iterable[str]) -> list[str]:
    """Ids that can be: what is not Unicode is no readout's."""
    return sorted(id_ for id_ in ids if not any("\ud800" <= c <= "\udfff" for c in id_))


def _field(text: str) -> str:
    return "text" if text == "any" else "title"


def _row(field: str, words: tuple[str, ...]) -> Body:
    if len(words) == 1:
        return {"term": {field: {"value": term(words[0])}}}
    return {"match_phrase": {field: {"query": joined(words)}}}


def _near(field: str, words: tuple[str, ...], distance: int) -> Body:
    """A window that holds each word as often as it is asked for.

    Of words that are all different, or all the same, the server counts what else stands between them. In other windows
    without an order it may take one place for two equal words: of few, each order is asked for, of many the width.
    """
    if distance < 1:
        return NONE  # no words stand that near
    often, gaps = Counter(words), distance - 1
    if len(often) in {1, len(words)}:
        found = _window(words, gaps, ordered=len(often) == 1)
    elif len(words) <= _SHORT:
        orders = sorted(set(permutations(words)))
        found = {"any_of": {"intervals": [_window(one, gaps, ordered=True) for one in orders]}}
    else:
        each = [_window([word] * n, -1, ordered=True) for word, n in often.items()]
        # a script of this kind takes no parameters
        width = {"script": {"source": f"interval.end - interval.start <= {gaps + len(words) - 1}"}}
        found = {"all_of": {"intervals": each, "mode": "unordered", "filter": width}}
    return {"intervals": {field: found}}


def _window(words: Sequence[str], gaps: int, *, ordered: bool) -> Body:
    mode = "ordered" if ordered else "unordered"
    return {"match": {"query": joined(words), "mode": mode, "max_gaps": gaps}}


def _one(field: str, word: str, boost: float) -> Body:
    return {"term": {field: {"value": term(word), "boost": boost}}}


def _boosted(query: Body, boost: float) -> Body:
    return {"bool": {"must": [query], "boost": boost}}


def _once(query: Body, weight: float) -> Body:
    return {"constant_score": {"filter": query, "boost": weight}}
