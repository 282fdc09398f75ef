"""Zip archives: their files are readouts, and what is wrong with one of them loses nothing else."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from searchapp import corrections
from searchapp.engines.whoosh import WhooshEngine
from searchapp.indexing import is_stale, rebuild, update
from searchapp.sources import Entry, Limits, Shelf

CALL = "Secretary Blinken’s Call with Mexican Foreign Secretary Ebrard\n\nJuly 29, 2021\n\nSecretary Blinken spoke today with {} about trade.\n"


def packed(files: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def held(
    folder: Path, limits: Limits | None = None, name: str = "all.zip"
) -> tuple[list[str], dict[str, str]]:
    """The paths of the readouts in an archive, and the reasons of what is refused."""
    found = list(Shelf(folder, limits).entries(name))
    return [one.path for one in found if isinstance(one, Entry)], {
        one.path: one.reason for one in found if not isinstance(one, Entry)
    }


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "source").mkdir()
    return tmp_path / "source"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[WhooshEngine]:
    with WhooshEngine(tmp_path / "index") as made:
        yield made


def test_the_files_of_an_archive_are_readouts_of_a_folder_of_its_name(
    source: Path, engine: WhooshEngine
) -> None:
    (source / "2021.zip").write_bytes(
        packed({"july/a.txt": CALL.format("a"), "b.md": CALL.format("b"), "c.exe": "x"})
    )
    done = rebuild(source, engine)
    assert (done.added, done.problems) == (2, ())
    assert engine.reader().ids() == ("2021-zip-b", "2021-zip-july-a")
    assert {file.path for file in engine.reader().files()} == {"2021.zip/b.md", "2021.zip/july/a.txt"}


def test_only_the_files_of_an_archive_that_changed_are_read_again(source: Path, engine: WhooshEngine) -> None:
    archive = source / "all.zip"
    archive.write_bytes(packed({name: CALL.format(name) for name in ("one.txt", "two.txt", "three.txt")}))
    rebuild(source, engine)
    assert not is_stale(source, engine)
    archive.write_bytes(
        packed(
            {
                "one.txt": CALL.format("one.txt"),
                "two.txt": CALL.format("another"),
                "four.txt": CALL.format("x"),
            }
        )
    )
    assert is_stale(source, engine)
    done = update(source, engine)
    assert (done.added, done.replaced, done.removed, done.unchanged) == (1, 1, 1, 1)


def test_a_correction_reaches_into_an_archive(source: Path, engine: WhooshEngine) -> None:
    (source / "all.zip").write_bytes(packed({"a.txt": CALL.format("a"), "b.txt": CALL.format("b")}))
    rebuild(source, engine)
    corrections.write(source, "all.zip/a.txt", {"date": "2020-01-02"})
    done = update(source, engine)
    assert (done.replaced, done.unchanged, done.problems) == (1, 1, ())
    assert "2020-01-02" in {
        str(one.date) for id_ in engine.reader().ids() if (one := engine.reader().get(id_))
    }


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../out.txt", "leads out"),
        ("a/../../out.txt", "leads out"),
        ("/etc/out.txt", "leads out"),
        ("C:/out.txt", "leads out"),
        ("..\\out.txt", "leads out"),
        ("in\nner.txt", "leads out of the archive, or cannot be shown"),
        ("inner.zip", "archive within an archive"),
    ],
)
def test_a_file_of_a_dangerous_name_is_refused_and_the_others_are_read(
    name: str, reason: str, source: Path
) -> None:
    (source / "all.zip").write_bytes(packed({name: "x", "good.txt": "x"}))
    paths, problems = held(source)
    assert paths == ["all.zip/good.txt"]
    assert len(problems) == 1
    assert reason in next(iter(problems.values()))


def test_hidden_files_and_those_of_a_mac_are_passed_over(source: Path) -> None:
    names = dict.fromkeys((".a.txt", "__MACOSX/._b.txt", "b.txt", "c/~$d.md", "e/f.txt"), "x")
    (source / "all.zip").write_bytes(packed(names))
    assert held(source) == (["all.zip/b.txt", "all.zip/e/f.txt"], {})


def test_an_encrypted_file_is_refused(source: Path) -> None:
    data = bytearray(packed({"a.txt": "x", "b.txt": "y"}))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    (source / "all.zip").write_bytes(data)
    paths, problems = held(source)
    assert paths == ["all.zip/b.txt"]
    assert "encrypted" in problems["all.zip/a.txt"]


def test_a_damaged_file_is_refused_and_a_damaged_archive_is_one_problem(source: Path) -> None:
    data = bytearray(packed({"a.txt": "The ministers met.", "b.txt": "y"}, zipfile.ZIP_STORED))
    data[data.index(b"ministers")] ^= 1
    (source / "all.zip").write_bytes(data)
    paths, problems = held(source)
    assert paths == ["all.zip/b.txt"]
    assert "damaged" in problems["all.zip/a.txt"]
    (source / "all.zip").write_bytes(data[:40])
    assert held(source)[1].keys() == {"all.zip"}


@pytest.mark.parametrize(
    ("limits", "place", "reason"),
    [
        (Limits(file=1), "all.zip/zeros.txt", "--max-file 3"),
        (Limits(unpacked=1), "all.zip", "--max-unpacked 4"),
        (Limits(entries=1), "all.zip", "--max-entries"),
    ],
)
def test_a_bomb_is_a_problem_before_it_is_unpacked(
    limits: Limits, place: str, reason: str, source: Path
) -> None:
    (source / "all.zip").write_bytes(packed({"zeros.txt": b"0" * (3 << 20), "small.txt": "x"}))
    assert reason in held(source, limits)[1][place]


def test_an_archive_that_lies_about_a_size_is_not_unpacked_further(source: Path) -> None:
    data = bytearray(packed({"zeros.txt": b"0" * (3 << 20)}))
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    (source / "all.zip").write_bytes(data)
    assert "damaged" in held(source)[1]["all.zip/zeros.txt"]


def test_of_two_files_of_one_name_the_first_is_read(source: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        (source / "all.zip").write_bytes(_twice())
    paths, problems = held(source)
    assert paths == ["all.zip/a.txt"]
    assert "two files of this name" in problems["all.zip/a.txt"]
    assert Shelf(source).load("all.zip/a.txt") == b"first"


def _twice() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.txt", "first")
        archive.writestr("a.txt", "second")
    return made.getvalue()


def test_a_large_archive_is_read_by_several_processes(source: Path, engine: WhooshEngine) -> None:
    (source / "all.zip").write_bytes(packed({f"{n}.txt": CALL.format(f"number {n}") for n in range(220)}))
    assert rebuild(source, engine).added == 220


def test_a_file_without_a_name_is_refused_and_the_others_are_read(source: Path) -> None:
    """What zipfile itself cannot write: the name of the first in the directory is a comment on it."""
    made = bytearray(packed({"a.txt": CALL.format("a"), "b.txt": CALL.format("b")}))
    at = made.index(b"PK\x01\x02")
    made[at + 28 : at + 30], made[at + 32 : at + 34] = b"\0\0", len("a.txt").to_bytes(2, "little")
    (source / "all.zip").write_bytes(made)
    read, refused = held(source)
    assert read == ["all.zip/b.txt"]
    assert list(refused) == ["all.zip/"]
