"""Tallies and errors as a table and as JSON."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from evaluation.scoring import SETS, SINGLE, Error, Tally


def table(fields: Mapping[str, Tally], said: Mapping[str, Tally], errors: Iterable[Error]) -> str:
    """Scores by field, then by what is wrong in which readout."""
    lines = [f"{'field':14} {'score':>6} {'precision':>9} {'recall':>6}  over"]
    for name in (*SETS, *SINGLE):
        if tally := fields.get(name):
            exact = f"{tally.precision:9.3f} {tally.recall:6.3f}" if name in SETS else " " * 16
            lines.append(f"{name:14} {tally.score:6.3f} {exact}  {len(tally.scores)}")
    lines += [
        f"{'said ' + name:14} {tally.score:6.3f} {'':16}  {len(tally.scores)}" for name, tally in said.items()
    ]
    lines += ["", *(_line(error) for error in errors)]
    return "\n".join(lines)


def as_json(
    fields: Mapping[str, Tally], said: Mapping[str, Tally], errors: Iterable[Error]
) -> dict[str, Any]:
    """The same figures, and the errors."""
    return {
        "fields": {name: _figures(name, tally) for name, tally in fields.items()},
        "statements": {name: {"score": tally.score, "n": len(tally.scores)} for name, tally in said.items()},
        "errors": [asdict(error) for error in errors],
    }


def _figures(name: str, tally: Tally) -> dict[str, float]:
    made = {"score": tally.score, "n": len(tally.scores)}
    return {**made, "precision": tally.precision, "recall": tally.recall} if name in SETS else made


def _line(error: Error) -> str:
    where = f" “{error.where}”" if error.where else ""
    if isinstance(error.found, list) and isinstance(error.labelled, list):
        many = [f"too many: {', '.join(error.found)}"] if error.found else []
        few = [f"missed: {', '.join(error.labelled)}"] if error.labelled else []
        return f"{error.field}: {error.id}: {'; '.join(many + few)}"
    return f"{error.field}: {error.id}:{where} found {error.found}, labelled {error.labelled}"
