"""Room that one thread's searches write into, one number for each readout, kept from one to the next."""

import numpy as np

from searchapp.engines.arrays.effort import Effort


class Slots:
    """Room to mark readouts in, one number for each, and what a search may spend; of use to one thread.

    size: numbers there are.
    """

    def __init__(self, size: int) -> None:
        self.effort = Effort(size)
        self.count = np.arange(size, dtype=np.int32)
        self.place = np.zeros(size, np.int32)  # of a readout in a list; left as it is, and checked when used
        self.seen = np.zeros(size, bool)  # all False between two uses
        self.sum = np.zeros(size, np.float32)  # all 0 between two uses
        self.often = np.zeros(size, np.int64)  # all 0 between two uses; takes no memory until then
