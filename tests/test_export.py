"""Everything that a search finds leaves as a file that other programs read back."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from searchapp.authority import load
from searchapp.cli import main
from searchapp.engine import Manifest
from searchapp.engines.whoosh import WhooshEngine
from searchapp.export import COLUMNS, FORMS, Taking, _row
from searchapp.indexing import rebuild
from searchapp.readout import Origin, Passage, Readout, ReadoutId
from searchapp.resources import sample_folder
from searchapp.results import Search
from searchapp.searcher import Searcher
from searchapp.web.app import create_app

TODAY = date(2026, 11, 26)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export") / "index"
    with WhooshEngine(folder) as engine:
        rebuild(sample_folder(), engine)
    return folder


@pytest.fixture
def searcher(index: Path) -> Iterator[Searcher]:
    with WhooshEngine(index) as engine:
        yield Searcher(engine, load())


def _taken(searcher: Searcher, form: str, text: str = "country:Mexico", **more: Any) -> str:
    taking = Taking(searcher, Search(text, **more), lambda id_: f"https://r.example/readout/{id_}", TODAY)
    return "".join(FORMS[form].write(taking))


def _ids(searcher: Searcher, text: str = "country:Mexico") -> list[str]:
    return [hit.readout.id for hit in searcher.every(Search(text))]


def test_a_table_has_a_row_for_each_readout_in_the_order_of_the_hits(searcher: Searcher) -> None:
    rows = list(
        csv.DictReader(io.StringIO(_taken(searcher, "csv", "transparency country:Mexico"), newline=""))
    )
    assert [row["id"] for row in rows] == _ids(searcher, "transparency country:Mexico")
    assert list(rows[0]) == list(COLUMNS)
    assert "transparency" in rows[0]["text"].lower()
    assert rows[0]["url"] == f"https://r.example/readout/{rows[0]['id']}"
    assert rows[0]["country"] == "Mexico"


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"])), min_size=1, max_size=5))
def test_any_cell_is_read_back_and_none_is_a_formula(cells: list[str]) -> None:
    (row,) = list(csv.reader(io.StringIO(_row(tuple(cells)), newline=""), strict=True)) or [[""]]
    assert [cell.removeprefix("'") for cell in row] == [cell.removeprefix("'") for cell in cells]
    assert not any(cell.lstrip()[:1] in set("=+-@") or cell[:1] in set("\t\r") for cell in row if cell)


def test_a_table_tells_who_says_what_was_found(searcher: Searcher) -> None:
    for side in ("home", "counterpart", "joint"):
        query = f"said:{side}"
        rows = list(csv.DictReader(io.StringIO(_taken(searcher, "csv", query), newline="")))
        assert rows
        assert all(side in row["side"].split("; ") for row in rows)


def test_json_lines_are_the_readouts_as_the_api_gives_them(searcher: Searcher) -> None:
    rows = [json.loads(line) for line in _taken(searcher, "jsonl").splitlines()]
    assert [row["id"] for row in rows] == _ids(searcher)
    assert rows[0]["passages"]
    assert rows[0]["statements"]


def test_citations_name_the_query_and_the_generation(searcher: Searcher) -> None:
    generation = searcher.manifest().generation
    bibtex, ris = _taken(searcher, "bibtex"), _taken(searcher, "ris")
    assert bibtex.count("@misc{") == ris.count("TY  - ") == len(_ids(searcher))
    for text in (bibtex, ris):
        assert generation.replace("_", r"\_") in text or generation in text
        assert "country:Mexico" in text


def test_markdown_has_the_passages_with_their_places(searcher: Searcher) -> None:
    text = _taken(searcher, "md", "transparency country:Mexico")
    assert text.startswith("# Readouts: transparency country:Mexico\n")
    assert text.count("\n## [") == len(_ids(searcher, "transparency country:Mexico"))
    assert "](https://r.example/readout/" in text
    assert "#p" in text


def test_a_long_list_is_made_as_it_is_read(tmp_path: Path) -> None:
    """Its first rows are there before the last have been looked at."""
    passage = Passage(1, "p1", "paragraph", "the ministers met", (1, 1))
    made = (
        Readout(ReadoutId(f"r{n:05}"), "T", "T", "0", Origin("r.txt", "txt"), passages=(passage,))
        for n in range(3_000)
    )
    with WhooshEngine(tmp_path) as engine:
        engine.write(Manifest("", "", "", "1", 0), made, fresh=True)
        searcher = Searcher(engine, load())
        taking = Taking(searcher, Search("ministers", sort="oldest"), str, TODAY)
        for form in FORMS.values():
            assert len(list(islice(form.write(taking), 40))) == 40
        rows = list(csv.reader(io.StringIO("".join(FORMS["csv"].write(taking)), newline="")))
        assert [row[0] for row in rows[1:]] == [f"r{n:05}" for n in range(3_000)]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("address", ["/export", "/api/v1/export"])
def test_the_page_and_the_api_give_what_the_command_line_gives(
    searcher: Searcher, index: Path, form: str, address: str
) -> None:
    client: FlaskClient = create_app(searcher).test_client()
    answer = client.get(address, query_string={"q": "country:Mexico", "format": form, "sort": "newest"})
    assert answer.status_code == 200
    assert answer.mimetype == FORMS[form].mimetype
    assert answer.headers["Content-Disposition"].endswith(f'readouts{FORMS[form].suffix}"')
    command = ["export", "country:Mexico", "--format", form, "--sort", "newest", "--index", str(index)]
    done = CliRunner().invoke(main, [*command, "--public-url", "http://localhost/"])
    assert done.exit_code == 0, done.output
    assert done.stdout_bytes.replace(b"\r\n", b"\n") == answer.data.replace(b"\r\n", b"\n")


@pytest.mark.parametrize("query", ["format=xls", "", "q=a+(b&format=csv"])
def test_what_cannot_be_exported_is_refused_before_anything_is_sent(searcher: Searcher, query: str) -> None:
    client = create_app(searcher).test_client()
    for address in ("/export", "/api/v1/export"):
        assert client.get(f"{address}?{query}").status_code == 400
