"""The command line: rebuild, index, watch, search, trends, coverage, show, compare, entity, review, serve."""

import errno
import json
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, tzinfo
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from searchapp import __version__, authority, flags, indexing, serialise, terminal
from searchapp.coverage import Surveyed
from searchapp.engine import Sort
from searchapp.engines.whoosh import WhooshEngine
from searchapp.entities import KINDS
from searchapp.errors import IndexDamagedError, IndexMissingError, QueryError, SearchAppError
from searchapp.export import FORMS, Taking
from searchapp.indexing import Report
from searchapp.resources import sample_folder
from searchapp.results import Search
from searchapp.review import correct, doubts
from searchapp.schema import SORTS
from searchapp.searcher import Searcher
from searchapp.sources import Limits
from searchapp.spans import UNITS, Unit
from searchapp.suggestions import MOST
from searchapp.trends import SPLITS, Asked, Split

if TYPE_CHECKING:
    from flask import Flask

    from searchapp.web.house_rules import HouseRules

_AT_HOME = "http://127.0.0.1:8000"  # where `serve` serves unless it is told otherwise
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


@main.command(epilog="Example: searchapp rebuild seeds --index index")
@flags.source
@flags.index
@flags.own
@flags.cache
@flags.limits
@click.option(
    "--if-needed", is_flag=True, help="Only if the index is not what SOURCE now holds: for start-up scripts."
)
def rebuild(
    source: Path | None, index: Path, authority: Path | None, cache: bool, if_needed: bool, **limits: int
) -> None:
    """Build the index anew from the readouts in SOURCE, and swap it in when it is whole.

    SOURCE is a folder of readouts: .txt, .md, .html, .mhtml, .pdf, .docx, tables of them (.csv, .jsonl), and
    .zip archives of all these. Without it, the folder that the index was built from is read, else seeds/, else
    the sample that is shipped. A server that is running picks the new index up.
    """
    within = flags.within(limits)
    with WhooshEngine(index) as engine, terminal.progress() as told:
        folder = _folder(source, engine)
        if if_needed and _is_fresh(folder, engine, index, authority, within):
            click.echo(f"{index} is what {folder} holds; nothing was to be done.")
            return
        report = indexing.rebuild(
            folder, engine, own=authority, progress=told, index=index, cached=cache, limits=within
        )
        _tell(report, index)


@main.command("index", epilog="Example: searchapp index seeds --index index")
@flags.source
@flags.index
@flags.own
@flags.cache
@flags.limits
def index_(source: Path | None, index: Path, authority: Path | None, cache: bool, **limits: int) -> None:
    """Bring the index up to date with SOURCE: add, replace and remove what changed, by content."""
    with WhooshEngine(index) as engine, terminal.progress() as told:
        folder = _folder(source, engine)
        report = indexing.update(
            folder,
            engine,
            own=authority,
            progress=told,
            index=index,
            cached=cache,
            limits=flags.within(limits),
        )
        _tell(report, index)


@main.command(
    context_settings={"ignore_unknown_options": True},
    epilog="Example: searchapp search 'minister:Kamikawa topic:CPTPP' --sort newest",
)
@click.argument("query", nargs=-1)
@flags.index
@flags.own
@flags.as_json
@click.option("--page", type=click.IntRange(1, 100_000), default=1, show_default=True, help="Page of hits.")
@flags.option("per_page", type=click.IntRange(1, 100))
@click.option(
    "--sort", type=click.Choice(list(SORTS)), default="relevance", show_default=True, help="Order of hits."
)
@click.option("--from", "first", default="", metavar="DATE", help="Events from this day, month or year on.")
@click.option("--to", "last", default="", metavar="DATE", help="Events up to this day, month or year.")
@click.option("--feedback", is_flag=True, help="Put first what is like the ten best, too.")
@click.option("--explain", is_flag=True, help="Say what each clause gave to the score of a hit.")
@click.option(
    "--names/--no-names", default=True, help="Whether what is named is found under its other names too."
)
@flags.timezone
def search(
    query: tuple[str, ...],
    index: Path,
    authority: Path | None,
    as_json: bool,
    timezone: tzinfo | None,
    **asked: Any,
) -> None:
    """Find readouts and print the best passages of each.

    QUERY is what the search box takes: words, "phrases", field:value, OR, NOT, brackets. Exit status 2: the
    query could not be read.
    """
    if wrong := next((part for part in query if part.startswith("--")), None):
        raise click.UsageError(f"No such option: {wrong}")
    with _searcher(index, authority, timezone) as searcher:
        wanted = Search(text=" ".join(query), **asked)
        try:
            found = searcher.search(wanted)
        except QueryError as error:
            near = searcher.nearest(error, replace(wanted, first="", last=""))
            if as_json:
                click.echo(json.dumps(serialise.error(error, near), ensure_ascii=False))
            else:
                click.echo(f"searchapp: {error}", err=True)
                click.echo(terminal.nearest(near), err=True, nl=bool(near))
            sys.exit(error.exit_status)
        click.echo(
            json.dumps(serialise.results(found), ensure_ascii=False) if as_json else terminal.results(found)
        )


