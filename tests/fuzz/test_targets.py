"""Each target of `make fuzz` takes what it is begun with, whole and cut short."""

import pytest

from tests.fuzz.targets import TARGETS


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_takes_what_it_is_begun_with(name: str) -> None:
    target, seeds = TARGETS[name]
    for seed in seeds:
        for part in (seed, seed[: len(seed) // 2], seed[len(seed) // 3 :], seed * 2, b""):
            target(part)
