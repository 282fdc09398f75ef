"""Work is bounded: a text that no ministry prints is read about as fast as it is long, or it is told why it is not read."""

import io
import time
import zipfile
from pathlib import Path

import pytest
from docx import Document

from searchapp.authority import Authority
from searchapp.errors import SourceError
from searchapp.extract import extract
from searchapp.sources import Shelf, deadline, read

ODD = {
    "spaces": "They met." + " " * 200_000 + "x", "digits": "1" * 200_000, "stars": "*" * 200_000, "dots": ". " * 100_000, "capitals": "Aa " * 60_000,
    "clauses": "On " + "following the " * 20_000 + "on May 3, 2022", "lengths": "meeting last " * 20_000, "brackets": "(" * 200_000,
    "run on": "They met. - They spoke. " * 2_000, "marks": "a" + "\u0301\u0323" * 100_000, "numbers": " ".join(f"{n % 99}. They met." for n in range(1, 3_000)),
}  # fmt: skip
_SECONDS = 20  # on a machine that others share; what is not bounded takes minutes


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_texts_take_no_longer_than_others(authority: Authority, text: str) -> None:
    begun = time.process_time()
    extract(read("a.txt", f"Title\n\nMay 3, 2022\n\n{text}".encode()), authority)
    assert time.process_time() - begun < _SECONDS


@pytest.mark.parametrize(
    "text",
    [
        b'---\ntitle: "a' + rb"\u0301\u0323" * 100_000 + b'"\n---\n\nThey met.\n',
        b"<title>A</title><p>They met." + b"&#769;&#803;" * 50_000,
    ],
)
def test_marks_that_are_only_named_are_as_few(authority: Authority, text: bytes) -> None:
    begun = time.process_time()
    extract(read("a.md" if text.startswith(b"---") else "a.html", text), authority)
    assert time.process_time() - begun < _SECONDS


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", b"They met. " * 210_000, "more than 2 MB of text"),
        ("a.md", b"They met. " * 210_000, "more than 2 MB of text"),
        ("a.txt", b"They met.\n" * 50_001, "50,000 lines"),
        ("a.html", b"<p>" + b"They met. " * 210_000, "more than 2 MB of text"),
        ("a.html", b"<p>They met.</p>" * 25_001, "more than 50,000 tags"),
        (
            "a.mhtml",
            b"Content-Type: multipart/related; boundary=b\n" + b"\n--b\n" * 10_001,
            "more than 10,000 parts",
        ),
    ],
)
def test_what_is_more_than_one_readout_is_told_so(name: str, data: bytes, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        read(name, data)


def test_a_row_that_is_more_than_one_readout_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(
        b'{"text": "They met."}\n{"text": [' + b'"They met.", ' * 200_000 + b'"So."]}\n'
    )
    first, second = Shelf(tmp_path).entries("a.jsonl")
    assert (first.path, str(second)[:40]) == ("a.jsonl#1", "a.jsonl: line 2: it has more than 2 MB o")


def test_a_word_file_of_too_much_xml_is_told_so(tmp_path: Path) -> None:
    made = io.BytesIO()
    Document().save(made)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/other.xml", b" " * (21 << 20))
    (tmp_path / "a.docx").write_bytes(made.getvalue())
    with pytest.raises(SourceError, match="larger than 20 MB, unpacked"):
        Shelf(tmp_path).load("a.docx")


def test_a_file_that_takes_too_long_is_a_problem_though_a_library_listens_to_nothing() -> None:
    def stubborn() -> None:
        while True:
            try:
                while True:
                    pass
            except Exception:  # noqa: S110  # as some do
                pass

    with (
        pytest.raises(SourceError, match=r"a.pdf: reading it takes more than 0.05 seconds"),
        deadline("a.pdf", 0.05),
    ):
        stubborn()


def test_a_deadline_within_another_leaves_it_as_it_was() -> None:
    def nested() -> None:
        with deadline("inner", 50):
            pass
        while True:
            pass

    with pytest.raises(SourceError, match="outer"), deadline("outer", 0.1):
        nested()
