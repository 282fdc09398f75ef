"""The shapes of the JSON, as types: what `serialise` makes is checked against them, and the API's description is made
from them, so that the three cannot drift apart.

Days are written as they are known: 2023, 2023-09, 2023-09-21. Spans are characters [start, end).
"""

from typing import Annotated, Any, Literal, NotRequired, TypedDict

from msgspec import Meta

from searchapp.readout import PassageKind, Side
from searchapp.spans import Unit

Span = Annotated[list[int], Meta(description="Characters [start, end).", min_length=2, max_length=2)]
Day = Annotated[str, Meta(description="A year, a month or a day.", examples=["2023-09-21"])]
Json = dict[str, Any]


class EntityShape(TypedDict):
    """A country (ISO 3166 alpha-2), topic, organisation or person, by canonical id and by name."""

    id: str
    label: str


class AlsoShape(TypedDict):
    """Words that name something, and its other names that were looked for too; names=off looks for none."""

    text: str
    names: list[str]


class QueryShape(TypedDict):
    """A query: as typed, as understood, and what a reader should be told of it."""

    text: str
    understood: str
    notices: list[str]
    also: list[AlsoShape]


class SnippetShape(TypedDict):
    """A stretch of a passage that shows why its readout was found; marks are characters of the text."""

    number: int | None
    anchor: str
    speaker: str | None
    side: Side | None
    text: str
    marks: list[Span]


class WordScoreShape(TypedDict):
    """What a word, phrase or pattern gave to a score: saturated x idf x burst x factor."""

    words: str
    score: float
    frequency: float
    length: int
    readouts: int
    saturated: float
    idf: float
    burst: float
    factor: float


class ClauseScoreShape(TypedDict):
    """What a clause of the query gave to a score."""

    clause: str
    score: float
    words: list[WordScoreShape]


class CardShape(TypedDict):
    """A readout as a list shows it."""

    id: str
    title: str
    headline: str
    date: Day | None
    home: str | None
    type: str


class HitShape(CardShape):
    """A readout that was found, with its best passages; with explain=1 also what each clause gave to its score."""

    score: float
    url: str
    country: list[EntityShape]
    minister: list[EntityShape]
    counterpart: list[EntityShape]
    topic: list[EntityShape]
    passages: list[SnippetShape]
    explanation: NotRequired[list[ClauseScoreShape]]


class FacetValueShape(TypedDict):
    """A value of a facet, in how many of the found readouts it is, and whether it is ticked."""

    value: str
    label: str
    count: int
    selected: bool


class FacetShape(TypedDict):
    """The values of a facet among what a search finds. fitting: how many fit what is looked for; total: how many there are."""

    field: str
    query: str
    find: str
    total: int
    fitting: int
    values: list[FacetValueShape]


class OfferShape(TypedDict):
    """Another query, and how many readouts it finds."""

    query: str
    total: int


class BlameShape(TypedDict):
    """A clause of a query that found nothing: readouts with it alone, and with all the others."""

    clause: str
    alone: int
    without: int


class LooseShape(TypedDict):
    """A query that requires less, what to say of it, and the best of what it finds."""

    query: str
    notice: str
    total: int
    hits: list[HitShape]


class SuggestionShape(TypedDict):
    """A way on from what is typed: a field, a value of one, or a phrase; text is what the box then holds."""

    kind: str
    clause: str
    text: str
    label: str
    total: int | None


class SuggestionsShape(TypedDict):
    """What may follow what is typed, the likeliest of each kind first."""

    query: str
    suggestions: list[SuggestionShape]


class RemediesShape(TypedDict):
    """What helps with a search that found nothing, or next to nothing; none of it has been run in its place."""

    did_you_mean: list[OfferShape]
    blame: list[BlameShape]
    unquoted: OfferShape | None
    widened: int
    any_of: LooseShape | None


class ResultsShape(TypedDict):
    """A page of results, and the generation of the index that it is from.

    next: the cursor of the page after it, in the same generation; null after the last. alike: with feedback=1, the
    words by which the found were compared with the best of them.
    """

    query: QueryShape
    total: int
    page: int
    per_page: int
    took_ms: float
    generation: str
    next: str | None
    hits: list[HitShape]
    facets: dict[str, list[FacetValueShape]]
    remedies: RemediesShape
    alike: NotRequired[list[str]]


