"""What takes bytes of anyone: each target raises for what is a fault of ours, and for nothing else."""

import tempfile
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from string import printable
from urllib.parse import quote

from flask.testing import FlaskClient

from searchapp.authority import load
from searchapp.engines.whoosh import WhooshEngine
from searchapp.errors import QueryError, SourceError
from searchapp.extract import extract
from searchapp.indexing import rebuild
from searchapp.resources import sample_folder
from searchapp.searcher import Searcher
from searchapp.sources import Shelf, read
from searchapp.sources.shelf import Entry
from searchapp.syntax import parse
from searchapp.web.app import create_app
from tests.valid import TEXT, VALID

Target = Callable[[bytes], None]


def file(suffix: str, data: bytes) -> None:
    """A file of a format, with all that it holds, read and extracted."""
    with tempfile.TemporaryDirectory(prefix="searchapp-fuzz-") as folder:
        (Path(folder) / f"a.{suffix}").write_bytes(data)
        shelf = Shelf(Path(folder))
        for entry in list(shelf.entries(f"a.{suffix}")):
            if isinstance(entry, Entry):
                _read(entry.path, shelf.load(entry.path))
            else:
                assert not entry.reason.startswith("searchapp fails"), entry


def text(data: bytes) -> None:
    """Any text extracted, whatever encoding it has."""
    _read("a.txt", data.decode("utf-8", "replace").encode())


def query(data: bytes) -> None:
    """Any text parsed: a query whose text form is the same query, or an error that has its place in the text."""
    typed = data.decode("utf-8", "replace")
    try:
        parsed = parse(typed)
    except QueryError as error:
        start, end = error.span
    else:
        start = end = 0
        assert parse(str(parsed)) == parsed, str(parsed)
    assert 0 <= start <= end <= len(typed), (start, end)


def address(path: str, data: bytes) -> None:
    """Any parameters behind a path, bytes escaped as the server demands it: answered, or refused with the reason."""
    answer = _client().get(path, query_string=quote(data, safe=printable))
    assert answer.status_code in {200, 400, 404, 410}, answer.text[:500]
    assert answer.status_code == 200 or "error" in answer.get_json()


def _read(path: str, data: bytes) -> None:
    try:
        extract(read(path, data), load(None))
    except (SourceError, RecursionError):
        return


@cache
def _client() -> FlaskClient:
    index = Path(tempfile.mkdtemp(prefix="searchapp-fuzz-"))
    engine = WhooshEngine(index)
    rebuild(sample_folder(), engine)
    app = create_app(Searcher(engine, load(None)))
    app.testing = True  # what goes wrong is raised here, not answered
    return app.test_client()


QUERIES = [
    b'minister:Kamikawa topic:CPTPP "rule of law"~3', b"(a OR b*) -c~2 date:2023..2024", b"said_by:blinken trade", b"[2020 TO *}", b'country:="MX"',
]  # fmt: skip
ADDRESSES = [
    b"q=Blinken+Mexico&country=MX&from=2020&to=2023-09&sort=newest&page=2",
    b"q=%22a%20b%22~2&topic=cptpp&year=2023&feedback=1&explain=1&names=off",
]
TARGETS: dict[str, tuple[Target, list[bytes]]] = {
    **{suffix: (partial(file, suffix), [valid]) for suffix, valid in VALID.items()},
    "text": (text, [TEXT.encode()]),
    "query": (query, QUERIES),
    "search": (partial(address, "/api/v1/search"), ADDRESSES),
    "suggest": (partial(address, "/api/v1/suggest"), [b"q=minister:ka&caret=9&limit=5", b"q=%22rule+of"]),
    "trends": (partial(address, "/api/v1/trends"), [b"q=trade&q=Blinken&by=month&split=side&of=all"]),
}
"""Each with what it is begun with."""
