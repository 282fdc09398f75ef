"""Every address that a page links to.

Whatever changes what is found starts again at page 1; nothing else in a search is lost by following a link.
"""

from dataclasses import replace
from typing import get_args
from urllib.parse import urlencode, urlsplit

from flask import url_for

from searchapp.engine import Sort
from searchapp.query import Query, all_of, clauses
from searchapp.readout import Readout
from searchapp.results import Results, Search
from searchapp.web.parameters import DEFAULT, written

SORTS: tuple[Sort, ...] = get_args(Sort)


def search(wanted: Search = DEFAULT) -> str:
    """The results of a search."""
    return _with(url_for("pages.search"), written(wanted))


def asking(text: str) -> str:
    """The results of a query, nothing ticked."""
    return search(Search(text))


def asking_instead(wanted: Search, text: str) -> str:
    """The same search with another query."""
    return search(replace(wanted, text=text, page=1))


def without_clause(results: Results, clause: Query) -> str:
    """The same search with one clause of its query taken out."""
    rest = [kept for kept in clauses(results.query) if kept is not clause]
    return asking_instead(results.search, str(all_of(rest)))


def with_value(field: str, value: str) -> str:
    """Every readout with this value in a field."""
    return search(Search(ticked={field: (value,)}))


def toggled(wanted: Search, field: str, value: str) -> str:
    """The same search with a facet's value ticked, or no longer ticked."""
    values = wanted.ticked.get(field, ())
    changed = tuple(kept for kept in values if kept != value) if value in values else (*values, value)
    return search(replace(wanted, ticked={**wanted.ticked, field: changed}, page=1))


def without_dates(wanted: Search) -> str:
    """The same search, From and To emptied."""
    return search(replace(wanted, first="", last="", page=1))


def widened(wanted: Search) -> str:
    """The same query with nothing ticked and no dates."""
    return search(replace(wanted, ticked={}, first="", last="", page=1))


def sorted_by(wanted: Search, sort: Sort) -> str:
    """The same search in another order."""
    return search(replace(wanted, sort=sort, page=1))


def at_page(wanted: Search, page: int) -> str:
    """Another page of the same search."""
    return search(replace(wanted, page=page))


def newest() -> str:
    """Every readout, newest first."""
    return search(Search(sort="newest"))


def readout(id_: str, text: str = "", anchor: str = "") -> str:
    """A readout, with the marks of a query, at a passage or a mark."""
    return _with(url_for("pages.readout", id_=id_, _anchor=anchor or None), [("q", text)] if text else [])


def original(shown: Readout) -> str | None:
    """The public page that a readout was taken from, if its address is one of the web."""
    url = shown.source.url or ""
    return url if site(url) and urlsplit(url).scheme in {"http", "https"} else None


def site(url: str) -> str:
    """The name of the site that an address is on, as a reader would say it; empty if it is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def asks(text: str) -> Search:
    """The search for a query."""
    return Search(text)


def health() -> str:
    """Whether there is an index to answer from."""
    return url_for("api.health")


def search_json(wanted: Search) -> str:
    """A search's results as JSON."""
    return _with(url_for("api.search"), written(wanted))


def readout_json(id_: str) -> str:
    """A readout as JSON."""
    return url_for("api.readout", id_=id_)


def home() -> str:
    """The first page."""
    return url_for("pages.home")


def guide(section: str = "") -> str:
    """The query guide, or a section of it."""
    return url_for("pages.guide", _anchor=section or None)


def report() -> str:
    """What the last build read, and what it skipped."""
    return url_for("pages.report")


def opensearch(*, absolute: bool = False) -> str:
    """The description by which a browser adds us as a search engine."""
    return url_for("pages.opensearch", _external=absolute)


def favicon(*, absolute: bool = False) -> str:
    """The icon."""
    return url_for("pages.favicon", _external=absolute)


def search_form(*, absolute: bool = False) -> str:
    """Where a search form sends its boxes."""
    return url_for("pages.search", _external=absolute)


def static(name: str) -> str:
    """A stylesheet or script."""
    return url_for("static", filename=name)


def _with(address: str, pairs: list[tuple[str, str]]) -> str:
    path, hash_, anchor = address.partition("#")
    return f"{path}?{urlencode(pairs, safe=':')}{hash_}{anchor}" if pairs else address
