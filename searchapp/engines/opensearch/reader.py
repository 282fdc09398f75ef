"""One generation read by one thread: a request to hits and facets, and hits to what a page shows of them."""

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import msgspec

from searchapp.clause import Clause, Close, Or, Pattern, Seen
from searchapp.engine import Facet, Found, Known, Manifest, Problem, Request, Share, Sight, SourceFile
from searchapp.engines.arrays.records import decode
from searchapp.engines.arrays.shares import both
from searchapp.engines.opensearch import feedback, pages
from searchapp.engines.opensearch.document import key
from searchapp.engines.opensearch.generations import Generation
from searchapp.engines.opensearch.known import known
from searchapp.engines.opensearch.layout import Body
from searchapp.engines.opensearch.lexicon import Lexicon, Words
from searchapp.engines.opensearch.lower import Lowering, Scored
from searchapp.engines.opensearch.scores import SUM, Collected, leaves, scored
from searchapp.engines.opensearch.server import GoneError, Server
from searchapp.engines.opensearch.shares import shares
from searchapp.engines.opensearch.sights import ReadSight
from searchapp.engines.opensearch.titles import Titles
from searchapp.errors import GenerationGoneError
from searchapp.readout import Readout, ReadoutId

_REMEMBERED = 5_000  # leaves and patterns of which is known how many readouts hold them
T = TypeVar("T")


@dataclass(slots=True)
class Snapshot:
    """A generation as far as its threads share it: what never changes about it, asked once."""

    server: Server
    one: Generation
    manifest: Manifest
    _kept: dict[object, Any] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def of(cls, server: Server, one: Generation) -> "Snapshot | None":
        """None for a generation that is not whole, or gone."""
        told = server.ask("GET", f"/{one.beside}/_doc/manifest")
        if told is None:
            return None
        manifest = msgspec.json.decode(told["_source"]["held"], type=Manifest)
        problems = tuple(_held(server, one, "problem", Problem))
        return cls(server, one, replace(manifest, problems=problems))

    def once(self, name: object, make: Callable[[], T]) -> T:
        """What is made when it is first asked for."""
        if name not in self._kept:
            return self.keep(name, make())
        kept: T = self._kept[name]
        return kept

    def keep(self, name: object, made: T) -> T:
        """Remember it for all threads."""
        with self._lock:
            if len(self._kept) >= _REMEMBERED:
                self._kept.clear()
            self._kept[name] = made
        return made

    def held(self, leaf: Scored) -> tuple[int, float] | None:
        """How many readouts hold a leaf, and how often in all; None while it has not been asked."""
        kept: tuple[int, float] | None = self._kept.get(leaf)
        return kept


