"""What machines ask: whether the process lives, and whether it can answer."""

import time
from datetime import datetime

from flask import Blueprint

from searchapp.shapes import HealthShape
from searchapp.web.current import searcher

watching = Blueprint("watching", __name__)


@watching.get("/healthz")
def alive() -> dict[str, str]:
    """Whether the process answers at all."""
    return {"status": "ok"}


@watching.get("/readyz")
def ready() -> HealthShape:
    """Whether there is an index to answer from, which, and how old it is."""
    return readiness()


def readiness() -> HealthShape:
    """The generation that answers. Raises IndexMissingError and IndexDamagedError."""
    manifest = searcher().manifest()
    return {
        "status": "ok",
        "readouts": manifest.readouts,
        "generation": manifest.generation,
        "built": manifest.built,
        "age_s": max(0, round(time.time() - datetime.fromisoformat(manifest.built).timestamp())),
    }
