"""The command: python -m benchmarks --size 10k --out bench.json"""

import json
import random
import tempfile
import time
from pathlib import Path

import click

from benchmarks import corpus, engines, hard, http, measure, peer, profile, queries, reading
from benchmarks.measure import Plan
from benchmarks.report import Json, report
from benchmarks.table import table

_TYPED = 460  # questions of each kind that are asked over HTTP alone


@click.command(epilog="Example: python -m benchmarks --size 10k --out bench.json")
@click.option(
    "--size", type=click.Choice(list(corpus.SIZES)), default="10k", show_default=True, help="Documents."
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="File for the figures, as JSON.")
@click.option(
    "--corpus",
    "source",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder with un-general-debates in it, or of .txt files; without it, ../shared/corpora.",
)
@click.option(
    "--engine", "names", type=click.Choice(engines.NAMES), multiple=True, help="Only these; all without."
)
@click.option(
    "--repeats", type=click.IntRange(3, 50), default=Plan().repeats, show_default=True, help="Repeats."
)
@click.option(
    "--http/--no-http", "loaded", default=True, show_default=True, help="Pages and API under load too."
)
@click.option(
    "--profile", "profiled", is_flag=True, help="Print where a page of ours spends its time, and end."
)
def main(
    size: str,
    out: Path | None,
    source: Path | None,
    names: tuple[str, ...],
    repeats: int,
    loaded: bool,
    profiled: bool,
) -> None:
    """Build and ask ours and its peers over one corpus, and print a table and the ratios."""
    plan, began = Plan(repeats=repeats), time.perf_counter()
    try:
        documents = corpus.cached(source, corpus.SIZES[size])
    except FileNotFoundError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"documents: {documents}", err=True)
    words = queries.vocabulary(peer.read(documents))
    drawn = queries.questions(words, plan.per_kind + _TYPED)
    questions = {kind: some[: plan.per_kind] for kind, some in drawn.items()}
    with tempfile.TemporaryDirectory(prefix="searchapp-bench-") as folder:
        if profiled:
            click.echo(profile.profile(documents, questions, Path(folder)))
            return
        run = measure.run(
            names or engines.NAMES,
            documents,
            questions,
            Path(folder),
            plan,
            lambda line: click.echo(line, err=True),
        )
        made = report(size, corpus.SIZES[size], run, time.perf_counter() - began)
        click.echo(table(made, run))
        if "ours" in run.engines:
            typed = [queries.text(one) for some in drawn.values() for one in some[plan.per_kind :]]
            _ours_alone(made, Path(folder) / "ours", words, typed, loaded)
    if out:
        out.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


def _ours_alone(made: Json, index: Path, words: queries.Vocabulary, typed: list[str], loaded: bool) -> None:
    """Measure what there is no peer for, and add it to the report."""
    if reading.CORPUS.is_dir():
        made["reading"] = reading.measure(reading.CORPUS)
        click.echo(f"\n{reading.line(made['reading'])}")
    else:
        click.echo(f"\nreading: skipped, there is no {reading.CORPUS}")
    made["hard"] = hard.measure(index, words)
    click.echo(f"\n{hard.table(made['hard'])}")
    if loaded:
        random.Random(queries.SEED).shuffle(typed)  # noqa: S311  # no secret
        made["http"] = [
            http.measure(index, typed[number::2], processes) for number, processes in enumerate((1, 2))
        ]
        for one in made["http"]:
            click.echo(f"\n{http.table(one)}")


if __name__ == "__main__":
    main()
