"""Every address that a page links to.

Whatever changes what is found starts again at page 1; nothing else in a search is lost by following a link.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import get_args
from urllib.parse import quote, quote_plus, urlsplit

from flask import request, url_for

from searchapp.catalogue import Order, Wanted
from searchapp.coverage import Surveyed
from searchapp.engine import Sort
from searchapp.entities import KINDS, PAGES
from searchapp.period import Period
from searchapp.query import Field, Query, all_of, clauses
from searchapp.readout import Readout
from searchapp.results import Results, Search
from searchapp.trends import Asked
from searchapp.trends import ticks as at_period
from searchapp.web import coverage_parameters, trend_parameters
from searchapp.web.parameters import AFTER_TICKS, ALL, DEFAULT, TICKS, catalogued, written

_SHORT = (
    100  # characters of a text whose form in an address is kept: nobody shall fill the memory with theirs
)
SORTS: tuple[Sort, ...] = get_args(Sort)


def search(wanted: Search = DEFAULT, *, absolute: bool = False) -> str:
    """The results of a search."""
    return _with(_page("pages.search", absolute=absolute), written(wanted))


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


def toggler(wanted: Search, field: str) -> Callable[[str], str]:
    """As `toggled` for many values of one field: what their addresses have in common is written once."""
    ticked, here = wanted.ticked.get(field, ()), TICKS.index(field) + 1
    common = replace(wanted, ticked=_only(wanted, TICKS[:here]), page=1)
    before = [*written(common, *AFTER_TICKS), (field, "")]
    rest = replace(wanted, ticked=_only(wanted, TICKS[here:]), page=1)
    after = "".join(f"&{_encoded([pair])}" for pair in written(rest, "q"))
    start = _with(_page("pages.search"), before)

    def address(value: str) -> str:
        return toggled(wanted, field, value) if value in ticked else f"{start}{_quoted(value)}{after}"

    return address


def facet(wanted: Search, field: str) -> str:
    """All values of a facet of a search."""
    return _with(facet_form(field), written(replace(wanted, page=1)))


def facet_form(field: str) -> str:
    """Where a form sends what is looked for among the values of a facet."""
    return url_for("pages.facet", field=field)


def month(wanted: Search, value: str) -> str:
    """The same search within a month, or if it is within that month already, within its year."""
    others = {field: values for field, values in wanted.ticked.items() if field != "year"}
    if wanted.first == wanted.last == value:
        return search(replace(wanted, ticked={**others, "year": (value[:4],)}, first="", last="", page=1))
    return search(replace(wanted, ticked=others, first=value, last=value, page=1))


def since(wanted: Search, year: str, *, until: bool = False) -> str:
    """The same search from a year on, or up to it."""
    others = {field: values for field, values in wanted.ticked.items() if field != "year"}
    first, last = ("", year) if until else (year, "")
    return search(replace(wanted, ticked=others, first=first, last=last, page=1))


def without_dates(wanted: Search) -> str:
    """The same search, From and To emptied."""
    return search(replace(wanted, first="", last="", page=1))


def widened(wanted: Search) -> str:
    """The same query with nothing ticked and no dates."""
    return search(replace(wanted, ticked={}, first="", last="", page=1))


def sorted_by(results: Results, sort: Sort) -> str:
    """The same search in another order; one that its text names gives way."""
    parts = clauses(results.query)
    rest = [part for part in parts if not (isinstance(part, Field) and part.name == "sort")]
    text = results.search.text if len(rest) == len(parts) else str(all_of(rest))
    return search(replace(results.search, text=text, sort=sort, page=1))


def with_other_names(wanted: Search, *, on: bool) -> str:
    """The same search, with or without the other names of what it names."""
    return search(replace(wanted, names=on, page=1))


def like_the_best(wanted: Search, *, on: bool) -> str:
    """The same search with what is like the best of it first, or no longer so."""
    return search(replace(wanted, feedback=on, page=1))


def explained(wanted: Search, *, on: bool) -> str:
    """The same page with what each clause gave to a hit's score, or without."""
    return search(replace(wanted, explain=on))


def at_page(wanted: Search, page: int) -> str:
    """Another page of the same search."""
    return search(replace(wanted, page=page))


def paging(wanted: Search) -> Callable[[int], str]:
    """The addresses of the pages of a search."""
    return lambda page: at_page(wanted, page)


def newest_of(text: str) -> str:
    """What a query finds, newest first."""
    return search(Search(text, sort="newest"))


