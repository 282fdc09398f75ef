"""Which rooms of the engine know nothing of Whoosh."""

import re
from pathlib import Path

import pytest

import searchapp.engines.whoosh as package

HERE = Path(package.__file__).parent
IMPORT = re.compile(r"^\s*(?:from|import) whoosh\b", re.MULTILINE)
IGNORANT = ("audit", "engine", "generations", "plain", "seals")


@pytest.mark.parametrize("room", IGNORANT)
def test_a_room_that_needs_no_whoosh_imports_none(room: str) -> None:
    assert not IMPORT.search((HERE / f"{room}.py").read_text(encoding="utf-8"))
