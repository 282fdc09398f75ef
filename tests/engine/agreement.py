"""The readouts that engines are compared on, and the comparison with the naive matcher."""

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


def agrees(reader: Reader, request: Request, readouts: Sequence[Readout]) -> None:
    """The reader finds, counts and orders as the naive matcher does."""
    found, expected = reader.search(request), naive.found(request, readouts)
    stretch = slice(request.offset, request.offset + request.limit)
    hits = [readout for readout, _ in found.hits]
    assert found.total == len(expected)
    match request.sort:
        case "newest":
            assert hits == naive.newest_first(expected)[stretch]
        case "oldest":
            assert hits == naive.oldest_first(expected)[stretch]
        case "relevance":
            assert {hit.id for hit in hits} <= {readout.id for readout in expected}
            assert len(hits) == len(expected[stretch])
    for facet in request.facets:
        assert dict(found.counts[facet]) == naive.counts(request, readouts, facet)
