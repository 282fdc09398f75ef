"""The best of many readouts, without sorting all of them."""

import numpy as np

from searchapp.engine import Sort
from searchapp.engines.arrays.collection import Collection
from searchapp.engines.arrays.highest import highest
from searchapp.engines.arrays.matches import Matches
from searchapp.engines.arrays.store import Array

_SMALL = 2_000


def best(
    found: Matches, offset: int, limit: int, sort: Sort, collection: Collection
) -> list[tuple[str, int, float]]:
    """A stretch of the readouts, best first: id, number, score; see `searchapp.engine.Reader.search` for ties."""
    docs, scores, wanted = found.docs, found.scores, min(offset + limit, len(found.docs))
    if wanted <= offset:
        return []
    if sort == "relevance" and scores is not None and len(docs) > wanted:
        kept = highest(scores, wanted)
        docs, scores = docs[kept], scores[kept]
    if len(docs) > wanted:
        kept = _earliest(_days(docs, sort, collection), scores, wanted)
        docs, scores = docs[kept], None if scores is None else scores[kept]
    if len(docs) > _SMALL:
        # a page far down the list, or a collection in which most readouts have no date, or the same one
        docs, scores = _stretch(docs, scores, (offset, wanted), sort, collection)
        offset, wanted = 0, wanted - offset
    first = collection.days[0].data
    given = [0.0] * len(docs) if scores is None else scores.tolist()
    sign = 1 if sort == "oldest" else -1
    rows = sorted(
        (-score, not first[number], sign * first[number], collection.id(number), number)
        for score, number in zip(given, docs.tolist(), strict=True)
    )
    return [(id_, number, -score) for score, _, _, id_, number in rows[offset:wanted]]


def _days(docs: Array, sort: Sort, collection: Collection) -> Array:
    """A number for each readout that ascends in the order of dates, and is highest for those without a date."""
    first = collection.days[0].take(docs).astype(np.int64)
    return np.where(first == 0, np.iinfo(np.int64).max, first if sort == "oldest" else -first)


def _earliest(days: Array, scores: Array | None, wanted: int) -> Array:
    """The places of those that come first by score and then by day, and of all that equal the last of them."""
    if scores is None:
        return np.flatnonzero(days <= np.partition(days, wanted - 1)[wanted - 1])
    last = scores.min()
    equal = np.flatnonzero(scores == last)
    higher = np.flatnonzero(scores > last)
    missing = wanted - len(higher)
    return np.concatenate((higher, equal[_earliest(days[equal], None, missing)]))


def _stretch(
    docs: Array, scores: Array | None, ends: tuple[int, int], sort: Sort, collection: Collection
) -> tuple[Array, Array | None]:
    """Those that come from the first to before the second place by score, day and id, in any order."""
    days = _days(docs, sort, collection)
    given = np.zeros(len(docs), np.float32) if scores is None else scores
    order = np.lexsort((collection.ranks.take(docs), days, -given))[slice(*ends)]
    return docs[order], None if scores is None else scores[order]
