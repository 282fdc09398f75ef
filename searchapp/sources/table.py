"""Tables of readouts, CSV and JSON Lines: a row is a readout, its columns are front matter and text.

A row's path is the table's and a key: its id, in the letters of an id, else the line on which it begins.
"""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from searchapp.errors import SourceError
from searchapp.sources.columns import SIDECAR, TEXT, Columns
from searchapp.sources.encoding import decode, tidied
from searchapp.sources.formats import TABLES, key_of, row_in, suffix
from searchapp.sources.limits import Limits, check_text
from searchapp.sources.source import Source, digest

_BREAKS = 100  # rows with a stray quotation mark, after each of which reading begins anew
_DELIMITERS = ",;\t"
Cells = Mapping[str, str | list[str]]


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the line of the table on which it begins, and its content as bytes that `read_row` reads."""

    line: int
    data: bytes


@dataclass(frozen=True, slots=True)
class _NoTextError(Exception):
    line: int


class Table:
    """The rows of a table by path, and the problems of those that cannot be read.

    Raises SourceError where no row can be read, and for a table of more rows than the limits allow.
    """

    def __init__(self, path: str, data: bytes, columns: Columns, limits: Limits) -> None:
        self.path, self._columns = path, columns
        self.rows: dict[str, Row] = {}
        self.problems: list[SourceError] = []
        textless: list[int] = []
        found = _json_rows(path, data) if TABLES[suffix(path)] == "jsonl" else _csv_rows(path, data, columns)
        for count, row in enumerate(found, 1):
            limits.check_entries(path, count)
            try:
                self._take(*row) if isinstance(row, tuple) else self.problems.append(row)
            except SourceError as error:
                self.problems.append(error)
            except _NoTextError as error:
                textless.append(error.line)
        if textless and not self.rows and not self.problems:
            raise _without_text(path, columns, ())
        self.problems += [
            _wrong(path, line, f"there is no text in {_named(columns.text)}.") for line in textless
        ]

    def load(self, path: str) -> bytes:
        """The content of a row; raises SourceError where there is none of that path."""
        if row := self.rows.get(path):
            return row.data
        raise SourceError(path, "it is no longer in the table.")

    def _take(self, line: int, cells: Mapping[str, Any]) -> None:
        columns = self._columns
        parts = [part for name in columns.text for part in _texts(self.path, line, name, cells.get(name))]
        if not parts:
            raise _NoTextError(line)
        matter: dict[str, str | list[str]] = dict(columns.values)
        for key, name in columns.of.items():
            if (values := _texts(self.path, line, name, cells.get(name))) != []:
                matter[key] = values if isinstance(cells[name], list) else values[0]
        named = matter.get("id")
        path = f"{self.path}#{key_of(named) if isinstance(named, str) else line}"
        if other := self.rows.get(path):
            raise _wrong(self.path, line, f"its id is that of line {other.line}. Give it one of its own.")
        content = {"matter": matter, TEXT: "\n\n".join(parts)}
        self.rows[path] = Row(line, json.dumps(content, ensure_ascii=False, sort_keys=True).encode())


def read_row(path: str, data: bytes) -> Source:
    """The source in the content of a row."""
    content = json.loads(data)
    table, _ = row_in(path) or (path, "")
    return Source(path, TABLES[suffix(table)], content[TEXT], digest(data), matter=content["matter"])


def _texts(path: str, line: int, name: str, value: object) -> list[str]:
    """A cell as texts, none where it is empty; raises SourceError for what is no text, number or list of them."""
    values = value if isinstance(value, list) else [value]
    if any(isinstance(one, dict | list) for one in values):
        raise _wrong(path, line, f"“{name}” is neither a text nor a list of texts.")
    written = [json.dumps(one) if isinstance(one, bool) else str(one) for one in values if one is not None]
    return [text for one in written if (text := _shown(one))]


def _shown(text: str) -> str:
    return tidied(text.encode("utf-8", "replace").decode("utf-8")).strip()


def _wrong(path: str, line: int, reason: str) -> SourceError:
    return SourceError(path, f"line {line}: {reason}")


def _without_text(path: str, columns: Columns, there: tuple[str, ...]) -> SourceError:
    has = f" It has {', '.join(there)}." if there else ""
    return SourceError(
        path,
        f"no column is named {_named(columns.text)}.{has} Name the one that holds the text in {path}{SIDECAR}: "
        '[columns] text = "..."',
    )


def _named(names: tuple[str, ...]) -> str:
    return " or ".join(f"“{name}”" for name in names)


# ---- JSON Lines


def _json_rows(path: str, data: bytes) -> Iterator[tuple[int, Mapping[str, Any]] | SourceError]:
    # line by line: a list of 50 MB of them takes a gigabyte
    for line, written in enumerate(BytesIO(data.removeprefix(b"\xef\xbb\xbf")), 1):
        if not written.strip():
            continue
        try:
            check_text(path, len(written))
            row = json.loads(written.decode("utf-8"), strict=False)
        except SourceError as error:
            yield _wrong(path, line, error.reason)
        except UnicodeDecodeError:
            yield _wrong(path, line, "it is not UTF-8. Save the file as UTF-8.")
        except json.JSONDecodeError as error:
            yield _wrong(path, line, f"it is no JSON ({error.msg}, character {error.colno}).")
        except (ValueError, RecursionError):
            yield _wrong(path, line, "it is no JSON that can be read.")
        else:
            if isinstance(row, dict):
                yield line, row
            else:
                yield _wrong(path, line, 'it is no object. Write {"title": "...", "text": "..."}.')


# ---- CSV


def _csv_rows(
    path: str, data: bytes, columns: Columns
) -> Iterator[tuple[int, Mapping[str, Any]] | SourceError]:
    text = decode(data, path)
    delimiter = columns.delimiter or ("\t" if suffix(path) == ".tsv" else _delimiter(text))
    head: list[str] | None = None
    for row in _cells(path, text, delimiter):
        if isinstance(row, SourceError):
            yield row
            continue
        line, cells = row
        if not any(cell.strip() for cell in cells):
            continue
        if head is None:
            head = _head(path, cells, columns)
        elif any(cell.strip() for cell in cells[len(head) :]):
            yield _wrong(
                path,
                line,
                f"it has {len(cells)} cells, the head {len(head)}. Put quotation marks round a cell that holds “{delimiter}”.",
            )
        else:
            yield line, dict(reversed(list(zip(head, cells, strict=False))))  # of two alike the first


def _head(path: str, cells: list[str], columns: Columns) -> list[str]:
    """The names of the columns, ours in the spelling that we look for."""
    ours = {name.lower(): name for name in (*columns.of.values(), *columns.text)}
    names = [ours.get(cell.strip().lower(), cell.strip()) for cell in cells]
    if not set(columns.text) & set(names):
        raise _without_text(path, columns, tuple(name for name in names if name))
    for key, name in columns.of.items():
        if name != key and name not in names:
            raise SourceError(
                f"{path}{SIDECAR}", f"there is no column “{name}” in the table; it has {', '.join(names)}."
            )
    return names


def _delimiter(text: str) -> str:
    begins = len(text) - len(text.lstrip())
    head = text[text.rfind("\n", 0, begins) + 1 : _next_line(text, begins)]
    return max(_DELIMITERS, key=head.count)


def _cells(path: str, text: str, delimiter: str) -> Iterator[tuple[int, list[str]] | SourceError]:
    """The rows with their first lines. Behind a stray quotation mark, reading begins anew on the next line."""
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    line, at, breaks = 1, 0, 0  # of the row that is read next
    while at < len(text):
        rest, before = _Rest(text, at), line
        reader = csv.reader(rest, delimiter=delimiter, strict=True)
        try:
            for cells in reader:
                yield line, cells
                line, at = before + reader.line_num, rest.at
        except csv.Error:
            breaks += 1
            unread = " What follows is not read." if breaks == _BREAKS else ""
            yield _wrong(
                path,
                line,
                f"a quotation mark is opened and not closed, or stands within a cell; there, write it twice.{unread}",
            )
            line, at = line + 1, _next_line(text, at) if breaks < _BREAKS else len(text)
        else:
            return


class _Rest:
    """The lines of a text from a place on, one at a time: a list of 50 MB of them takes gigabytes."""

    def __init__(self, text: str, at: int) -> None:
        self._text, self.at = text, at

    def __iter__(self) -> Iterator[str]:
        while self.at < len(self._text):
            began, self.at = self.at, _next_line(self._text, self.at)
            yield self._text[began : self.at]


def _next_line(text: str, at: int) -> int:
    return text.find("\n", at) + 1 or len(text)
