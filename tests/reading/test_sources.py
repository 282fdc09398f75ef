"""Files to text: encodings, front matter, web pages, and what is said of a bad file."""

from pathlib import Path

import pytest

from searchapp.authority import load as authority
from searchapp.errors import SourceError
from searchapp.extract import extract
from searchapp.sources import Limits, Shelf, find, id_of, read


@pytest.mark.parametrize(
    "data",
    [
        "Bárcena met Çavuşoğlu".encode(),
        b"\xef\xbb\xbf" + "Bárcena met Çavuşoğlu".encode(),
        "Bárcena met Çavuşoğlu".encode("utf-16"),
        "Ba\u0301rcena met C\u0327avus\u0327og\u0306lu".encode(),
    ],
    ids=["utf-8", "byte-order mark", "utf-16", "decomposed"],
)
def test_text_is_the_same_whatever_its_encoding(data: bytes) -> None:
    assert read("a.txt", data).text == "Bárcena met Çavuşoğlu"


def test_an_old_western_encoding_is_found() -> None:
    text = (
        "La ministre a rencontré son homologue à Genève ; ils ont évoqué la coopération économique bilatérale. "
        * 4
    )
    assert read("a.txt", text.encode("cp1252")).text == text


def test_line_ends_are_one_kind_and_lines_keep_their_numbers() -> None:
    lines = read("a.txt", b"one\r\ntwo\rthree\nfour").lines()
    assert [(line.number, line.text) for line in lines] == [(1, "one"), (2, "two"), (3, "three"), (4, "four")]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \r\n\t ", "empty"),
        ("a.txt", b"%PDF\x00\x01\x02", "not text"),
        ("a.md", b"---\ntitle: x\n---\n", "no text below"),
        ("a.md", b"---\ntitle: [a\n---\nx", "line "),
        ("a.md", b"---\ntitle: a: b\n---\nx", "line 2"),
        ("a.md", b"---\n- a\n- b\n---\nx", "key: value"),
        ("a.html", b"<html><body><nav><a href=x>Home</a></nav></body></html>", "no main text"),
    ],
)
def test_a_bad_file_is_named_with_what_is_wrong(name: str, data: bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=reason) as caught:
        read(name, data)
    assert str(caught.value).startswith(f"{name}: ")


def test_front_matter_stays_as_it_was_typed_and_lines_count_from_the_file() -> None:
    source = read("a.md", b"---\nhome: NO\ndate: 2023-09-21\ncountry: [MX, PE]\n---\n\nFirst line.\n")
    assert source.matter == {"home": "NO", "date": "2023-09-21", "country": ["MX", "PE"]}
    assert source.lines()[0].number == 7


PAGE = """<!doctype html><html lang="en"><head><title>Relations | Ministry</title>
<link rel="canonical" href="https://example.org/r/1"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/x">About the Ministry</a></li></ul></nav>
<main><h1>Japan-Mexico Relations</h1><p>September 21, 2023</p>
<p>On September 21, Ms. KAMIKAWA Yoko, Minister for Foreign Affairs of Japan, held a meeting with H.E. Ms. Alicia BÁRCENA
IBARRA, Secretary of Foreign Affairs of the United Mexican States. The overview of the meeting is as follows.</p>
<ol><li>Minister Kamikawa stated that Japan wishes for closer ties.</li><li>Both ministers affirmed the CPTPP.</li></ol></main>
<footer><p>Copyright Ministry</p><a href="/p">Privacy Policy</a></footer></body></html>"""


def test_of_a_web_page_only_the_main_text_is_read_with_its_numbers() -> None:
    source = read("a.html", PAGE.encode())
    assert "1. Minister Kamikawa stated" in source.text
    assert "2. Both ministers affirmed" in source.text
    assert "Privacy" not in source.text
    assert "About the Ministry" not in source.text
    assert (source.title, source.url, source.lang) == (
        "Japan-Mexico Relations",
        "https://example.org/r/1",
        "en",
    )


def test_a_page_without_structure_is_read_whole_but_for_its_furniture() -> None:
    page = b"<html><head><title>T</title><style>x{}</style></head><body><nav>Home</nav>They met.<script>y()</script></body></html>"
    assert read("a.html", page).text == "They met."


def test_a_page_says_its_own_encoding() -> None:
    page = (
        PAGE.replace("<head>", '<head><meta charset="shift_jis">')
        .replace("Á", "A")
        .replace("CPTPP.", "CPTPP 上川.")
    )
    assert "上川" in read("a.html", page.encode("shift_jis")).text


def test_an_id_is_the_path_without_extension_in_plain_letters() -> None:
    assert id_of("Sub Folder/Bárcena 2023.Draft_1.txt") == "sub-folder-b-rcena-2023-draft_1"


def test_hidden_files_and_other_formats_are_passed_over(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", ".hidden.txt", "c.py", ".git/d.txt", "sub/e.HTML"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert list(find(tmp_path)) == ["a.md", "b.txt", "sub/e.HTML"]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Bárcena met Çavuşoğlu".encode() + b"\xff", "Bárcena met Çavuşoğluÿ"),
        ("Bárcena met Çavuşoğlu".encode() + b"\x92s", "Bárcena met Çavuşoğlu’s"),
        ("Bárcena met".encode("utf-32"), "Bárcena met"),
    ],
)
def test_a_stray_byte_does_not_lose_a_text(data: bytes, text: str) -> None:
    assert read("a.txt", data).text == text


def test_what_cannot_be_shown_is_taken_out_of_front_matter() -> None:
    matter = read("a.md", b'---\ntitle: "a\\0b\\uD800c"\nplace: null\n---\nText.\n').matter
    assert matter == {"title": "a b c"}


def test_a_name_that_is_not_utf_8_is_a_problem() -> None:
    with pytest.raises(SourceError, match="not UTF-8"):
        Shelf(Path()).load("bad\udcff.txt")


def test_a_file_over_the_limit_is_a_problem_with_the_setting_that_allows_it(tmp_path: Path) -> None:
    (tmp_path / "big.txt").write_bytes(b"x" * (1 << 20) + b"y")
    with pytest.raises(SourceError, match=r"larger than 1 MB.*--max-file 2 \(or SEARCHAPP_MAX_FILE\)"):
        Shelf(tmp_path, Limits(file=1)).load("big.txt")


def test_what_a_browser_saved_beside_a_page_is_passed_over(tmp_path: Path) -> None:
    for name in ("page.html", "page_files/frame.html", "other_files/a.html", "~$open.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert list(find(tmp_path)) == ["other_files/a.html", "page.html"]


def test_a_very_long_paragraph_is_read_in_time_that_grows_with_it() -> None:
    sentence = "Secretary Blinken met today with Mexican Foreign Secretary Marcelo Ebrard of Mexico and spoke of Peru. "
    assert extract(read("a.txt", ("A title\n\n" + sentence * 8000).encode()), authority()).passages


@pytest.mark.parametrize(
    ("text", "meant"),
    [("Secretary BÃ¡rcena", "Secretary Bárcena"), ("Japanâ€™s view", "Japan’s view"), ("Bárcena – Çavuşoğlu", "Bárcena – Çavuşoğlu"),
     ("the Joint Statement Open a New Window was issued", "the Joint Statement was issued")],
)  # fmt: skip
def test_damage_of_the_page_is_mended(text: str, meant: str) -> None:
    assert read("a.txt", f"{text} and so on.".encode()).text == f"{meant} and so on."
