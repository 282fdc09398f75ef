"""The engines that the contract is tested on."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from searchapp.engine import Checked, Manifest, Reader
from searchapp.engines.whoosh import WhooshEngine
from tests.engine.agreement import CROWD, LATER
from tests.engine.strategies import crowd

EngineFactory = Callable[[], Checked]

ENGINES: dict[str, Callable[[Path], Checked]] = {"whoosh": WhooshEngine}
if url := os.environ.get("SEARCHAPP_TEST_OPENSEARCH"):  # a server that may be filled: make test-opensearch
    from tests.opensearch.engines import in_cluster

    ENGINES = {"opensearch": in_cluster(url)}
MANIFEST = Manifest(generation="", built="", source="/readouts", extractor="1", readouts=0)


@pytest.fixture(scope="module", params=ENGINES)
def make(request: pytest.FixtureRequest) -> Iterator[EngineFactory]:
    """Makes an engine without readouts, each time another; all are gone after the module."""
    with ExitStack() as stack:

        def made() -> Checked:
            folder = Path(stack.enter_context(TemporaryDirectory(ignore_cleanup_errors=True)))
            return stack.enter_context(ENGINES[request.param](folder / "index"))

        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An index of ten readouts: the first of `strategies.crowd(30)`."""
    WhooshEngine(tmp_path / "index").write(MANIFEST, crowd(30)[:10], fresh=True)
    return tmp_path / "index"


@pytest.fixture(scope="module")
def crowded(make: EngineFactory) -> Reader:
    """A few hundred readouts, put in at once."""
    engine = make()
    engine.write(MANIFEST, CROWD, fresh=True)
    return engine.reader()


@pytest.fixture(scope="module")
def changed(make: EngineFactory) -> Reader:
    """A few hundred readouts after many small changes."""
    engine = make()
    engine.write(MANIFEST, CROWD[:100], fresh=True)
    engine.write(MANIFEST, CROWD[100:], [CROWD[0].id], fresh=False)
    for start in range(0, len(LATER), 25):
        engine.write(MANIFEST, LATER[start : start + 25], [CROWD[1 + start // 25].id], fresh=False)
    return engine.reader()