@main.command(epilog="Example: searchapp export 'country:Mexico date:2021..' --format csv > mexico.csv")
@click.argument("query", nargs=-1)
@click.option("--format", "form", type=click.Choice(list(FORMS)), required=True, help="In which form.")
@click.option("--sort", type=click.Choice(list(SORTS)), default="relevance", show_default=True, help="Order.")
@flags.index
@flags.own
@flags.option("public")
@flags.timezone
def export(
    query: tuple[str, ...],
    form: str,
    sort: Sort,
    index: Path,
    authority: Path | None,
    public_url: str | None,
    timezone: tzinfo | None,
) -> None:
    """Write everything that QUERY finds to standard output: a table, readouts, citations or passages."""
    base = (public_url or _AT_HOME).rstrip("/")
    with _searcher(index, authority, timezone) as searcher:
        search, today = Search(text=" ".join(query), sort=sort), _calendar(timezone)()
        taking = Taking(searcher, search, lambda id_: f"{base}/readout/{id_}", today)
        for piece in FORMS[form].write(taking):
            click.echo(piece, nl=False)


@main.command(epilog="Example: searchapp suggest 'minister:ka'")
@click.argument("text")
@flags.index
@flags.own
@flags.as_json
@click.option("--limit", type=click.IntRange(1, 50), default=MOST, show_default=True, help="Suggestions.")
def suggest(text: str, index: Path, authority: Path | None, as_json: bool, limit: int) -> None:
    """Print what may follow TEXT in the search box: fields, values, phrases of titles."""
    with _searcher(index, authority) as searcher:
        found = searcher.suggest(text, most=limit)
        if as_json:
            click.echo(json.dumps(serialise.suggestions(text, found), ensure_ascii=False))
        elif found:
            click.echo(terminal.suggestions(found))


@main.command(
    context_settings={"ignore_unknown_options": True},
    epilog="""Example: searchapp trends '"rule of law"' ukraine --by quarter""",
)
@click.argument("queries", nargs=-1, required=True, metavar="QUERY...")
@flags.index
@flags.own
@flags.as_json
@click.option("--by", type=click.Choice(list(UNITS)), help="Unit of time; what suits the span without it.")
@click.option("--split", type=click.Choice(list(SPLITS)), help="What to split each query by.")
@click.option("--from", "first", default="", metavar="DATE", help="Events from this day, month or year on.")
@click.option("--to", "last", default="", metavar="DATE", help="Events up to this day, month or year.")
def trends(
    queries: tuple[str, ...],
    index: Path,
    authority: Path | None,
    as_json: bool,
    by: Unit | None,
    split: Split | None,
    first: str,
    last: str,
) -> None:
    """Print in how many readouts each QUERY is over time, and whether its use stopped; six at most.

    Exit status 2: a query could not be read; the others are printed.
    """
    if wrong := next((part for part in queries if part.startswith("--")), None):
        raise click.UsageError(f"No such option: {wrong}")
    with _searcher(index, authority) as searcher:
        made = searcher.trends(Asked(queries, by, split=split, base=Search(first=first, last=last)))
        click.echo(
            json.dumps(serialise.trends(made), ensure_ascii=False) if as_json else terminal.trends(made)
        )
        for failed in [one.error for one in made.trends if one.error]:
            sys.exit(failed.exit_status)


