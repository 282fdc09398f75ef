"""How much of an index one search may look at, so that no query keeps the others waiting.

It is counted, not timed: what is refused once is refused always, however busy the machine. One unit is a place of
a word that is looked at, some 15 nanoseconds; a posting is half as much.
"""

from searchapp.errors import EffortError

LEAST = (
    12_000_000  # units: of 100,000 readouts of 465 words, every place of the two commonest words, twice over
)
EACH = 120  # units for each readout, where that is more
BY_POSTING = 0.5
BY_WINDOW = 6  # for each place of words that shall stand near each other, beside its own
BY_SCAN = 10  # for each word of the lexicon that is compared with a pattern
BY_WORD = 3  # for each word of the lexicon that is compared with one that is misspelt


class Effort:
    """What one search after the other may spend; of use to one thread. readouts: how many there are."""

    def __init__(self, readouts: int) -> None:
        self._allowed = float(max(LEAST, EACH * readouts))
        self._spent = 0.0

    def begin(self) -> None:
        """Another search begins."""
        self._spent = 0.0

    def spend(self, units: float) -> None:
        """Look at more, unless that is too much: raises EffortError."""
        self._spent += units
        if self._spent > self._allowed:
            raise EffortError
