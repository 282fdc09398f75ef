"""What a run comes to: medians over the repeats, ratios ours : peer with their spread, as one JSON value."""

import os
import platform
from collections.abc import Iterable, Mapping
from pathlib import Path
from statistics import median
from typing import Any, Literal

from benchmarks.measure import Cell, Measured, Run
from benchmarks.peer import TASKS, Kind, Task

Json = dict[str, Any]
ALL = "all"
SHARES = {"p50": 0.5, "p95": 0.95}


def report(size: str, documents: int, run: Run, seconds: float) -> Json:
    """The run as JSON. Times are of the wall clock, in ms; a ratio's low and high are those of single repeats."""
    engines = {name: _engine(one, run.plan.repeats) for name, one in run.engines.items()}
    ours = run.engines.get("ours")
    peers = {name: one for name, one in run.engines.items() if name != "ours"}
    return {
        "size": size,
        "documents": documents,
        "machine": _machine(run, seconds),
        "engines": engines,
        "ratios": {name: _ratios(ours, peer, run.plan.repeats) for name, peer in peers.items()}
        if ours
        else {},
    }


def percentile(values: Iterable[float], share: float) -> float:
    """The nearest-rank percentile: the least value that has at least this share of all at or below it."""
    ordered = sorted(values)
    return ordered[max(0, -int(-len(ordered) * share // 1) - 1)]


def by_repeat(
    times: Mapping[Cell, list[float]], task: Task, kinds: Iterable[Kind], repeats: int, share: float
) -> list[float]:
    """A percentile over the questions of some kinds, for each repeat."""
    some = tuple(kinds)
    return [
        percentile([ms for kind in some for ms in times[task, kind, repeat]], share)
        for repeat in range(repeats)
    ]


def _engine(one: Measured, repeats: int) -> Json:
    return {
        "version": one.version,
        "build_docs_per_s": round(one.built.documents / one.built.seconds, 1),
        "index_bytes": one.built.bytes,
        "open_ms": round(median(one.open_ms), 2),
        "rss_mb": round(one.rss_mb, 1),
        "latency_ms": {
            task: {group: _latency(one, task, kinds, repeats) for group, kinds in _groups(one.kinds).items()}
            for task in one.tasks
        },
    }


def _latency(one: Measured, task: Task, kinds: tuple[Kind, ...], repeats: int) -> Json:
    count = sum(len(one.wall[task, kind, repeat]) for kind in kinds for repeat in range(repeats))
    times = {
        name: round(median(by_repeat(one.wall, task, kinds, repeats, share)), 4)
        for name, share in SHARES.items()
    }
    return {**times, "n": count}


def _ratios(ours: Measured, peer: Measured, repeats: int) -> Json:
    """Ours : peer over the kinds that the peer answers. build: of documents per second, so more is better."""
    pace = [one.built.documents / one.built.seconds for one in (ours, peer)]
    return {
        "build": round(pace[0] / pace[1], 4),
        "index_bytes": round(ours.built.bytes / peer.built.bytes, 3),
        "open_ms": round(median(ours.open_ms) / median(peer.open_ms), 2),
        "rss_mb": round(ours.rss_mb / peer.rss_mb, 3),
        "latency_ms": {
            task: {
                group: {
                    name: _ratio(ours, peer, task, kinds, repeats, share) for name, share in SHARES.items()
                }
                for group, kinds in _groups(peer.kinds).items()
            }
            for task in TASKS
            if task in peer.tasks
        },
        "counts_alike": {kind: list(pair) for kind, pair in peer.agree.items()},
    }


def _ratio(
    ours: Measured, peer: Measured, task: Task, kinds: tuple[Kind, ...], repeats: int, share: float
) -> Json:
    def ratios(clock: Literal["wall", "cpu"]) -> list[float]:
        theirs: Mapping[Cell, list[float]] = getattr(peer, clock)
        every: Mapping[Cell, list[float]] = getattr(ours, clock)
        mine = {cell: every[cell][: len(times)] for cell, times in theirs.items()}  # the same questions
        times = (by_repeat(times, task, kinds, repeats, share) for times in (mine, theirs))
        return [one / max(other, 1e-6) for one, other in zip(*times, strict=True)]

    wall = ratios("wall")
    low, high = round(min(wall), 3), round(max(wall), 3)
    return {"ratio": round(median(wall), 3), "low": low, "high": high, "cpu": round(median(ratios("cpu")), 3)}


def _groups(kinds: tuple[Kind, ...]) -> dict[str, tuple[Kind, ...]]:
    return {ALL: kinds, **{kind: (kind,) for kind in kinds}}


def _machine(run: Run, seconds: float) -> Json:
    return {
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "load": round(os.getloadavg()[0], 2),
        "seconds": round(seconds, 1),
        "repeats": run.plan.repeats,
        "skipped": run.absent,
        "build_cores": {
            name: round(one.built.cpu_seconds / one.built.seconds, 2) for name, one in run.engines.items()
        },
        "built_in_an_earlier_run": [name for name, one in run.engines.items() if one.built.kept],
    }


def _cpu() -> str:
    path = Path("/proc/cpuinfo")
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor())
