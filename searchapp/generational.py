"""What is worked out once for a generation of an index, and kept for all who ask while it answers."""

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

from searchapp.authority import Authority
from searchapp.engine import Reader

T = TypeVar("T")
_GENERATIONS = 2  # the one that answers, and the one before it for requests under way


def once_a_generation(make: Callable[[], T]) -> Callable[[Authority, Reader], T]:
    """Gives what `make` made for a reader's generation and some authority files: the same thing, to every thread."""

    @lru_cache(maxsize=_GENERATIONS)
    def made(_authority: Authority, _generation: str) -> T:
        return make()

    return lambda authority, reader: made(authority, reader.manifest.generation)
