"""A whole run: builds every index, asks every engine the same questions in turns, and checks what they found."""

import json
import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.peer import FACETS, KINDS, TASKS, Kind, Question, Task
from benchmarks.process import AbsentError, Process

Say = Callable[[str], object]
Cell = tuple[Task, Kind, int]  # the int: which repeat
_CHECKED = 30  # questions of each kind whose counts are compared
_OPENED = 3  # processes that only open
_BUCKETS_COMPARED = 5
_SLOW_TO_BUILD = {"whoosh"}  # built once, then kept beside the documents
_FEWER = {"whoosh": 3}  # questions a cell, of an engine that takes a third of a second for a page


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is asked: questions a cell (task and kind), repeats, and questions a kind to warm up with."""

    per_cell: int = 20
    repeats: int = 3
    warm_up: int = 10

    @property
    def per_kind(self) -> int:
        """How many different questions of a kind the plan needs: no timed one is asked twice."""
        return self.warm_up + self.per_cell * self.repeats * len(TASKS)


@dataclass(slots=True)
class Built:
    """What a build took. seconds, cpu_seconds: without reading the documents from their file."""

    documents: int
    seconds: float
    cpu_seconds: float
    bytes: int
    kept: bool = False  # from an earlier run


@dataclass(slots=True)
class Measured:
    """What was measured of one engine. wall, cpu: milliseconds of each question; agree: kind -> (alike, asked)."""

    name: str
    version: str
    tasks: tuple[Task, ...]
    kinds: tuple[Kind, ...]
    built: Built
    open_ms: list[float] = field(default_factory=list)
    rss_mb: float = 0.0
    wall: dict[Cell, list[float]] = field(default_factory=dict)
    cpu: dict[Cell, list[float]] = field(default_factory=dict)
    agree: dict[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Run:
    """Everything that one run measured. absent: engine -> why it was skipped."""

    engines: dict[str, Measured]
    absent: dict[str, str]
    plan: Plan


def run(
    names: Sequence[str],
    documents: Path,
    questions: dict[Kind, list[Question]],
    folder: Path,
    plan: Plan,
    say: Say,
) -> Run:
    """Measure engines over a file of documents. folder: for the indexes, which are removed at the end.

    Raises ValueError where the corpus gave too few different questions.
    """
    if short := [kind for kind in KINDS if len(questions[kind]) < plan.per_kind]:
        raise ValueError(f"too few words for {plan.per_kind} questions of each kind: {', '.join(short)}")
    absent: dict[str, str] = {}
    engines: dict[str, Measured] = {}
    for name in names:
        try:
            engines[name] = _built(name, documents, folder, say)
        except AbsentError as error:
            absent[name] = str(error)
            say(f"{name}: skipped, it is not here ({error})")
    places = {name: _place(name, documents, folder, one.version) for name, one in engines.items()}
    for name, one in engines.items():
        one.open_ms = [_opened(name, places[name]) for _ in range(_OPENED)]
    with ExitStack() as stack:
        asked = {name: stack.enter_context(Process(name)) for name in engines}
        for name, process in asked.items():
            process.ask("open", folder=places[name])
        _warm_up(asked, engines, questions, plan)
        _take_turns(asked, engines, places, questions, plan, say)
        for name, process in asked.items():
            engines[name].rss_mb = process.ask("rss")["mb"]
        _compare(asked, engines, questions, say)
    return Run(engines, absent, plan)


def _built(name: str, documents: Path, folder: Path, say: Say) -> Measured:
    with Process(name) as process:
        about = process.about
        place = _place(name, documents, folder, about["version"])
        built = _kept(place)
        if built is None:
            built = _build(process, place, documents)
        one = Measured(name, about["version"], tuple(about["tasks"]), tuple(about["kinds"]), built)
    speed = (
        f"{built.documents / built.seconds:,.0f} documents/s on {built.cpu_seconds / built.seconds:.1f} cores"
    )
    say(f"{name} {one.version}: {speed}{', in an earlier run' if built.kept else ''}")
    return one


def _build(process: Process, place: Path, documents: Path) -> Built:
    """Build the index to be asked on one core; the pace is that on all cores, of an engine that can use them."""
    shutil.rmtree(place, ignore_errors=True)
    took = process.ask("build", folder=place, documents=documents, cores=1)
    if process.about["parallel"]:
        spare = place.with_name(f"{place.name}-spare")
        with Process(process.name) as fresh:
            took = fresh.ask("build", folder=spare, documents=documents, cores=os.cpu_count() or 1)
        shutil.rmtree(spare)
    size = sum(path.stat().st_size for path in place.rglob("*") if path.is_file())
    built = Built(took["documents"], took["wall"], took["cpu"], size)
    if process.name in _SLOW_TO_BUILD:
        figures = {"documents": built.documents, "seconds": built.seconds, "cpu_seconds": built.cpu_seconds}
        _beside(place).write_text(json.dumps({**figures, "bytes": built.bytes}), encoding="utf-8")
    return built


def _place(name: str, documents: Path, folder: Path, version: str) -> Path:
    return documents.with_suffix(f".{name}-{version}") if name in _SLOW_TO_BUILD else folder / name


def _beside(place: Path) -> Path:
    return place.with_name(f"{place.name}.json")


def _kept(place: Path) -> Built | None:
    path = _beside(place)
    return Built(**json.loads(path.read_bytes()), kept=True) if path.exists() and place.is_dir() else None


def _opened(name: str, place: Path) -> float:
    with Process(name) as process:
        return float(process.ask("open", folder=place)["ms"])


def _warm_up(
    asked: dict[str, Process],
    engines: dict[str, Measured],
    questions: dict[Kind, list[Question]],
    plan: Plan,
) -> None:
    for name, process in asked.items():
        for task in engines[name].tasks:
            for kind in engines[name].kinds:
                process.ask(
                    "ask", questions[kind][: min(plan.warm_up, _FEWER.get(name, plan.warm_up))], task=task
                )


def _take_turns(
    asked: dict[str, Process],
    engines: dict[str, Measured],
    places: dict[str, Path],
    questions: dict[Kind, list[Question]],
    plan: Plan,
    say: Say,
) -> None:
    """Every engine gets the same few questions before the next few are asked, another engine first each time.

    Engines are measured, not disks: each task begins with all files of all indexes in the system's cache, of which a
    virtual machine may give back within minutes what nobody reads. Nor is it measured what the engine before has left in
    the processor's caches: each turn begins with a question that is not timed.
    """
    at, order = plan.warm_up, list(asked)
    for repeat in range(plan.repeats):
        for task in TASKS:
            for place in places.values():
                _read_all(place)
            for kind in KINDS:
                for name in order:
                    if task in engines[name].tasks and kind in engines[name].kinds:
                        few = questions[kind][at : at + min(plan.per_cell, _FEWER.get(name, plan.per_cell))]
                        asked[name].ask("ask", questions[kind][:1], task=task)
                        took = asked[name].ask("ask", few, task=task)
                        engines[name].wall[task, kind, repeat] = took["wall"]
                        engines[name].cpu[task, kind, repeat] = took["cpu"]
                order = order[1:] + order[:1]
            at += plan.per_cell
        say(f"repeat {repeat + 1} of {plan.repeats}")


def _read_all(place: Path) -> None:
    for path in place.rglob("*"):
        if path.is_file():
            with path.open("rb", buffering=0) as file:
                while file.read(1 << 22):
                    pass


def _compare(
    asked: dict[str, Process], engines: dict[str, Measured], questions: dict[Kind, list[Question]], say: Say
) -> None:
    """Compare counts of hits, and of the largest facet buckets, with those of ours."""
    if "ours" not in asked:
        return
    for kind in KINDS:
        some = questions[kind][:_CHECKED]
        found = {name: process.ask("count", some)["counts"] for name, process in asked.items()}
        for name, counts in found.items():
            pairs = [
                (one, other) for one, other in zip(counts, found["ours"], strict=True) if one is not None
            ]
            engines[name].agree[kind] = sum(one == other for one, other in pairs), len(pairs)
            for question, (one, other) in zip(some, pairs, strict=False):
                if one != other:
                    say(f"{name} finds {one} where ours finds {other}: {kind} {' '.join(question.words)}")
    some = [questions[kind][0] for kind in KINDS]
    buckets = {
        name: [_largest(one) for one in process.ask("counts", some)["counts"]]
        for name, process in asked.items()
        if "facets" in engines[name].tasks
    }
    for name, of in buckets.items():
        alike = sum(one == other for one, other in zip(of, buckets["ours"], strict=True))
        engines[name].agree["facets"] = alike, len(some)


def _largest(counts: dict[str, dict[str, Any]]) -> dict[str, list[int]]:
    """The largest counts of each facet; values with equal counts come in any order, so they are left out."""
    return {
        facet: sorted(counts.get(facet, {}).values(), reverse=True)[:_BUCKETS_COMPARED] for facet in FACETS
    }
