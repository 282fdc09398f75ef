"""A request as a search that the server is asked, and its answer as hits and facets."""

import json
from collections.abc import Callable, Iterable, Mapping

from searchapp.engine import Facet, Request
from searchapp.engines.opensearch.document import key
from searchapp.engines.opensearch.layout import Body
from searchapp.engines.opensearch.lower import every, holding
from searchapp.readout import ReadoutId

WINDOW = 10_000  # hits that the server lists without being told where to go on
_BUCKETS = 1_000  # of a facet of which all are wanted; of more, the rest is asked in turn
_PAGE = 10_000  # of those
_EXACT = 40_000  # different ids are counted one by one up to here, the server's most

Ask = Callable[[Body], Body]

_DATED: Mapping[str, Body] = {
    "newest": {"first": {"order": "desc", "missing": "_last"}},
    "oldest": {"first": {"order": "asc", "missing": "_last"}},
}


class Turned:
    """Where the pages of the last lists ended, so that the next one goes on there. Of use to one thread."""

    def __init__(self) -> None:
        self._ends: dict[object, list[object]] = {}

    def note(self, request: Request, answer: Body) -> None:
        """A page was read."""
        hits = answer["hits"]["hits"]
        if hits:
            self._ends = {_list_of(request, request.offset + len(hits)): hits[-1]["sort"]}

    def end(self, request: Request) -> list[object] | None:
        """Where the page before ended, if it was the last that was read."""
        return self._ends.get(_list_of(request, request.offset))


def _list_of(request: Request, offset: int) -> object:
    ticked = tuple(sorted((field, ids) for field, ids in request.ticked.items()))
    return request.clause, ticked, request.sort, offset


def body(request: Request, query: Body, turned: Turned) -> tuple[Body, int]:
    """The search of a request, and how many hits stand before its page that the server does not skip itself."""
    ticked = {field: ids for field, ids in request.ticked.items() if ids}
    by_score = request.sort == "relevance"
    order = [_DATED["newest" if by_score else request.sort], {"id": "asc"}]
    made: Body = {
        "query": query,
        "sort": [{"_score": "desc"}, *order] if by_score else order,
        "size": min(request.limit, WINDOW),
        "_source": False,
        "track_total_hits": True,
        "aggs": {field: _counts(field, request, ticked) for field in request.facets},
    }
    if ticked:
        made["post_filter"] = _ticks(ticked)
    if request.offset and (end := turned.end(request)):
        return made | {"search_after": end}, 0
    if request.offset + request.limit <= WINDOW:
        return made | {"from": request.offset}, 0
    return made, request.offset


def walked(body: Body, skip: int, answer: Body, ask: Ask) -> Body:
    """The answer with the page that stands so many hits on, read through from the top.

    answer: to the search itself, which tells all but the hits.
    """
    if skip >= answer["hits"]["total"]["value"]:
        return answer | {"hits": answer["hits"] | {"hits": []}}
    plain = {name: part for name, part in body.items() if name != "aggs"} | {"track_total_hits": False}
    left, end = skip, None
    while left:
        size = min(left, WINDOW)
        hits = ask(plain | {"size": size} | ({"search_after": end} if end else {}))["hits"]["hits"]
        if not hits:
            break
        left, end = left - len(hits), hits[-1]["sort"]
    hits = ask(plain | {"search_after": end})["hits"]["hits"]
    return answer | {"hits": answer["hits"] | {"hits": hits}}


def hits(request: Request, answer: Body) -> tuple[tuple[ReadoutId, float], ...]:
    """Ids and scores; the last value that hits are sorted by is the id."""
    scored = request.sort == "relevance"
    return tuple(
        (ReadoutId(hit["sort"][-1]), float(hit["sort"][0]) if scored else 0.0)
        for hit in answer["hits"]["hits"]
    )


def among(ids: Iterable[str], query: Body) -> Body:
    """Which of some readouts a query finds, with their scores and lengths."""
    keys = [key(id_) for id_ in ids]
    asked = {"bool": {"must": [query], "filter": [{"ids": {"values": keys}}]}}
    return {"query": asked, "size": min(len(keys), WINDOW), "_source": False, "docvalue_fields": ["length"]}


def highest(request: Request, query: Body, like: Body) -> Body:
    """A search for the highest score of likeness among what a request finds."""
    ticked = {field: ids for field, ids in request.ticked.items() if ids}
    return {
        "query": {"bool": {"must": [like], "filter": [query, _ticks(ticked)]}},
        "size": 1,
        "_source": False,
    }


# ---- facets


def _ticks(ticked: Mapping[str, frozenset[str]]) -> Body:
    return every([holding(field, ids) for field, ids in sorted(ticked.items())])


def _counts(field: str, request: Request, ticked: Mapping[str, frozenset[str]]) -> Body:
    """The counts of a field among what is found without its own ticks."""
    holding(field, ())  # raises for a field that holds no ids
    wanted, mine = request.facets[field], ticked.get(field, frozenset())
    counts: Body = {"values": {"cardinality": {"field": field, "precision_threshold": _EXACT}}}
    size = _BUCKETS if wanted is None else wanted
    if size:
        order = [{"_count": "desc"}, {"_key": "asc"}]
        counts["most"] = {
            "terms": {"field": field, "size": size, "shard_size": 10 * size + 1_000, "order": order}
        }
    if also := holding(field, mine)["terms"][field]:
        counts["ticked"] = {"terms": {"field": field, "include": also, "size": len(also)}}
    others = {other: ids for other, ids in ticked.items() if other != field}
    return {"filter": _ticks(others), "aggs": counts}


def facet(told: Body) -> Facet:
    """The counts, most first, then those that are ticked and not among the most."""
    buckets = [*told.get("most", {"buckets": []})["buckets"], *told.get("ticked", {"buckets": []})["buckets"]]
    counts: dict[str, int] = {}
    for bucket in buckets:
        counts.setdefault(bucket["key"], bucket["doc_count"])
    return Facet(counts, max(told["values"]["value"], len(counts)))


def is_cut(request: Request, field: str, told: Body) -> bool:
    """Whether all counts are wanted and there are more than the server has told."""
    return request.facets[field] is None and bool(told["most"]["sum_other_doc_count"])


def whole(request: Request, field: str, query: Body) -> Body:
    """A search for all counts of a field."""
    others = {other: ids for other, ids in request.ticked.items() if ids and other != field}
    asked = every([query, _ticks(others)]) if others else query
    return {"query": asked, "size": 0, "aggs": {"all": composite(field)}}


def whole_facet(body: Body, ask: Ask) -> Facet:
    """All counts, most first."""
    counts = dict(read_through(body, ask))
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return Facet(dict(ranked), len(ranked))


def composite(field: str) -> Body:
    """All values of a field, in turn."""
    return {"composite": {"size": _PAGE, "sources": [{"id": {"terms": {"field": field}}}]}}


def read_through(body: Body, ask: Ask) -> Iterable[tuple[str, int]]:
    """Every value of the composite `all` of a search, with its count."""
    while True:
        told = ask(body)["aggregations"]["all"]
        yield from ((bucket["key"]["id"], bucket["doc_count"]) for bucket in told["buckets"])
        if "after_key" not in told or len(told["buckets"]) < _PAGE:
            return
        body = json.loads(json.dumps(body))
        body["aggs"]["all"]["composite"]["after"] = told["after_key"]
