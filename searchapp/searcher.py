"""Answers what a reader asks: search, read one readout, look over the collection."""

import difflib
import threading
import time
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from searchapp import clause as c
from searchapp import facets, suggestions
from searchapp.analysis import phrase_words
from searchapp.authority import Authority
from searchapp.catalogue import PER_PAGE, Catalogue, Wanted, catalogue
from searchapp.compare import Comparison, compare
from searchapp.coverage import Coverage, Surveyed, coverage
from searchapp.directory import listing
from searchapp.engine import Engine, Found, Manifest, Reader, Request
from searchapp.errors import EffortError, QueryError, ReadoutMissingError
from searchapp.explain import explanation
from searchapp.highlight import marks, snippets, sought
from searchapp.mending import mended
from searchapp.narrowing import between, narrowed, ticked
from searchapp.neighbours import Neighbours, Similar, neighbours, similar
from searchapp.overview import Overview, overview
from searchapp.profiles import Profile, profile
from searchapp.query import Every, Query
from searchapp.readout import Readout
from searchapp.remedies import remedies
from searchapp.resolve import Resolved, resolve
from searchapp.results import FacetValue, Hit, Mark, Offer, Remedies, Results, Search
from searchapp.schema import FACETS
from searchapp.sources import Line
from searchapp.sourcetext import source_lines
from searchapp.stands import told
from searchapp.syntax import parse
from searchapp.trends import Asked, Trends, trends

BUCKETS = 30  # values of a facet that are listed; each costs a page a line
COUNTED: dict[str, int | None] = {**dict.fromkeys(FACETS, BUCKETS), "year": None}
_AROUND = 1_000
_AT_ONCE = 500  # readouts that are found together, of a list that is read to its end
_MADE = 25  # hits of it that are made together, while others wait
MENDED = 20  # queries that are tried in the place of one that could not be read
LOOSE = 5  # readouts that are shown of those that have some of the words


@dataclass(frozen=True, slots=True)
class Reading:
    """One readout with the marks of a query: passage anchor -> characters of its text.

    same_title: how many other readouts have the same title. generation: of the index that it was read from.
    """

    readout: Readout
    marks: Mapping[str, tuple[Mark, ...]]
    same_title: int
    generation: str


