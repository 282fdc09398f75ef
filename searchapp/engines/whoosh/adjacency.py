"""Which positions make a phrase, and which stand near enough."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence


def runs(places: Sequence[Sequence[int]]) -> int:
    """How often words stand one right after the other. places: the positions of the first, the second, ..."""
    starts = set(places[0])
    for step, positions in enumerate(places[1:], start=1):
        starts.intersection_update([position - step for position in positions])
    return len(starts)


def windows(places: Sequence[Sequence[int]], needed: Sequence[int], span: int) -> int:
    """At how many positions words begin that stand within `span` positions after it, each as often as needed.

    places: the ascending positions of each of the different words. Two words never share a position, so it is
    enough to count each of them between the first position and the last.
    """
    return sum(
        all(
            bisect_right(positions, first + span) - bisect_left(positions, first) >= count
            for positions, count in zip(places, needed, strict=True)
        )
        for first in sorted(position for positions in places for position in positions)
    )
