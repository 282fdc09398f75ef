"""A load that was interrupted, or that several processes share: nothing is sent twice, nothing is lost, no half answers."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from searchapp.clause import Every
from searchapp.engine import Manifest, Part
from searchapp.engines.opensearch import OpenSearchEngine, Server
from searchapp.engines.opensearch.lock import LOCKS
from searchapp.engines.whoosh import WhooshEngine
from searchapp.errors import EngineError, IndexMissingError
from searchapp.indexing import rebuild
from searchapp.readout import Readout, ReadoutId
from tests.engine.conftest import MANIFEST
from tests.engine.strategies import crowd
from tests.opensearch.engines import Passing

FILES = 600
SENT = 250  # readouts that are sent together
TEXT = "---\ntitle: Call {0}\ndate: 2024-03-01\n---\nSecretary {0} spoke of trade and word{0}.\n"


def many(size: int) -> list[Readout]:
    """Small readouts, each with an id of its own."""
    some = crowd(100)
    return [replace(some[n % len(some)], id=ReadoutId(f"readout-{n:06}")) for n in range(size)]


def killed(action: Callable[[], object]) -> None:
    """Run what kills its own process."""
    if (child := os.fork()) == 0:
        try:
            action()
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    assert os.WTERMSIG(status) == signal.SIGKILL


def killed_while_writing(url: str, name: str, readouts: list[Readout]) -> None:
    """A writer that dies once it has sent some of its readouts."""

    def dying() -> Iterator[Readout]:
        yield from readouts
        os.kill(os.getpid(), signal.SIGKILL)

    killed(lambda: OpenSearchEngine(Server(url), name).write(MANIFEST, dying(), fresh=True))


def let_lapse(engine: Passing) -> None:
    """What a minute does to the locks of the dead."""
    engine.server.ask("POST", f"/{LOCKS}/_refresh")
    for lock in engine.server.search(LOCKS, {"size": 1_000})["hits"]["hits"]:
        if lock["_id"].startswith(engine.name):
            engine.server.ask("DELETE", f"/{LOCKS}/_doc/{lock['_id']}")


def loads(engine: Passing) -> list[str]:
    """The indexes of readouts that there are."""
    return sorted(
        one for one in engine.server.ask("GET", f"/{engine.name}-*/_alias") if not one.endswith("-beside")
    )


def times_sent(engine: Passing, index: str) -> int:
    """How often a readout was put into an index."""
    told = engine.server.ask("GET", f"/{index}/_stats/indexing")
    return int(told["_all"]["primaries"]["indexing"]["index_total"])


def test_a_load_that_was_killed_is_gone_on_with(url: str, engine: Passing) -> None:
    readouts = many(3 * SENT)
    killed_while_writing(url, engine.name, readouts[: 2 * SENT + 20])
    (half,) = loads(engine)
    let_lapse(engine)
    with pytest.raises(IndexMissingError):
        engine.reader()
    made = engine.write(MANIFEST, readouts, fresh=True)
    assert loads(engine) == [half]
    assert made.generation in half
    assert times_sent(engine, half) == len(readouts)
    assert engine.reader().ids() == tuple(one.id for one in readouts)


def test_what_changed_since_a_load_was_killed_is_as_it_is_now(url: str, engine: Passing) -> None:
    readouts = many(2 * SENT)
    killed_while_writing(url, engine.name, readouts)
    let_lapse(engine)
    now = [replace(one, title=f"Another {one.title}") if n == 3 else one for n, one in enumerate(readouts)][
        1:
    ]
    engine.write(MANIFEST, now, fresh=True)
    with Passing(url) as other:
        other.write(MANIFEST, now, fresh=True)
        made, expected = engine.reader(), other.reader()
        assert made.ids() == expected.ids()
        assert made.get(now[2].id) == now[2]
        assert made.near_words("another", 1) == expected.near_words("another", 1)
        assert made.entities("country") == expected.entities("country")


def test_a_load_of_other_sources_is_not_gone_on_with(url: str, engine: Passing) -> None:
    killed_while_writing(url, engine.name, many(SENT))
    (half,) = loads(engine)
    let_lapse(engine)
    engine.write(replace(MANIFEST, source="/srv/others"), many(3), fresh=True)
    assert half not in loads(engine)
    assert engine.reader().count(Every()) == 3


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "readouts"
    folder.mkdir()
    for number in range(FILES):
        (folder / f"{number:04}.md").write_text(TEXT.format(number), "utf-8")
    return folder


def put_in(source: Path, engine: Passing, url: str, part: str, own: Path) -> "subprocess.Popen[str]":
    """A process that puts in a part, as on a machine of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "searchapp", "rebuild", str(source), "--engine", "opensearch", "--opensearch-url", url,
         "--partition", part, "--index", str(own), "--workers", "1"],
        env=os.environ | {"SEARCHAPP_OPENSEARCH_INDEX": engine.name}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_two_processes_fill_one_generation_though_one_dies(
    url: str, engine: Passing, source: Path, tmp_path: Path
) -> None:
    before = engine.write(replace(MANIFEST, source=str(source)), many(3), fresh=True)

    def die(_stage: str, done: int, _total: int) -> None:
        if done == SENT + 20:
            os.kill(os.getpid(), signal.SIGKILL)

    first = put_in(source, engine, url, "1/2", tmp_path / "one")
    killed(
        lambda: rebuild(
            source, OpenSearchEngine(Server(url), engine.name), progress=die, workers=1, part=Part(2, 2)
        )
    )
    told, wrong = first.communicate()
    assert first.returncode == 0, wrong
    assert "They answer once the others are there: 2/2." in told
    assert engine.reader().manifest == before
    let_lapse(engine)
    second = put_in(source, engine, url, "2/2", tmp_path / "two")
    told, wrong = second.communicate()
    assert second.returncode == 0, wrong
    assert f"All parts are there: {FILES} readouts answer." in told

    reader = engine.reader()
    assert before.generation != reader.manifest.generation
    assert (
        times_sent(engine, next(one for one in loads(engine) if reader.manifest.generation in one)) == FILES
    )
    with WhooshEngine(tmp_path / "embedded") as embedded:
        rebuild(source, embedded)
        expected = embedded.reader()
        assert reader.ids() == expected.ids()
        assert reader.files() == expected.files()
        assert reader.manifest.readouts == reader.count(Every()) == FILES
        assert reader.near_words("word7", 1) == expected.near_words("word7", 1)


