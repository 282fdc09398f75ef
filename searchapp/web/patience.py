"""How long a connection may keep a server waiting: for a request to arrive, and for its answer to be taken.

A process holds a limited number of connections, and one whose answer is large and not taken holds a thread besides:
whoever sends or takes a byte now and then would keep all others out.
"""

from dataclasses import dataclass
from time import monotonic
from typing import Any

from waitress.channel import HTTPChannel

ARRIVAL = 20.0  # seconds from the first byte of a request to its last
STRETCH = 30.0  # seconds of which each has to see
LEAST = 512 << 10  # bytes of an answer taken, or all of it; what the system buffers counts as taken


@dataclass(slots=True)
class _Stretch:
    """A stretch of time in which an answer is taken. begun: on the clock of the loop; before: bytes sent until then."""

    begun: float
    before: int


class Channel(HTTPChannel):  # type: ignore[misc]
    """A connection that knows for how long it has kept us waiting."""

    _arriving = 0.0
    _sent = 0
    _stretch: _Stretch | None = None

    def received(self, data: bytes) -> bool:
        """Take in some bytes of a request, or of several."""
        if self.request is None:
            self._arriving = monotonic()
        return bool(super().received(data))

    def send(self, data: bytes, do_close: bool = True) -> int:
        """Send some bytes of an answer; how many were."""
        sent = int(super().send(data, do_close))
        self._sent += sent
        return sent

    def is_too_slow(self, now: float) -> bool:
        """Whether it has been waited for long enough. now: of the monotonic clock; to be asked about every second."""
        if self.request is not None and now - self._arriving > ARRIVAL:
            return True
        if not self.total_outbufs_len:
            self._stretch = None
        elif self._stretch is None:
            self._stretch = _Stretch(now, self._sent)
        elif now - self._stretch.begun > STRETCH:
            if self._sent - self._stretch.before < LEAST:
                return True
            self._stretch = _Stretch(now, self._sent)
        return False


def drop(loop: dict[int, Any], now: float) -> None:
    """Close the connections that are too slow; a thread that waits for one is freed. To be called by the loop's own thread."""
    for one in list(loop.values()):
        if isinstance(one, Channel) and one.is_too_slow(now):
            one.handle_close()
