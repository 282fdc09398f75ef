"""The commands that write: rebuild, index, watch."""

from pathlib import Path

import click

from searchapp import flags, indexing, terminal
from searchapp.cli.given import built_from, folder_of, tell
from searchapp.cli.group import main
from searchapp.engine import Engine, Part
from searchapp.engines import chosen
from searchapp.errors import IndexDamagedError
from searchapp.indexing import Report
from searchapp.sources import Limits


@main.command(epilog="Example: searchapp rebuild seeds --index index")
@flags.source
@flags.index
@flags.own
@flags.cache
@flags.limits
@flags.workers
@flags.partition
@click.option(
    "--if-needed", is_flag=True, help="Only if the index is not what SOURCE now holds: for start-up scripts."
)
def rebuild(
    source: Path | None,
    index: Path,
    authority: Path | None,
    cache: bool,
    partition: Part | None,
    if_needed: bool,
    workers: int | None,
    **limits: int,
) -> None:
    """Build the index anew from the readouts in SOURCE, and swap it in when it is whole.

    SOURCE is a folder of readouts: .txt, .md, .html, .mhtml, .pdf, .docx, tables of them (.csv, .jsonl), and
    .zip archives of all these. Without it, the folder that the index was built from is read, else seeds/, else
    the sample that is shipped. A server that is running picks the new index up.

    On a cluster, a rebuild that was interrupted is gone on with, and several machines that see the same SOURCE can
    share the work: each runs this with a --partition of its own. Nothing is swapped in before all are there.
    """
    within = flags.within(limits)
    with chosen.engine(index) as engine, terminal.progress() as told:
        folder = folder_of(source, engine)
        if if_needed and _is_fresh(folder, engine, index, authority, within):
            click.echo(f"{index} is what {folder} holds; nothing was to be done.")
            return
        report = indexing.rebuild(
            folder,
            engine,
            own=authority,
            progress=told,
            index=index,
            cached=cache,
            limits=within,
            workers=workers,
            part=partition,
        )
        tell(report, index)


@main.command("index", epilog="Example: searchapp index seeds --index index")
@flags.source
@flags.index
@flags.own
@flags.cache
@flags.limits
@flags.workers
def index_(
    source: Path | None,
    index: Path,
    authority: Path | None,
    cache: bool,
    workers: int | None,
    **limits: int,
) -> None:
    """Bring the index up to date with SOURCE: add, replace and remove what changed, by content."""
    with chosen.engine(index) as engine, terminal.progress() as told:
        folder = folder_of(source, engine)
        report = indexing.update(
            folder,
            engine,
            own=authority,
            progress=told,
            index=index,
            cached=cache,
            limits=flags.within(limits),
            workers=workers,
        )
        tell(report, index)


@main.command(epilog="Example: searchapp watch seeds --index index")
@flags.source
@flags.index
@flags.own
@flags.limits
@flags.workers
def watch(
    source: Path | None, index: Path, authority: Path | None, workers: int | None, **limits: int
) -> None:
    """Bring the index up to date with SOURCE, and keep it so as files change, until Ctrl-C.

    Run it beside `searchapp serve`, which picks each new index up. Needs an extra: pip install 'searchapp[watch]'.
    """
    from searchapp import watching

    with chosen.engine(index) as engine:
        folder = folder_of(source, engine)

    def run() -> Report:
        with chosen.engine(index) as engine:
            make = indexing.update if built_from(engine) == folder.resolve() else indexing.rebuild
            within = flags.within(limits)
            return make(folder, engine, own=authority, index=index, limits=within, workers=workers)

    watching.watch(folder, run, click.echo, index=index, own=authority)


def _is_fresh(folder: Path, engine: Engine, index: Path, own: Path | None, limits: Limits) -> bool:
    """Whether an index is there, whole, and what the folder holds."""
    try:
        return built_from(engine) == folder.resolve() and not indexing.is_stale(
            folder, engine, own=own, index=index, limits=limits
        )
    except IndexDamagedError:
        return False
