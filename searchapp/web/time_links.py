"""Every address of what is told over time: trends, coverage, and the readouts that count in a period."""

from collections.abc import Callable
from dataclasses import replace

from searchapp.coverage import Surveyed
from searchapp.period import Period
from searchapp.results import Search
from searchapp.trends import Asked
from searchapp.trends import ticks as at_period
from searchapp.web import coverage_parameters, trend_parameters
from searchapp.web.addresses import encoded, page_path, with_query
from searchapp.web.parameters import written


def trends(wanted: Asked) -> str:
    """Queries over time."""
    return with_query(page_path("trends.page"), trend_parameters.written(wanted))


def trends_form() -> str:
    """Where the form of trends sends its boxes."""
    return page_path("trends.page")


def trends_of(text: str) -> str:
    """One query over time."""
    return trends(Asked((text,)))


def trends_of_search(wanted: Search) -> str:
    """A search over time, narrowed as it is."""
    return trends(Asked((wanted.text,), base=replace(wanted, text="", page=1)))


def trends_at_page(wanted: Asked, number: int) -> str:
    """Another page of the table."""
    return trends(replace(wanted, base=replace(wanted.base, page=number)))


def trends_without(wanted: Asked, field: str) -> str:
    """The same without what a field is narrowed to; `dates` for From and To."""
    base = replace(wanted.base, page=1, ticked={n: v for n, v in wanted.base.ticked.items() if n != field})
    return trends(replace(wanted, base=replace(base, first="", last="") if field == "dates" else base))


def trends_as(wanted: Asked, endpoint: str) -> str:
    """The same as another endpoint gives it."""
    return with_query(page_path(endpoint), trend_parameters.written(wanted, "page"))


def points(wanted: Search, *, absolute: bool = False) -> Callable[[Period], str]:
    """To the readouts of a search that count in a period: what the addresses have in common is written once."""
    path = page_path("pages.search", absolute=absolute)
    kept: dict[str, str] = {}

    def address(period: Period) -> str:
        times, values = at_period(period)
        if times not in kept:
            rest = {name: some for name, some in wanted.ticked.items() if name != times}
            kept[times] = with_query(path, [*written(replace(wanted, ticked=rest), "sort"), (times, "")])[
                : -len(times) - 1
            ]
        return kept[times] + encoded((times, value) for value in values)

    return address


def coverage(wanted: Surveyed | None = None) -> str:
    """What is held."""
    return with_query(page_path("coverage.page"), coverage_parameters.written(wanted) if wanted else ())


def coverage_without(wanted: Surveyed, name: str) -> str:
    """The same without an issuer (`home`), a country, a topic, the query (`q`) or From and To (`dates`)."""
    names = ("from", "to") if name == "dates" else (name,)
    return with_query(page_path("coverage.page"), coverage_parameters.written(wanted, *names, "page"))


def coverage_at_page(wanted: Surveyed, number: int) -> str:
    """Other years."""
    return coverage(replace(wanted, base=replace(wanted.base, page=number)))


def coverage_json(wanted: Surveyed | None = None) -> str:
    """What is held, as JSON."""
    return with_query(page_path("api.coverage"), coverage_parameters.written(wanted) if wanted else ())
