"""What the collection holds, by issuer, country and month, so that nothing found can be told from nothing held.

A readout counts in the month in which its event begins, as in `trends`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from searchapp import clause as c
from searchapp.accounts import Pair, pairs
from searchapp.authority import Authority
from searchapp.directory import listing
from searchapp.engine import Found, Reader, Request
from searchapp.narrowing import narrowed
from searchapp.period import Period
from searchapp.query import Field, Query, Word, all_of
from searchapp.resolve import resolve
from searchapp.results import Search
from searchapp.spans import months as months_of
from searchapp.spans import runs, span_of
from searchapp.syntax import parse

YEARS = 20  # on a page
ISSUERS, COUNTRIES = 12, 15  # that are listed, those of most readouts
LOOKED = 200  # readouts that may have another side, the newest, among which pairs are looked for


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What to look over. base: ticks and dates that narrow it; its text and ticked topics do not narrow but are looked for
    in what is held. home: the id of an issuer, if it is to be the only one. page: of the years, the newest first.
    """

    base: Search = field(default_factory=Search)
    home: str = ""

    @property
    def looks(self) -> bool:
        """Whether something is looked for in what is held."""
        return bool(self.base.text or self.base.ticked.get("topic"))


@dataclass(frozen=True, slots=True)
class Row:
    """An issuer or country: how many readouts in all, and in each year of the page."""

    id: str
    label: str
    total: int
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What is held. held: readouts by month; mentioned: those in which what is looked for is, None where nothing is.

    everything, mentions: the searches that find them. years: of this page of so many, the newest first.
    empty: runs of months between first and last without a readout. skipped: files that could not be read. looked: among how
    many readouts that may have another side pairs were looked for, and possible: how many there are.
    """

    surveyed: Surveyed
    everything: Search
    mentions: Search
    held: Mapping[str, int]
    mentioned: Mapping[str, int] | None
    span: Period | None
    years: tuple[int, ...]
    page: int
    pages: int
    undated: int
    empty: tuple[tuple[str, str], ...]
    issuers: tuple[Row, ...]
    countries: tuple[Row, ...]
    more_issuers: int
    more_countries: int
    pairs: tuple[Pair, ...]
    looked: int
    possible: int
    skipped: int


def coverage(surveyed: Surveyed, reader: Reader, authority: Authority, today: date | None = None) -> Coverage:
    """Look over what is held; raises QueryError for a query or dates that cannot be read.

    today: the reader's day, from which some dates are counted.
    """
    topics = surveyed.base.ticked.get("topic", ())
    rest = {name: values for name, values in surveyed.base.ticked.items() if name != "topic"}
    held_by = replace(surveyed.base, text="", ticked=rest)
    ours: list[Query] = [Field("home", Word(surveyed.home))] if surveyed.home else []
    every = narrowed(c.AnyOf("home", frozenset({surveyed.home})) if ours else c.Every(), held_by)
    query = parse(surveyed.base.text)
    looked_for = [
        resolve(query, authority, reader, today=today, names=surveyed.base.names).clause,
        *([c.AnyOf("topic", frozenset(topics))] if topics else []),
    ]
    listed = {"home": ISSUERS, "country": COUNTRIES}
    found, mentioned = reader.searches([_by_month(every, **listed), _by_month(c.And((every, *looked_for)))])
    held = found.facets["month"].counts
    span = span_of(held)
    years, page, pages = _page(span, surveyed.base.page)
    table = _Table(every, years, found, reader, authority)
    possible, shown = _accounts(surveyed, years, reader)
    everything = replace(held_by, text=str(all_of(list(ours))), page=1)
    return Coverage(
        surveyed=surveyed,
        everything=everything,
        mentions=replace(everything, text=str(all_of([*ours, query])), ticked=surveyed.base.ticked),
        held=held,
        mentioned=mentioned.facets["month"].counts if surveyed.looks else None,
        span=span,
        years=years,
        page=page,
        pages=pages,
        undated=found.total - sum(held.values()),
        empty=() if span is None else runs(set(months_of(span)) - held.keys()),
        issuers=table.rows("home", ISSUERS),
        countries=table.rows("country", COUNTRIES),
        more_issuers=max(0, found.facets["home"].values - ISSUERS),
        more_countries=max(0, found.facets["country"].values - COUNTRIES),
        pairs=shown,
        looked=min(possible, LOOKED),
        possible=possible,
        skipped=len(reader.manifest.problems),
    )


class _Table:
    """Counts of readouts by a field and by year."""

    def __init__(
        self, every: c.Clause, years: Sequence[int], found: Found, reader: Reader, authority: Authority
    ) -> None:
        """found: what `every` finds, with the facets of the fields."""
        self.every, self.years, self.found = every, years, found
        self.reader, self.authority = reader, authority

    def rows(self, name: str, most: int) -> tuple[Row, ...]:
        """The values of a field of most readouts."""
        ids = list(self.found.facets[name].counts)[:most]
        each = [
            Request(self.every, {name: frozenset({id_})}, "newest", limit=0, facets={"year": None})
            for id_ in ids
        ]
        return tuple(self.row(name, *one) for one in zip(ids, self.reader.searches(each), strict=True))

    def row(self, name: str, id_: str, found: Found) -> Row:
        counts = found.facets["year"].counts
        known = listing(name, self.authority, self.reader).known
        return Row(
            id_,
            known[id_].entity.label,
            found.total,
            tuple(counts.get(f"{year:04}", 0) for year in self.years),
        )


def _by_month(clause: c.Clause, **values: int) -> Request:
    return Request(clause, sort="newest", limit=0, facets={"month": None, **values})


def _page(span: Period | None, page: int) -> tuple[tuple[int, ...], int, int]:
    """The years of a page, the newest first, its number, and how many there are; the last page for one beyond it."""
    if span is None:
        return (), 1, 1
    every = range(span.last.year, span.first.year - 1, -1)
    pages = -(-len(every) // YEARS)
    page = min(page, pages)
    return tuple(every[(page - 1) * YEARS : page * YEARS]), page, pages


def _accounts(surveyed: Surveyed, years: Sequence[int], reader: Reader) -> tuple[int, tuple[Pair, ...]]:
    """How many readouts of the years may have another side, and the pairs among the newest of them.

    What narrows the survey holds for one of two: the other is issued by the other side.
    """
    homes = frozenset(reader.entities("home"))
    if len(homes) < 2 or not years:
        return 0, ()
    mirrored = [
        c.And((c.AnyOf("home", frozenset({home})), c.AnyOf("country", homes - {home})))
        for home in sorted(homes)
    ]
    days = c.Within(date(years[-1], 1, 1), date(years[0], 12, 31))
    base = replace(surveyed.base, text="", ticked={})
    asked = narrowed(c.And((c.Or(tuple(mirrored)), days)), base)
    found = reader.search(Request(asked, sort="newest", limit=LOOKED))
    cards = [sight.card for sight in reader.sights([id_ for id_, _ in found.hits], ())]
    return found.total, tuple(pair for pair in pairs(cards) if _concerns(pair, surveyed))


def _concerns(pair: Pair, surveyed: Surveyed) -> bool:
    issuers = {one.home.id for one in (pair.one, pair.other) if one.home}
    parties = issuers | {country.id for one in (pair.one, pair.other) for country in one.country}
    wanted = set(surveyed.base.ticked.get("country", ()))
    return (not surveyed.home or surveyed.home in issuers) and (not wanted or bool(wanted & parties))
