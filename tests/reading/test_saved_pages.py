"""Web pages as a browser saved them: the address that they came from, in each way of saving."""

from email.message import EmailMessage

import pytest

from searchapp.errors import SourceError
from searchapp.sources import read

TEXT = "Ms. KAMIKAWA Yoko, Minister for Foreign Affairs of Japan, held a meeting with H.E. Ms. Alicia BÁRCENA IBARRA, Secretary of Foreign Affairs of the United Mexican States."
PAGE = f"<html lang='en'><head>{{head}}</head><body><main><h1>Japan-Mexico Relations</h1><p>{TEXT}</p></main></body></html>"
SAVED = "<!-- saved from url=(0031)https://example.org/saved?page=1 -->\n"
CANONICAL = '<link rel="canonical" href="{}">'


@pytest.mark.parametrize(
    ("page", "url"),
    [
        (PAGE.format(head=""), None),
        (SAVED + PAGE.format(head=""), "https://example.org/saved?page=1"),
        ("<!--\n Page saved with SingleFile \n url: https://example.org/single \n saved date: x -->" + PAGE.format(head=""), "https://example.org/single"),
        (SAVED + PAGE.format(head=CANONICAL.format("https://example.org/r/1")), "https://example.org/r/1"),
        (SAVED + PAGE.format(head=CANONICAL.format("/r/1")), "https://example.org/r/1"),
        (SAVED + PAGE.format(head=CANONICAL.format("https://example.org/")), "https://example.org/saved?page=1"),
        (PAGE.format(head=CANONICAL.format("/r/1")), None),
        (PAGE.format(head=CANONICAL.format("javascript:alert(1)")), None),
        (PAGE.format(head='<meta property="og:url" content="https://example.org/og">'), "https://example.org/og"),
    ],
    ids=["none", "browser", "SingleFile", "canonical", "relative", "front page", "relative to nothing", "script", "og:url"],
)  # fmt: skip
def test_a_saved_page_has_the_address_that_it_came_from(page: str, url: str | None) -> None:
    assert read("a.html", page.encode()).url == url


def archive(page: str, charset: str = "utf-8") -> bytes:
    made = EmailMessage()
    made["Snapshot-Content-Location"] = "https://example.org/archived"
    made["Subject"] = "Relations"
    made.set_content(page, subtype="html", charset=charset, cte="quoted-printable")
    made.add_related(b"\x89PNG", "image", "png", cid="<image>")
    return made.as_bytes()


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
def test_a_web_archive_is_read_as_its_page_with_its_address(charset: str) -> None:
    source = read("a.mhtml", archive(PAGE.format(head=""), charset))
    assert "Alicia BÁRCENA IBARRA" in source.text
    assert (source.title, source.url, source.lang) == (
        "Japan-Mexico Relations",
        "https://example.org/archived",
        "en",
    )


@pytest.mark.parametrize(
    "data", [b"", b"\x00\x01\x02", b"Subject: x\n\nno page", b"Content-Type: text/html\n\n"]
)
def test_a_web_archive_without_a_page_is_named(data: bytes) -> None:
    with pytest.raises(SourceError, match="no page in it") as caught:
        read("folder/a.mht", data)
    assert str(caught.value).startswith("folder/a.mht: ")
