"""A flipped bit anywhere in an index is found before the index answers; so is one of what was read before."""

import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from searchapp.engines.whoosh import WhooshEngine
from searchapp.errors import IndexDamagedError, IndexMissingError
from searchapp.indexing import rebuild, update
from searchapp.parsed import NAME, Parsed
from searchapp.reading import extractor_version
from searchapp.readout import Readout
from searchapp.resources import sample_folder
from tests.reliability.test_kills import run, write

PLACES = int(os.environ.get("SEARCHAPP_TEST_FLIPS", "60"))  # of each file; `make soak` asks for 2000


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of the sample and of a few readouts that came later: several segments, one with a readout removed."""
    folder = tmp_path_factory.mktemp("flips")
    shutil.copytree(sample_folder(), folder / "source")
    write(folder / "source", "one", "at first")
    run(rebuild, folder / "source", folder / "index")
    for name in ("two", "three"):
        write(folder / "source", name, "later")
        run(update, folder / "source", folder / "index")
    (folder / "source" / "one.md").unlink()
    run(update, folder / "source", folder / "index")
    return folder


def _flips(file: Path) -> Iterator[int]:
    """Flip one bit after another, each at a place of its own; the file is as it was afterwards."""
    data = file.read_bytes()
    chosen = random.Random(file.name)  # noqa: S311  # nothing here is a secret
    places = {0, len(data) - 1, *chosen.sample(range(len(data)), min(PLACES, len(data)))}
    try:
        for place in sorted(places):
            with file.open("r+b") as there:
                there.seek(place)
                there.write(bytes([data[place] ^ (1 << chosen.randrange(8))]))
            yield place
            with file.open("r+b") as there:
                there.seek(place)
                there.write(data[place : place + 1])
    finally:
        file.write_bytes(data)


def test_a_flipped_bit_of_any_file_is_found_before_it_answers(built: Path) -> None:
    index = built / "index"
    with WhooshEngine(index) as engine:
        generation = index / engine.verify().generation
    flipped = 0
    for file in sorted(generation.iterdir()):
        for place in _flips(file):
            with WhooshEngine(index, careful=True) as engine, pytest.raises(IndexDamagedError) as found:
                engine.reader()
            assert found.value.path == file, place
            flipped += 1
    assert flipped > 300
    print(f"\n{flipped} bits flipped, and each found")
    with WhooshEngine(index, careful=True) as engine:
        assert engine.reader().manifest == engine.verify()


def test_with_a_flipped_bit_in_the_pointer_the_index_answers_as_ever_or_not_at_all(built: Path) -> None:
    index = built / "index"
    with WhooshEngine(index) as engine:
        newest = engine.reader().manifest
    for place in _flips(index / "CURRENT"):
        with WhooshEngine(index, careful=True) as engine:
            try:
                assert engine.reader().manifest == newest, place
            except (IndexDamagedError, IndexMissingError):
                continue


def test_with_a_flipped_bit_in_what_was_read_before_it_is_read_as_it_was_or_anew(built: Path) -> None:
    index, rules = built / "index", extractor_version()
    with WhooshEngine(index) as engine:
        files = [(file.path, file.digest) for file in engine.reader().files()]

    def read() -> list[Readout | None]:
        with Parsed(index, rules) as parsed:
            return [parsed.get(*file) for file in files]

    whole = dict(zip(files, read(), strict=True))
    assert all(whole.values())
    lost = 0
    for place in _flips(index / NAME):
        now = dict(zip(files, read(), strict=True))
        assert all(one is None or one == whole[file] for file, one in now.items()), place
        lost += any(one is None for one in now.values())
        for unusable in index.glob("*.unusable"):
            unusable.rename(index / NAME)
    assert lost > 0
