"""How well our own judged queries are answered over the State Department's releases; see judged/README.md.

A query is asked as a reader asks it, and its first page is looked at. Where it finds nothing, that is what the page
offers then: of a misspelt query what the first respelling finds, of any other the readouts that have some of the words.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.gain import Grades, mean, ndcg, success
from searchapp import authority, indexing
from searchapp.engines.whoosh import WhooshEngine
from searchapp.results import Search
from searchapp.searcher import Searcher

FOLDER = Path(__file__).parent / "judged"
KNOWN, MISSPELT = "known-item", "misspelt"


@dataclass(frozen=True, slots=True)
class Judged:
    """A query, of what kind it is, and the grades of the readouts that answer it: 2 does, 1 says something of it."""

    id: str
    kind: str
    text: str
    grades: Grades


@dataclass(frozen=True, slots=True)
class Answered:
    """A judged query and the ids that it found, best first."""

    query: Judged
    hits: tuple[str, ...]

    @property
    def ndcg(self) -> float:
        """nDCG@10."""
        return ndcg(self.hits, self.query.grades)

    @property
    def success(self) -> float:
        """1 if the first hit is one that answers the query."""
        return success(self.hits, self.query.grades)


def queries(folder: Path = FOLDER) -> tuple[Judged, ...]:
    """The queries of a folder with queries.tsv (id, kind, query) and grades.tsv (query, id, grade)."""
    grades: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for one in _rows(folder / "grades.tsv"):
        grades[one["query"]][one["id"]] = float(one["grade"])
    return tuple(
        Judged(one["id"], one["kind"], one["query"], grades[one["id"]])
        for one in _rows(folder / "queries.tsv")
    )


def answered(texts: Path) -> tuple[Answered, ...]:
    """Every judged query asked of an index that is made of a folder of texts."""
    with TemporaryDirectory() as place, WhooshEngine(Path(place)) as engine:
        indexing.rebuild(texts, engine, cached=False)
        return asked(Searcher(engine, authority.load()))


def asked(searcher: Searcher) -> tuple[Answered, ...]:
    """Every judged query asked of an index that holds those texts."""
    return tuple(Answered(one, tuple(_hits(searcher, one))) for one in queries())


def figures(made: tuple[Answered, ...]) -> dict[str, Any]:
    """nDCG@10 over all and by kind, success@1 for known items."""
    kinds = dict.fromkeys(one.query.kind for one in made)
    return {
        "ndcg@10": mean([one.ndcg for one in made]),
        "success@1": mean([one.success for one in made if one.query.kind == KNOWN]),
        "queries": len(made),
        "kinds": {kind: mean([one.ndcg for one in made if one.query.kind == kind]) for kind in kinds},
    }


def table(made: tuple[Answered, ...]) -> str:
    """The figures for people, then each query that is not answered as well as it could be."""
    told = figures(made)
    lines = [
        f"judged queries: nDCG@10 {told['ndcg@10']:.4f} over {told['queries']}, success@1 of known items {told['success@1']:.4f}",
        *(f"  {kind:12} {value:.4f}" for kind, value in told["kinds"].items()),
    ]
    short = sorted((one for one in made if one.ndcg < 1), key=lambda one: one.ndcg)
    return "\n".join([*lines, *(f"  {one.query.id} {one.ndcg:.4f} {one.query.text}" for one in short)])


def _hits(searcher: Searcher, asked: Judged) -> Iterator[str]:
    found = searcher.search(Search(asked.text))
    hits = found.hits
    if not found.total and asked.kind == MISSPELT and found.remedies.spelling:
        hits = searcher.search(Search(found.remedies.spelling[0].text)).hits
    elif not found.total and found.remedies.loose:
        hits = found.remedies.loose.hits
    return (str(hit.readout.id) for hit in hits)


def _rows(file: Path) -> Iterator[Mapping[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
