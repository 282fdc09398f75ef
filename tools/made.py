"""The pages of docs/ that are made: the whole command line, the whole API, the licences."""

from pathlib import Path

import click

from searchapp.cli import main
from searchapp.web.api import ENDPOINTS
from searchapp.web.described import Answer, Described, described
from tools.licences import licences

PROJECT = Path(__file__).parent.parent
DOCS = PROJECT / "docs"
_MADE = "<!-- Made by `make docs` from the program itself: change it there. -->"


def pages() -> dict[Path, str]:
    """Each made page, by its file."""
    return {
        DOCS / "commands.md": commands(),
        DOCS / "endpoints.md": endpoints(),
        DOCS / "licences.md": f"# Licences of what is installed with it\n\n{_MADE}\n\n{licences(PROJECT)}",
    }


def commands() -> str:
    """Every command with its arguments and flags, as `--help` tells them."""
    told = [
        f"# The command line\n\n{_MADE}\n\nSettings that several commands share have a variable too, and stand in a table in the "
        "[README](../README.md#settings). `searchapp --version` tells the version, `searchapp COMMAND --help` what stands here.\n"
    ]
    for name, command in sorted(main.commands.items()):
        context = click.Context(command, info_name=f"searchapp {name}")
        usage = " ".join(command.collect_usage_pieces(context))
        told.append(f"## `searchapp {name}`\n\n{_prose(command.help)}\n\n    searchapp {name} {usage}\n")
        told += [
            f"- `{', '.join([*option.opts, *option.secondary_opts])}`: {_option(option)}"
            for option in command.params
            if isinstance(option, click.Option)
        ]
        if command.epilog:
            told.append(f"\n```sh\n{command.epilog.removeprefix('Example: ')}\n```\n")
    return "\n".join(told)


def endpoints() -> str:
    """Every endpoint of the API with its parameters and the fields of its answer."""
    made = described(ENDPOINTS.description())
    told = [
        f"# The endpoints of the API\n\n{_MADE}\n\nThe same page is served at `/api`, and for machines at "
        "`/api/v1/openapi.json`. What all of them keep stands in [api.md](api.md).\n"
    ]
    told += [_endpoint(one) for one in made.endpoints]
    if made.error:
        told.append(f"## Errors\n\nEvery error has one shape, whatever its status.\n\n{_fields(made.error)}")
    return "\n".join(told)


def _endpoint(one: Described) -> str:
    parts = [f"## `{one.path}`\n\n{one.told}\n"]
    if one.parameters:
        parts.append("| parameter | value | |\n|---|---|---|")
        parts += [
            _row(f"`{taken.name}`", taken.kind, f"{taken.told}{f' For example `{taken.example}`' if taken.example else ''}")
            for taken in one.parameters
        ]  # fmt: skip
    parts.append(f"\n{_fields(one.answer)}")
    parts += [f"- {failed.status}: {failed.reason}" for failed in one.errors]
    return "\n".join([*parts, ""])


def _fields(answer: Answer) -> str:
    if not answer.rows:
        return f"Answers {', '.join(f'`{media}`' for media in answer.media)}.\n"
    rows = [
        _row(
            f"`{'.'.join([*row.within, row.name])}`",
            row.kind + (", or absent" if row.optional else ""),
            "as above" if row.above else row.told,
        )
        for row in answer.rows
    ]
    return "\n".join([f"Answers {answer.kind}: {answer.told}\n", "| field | holds | |\n|---|---|---|", *rows, ""])  # fmt: skip


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _prose(text: str | None) -> str:
    return "\n\n".join(" ".join(part.split()) for part in (text or "").split("\n\n"))


def _option(option: click.Option) -> str:
    default = option.show_default and option.default not in {None, ""} and not option.is_flag
    return (option.help or "") + (f" Without it: `{option.default}`." if default else "") + (
        f" Variable: `{option.envvar}`." if option.envvar else ""
    )  # fmt: skip
