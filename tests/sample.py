"""The sample's readouts, as they are read."""

from functools import cache

from searchapp.authority import load
from searchapp.extract import extract
from searchapp.readout import Readout
from searchapp.resources import sample_folder
from searchapp.sources import Shelf, read


@cache
def sample(name: str) -> Readout:
    """A readout of the sample, by the beginning of its file's name."""
    path = next(path.name for path in sorted(sample_folder().iterdir()) if path.name.startswith(name))
    return extract(read(path, Shelf(sample_folder()).load(path)), load())
