"""Word files, made here: paragraphs, lists, tables; and each that cannot be read, told why."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from searchapp.authority import load as authority
from searchapp.errors import SourceError
from searchapp.extract import extract
from searchapp.sources import Limits, Shelf, read

docx = pytest.importorskip("docx", reason="needs python-docx: pip install 'searchapp[docx]'")

LEAD = "On September 21, Ms. KAMIKAWA Yoko, Minister for Foreign Affairs of Japan, held a meeting with H.E. Ms. Alicia BÁRCENA IBARRA, Secretary of Foreign Affairs of the United Mexican States. The overview is as follows."
ITEMS = ["Minister Kamikawa stated that Japan wishes for closer ties.", "Both ministers affirmed the CPTPP."]
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def saved(document: Any) -> bytes:
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def readout() -> Any:
    made = docx.Document()
    made.add_paragraph("Japan-Mexico Relations", style="Title")
    made.add_paragraph("September 21, 2023")
    made.add_paragraph(LEAD)
    for item in ITEMS:
        made.add_paragraph(item, style="List Number")
    return made


def test_a_word_file_is_read_as_its_text_file_would_be() -> None:
    one = extract(read("a.docx", saved(readout())), authority())
    assert (one.title, str(one.date), [c.id for c in one.country]) == (
        "Japan-Mexico Relations",
        "2023-09-21",
        ["MX"],
    )
    assert [p.text for p in one.passages] == [LEAD, *ITEMS]
    assert [p.mark for p in one.passages] == ["", "1.", "2."]
    assert one.source.format == "docx"


def test_headings_bullets_and_rows_keep_their_marks() -> None:
    made = readout()
    made.add_heading("Trade", 1)
    made.add_paragraph("Fisheries", style="List Bullet")
    table = made.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Minister", "Kamikawa"
    text = read("a.docx", saved(made)).text
    assert text.endswith(
        "2. Both ministers affirmed the CPTPP.\n\n## Trade\n\n- Fisheries\n\nMinister  Kamikawa"
    )


def test_what_was_deleted_is_left_out_and_what_was_inserted_is_text() -> None:
    made = docx.Document()
    paragraph = made.add_paragraph("They met ")._p
    for tag, inner, words in (
        ("del", "delText", "in secret "),
        ("ins", "t", "in public "),
        ("moveFrom", "t", "twice "),
        ("hyperlink", "t", "in Lima."),
    ):
        change = paragraph.makeelement(f"{{{W}}}{tag}")
        run = change.makeelement(f"{{{W}}}r")
        text = run.makeelement(f"{{{W}}}{inner}")
        text.text = words
        run.append(text)
        change.append(run)
        paragraph.append(change)
    assert read("a.docx", saved(made)).text == "They met in public in Lima."


def test_the_name_of_the_file_is_a_title_only_where_the_text_has_it() -> None:
    made = docx.Document()
    made.core_properties.title = "Japan-Mexico Relations"
    made.add_paragraph("They met.")
    assert read("a.docx", saved(made)).title is None
    made.add_paragraph("JAPAN-MEXICO RELATIONS")
    assert read("a.docx", saved(made)).title == "JAPAN-MEXICO RELATIONS"


def _without_document() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.txt", "x")
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"x", "damaged"),
        (_without_document(), "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "encrypted"),
        (saved(docx.Document()), "no text in it"),
    ],
    ids=["no archive", "another archive", "encrypted", "empty"],
)
def test_a_word_file_that_cannot_be_read_is_named_with_why(data: bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=reason):
        read("a.docx", data)


def test_a_word_file_that_unpacks_too_large_is_a_problem(tmp_path: Path) -> None:
    made = io.BytesIO(saved(readout()))
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/zeros.bin", bytes(2 << 20))
    (tmp_path / "a.docx").write_bytes(made.getvalue())
    with pytest.raises(SourceError, match="--max-unpacked 3"):
        Shelf(tmp_path, Limits(unpacked=1)).load("a.docx")


def _with_entities(declared: str, text: str) -> bytes:
    """A Word file whose document declares entities of its own."""
    made, body = io.BytesIO(), io.BytesIO(saved(docx.Document()))
    document = f'<!DOCTYPE d [{declared}]><w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>They met. {text}</w:t></w:r></w:p></w:body></w:document>'
    with zipfile.ZipFile(body) as whole, zipfile.ZipFile(made, "w") as changed:
        for name in whole.namelist():
            changed.writestr(name, document if name == "word/document.xml" else whole.read(name))
    return made.getvalue()


def test_an_entity_names_no_file_and_no_address(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secretword")
    for named in (f"file://{tmp_path}/secret", "http://127.0.0.1:9/"):
        assert read("a.docx", _with_entities(f'<!ENTITY a SYSTEM "{named}">', "&a;")).text == "They met."


def test_entities_that_grow_are_not_followed() -> None:
    ten = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    with pytest.raises(SourceError, match="damaged"):
        read("a.docx", _with_entities(f'<!ENTITY a "aaaaaaaaaa">{ten}', "&j;"))
