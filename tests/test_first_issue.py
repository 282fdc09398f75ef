"""The main job on the first five readouts: exactly these are found."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from searchapp.cli import main
from tests.shared import SEEDS, needs_seeds

pytestmark = needs_seeds

FOUND = [
    ("minister:Kamikawa topic:CPTPP", "000"),
    ("topic:TPP11", "000 001 002"),
    ("CPTPP", "000 001 002"),
    ('"CPTPP"', "000"),
    ("barcena", "000"),
    ('minister:"Yoko Kamikawa"', "000 003 004"),
    ('minister:"KAMIKAWA Yoko"', "000 003 004"),
    ("minister:上川", "000 003 004"),
    ("minister:Kono", "001"),
    ("counterpart:Ebrard", "002"),
    ('counterpart:"de Icaza"', "001"),
    ("country:Peru", "003"),
    ("country:MX", "000 001 002"),
    ("country:México", "000 001 002"),
    ("date:2023-09", "000 004"),
    ("date:..2018", "001"),
    ("date:2021..2023-09-20", "002 004"),
    ('"free and open international order"', "000 002 003 004"),
    ('"free or open international order"', ""),
    ("abductions -Kamikawa", "002"),
    ("type:press-conference", "004"),
    ("country:(Mexico OR Peru) -topic:cptpp", "003"),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("first") / "index"
    done = CliRunner().invoke(main, ["rebuild", str(SEEDS), "--index", str(folder)])
    assert done.exit_code == 0, done.output
    return folder


@pytest.mark.parametrize(("query", "ids"), FOUND, ids=[query for query, _ in FOUND])
def test_a_query_finds_exactly_its_readouts(index: Path, query: str, ids: str) -> None:
    done = CliRunner().invoke(main, ["search", query, "--index", str(index), "--json"])
    assert done.exit_code == 0, done.output
    assert sorted(hit["id"].split("_")[0] for hit in json.loads(done.stdout)["hits"]) == ids.split()


@pytest.mark.parametrize("query", ["minster:Kono", "date:2023-13", "(Kono", '"Kono'])
def test_a_query_that_cannot_be_read_is_a_typed_error(index: Path, query: str) -> None:
    done = CliRunner().invoke(main, ["search", query, "--index", str(index), "--json"])
    assert done.exit_code == 2
    assert json.loads(done.stdout)["error"].keys() == {"kind", "message", "span", "hint"}
