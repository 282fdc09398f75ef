"""Readouts read once."""

import pytest

from searchapp.authority import Authority, load


@pytest.fixture(scope="session")
def authority() -> Authority:
    """Our own authority files."""
    return load()
