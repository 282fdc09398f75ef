"""An index on the disk, and what tests look at in it."""

from pathlib import Path

from searchapp.engines.whoosh import WhooshEngine


def generations(folder: Path) -> list[str]:
    """The names of the generations there are."""
    return sorted(path.name for path in folder.glob("gen-*"))


def current(folder: Path) -> Path:
    """The folder of the generation that answers."""
    return folder / WhooshEngine(folder).reader().manifest.generation


def only(folder: Path, pattern: str) -> Path:
    """The one file of a generation with such a name."""
    (found,) = current(folder).glob(pattern)
    return found
