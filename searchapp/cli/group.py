"""The group that every command is one of; our errors as a sentence, with the exit status that they name."""

import errno
import logging
from typing import Any

import click

from searchapp import __version__
from searchapp.errors import SearchAppError

_NO_ROOM = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}


class _Commands(click.Group):
    """Shows our errors as a sentence, with the exit status that they name."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except SearchAppError as error:
            click.echo(f"searchapp: {error}", err=True)
            ctx.exit(error.exit_status)
        except OSError as error:
            if error.filename is None and error.errno not in _NO_ROOM:
                raise
            where = f"{error.filename}: " if error.filename else ""
            after = " The index that answered before still answers." if error.errno in _NO_ROOM else ""
            click.echo(f"searchapp: {where}{error.strerror}.{after}", err=True)
            ctx.exit(1)


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="searchapp")
def main() -> None:
    """Search diplomatic readouts: what was said, by whom, about what, and when."""
    logging.basicConfig(level=logging.WARNING, format="%(name)s: %(message)s")
    for library in ("trafilatura", "pypdf"):  # their complaints become ours, with the file's name
        logging.getLogger(library).setLevel(logging.CRITICAL)
