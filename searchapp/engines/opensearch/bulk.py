"""Sends documents until each of them is there: what is refused for the moment is sent again, later and later.

opensearch-py's streaming_bulk tries again only what was refused with 429; while a node is lost, its documents are
refused with 503, and the whole request may fail. Keys are ours, so that to send a document twice does no harm.
"""

import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from searchapp.engines.opensearch.layout import Body
from searchapp.engines.opensearch.server import PassingError, Server
from searchapp.errors import EngineError

BYTES = 5 << 20  # of a request
DOCUMENTS = 500
PATIENCE = 600.0  # seconds that the same documents are sent again and again
_FIRST, _LONGEST = 0.5, 30.0  # seconds between two tries
_PASSING = {429, 502, 503, 504}
_CONFLICT = 409

Action = tuple[Body, Body | None]  # what to do, and the document if it is put in


class Bulk:
    """Documents for one index, sent when there are enough; what is held back is sent at the end."""

    def __init__(self, server: Server, index: str, wait: Callable[[float], None] = time.sleep) -> None:
        self._server, self._index, self._wait = server, index, wait
        self._lines: list[tuple[str, str]] = []
        self._size = 0
        self.there = set[str]()  # keys of new documents for which there was one already

    def put(self, key: str, body: Body, *, new: bool = False) -> None:
        """Put a document in, in the place of the one that has its key; a new one never, see `there`."""
        self._add({"create" if new else "index": {"_id": key}}, body)

    def remove(self, key: str) -> None:
        """Take a document away, if it is there."""
        self._add({"delete": {"_id": key}}, None)

    def end(self) -> None:
        """Send the rest."""
        while self._lines:
            self._send()

    def _add(self, action: Body, body: Body | None) -> None:
        text = json.dumps(body, ensure_ascii=False) + "\n" if body is not None else ""
        self._lines.append((json.dumps(action) + "\n", text))
        self._size += len(text)
        if self._size > BYTES or len(self._lines) >= DOCUMENTS:
            self._send()

    def _send(self) -> None:
        lines, self._lines, self._size = self._lines, [], 0
        deadline, tries = time.monotonic() + PATIENCE, 0
        while lines:
            try:
                left = list(self._refused(lines))
                reason = left[0][1] if left else ""
            except PassingError as error:
                left, reason = [(line, "") for line in lines], str(error)
            lines = [line for line, _ in left]
            if lines:
                if time.monotonic() > deadline:
                    raise PassingError(
                        f"{self._server} refuses documents for {PATIENCE:.0f} seconds now: {reason}"
                    )
                pause = min(_LONGEST, _FIRST * 2**tries)
                self._wait(pause * random.uniform(0.5, 1))  # noqa: S311  # nothing secret: writers shall not march in step
                tries += 1

    def _refused(self, lines: Sequence[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], str]]:
        """Those that were refused for the moment, and why; raises EngineError for what is refused for good."""
        body = "".join(action + text for action, text in lines)
        answer: Any = self._server.ask("POST", f"/{self._index}/_bulk", body)
        if answer is None:
            raise EngineError(
                f"{self._server}: the index {self._index} is gone. Write it anew: searchapp rebuild"
            )
        for line, item in zip(
            lines, answer["items"] if answer["errors"] else (), strict=bool(answer["errors"])
        ):
            (told,) = item.values()
            if told["status"] in _PASSING:
                yield line, str(told.get("error"))
            elif told["status"] == _CONFLICT:
                self.there.add(told["_id"])
            elif "error" in told:
                raise EngineError(f"{self._server} refuses a document: {told['error'].get('reason')}.")
