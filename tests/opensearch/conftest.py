"""A server to test on: the one that `make test-opensearch` started, or else none."""

import os
from collections.abc import Iterator

import pytest

from tests.opensearch.cluster import Cluster, missing
from tests.opensearch.engines import Passing

ASKED = "SEARCHAPP_TEST_OPENSEARCH"


@pytest.fixture(scope="session")
def url() -> str:
    """The address of a node; tests that need it are skipped elsewhere than in `make test-opensearch`."""
    if found := os.environ.get(ASKED):
        return found
    pytest.skip(f"no OpenSearch was started ({missing() or 'make test-opensearch does'})")


@pytest.fixture
def engine(url: str) -> Iterator[Passing]:
    """An engine without readouts."""
    with Passing(url) as made:
        yield made


@pytest.fixture(scope="module")
def trio(url: str) -> Iterator[Cluster]:
    """Three nodes of their own."""
    with Cluster(3) as cluster:
        yield cluster


@pytest.fixture
def three(trio: Cluster) -> Cluster:
    """Three nodes without readouts, to be killed."""
    trio.whole()
    return trio