def newest() -> str:
    """Every readout, newest first."""
    return search(Search(sort="newest"))


def readout(id_: str, text: str = "", anchor: str = "", *, names: bool = True, sides: bool = True) -> str:
    """A readout, with the marks of a query (`names`: of other names too), at a passage or a mark. sides: whether its
    statements stand by side."""
    pairs = [("q", text)] if text else []
    pairs += [("names", "off")] if text and not names else []
    address = _with(_readout(request.root_path, id_), [*pairs, *([] if sides else [("sides", "0")])])
    return at(address, anchor) if anchor else address


def permalink(id_: str) -> str:
    """The address of a readout with the name of this server, which stays the same over every rebuild."""
    return url_for("reading.readout", id_=id_, _external=True)


def source_text(id_: str) -> str:
    """The text that a readout was read from, by line."""
    return url_for("reading.source", id_=id_)


def cite(id_: str, form: str, text: str = "") -> str:
    """A readout's citation in a form, with the query that led to it."""
    return _with(url_for("reading.cite", id_=id_, form=form), [("q", text)] if text else [])


def compare(before: str, after: str, show: str = "") -> str:
    """Two readouts beside each other; show: only the rows of which this came."""
    return _with(url_for("reading.compare", before=before, after=after), [("show", show)] if show else [])


def at(address: str, anchor: str) -> str:
    """A place in the page at an address."""
    return f"{address}#{quote(anchor)}"


def kind_of(field: str) -> str:
    """The kind of page that the values of a field have, the field being a kind's name or not; empty for none."""
    return field if field in KINDS else PAGES.get(field, "")


def entity(field: str, id_: str) -> str:
    """The page of an entity, by its kind or by a field that it fills; empty where it has none."""
    kind = kind_of(field)
    return _entity(request.root_path, kind, id_) if kind else ""


def browse(kind: str = "", wanted: Wanted = ALL) -> str:
    """The catalogue: of all kinds, or a page of one kind."""
    path = url_for("entities.listed", plural=KINDS[kind].plural) if kind else _page("entities.browse")
    return _with(path, catalogued(wanted))


def browsing(kind: str, wanted: Wanted) -> Callable[[int], str]:
    """The addresses of the pages of a catalogue."""
    return lambda page: browse(kind, replace(wanted, page=page))


def named(kind: str, text: str) -> str:
    """The entries of a kind with a name."""
    return browse(kind, Wanted(text))


def lettered(kind: str, wanted: Wanted, letter: str) -> str:
    """The same catalogue under one letter; under none, all of it."""
    return browse(kind, replace(wanted, letter=letter, page=1))


def ordered(kind: str, wanted: Wanted, order: Order) -> str:
    """The same catalogue in another order."""
    return browse(kind, replace(wanted, order=order, page=1))


def entity_json(kind: str, id_: str) -> str:
    """What is known of an entity as JSON."""
    return url_for("api.entity", kind=kind, id_=id_)


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
    return _page("watching.ready")


def suggest_json() -> str:
    """What may follow what is typed."""
    return _page("api.suggest")


def search_json(wanted: Search) -> str:
    """A search's results as JSON."""
    return _with(_page("api.search"), written(wanted))


def feed(wanted: Search, *, absolute: bool = False) -> str:
    """A search's newest results as a feed."""
    return _with(_page("taking.feed", absolute=absolute), written(wanted, "page", "per_page", "sort"))


def export(wanted: Search, form: str) -> str:
    """Everything that a search finds, as a file of some form."""
    return _with(_page("taking.export"), [*written(wanted, "page", "per_page", "explain"), ("format", form)])


def readout_json(id_: str) -> str:
    """A readout as JSON."""
    return url_for("api.readout", id_=id_)


def home() -> str:
    """The first page."""
    return _page("pages.home")


def guide(section: str = "") -> str:
    """The query guide, or a section of it."""
    return f"{_page('pages.guide')}#{section}" if section else _page("pages.guide")


def api() -> str:
    """The page of the API."""
    return _page("pages.api")


def openapi() -> str:
    """The API's description for machines."""
    return _page("api.openapi")


def tried(path: str, pairs: Iterable[tuple[str, str]]) -> str:
    """An endpoint of the API, by its path as the description has it, with parameters to try."""
    return _with(f"{request.root_path}{path}", pairs)


def trends(wanted: Asked) -> str:
    """Queries over time."""
    return _with(_page("trends.page"), trend_parameters.written(wanted))


def trends_form() -> str:
    """Where the form of trends sends its boxes."""
    return _page("trends.page")


