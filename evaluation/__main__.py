"""The command: python -m evaluation --json eval.json"""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import click

from benchmarks import relevance
from evaluation import judged, report, scoring
from evaluation.labels import Json, found, load
from evaluation.scoring import Tally

SHARED = Path(__file__).parents[2] / "shared"
LABELS = SHARED / "labels"
PARTS = ("reading", "ranking")


@click.command(epilog="Example: python -m evaluation --json eval.json")
@click.option("--labels", type=click.Path(file_okay=False, path_type=Path), default=LABELS, help="Folder with dev.jsonl and dev_statements.jsonl; without it, ../shared/labels.")  # fmt: skip
@click.option("--corpora", type=click.Path(file_okay=False, path_type=Path), default=SHARED / "corpora", help="Folder with ir and state-department; without it, ../shared/corpora.")  # fmt: skip
@click.option("--part", "parts", type=click.Choice(PARTS), multiple=True, default=PARTS, help="What is measured; without it, all.")  # fmt: skip
@click.option("--json", "out", type=click.Path(dir_okay=False, path_type=Path), help="File for the figures.")
def main(labels: Path, corpora: Path, parts: tuple[str, ...], out: Path | None) -> None:
    """Tell how far what is read of labelled readouts agrees with the labels, and how well documents are ranked."""
    figures: Json = {}
    if "reading" in parts:
        figures |= _reading(labels)
    if "ranking" in parts:
        figures |= _ranking(corpora)
    if out and figures:
        out.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _reading(folder: Path) -> Json:
    if not (folder / "dev.jsonl").is_file():
        click.echo(
            f"There are no labels in {folder}; skipped. Name a folder with dev.jsonl in it: --labels FOLDER"
        )
        return {}
    labels, said = load(folder / "dev.jsonl"), load(folder / "dev_statements.jsonl")
    readouts = found(labels, folder.parent)
    fields, wrong = scoring.fields(labels, readouts)
    told, wrong_told = scoring.statements(said, readouts)
    for name, ours, theirs in _differing(folder, labels, said, readouts, fields | told):
        click.echo(f"{name}: {ours:.4f} by our count, {theirs:.4f} by {folder / 'score.py'}", err=True)
    click.echo(report.table(fields, told, [*wrong, *wrong_told]))
    return report.as_json(fields, told, [*wrong, *wrong_told])


def _ranking(corpora: Path) -> Json:
    """Test collections with and without feedback, then our own judged queries."""
    figures: Json = {}
    for folder in sorted(one.parent for one in (corpora / "ir").glob("*/queries.jsonl")):
        for feedback in (False, True):
            name = f"{folder.name} with feedback" if feedback else folder.name
            figures[name] = relevance.measure(folder, feedback=feedback)
            click.echo(relevance.line(name, figures[name]))
    texts = corpora / "state-department" / "text"
    if texts.is_dir():
        answers = judged.answered(texts)
        figures["judged"] = judged.figures(answers)
        click.echo(judged.table(answers))
    if not figures:
        click.echo(
            f"There are no collections in {corpora}; skipped. Name a folder with ir in it: --corpora FOLDER"
        )
    return {"ranking": figures} if figures else {}


def _differing(
    folder: Path, labels: list[Json], said: list[Json], readouts: dict[str, Json], ours: dict[str, Tally]
) -> list[tuple[str, float, float]]:
    """Scores in which we differ from the labels' own score.py, which defines them; none where there is no such file."""
    if not (folder / "score.py").is_file():
        return []
    theirs = _module(folder / "score.py")
    scores = theirs.score(labels, readouts, lambda label: label["id"])[0]
    scores |= theirs.statements(said, readouts, lambda label: label["id"])[0]
    return [
        (name, ours[name].score if name in ours else 0.0, score)
        for name, (score, _) in scores.items()
        if name not in ours or abs(ours[name].score - score) > 1e-9
    ]


def _module(file: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("labels_score", file)
    if spec is None or spec.loader is None:
        raise click.ClickException(f"{file} cannot be loaded.")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


if __name__ == "__main__":
    main()