class Searcher:
    """The reading side in one object; safe to share between threads."""

    def __init__(self, engine: Engine, authority: Authority, today: Callable[[], date] = date.today) -> None:
        """today: the reader's calendar day, from which some dates of a query are counted."""
        self._engine, self._authority, self._today = engine, authority, today
        self._lock = threading.Lock()
        self._overview: tuple[str, Overview] | None = None

    def search(self, search: Search, generation: str | None = None) -> Results:
        """Find readouts, in the newest generation unless another is named.

        Raises QueryError for a query that cannot be read, GenerationGoneError for a generation that is gone.
        """
        began = time.perf_counter()
        query, reader = parse(search.text), self._engine.reader(generation)
        resolved = self._resolved(query, reader, search)
        notices = (*resolved.notices, *_warnings(query, resolved.clause, search, reader))
        asked, ticks = between(resolved.clause, search), ticked(search)
        offset = (search.page - 1) * search.per_page
        sort = resolved.sort or search.sort
        request = Request(asked, ticks, sort, offset, search.per_page, COUNTED, search.feedback)
        found = reader.search(request)
        hits = _hits(found, resolved.clause, reader)
        if search.explain and sort == "relevance":
            shares = reader.explain(request, [hit.readout.id for hit in hits])
            hits = tuple(
                replace(
                    hit,
                    explanation=explanation(
                        share, resolved.clause, resolved.query, resolved.parts, feedback=bool(found.alike)
                    ),
                )
                for hit, share in zip(hits, shares, strict=True)
            )
        remedies = self._remedies(resolved.query, resolved.optional, search, found.total, reader)
        known = {field: listing(field, self._authority, reader).known for field in found.facets}
        return Results(
            search, query, resolved.understood, notices, found.total, hits, facets.listed(found, ticks, known),
            (time.perf_counter() - began) * 1000, resolved.optional, remedies,
            {field: facet.values - len(facet.counts) for field, facet in found.facets.items()},
            reader.manifest.generation,
            found.alike,
            resolved.also,
            sort,
            self._months(resolved.clause, search, reader) if found.total else (),
        )  # fmt: skip

    def facet(self, search: Search, field: str, find: str = "", most: int = facets.MOST) -> facets.FacetPage:
        """All values of a facet among what a search finds, or those that a reader looks for; raises QueryError.

        Raises ValueError for a field that is no facet.
        """
        if field not in FACETS:
            raise ValueError(f"{field!r} is no facet")
        reader, ticks = self._engine.reader(), ticked(search)
        asked = between(self._resolved(parse(search.text), reader, search).clause, search)
        found = reader.search(Request(asked, ticks, limit=1, facets={field: None}))
        here = listing(field, self._authority, reader)
        every = facets.listed(found, ticks, {field: here.known})[field]
        some = facets.fitting(every, find, here)
        return facets.FacetPage(search, field, find, some[:most], len(some), len(every))

    def every(self, search: Search) -> Iterator[Hit]:
        """All that a search finds, in its order, from one generation; its page counts for nothing.

        A few are made at a time. Raises QueryError and EffortError at once.
        """
        reader = self._engine.reader()
        wanted = self._resolved(parse(search.text), reader, search)
        return (hit for some in _lists(wanted, search, reader) for hit in _hits(some, wanted.clause, reader))

    def whole(self, search: Search) -> Iterator[Readout]:
        """As `every`, the readouts whole."""
        reader = self._engine.reader()
        wanted = self._resolved(parse(search.text), reader, search)
        found = (id_ for some in _lists(wanted, search, reader) for id_, _ in some.hits)
        return (one for id_ in found if (one := reader.get(id_)) is not None)

    def _resolved(self, query: Query, reader: Reader, search: Search) -> Resolved:
        return resolve(query, self._authority, reader, today=self._today(), names=search.names)

    def read(self, id_: str, text: str = "", *, names: bool = True) -> Reading:
        """One readout, with the marks of the query `text` (none of one that cannot be read).

        names: whether what is named there is marked under its other names too.

        Raises ReadoutMissingError, naming the nearest id.
        """
        reader = self._engine.reader()
        readout = _found(id_, reader)
        try:
            wanted = self._resolved(parse(text), reader, Search(names=names)).clause
        except QueryError:
            wanted = c.Nothing()
        marked = {
            p.anchor: found
            for p, said in (zip(readout.passages, told(readout), strict=True) if text.strip() else ())
            if (found := marks(wanted, p.text, said))
        }
        same = max(0, reader.count(c.Exact(phrase_words(readout.title), "title")) - 1)
        return Reading(readout, marked, same, reader.manifest.generation)

    def neighbours(self, readout: Readout) -> Neighbours:
        """The readouts before and after one of the same parties, and those of the other side on the same event."""
        return neighbours(readout, self._engine.reader())

    def similar(self, readout: Readout, limit: int = 5, without: Iterable[str] = ()) -> tuple[Similar, ...]:
        """The readouts most like one, by words, topics and parties, less those of some ids."""
        return similar(readout, self._engine.reader(), limit, without)

    def compare(self, before: str, after: str) -> Comparison:
        """Two readouts beside each other; raises ReadoutMissingError."""
        reader = self._engine.reader()
        return compare(_found(before, reader), _found(after, reader))

    def source(self, id_: str) -> list[Line]:
        """The lines of a readout's source text, read again; raises ReadoutMissingError, SourceTextError."""
        reader = self._engine.reader()
        return source_lines(_found(id_, reader), Path(reader.manifest.source))

    def manifest(self) -> Manifest:
        """What the generation that answers says of itself."""
        return self._engine.reader().manifest

    def everything(self) -> Iterator[Readout]:
        """Every readout, by id."""
        reader = self._engine.reader()
        return (readout for id_ in reader.ids() if (readout := reader.get(id_)) is not None)

    def overview(self) -> Overview:
        """The collection at a glance; made once a generation."""
        reader = self._engine.reader()
        generation = reader.manifest.generation
        with self._lock:
            if self._overview is None or self._overview[0] != generation:
                self._overview = generation, overview(reader, self._authority)
            return self._overview[1]

    def trends(self, asked: Asked) -> Trends:
        """Queries over time; raises QueryError for wrong dates, while a wrong query is told of in its place."""
        return trends(asked, self._engine.reader(), self._authority, self._today())

    def coverage(self, surveyed: Surveyed) -> Coverage:
        """What the collection holds, by issuer, country and month; raises QueryError."""
        return coverage(surveyed, self._engine.reader(), self._authority, self._today())

    def profile(self, kind: str, id_: str) -> Profile:
        """Who or what an entity is, and what the collection holds of it; `kind` is one of `entities.KINDS`.

        Raises EntityMissingError, naming the nearest.
        """
        return profile(kind, id_, self._authority, self._engine.reader())

    def catalogue(self, kind: str, wanted: Wanted, per_page: int = PER_PAGE) -> Catalogue:
        """The entities of a kind, by name or by frequency, a page at a time."""
        return catalogue(kind, wanted, self._authority, self._engine.reader(), per_page)

    def nearest(self, error: QueryError, search: Search) -> tuple[Offer, ...]:
        """Queries near one that could not be read; each finds something within all else that was asked for."""
        reader, found = self._engine.reader(), dict[str, int]()
        texts = mended(error, search.text)
        for text in texts:  # it grows: what has been mended in one place may be wrong in another
            try:
                query = parse(text)
                total = reader.count(self._narrowed(query, search, reader))
            except QueryError as another:
                texts += [new for new in mended(another, text) if new not in texts and len(texts) < MENDED]
                continue
            if total and not isinstance(query, Every):  # all readouts are no query near one
                found.setdefault(str(query), total)
        return tuple(Offer(text, total) for text, total in found.items())

    def suggest(
        self, text: str, caret: int | None = None, most: int = suggestions.MOST, *, names: bool = True
    ) -> tuple[suggestions.Suggestion, ...]:
        """What may follow what is typed at the caret, by default at the end of the text; names: as of `Search`."""
        reader, today = self._engine.reader(), self._today()
        return suggestions.suggest(text, caret, self._authority, reader, most, today=today, names=names)

    def warm(self) -> None:
        """Make now what the first words that are typed would have to wait for."""
        for typed in ("a", "minister:a", "foreign ministre"):  # each field's names, titles, and slips of both
            self.suggest(typed)
        self.search(Search("peace"))

    def _months(self, asked: c.Clause, search: Search, reader: Reader) -> tuple[FacetValue, ...]:
        """The months of the year that a search is narrowed to, counted with all else that is ticked."""
        if (year := facets.year_of(search)) is None:
            return ()
        ticks = [c.AnyOf(field, ids) for field, ids in ticked(search).items() if field != "year"]
        try:
            return tuple(
                facets.months(year, search, lambda within: reader.count(c.And((asked, within, *ticks))))
            )
        except EffortError:
            return ()  # the search itself was allowed; to do it a month at a time may be too much

    def _remedies(
        self, query: Query, optional: tuple[Query, ...], search: Search, found: int, reader: Reader
    ) -> Remedies:
        """What helps with a search that found few readouts."""

        def count(some: Query) -> int:
            return reader.count(self._narrowed(some, search, reader))

        try:
            made = remedies(search, query, optional, found, self._authority, reader, count)
            if not found and (search.ticked or search.first or search.last):
                everywhere = replace(search, ticked={}, first="", last="")
                made = replace(made, widened=reader.count(self._narrowed(query, everywhere, reader)))
            if made.loose is None:
                return made
            asked = self._narrowed(made.loose.query, search, reader)
            best = reader.search(Request(asked, limit=LOOSE))
        except EffortError:
            return Remedies()  # the search itself was allowed; its remedies may be too much
        return replace(made, loose=replace(made.loose, hits=_hits(best, asked, reader)))

    def _narrowed(self, query: Query, search: Search, reader: Reader) -> c.Clause:
        """A query within what is ticked and the days of the From and To boxes; raises QueryError."""
        return narrowed(self._resolved(query, reader, search).clause, search)


