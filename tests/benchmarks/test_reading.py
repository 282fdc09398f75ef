"""The pace of reading is measured; nothing is said of times."""

from pathlib import Path

from benchmarks import reading

MINISTRIES = Path(__file__).parents[1] / "reading" / "ministries"


def test_every_fourth_file_is_read_and_timed() -> None:
    made = reading.measure(MINISTRIES)
    assert made.keys() == {"documents", "docs_per_s", "kb_per_doc"}
    assert made["documents"] == len(sorted(MINISTRIES.glob("*.txt"))[::4])
    assert made["docs_per_s"] > 0
    assert made["kb_per_doc"] > 0
    assert "documents/s on one core" in reading.line(made)
