"""Sides, countries and bodies in readouts as many ministries write them: invented ones, a file for each ministry.

In a file: `====` and what the readout shows, what is to be found, `----`, the text.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from searchapp.authority import Authority, name_words
from searchapp.extract import extract
from searchapp.readout import Entity
from searchapp.sources import read


def _cases() -> Iterator[object]:
    for path in sorted((Path(__file__).parent / "ministries").glob("*.txt")):
        for case in path.read_text("utf-8").split("==== ")[1:]:
            head, text = case.split("----\n", 1)
            title, *fields = head.strip().split("\n")
            expected = dict(line.split(":", 1) for line in fields)
            yield pytest.param(expected, text, id=f"{path.stem}: {title}")


def _list(written: str) -> list[str]:
    return sorted(part.strip() for part in written.split(",") if part.strip())


def _ids(entities: tuple[Entity, ...]) -> list[str]:
    return sorted(entity.id for entity in entities)


def _people(names: list[str]) -> list[frozenset[str]]:
    return sorted((name_words(name) for name in names), key=sorted)


def _same(found: tuple[Entity, ...], written: str) -> bool:
    """Whether these are the people, names in any order, with or without middle names."""
    left = [name_words(entity.label) for entity in found]
    for words in _people(_list(written)):
        match = next((w for w in left if w <= words or words <= w), None)
        if match is None:
            return False
        left.remove(match)
    return not left


@pytest.mark.parametrize(("expected", "text"), list(_cases()))
def test_a_readout_of_any_ministry_tells_its_sides(
    authority: Authority, expected: dict[str, str], text: str
) -> None:
    readout = extract(read("a.txt", text.encode()), authority)
    assert (readout.home.id if readout.home else "") == expected["home"].strip()
    assert _same(readout.minister, expected["minister"]), readout.minister
    assert _same(readout.counterpart, expected["counterpart"]), readout.counterpart
    assert _ids(readout.country) == _list(expected["country"])
    assert sorted(e.label for e in readout.organisation) == _list(expected["organisation"])
