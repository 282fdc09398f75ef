"""Where a page of ours spends its time: parse, resolve, evaluate, facets, records, snippets, render."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import TypeVar
from urllib.parse import quote

from benchmarks import queries
from benchmarks.engines.ours import Engine
from benchmarks.peer import BUCKETS, FACETS, KINDS, Kind, Question, read
from searchapp import authority
from searchapp.clause import Clause
from searchapp.engine import Found, Request
from searchapp.engines.whoosh import WhooshEngine
from searchapp.highlight import snippets, sought
from searchapp.resolve import resolve
from searchapp.searcher import Searcher
from searchapp.syntax import parse
from searchapp.web.app import create_app

_EACH = 15  # questions of each kind
_WARM = 3
Made = TypeVar("Made")


def profile(documents: Path, questions: dict[Kind, list[Question]], folder: Path) -> str:
    """A table: median ms of each step by kind of question; `page` is the whole of GET /search, in this process."""
    Engine().build(folder, read(documents), 1)
    made = [
        "| kind | " + " | ".join(_STEPS) + " |",
        "|---" * (len(_STEPS) + 1) + "|",
    ]
    with WhooshEngine(folder) as engine:
        steps = _Steps(engine)
        for kind in KINDS:
            some = questions[kind][: _WARM + _EACH]
            taken = [steps.of(queries.text(one)) for one in some][_WARM:]
            shown = (median(one[step] for one in taken) for step in _STEPS)
            made.append(f"| {kind} | " + " | ".join(f"{ms:.2f}" for ms in shown) + " |")
    return "\n".join(made)


_STEPS = ("parse", "resolve", "evaluate", "top10", "facets", "snippets", "page")


class _Steps:
    """The steps of a search, each on the clock. evaluate: finding without scores or hits; top10: with ten hits read
    whole; facets: what counting four facets adds to it."""

    def __init__(self, engine: WhooshEngine) -> None:
        self._names = authority.load(None)
        self._reader = engine.reader()
        self._client = create_app(
            Searcher(engine, self._names), family_of=self._names.family_of
        ).test_client()
        self._took: dict[str, float] = defaultdict(float)

    def of(self, text: str) -> dict[str, float]:
        """Milliseconds by step."""
        self._took = defaultdict(float)
        query = self._timed("parse", lambda: parse(text))
        wanted = self._timed("resolve", lambda: resolve(query, self._names, self._reader)).clause
        self._timed("evaluate", lambda: self._reader.count(wanted))
        found = self._timed("top10", lambda: self._reader.search(Request(wanted)))
        self._timed(
            "facets", lambda: self._reader.search(Request(wanted, facets=dict.fromkeys(FACETS, BUCKETS)))
        )
        self._took["facets"] -= self._took["top10"]
        self._timed("snippets", lambda: self._shown(wanted, found))
        self._timed("page", lambda: self._client.get(f"/search?q={quote(text)}").data)
        return self._took

    def _shown(self, wanted: Clause, found: Found) -> list[object]:
        seen = sought(wanted)
        sights = self._reader.sights((id_ for id_, _ in found.hits), seen.leaves)
        return [snippets(seen, sight) for sight in sights]

    def _timed(self, step: str, work: Callable[[], Made]) -> Made:
        self._reader.begin()
        with self._clock(step):
            return work()

    @contextmanager
    def _clock(self, step: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self._took[step] += (time.perf_counter() - began) * 1000
