"""Every address that a page links to.

Whatever changes what is found starts again at page 1; nothing else in a search is lost by following a link.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from urllib.parse import quote, urlsplit

from flask import request, url_for

from searchapp.catalogue import Order, Wanted
from searchapp.engine import Sort
from searchapp.entities import KINDS, PAGES
from searchapp.query import Field, Query, all_of, clauses
from searchapp.readout import Readout
from searchapp.results import Results, Search
from searchapp.web.addresses import (
    encoded,
    entity_page,
    page_path,
    quoted,
    readout_page,
    static_file,
    with_query,
)
from searchapp.web.parameters import AFTER_TICKS, ALL, DEFAULT, TICKS, catalogued, written


def search(wanted: Search = DEFAULT, *, absolute: bool = False) -> str:
    """The results of a search."""
    return with_query(page_path("pages.search", absolute=absolute), written(wanted))


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
    after = "".join(f"&{encoded([pair])}" for pair in written(rest, "q"))
    start = with_query(page_path("pages.search"), before)

    def address(value: str) -> str:
        return toggled(wanted, field, value) if value in ticked else f"{start}{quoted(value)}{after}"

    return address


def facet(wanted: Search, field: str) -> str:
    """All values of a facet of a search."""
    return with_query(facet_form(field), written(replace(wanted, page=1)))


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
    address = with_query(readout_page(request.root_path, id_), [*pairs, *([] if sides else [("sides", "0")])])
    return at(address, anchor) if anchor else address


def permalink(id_: str) -> str:
    """The address of a readout with the name of this server, which stays the same over every rebuild."""
    return url_for("reading.readout", id_=id_, _external=True)


def source_text(id_: str) -> str:
    """The text that a readout was read from, by line."""
    return url_for("reading.source", id_=id_)


def cite(id_: str, form: str, text: str = "") -> str:
    """A readout's citation in a form, with the query that led to it."""
    return with_query(url_for("reading.cite", id_=id_, form=form), [("q", text)] if text else [])


def compare(before: str, after: str, show: str = "") -> str:
    """Two readouts beside each other; show: only the rows of which this came."""
    return with_query(
        url_for("reading.compare", before=before, after=after), [("show", show)] if show else []
    )


def comparing(first: str = "") -> str:
    """Where two readouts to compare are named; the first of them may be."""
    return with_query(page_path("reading.comparing"), [("before", first)] if first else [])


def at(address: str, anchor: str) -> str:
    """A place in the page at an address."""
    return f"{address}#{quote(anchor)}"


def kind_of(field: str) -> str:
    """The kind of page that the values of a field have, the field being a kind's name or not; empty for none."""
    return field if field in KINDS else PAGES.get(field, "")


def entity(field: str, id_: str) -> str:
    """The page of an entity, by its kind or by a field that it fills; empty where it has none."""
    kind = kind_of(field)
    return entity_page(request.root_path, kind, id_) if kind else ""


def browse(kind: str = "", wanted: Wanted = ALL) -> str:
    """The catalogue: of all kinds, or a page of one kind."""
    path = url_for("entities.listed", plural=KINDS[kind].plural) if kind else page_path("entities.browse")
    return with_query(path, catalogued(wanted))


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
    return page_path("watching.ready")


def suggest_json() -> str:
    """What may follow what is typed."""
    return page_path("api.suggest")


def search_json(wanted: Search) -> str:
    """A search's results as JSON."""
    return with_query(page_path("api.search"), written(wanted))


def feed(wanted: Search, *, absolute: bool = False) -> str:
    """A search's newest results as a feed."""
    return with_query(
        page_path("taking.feed", absolute=absolute), written(wanted, "page", "per_page", "sort")
    )


def export(wanted: Search, form: str) -> str:
    """Everything that a search finds, as a file of some form."""
    return with_query(
        page_path("taking.export"), [*written(wanted, "page", "per_page", "explain"), ("format", form)]
    )


def readout_json(id_: str) -> str:
    """A readout as JSON."""
    return url_for("api.readout", id_=id_)


def home() -> str:
    """The first page."""
    return page_path("pages.home")


def guide(section: str = "") -> str:
    """The query guide, or a section of it."""
    return f"{page_path('pages.guide')}#{section}" if section else page_path("pages.guide")


def api() -> str:
    """The page of the API."""
    return page_path("pages.api")


def openapi() -> str:
    """The API's description for machines."""
    return page_path("api.openapi")


def tried(path: str, pairs: Iterable[tuple[str, str]]) -> str:
    """An endpoint of the API, by its path as the description has it, with parameters to try."""
    return with_query(f"{request.root_path}{path}", pairs)


def report() -> str:
    """What the last build read, and what it skipped."""
    return page_path("pages.report")


def opensearch(*, absolute: bool = False) -> str:
    """The description by which a browser adds us as a search engine."""
    return page_path("pages.opensearch", absolute=absolute)


def favicon(*, absolute: bool = False) -> str:
    """The icon."""
    return page_path("pages.favicon", absolute=absolute)


def search_form(*, absolute: bool = False) -> str:
    """Where a search form sends its boxes."""
    return page_path("pages.search", absolute=absolute)


def static(name: str) -> str:
    """A stylesheet or script."""
    return static_file(request.root_path, name)


def _only(wanted: Search, fields: Sequence[str]) -> dict[str, tuple[str, ...]]:
    return {name: values for name, values in wanted.ticked.items() if name in fields}
