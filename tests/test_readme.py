"""README and docs/ are true: what they show runs, and everything that a user may type or ask for stands in them."""

import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from flask import Flask

from searchapp.authority import load
from searchapp.cli import main
from searchapp.engines.whoosh import WhooshEngine
from searchapp.extract.matter import KEYS
from searchapp.resources import sample_folder
from searchapp.results import Search
from searchapp.schema import FIELDS
from searchapp.searcher import Searcher
from searchapp.settings import SETTINGS
from searchapp.web.app import create_app
from searchapp.web.house_rules import HouseRules
from tests.shared import PROJECT

pytest.importorskip("packaging", reason="packaging is not installed: the made pages are not compared")
from tools import made
from tools.licences import locked

PAGES = {
    path.relative_to(PROJECT).as_posix(): path.read_text("utf-8")
    for path in [PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", *sorted((PROJECT / "docs").glob("*.md"))]
}
SERVING = {
    "serve",
    "watch",
    "mcp",
}  # they go on until they are stopped: their flags are read, they are not run
EXAMPLE_ONLY = "†"  # ends a row whose queries find nothing in the sample
_CALL = re.compile(r"^(?:Exec\w+=)?(?:[A-Z_]+=\S+ )*(?:\S*/)?searchapp (?!COMMAND)(.+)$", re.MULTILINE)
CALLS = [
    (name, re.split(r" +(?:#|\||>) ", call)[0])
    for name, page in PAGES.items()
    for block in re.findall(r"```(?:sh|ini)\n(.*?)```", page, re.DOTALL)
    for call in _CALL.findall(block)
]
QUERIES = [
    (name, query, EXAMPLE_ONLY not in rest)
    for name, page in PAGES.items()
    for table in re.findall(r"^\| typed \|.*\n\|---\|---\|\n((?:\|.*\n)+)", page, re.MULTILINE)
    for typed, rest in re.findall(r"^\| (`.*?`) \|(.*)$", table, re.MULTILINE)
    for query in re.findall(r"`([^`]+)`", typed)
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder like a checkout: with seeds/ in it, and an index of them."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "seeds").symlink_to(sample_folder())
    done = CliRunner().invoke(main, ["rebuild", str(folder / "seeds"), "--index", str(folder / "index")])
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture(scope="module")
def searcher(folder: Path) -> Searcher:
    return Searcher(WhooshEngine(folder / "index"), load())


@pytest.mark.parametrize(("page", "call"), CALLS)
def test_a_command_of_a_page_runs(
    page: str, call: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those that serve or watch, and those that name folders of another machine or a correction, are read only."""
    name, *arguments = shlex.split(call)
    command = main.commands[name]
    if name in SERVING or "/" in " ".join(arguments) or (name == "review" and "=" in call):
        command.make_parser(click.Context(command)).parse_args([one for one in arguments if one != "..."])
        return
    monkeypatch.chdir(folder)
    done = CliRunner().invoke(main, [name, *arguments])
    assert done.exit_code == 0, (page, done.output)


@pytest.mark.parametrize(("page", "query", "finds"), QUERIES)
def test_a_query_of_a_page_finds_something_in_the_sample(
    page: str, query: str, finds: bool, searcher: Searcher
) -> None:
    found = searcher.search(Search(query)).total
    assert found or not finds, f"{page}: {query} finds nothing: end its row with {EXAMPLE_ONLY}, or change it"


def test_there_are_commands_and_queries_to_try() -> None:
    assert len(CALLS) >= 20
    assert len(QUERIES) >= 40


@pytest.mark.parametrize("path", made.pages(), ids=lambda path: path.name)
def test_a_made_page_is_what_the_program_says(path: Path) -> None:
    def parts(text: str) -> dict[str, str]:
        return {part.split("\n")[0]: part for part in text.split("\n## ")}

    if path.name == "licences.md":
        text = path.read_text(
            "utf-8"
        )  # licences are told as each release tells them; its names are what must be there
        assert [name for name in locked(PROJECT / "requirements.lock") if f"| {name} |" not in text] == [], (
            "make docs"
        )
        return
    now, then = parts(made.pages()[path]), parts(path.read_text("utf-8"))
    differing = sorted({*now, *then} - {name for name in now if then.get(name) == now[name]})
    assert differing == [], (
        f"docs/{path.name} does not tell of {', '.join(differing)} as they are: run `make docs`"
    )


def test_every_command_is_in_a_page_that_is_written_by_hand() -> None:
    written = "".join(page for name, page in PAGES.items() if name != "docs/commands.md")
    missing = [name for name in main.commands if f"searchapp {name}" not in written]
    assert missing == [], "show it in README.md, under Command line"


def test_every_setting_and_variable_is_in_the_table_of_the_readme() -> None:
    rows = [row for row in PAGES["README.md"].splitlines() if row.startswith("| ")]
    missing = [
        text
        for setting in SETTINGS.values()
        for text in (setting.flag, setting.variable)
        if not any(text in row for row in rows)
    ]
    assert missing == [], "add a row to README.md, under Settings"
    told = {name for page in PAGES.values() for name in re.findall(r"SEARCHAPP_(?!TEST_)[A-Z_]+", page)}
    assert told - {setting.variable for setting in SETTINGS.values()} == {"SEARCHAPP_SOURCE"}


def test_every_field_of_a_query_is_documented() -> None:
    page = PAGES["docs/query-language.md"]
    missing = [name for name in FIELDS if not re.search(rf"(?<!\w){name}:", page)]
    assert missing == [], "add a row to docs/query-language.md, under Fields"


def test_every_key_of_front_matter_is_documented() -> None:
    missing = [key for key in KEYS if f"`{key}`" not in PAGES["docs/metadata.md"]]
    assert missing == [], "add a row to docs/metadata.md, under Keys"


def test_every_address_is_documented(searcher: Searcher) -> None:
    app: Flask = create_app(searcher, rules=HouseRules(metrics=True), debug=True)
    rules = {
        re.sub(r"<(?:\w+(?:\([^)]*\))?:)?(\w+?)_?>", r"<\1>", str(rule)) for rule in app.url_map.iter_rules()
    }
    written = PAGES["docs/api.md"]
    missing = [
        rule for rule in sorted(rules)
        if f"`{rule}`" not in written and f"`{rule.replace('<', '{').replace('>', '}')}`" not in PAGES["docs/endpoints.md"]
    ]  # fmt: skip
    assert missing == [], "add it to docs/api.md, under Every address"


def test_every_link_between_pages_leads_somewhere() -> None:
    wrong = [
        (name, link)
        for name, page in PAGES.items()
        for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", page)
        if not ((PROJECT / name).parent / link).exists()
    ]
    assert wrong == []


def test_every_page_is_in_the_list_of_pages() -> None:
    missing = [name for name in PAGES if name.startswith("docs/") and name.removeprefix("docs/") not in PAGES["docs/README.md"] and name != "docs/README.md"]  # fmt: skip
    assert missing == [], "add it to docs/README.md"


def test_the_picture_is_small() -> None:
    picture = PROJECT / "docs" / "search.png"
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert picture.stat().st_size < 200_000


def test_make_targets_of_the_readme_exist() -> None:
    makefile = (PROJECT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"`?make ([a-z-]+)", PAGES["README.md"])) - {"it"}
    assert {"run", "test", "setup", "lint"} <= targets
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in targets)
