"""How well documents are ranked: a test collection in BEIR's layout, asked through our own index.

    python -m benchmarks.relevance FOLDER [--json] [--feedback]

FOLDER holds corpus.jsonl (_id, title, text), queries.jsonl (_id, text) and qrels/*.tsv (query, document, grade; of
several files test.tsv). Each document becomes a readout with its title and one passage; each query the clause
that finds any of its words but function words. Averages are over the queries that have a relevant document.
"""

import csv
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from benchmarks.gain import Grades, mean, ndcg, recall
from searchapp.analysis import tokens
from searchapp.clause import Clause, Nothing, Or, Term, Weighted
from searchapp.engine import Manifest, Request
from searchapp.engines.whoosh import WhooshEngine
from searchapp.function_words import is_function_word
from searchapp.readout import Origin, Passage, Readout, ReadoutId

K3 = 8.0  # of BM25, for words that a query has several times (Robertson and Walker, TREC-3)
_DEEP = 100


def measure(folder: Path, *, feedback: bool = False) -> dict[str, float]:
    """nDCG@10 and recall@100 over a collection, and over how many queries; raises OSError for another folder.

    feedback: see `searchapp.engine.Request`.
    """
    grades = judged(folder)
    queries = {one["_id"]: one["text"] for one in _lines(folder / "queries.jsonl") if one["_id"] in grades}
    with TemporaryDirectory() as place, WhooshEngine(Path(place)) as engine:
        engine.write(Manifest("", "", str(folder), "benchmark", 0), _readouts(folder), fresh=True)
        ranked = {
            id_: [
                hit
                for hit, _ in engine.reader()
                .search(Request(any_word(text), limit=_DEEP, feedback=feedback))
                .hits
            ]
            for id_, text in queries.items()
        }
    return {
        "ndcg@10": mean([ndcg(hits, grades[id_]) for id_, hits in ranked.items()]),
        "recall@100": mean([recall(hits, grades[id_], _DEEP) for id_, hits in ranked.items()]),
        "queries": len(ranked),
    }


def any_word(text: str) -> Clause:
    """What finds any of the words of a text but its function words, each weighing more the more often it is there."""
    asked = Counter(
        Term(one.word, one.stem) for one in tokens(text) if not is_function_word(text[one.start : one.end])
    )
    return Or(tuple(_weighed(term, often) for term, often in asked.items())) if asked else Nothing()


def judged(folder: Path) -> dict[str, Grades]:
    """The grades of each query that has a relevant document."""
    files = sorted((folder / "qrels").glob("*.tsv"))
    if not files:
        raise FileNotFoundError(f"{folder / 'qrels'}: no .tsv file. Name a folder in BEIR's layout")
    found: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for file in [one for one in files if one.stem == "test"] or files:
        with file.open(encoding="utf-8", newline="") as lines:
            for query, document, grade in list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]:
                found[query][document] = float(grade)
    return {query: grades for query, grades in found.items() if any(grade > 0 for grade in grades.values())}


def _weighed(term: Term, often: int) -> Clause:
    return term if often == 1 else Weighted(term, (K3 + 1) * often / (K3 + often))


def _readouts(folder: Path) -> Iterator[Readout]:
    for one in _lines(folder / "corpus.jsonl"):
        title = one.get("title") or ""
        yield Readout(
            id=ReadoutId(one["_id"]),
            title=title,
            headline=title,
            digest="",
            source=Origin(one["_id"], "txt"),
            passages=(Passage(1, "p1", "paragraph", one["text"], (1, 1)),),
        )


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


@click.command(epilog="Example: python -m benchmarks.relevance ../shared/corpora/ir/scifact --json")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--feedback", is_flag=True, help="Rank those first that are like the best, too.")
def main(folder: Path, *, as_json: bool, feedback: bool) -> None:
    """Rank the documents of FOLDER for its queries, and tell how well that went."""
    try:
        made = measure(folder, feedback=feedback)
    except OSError as error:
        raise click.ClickException(str(error)) from error
    click.echo(json.dumps(made) if as_json else line(folder.name, made))


def line(name: str, made: dict[str, float]) -> str:
    """The figures as one line for people."""
    return f"{name}: nDCG@10 {made['ndcg@10']:.4f}, recall@100 {made['recall@100']:.4f} over {made['queries']:,} queries"


if __name__ == "__main__":
    main()