class PassageShape(TypedDict):
    """A numbered item, bullet, paragraph, turn or heading; lines of the source file, from 1."""

    number: int | None
    anchor: str
    kind: PassageKind
    text: str
    speaker: str | None
    lines: list[int]


StatementShape = TypedDict(
    "StatementShape",
    {
        "passage": str,
        "text": str,
        "start": int,
        "end": int,
        "side": Side | None,
        "speaker": EntityShape | None,
        "verb": str | None,
        "class": str | None,
    },
)
StatementShape.__doc__ = "A sentence that reports speech: who said it, for which side, with which verb."


class EvidenceShape(TypedDict):
    """Why a field has a value: the rule, and the characters of the source text that it read."""

    value: str
    rule: str
    span: Span | None
    text: str


class SourceShape(TypedDict):
    """Where a readout came from: its path under the source folder, its format, its public address."""

    path: str
    format: str
    url: str | None


class EditionShape(TypedDict):
    """An earlier text of a readout: the digest of its file, and when the last index that held it was built."""

    digest: str
    built: str


class ReadoutShape(TypedDict):
    """One readout, whole."""

    id: str
    title: str
    headline: str
    date: Day | None
    date_jst: Day | None
    published: Day | None
    original: Day | None
    start_time: str | None
    home: str | None
    country: list[EntityShape]
    about: list[EntityShape]
    organisation: list[EntityShape]
    minister: list[EntityShape]
    counterpart: list[EntityShape]
    topic: list[EntityShape]
    type: str
    mode: str | None
    place: str | None
    occasion: str | None
    duration_min: int | None
    lang: str
    passages: list[PassageShape]
    statements: list[StatementShape]
    provenance: dict[str, list[EvidenceShape]]
    source: SourceShape
    digest: str
    earlier: list[EditionShape]


class StatementsShape(TypedDict):
    """What was said in one readout."""

    id: str
    headline: str
    date: Day | None
    home: str | None
    statements: list[StatementShape]


class NameShape(TypedDict):
    """A name; lang: its language as HTML writes it, where it is not English and known."""

    text: str
    lang: str | None


OfficeShape = TypedDict(
    "OfficeShape",
    {
        "title": str,
        "country": EntityShape | None,
        "organisation": EntityShape | None,
        "from": Day | None,
        "to": Day | None,
    },
)
OfficeShape.__doc__ = (
    "An office, the country or the organisation that it was held for, and its first and last day."
)


class HolderShape(TypedDict):
    """Who held a country's foreign ministry, and in how many readouts the person takes part."""

    person: EntityShape
    readouts: int
    office: OfficeShape


class ShareShape(EntityShape):
    """A value that an entity's readouts have, in how many, and the query that finds these."""

    readouts: int
    query: str


class RankingShape(TypedDict):
    """The values of a field in most of an entity's readouts, and how many more there are."""

    values: list[ShareShape]
    more: int


class SaidShape(TypedDict):
    """A statement, and the id of the readout that it stands in."""

    readout: str
    statement: StatementShape


class ProfileShape(TypedDict):
    """Who or what an entity is, and what the collection holds of it.

    roles: by the field that it fills; years: readouts by year; lists: by field, with whom and about what.
    """

    kind: str
    id: str
    label: str
    names: list[NameShape]
    offices: list[OfficeShape]
    foreign_ministers: list[HolderShape]
    query: str
    readouts: int
    roles: dict[str, ShareShape]
    first: Day | None
    last: Day | None
    years: dict[str, int]
    lists: dict[str, RankingShape]
    latest: list[CardShape]
    said: list[SaidShape]


class EntryShape(EntityShape):
    """An entity of the catalogue, and in how many readouts it is; of: the country or body that a person acts for."""

    readouts: int
    of: str | None


class CatalogueShape(TypedDict):
    """A page of the entities of a kind. total: how many of them were wanted; all: how many there are."""

    kind: str
    query: str
    order: Literal["name", "count"]
    page: int
    per_page: int
    total: int
    all: int
    entities: list[EntryShape]


class HealthShape(TypedDict):
    """The generation that answers, when it was built (UTC, ISO 8601), and how many seconds ago."""

    status: str
    readouts: int
    generation: str
    built: str
    age_s: int


class DoubtShape(TypedDict):
    """A value that may be wrong, and a correction to paste."""

    field: str
    reason: str
    example: str


