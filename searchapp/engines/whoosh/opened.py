"""Opens a generation's Whoosh index, and keeps what threads may share of it."""

import json
from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import Any

from whoosh.index import open_dir

from searchapp.clause import Text
from searchapp.engines.whoosh.ledger import Ledger
from searchapp.engines.whoosh.lexicon import Lexicon
from searchapp.engines.whoosh.schema import FOLDED, schema
from searchapp.engines.whoosh.seals import Sealed
from searchapp.errors import IndexDamagedError

LABELS = "entities.json"


def opened(folder: Path) -> Any:
    """A reader of Whoosh's over a generation, all of its files open. Raises IndexDamagedError.

    Never to be shared: two threads on one reader get wrong answers, silently. Nor need it be closed: its
    files are mapped, and let go when nothing reads them any more.
    """
    try:
        return open_dir(str(folder), readonly=True, schema=schema()).reader()
    except Exception as error:  # whatever a damaged file makes of Whoosh's unpickling
        raise IndexDamagedError(folder, f"Whoosh cannot open it ({error!r})") from error


class Snapshot:
    """A generation as far as its threads share it: read once, never changed."""

    def __init__(self, sealed: Sealed, reader: Any) -> None:
        self.sealed = sealed
        self.ledger = Ledger.of(reader)
        self.labels: Mapping[str, Mapping[str, str]] = json.loads((sealed.folder / LABELS).read_bytes())
        self._lexicons: dict[Text, Lexicon] = {}
        self._lock = Lock()

    def lexicon(self, text: Text, reader: Any) -> Lexicon:
        """The words of a text, read by the first thread that asks, with its own reader."""
        with self._lock:
            if text not in self._lexicons:
                self._lexicons[text] = Lexicon.of(reader, FOLDED[text])
            return self._lexicons[text]
