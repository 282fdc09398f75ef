"""PDF files, made here: text in paragraphs, without the page's furniture; and each that cannot be read, told why."""

import importlib.util
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from searchapp.authority import load as authority
from searchapp.engines.whoosh import WhooshEngine
from searchapp.errors import SourceError
from searchapp.extract import extract
from searchapp.indexing import is_stale, rebuild, update
from searchapp.sources import read

pytest.importorskip("pypdf", reason="needs pypdf: pip install 'searchapp[pdf]'")
pytest.importorskip("reportlab", reason="needs reportlab, which makes the PDFs of these tests")

from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

TITLE = "Japan-Mexico Foreign Ministers’ Meeting on the Occasion of the General Debate of the United Nations"
LEAD = (
    "On September 21, Ms. KAMIKAWA Yoko, Minister for Foreign Affairs of Japan, held a meeting with H.E. Ms. Alicia BÁRCENA "
    "IBARRA, Secretary of Foreign Affairs of the United Mexican States. The overview of the meeting is as follows."
)
ITEMS = [
    f"{n}. Minister Kamikawa stated, for the {word} time, that Japan wishes for closer ties with Mexico in trade and in the “rule of law”, and Secretary Bárcena Ibarra replied that so did Mexico, which looked forward to {word} talks of that kind in the coming year. Both welcomed that, {word} among such meetings, this one was held in so friendly an atmosphere, and promised to stay in close touch."
    for n, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1
    )
]


def readout(items: Sequence[str] = ITEMS, title: str = TITLE, named: str = TITLE) -> bytes:
    """A readout as a ministry prints it: a letterhead and a page number on each page, the title large."""
    made, styles = io.BytesIO(), getSampleStyleSheet()

    def furniture(canvas: Any, document: Any) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(72, 805, "Ministry of Foreign Affairs of Japan")
        canvas.drawCentredString(300, 30, f"Page {document.page}")

    story = [
        Paragraph(title, styles["Title"]),
        Paragraph("September 21, 2023", styles["Normal"]),
        Spacer(1, 8),
    ]
    story += [flow for text in (LEAD, *items) for flow in (Paragraph(text, styles["Normal"]), Spacer(1, 8))]
    SimpleDocTemplate(made, pagesize=A4, title=named).build(
        story, onFirstPage=furniture, onLaterPages=furniture
    )
    return made.getvalue()


def page(lines: Sequence[str], named: str = "") -> bytes:
    """One page of lines, as they are."""
    made = io.BytesIO()
    drawn = Canvas(made, pagesize=A4)
    drawn.setTitle(named)
    for number, line in enumerate(lines):
        drawn.drawString(72, 760 - 14 * number, line)
    drawn.save()
    return made.getvalue()


def test_a_printed_readout_is_read_as_its_text_file_would_be() -> None:
    assert len(PdfReader(io.BytesIO(readout())).pages) > 1
    one = extract(read("a.pdf", readout()), authority())
    assert (one.title, str(one.date)) == (TITLE, "2023-09-21")
    assert [c.id for c in one.country] == ["MX"]
    assert [m.label for m in one.minister] == ["Kamikawa Yoko"]
    assert [p.text for p in one.passages] == [LEAD, *(item.split(". ", 1)[1] for item in ITEMS)]
    assert [p.number for p in one.passages] == list(range(13))
    assert one.source.format == "pdf"


@pytest.mark.parametrize("named", ["", "Microsoft Word - 0921_final.docx", "Something else"])
def test_a_name_that_the_text_does_not_begin_with_is_no_title(named: str) -> None:
    assert extract(read("a.pdf", readout(ITEMS[:2], named=named)), authority()).title == TITLE


def test_without_large_letters_the_name_tells_which_line_is_the_title() -> None:
    lines = [
        "Ministry of Foreign Affairs",
        "Japan-Mexico",
        "Relations",
        "The ministers met and spoke of trade.",
    ]
    made = read("a.pdf", page(lines, "Japan-Mexico Relations"))
    assert (made.title, made.text.splitlines()[1]) == ("Japan-Mexico Relations", "Japan-Mexico Relations")
    assert read("a.pdf", page(lines)).title is None


def test_running_heads_and_page_numbers_are_no_text() -> None:
    text = read("a.pdf", readout()).text
    assert text.count("Ministry of Foreign Affairs of Japan\n") == 1
    assert "Page 1" not in text
    assert "Page 2" not in text


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["The ministers spoke of coop-", "eration in the region."], "cooperation in the"),
        (["The ministers spoke of long-", "term plans."], "long-term plans"),
        (["Their cooperation is long. Both praised coop-", "eration."], "cooperation."),
        (["A rules-based order; they upheld the rules-", "based order."], "upheld the rules-based order"),
        (["They met in Washing-", "Ton Hall."], "Washing- Ton"),
        (["The talks – eco-", "nomic ones – went on."], "economic ones"),
    ],
)
def test_words_broken_at_a_lines_end_are_whole_where_that_is_sure(lines: list[str], text: str) -> None:
    assert text in " ".join(read("a.pdf", page(lines)).text.split())


def test_what_is_not_a_pdf_or_is_cut_off_is_damaged() -> None:
    for data in (b"x", b"%PDF-1.7\nnothing", readout()[:900]):
        with pytest.raises(SourceError, match="damaged"):
            read("a.pdf", data)


def test_a_scan_is_told_with_what_would_make_text_of_it() -> None:
    made = io.BytesIO()
    drawn = Canvas(made, pagesize=A4)
    drawn.rect(72, 72, 100, 100, fill=1)
    drawn.save()
    with pytest.raises(SourceError, match=r"no text layer.*ocrmypdf"):
        read("a.pdf", made.getvalue())


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_an_encrypted_pdf_is_told_and_one_that_only_forbids_printing_is_read(algorithm: str) -> None:
    def locked(password: str) -> bytes:
        writer, made = PdfWriter(clone_from=io.BytesIO(page(["The ministers met."]))), io.BytesIO()
        writer.encrypt(user_password=password, owner_password=password + "owner", algorithm=algorithm)
        writer.write(made)
        return made.getvalue()

    with pytest.raises(SourceError, match=r"encrypted\. Save it without a password"):
        read("a.pdf", locked("secret"))
    assert read("a.pdf", locked("")).text.strip() == "The ministers met."


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[WhooshEngine]:
    with WhooshEngine(tmp_path / "index") as made:
        yield made


def test_without_the_extra_a_pdf_is_a_problem_that_says_what_to_install(
    tmp_path: Path, engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "a.pdf").write_bytes(page(["The ministers met."]))
    (source / "b.txt").write_text("They met.")
    with monkeypatch.context() as without:
        find = importlib.util.find_spec
        without.setattr(
            "searchapp.sources.formats.find_spec", lambda name: None if name == "pypdf" else find(name)
        )
        done = rebuild(source, engine)
        assert [(p.path, "pip install 'searchapp[pdf]'" in p.reason) for p in done.problems] == [
            ("a.pdf", True)
        ]
        assert not is_stale(source, engine)
    assert is_stale(source, engine)
    assert update(source, engine).added == 1
