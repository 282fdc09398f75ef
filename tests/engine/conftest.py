"""The engines that the contract is tested on."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from searchapp.engine import Engine, Manifest
from searchapp.engines.whoosh import WhooshEngine

EngineFactory = Callable[[], Engine]

ENGINES: dict[str, Callable[[Path], Engine]] = {"whoosh": WhooshEngine}
MANIFEST = Manifest(generation="", built="", source="/readouts", extractor="1", readouts=0)


@pytest.fixture(scope="module", params=ENGINES)
def make(request: pytest.FixtureRequest) -> Iterator[EngineFactory]:
    """Makes an engine without readouts, each time another; all are gone after the module."""
    with ExitStack() as stack:

        def made() -> Engine:
            folder = Path(stack.enter_context(TemporaryDirectory(ignore_cleanup_errors=True)))
            return stack.enter_context(ENGINES[request.param](folder / "index"))

        yield made
