"""README is true: its commands run, and every command, flag, variable and field stands in it."""

import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from searchapp.cli import main
from searchapp.extract.matter import KEYS
from searchapp.resources import sample_folder
from searchapp.schema import FIELDS
from searchapp.settings import SETTINGS
from tests.shared import PROJECT

README = (PROJECT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
COMMANDS = [
    line.split("#")[0].strip()
    for block in BLOCKS
    for line in block.splitlines()
    if ".venv/bin/searchapp" in line
]
TYPED = [
    cell
    for row in re.findall(r"^\| (`.*?) \|", README, re.MULTILINE)
    for cell in re.findall(r"`([^`]+)`", row)
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder like a checkout: with seeds/ in it, and an index of them."""
    made = tmp_path_factory.mktemp("readme")
    (made / "seeds").symlink_to(sample_folder())
    done = CliRunner().invoke(main, ["rebuild", str(made / "seeds"), "--index", str(made / "index")])
    assert done.exit_code == 0, done.output
    return made


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_readme_runs(command: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    done = CliRunner().invoke(main, shlex.split(command)[1:])
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("query", [q for q in TYPED if not q.startswith(("-", "SOURCE"))])
def test_a_query_of_the_readme_can_be_read(query: str, folder: Path) -> None:
    done = CliRunner().invoke(main, ["search", query, "--index", str(folder / "index")])
    assert done.exit_code == 0, done.output


def test_there_are_commands_and_queries_to_try() -> None:
    assert len(COMMANDS) >= 5
    assert len(TYPED) >= 12


def test_every_command_flag_variable_field_and_key_is_documented() -> None:
    commands = main.commands
    flags = {
        option
        for command in commands.values()
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for option in parameter.opts
        if option in {s.flag for s in SETTINGS.values()} or option in {"--json", "--all", "--no-update"}
    }
    variables = {s.variable for s in SETTINGS.values()} | {"SEARCHAPP_SOURCE"}
    wanted = {f"searchapp {name}" for name in commands} | flags | variables | {f"`{key}`" for key in KEYS}
    assert sorted(text for text in wanted if text not in README) == []
    guide = (PROJECT / "templates" / "guide.html").read_text("utf-8")
    assert "schema.FIELDS" in guide or all(name in guide for name in FIELDS)


def test_make_targets_of_the_readme_exist() -> None:
    makefile = (PROJECT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"`?make ([a-z-]+)", README))
    assert {"run", "test", "setup", "lint"} <= targets
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in targets)


@pytest.mark.parametrize(("name", "least"), [("operations", 5), ("assistants", 2)])
def test_the_commands_of_the_documentation_have_flags_that_there_are(name: str, least: int) -> None:
    page = (PROJECT / "docs" / f"{name}.md").read_text("utf-8")
    calls = re.findall(r"^(?:Exec\w+=\S*/)?searchapp (.+)$", page, re.MULTILINE)
    assert len(calls) >= least
    for call in calls:
        name, *arguments = shlex.split(call)
        command = main.commands[name]
        command.make_parser(click.Context(command)).parse_args(arguments)
