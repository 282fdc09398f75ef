"""The command that serves the pages."""

from datetime import tzinfo
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from searchapp import flags, indexing, terminal
from searchapp.cli.given import built_from, calendar, folder_of, names_of, tell
from searchapp.cli.group import main
from searchapp.engine import Engine
from searchapp.engines import chosen
from searchapp.searcher import Searcher
from searchapp.sources import Limits

if TYPE_CHECKING:
    from flask import Flask

    from searchapp.web.house_rules import HouseRules


@main.command(epilog="Example: searchapp serve --port 8001 --processes 2")
@flags.source
@flags.index
@flags.own
@flags.option("host")
@flags.option("port", type=click.IntRange(0, 65535))
@flags.option("threads", type=click.IntRange(1, 64))
@flags.option("processes", type=click.IntRange(1, 64))
@flags.option("verify")
@flags.option("public")
@flags.option("token")
@flags.option("rate")
@flags.option("log", type=click.Choice(["off", "requests", "queries"]))
@flags.option("metrics")
@flags.timezone
@flags.limits
@click.option(
    "--debug", is_flag=True, help="Show every part of the pages at /_patterns; read changed templates again."
)
@click.option("--no-update", is_flag=True, help="Serve the index as it is, without looking at the sources.")
def serve(
    source: Path | None,
    index: Path,
    authority: Path | None,
    host: str,
    port: int,
    threads: int,
    processes: int,
    verify: bool,
    timezone: tzinfo | None,
    debug: bool,
    no_update: bool,
    **asked: Any,
) -> None:
    """Serve the search pages, after bringing the index up to date with SOURCE.

    One process answers one request after the other (of a cluster, side by side); one that takes longer than a
    fifth of a second holds nobody up. With several processes, each core can answer. They share the address,
    and connections evenly; each that dies is replaced.
    """
    from searchapp.web.house_rules import LOOPBACK, HouseRules
    from searchapp.web.server import run

    rules = HouseRules(
        noted=asked["log"],
        token=asked["token"] or "",
        public=asked["public_url"] or "",
        hosts=LOOPBACK if host in LOOPBACK else (),
        rate=asked["rate"] or "",
        metrics=asked["metrics"],
        exports=max(1, threads // 2),
        one_by_one=not chosen.is_cluster(),
    )
    if not no_update:
        with chosen.engine(index) as engine:
            _make_fresh(source, engine, index, authority, flags.within(asked))
    make = partial(_application, index, authority, timezone, rules, verify, debug)
    run(make, host, port, threads=threads, processes=processes, metrics=rules.metrics, say=click.echo)


def _application(
    index: Path, own: Path | None, timezone: tzinfo | None, rules: "HouseRules", verify: bool, debug: bool
) -> "Flask":
    """The pages over an index; made anew in each process that serves."""
    from searchapp.web.app import create_app
    from searchapp.web.notes import to_standard_error

    names = names_of(own)
    to_standard_error()
    searcher = Searcher(chosen.engine(index, careful=verify), names, calendar(timezone))
    return create_app(searcher, family_of=names.family_of, rules=rules, debug=debug)


def _make_fresh(source: Path | None, engine: Engine, index: Path, own: Path | None, limits: Limits) -> None:
    folder = folder_of(source, engine)
    if not folder.is_dir() and source is None:
        click.echo(
            f"{folder}, from which the index was built, is gone; serving the index as it is.", err=True
        )
    elif indexing.is_stale(folder, engine, own=own, index=index, limits=limits):
        with terminal.progress() as told:
            make = indexing.update if built_from(engine) == folder.resolve() else indexing.rebuild
            tell(make(folder, engine, own=own, progress=told, index=index, limits=limits), index)
