"""Options of the whole suite."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--wheel-env", help="an environment in which the wheel is installed (make test-wheel)")
