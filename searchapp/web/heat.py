"""The heat of counts: five levels over those that there are, by number, so that one large month hides no other."""

from collections.abc import Iterable
from dataclasses import dataclass

LEVELS = 5


@dataclass(frozen=True, slots=True)
class Heat:
    """Levels 1 to 5 of counts from 1 up. tops: the highest count of each level, ascending."""

    tops: tuple[int, ...]

    def level(self, count: int) -> int:
        """The level of a count; 0 for none."""
        return (
            0
            if not count
            else next((n for n, top in enumerate(self.tops, 1) if count <= top), len(self.tops))
        )

    @property
    def legend(self) -> tuple[tuple[int, str], ...]:
        """Each level with the counts that are in it: 1-3, 4-7, 8 or more."""
        lows = (1, *(top + 1 for top in self.tops))[: len(self.tops)]
        return tuple(
            (n, str(low) if low == top else f"{low:,}–{top:,}")
            for n, (low, top) in enumerate(zip(lows, self.tops, strict=True), 1)
        )


def heat(counts: Iterable[int]) -> Heat:
    """Levels in which about as many of the counts are; fewer levels where there are few different counts."""
    some = sorted(count for count in counts if count)
    cuts = (some[-(-len(some) * n // LEVELS) - 1] for n in range(1, LEVELS + 1)) if some else ()
    return Heat(tuple(sorted(set(cuts))))
