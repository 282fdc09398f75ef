"""What is kept of a readout is the whole of it."""

from dataclasses import replace

import pytest
from hypothesis import given

from searchapp.engine import Manifest, Problem
from searchapp.engines.arrays.records import decode, encode
from searchapp.engines.whoosh.plain import restored, to_plain
from searchapp.readout import Entity, Readout
from tests.engine import strategies
from tests.engine.conftest import MANIFEST


@given(strategies.full)
def test_a_readout_comes_back_as_it_was(readout: Readout) -> None:
    assert decode(encode(readout)) == readout


@given(strategies.full)
def test_a_readout_is_kept_under_the_same_bytes_each_time(readout: Readout) -> None:
    assert encode(decode(encode(readout))) == encode(readout)


def test_a_field_that_holds_its_default_is_left_out() -> None:
    assert to_plain(Entity("MX", "Mexico")) == {"id": "MX", "label": "Mexico"}
    assert to_plain(MANIFEST).keys() == {"generation", "built", "source", "extractor", "readouts"}


def test_a_manifest_comes_back_as_it_was() -> None:
    manifest = replace(MANIFEST, problems=(Problem("b.md", "no text"),))
    assert restored(Manifest, to_plain(manifest)) == manifest


@pytest.mark.parametrize("plain", [{"id": "MX"}, {"id": "MX", "label": "Mexico", "colour": "green"}])
def test_what_was_made_of_something_else_is_refused(plain: dict[str, str]) -> None:
    with pytest.raises((TypeError, KeyError)):
        restored(Entity, plain)
