"""The source text of a readout."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from searchapp.authority import load
from searchapp.engines.whoosh import WhooshEngine
from searchapp.errors import SourceTextError
from searchapp.indexing import rebuild
from searchapp.readout import Readout
from searchapp.searcher import Searcher
from searchapp.sourcetext import source_lines

TEXT = "---\ntitle: Notes\ndate: 2020-01-02\n---\n\nThe first line.\n\nOn January 2 they met.\n"


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "a.md").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.fixture
def one(sources: Path, tmp_path: Path) -> Iterator[Readout]:
    with WhooshEngine(tmp_path / "index") as engine:
        rebuild(sources, engine)
        yield Searcher(engine, load()).read("a").readout


def test_lines_have_the_numbers_that_evidence_names(one: Readout, sources: Path) -> None:
    assert [(line.number, line.text) for line in source_lines(one, sources) if line.text] == [
        (6, "The first line."),
        (8, "On January 2 they met."),
    ]
    assert one.passages[-1].lines == (8, 8)


def test_a_file_that_has_changed_is_not_shown(one: Readout, sources: Path) -> None:
    (sources / "a.md").write_text(TEXT.replace("first", "last"), encoding="utf-8")
    with pytest.raises(SourceTextError, match=r"has changed since it was read.*searchapp index"):
        source_lines(one, sources)


def test_a_file_that_is_gone_or_no_file_is_told_of(one: Readout, sources: Path) -> None:
    (sources / "a.md").unlink()
    with pytest.raises(SourceTextError, match="no longer in the source folder"):
        source_lines(one, sources)
    os.mkfifo(sources / "a.md")  # reading it would wait for ever
    with pytest.raises(SourceTextError, match="no longer"):
        source_lines(one, sources)


@pytest.mark.parametrize("path", ["../secret.txt", "/etc/passwd", "x/../../secret.txt", "..\\secret.txt"])
def test_no_path_leads_out_of_the_source_folder(one: Readout, sources: Path, path: str) -> None:
    elsewhere = replace(one, source=replace(one.source, path=path))
    with pytest.raises(SourceTextError, match="leads out"):
        source_lines(elsewhere, sources)
