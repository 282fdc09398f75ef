"""A file of each format as it should be, to be spoilt."""

import io
import zipfile

from docx import Document
from reportlab.pdfgen.canvas import Canvas

TEXT = "Readout of the meeting\n\nTokyo, March 1, 2024\n\nForeign Minister Kamikawa met Secretary Blinken. They agreed on trade.\n"


def _docx() -> bytes:
    made, document = io.BytesIO(), Document()
    document.add_paragraph(TEXT)
    document.save(made)
    return made.getvalue()


def _pdf() -> bytes:
    made = io.BytesIO()
    page = Canvas(made)
    page.drawString(72, 700, TEXT.replace("\n", " "))
    page.save()
    return made.getvalue()


def _zip() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", TEXT)
        archive.writestr("b/c.md", f"---\ndate: 2024-03-01\n---\n{TEXT}")
    return made.getvalue()


VALID = {
    "md": f"---\ntitle: A\ndate: 2024-03-01\ncountry: [JP]\n---\n{TEXT}".encode(),
    "txt": TEXT.encode(),
    "html": f"<html><head><title>A</title></head><body><article><p>{TEXT * 5}</p></article></body></html>".encode(),
    "mhtml": f"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>{TEXT * 5}</p>\n--b--\n".encode(),
    "csv": f'id,title,date,text\n1,A,2024-03-01,"{TEXT}"\n'.encode(),
    "jsonl": b'{"id": "1", "title": "A", "date": "2024-03-01", "text": "The ministers met."}\n',
    "docx": _docx(),
    "pdf": _pdf(),
    "zip": _zip(),
}
