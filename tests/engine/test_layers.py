"""Who may know of Whoosh, and what may know of nothing."""

import re
from pathlib import Path

import searchapp.engines.whoosh as package

HERE = Path(package.__file__).parent
ROOT = HERE.parents[1]
IMPORT = re.compile(r"^\s*(?:from|import) (whoosh|searchapp\.engines\.whoosh)\b", re.MULTILINE)


def imports(path: Path) -> set[str]:
    """Whether a module imports Whoosh, or the engine over it."""
    return set(IMPORT.findall(path.read_text(encoding="utf-8")))


def test_nobody_else_imports_whoosh() -> None:
    others = [path for path in ROOT.rglob("*.py") if HERE not in path.parents]
    assert [path for path in others if "whoosh" in imports(path)] == []


def test_folders_seals_and_plain_values_know_nothing_of_whoosh() -> None:
    for name in (
        "generations",
        "seals",
        "plain",
        "record",
        "adjacency",
        "lexicon",
        "engine",
        "audit",
        "reader",
    ):
        assert "whoosh" not in imports(HERE / f"{name}.py")
