"""One generation read by one thread: a request to hits and facets, and hits to what a page shows of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from threading import Lock

import numpy as np

from searchapp.clause import Clause, Close, Pattern, Seen, Text
from searchapp.engine import Facet, Found, Known, Manifest, Request, Share, Sight, SourceFile
from searchapp.engines.arrays.best import best
from searchapp.engines.arrays.collection import Collection
from searchapp.engines.arrays.evaluate import Evaluator
from searchapp.engines.arrays.feedback import BEST, Likeness, likeness, mixed
from searchapp.engines.arrays.fields import FOLDED
from searchapp.engines.arrays.lexicon import Lexicon
from searchapp.engines.arrays.matches import Matches, Scoring
from searchapp.engines.arrays.records import Record
from searchapp.engines.arrays.shares import both, shares
from searchapp.engines.arrays.sights import sights
from searchapp.engines.arrays.store import Array
from searchapp.engines.arrays.titles import Titles
from searchapp.readout import Readout, ReadoutId


class Snapshot:
    """A generation as far as its threads share it: made once, never changed."""

    def __init__(self, collection: Collection) -> None:
        self.collection = collection
        self._lexicons: dict[Text, Lexicon] = {}
        self._lock = Lock()

    @cached_property
    def scoring(self) -> Scoring:
        """What scores go by."""
        return Scoring.of(self.collection.lengths, self.collection.all)

    @cached_property
    def titles(self) -> Titles:
        """The words of all titles."""
        return Titles(self.collection)

    def lexicon(self, text: Text) -> Lexicon:
        """The words of a text."""
        with self._lock:
            if text not in self._lexicons:
                members = self.collection.members
                self._lexicons[text] = Lexicon([m.segment.field(FOLDED[text]) for m in members])
            return self._lexicons[text]


class ArrayReader:
    """Keeps `searchapp.engine.Reader`. It answers from its generation for as long as it is held."""

    def __init__(
        self,
        snapshot: Snapshot,
        manifest: Manifest,
        files: Callable[[], tuple[SourceFile, ...]],
    ) -> None:
        self._snapshot, self._manifest, self._files = snapshot, manifest, files
        self._collection = snapshot.collection
        self._evaluator = Evaluator(snapshot.collection, snapshot.scoring, snapshot.lexicon)
        self._read: dict[
            int, Record
        ] = {}  # what a search has read to find what is like the best, and a page shows
        self._last: dict[str, int] = {}  # the numbers of the hits found last, which will be looked at next

    @property
    def manifest(self) -> Manifest:
        """What the generation says of itself."""
        return self._manifest

    def begin(self) -> None:
        """A request begins: it may spend as much as any other."""
        self._evaluator.begin()

    def search(self, request: Request) -> Found:
        """Find readouts; see `searchapp.engine.Reader`. Scores are 0 in an order of dates.

        A field with no id ticked counts as not ticked. Raises ValueError for a field that holds no ids.
        """
        return self._among(self._find(request), request)

    def searches(self, requests: Sequence[Request]) -> tuple[Found, ...]:
        """As `search` for each, in their order; a clause that several ask for is evaluated once."""
        kept: dict[tuple[Clause, bool], Matches] = {}
        made = []
        for request in requests:
            key = request.clause, request.sort == "relevance"
            if key not in kept:
                kept[key] = self._find(request)
            made.append(self._among(kept[key], request))
        return tuple(made)

    def _find(self, request: Request) -> Matches:
        self._read.clear()
        return self._evaluator.find(request.clause, scored=request.sort == "relevance")

    def _among(self, found: Matches, request: Request) -> Found:
        """What is asked for, of what the clause found."""
        masks = self._masks(request, found)
        facets = {field: self._facet(field, request, found.docs, masks) for field in request.facets}
        kept = found.at(np.flatnonzero(_all(masks.values()))) if masks else found
        like = self._likeness(kept, request)
        if like is not None:
            kept, _ = self._mixed(kept, like)
        self._collection.breathe()
        rows = best(kept, request.offset, request.limit, request.sort, self._collection)
        hits = tuple((ReadoutId(id_), score) for id_, number, score in rows)
        self._last = {id_: number for id_, number, _ in rows}
        return Found(len(kept.docs), hits, facets, like.words if like else ())

    def explain(self, request: Request, ids: Sequence[str]) -> tuple[Share, ...]:
        """What each clause gives to the scores of some readouts; see `searchapp.engine.Reader`."""
        numbers = [number for id_ in ids if (number := self._number(id_)) is not None]
        found = self._evaluator.find(request.clause, scored=True)
        masks = self._masks(request, found)
        kept = found.at(np.flatnonzero(_all(masks.values()))) if masks else found
        asked = shares(request.clause, numbers, self._evaluator, self._snapshot.scoring)
        like = self._likeness(kept, request)
        if like is None:
            return asked
        alike = shares(like.clause, numbers, self._evaluator, self._snapshot.scoring)
        return tuple(both(pair, self._mixed(kept, like)[1]) for pair in zip(asked, alike, strict=True))

    def sights(self, ids: Iterable[str], leaves: Sequence[Seen]) -> tuple[Sight, ...]:
        """The readouts of some ids that there are, with the words of their passages that the leaves match."""
        numbers = [number for id_ in ids if (number := self._number(id_)) is not None]
        return sights(self._collection, numbers, leaves, self._evaluator, self._record)

    def count(self, clause: Clause) -> int:
        """How many readouts a clause finds."""
        self._collection.breathe()
        return len(self._evaluator.find(clause, scored=False).docs)

    def get(self, id_: str) -> Readout | None:
        """One readout, whole; None where there is none."""
        number = self._number(id_)
        if number is None:
            return None
        return self._record(number).readout

    def ids(self) -> tuple[ReadoutId, ...]:
        """Every readout's id, sorted."""
        return tuple(map(ReadoutId, self._collection.ids()))

    def entities(self, field: str) -> Mapping[str, Known]:
        """The ids that fill an entity or keyword field (or `year` or `month`), with label and count, by id.

        Raises ValueError for other fields.
        """
        return self._collection.known(field)

    def files(self) -> tuple[SourceFile, ...]:
        """The files that the generation was built from, by path."""
        return self._files()

    def statements(self) -> int:
        """How many statements the readouts hold in all."""
        return int(self._collection.by_readout("statements").take(self._collection.all).sum())

    def near_words(self, word: str, distance: int) -> Mapping[str, int]:
        """The folded words of any text that are spelt nearly so, with the number of readouts of each."""
        words = self._snapshot.lexicon("any").near(word, distance)
        counts = {one: len(self._collection.posted(FOLDED["any"], one).docs) for one in words}
        return {one: count for one, count in counts.items() if count}

    def title_runs(
        self, words: Sequence[str], prefix: str
    ) -> tuple[tuple[tuple[str, ...], int, ReadoutId], ...]:
        """Runs of folded words that are frequent in titles; see `searchapp.engine.Reader`."""
        runs = self._snapshot.titles.runs(words, prefix)
        return tuple((run.words, run.titles, ReadoutId(self._collection.id(run.readout))) for run in runs)

    def is_capped(self, clause: Clause) -> bool:
        """Whether a Pattern or Close stands for more words than are looked up; False for any other clause."""
        return isinstance(clause, Pattern | Close) and self._evaluator.expansion(clause).capped

    def expansions(self, clause: Clause) -> tuple[tuple[str, ...], bool]:
        """The words that a Pattern or Close stands for, most frequent first, and whether there are more."""
        if not isinstance(clause, Pattern | Close):
            return (), False
        found = self._evaluator.expansion(clause)
        words = self._snapshot.lexicon(clause.text).words(found)
        field = FOLDED[clause.text]
        return tuple(word for word in words if len(self._collection.posted(field, word).docs)), found.capped

    def _masks(self, request: Request, found: Matches) -> dict[str, Array]:
        """Which of the found have an id that is ticked, by field."""
        return {
            field: self._collection.column(field).holding(ids, found.docs)
            for field, ids in request.ticked.items()
            if ids
        }

    def _likeness(self, kept: Matches, request: Request) -> Likeness | None:
        if not request.feedback or kept.scores is None:
            return None
        rows = best(kept, 0, BEST, "relevance", self._collection)
        some = [(number, score) for _, number, score in rows]
        self._read = {number: self._record(number) for number, _ in some}
        return likeness(some, self._collection, self._snapshot.scoring, self._record)

    def _mixed(self, kept: Matches, like: Likeness) -> tuple[Matches, tuple[float, float]]:
        return mixed(kept, self._evaluator.find(like.clause, scored=True), self._evaluator.slots)

    def _facet(self, field: str, request: Request, docs: Array, masks: Mapping[str, Array]) -> Facet:
        others = [mask for other, mask in masks.items() if other != field]
        some = docs[_all(others)] if others else docs
        column = self._collection.column(field)
        return Facet(*column.most(some, request.facets[field], request.ticked.get(field, ())))

    def _number(self, id_: str) -> int | None:
        known = self._last.get(id_)
        return self._collection.number(id_) if known is None else known

    def _record(self, number: int) -> Record:
        known = self._read.get(number)
        return self._collection.record(number) if known is None else known


def _all(masks: Iterable[Array]) -> Array:
    first, *others = masks
    for mask in others:
        first = first & mask
    return first
