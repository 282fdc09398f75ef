"""What a search found, what may be typed, and what helps where nothing was found."""

from typing import NotRequired, TypedDict

from searchapp.readout import Side
from searchapp.shapes.common import Day, EntityShape, OfferShape, Span


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


class HeardShape(TypedDict):
    """What of a text a side says: characters of the text, the side, and who speaks, as far as the readout tells them."""

    start: int
    end: int
    side: Side | None
    speaker: EntityShape | None


class SnippetShape(TypedDict):
    """A stretch of a passage that shows why its readout was found; marks are characters of the text.

    speaker, side: of a passage that is a speaker's turn. said: in any passage, the sentences that report what is said.
    """

    number: int | None
    anchor: str
    speaker: str | None
    side: Side | None
    text: str
    marks: list[Span]
    said: list[HeardShape]


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
    """What helps with a search that found nothing, or next to nothing; none of it has been run in its place.

    After any search, in_year: the query with a year that it holds as a word read as the year of the readouts; said: what
    a question of who said what asks for, as a query of statements.
    """

    did_you_mean: list[OfferShape]
    blame: list[BlameShape]
    unquoted: OfferShape | None
    widened: int
    any_of: LooseShape | None
    in_year: OfferShape | None
    said: OfferShape | None


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
