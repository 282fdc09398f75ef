"""The results of a search: one value that the pages, the API and the terminal all print."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from searchapp.engine import Sort
from searchapp.query import Query
from searchapp.readout import Passage, Readout, Statement

Mark = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Search:
    """What a reader asked for: the text in the box, and what was ticked, as it stands in the URL.

    ticked: facet field -> values; first and last: the From and To boxes, as typed. feedback: whether what is found
    comes in the order of likeness to the best of it, too; explain: whether each hit says how its score came about. names:
    whether what is named in the text is looked for under its other names too.
    """

    text: str = ""
    ticked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    first: str = ""
    last: str = ""
    sort: Sort = "relevance"
    page: int = 1
    per_page: int = 10
    feedback: bool = False
    explain: bool = False
    names: bool = True


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of a passage that shows why it was found; `marks` are characters of `text`.

    before, after: whether words of the passage were cut there. start: the character of the passage that is the first
    of `text`. said: the statements of the passage.
    """

    passage: Passage
    text: str
    marks: tuple[Mark, ...]
    before: bool
    after: bool
    start: int = 0
    said: tuple[Statement, ...] = ()

    @property
    def heard(self) -> tuple[Statement, ...]:
        """The statements of which the text shows something."""
        end = self.start + len(self.text)
        return tuple(one for one in self.said if one.start < end and self.start < one.end)

    @property
    def marked(self) -> tuple[Statement, ...]:
        """The statements in which something is marked."""
        places = [(self.start + first, self.start + last) for first, last in self.marks]
        return tuple(
            one for one in self.heard if any(one.start < last and first < one.end for first, last in places)
        )


@dataclass(frozen=True, slots=True)
class WordScore:
    """What a word, phrase or pattern gave to a score: saturated x idf x burst x factor.

    frequency: how often it stands in the readout, a word of the title as often as it weighs; length: of the readout
    in words, likewise; readouts: how many hold it. See `searchapp.engine.Weight`.
    """

    words: str
    score: float
    frequency: float
    length: int
    readouts: int
    saturated: float
    idf: float
    burst: float
    factor: float


@dataclass(frozen=True, slots=True)
class ClauseScore:
    """What a clause gave to a score, as it was typed; what merely filters gave 0."""

    clause: str
    score: float
    words: tuple[WordScore, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A readout that was found, its best passages, and in how many passages more it has a match.

    readout: without its passages, statements, omissions and evidence. explanation: what each clause gave to the
    score, and so sums to it; none unless it was asked for.
    """

    readout: Readout
    score: float
    snippets: tuple[Snippet, ...]
    more: int
    explanation: tuple[ClauseScore, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet, in how many of the found readouts it is, and whether it is ticked."""

    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class ClauseCount:
    """A clause of a query that found nothing: readouts with it alone, and with all the others."""

    clause: Query
    alone: int
    without: int
    rest: Query


@dataclass(frozen=True, slots=True)
class Offer:
    """Another text for the box, and how many readouts it finds. changed: characters of the text that are new."""

    text: str
    total: int
    changed: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Loose:
    """A query that requires less: any of the words, or (unless `of_words`) any of the clauses; and what it finds.

    hits: the best of them.
    """

    query: Query
    total: int
    of_words: bool
    hits: tuple[Hit, ...] = ()

    @property
    def notice(self) -> str:
        """What a reader must know before these hits."""
        if self.of_words:
            return "No readout has all of these words; these have some of them"
        return "No readout meets all of the clauses; these meet some of them"


@dataclass(frozen=True, slots=True)
class Remedies:
    """What helps with a search that found nothing, or next to nothing; for any other empty, but for what follows.

    in_year: a year that stands in the query as a word, as one that readouts are of. said: what a question of who said
    what asks for, as a query of statements.
    blame: for a query of several clauses that found nothing, each clause's part in it.
    spelling: texts that may have been meant, the likeliest first. unquoted: the words of its phrases alone.
    widened: readouts that the query finds with nothing ticked and no dates; 0 where it is not narrowed.
    """

    blame: tuple[ClauseCount, ...] = ()
    spelling: tuple[Offer, ...] = ()
    unquoted: Offer | None = None
    widened: int = 0
    loose: Loose | None = None
    in_year: Offer | None = None
    said: Offer | None = None


@dataclass(frozen=True, slots=True)
class Also:
    """Words of a query that name something, and its other names that were looked for too."""

    text: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """What a search found. facets: field -> values, most first (years in order); unlisted: how many values
    more there are, of fewer readouts; query: as understood.

    months: those of the year that the search is narrowed to, if it is one year, without the days of From and To.
    optional: clauses that were not required, being function words. also: other names that were looked for.
    sort: the order, which the text may name. understood: the query with its days written out. generation: where it was
    found. alike: with feedback, the words by which the found were compared with the best of them.
    """

    search: Search
    query: Query
    understood: str
    notices: tuple[str, ...]
    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]
    took_ms: float
    optional: tuple[Query, ...] = ()
    remedies: Remedies = Remedies()
    unlisted: Mapping[str, int] = field(default_factory=dict)
    generation: str = ""
    alike: tuple[str, ...] = ()
    also: tuple[Also, ...] = ()
    sort: Sort = "relevance"
    months: tuple[FacetValue, ...] = ()

    @property
    def pages(self) -> int:
        """The number of pages; at least 1."""
        return max(1, -(-self.total // self.search.per_page))