class ServerReader:
    """Keeps `searchapp.engine.Reader`. It answers from its generation for as long as that is kept."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot, self._server = snapshot, snapshot.server
        self._index = snapshot.one.readouts
        self._lexicon = Lexicon(snapshot.server, snapshot.one.beside)
        self._lowering = Lowering(lambda clause: tuple(self._words(clause).counts))
        self._turned = pages.Turned()

    @property
    def manifest(self) -> Manifest:
        """What the generation says of itself."""
        return self._snapshot.manifest

    def begin(self) -> None:
        """Nothing is counted here: a server gives up what takes too long, one search at a time."""

    def search(self, request: Request) -> Found:
        """Find readouts; see `searchapp.engine.Reader`. Scores are 0 in an order of dates.

        A field with no id ticked counts as not ticked. Raises ValueError for a field that holds no ids.
        """
        return self.searches([request])[0]

    def searches(self, requests: Sequence[Request]) -> tuple[Found, ...]:
        """As `search` for each, in their order, all at once."""
        queries = self._queries(requests)
        likes = [self._likeness(one, query) for one, query in zip(requests, queries, strict=True)]
        queries = [like.query if like else query for like, query in zip(likes, queries, strict=True)]
        asked = [pages.body(one, query, self._turned) for one, query in zip(requests, queries, strict=True)]
        made = []
        answers = self._searches([body for body, _ in asked])
        for request, query, like, (body, skip), answer in zip(
            requests, queries, likes, asked, answers, strict=True
        ):
            if skip:
                answer = pages.walked(body, skip, answer, self._ask)  # noqa: PLW2901
            self._turned.note(request, answer)
            facets = {one: self._facet(one, request, query, answer) for one in request.facets}
            total, alike = answer["hits"]["total"]["value"], like.words if like else ()
            made.append(Found(total, pages.hits(request, answer), facets, alike))
        return tuple(made)

    def explain(self, request: Request, ids: Sequence[str]) -> tuple[Share, ...]:
        """What each clause gives to the scores of some readouts; see `searchapp.engine.Reader`."""
        there = self._ask(pages.among(ids, self._lowering.filter(request.clause)))
        lengths = {hit["_id"]: int(hit["fields"]["length"][0]) for hit in there["hits"]["hits"]}
        some = {id_: lengths[key(id_)] for id_ in ids if key(id_) in lengths}
        asked = shares(request.clause, some, self._collected, self._scores)
        like = self._likeness(request, self._queries([request])[0])
        if like is None:
            return asked
        alike = shares(like.clause, some, self._collected, self._scores)
        return tuple(both(pair, like.factors) for pair in zip(asked, alike, strict=True))

    def sights(self, ids: Iterable[str], leaves: Sequence[Seen]) -> tuple[Sight, ...]:
        """The readouts of some ids that there are, with the words of their passages that the leaves match."""
        return tuple(ReadSight(readout, leaves) for readout in self._readouts(list(ids)))

    def count(self, clause: Clause) -> int:
        """How many readouts a clause finds."""
        asked = {"query": self._lowering.filter(clause), "size": 0, "track_total_hits": True}
        total: int = self._ask(asked)["hits"]["total"]["value"]
        return total

    def get(self, id_: str) -> Readout | None:
        """One readout, whole; None where there is none."""
        return next(iter(self._readouts([id_])), None)

    def ids(self) -> tuple[ReadoutId, ...]:
        """Every readout's id, sorted."""
        made: list[ReadoutId] = []
        body: Body = {
            "query": {"match_all": {}},
            "size": pages.WINDOW,
            "sort": [{"id": "asc"}],
            "_source": False,
        }
        while hits := self._ask(body)["hits"]["hits"]:
            made += [ReadoutId(hit["sort"][0]) for hit in hits]
            body = body | {"search_after": hits[-1]["sort"]}
        return tuple(made)

    def entities(self, field: str) -> Mapping[str, Known]:
        """The ids that fill an entity or keyword field (or `year` or `month`), with label and count, by id.

        Raises ValueError for other fields.
        """
        return self._snapshot.once(("known", field), lambda: known(field, self._ask))

    def files(self) -> tuple[SourceFile, ...]:
        """The files that the generation was built from, by path."""
        return tuple(_held(self._server, self._snapshot.one, "file", SourceFile))

    def statements(self) -> int:
        """How many statements the readouts hold in all."""
        asked = {"size": 0, "aggs": {"all": {"sum": {"field": "statements"}}}}
        return int(self._ask(asked)["aggregations"]["all"]["value"])

    def near_words(self, word: str, distance: int) -> Mapping[str, int]:
        """The folded words of any text that are spelt nearly so, with the number of readouts of each."""
        return self._lexicon.near(word, distance)

    def title_runs(
        self, words: Sequence[str], prefix: str
    ) -> tuple[tuple[tuple[str, ...], int, ReadoutId], ...]:
        """Runs of folded words that are frequent in titles; see `searchapp.engine.Reader`."""
        titles = Titles(self._lexicon, self._lowering)
        for nearly in (False, True):
            body, last = titles.asked(words, prefix, nearly=nearly)
            hits = self._ask(body)["hits"]["hits"] if last else []
            if runs := titles.runs([hit["_source"]["title"] for hit in hits], words, last):
                break
        requests = [Request(titles.clause(run), sort="newest", limit=1) for run in runs]
        told = [
            (run, found.total, found.hits[0][0])
            for run, found in zip(runs, self.searches(requests), strict=True)
        ]
        return tuple(sorted(told, key=lambda one: -one[1]))

    def is_capped(self, clause: Clause) -> bool:
        """Whether a Pattern or Close stands for more words than are looked up; False for any other clause."""
        return isinstance(clause, Pattern | Close) and self._words(clause).capped

    def expansions(self, clause: Clause) -> tuple[tuple[str, ...], bool]:
        """The words that a Pattern or Close stands for, most frequent first, and whether there are more."""
        if not isinstance(clause, Pattern | Close):
            return (), False
        words = self._words(clause)
        return tuple(words.counts), words.capped

    # ---- how it is asked

    def _queries(self, requests: Sequence[Request]) -> list[Body]:
        scoring = [one.clause for one in requests if one.sort == "relevance"]
        collected = self._collected(scoring) if any(map(leaves, scoring)) else Collected(0, 0, {})
        return [
            scored(one.clause, self._lowering, collected)
            if one.sort == "relevance"
            else self._lowering.filter(one.clause)
            for one in requests
        ]

    def _likeness(self, request: Request, query: Body) -> "_Like | None":
        """What the best hits hold, and the query that counts it too; None where it is not asked for."""
        if not request.feedback or request.sort != "relevance" or not leaves(request.clause):
            return None
        (first,) = self.searches([replace(request, feedback=False, offset=0, limit=feedback.BEST, facets={})])
        best = zip(
            self._readouts([id_ for id_, _ in first.hits]), [score for _, score in first.hits], strict=True
        )
        found = feedback.likeness(list(best), self._collected)
        if found is None:
            return None
        clause, words = found
        like = scored(clause, self._lowering, self._collected([clause]))
        highest = self._ask(pages.highest(request, query, like))["hits"]["max_score"]
        factors = 1 / first.hits[0][1], 1 / (highest or 1.0)
        return _Like(clause, words, feedback.mixed(query, like, factors), factors)

    def _collected(self, clauses: Iterable[Clause]) -> Collected:
        """What the scores of some clauses go by; what is not known yet is asked, all at once."""
        every = tuple(dict.fromkeys(leaf for clause in clauses for leaf in leaves(clause)))
        missing = [leaf for leaf in every if self._snapshot.held(leaf) is None]
        asked = [
            {"query": self._lowering.weigh(leaf), "size": 0, "track_total_hits": True, "aggs": {"all": SUM}}
            for leaf in missing
        ]
        told = {
            leaf: (int(answer["hits"]["total"]["value"]), float(answer["aggregations"]["all"]["value"]))
            for leaf, answer in zip(missing, self._searches(asked), strict=True)
        }
        stated = {leaf: one for leaf in every if (one := self._snapshot.held(leaf)) is not None} | told
        for leaf, found in told.items():
            self._snapshot.keep(leaf, found)
        return Collected(self.manifest.readouts, self._length(), stated)

    def _length(self) -> float:
        """The mean length of the readouts, in words."""

        def asked() -> float:
            answer = self._ask({"size": 0, "aggs": {"all": {"avg": {"field": "length"}}}})
            return float(answer["aggregations"]["all"]["value"] or 0)

        return self._snapshot.once("length", asked)

    def _scores(self, clauses: Sequence[Clause], ids: Sequence[str], *, raw: bool) -> list[dict[str, float]]:
        """What each clause gives to the scores of some readouts, by id; raw: how often its leaf stands there."""
        collected = self._collected(clauses)
        queries = [
            self._lowering.weigh(one) if raw else scored(one, self._lowering, collected)  # type: ignore[arg-type]
            for one in clauses
        ]
        answers = self._searches([pages.among(ids, query) for query in queries])
        names = {key(id_): id_ for id_ in ids}
        return [{names[hit["_id"]]: hit["_score"] for hit in one["hits"]["hits"]} for one in answers]

    def _words(self, clause: Pattern | Close) -> Words:
        return self._snapshot.once(clause_key(clause), lambda: self._lexicon.standing_for(clause))

    def _facet(self, name: str, request: Request, query: Body, answer: Body) -> Facet:
        told = answer["aggregations"][name]
        if not pages.is_cut(request, name, told):
            return pages.facet(told)
        body = pages.whole(request, name, query)
        return pages.whole_facet(body, self._ask)

    def _readouts(self, ids: Sequence[str]) -> list[Readout]:
        """Those of some ids that there are, in the order of the ids."""
        if not ids:
            return []
        asked = {"docs": [{"_id": key(id_), "_source": ["readout"]} for id_ in ids]}
        answer = self._server.ask("POST", f"/{self._index}/_mget", asked)
        docs = answer["docs"] if answer else [{"error": {}}]
        if any("error" in held for held in docs):
            raise GenerationGoneError(self.manifest.generation)
        return [decode(held["_source"]["readout"].encode()) for held in docs if held["found"]]

    def _ask(self, body: Body) -> Body:
        return self._searches([body])[0]

    def _searches(self, bodies: Sequence[Body]) -> list[Body]:
        try:
            return self._server.searches(self._index, bodies)
        except GoneError:
            raise GenerationGoneError(self.manifest.generation) from None


@dataclass(frozen=True, slots=True)
class _Like:
    """What the best hits hold, a word of each stem of it; the query that counts it too, and by what each is multiplied."""

    clause: Or
    words: tuple[str, ...]
    query: Body
    factors: tuple[float, float]


def clause_key(clause: Pattern | Close) -> tuple[str, Pattern | Close]:
    """What the words of a pattern are remembered by, beside its counts."""
    return "words", clause


def _held(server: Server, one: Generation, kind: str, type_: type[T]) -> Iterable[T]:
    """What is kept in documents of a kind, in their order."""
    query: Body = {"query": {"term": {"kind": kind}}, "size": 500, "sort": ["_doc"]}
    body = query
    found: list[tuple[str, str]] = []
    while True:
        hits = server.search(one.beside, body)["hits"]["hits"]
        found += [(hit["_id"], hit["_source"]["held"]) for hit in hits]
        if len(hits) < query["size"]:
            break
        body = query | {"search_after": hits[-1]["sort"]}
    for _, held in sorted(found):
        yield from msgspec.json.decode(held, type=list[type_])  # type: ignore[valid-type]