def _lists(wanted: Resolved, search: Search, reader: Reader) -> Iterator[Found]:
    """All that a search finds, in its order, in short lists; the first is found at once, and raises EffortError.

    Each list may look at as much as a page of hits, so that what one may the others may.
    """
    sort, asked = wanted.sort or search.sort, between(wanted.clause, search)
    request = Request(asked, ticked(search), sort, 0, _AT_ONCE, feedback=search.feedback)

    def lists(found: Found) -> Iterator[Found]:
        for offset in range(_AT_ONCE, found.total + _AT_ONCE, _AT_ONCE):
            for at in range(0, len(found.hits), _MADE):
                reader.begin()
                yield replace(found, hits=found.hits[at : at + _MADE])
            if offset < found.total:
                found = reader.search(replace(request, offset=offset))

    return lists(reader.search(request))


def _hits(found: Found, asked: c.Clause, reader: Reader) -> tuple[Hit, ...]:
    """What was found, each with the passages that show why."""
    seen = sought(asked)
    sights = reader.sights((id_ for id_, _ in found.hits), seen.leaves)
    return tuple(
        Hit(sight.card, score, *snippets(seen, sight))
        for sight, (_, score) in zip(sights, found.hits, strict=True)
    )


def _found(id_: str, reader: Reader) -> Readout:
    if (readout := reader.get(id_)) is None:
        near = difflib.get_close_matches(id_, _around(id_, reader.ids()), 1, 0.6)
        raise ReadoutMissingError(id_, next(iter(near), None))
    return readout


def _around(id_: str, ids: Sequence[str]) -> Sequence[str]:
    """The ids that stand about this one in their order: to compare it with 100,000 takes seconds."""
    at = bisect_left(ids, id_)
    return ids[max(0, at - _AROUND) : at + _AROUND]


def _warnings(query: Query, asked: c.Clause, search: Search, reader: Reader) -> Iterator[str]:
    """What a reader should know of a query that asks for nothing, or for more words than are looked up."""
    if isinstance(query, Every) and search.text.strip():
        yield "Nothing in the box is a word that can be searched for; these are all readouts."
    for seen in c.positive_leaves(asked):
        if reader.is_capped(seen.leaf if isinstance(seen, c.Spoken) else seen):
            yield "A wildcard stands for more words than are looked up; the most frequent were searched."
