"""An index that an earlier or a later version made asks for a rebuild by name, wherever it is met."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from searchapp.authority import load
from searchapp.cli import main
from searchapp.engines.whoosh import WhooshEngine
from searchapp.engines.whoosh.seals import FORMAT, MANIFEST, digest
from searchapp.indexing import rebuild
from searchapp.searcher import Searcher
from searchapp.web.app import create_app
from tests.reliability.test_kills import run, write


@pytest.fixture(params=[FORMAT - 1, FORMAT + 1, "seven"], ids=["earlier", "later", "none of ours"])
def place(tmp_path: Path, request: pytest.FixtureRequest) -> tuple[Path, Path]:
    """A source folder, and an index of another format, with a seal that fits it."""
    source, index = tmp_path / "source", tmp_path / "index"
    source.mkdir()
    write(source, "r0", "at first")
    run(rebuild, source, index)
    current = json.loads((index / "CURRENT").read_text("utf-8"))
    manifest = index / current["generation"] / MANIFEST
    plain = json.loads(manifest.read_text("utf-8"))
    manifest.write_text(json.dumps(plain | {"format": request.param, "more": {"than": "we know"}}), "utf-8")
    (index / "CURRENT").write_text(json.dumps(current | {"manifest": digest(manifest)}), "utf-8")
    return source, index


@pytest.mark.parametrize(
    "command",
    [
        ["search", "ministers"],
        ["show", "r0"],
        ["trends", "ministers"],
        ["review"],
        ["index", "SOURCE"],
        ["index"],
        ["rebuild"],
        ["serve", "--port", "0"],
        ["check"],
        ["doctor", "--port", "0"],
    ],
    ids=" ".join,
)
def test_every_command_says_so_and_names_what_to_do(place: tuple[Path, Path], command: list[str]) -> None:
    source, index = place
    arguments = [str(source) if part == "SOURCE" else part for part in command]
    done = CliRunner().invoke(main, [*arguments, "--index", str(index)])
    assert done.exit_code in {1, 4}, done.output
    assert isinstance(done.exception, SystemExit)
    assert "made by another version of searchapp" in done.output
    assert "searchapp rebuild SOURCE" in done.output


def test_pages_and_api_say_so(place: tuple[Path, Path]) -> None:
    client = create_app(Searcher(WhooshEngine(place[1]), load())).test_client()
    for address in ("/", "/search?q=ministers", "/readout/r0", "/browse", "/feed"):
        answer = client.get(address)
        assert answer.status_code == 503, address
        assert "made by another version of searchapp" in answer.text
        assert "searchapp rebuild SOURCE" in answer.text
    for address in ("/api/v1/search?q=ministers", "/readyz"):
        answer = client.get(address)
        assert (answer.status_code, answer.get_json()["error"]["kind"]) == (503, "index-version")
    assert client.get("/healthz").status_code == 200


def test_a_rebuild_mends_it(place: tuple[Path, Path]) -> None:
    source, index = place
    done = CliRunner().invoke(main, ["rebuild", str(source), "--index", str(index), "--if-needed"])
    assert (done.exit_code, "1 added" in done.output) == (0, True), done.output
    assert CliRunner().invoke(main, ["search", "ministers", "--index", str(index)]).exit_code == 0
