"""The flags of the command line: each setting as an option, and the arguments that several commands share."""

import os
import re
from collections.abc import Callable, Mapping
from datetime import tzinfo
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from searchapp.engine import Part
from searchapp.settings import SETTINGS
from searchapp.sources import Limits

Command = TypeVar("Command", bound=Callable[..., Any])
Given = TypeVar("Given")


def option(name: str, **more: Any) -> Callable[[Command], Command]:
    """A setting as an option of a command: its flag, environment variable and default; more: what click takes."""
    setting = SETTINGS[name]
    return click.option(
        setting.flag, envvar=setting.variable, default=setting.default or None, show_default=bool(setting.default),
        show_envvar=True, help=setting.help, **more,
    )  # fmt: skip


def _zone(_context: click.Context, _parameter: click.Parameter, name: str | None) -> tzinfo | None:
    """The time zone of a name; none is that of this machine."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise click.BadParameter(
            f"{name!r} is none that is known here; write one such as Asia/Tokyo."
        ) from error


def _part(_context: click.Context, _parameter: click.Parameter, text: str | None) -> Part | None:
    """The part that a text such as 2/3 names."""
    if text is None:
        return None
    found = re.fullmatch(r"([1-9]\d{0,3})/([1-9]\d{0,3})", text)
    if not found or int(found[1]) > int(found[2]):
        raise click.BadParameter(f"{text!r} names no part; write 1/2 and 2/2, say, for two halves.")
    return Part(int(found[1]), int(found[2]))


def _to_environment(context: click.Context, parameter: click.Parameter, value: Given) -> Given:
    """What a flag says; also for `searchapp.engines.chosen`, in this process and in each that it starts."""
    if context.get_parameter_source(str(parameter.name)) is click.core.ParameterSource.COMMANDLINE:
        os.environ[SETTINGS[str(parameter.name)].variable] = str(value)
    return value


_folder = option("index", type=click.Path(file_okay=False, path_type=Path))
_engine = option(
    "engine", type=click.Choice(["whoosh", "opensearch"]), callback=_to_environment, expose_value=False
)
_cluster = option("opensearch_url", callback=_to_environment, expose_value=False)
own = option("authority", type=click.Path(exists=True, file_okay=False, path_type=Path))
cache = option("cache")
workers = option("workers", type=click.IntRange(1, 1_024), callback=_to_environment)
timezone = option("timezone", callback=_zone)
_max_file = option("max_file", type=click.IntRange(1))
_max_entries = option("max_entries", type=click.IntRange(1))
_max_unpacked = option("max_unpacked", type=click.IntRange(1))
source = click.argument("source", required=False, type=click.Path(path_type=Path), envvar="SEARCHAPP_SOURCE")
partition = click.option(
    "--partition",
    callback=_part,
    metavar="K/N",
    help="Only the K-th of N parts of the files; others put in the rest. Needs --engine opensearch.",
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, as the API does.")


def index(command: Command) -> Command:
    """The flags of where the index is; a command has the folder as `index`, and `engines.chosen` the rest."""
    return _folder(_engine(_cluster(command)))


def limits(command: Command) -> Command:
    """The flags of how much is read; a command has them as `max_...`, for `within`."""
    return _max_file(_max_entries(_max_unpacked(command)))


def within(asked: Mapping[str, Any]) -> Limits:
    """The limits that the flags of `limits` were given."""
    return Limits(asked["max_file"], asked["max_entries"], asked["max_unpacked"])