def test_of_two_parts_with_one_id_the_first_is_kept_and_the_other_is_a_problem(
    engine: Passing, source: Path
) -> None:
    alike = "---\nid: alike\ntitle: Call\ndate: 2024-03-01\n---\nThey spoke of {}.\n"
    names = [f"{n}-alike.md" for n in range(20)]
    mine, theirs = (next(name for name in names if Part(n, 2).has(name)) for n in (1, 2))
    for path in source.iterdir():
        path.unlink()
    (source / mine).write_text(alike.format("trade"), "utf-8")
    (source / theirs).write_text(alike.format("peace"), "utf-8")
    assert rebuild(source, engine, part=Part(1, 2)).awaited == (2,)
    done = rebuild(source, engine, part=Part(2, 2))
    assert done.awaited == ()
    (problem,) = engine.reader().manifest.problems
    assert (problem.path, mine in problem.reason) == (theirs, True)
    assert [file.id for file in engine.reader().files() if file.id] == ["alike"]
    assert engine.reader().near_words("trade", 0) == {"trade": 1}
    assert engine.reader().near_words("peace", 0) == {}


def test_an_update_between_two_parts_leaves_them_be(engine: Passing, source: Path) -> None:
    engine.write(Manifest("", "", str(source), "", 0), many(2), fresh=True)
    rebuild(source, engine, part=Part(1, 2))
    engine.write(Manifest("", "", str(source), "", 0), many(4)[2:], fresh=False)
    assert engine.reader().count(Every()) == 4
    rebuild(source, engine, part=Part(2, 2))
    assert engine.reader().count(Every()) == FILES


def test_a_folder_is_not_filled_in_parts(source: Path, tmp_path: Path) -> None:
    with (
        WhooshEngine(tmp_path / "index") as embedded,
        pytest.raises(EngineError, match="--engine opensearch"),
    ):
        rebuild(source, embedded, part=Part(1, 2))


@pytest.mark.parametrize("parts", [1, 2, 7])
def test_every_file_is_in_one_part_with_all_that_lies_in_it(parts: int) -> None:
    all_ = [Part(number, parts) for number in range(1, parts + 1)]
    for number in range(50):
        for paths in ([f"{number}.md"], [f"{number}.zip", f"{number}.zip/a/b.md", f"{number}.zip/t.csv#7"],
                      [f"a/{number}.csv", f"a/{number}.csv#one"]):  # fmt: skip
            (within,) = {tuple(part.has(path) for part in all_) for path in paths}
            assert sum(within) == 1
