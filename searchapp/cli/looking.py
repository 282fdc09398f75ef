"""The commands that look at what is known: show, entity, compare, review."""

import json
from pathlib import Path

import click

from searchapp import flags, serialise, terminal
from searchapp.cli.given import names_of, open_searcher
from searchapp.cli.group import main
from searchapp.engines import chosen
from searchapp.entities import KINDS
from searchapp.review import correct, doubts
from searchapp.searcher import Searcher


@main.command(epilog="Example: searchapp show japan-peru-2023-11-15-foreign-ministers-meeting")
@click.argument("id_", metavar="ID", required=False)
@click.option("--all", "every", is_flag=True, help="Every readout, a line each; with --json.")
@flags.index
@flags.own
@flags.as_json
def show(id_: str | None, every: bool, index: Path, authority: Path | None, as_json: bool) -> None:
    """Print one readout whole: its metadata, where each value was read, and its passages."""
    if every == bool(id_):
        raise click.UsageError("Name one ID, or --all.")
    with open_searcher(index, authority) as searcher:
        for one in searcher.everything() if every else [searcher.read(str(id_)).readout]:
            click.echo(
                json.dumps(serialise.readout(one), ensure_ascii=False) if as_json else terminal.readout(one)
            )


@main.command(epilog="Example: searchapp entity minister blinken-antony")
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.argument("id_", metavar="ID")
@flags.index
@flags.own
@flags.as_json
def entity(kind: str, id_: str, index: Path, authority: Path | None, as_json: bool) -> None:
    """Print who or what an entity is, with whom and about what its readouts are, and what was said.

    ID is the last part of its page's address; an unknown one is answered with the nearest.
    """
    with open_searcher(index, authority) as searcher:
        found = searcher.profile(kind, id_)
        click.echo(
            json.dumps(serialise.profile(found), ensure_ascii=False) if as_json else terminal.profile(found)
        )


@main.command(
    epilog="Example: searchapp compare japan-mexico-2021-01-04-motegi-visit japan-mexico-2023-09-21-foreign-ministers-meeting"
)
@click.argument("before")
@click.argument("after")
@flags.index
@flags.own
@flags.as_json
def compare(before: str, after: str, index: Path, authority: Path | None, as_json: bool) -> None:
    """Set two readouts beside each other: which passages and words were kept, went or came.

    BEFORE and AFTER are ids of any two readouts.
    """
    with open_searcher(index, authority) as searcher:
        compared = searcher.compare(before, after)
        click.echo(
            json.dumps(serialise.comparison(compared), ensure_ascii=False)
            if as_json
            else terminal.comparison(compared)
        )


@main.command(
    epilog="Example: searchapp review kono-2018 date=2018-08-17 counterpart='Luis Videgaray; Carlos de Icaza'"
)
@click.argument("id_", metavar="[ID", required=False)
@click.argument("changes", nargs=-1, metavar="[KEY=VALUE]...]")
@flags.index
@flags.own
@flags.as_json
def review(
    id_: str | None, changes: tuple[str, ...], index: Path, authority: Path | None, as_json: bool
) -> None:
    """List the values that may be wrong, of one readout or of all, or correct them.

    A correction is written to corrections.toml in the source folder and survives every rebuild; `searchapp index`
    brings it into the index. Values are parted by `;`; with nothing behind `=`, a correction is taken away.
    """
    names = names_of(authority)
    with chosen.engine(index) as engine:
        searcher = Searcher(engine, names)
        if id_ and changes:
            folder = Path(engine.reader().manifest.source)
            file = correct(folder, searcher.read(id_).readout, changes, names)
            click.echo(f"Written to {file}. Bring it into the index: searchapp index --index {index}")
            return
        for one in [searcher.read(id_).readout] if id_ else searcher.everything():
            if found := doubts(one, names):
                told = (
                    json.dumps(serialise.doubts(one, found), ensure_ascii=False)
                    if as_json
                    else terminal.doubts(one, found)
                )
                click.echo(told)