class DoubtsShape(TypedDict):
    """What may be wrong in a readout."""

    id: str
    path: str
    doubts: list[DoubtShape]


class FailureShape(TypedDict):
    """Why a request cannot be answered, where in the query, and what would work."""

    kind: str
    message: str
    span: Span
    hint: str


class ErrorShape(TypedDict):
    """The one shape of every error. nearest: queries that can be read and find something."""

    error: FailureShape
    nearest: list[OfferShape]


class UseShape(TypedDict):
    """A readout at the beginning or the end of a use."""

    id: str
    date: Day | None
    headline: str


class LineShape(TypedDict):
    """A query over time, or one part of what it is split by. counts: by period, in their order.

    before, after: readouts before the first use and after the last; beginning, ending: whether that they are without it
    says anything.
    """

    value: str
    label: str
    total: int
    undated: int
    counts: list[int]
    first: UseShape | None
    last: UseShape | None
    before: int
    after: int
    beginning: Literal["open", "unsure", "clear"]
    ending: Literal["open", "unsure", "clear"]
    told: str


class TrendShape(TypedDict):
    """A query, and what became of it over time; or why it cannot be read."""

    query: str
    notices: list[str]
    lines: list[LineShape]
    error: FailureShape | None


class PeriodShape(TypedDict):
    """A year, quarter or month, its first and last day; held: readouts there are; readouts: what shares are of."""

    period: str
    first: str
    last: str
    readouts: int
    held: int


class MonthsShape(TypedDict):
    """A run of months."""

    first: str
    last: str


class TrendsShape(TypedDict):
    """Queries over time. empty: runs of months of which nothing is held; undated: readouts at no place in time."""

    by: Unit
    split: Literal["side", "country", "minister"] | None
    of: Literal["all", "narrowed"]
    undated: int
    periods: list[PeriodShape]
    empty: list[MonthsShape]
    trends: list[TrendShape]
    notices: list[str]


class MonthShape(TypedDict):
    """A month: how many readouts are held, and in how many what is looked for is mentioned; null where nothing is."""

    month: str
    readouts: int
    mentioned: int | None


class HoldingShape(TypedDict):
    """An issuer or country: how many readouts in all, and by year."""

    id: str
    label: str
    readouts: int
    years: dict[str, int]


class AccountShape(TypedDict):
    """A readout as one of two accounts."""

    id: str
    date: Day | None
    headline: str
    home: str | None


class PairShape(TypedDict):
    """Two sides' accounts of one event; people: whom both name; days: between them."""

    accounts: list[AccountShape]
    people: list[EntityShape]
    days: int


class CoverageShape(TypedDict):
    """What the collection holds. months: those of which something is held; empty: runs of months between them of which nothing is."""

    readouts: int
    undated: int
    skipped: int
    months: list[MonthShape]
    empty: list[MonthsShape]
    issuers: list[HoldingShape]
    countries: list[HoldingShape]
    pairs: list[PairShape]


class ComparedTextShape(TypedDict):
    """One of two readouts that are compared."""

    id: str
    title: str
    headline: str
    date: Day | None
    home: str | None
    digest: str


class ComparedPassageShape(TypedDict):
    """A passage of one of two readouts, and the characters of it that the other has not."""

    number: int | None
    anchor: str
    kind: PassageKind
    text: str
    changed: list[Span]


class RowShape(TypedDict):
    """Two passages that answer to each other, or one without a partner; likeness: 0 to 1."""

    state: Literal["kept", "reworded", "dropped", "added"]
    moved: bool
    likeness: float
    topics: list[EntityShape]
    before: ComparedPassageShape | None
    after: ComparedPassageShape | None


class VerbShape(TypedDict):
    """A verb, and in how many statements it stands."""

    verb: str
    count: int


VerbsShape = TypedDict(
    "VerbsShape", {"side": Side | None, "class": str, "before": list[VerbShape], "after": list[VerbShape]}
)


class ComparedTopicsShape(TypedDict):
    """The topics of the first alone, of the second alone, and of both."""

    lost: list[EntityShape]
    gained: list[EntityShape]
    shared: list[EntityShape]


class ComparisonShape(TypedDict):
    """Two readouts beside each other. uncompared: passages at the ends of long texts that are left out."""

    before: ComparedTextShape
    after: ComparedTextShape
    rows: list[RowShape]
    verbs: list[VerbsShape]
    topics: ComparedTopicsShape
    uncompared: int
