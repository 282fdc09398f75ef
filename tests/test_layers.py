"""Imports point down the page of `searchapp/__init__.py`, and whoosh is imported in one package."""

import ast
from pathlib import Path

import pytest

import searchapp

PACKAGE = Path(searchapp.__file__).parent
LAYERS = [
    {"__main__", "cli"},
    {"assistants"},
    {"web", "watching", "flags", "diagnosis"},
    {"export"},
    {"terminal", "serialise", "feed", "citation"},
    {"cursors"},
    {"searcher"},
    {
        "overview",
        "highlight",
        "explain",
        "remedies",
        "mending",
        "suggestions",
        "facets",
        "trends",
        "coverage",
        "neighbours",
        "compare",
        "sourcetext",
        "profiles",
        "catalogue",
    },
    {"respelling", "questions", "usage", "accounts", "entities"},
    {"narrowing"},
    {"resolve", "syntax"},
    {"scanner", "sayings", "signs"},
    {"other_names", "when"},
    {"directory"},
    {"generational"},
    {"checking"},
    {"indexing", "review"},
    {"reading", "editions"},
    {"parsed"},
    {"engines"},
    {"engine"},
    {"corrections"},
    {"extract"},
    {"sources"},
    {"authority"},
    {"results", "stands"},
    {"query", "clause"},
    {
        "readout",
        "helpers",
        "shapes",
        "period",
        "spans",
        "schema",
        "analysis",
        "function_words",
        "distance",
        "runs",
        "spelling",
        "caret",
        "settings",
        "resources",
        "errors",
    },
]
VALUES = {"engine", "results"}  # values and Protocols that any layer may name
RANK = {room: rank for rank, rooms in enumerate(LAYERS) for room in rooms}
FILES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def _room(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def _imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    return found


def _rooms(names: set[str]) -> set[str]:
    return {
        parts[1]
        for name in names
        if (parts := name.split("."))[0] == "searchapp" and len(parts) > 1 and parts[1] in RANK
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_import_climbs(path: Path) -> None:
    room = _room(path)
    climbing = {
        other for other in _rooms(_imported(path)) if RANK[other] < RANK[room] and other not in VALUES
    }
    assert not climbing


def test_no_two_rooms_import_each_other() -> None:
    needs: dict[str, set[str]] = {}
    for path in FILES:
        needs.setdefault(_room(path), set()).update(_rooms(_imported(path)))
    assert not {
        (one, two)
        for one, others in needs.items()
        for two in others
        if one < two and one in needs.get(two, set())
    }


def test_whoosh_is_imported_by_one_package_only() -> None:
    users = {path.parent for path in FILES if any(name.split(".")[0] == "whoosh" for name in _imported(path))}
    assert users == {PACKAGE / "engines" / "whoosh"}


def test_the_client_of_opensearch_is_imported_by_one_module_only() -> None:
    users = {path for path in FILES if any(name.split(".")[0] == "opensearchpy" for name in _imported(path))}
    assert users == {PACKAGE / "engines" / "opensearch" / "server.py"}


def test_every_room_is_told_of_on_the_first_page() -> None:
    page = searchapp.__doc__ or ""
    assert not [room for room in RANK if room != "__main__" and room not in page]
    assert {_room(path) for path in FILES} <= RANK.keys() | {"static"}
