"""A file that has been read is read again only when it or the rules have changed."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from searchapp import reading, sources
from searchapp.engines.whoosh import WhooshEngine
from searchapp.indexing import rebuild, update
from searchapp.parsed import NAME, Parsed
from searchapp.resources import sample_folder
from searchapp.sources import Source
from tests.engine import strategies

ONE, TWO = strategies.crowd(2)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the files that are read, as they are."""
    paths: list[str] = []

    def spy(path: str, data: bytes) -> Source:
        paths.append(path)
        return sources.read(path, data)

    monkeypatch.setattr(reading, "read", spy)
    return paths


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    folder.mkdir()
    for path in sorted(sample_folder().glob("*.md"))[:4]:
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def engine(index: Path) -> Iterator[WhooshEngine]:
    with WhooshEngine(index) as engine:
        yield engine


def test_a_rebuild_reads_no_unchanged_file(
    source: Path, engine: WhooshEngine, index: Path, read: list[str]
) -> None:
    rebuild(source, engine, index=index)
    first = [engine.reader().get(id_) for id_ in engine.reader().ids()]
    changed = sorted(source.iterdir())[1]
    changed.write_text(changed.read_text("utf-8") + "\n\nOne more paragraph.\n", "utf-8")
    read.clear()
    assert rebuild(source, engine, index=index).added == 4
    assert read == [changed.name]
    read.clear()
    assert rebuild(source, engine, index=index, cached=False).added == 4
    assert len(read) == 4
    after = [engine.reader().get(id_) for id_ in engine.reader().ids()]
    assert sum(one == other for one, other in zip(first, after, strict=True)) == 3


def test_a_lost_index_is_made_again_without_reading(
    source: Path, engine: WhooshEngine, index: Path, read: list[str]
) -> None:
    update(source, engine, index=index)
    (index / "CURRENT").unlink()
    read.clear()
    assert update(source, engine, index=index).added == 4
    assert read == []


def test_other_rules_read_every_file(
    source: Path, engine: WhooshEngine, index: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rebuild(source, engine, index=index)
    monkeypatch.setattr(reading, "VERSION", "another")
    read.clear()
    rebuild(source, engine, index=index)
    assert len(read) == 4


def test_what_is_kept_of_a_file_that_is_gone_goes(source: Path, engine: WhooshEngine, index: Path) -> None:
    rebuild(source, engine, index=index)
    gone, *_ = sorted(source.iterdir())
    gone.unlink()
    update(source, engine, index=index)
    with sqlite3.connect(index / NAME) as base:
        paths = {path for (path,) in base.execute("SELECT path FROM parsed")}
    base.close()
    assert paths == {path.name for path in source.iterdir()}


@pytest.mark.parametrize("harm", [b"", b"not SQLite at all, but long enough to look like something" * 9])
def test_a_file_that_cannot_be_used_is_set_aside_and_costs_nothing(
    source: Path, engine: WhooshEngine, index: Path, harm: bytes
) -> None:
    rebuild(source, engine, index=index)
    (index / NAME).write_bytes(harm)
    assert rebuild(source, engine, index=index).added == 4
    assert len(list(index.glob(f"{NAME}.*.unusable"))) == bool(harm)
    with Parsed(index, reading.extractor_version()) as parsed:
        assert parsed._asked(lambda base: base.execute("SELECT count(*) FROM parsed").fetchone()) == (4,)


def test_a_table_of_another_shape_is_set_aside(tmp_path: Path) -> None:
    base = sqlite3.connect(tmp_path / NAME)
    base.execute("CREATE TABLE parsed (colour TEXT)")
    base.close()
    with Parsed(tmp_path, "1") as parsed:
        parsed.put("a.md", "s", ONE)
    with Parsed(tmp_path, "1") as parsed:
        assert parsed.get("a.md", "s") == ONE


def test_a_readout_is_kept_by_path_content_and_rules(tmp_path: Path) -> None:
    with Parsed(tmp_path, "1") as parsed:
        parsed.put("a.md", "s", ONE)
        parsed.put("b.md", "s", TWO)
    with Parsed(tmp_path, "1") as parsed:
        assert (parsed.get("a.md", "s"), parsed.get("b.md", "s")) == (ONE, TWO)
        assert parsed.get("a.md", "other") is None
        assert parsed.get("c.md", "s") is None
        assert not parsed.holds("c.md", "s")
    with Parsed(tmp_path, "2") as parsed:
        assert parsed.get("a.md", "s") is None


def test_a_body_that_cannot_be_read_is_as_none(tmp_path: Path) -> None:
    with Parsed(tmp_path, "1") as parsed:
        parsed.put("a.md", "s", ONE)
    base = sqlite3.connect(tmp_path / NAME)
    base.execute("UPDATE parsed SET body = x'00'")
    base.commit()
    base.close()
    with Parsed(tmp_path, "1") as parsed:
        assert parsed.get("a.md", "s") is None


def test_without_a_folder_nothing_is_kept() -> None:
    with Parsed(None, "1") as parsed:
        parsed.put("a.md", "s", ONE)
        assert parsed.get("a.md", "s") is None