@main.command(epilog="Example: searchapp coverage --home JP --from 2021")
@click.argument("query", nargs=-1)
@flags.index
@flags.own
@flags.as_json
@click.option("--home", default="", metavar="ID", help="Only what this country issued, as JP.")
@click.option("--from", "first", default="", metavar="DATE", help="Events from this day, month or year on.")
@click.option("--to", "last", default="", metavar="DATE", help="Events up to this day, month or year.")
def coverage(
    query: tuple[str, ...],
    index: Path,
    authority: Path | None,
    as_json: bool,
    home: str,
    first: str,
    last: str,
) -> None:
    """Print how many readouts are held, by year and month, by issuer and by country, and both sides' accounts.

    With QUERY, months that are held without it are told from months of which nothing is held.
    """
    if home and len(home) != 2:
        raise click.UsageError(f"--home takes the two letters of a country, not {home!r}: --home JP")
    with _searcher(index, authority) as searcher:
        surveyed = Surveyed(Search(" ".join(query), first=first, last=last), home.upper())
        made = searcher.coverage(surveyed)
        click.echo(
            json.dumps(serialise.coverage(made), ensure_ascii=False) if as_json else terminal.coverage(made)
        )


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
    with _searcher(index, authority) as searcher:
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
    with _searcher(index, authority) as searcher:
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
    with _searcher(index, authority) as searcher:
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
    names = _names(authority)
    with WhooshEngine(index) as engine:
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

    One process answers one search at a time, however many threads it has; with several, each core can
    answer. They share the address, and each that dies is replaced.
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
    )
    if not no_update:
        with WhooshEngine(index) as engine:
            _make_fresh(source, engine, index, authority, flags.within(asked))
    make = partial(_application, index, authority, timezone, rules, verify, debug)
    run(make, host, port, threads=threads, processes=processes, metrics=rules.metrics, say=click.echo)


@main.command(epilog="Example: searchapp watch seeds --index index")
@flags.source
@flags.index
@flags.own
@flags.limits
def watch(source: Path | None, index: Path, authority: Path | None, **limits: int) -> None:
    """Bring the index up to date with SOURCE, and keep it so as files change, until Ctrl-C.

    Run it beside `searchapp serve`, which picks each new index up. Needs an extra: pip install 'searchapp[watch]'.
    """
    from searchapp import watching

    with WhooshEngine(index) as engine:
        folder = _folder(source, engine)

    def run() -> Report:
        with WhooshEngine(index) as engine:
            make = indexing.update if _built_from(engine) == folder.resolve() else indexing.rebuild
            return make(folder, engine, own=authority, index=index, limits=flags.within(limits))

    watching.watch(folder, run, click.echo, index=index, own=authority)


def _application(
    index: Path, own: Path | None, timezone: tzinfo | None, rules: "HouseRules", verify: bool, debug: bool
) -> "Flask":
    """The pages over an index; made anew in each process that serves."""
    from searchapp.web.app import create_app
    from searchapp.web.notes import to_standard_error

    names = _names(own)
    to_standard_error()
    searcher = Searcher(WhooshEngine(index, careful=verify), names, _calendar(timezone))
    return create_app(searcher, family_of=names.family_of, rules=rules, debug=debug)


def _calendar(timezone: tzinfo | None) -> Callable[[], date]:
    """The day that it is in a time zone."""
    return lambda: datetime.now(timezone).date()


def _make_fresh(
    source: Path | None, engine: WhooshEngine, index: Path, own: Path | None, limits: Limits
) -> None:
    folder = _folder(source, engine)
    if not folder.is_dir() and source is None:
        click.echo(
            f"{folder}, from which the index was built, is gone; serving the index as it is.", err=True
        )
    elif indexing.is_stale(folder, engine, own=own, index=index, limits=limits):
        with terminal.progress() as told:
            make = indexing.update if _built_from(engine) == folder.resolve() else indexing.rebuild
            _tell(make(folder, engine, own=own, progress=told, index=index, limits=limits), index)


def _is_fresh(folder: Path, engine: WhooshEngine, index: Path, own: Path | None, limits: Limits) -> bool:
    """Whether an index is there, whole, and what the folder holds."""
    try:
        return _built_from(engine) == folder.resolve() and not indexing.is_stale(
            folder, engine, own=own, index=index, limits=limits
        )
    except IndexDamagedError:
        return False


def _folder(source: Path | None, engine: WhooshEngine) -> Path:
    """The source folder: as named, else the one that the index was built from, else seeds/, else the sample."""
    if source is not None:
        return source
    seeds = Path("seeds")
    return _built_from(engine) or (seeds if seeds.is_dir() else sample_folder())


def _built_from(engine: WhooshEngine) -> Path | None:
    try:
        return Path(engine.reader().manifest.source)
    except IndexMissingError:
        return None


def _names(own: Path | None) -> authority.Authority:
    return authority.load(own)


@contextmanager
def _searcher(index: Path, own: Path | None, timezone: tzinfo | None = None) -> Iterator[Searcher]:
    with WhooshEngine(index) as engine:
        yield Searcher(engine, _names(own), _calendar(timezone))


def _tell(report: Report, index: Path) -> None:
    for problem in report.problems:
        click.echo(f"problem: {problem.path}: {problem.reason}", err=True)
    click.echo(terminal.report(report, index))
