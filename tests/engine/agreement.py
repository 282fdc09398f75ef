"""The readouts that engines are compared on, and the comparison with the naive matcher."""

import os
from collections.abc import Sequence

from searchapp.engine import Reader, Request
from searchapp.readout import Readout
from tests.engine import naive, strategies

CROWD = strategies.crowd(300)
LATER = strategies.crowd(330, seed=2)[100:]  # other readouts, 200 of them with ids of the crowd
CHANGED = sorted(
    {r.id: r for r in CROWD + LATER if r.id not in {CROWD[n].id for n in range(11)}}.values(),
    key=lambda r: r.id,
)

SHARE = int(os.environ.get("SEARCHAPP_TEST_EXAMPLES", "100"))  # of a hundred examples, how many are tried


def examples(number: int) -> int:
    """On how many examples a law is tried: so many, or the share of them that is asked for."""
    return max(number * SHARE // 100, 1)


def agrees(reader: Reader, request: Request, readouts: Sequence[Readout]) -> None:
    """The reader finds, counts and orders as the naive matcher does."""
    found, expected = reader.search(request), naive.found(request, readouts)
    stretch = slice(request.offset, request.offset + request.limit)
    hits = [reader.get(id_) for id_, _ in found.hits]
    assert [sight.card.id for sight in reader.sights((id_ for id_, _ in found.hits), ())] == [
        id_ for id_, _ in found.hits
    ]
    assert found.total == len(expected)
    match request.sort:
        case "newest":
            assert hits == naive.newest_first(expected)[stretch]
        case "oldest":
            assert hits == naive.oldest_first(expected)[stretch]
        case "relevance":
            assert {id_ for id_, _ in found.hits} <= {readout.id for readout in expected}
            assert len(hits) == len(expected[stretch])
    assert found.facets.keys() == request.facets.keys()
    for facet, buckets in request.facets.items():
        every = naive.counts(request, readouts, facet)
        ranked = sorted(every.items(), key=lambda item: (-item[1], item[0]))[:buckets]
        ticked = request.ticked.get(facet, frozenset())
        wanted = dict(ranked) | {id_: count for id_, count in every.items() if id_ in ticked}
        assert dict(found.facets[facet].counts) == wanted
        assert list(found.facets[facet].counts.items())[: len(ranked)] == ranked
        assert found.facets[facet].values == len(every)
