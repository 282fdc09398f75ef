"""SQLite FTS5: one table of stems and words over the text, facets by GROUP BY."""

import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path

from benchmarks.peer import BOUNDARY, FACETS, KINDS, TASKS, Answer, Document, Question

_TOKENS = f"unicode61 remove_diacritics 0 tokenchars ''.,{BOUNDARY}''"
_SCHEMA = f"""
CREATE TABLE texts(number INTEGER PRIMARY KEY, text TEXT);
CREATE TABLE documents(number INTEGER PRIMARY KEY, id TEXT, country TEXT, minister TEXT, year INTEGER, day INTEGER);
CREATE TABLE topics(number INTEGER, topic TEXT, PRIMARY KEY(number, topic)) WITHOUT ROWID;
CREATE VIEW shown AS SELECT number, text AS stems, text AS words FROM texts;
CREATE VIRTUAL TABLE search USING fts5(stems, words, content='shown', content_rowid='number', tokenize='{_TOKENS}');
"""  # noqa: S608  # a constant goes in
_FOUND = "FROM search {join} WHERE search MATCH ? {where}"
_JOIN = "JOIN documents ON documents.number = search.rowid"
_FACETS = """WITH found AS MATERIALIZED (SELECT search.rowid AS number {found})
SELECT 'country', country, count(*) FROM found JOIN documents USING (number) GROUP BY country
UNION ALL SELECT 'minister', minister, count(*) FROM found JOIN documents USING (number) GROUP BY minister
UNION ALL SELECT 'year', year, count(*) FROM found JOIN documents USING (number) GROUP BY year
UNION ALL SELECT 'topic', topic, count(*) FROM found JOIN topics USING (number) GROUP BY topic"""


class Engine:
    """Keeps `benchmarks.peer.Peer`."""

    tasks, kinds = TASKS, KINDS
    parallel = False

    def __init__(self) -> None:
        self._base = sqlite3.connect(":memory:")

    def version(self) -> str:
        return sqlite3.sqlite_version

    def build(self, folder: Path, documents: Iterable[Document], cores: int) -> None:  # noqa: ARG002  # it has one writer
        base = sqlite3.connect(folder / "base.sqlite")
        base.execute("PRAGMA journal_mode = OFF")
        base.executescript(_SCHEMA)
        for number, one in enumerate(documents, 1):
            base.execute("INSERT INTO texts VALUES (?, ?)", (number, one.text))
            base.execute(
                "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?)",
                (number, one.id, one.country, one.minister, one.year, one.day),
            )
            base.executemany("INSERT INTO topics VALUES (?, ?)", [(number, topic) for topic in one.topics])
            base.execute(
                "INSERT INTO search(rowid, stems, words) VALUES (?, ?, ?)", (number, one.stems, one.words)
            )
        base.execute("INSERT INTO search(search) VALUES ('optimize')")
        base.commit()
        base.close()

    def open(self, folder: Path) -> None:
        self._base = sqlite3.connect(folder / "base.sqlite")
        self._base.execute("PRAGMA mmap_size = 8589934592")
        self._base.execute("SELECT rowid FROM search WHERE search MATCH 'x' LIMIT 1").fetchall()

    def count(self, question: Question) -> int | None:
        found, values = _found(question)
        return int(self._base.execute(f"SELECT count(*) {found}", values).fetchone()[0])

    def top10(self, question: Question) -> tuple[str, ...]:
        return tuple(id_ for id_, *_ in self._best(question, "documents.id"))

    def facets(self, question: Question) -> Answer:
        return Answer(self.top10(question), self._counts(question))

    def page(self, question: Question) -> Answer:
        column = 1 if question.kind in {"phrase", "prefix"} else 0
        best = self._best(question, f"documents.id, snippet(search, {column}, '<b>', '</b>', '…', 60)")
        return Answer(tuple(i for i, _ in best), self._counts(question), tuple(text for _, text in best))

    def _best(self, question: Question, columns: str) -> list[tuple[str, ...]]:
        found, values = _found(question, join=_JOIN)
        return self._base.execute(f"SELECT {columns} {found} ORDER BY rank LIMIT 10", values).fetchall()

    def _counts(self, question: Question) -> Mapping[str, Mapping[str, int]]:
        found, values = _found(question)
        counts: dict[str, dict[str, int]] = {facet: {} for facet in FACETS}
        for facet, value, count in self._base.execute(_FACETS.format(found=found), values):
            counts[facet][str(value)] = count
        return counts


def _found(question: Question, join: str = "") -> tuple[str, tuple[str | int, ...]]:
    """The FROM and WHERE of a question, and the values to put in."""
    match question.kind:
        case "filter":
            where: str = "AND documents.country = ?"
            values: tuple[str | int, ...] = (question.country,)
        case "date":
            where, values = "AND documents.day BETWEEN ? AND ?", (question.first, question.last)
        case _:
            where, values = "", ()
    return _FOUND.format(join=_JOIN if where else join, where=where), (_match(question), *values)


def _match(question: Question) -> str:
    quoted = [f'"{stem}"' for stem in question.stems]
    match question.kind:
        case "phrase":
            return f'words : "{" ".join(question.words)}"'
        case "prefix":
            return f'words : "{question.words[0]}" *'
        case "or":
            return f"stems : ({' OR '.join(quoted)})"
        case _:
            return f"stems : ({' AND '.join(quoted)})"
