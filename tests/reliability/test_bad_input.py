"""Whatever a file holds, it becomes readouts or a problem that says why; what is too large is refused by a limit."""

import os
import resource
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchapp.corrections import Corrections
from searchapp.engines.whoosh import WhooshEngine
from searchapp.errors import SourceError
from searchapp.indexing import rebuild
from searchapp.parsed import Parsed
from searchapp.reading import read_all
from searchapp.readout import Readout
from searchapp.sources import Limits, Shelf, find
from searchapp.sources.shelf import Entry
from tests.valid import TEXT, VALID

EXAMPLES = int(os.environ.get("SEARCHAPP_TEST_FUZZ", "25"))  # of each format
FILES = int(os.environ.get("SEARCHAPP_TEST_FILES", "2000"))


def _read(folder: Path, limits: Limits | None = None) -> tuple[int, list[SourceError]]:
    """How many readouts the files of a folder become, and what cannot be read."""
    shelf = Shelf(folder, limits)
    entries = [one for path in find(folder) for one in shelf.entries(path)]
    files = [(one.path, one.digest) for one in entries if isinstance(one, Entry)]
    with Parsed(None, "") as parsed:
        outcomes = [one for _, one in read_all(shelf, files, None, Corrections({}), parsed)]
    wrong = [one for one in (*entries, *outcomes) if isinstance(one, SourceError)]
    assert not [one for one in wrong if one.reason.startswith("searchapp fails")], wrong
    return sum(isinstance(one, Readout) for one in outcomes), wrong


@st.composite
def _spoilt(draw: st.DrawFn, valid: bytes) -> bytes:
    """A file with bytes changed, put in or taken out, or bytes of no format at all."""
    if draw(st.integers(0, 5)) == 0:
        return draw(st.binary(max_size=400))
    data = bytearray(valid)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data)))
        data[at : at + draw(st.integers(0, 8))] = draw(st.binary(max_size=8))
    return bytes(data)


@pytest.mark.parametrize("suffix", VALID)
def test_a_file_that_is_spoilt_becomes_readouts_or_a_problem(suffix: str) -> None:
    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(_spoilt(VALID[suffix]))
    def holds(data: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / f"a.{suffix}").write_bytes(data)
            _read(Path(folder))

    holds()


def test_a_file_that_is_not_spoilt_is_read(tmp_path: Path) -> None:
    for suffix, data in VALID.items():
        (tmp_path / suffix).mkdir()
        (tmp_path / suffix / f"a.{suffix}").write_bytes(data)
        read, wrong = _read(tmp_path / suffix)
        assert read >= 1, (suffix, wrong)


def test_a_zip_bomb_and_a_file_of_200_mb_are_refused_by_their_limits(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for n in range(12):
            archive.writestr(f"{n}.txt", b"\0" * (1 << 20))
    with (tmp_path / "long.txt").open("wb") as file:
        file.truncate(200 << 20)
    read, wrong = _read(tmp_path, Limits(unpacked=10))
    assert (read, sorted(one.path for one in wrong)) == (0, ["bomb.zip", "long.txt"])
    assert all("allow more: --max-" in one.reason for one in wrong)


def test_links_that_run_in_circles_and_names_of_every_script_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    names = [
        "日本",
        "Ελλάδα",
        "العربية",
        "עברית",
        "ไทย",
        "Việt Nam",
        "emoji-🕊",
        "a b  c",
        "-rf",
        "%2e%2e",
        "a'\"<b>",
        "\u202etxt",
    ]
    for name in names:
        (tmp_path / f"{name}.txt").write_text(TEXT)
    read, _ = _read(tmp_path)
    assert read == len(names)


def test_many_files_of_one_line_are_each_a_readout(tmp_path: Path) -> None:
    for number in range(FILES):
        file = tmp_path / "source" / str(number // 1000) / f"{number}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"The ministers met for the {number}th time.\n")
    with WhooshEngine(tmp_path / "index") as engine:
        report = rebuild(tmp_path / "source", engine)
        reader = engine.reader()
        assert (report.read, report.problems) == (FILES, ())
        assert reader.get(f"{(FILES - 1) // 1000}-{FILES - 1}")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"\n{FILES:,} files of one line in {report.seconds:.0f} s, {most} MB at most")


def test_a_file_on_which_we_fail_is_a_problem_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(data: bytes, path: str) -> str:
        raise IndexError("string index out of range")

    for name in ("a.txt", "b.pdf", "c.txt"):
        (tmp_path / "source" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "source" / name).write_bytes(VALID[name[-3:]])
    monkeypatch.setattr("searchapp.sources.pdf_text", failing)
    with WhooshEngine(tmp_path / "index") as engine:
        report = rebuild(tmp_path / "source", engine)
    assert (report.read, [one.path for one in report.problems]) == (2, ["b.pdf"])
    assert "searchapp fails on it (IndexError: string index out of range)" in report.problems[0].reason
