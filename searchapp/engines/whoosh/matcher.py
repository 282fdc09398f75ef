"""A posting list as Whoosh walks it: one posting at a time, as Python's own numbers."""

from collections.abc import Iterator, Sequence
from typing import Any, overload

import numpy as np
from whoosh.matching.mcore import ListMatcher
from whoosh.system import pack_uint

from searchapp.engines.arrays.store import Array


class _Values(Sequence[bytes]):
    """What Whoosh keeps beside each posting, made when it is asked for: positions in a format of its own."""

    def __init__(self, counts: Array, places: Array | None, form: Any) -> None:
        self._counts, self._places, self._form = counts, places, form
        self._ends = np.cumsum(counts, dtype=np.int64)

    def __len__(self) -> int:
        return len(self._counts)

    @overload
    def __getitem__(self, at: int) -> bytes: ...
    @overload
    def __getitem__(self, at: slice) -> list[bytes]: ...
    def __getitem__(self, at: int | slice) -> bytes | list[bytes]:
        if isinstance(at, slice):
            return [self[n] for n in range(*at.indices(len(self)))]
        count = int(self._counts[at])
        if self._places is None:
            return pack_uint(count)  # type: ignore[no-any-return]
        end = int(self._ends[at])
        return self._form.encode(self._places[end - count : end].tolist())  # type: ignore[no-any-return]

    def __iter__(self) -> Iterator[bytes]:
        return (self[n] for n in range(len(self)))


def matcher(
    docs: Array,
    counts: Array,
    places: Array | None,
    form: Any,
    scorer: Any,
    term: tuple[str, bytes],
    info: Any,
) -> Any:
    """A matcher of Whoosh's over a posting list; places: None where positions are not kept."""
    weights = counts.astype(float).tolist()
    values = _Values(counts, places, form)
    return ListMatcher(docs.tolist(), weights, values, form, scorer, term=term, terminfo=info)
