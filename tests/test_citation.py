"""Citations of readouts."""

import re
from dataclasses import replace
from datetime import date
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from searchapp.citation import Citation, bibtex, plain, ris
from searchapp.period import Period
from searchapp.readout import Entity, Origin, Readout, ReadoutId
from tests.sample import sample

ADDRESS = "http://localhost/readout/japan-mexico-2023"
BARE = Readout(ReadoutId("x"), "Notes", "Notes", "", Origin("x.txt", "txt"))
ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def cited(readout: Readout, query: str = "") -> Citation:
    return Citation(readout, ADDRESS, date(2026, 11, 26), "gen-1", query)


def test_plain_text_tells_what_was_read_and_when() -> None:
    one = sample("japan-mexico-2023")
    assert plain(cited(one, "legal stability")) == (
        "Japan, “Japan-Mexico Relations” (readout of a meeting), New York, 21 September 2023. https://www.mofa.go.jp/. "
        f"Read on 26 November 2026 at {ADDRESS}. SHA-256 of the source {one.digest}; index generation gen-1, "
        "found by the query legal stability."
    )


def test_bibtex_is_an_entry_with_the_readouts_id_as_its_key() -> None:
    lines = bibtex(cited(sample("japan-mexico-2023"))).splitlines()
    assert lines[0] == "@misc{japan-mexico-2023-09-21-foreign-ministers-meeting,"
    assert "  title = {{Japan-Mexico Relations}}," in lines
    assert [line for line in lines if "year" in line or "month" in line or "day" in line] == [
        "  year = {2023},", "  month = sep,", "  day = {21},"
    ]  # fmt: skip
    assert "  urldate = {2026-11-26}," in lines
    assert lines[-1] == "}"


def test_latex_specials_are_escaped_and_braces_never_written() -> None:
    entry = bibtex(cited(replace(BARE, title=r"50% of \R&D {a_b} #1 ~ ^ $5 <x> |")))
    assert (
        r"title = {{50\% of \textbackslash{}R\&D \textbraceleft{}a\_b\textbraceright{} \#1 \textasciitilde{} "
        r"\textasciicircum{} \$5 \textless{}x\textgreater{} \textbar{}}}"
    ) in entry


def test_ris_has_a_tag_a_line_and_ends_as_it_must() -> None:
    record = ris(cited(sample("japan-mexico-2023")))
    lines = record.split("\r\n")
    assert lines[0] == "TY  - GOVDOC"
    assert lines[-2:] == ["ER  - ", ""]
    assert "DA  - 2023/09/21/" in lines
    assert "CY  - New York" in lines
    assert "Y2  - 2026/11/26/" in lines
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines[:-1])


def test_of_a_date_only_what_is_known_is_told() -> None:
    month, year = (replace(BARE, date=Period.parse(text)) for text in ("2021-05", "2021"))
    assert "DA  - 2021/05//" in ris(cited(month))
    assert "month = may" in bibtex(cited(month))
    assert "day" not in bibtex(cited(month))
    assert "DA  - 2021///" in ris(cited(year))
    assert "month" not in bibtex(cited(year))
    assert "DA" not in ris(cited(BARE))


@given(ANYTHING, ANYTHING, ANYTHING)
def test_no_text_breaks_out_of_its_place(title: str, place: str, query: str) -> None:
    one = replace(BARE, title=title, place=place, home=Entity("XX", place), source=Origin("x", "txt", title))
    citation = cited(one, query)
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in ris(citation).split("\r\n")[:-1])
    assert "\n" not in plain(citation)
    depths = list(accumulate((sign == "{") - (sign == "}") for sign in bibtex(citation).rstrip()))
    assert depths[-1] == 0
    assert min(depths[len("@misc{") : -1]) == 1
