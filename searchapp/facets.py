"""The values of facets as a page lists them: labels, ticks, the values of a long one that a reader looks for, months."""

import calendar
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from searchapp import clause as c
from searchapp.analysis import folded_text, phrase_words
from searchapp.directory import Listing
from searchapp.engine import Found, Known
from searchapp.period import MONTHS, Period, PeriodError
from searchapp.results import FacetValue, Search
from searchapp.schema import TYPES
from searchapp.spelling import SLIP

MOST = 300  # values of a facet on a page of its own


@dataclass(frozen=True, slots=True)
class FacetPage:
    """A facet on a page of its own. find: what a reader looks for among its values; values: those that fit, and
    those ticked, the most frequent first, as many as were wanted at most; fitting: how many fit; total: how many there are."""

    search: Search
    field: str
    find: str
    values: tuple[FacetValue, ...]
    fitting: int
    total: int


def listed(
    found: Found, ticked: Mapping[str, frozenset[str]], known: Mapping[str, Mapping[str, Known]]
) -> dict[str, tuple[FacetValue, ...]]:
    """Facets with labels: most first, years in order; what is ticked stays, even with none found."""
    made = {}
    for field, facet in found.facets.items():
        chosen = ticked.get(field, frozenset())
        values = [
            FacetValue(id_, label(id_, known[field]), count, id_ in chosen)
            for id_, count in {**dict.fromkeys(chosen, 0), **facet.counts}.items()
        ]
        if field == "year":
            values.sort(key=lambda v: v.value)
        else:
            values.sort(key=lambda v: (-v.count, v.label))
        made[field] = tuple(values)
    return made


def label(id_: str, known: Mapping[str, Known]) -> str:
    return TYPES.get(id_) or (known[id_].entity.label if id_ in known else id_)


def fitting(values: tuple[FacetValue, ...], find: str, here: Listing) -> tuple[FacetValue, ...]:
    """The values of which a name has these words, the last perhaps unfinished, else with a slip; ticked ones stay."""
    words = phrase_words(find)
    if not words:
        return values
    wanted = folded_text(find)
    for slips in (False, True)[: 1 + (len(words[-1]) >= SLIP)]:
        fit = here.completing(words[:-1], words[-1], slips=slips, most=None)
        ids = {id_ for id_, _ in fit}
        found = [one for one in values if one.value in ids or wanted in folded_text(one.label)]
        if found:
            break
    return tuple(one for one in values if one in found or one.selected)


def year_of(search: Search) -> int | None:
    """The one year that a search is narrowed to by its ticks or by From and To; None where there is no such."""
    years = search.ticked.get("year", ())
    if len(years) == 1 and not (search.first or search.last):
        return int(years[0])
    try:
        ends = [Period.parse(end) for end in (search.first, search.last)]
    except PeriodError:
        return None
    first, last = ends[0].first.year, ends[1].last.year
    return first if first == last and not years else None


def months(year: int, search: Search, count: Callable[[c.Clause], int]) -> Iterator[FacetValue]:
    """The months of a year, with what `count` finds in each; as 2023-09."""
    for month in range(1, 13):
        value = f"{year:04}-{month:02}"
        last = calendar.monthrange(year, month)[1]
        within = c.Within(date(year, month, 1), date(year, month, last))
        yield FacetValue(value, MONTHS[month], count(within), search.first == search.last == value)
