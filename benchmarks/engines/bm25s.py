"""bm25s: scores of all documents at once, the top 10 only; it has no AND, no phrases and no counts."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import bm25s

from benchmarks.peer import Answer, Document, Kind, Question, Task

_IDS = "ids.json"


class Engine:
    """Keeps `benchmarks.peer.Peer`."""

    tasks: tuple[Task, ...] = ("top10",)
    kinds: tuple[Kind, ...] = ("term", "or")
    parallel = False

    def __init__(self) -> None:
        self._scores: Any = None
        self._ids: list[str] = []

    def version(self) -> str:
        return str(bm25s.__version__)

    def build(self, folder: Path, documents: Iterable[Document], cores: int) -> None:  # noqa: ARG002  # it uses one
        ids, stems = [], []
        for one in documents:
            ids.append(one.id)
            stems.append(one.stems.split())
        scores = bm25s.BM25(k1=1.2, b=0.7)
        scores.index(stems, show_progress=False)
        scores.save(folder, show_progress=False)
        (folder / _IDS).write_text(json.dumps(ids), encoding="utf-8")

    def open(self, folder: Path) -> None:
        self._scores = bm25s.BM25.load(folder, mmap=True, show_progress=False)
        self._ids = json.loads((folder / _IDS).read_bytes())

    def count(self, question: Question) -> int | None:  # noqa: ARG002  # it cannot tell
        return None

    def top10(self, question: Question) -> tuple[str, ...]:
        numbers, _ = self._scores.retrieve(
            [list(question.stems)], k=min(10, len(self._ids)), show_progress=False
        )
        return tuple(self._ids[number] for number in numbers[0])

    def facets(self, question: Question) -> Answer:
        raise NotImplementedError(question)

    def page(self, question: Question) -> Answer:
        raise NotImplementedError(question)
