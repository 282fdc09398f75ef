"""A collection that tries to become markup or a script: in every field, by every format, in every name."""

import csv
import json
import zipfile
from email.message import EmailMessage
from html import escape
from io import BytesIO, StringIO
from pathlib import Path

from docx import Document
from reportlab.pdfgen.canvas import Canvas

ELSEWHERE = "https://elsewhere.invalid"
FRONT = [
    "title", "organisation", "minister", "counterpart", "topic", "place", "occasion", "translation", "restatement",
]  # fmt: skip
"""The keys of front matter that take any text."""
CHOSEN = ["date", "date_jst", "published", "home", "country", "about", "type", "lang"]
"""Those that are chosen from a list: a file with another value in one is a problem, which the report shows."""


def tried(place: str, slash: str = "/") -> str:
    """Markup that calls `hit`, and asks another site, by each way that a browser may be brought to it; `place` tells where it stood.

    slash: what stands for `/`, which a name of a file cannot have.
    """
    call, away = f"hit(`{place}`)", ELSEWHERE.replace("/", slash)
    return (
        f"\"'><{slash}title><{slash}textarea><script>{call}<{slash}script><img src={away} onerror={call}>"
        f"<svg onload={call}><details open ontoggle={call}><a href='javascript:{call}'>{place}mark<{slash}a>"
    )


def written(folder: Path) -> None:
    """Write the collection."""
    long = f"They met. They agreed on the hostilemark. {tried('passage')} She said that trade is free {tried('said')}."
    matter: dict[str, str | list[str]] = {
        "date": "2024-03-01",
        "home": "JP",
        "country": ["US"],
        "source_url": "javascript:hit(`url`)",
    }
    matter |= {key: tried(key) for key in FRONT}
    _md(folder / "front.md", matter, long)
    later = {
        key: value for key, value in matter.items() if key != "restatement"
    }  # in whose place a translation is shown
    _md(folder / "later.md", later | {"date": "2024-04-01"}, long.replace("trade", "commerce"))
    for key in CHOSEN:
        _md(folder / f"chosen-{key}.md", {key: tried(key)}, long)
    (folder / "broken.md").write_text(f"---\ntitle: [{tried('yaml')}\n---\n\n{long}\n")
    turns = f"\n\nMinister {tried('speaker')}: They met. {tried('turn')}\n\nQ: What of it? {tried('question')}\n\nBlinken: {long}\n"
    (folder / "turns.txt").write_text(f"{tried('heading')}\n\nTokyo, March 1, 2024\n{turns}")
    (folder / f"{tried('name', '-')}.txt").write_text(f"A file's name\n\n{long}\n")
    (folder / f"{tried('bad', '-')}.txt").write_bytes(b"\0")
    deep = folder / "<script>hit(`folder`)<"
    deep.mkdir()
    (deep / "script>.txt").write_text(f"A folder's name\n\n{long}\n")
    page = _page(long)
    (folder / "page.html").write_text(page)
    saved = EmailMessage()
    saved["Snapshot-Content-Location"] = "javascript:hit(`location`)"
    saved.set_content(page, subtype="html")
    (folder / "saved.mhtml").write_bytes(saved.as_bytes())
    row = {
        "id": tried("id"),
        "title": tried("cell"),
        "minister": tried("cell-minister"),
        "date": "2024-03-01",
    }
    table = StringIO()
    lines = csv.DictWriter(table, [*row, "text"])
    lines.writeheader()
    lines.writerows(
        [row | {"text": long}, {"id": "2", "title": tried("short"), "date": tried("cell-date"), "text": long}]
    )
    (folder / "table.csv").write_text(table.getvalue())
    (folder / "lines.jsonl").write_text(
        json.dumps(row | {"id": "of-lines", "text": long}) + f"\n{tried('json')}\n"
    )
    _docx(folder / "word.docx", long)
    _pdf(folder / "print.pdf", long)
    with zipfile.ZipFile(folder / "zip.zip", "w") as archive:
        archive.writestr(f"{tried('zipped')}.txt", f"A name in an archive\n\n{long}\n")
        archive.writestr(f"../{tried('climbing')}.txt", long)


def _md(path: Path, matter: dict[str, str | list[str]], text: str) -> None:
    lines = "".join(f"{key}: {json.dumps(value)}\n" for key, value in matter.items())
    path.write_text(f"---\n{lines}---\n\n# {tried('first')}\n\n{text}\n\n- {tried('item')} **bold**\n")


def _page(text: str) -> str:
    """A page that has the markup as such, and as text."""
    parts = f"<p>{escape(text)}</p><p>They met again. {tried('raw')}</p><ul><li>{escape(tried('html-item'))}</li></ul>"
    return f"<html><head><title>{escape(tried('html-title'))}</title></head><body><article><h1>{escape(tried('html-heading'))}</h1>{parts * 3}</article></body></html>"


def _docx(path: Path, text: str) -> None:
    document = Document()
    document.core_properties.title = "Word"
    document.add_heading(tried("word-title"), 0)
    document.add_heading(tried("word-heading"))
    document.add_paragraph(text)
    document.add_table(1, 1).cell(0, 0).text = tried("word-cell")
    document.save(str(path))


def _pdf(path: Path, text: str) -> None:
    made = BytesIO()
    canvas = Canvas(made, pagesize=(4000, 800))
    canvas.setTitle("Print")
    canvas.setFont("Helvetica", 12)
    for line, said in enumerate([tried("printed-title"), "March 1, 2024", text]):
        canvas.drawString(40, 700 - 40 * line, said)
    canvas.save()
    path.write_bytes(made.getvalue())
