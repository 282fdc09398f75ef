"""One generation read by one thread: a request to hits, counts and facets."""

from collections.abc import Collection, Iterable, Mapping
from heapq import nsmallest
from typing import Any

from searchapp.clause import Clause
from searchapp.engine import Found, Known, Manifest, Request, Sort
from searchapp.engines.whoosh.evaluate import Evaluator, Scores
from searchapp.engines.whoosh.opened import Snapshot
from searchapp.engines.whoosh.postings import Postings
from searchapp.engines.whoosh.record import Records
from searchapp.readout import Entity, Readout, ReadoutId


class WhooshReader:
    """Keeps `searchapp.engine.Reader`. It answers from its generation for as long as it is held."""

    def __init__(self, snapshot: Snapshot, reader: Any) -> None:
        self._snapshot, self._ledger = snapshot, snapshot.ledger
        self._records = Records(reader, snapshot.sealed.folder)
        self._evaluator = Evaluator(
            Postings(reader), self._ledger, lambda text: snapshot.lexicon(text, reader)
        )

    @property
    def manifest(self) -> Manifest:
        """What the generation says of itself."""
        return self._snapshot.sealed.manifest

    def search(self, request: Request) -> Found:
        """Find readouts; see `searchapp.engine.Reader`. Scores are 0 in an order of dates.

        A field with no id ticked counts as not ticked. Raises ValueError for a field that holds no ids.
        """
        scores = self._evaluator.find(request.clause, scored=request.sort == "relevance")
        ticked = {field: self._ledger.holding(field, ids) for field, ids in request.ticked.items() if ids}
        found = _kept(scores, ticked.values())
        counts = {
            facet: self._ledger.counts(
                facet, _kept(scores, (t for field, t in ticked.items() if field != facet))
            )
            for facet in request.facets
        }
        first = nsmallest(request.offset + request.limit, found, key=self._order(request.sort, scores))
        hits = tuple((self._records[number], scores[number]) for number in first[request.offset :])
        return Found(len(found), hits, counts)

    def count(self, clause: Clause) -> int:
        """How many readouts a clause finds."""
        return len(self._evaluator.find(clause, scored=False))

    def get(self, id_: str) -> Readout | None:
        """One readout, whole; None where there is none."""
        number = self._ledger.numbers.get(id_)
        return None if number is None else self._records[number]

    def ids(self) -> tuple[ReadoutId, ...]:
        """Every readout's id, sorted."""
        return self._ledger.ids

    def entities(self, field: str) -> Mapping[str, Known]:
        """The ids that fill an entity or keyword field (or `year`), with label and count, sorted by id.

        Raises ValueError for other fields.
        """
        labels = self._snapshot.labels.get(field, {})
        return {
            id_: Known(Entity(id_, labels[id_]), len(readouts))
            for id_, readouts in sorted(self._ledger.filled(field).items())
        }

    def statements(self) -> int:
        """How many statements the readouts hold in all."""
        return self._ledger.statements

    def expansions(self, clause: Clause) -> tuple[tuple[str, ...], bool]:
        """The words that a Pattern or Close stands for, most frequent first, and whether there are more."""
        return self._evaluator.words(clause)

    def _order(self, sort: Sort, scores: Scores) -> Any:
        newest, oldest = self._ledger.newest, self._ledger.oldest
        match sort:
            case "relevance":
                return lambda number: (-scores[number], newest[number])
            case "newest":
                return newest.__getitem__
            case "oldest":
                return oldest.__getitem__


def _kept(found: Collection[int], ticked: Iterable[frozenset[int]]) -> Collection[int]:
    """The readouts that have a ticked id in every ticked field."""
    sets = tuple(ticked)
    return [number for number in found if all(number in of for of in sets)] if sets else found
