"""What is installed is what was locked: each version exact and with hashes, and all that pyproject.toml asks for among it."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement

from tests.shared import PROJECT

LOCKS = ["requirements.lock", "requirements-test.lock", "requirements-bench.lock", "requirements-fuzz.lock"]
WANTED = tomllib.loads((PROJECT / "pyproject.toml").read_text())


def locked(name: str) -> dict[str, list[str]]:
    """The lines of a lock by what they lock: name==version and marker -> its hashes."""
    text = re.sub(r"\\\n", " ", (PROJECT / name).read_text())
    lines = [
        line.split(" #")[0]
        for line in text.splitlines()
        if line.strip() and not line.lstrip().startswith("#")
    ]
    return {
        line.split(" --hash")[0].strip(): re.findall(r"--hash=sha256:([0-9a-f]{64})\b", line)
        for line in lines
    }


def names(requirements: list[str]) -> list[Requirement]:
    return [Requirement(one) for one in requirements]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_exact_and_has_its_hashes(lock: str) -> None:
    found = locked(lock)
    assert found
    for line, hashes in found.items():
        one = Requirement(line)
        assert [each.operator for each in one.specifier] == ["=="], line
        assert one.url is None
        assert hashes, line


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        ("requirements.lock", WANTED["project"]["dependencies"]),
        ("requirements-test.lock", WANTED["project"]["dependencies"]),
        (
            "requirements-test.lock",
            [one for extra in WANTED["project"]["optional-dependencies"].values() for one in extra],
        ),
        (
            "requirements-test.lock",
            [*WANTED["dependency-groups"]["test"], *WANTED["dependency-groups"]["lint"]],
        ),
        ("requirements-bench.lock", WANTED["dependency-groups"]["bench"]),
        ("requirements-fuzz.lock", WANTED["dependency-groups"]["fuzz"]),
    ],
)
def test_what_is_asked_for_is_locked(lock: str, wanted: list[str]) -> None:
    held = [Requirement(line) for line in locked(lock)]
    for one in names(wanted):
        versions = [
            next(iter(each.specifier)).version for each in held if _same(each.name) == _same(one.name)
        ]
        assert versions, f"{one.name} is not in {lock}: make lock"
        assert all(one.specifier.contains(version) for version in versions), f"{one} in {lock}: make lock"


def test_the_locks_hold_the_same_versions() -> None:
    """So that what is tested is what is used."""
    used = {Requirement(line).name: line for line in locked("requirements.lock")}
    tested = {Requirement(line).name: line for line in locked("requirements-test.lock")}
    assert {name: tested.get(name, "").split(" ")[0] for name in used} == {
        name: line.split(" ")[0] for name, line in used.items()
    }


def _same(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
