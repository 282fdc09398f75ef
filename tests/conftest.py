"""Options of the whole suite, and which functions it searches with."""

import os

import pytest

# what users have who ask for no extra; `make test-compiled` asks the contract of the others
os.environ.setdefault("SEARCHAPP_COMPILED", "off")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--wheel-env", help="an environment in which the wheel is installed (make test-wheel)")
