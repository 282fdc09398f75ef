"""The report as text: a line an engine, then a line a kind of question, then the ratios with their spread."""

from collections.abc import Iterator

from benchmarks.measure import Run
from benchmarks.peer import KINDS, TASKS, Task
from benchmarks.report import ALL, SHARES, Json, by_repeat


def table(made: Json, run: Run) -> str:
    """What is printed at the end of a run."""
    return "\n".join((*_whole(made, run), "", *_by_kind(made), "", *_ratios(made), "", *_alike(made)))


def _whole(made: Json, run: Run) -> Iterator[str]:
    yield f"{made['documents']:,} documents; wall ms p50 / p95, medians of {run.plan.repeats} repeats (lowest-highest)"
    yield "| engine | build docs/s (cores) | index MB | open ms | RSS MB | top 10 | + facets | + snippets |"
    yield "|---|---|---|---|---|---|---|---|"
    for name, one in made["engines"].items():
        cores = made["machine"]["build_cores"][name]
        latency = " | ".join(_spread(run, name, task) for task in TASKS)
        yield (
            f"| {name} {one['version']} | {one['build_docs_per_s']:,.0f} ({cores}) | {one['index_bytes'] / 1e6:.1f} "
            f"| {one['open_ms']:.1f} | {one['rss_mb']:.0f} | {latency} |"
        )


def _spread(run: Run, name: str, task: Task) -> str:
    one = run.engines[name]
    if task not in one.tasks:
        return "—"
    said = []
    for share in SHARES.values():
        times = sorted(by_repeat(one.wall, task, one.kinds, run.plan.repeats, share))
        said.append(f"{times[len(times) // 2]:.2f} ({times[0]:.2f}-{times[-1]:.2f})")
    return " / ".join(said)


def _by_kind(made: Json) -> Iterator[str]:
    yield "| p50 / p95 ms | " + " | ".join(f"{name} {task}" for name, task in _columns(made)) + " |"
    yield "|---" * (len(_columns(made)) + 1) + "|"
    for kind in (ALL, *KINDS):
        cells = []
        for name, task in _columns(made):
            found = made["engines"][name]["latency_ms"][task].get(kind)
            cells.append(f"{found['p50']:.2f} / {found['p95']:.2f}" if found else "—")
        yield f"| {kind} | " + " | ".join(cells) + " |"


def _columns(made: Json) -> list[tuple[str, str]]:
    return [(name, task) for name, one in made["engines"].items() for task in one["latency_ms"]]


def _ratios(made: Json) -> Iterator[str]:
    yield "| ours : peer (lowest-highest) | task | p50 | p95 | CPU p50 / p95 | build pace | index | open | RSS |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for name, of in made["ratios"].items():
        rest = f"{of['build']:.3f} | {of['index_bytes']:.2f} | {of['open_ms']:.1f} | {of['rss_mb']:.2f}"
        for task, groups in of["latency_ms"].items():
            one = groups[ALL]
            times = " | ".join(
                f"{one[p]['ratio']:.2f} ({one[p]['low']:.2f}-{one[p]['high']:.2f})" for p in SHARES
            )
            yield f"| {name} | {task} | {times} | {one['p50']['cpu']:.2f} / {one['p95']['cpu']:.2f} | {rest} |"


def _alike(made: Json) -> Iterator[str]:
    """How many of the counts that were compared are those of ours."""
    for name, of in made["ratios"].items():
        said = ", ".join(
            f"{kind} {alike}/{asked}" for kind, (alike, asked) in of["counts_alike"].items() if asked
        )
        yield f"counts alike, {name}: {said or 'it does not count'}"
    for name, why in made["machine"]["skipped"].items():
        yield f"skipped: {name} ({why})"
