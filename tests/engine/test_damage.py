"""A file that is not as it was written is named, and costs nothing that is whole."""

from collections.abc import Callable
from pathlib import Path

import pytest

from searchapp.clause import Every
from searchapp.engine import Reader
from searchapp.engines.whoosh import WhooshEngine, seals, verify
from searchapp.errors import IndexDamagedError, IndexMissingError
from searchapp.highlight import snippets, sought
from tests.engine import strategies
from tests.engine.conftest import MANIFEST
from tests.engine.folders import current, generations, only

CROWD = strategies.crowd(30)


def flip(path: Path) -> None:
    """Change one bit in the middle of a file."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    rewrite(path, bytes(content))


def cut(path: Path) -> None:
    """Take away the second half of a file."""
    rewrite(path, path.read_bytes()[: path.stat().st_size // 2])


def shown(reader: Reader) -> list[object]:
    """What a list of all hits shows, and all of their passages and statements."""
    seen = sought(Every())
    return [
        (snippets(seen, sight), [(sight.passage(n), sight.statements(n)) for n in range(sight.passages)])
        for sight in reader.sights(reader.ids(), seen.leaves)
    ]


def rewrite(path: Path, content: bytes) -> None:
    """Put another file into the place of one, which others may hold under another name."""
    path.unlink()
    path.write_bytes(content)


@pytest.mark.parametrize("harm", [flip, cut, Path.unlink])
@pytest.mark.parametrize(
    "pattern", ["*.toc", "*.arrays", "*.records", "MAIN_*.json", "manifest.json", "files.json"]
)
def test_a_damaged_file_is_named(folder: Path, pattern: str, harm: Callable[[Path], None]) -> None:
    path = only(folder, pattern)
    harm(path)
    with pytest.raises(IndexDamagedError, match=path.name):
        WhooshEngine(folder).reader()
    with pytest.raises(IndexDamagedError, match=path.name):
        WhooshEngine(folder).verify()
    with pytest.raises(IndexDamagedError, match=path.name):
        WhooshEngine(folder).write(MANIFEST, [], fresh=False)


@pytest.mark.parametrize("harm", [flip, cut])
@pytest.mark.parametrize("pattern", ["*.toc", "*.arrays", "*.records", "manifest.json"])
def test_a_damaged_generation_can_be_made_again(
    folder: Path, pattern: str, harm: Callable[[Path], None]
) -> None:
    harm(only(folder, pattern))
    engine = WhooshEngine(folder)
    engine.write(MANIFEST, CROWD[:3], fresh=True)
    assert engine.reader().count(Every()) == 3
    assert engine.verify() == engine.reader().manifest


def test_a_bit_flipped_in_a_large_file_is_found_by_verify(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = only(folder, "*.arrays")
    monkeypatch.setattr(seals, "SMALL", 0)
    assert verify(path.parent).readouts == 10
    flip(path)
    seals.unseal(path.parent, seals.digest(path.parent / "manifest.json"))
    with pytest.raises(IndexDamagedError, match=path.name):
        verify(path.parent)


def test_a_careful_engine_reads_every_byte_before_it_answers_and_each_file_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = only(folder, "*.arrays")
    monkeypatch.setattr(seals, "SMALL", 0)
    engine = WhooshEngine(folder, careful=True)
    read: list[Path] = []
    real = seals.digest

    def digest(path: Path) -> str:
        read.append(path)
        return real(path)

    monkeypatch.setattr(seals, "digest", digest)
    assert engine.reader().count(Every()) == 10
    assert path in read
    WhooshEngine(folder).write(MANIFEST, CROWD[10:12], fresh=False)
    read.clear()
    assert engine.reader().count(Every()) == 12
    assert read
    assert path.name not in {one.name for one in read}
    flip(current(folder) / path.name)
    with pytest.raises(IndexDamagedError, match=path.name):
        WhooshEngine(folder, careful=True).reader()
    assert WhooshEngine(folder).reader().count(Every()) == 12


def test_a_changed_bit_of_a_record_is_found_when_it_is_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = only(folder, "*.records")
    monkeypatch.setattr(seals, "SMALL", 0)
    content = path.read_bytes()
    for at in range(0, len(content), 97):
        rewrite(path, content[:at] + bytes([content[at] ^ 4]) + content[at + 1 :])
        reader = WhooshEngine(folder).reader()
        damaged = 0
        for id_ in reader.ids():
            try:
                reader.get(id_)
            except IndexDamagedError:
                damaged += 1
        assert damaged == 1


def test_a_list_of_hits_names_a_changed_record_or_shows_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = only(folder, "*.records")
    monkeypatch.setattr(seals, "SMALL", 0)
    content, whole = path.read_bytes(), shown(WhooshEngine(folder).reader())
    named = 0
    for n, at in enumerate(range(0, len(content), 37)):
        rewrite(path, content[:at] + bytes([content[at] ^ 1 << n % 8]) + content[at + 1 :])
        try:
            assert shown(WhooshEngine(folder).reader()) == whole
        except IndexDamagedError:
            named += 1
    assert named > 0


def test_a_large_file_that_was_cut_is_named_before_it_is_mapped(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading behind the end of a mapped file kills the process."""
    path = only(folder, "*.arrays")
    monkeypatch.setattr(seals, "SMALL", 0)
    cut(path)
    with pytest.raises(IndexDamagedError, match=path.name):
        WhooshEngine(folder).reader()


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"generation": "gen-0', b"null", b'{"colour": 1}'])
def test_a_pointer_that_cannot_be_read_is_named_and_costs_no_generation(folder: Path, content: bytes) -> None:
    before = current(folder).name
    rewrite(folder / "CURRENT", content)
    with pytest.raises(IndexDamagedError, match="CURRENT"):
        WhooshEngine(folder).reader()
    made = WhooshEngine(folder).write(MANIFEST, CROWD[:3], fresh=True)
    assert generations(folder) == sorted([before, made.generation])


def test_a_lost_pointer_is_no_index(folder: Path) -> None:
    (folder / "CURRENT").unlink()
    with pytest.raises(IndexMissingError):
        WhooshEngine(folder).reader()


def test_a_generation_of_another_format_is_to_be_made_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seals, "FORMAT", seals.FORMAT + 1)
    with pytest.raises(IndexDamagedError, match="searchapp rebuild"):
        WhooshEngine(folder).reader()


def test_a_damaged_generation_is_not_removed_for_being_damaged(folder: Path) -> None:
    damaged = only(folder, "*.toc")
    flip(damaged)
    WhooshEngine(folder).write(MANIFEST, CROWD[:3], fresh=True)
    assert damaged.exists()
