"""What a search is narrowed to beside its query, ticks and the days of From and To, as part of a clause."""

from searchapp import clause as c
from searchapp.errors import QueryError
from searchapp.period import Period, PeriodError
from searchapp.results import Search


def narrowed(asked: c.Clause, search: Search) -> c.Clause:
    """The clause within what is ticked and the days of From and To; raises QueryError for a wrong date."""
    ticks = [c.AnyOf(field, ids) for field, ids in ticked(search).items()]
    return between(c.And((asked, *ticks)) if ticks else asked, search)


def ticked(search: Search) -> dict[str, frozenset[str]]:
    """The ids that are ticked, by field; fields without one are left out."""
    return {field: frozenset(values) for field, values in search.ticked.items() if values}


def between(asked: c.Clause, search: Search) -> c.Clause:
    """The clause within the days of the From and To boxes; raises QueryError for a wrong date."""
    first, last = (_day(name, text) for name, text in (("From", search.first), ("To", search.last)))
    if not first and not last:
        return asked
    if first and last and first.first > last.last:
        raise QueryError(
            "bad-range", "From is later than To.", (0, 0), f"Turned round: from {last} to {first}."
        )
    return c.And((asked, c.Within(first.first if first else None, last.last if last else None)))


def _day(name: str, text: str) -> Period | None:
    try:
        return Period.parse(text) if text.strip() else None
    except PeriodError as error:
        raise QueryError(
            "bad-date", f"{name}: {error}", (0, 0), "A date is 2023, 2023-09 or 2023-09-21."
        ) from error