def trends_of(text: str) -> str:
    """One query over time."""
    return trends(Asked((text,)))


def over_time(wanted: Search) -> str:
    """A search over time, narrowed as it is."""
    return trends(Asked((wanted.text,), base=replace(wanted, text="", page=1)))


def trends_at_page(wanted: Asked, page: int) -> str:
    """Another page of the table."""
    return trends(replace(wanted, base=replace(wanted.base, page=page)))


def trends_without(wanted: Asked, field: str) -> str:
    """The same without what a field is narrowed to; `dates` for From and To."""
    base = replace(wanted.base, page=1, ticked={n: v for n, v in wanted.base.ticked.items() if n != field})
    return trends(replace(wanted, base=replace(base, first="", last="") if field == "dates" else base))


def trends_as(wanted: Asked, endpoint: str) -> str:
    """The same as another endpoint gives it."""
    return _with(_page(endpoint), trend_parameters.written(wanted, "page"))


def points(wanted: Search, *, absolute: bool = False) -> Callable[[Period], str]:
    """To the readouts of a search that count in a period: what the addresses have in common is written once."""
    path = _page("pages.search", absolute=absolute)
    kept: dict[str, str] = {}

    def address(period: Period) -> str:
        times, values = at_period(period)
        if times not in kept:
            rest = {name: some for name, some in wanted.ticked.items() if name != times}
            kept[times] = _with(path, [*written(replace(wanted, ticked=rest), "sort"), (times, "")])[
                : -len(times) - 1
            ]
        return kept[times] + _encoded((times, value) for value in values)

    return address


def coverage(wanted: Surveyed | None = None) -> str:
    """What is held."""
    return _with(_page("coverage.page"), coverage_parameters.written(wanted) if wanted else ())


def coverage_without(wanted: Surveyed, name: str) -> str:
    """The same without an issuer (`home`), a country, a topic, the query (`q`) or From and To (`dates`)."""
    names = ("from", "to") if name == "dates" else (name,)
    return _with(_page("coverage.page"), coverage_parameters.written(wanted, *names, "page"))


def coverage_at_page(wanted: Surveyed, page: int) -> str:
    """Other years."""
    return coverage(replace(wanted, base=replace(wanted.base, page=page)))


def coverage_json(wanted: Surveyed | None = None) -> str:
    """What is held, as JSON."""
    return _with(_page("api.coverage"), coverage_parameters.written(wanted) if wanted else ())


def report() -> str:
    """What the last build read, and what it skipped."""
    return _page("pages.report")


def opensearch(*, absolute: bool = False) -> str:
    """The description by which a browser adds us as a search engine."""
    return _page("pages.opensearch", absolute=absolute)


def favicon(*, absolute: bool = False) -> str:
    """The icon."""
    return _page("pages.favicon", absolute=absolute)


def search_form(*, absolute: bool = False) -> str:
    """Where a search form sends its boxes."""
    return _page("pages.search", absolute=absolute)


def static(name: str) -> str:
    """A stylesheet or script."""
    return _static(request.root_path, name)


def _page(endpoint: str, *, absolute: bool = False) -> str:
    """The address of a page; a results page has a hundred of them, and the router builds one in 10 µs."""
    return url_for(endpoint, _external=True) if absolute else _known(request.root_path, endpoint)


@lru_cache(maxsize=256)
def _known(_root: str, endpoint: str) -> str:
    return url_for(endpoint)


@lru_cache(maxsize=256)
def _static(_root: str, name: str) -> str:
    return url_for("static", filename=name)


@lru_cache(maxsize=4096)
def _readout(_root: str, id_: str) -> str:
    return url_for("reading.readout", id_=id_)


@lru_cache(maxsize=4096)
def _entity(_root: str, kind: str, id_: str) -> str:
    return url_for("entities.entity", kind=kind, id_=id_)


def _with(path: str, pairs: Iterable[tuple[str, str]]) -> str:
    return f"{path}?{encoded}" if (encoded := _encoded(pairs)) else path


def _encoded(pairs: Iterable[tuple[str, str]]) -> str:
    return "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in pairs)


def _quoted(text: str) -> str:
    return _short(text) if len(text) <= _SHORT else quote_plus(text, safe=":")


@lru_cache(maxsize=4096)
def _short(text: str) -> str:
    return quote_plus(text, safe=":")


def _only(wanted: Search, fields: Sequence[str]) -> dict[str, tuple[str, ...]]:
    return {name: values for name, values in wanted.ticked.items() if name in fields}
