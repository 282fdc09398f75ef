"""What a command was given: the folder to read, the index to search, the day that it is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, tzinfo
from pathlib import Path

import click

from searchapp import authority, terminal
from searchapp.engine import Engine
from searchapp.engines import chosen
from searchapp.errors import IndexMissingError
from searchapp.indexing import Report
from searchapp.resources import sample_folder
from searchapp.searcher import Searcher


@contextmanager
def open_searcher(index: Path, own: Path | None, timezone: tzinfo | None = None) -> Iterator[Searcher]:
    """A searcher over an index, which is let go of afterwards."""
    with chosen.engine(index) as engine:
        yield Searcher(engine, names_of(own), calendar(timezone))


def names_of(own: Path | None) -> authority.Authority:
    """The authority files that are shipped, and a user's own over them."""
    return authority.load(own)


def calendar(timezone: tzinfo | None) -> Callable[[], date]:
    """The day that it is in a time zone."""
    return lambda: datetime.now(timezone).date()


def folder_of(source: Path | None, engine: Engine) -> Path:
    """The source folder: as named, else the one that the index was built from, else seeds/, else the sample."""
    if source is not None:
        return source
    seeds = Path("seeds")
    return built_from(engine) or (seeds if seeds.is_dir() else sample_folder())


def built_from(engine: Engine) -> Path | None:
    """The folder that the index was built from; None without an index."""
    try:
        return Path(engine.reader().manifest.source)
    except IndexMissingError:
        return None


def tell(report: Report, index: Path) -> None:
    """Print what a run did, and what could not be read."""
    for problem in report.problems:
        click.echo(f"problem: {problem.path}: {problem.reason}", err=True)
    click.echo(terminal.report(report, chosen.place(index)))
