"""Finds what is shipped with the program: page templates and the sample collection.

In a checkout they stand beside the package, in a wheel inside it (`searchapp/shipped`).
"""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def templates_folder() -> Path:
    """The folder of page templates."""
    return _shipped("templates")


def sample_folder() -> Path:
    """The folder of the sample collection."""
    return _shipped("seeds")


def static_folder() -> Path:
    """The folder of the stylesheet and the script."""
    return _PACKAGE / "static"


def _shipped(name: str) -> Path:
    inside = _PACKAGE / "shipped" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
