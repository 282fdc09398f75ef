"""The ids that fill a field in a generation, each with the label that most readouts give it."""

from collections.abc import Mapping

from searchapp.engine import Known
from searchapp.engines.opensearch.layout import LABELLED, Body
from searchapp.engines.opensearch.lower import holding
from searchapp.engines.opensearch.pages import Ask, composite, read_through
from searchapp.readout import Entity


def known(field: str, ask: Ask) -> Mapping[str, Known]:
    """By id; of labels that are given as often, the alphabet's first. Raises ValueError for a field without ids."""
    holding(field, ())
    counts = dict(read_through(_asked(field), ask))
    labels = {id_: id_ for id_ in counts}
    if field in LABELLED:
        given: dict[str, tuple[int, str]] = {}
        for pair, count in read_through(_asked(f"label.{field}"), ask):
            id_, _, name = pair.partition("\0")
            given[id_] = min(given.get(id_, (1, "")), (-count, name))
        labels |= {id_: name for id_, (_, name) in given.items()}
    return {id_: Known(Entity(id_, labels[id_]), counts[id_]) for id_ in sorted(counts)}


def _asked(field: str) -> Body:
    return {"size": 0, "aggs": {"all": composite(field)}}
