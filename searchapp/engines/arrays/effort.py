"""How much of an index one search may look at, so that no query keeps the others waiting.

It is counted, not timed: what is refused once is refused always, however busy the machine. One unit is a place of
a word that is looked at; what else is done is counted as so many units as it takes of 10 nanoseconds, rather more than
fewer. `python -m benchmarks.worst` holds them to it: with 100,000 readouts no page takes more than 200 ms of one core.
"""

from searchapp.errors import EffortError

LEAST = (
    15_000_000  # units: of 100,000 readouts of 465 words, every place of the two commonest words, twice over
)
EACH = 135  # units for each readout, where that is more
BY_POSTING = 1
BY_WINDOW = 6  # for each place of words that shall stand near each other, beside its own
BY_SCAN = 15  # for each word of the lexicon that is compared with a pattern
BY_WORD = 5  # for each word of the lexicon that is compared with one that is misspelt
BY_STATEMENT = 2  # for each statement of a readout that is looked into
BY_HOLDING = 3  # for each of them, and each word that it is to hold
BY_MARK = 0.2  # for each readout that is marked, of those that hold one word and may hold another
BY_SIGHT = 50_000  # for each readout of which is shown where the words stand, and beside it:
BY_LEAF = 4_000  # for each word or phrase that is looked for there, and
BY_NAME = 200  # for each name of an id
BY_STAND = 60  # for each place of those words
MOST_EACH = 200_000  # of either: a list that is read to its end has 25 readouts at a time, and never too much
BY_SHARE = 2_500  # for each readout and each word or phrase of which is told what it gave to the score
BY_PLACE = 6  # for each place of words of which any may stand in a statement


class Effort:
    """What one request may spend, with all its searches; of use to one thread. readouts: how many there are."""

    def __init__(self, readouts: int) -> None:
        self._allowed = float(max(LEAST, EACH * readouts))
        self._spent = 0.0

    def begin(self) -> None:
        """Another request begins."""
        self._spent = 0.0

    def spend(self, units: float) -> None:
        """Look at more, unless that is too much: raises EffortError."""
        self._spent += units
        if self._spent > self._allowed:
            raise EffortError
