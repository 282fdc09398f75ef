"""A readout in the docstring of a test, and what its statements tell."""

import inspect
from collections.abc import Callable

from searchapp.authority import Authority
from searchapp.extract import extract
from searchapp.readout import Readout
from searchapp.sources import read

Told = tuple[str | None, str | None, str | None]


def readout_in(authority: Authority, test: Callable[..., None], name: str = "a.txt") -> Readout:
    """The docstring of a test, read; its first sentence, which says what it is, is left out."""
    text = inspect.cleandoc(test.__doc__ or "").split("\n\n", 1)[1]
    return extract(read(name, text.encode()), authority)


def told_in(readout: Readout) -> list[Told]:
    """Each statement's side, speaker and verb."""
    return [(s.side, s.speaker.label if s.speaker else None, s.verb) for s in readout.statements]


def sides_in(readout: Readout) -> list[str]:
    """Each statement as "side verb", a speaker left out."""
    return [f"{s.side} {s.verb}" for s in readout.statements]
