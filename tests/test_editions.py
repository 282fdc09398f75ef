"""A readout that changed keeps the digests of its earlier texts, over updates and rebuilds."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from searchapp.corrections import write
from searchapp.engines.whoosh import WhooshEngine
from searchapp.indexing import Report, rebuild, update
from searchapp.readout import Readout
from searchapp.sources import digest

Build = Callable[..., Report]
TEXTS = [f"Notes\n\nThey met in Lima, text {n}.\n".encode() for n in range(3)]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "a.txt").write_bytes(TEXTS[0])
    (folder / "b.txt").write_bytes(b"Notes\n\nAnother text.\n")
    return folder


@pytest.fixture
def engine(tmp_path: Path, source: Path) -> Iterator[WhooshEngine]:
    with WhooshEngine(tmp_path / "index") as engine:
        rebuild(source, engine)
        yield engine


def one(engine: WhooshEngine, id_: str = "a") -> Readout:
    found = engine.reader().get(id_)
    assert found is not None
    return found


def earlier(engine: WhooshEngine) -> list[str]:
    return [edition.digest for edition in one(engine).earlier]


@pytest.mark.parametrize("build", [update, rebuild])
def test_a_changed_text_keeps_the_digest_and_the_day_of_the_one_before(
    source: Path, engine: WhooshEngine, build: Build
) -> None:
    assert one(engine).earlier == ()
    built = engine.reader().manifest.built
    (source / "a.txt").write_bytes(TEXTS[1])
    build(source, engine)
    (edition,) = one(engine).earlier
    assert (edition.digest, edition.built) == (digest(TEXTS[0]), built)
    assert one(engine).digest == digest(TEXTS[1])
    assert one(engine, "b").earlier == ()


def test_editions_survive_rebuilds_and_updates_of_others_and_grow(source: Path, engine: WhooshEngine) -> None:
    (source / "a.txt").write_bytes(TEXTS[1])
    update(source, engine)
    rebuild(source, engine)
    (source / "b.txt").write_bytes(b"Notes\n\nYet another text.\n")
    update(source, engine)
    assert earlier(engine) == [digest(TEXTS[0])]
    (source / "a.txt").write_bytes(TEXTS[2])
    rebuild(source, engine, cached=False)
    assert earlier(engine) == [digest(TEXTS[0]), digest(TEXTS[1])]


def test_a_correction_is_no_new_text(source: Path, engine: WhooshEngine) -> None:
    write(source, "a.txt", {"date": "2020-01-02"})
    update(source, engine)
    assert earlier(engine) == []
    (source / "a.txt").write_bytes(TEXTS[1])
    update(source, engine)
    assert earlier(engine) == [digest(TEXTS[0])]


def test_a_file_that_was_bad_for_a_while_keeps_its_editions(source: Path, engine: WhooshEngine) -> None:
    (source / "a.txt").write_bytes(b"")
    update(source, engine)
    rebuild(source, engine)
    (source / "a.txt").write_bytes(TEXTS[1])
    update(source, engine)
    assert earlier(engine) == [digest(TEXTS[0])]


def test_an_id_that_moves_to_another_file_takes_its_editions_along(
    source: Path, engine: WhooshEngine
) -> None:
    (source / "a.txt").unlink()
    (source / "c.md").write_bytes(b"---\nid: a\n---\n\nThey met in Lima.\n")
    update(source, engine)
    assert earlier(engine) == [digest(TEXTS[0])]


def test_another_folders_readouts_are_no_editions(engine: WhooshEngine, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.txt").write_bytes(TEXTS[1])
    rebuild(other, engine)
    assert earlier(engine) == []


def test_an_index_that_cannot_be_read_is_rebuilt_without_editions(
    source: Path, engine: WhooshEngine, tmp_path: Path
) -> None:
    for file in (tmp_path / "index").glob("gen-*/files.json"):
        file.unlink()
    (source / "a.txt").write_bytes(TEXTS[1])
    rebuild(source, engine)
    assert earlier(engine) == []
