"""The commands that search: search, export, suggest, trends, coverage."""

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import tzinfo
from pathlib import Path
from typing import Any

import click

from searchapp import flags, serialise, terminal
from searchapp.cli.given import calendar, open_searcher
from searchapp.cli.group import main
from searchapp.coverage import Surveyed
from searchapp.engine import Sort
from searchapp.errors import QueryError
from searchapp.export import FORMS, Taking
from searchapp.results import Search
from searchapp.schema import SORTS
from searchapp.settings import AT_HOME
from searchapp.spans import UNITS, Unit
from searchapp.suggestions import MOST
from searchapp.trends import SPLITS, Asked, Split

# a query may begin with a minus, -has:date too, which would ask for help
_QUERY = {"ignore_unknown_options": True, "help_option_names": ["--help"]}


def _refuse_options(query: Sequence[str]) -> None:
    """What begins with two minuses was meant for an option."""
    if wrong := next((part for part in query if part.startswith("--")), None):
        raise click.UsageError(f"No such option: {wrong}")


@main.command(
    context_settings=_QUERY,
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
    _refuse_options(query)
    with open_searcher(index, authority, timezone) as searcher:
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


@main.command(
    context_settings=_QUERY,
    epilog="Example: searchapp export 'country:Mexico date:2021..' --format csv > mexico.csv",
)
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
    _refuse_options(query)
    base = (public_url or AT_HOME).rstrip("/")
    with open_searcher(index, authority, timezone) as searcher:
        search, today = Search(text=" ".join(query), sort=sort), calendar(timezone)()
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
    with open_searcher(index, authority) as searcher:
        found = searcher.suggest(text, most=limit)
        if as_json:
            click.echo(json.dumps(serialise.suggestions(text, found), ensure_ascii=False))
        elif found:
            click.echo(terminal.suggestions(found))


@main.command(
    context_settings=_QUERY,
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
    _refuse_options(queries)
    with open_searcher(index, authority) as searcher:
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
    with open_searcher(index, authority) as searcher:
        surveyed = Surveyed(Search(" ".join(query), first=first, last=last), home.upper())
        made = searcher.coverage(surveyed)
        click.echo(
            json.dumps(serialise.coverage(made), ensure_ascii=False) if as_json else terminal.coverage(made)
        )
