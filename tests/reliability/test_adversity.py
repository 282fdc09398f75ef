"""A full disk, a folder that may not be written to, a file that vanishes, a clock gone back, twenty readers."""

import os
import pickle
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from searchapp.cli import main
from searchapp.engines.whoosh import WhooshEngine, generations
from searchapp.errors import IndexDamagedError
from searchapp.indexing import rebuild, update
from tests.reliability.test_kills import answers, is_clean, run, write

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    made = tmp_path / "source"
    made.mkdir()
    for n in range(5):
        write(made, f"r{n}", "at first")
    return made


@pytest.fixture
def index(source: Path, tmp_path: Path) -> Path:
    run(rebuild, source, tmp_path / "index")
    return tmp_path / "index"


def told(prepare: Callable[[], None], *arguments: str) -> tuple[int, str]:
    """The exit status and what the command line says, in a process that was prepared for it."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        prepare()
        done = CliRunner().invoke(main, arguments)
        trace = repr(done.exception) if done.exception and not isinstance(done.exception, SystemExit) else ""
        os.write(writing, (done.output + trace).encode()[:60_000])
        os._exit(done.exit_code)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        output = pipe.read()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), output


@needs_fork
@pytest.mark.parametrize("room", [200, 2_000, 20_000])
def test_a_full_disk_is_told_and_the_index_still_answers(source: Path, index: Path, room: int) -> None:
    """A limit to the size of files stands for it: the system refuses a write in the same way."""
    old = answers(index)
    write(source, "long", "and much was said of it " * 4_000)

    def fill() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    status, output = told(fill, "rebuild", str(source), "--index", str(index), "--no-cache")
    assert status == 1, output
    assert "too large" in output.lower()
    assert "still answers" in output
    assert answers(index) == old
    run(rebuild, source, index)
    assert len(answers(index) or ()) == 6


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """A disk of its own with so much room; skips where none can be had."""
    folder.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(folder)], check=False, stderr=subprocess.DEVNULL
    )  # fmt: skip
    if not mounted or mounted.returncode:
        pytest.skip("needs the right to mount a disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.mark.parametrize("command", ["rebuild", "index"])
@pytest.mark.parametrize("cache", ["--cache", "--no-cache"])
def test_a_disk_without_room_is_told_and_the_index_still_answers(
    source: Path, tmp_path: Path, command: str, cache: str
) -> None:
    with small_disk(tmp_path / "disk", "2m") as disk:
        index = disk / "index"
        run(rebuild, source, index)
        old = answers(index)
        for name in ("long1", "long2", "long3", "long4"):
            write(source, name, "".join(f"they spoke of matter {name}{n} " for n in range(40_000)))
        done = CliRunner().invoke(main, [command, str(source), "--index", str(index), cache])
        assert done.exit_code == 1, done.output
        assert "No space left on device" in done.output
        assert "still answers" in done.output
        assert answers(index) == old
        for long in source.glob("long*.md"):
            long.unlink()
        write(source, "short", "anew")
        run(update, source, index)
        assert len(answers(index) or ()) == 6
        assert is_clean(index)


@needs_fork
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root, to become nobody")
def test_a_folder_that_may_not_be_written_to_is_named(source: Path, index: Path) -> None:
    for path in (index.parent, *index.parents):
        if path.is_relative_to("/tmp/pytest-of-root"):  # noqa: S108
            path.chmod(0o755)
    index.chmod(0o555)

    def become_nobody() -> None:
        os.setgid(65534)
        os.setuid(65534)

    status, output = told(become_nobody, "rebuild", str(source), "--index", str(index))
    assert status == 1, output
    assert str(index) in output
    assert "Permission denied" in output
    status, output = told(become_nobody, "search", "ministers", "--index", str(index))
    assert (status, "5 readouts" in output) == (0, True), output


@needs_fork
def test_a_file_that_vanishes_while_others_are_read_is_listed(source: Path, tmp_path: Path) -> None:
    def prepare() -> None:
        def hook(event: str, arguments: tuple[object, ...]) -> None:
            if event == "open" and str(arguments[0]).endswith("r1.md"):
                (source / "r3.md").unlink(missing_ok=True)

        sys.addaudithook(hook)

    status, output = told(prepare, "rebuild", str(source), "--index", str(tmp_path / "index"))
    assert status == 0, output
    assert "r3.md" in output
    assert len(answers(tmp_path / "index") or ()) == 4


def test_a_clock_gone_back_does_not_bring_the_old_generation_back(
    source: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(source, "new", "anew")

    class Earlier(datetime):
        @classmethod
        def now(cls, tz: object = None) -> "Earlier":  # noqa: ARG003
            return cls(1999, 12, 31, tzinfo=UTC)

    monkeypatch.setattr(generations, "datetime", Earlier)
    run(rebuild, source, index)
    assert len(answers(index) or ()) == 6
    monkeypatch.undo()
    write(source, "newer", "anew")
    run(rebuild, source, index)
    assert len(answers(index) or ()) == 7


@needs_fork
def test_twenty_processes_read_while_one_writes(source: Path, index: Path) -> None:
    children = []
    for _ in range(20):
        child = os.fork()
        if child == 0:
            try:
                with WhooshEngine(index) as engine:
                    seen = 0
                    while seen < 8:
                        reader = engine.reader()
                        now = reader.manifest.readouts
                        assert len(reader.ids()) == now >= seen
                        assert all(reader.get(id_) for id_ in reader.ids())
                        seen = now
                os._exit(0)
            except BaseException:  # this process ends here, whatever it was
                os._exit(1)
        children.append(child)
    for n in range(3):
        write(source, f"more{n}", "anew")
        run(rebuild, source, index)
    assert {os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children} == {0}


@pytest.mark.parametrize("command", ["rebuild", "index"])
def test_a_second_writer_is_told_to_wait(source: Path, index: Path, command: str) -> None:
    write(source, "new", "anew")
    with generations.writing(index):
        done = CliRunner().invoke(main, [command, str(source), "--index", str(index)])
    assert done.exit_code == 1
    assert "Another searchapp is writing" in done.output


def test_the_lock_of_a_dead_process_is_not_in_the_way(source: Path, index: Path) -> None:
    child = os.fork()
    if child == 0:
        with generations.writing(index):
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    assert (index / "write.lock").exists()
    run(rebuild, source, index)


class _Runs:
    """What runs when it is unpickled."""

    def __init__(self, there: Path) -> None:
        self._there = there

    def __reduce__(self) -> tuple[Callable[[str], object], tuple[str]]:
        return os.mkdir, (str(self._there),)


@pytest.mark.parametrize("careful", [True, False])
def test_a_table_of_contents_that_is_not_as_it_was_sealed_is_not_unpickled(
    index: Path, tmp_path: Path, careful: bool
) -> None:
    (toc,) = index.glob("gen-*/*.toc")
    told = toc.read_bytes()
    toc.write_bytes(pickle.dumps(_Runs(tmp_path / "it-ran")).ljust(len(told))[: len(told)])
    with WhooshEngine(index, careful=careful) as engine, pytest.raises(IndexDamagedError):
        engine.reader()
    assert not (tmp_path / "it-ran").exists()


def test_an_index_that_is_gone_is_made_again_from_the_sources(source: Path, index: Path) -> None:
    whole = answers(index)
    for path in index.glob("gen-*"):
        shutil.rmtree(path)
    done = CliRunner().invoke(main, ["search", "ministers", "--index", str(index)])
    assert (done.exit_code, "searchapp rebuild" in done.output) == (1, True)
    run(rebuild, source, index)
    assert answers(index) == whole
