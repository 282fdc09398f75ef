"""Work is bounded: a text that no ministry prints is read about as fast as it is long."""

import time

import pytest

from searchapp.authority import Authority
from searchapp.extract import extract
from searchapp.sources import read

ODD = {
    "spaces": "They met." + " " * 200_000 + "x", "digits": "1" * 200_000, "stars": "*" * 200_000, "dots": ". " * 100_000, "capitals": "Aa " * 60_000,
    "clauses": "On " + "following the " * 20_000 + "on May 3, 2022", "lengths": "meeting last " * 20_000, "brackets": "(" * 200_000,
    "run on": "They met. - They spoke. " * 2_000, "numbers": " ".join(f"{n % 99}. They met." for n in range(1, 3_000)),
}  # fmt: skip
_SECONDS = 20  # on a machine that others share; what is not bounded takes minutes


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_texts_take_no_longer_than_others(authority: Authority, text: str) -> None:
    begun = time.process_time()
    extract(read("a.txt", f"Title\n\nMay 3, 2022\n\n{text}".encode()), authority)
    assert time.process_time() - begun < _SECONDS
