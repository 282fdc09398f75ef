"""The engine that the settings choose: embedded in a folder, or a cluster.

They are read from the environment, where the flags of the command line put them: so each process that serves finds
them, and no secret needs a flag.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from searchapp.engine import Checked
from searchapp.engines.whoosh import WhooshEngine
from searchapp.errors import EngineError
from searchapp.settings import SETTINGS

if TYPE_CHECKING:
    from searchapp.engines.opensearch import OpenSearchEngine

_MOST = 1_024  # parts of an index, or processes


def engine(index: Path, *, careful: bool = False) -> Checked:
    """The engine that SEARCHAPP_ENGINE names. index: the folder of the embedded one; careful: see `WhooshEngine`.

    Raises EngineError for an engine that is not known, or not installed, and for a server that cannot be used.
    """
    match _set("engine"):
        case "whoosh":
            return WhooshEngine(index, careful=careful)
        case "opensearch":
            return cluster()
        case other:
            raise EngineError(f"There is no engine {other!r}. SEARCHAPP_ENGINE is whoosh or opensearch.")


def is_cluster() -> bool:
    """Whether they name a cluster."""
    return _set("engine") == "opensearch"


def place(index: Path) -> str:
    """Where the index is, as a message says it."""
    return f"the index {_set('opensearch_index')} at {_set('opensearch_url')}" if is_cluster() else str(index)


def flags(index: Path) -> str:
    """What a command is told, to find it there."""
    if is_cluster():
        return f"--engine opensearch --opensearch-url {_set('opensearch_url')}"
    return f"--index {index}"


def cluster() -> "OpenSearchEngine":
    """The one in a cluster, whichever SEARCHAPP_ENGINE names; raises as `engine` does."""
    try:
        from searchapp.engines.opensearch import OpenSearchEngine, Server  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise EngineError(
            f"The engine opensearch needs an extra ({error}): pip install 'searchapp[opensearch]'"
        ) from error
    server = Server(
        _set("opensearch_url"), _set("opensearch_user"), _set("opensearch_password"), _set("opensearch_ca")
    )
    return OpenSearchEngine(
        server, _set("opensearch_index"), shards=_number("opensearch_shards") or 1, workers=_number("workers")
    )


def _number(name: str) -> int | None:
    text = _set(name)
    if text and not (text.isdecimal() and 1 <= int(text) <= _MOST):
        raise EngineError(f"{text!r} is no number of 1 to {_MOST}. Write one in {SETTINGS[name].variable}.")
    return int(text) if text else None


def _set(name: str) -> str:
    setting = SETTINGS[name]
    return os.environ.get(setting.variable) or setting.default
