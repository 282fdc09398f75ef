"""How fast files are read: source to readout, on one core, without an index."""

import time
from pathlib import Path

from benchmarks.report import Json
from searchapp import authority
from searchapp.extract import extract
from searchapp.reading import prepare
from searchapp.sources import read

CORPUS = Path(__file__).parents[2] / "shared" / "corpora" / "state-department" / "text"
_EVERY = 4  # files of which one is read
_WARM_UP = 40  # files that are read before the clock starts


def measure(folder: Path) -> Json:
    """Documents, documents per second of process time, and kilobytes a document, of every fourth file of a folder."""
    prepare(None)  # as each process of a build does
    names = authority.load(None)
    files = [(path.name, path.read_bytes()) for path in sorted(folder.glob("*.txt"))[::_EVERY]]
    for name, data in files[:_WARM_UP]:
        extract(read(name, data), names)
    began = time.process_time()
    for name, data in files:
        extract(read(name, data), names)
    took = time.process_time() - began
    return {
        "documents": len(files),
        "docs_per_s": round(len(files) / took, 1),
        "kb_per_doc": round(sum(len(data) for _, data in files) / len(files) / 1000, 2),
    }


def line(made: Json) -> str:
    """The figures as one line for people."""
    return "reading and extraction: {docs_per_s:.0f} documents/s on one core ({documents} State Department texts of {kb_per_doc} KB)".format(
        **made
    )
