"""What an engine is: the Protocol that both the embedded and the scale-out engine keep.

An engine stores readouts in generations. Writing makes a new generation beside the one that answers,
verifies it and swaps it in with one step; reading sees one whole generation at a time.
An engine knows nothing of query syntax, authority files or web pages.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from types import TracebackType
from typing import Literal, Protocol, Self, get_args, runtime_checkable

from searchapp.clause import Clause, Every, Seen
from searchapp.errors import IndexDamagedError
from searchapp.readout import Edition, Entity, Passage, Readout, ReadoutId, Statement
from searchapp.sources import file_of

Sort = Literal["relevance", "newest", "oldest"]
SORTS: Mapping[str, Sort] = {one: one for one in get_args(Sort)}
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Problem:
    """A source file that did not become a readout, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class SourceFile:
    """What a generation knows of a file that it was built from, or of a row or an archive's file, each with a path
    of its own. digest: SHA-256 of its content, in hex, its corrections included where it has any. earlier: the
    editions before this one, oldest first."""

    path: str
    digest: str
    id: ReadoutId | None  # None: it was a problem
    earlier: tuple[Edition, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation says of itself.

    source: the folder that it was built from, absolute. built: UTC, ISO 8601, to the second.
    extractor: the version of the reading rules; another version makes every file stale. The files that it
    was built from are no part of it, since there may be very many: see `Reader.files`.
    """

    generation: str
    built: str
    source: str
    extractor: str
    readouts: int
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """What to find: a clause, the ticked facets, the order and the stretch of hits wanted.

    ticked: field -> ids; any of the ids within a field, all of the fields. A facet is counted without
    its own ticks. offset and limit are in hits. facets: the fields to count, and of how many ids
    the counts are wanted, those of most readouts (None: of all). Ticked ids are counted beside them.
    feedback: whether those found come in the order of how much they are like the best of them, too; what is found
    stays the same.
    """

    clause: Clause = field(default_factory=Every)
    ticked: Mapping[str, frozenset[str]] = field(default_factory=dict)
    sort: Sort = "relevance"
    offset: int = 0
    limit: int = 10
    facets: Mapping[str, int | None] = field(default_factory=dict)
    feedback: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """The ids that fill a field among the found. counts: id -> readouts, most first, ties by id; values: how
    many different ids there are; `year` counts by year of the event's first day as "2023", `month` as "2023-09"."""

    counts: Mapping[str, int]
    values: int


@dataclass(frozen=True, slots=True)
class Found:
    """What was found. hits: (id, score), best first; facets: by field; alike: words of the best hits by which
    the others were compared with them, those that tell most first: none without feedback, nor where nothing scored.
    """

    total: int
    hits: tuple[tuple[ReadoutId, float], ...]
    facets: Mapping[str, Facet]
    alike: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Weight:
    """What the score of a word, phrase or Said is made of: saturated frequency x idf x burst.

    frequency: how often it stands in the readout, in words of the body; saturated: the same, each further
    occurrence counting less, in a long readout less too. readouts: how many hold it. length: of the readout in words.
    Those of the title count as often as they weigh.
    """

    frequency: float
    saturated: float
    readouts: int
    idf: float
    burst: float
    length: int


@dataclass(frozen=True, slots=True)
class Share:
    """What a clause gives to the score of a readout: as much as its parts together, a Weighted so many times its part."""

    clause: Clause
    score: float
    weight: Weight | None = None
    parts: tuple["Share", ...] = ()


Stand = tuple[int, int, int]
"""Words in a row that a leaf matches: the number of the first in its passage, how many, and the number of the leaf."""


class Sight(Protocol):
    """A readout as a list of hits shows it, and where what was asked for stands in its passages.

    Passages and words go by number, from 0.
    """

    @property
    def card(self) -> Readout:
        """The readout without its passages, statements, omissions and evidence."""
        ...

    @property
    def stands(self) -> Mapping[int, Sequence[Stand]]:
        """Where the leaves that were asked for stand, by passage: in order of word and leaf."""
        ...

    @property
    def passages(self) -> int:
        """How many passages there are."""
        ...

    @property
    def headings(self) -> Set[int]:
        """The passages that are headings."""
        ...

    def passage(self, number: int) -> Passage:
        """A passage."""
        ...

    def statements(self, passage: int) -> tuple[Statement, ...]:
        """The statements that are made in a passage, in the readout's order."""
        ...

    def characters(self, passage: int, words: Iterable[int]) -> list[tuple[int, int]]:
        """The characters [start, end) of some words of a passage, which ascend."""
        ...


@dataclass(frozen=True, slots=True)
class Known:
    """An entity of the collection: in how many readouts it fills the field."""

    entity: Entity
    count: int


class Reader(Protocol):
    """One generation, read by one thread.

    Whatever is asked since the reader was given, or since `begin`, may look at so much of the index and no more:
    `search`, `count`, `explain`, `sights` and what asks for the words of a pattern raise EffortError.
    """

    @property
    def manifest(self) -> Manifest:
        """What the generation says of itself."""
        ...

    def begin(self) -> None:
        """Another request begins, with the same reader: it may look at as much as any other."""
        ...

    def search(self, request: Request) -> Found:
        """Find readouts. Ties in relevance: newest first, then by id; undated last in either date order."""
        ...

    def explain(self, request: Request, ids: Sequence[str]) -> tuple[Share, ...]:
        """What each clause gives to the scores of some readouts that a request finds.

        With feedback, of an And of two Weighted: the request's clause, and what the best hits hold.
        """
        ...

    def searches(self, requests: Sequence[Request]) -> tuple[Found, ...]:
        """As `search` for each, in their order; what several ask for is found once."""
        ...

    def count(self, clause: Clause) -> int:
        """How many readouts a clause finds."""
        ...

    def sights(self, ids: Iterable[str], leaves: Sequence[Seen]) -> tuple[Sight, ...]:
        """The readouts of some ids that there are, with the words of their passages that the leaves match."""
        ...

    def get(self, id_: str) -> Readout | None:
        """One readout, whole; None where there is none."""
        ...

    def ids(self) -> tuple[ReadoutId, ...]:
        """Every readout's id, sorted."""
        ...

    def entities(self, field: str) -> Mapping[str, Known]:
        """The ids that fill an entity or keyword field (or `year` or `month`), with label and count."""
        ...

    def files(self) -> tuple[SourceFile, ...]:
        """The files that the generation was built from, by path."""
        ...

    def statements(self) -> int:
        """How many statements the readouts hold in all."""
        ...

    def near_words(self, word: str, distance: int) -> Mapping[str, int]:
        """The folded words of any text that are spelt nearly so (`spelling`), with the number of readouts of each."""
        ...

    def title_runs(
        self, words: Sequence[str], prefix: str
    ) -> tuple[tuple[tuple[str, ...], int, ReadoutId], ...]:
        """Runs of folded words that are frequent in titles: some words, then one that begins so (where there is none,
        nearly so), then what mostly follows; with the number of titles, about
        the most frequent first, and a readout that has it."""
        ...

    def is_capped(self, clause: Clause) -> bool:
        """Whether a Pattern or Close stands for more words than an engine takes; False for any other clause."""
        ...

    def expansions(self, clause: Clause) -> tuple[tuple[str, ...], bool]:
        """The words that a Pattern or Close stands for, most frequent first, and whether there were more than
        an engine takes; no words for any other clause."""
        ...


@dataclass(frozen=True, slots=True)
class Part:
    """One of several parts of a source folder, each put into the same generation by a process of its own.

    number: from 1 on; of: how many parts there are. What lies in one file of the folder is in one part.
    """

    number: int
    of: int

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    def has(self, path: str) -> bool:
        """Whether a path below the source folder, or one within an archive or a table, belongs to it."""
        digest = hashlib.sha256(file_of(path).encode("utf-8", "surrogateescape")).digest()
        return int.from_bytes(digest[:8], "big") % self.of == self.number - 1


class Engine(Protocol):
    """Where readouts are kept."""

    def reader(self, generation: str | None = None) -> Reader:
        """A generation, the newest unless one is named, for the calling thread alone; cheap to call for each request.

        The newest and the one before it are there. Raises IndexMissingError before the first build,
        IndexDamagedError when a file is not as written, GenerationGoneError for one that is no longer there.
        """
        ...

    def write(
        self,
        manifest: Manifest,
        replace: Iterable[Readout],
        remove: Iterable[ReadoutId] = (),
        *,
        files: Collection[SourceFile] = (),
        problems: Iterable[Problem] = (),
        fresh: bool,
        progress: Progress | None = None,
    ) -> Manifest:
        """Make a generation, verify it, swap it in; the last one stays beside it.

        fresh: from nothing; else from the newest generation, less `remove`, with `replace` put in the
        place of the same ids. manifest: its generation, built, readouts and problems are filled in by the engine.
        files, problems: what it was built from, and what could not be read; looked at, as is `remove`, when
        `replace` has come to its end, so that they may grow meanwhile.
        Raises IndexBusyError when another writer is at work; then and at any other error the generation
        that answered before still answers.
        """
        ...

    def close(self) -> None:
        """Let go of every file that this process holds."""
        ...

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...


class Checked(Engine, Protocol):
    """An engine that can compare what it holds with what was written."""

    def damaged(self) -> Iterable[IndexDamagedError]:
        """What is not as it was written, each by its file or its place in a cluster. Raises IndexMissingError."""
        ...


@runtime_checkable
class SharedEngine(Engine, Protocol):
    """An engine of which several processes, on several machines, may fill one generation."""

    def write_part(
        self,
        manifest: Manifest,
        replace: Iterable[Readout],
        part: Part,
        *,
        files: Collection[SourceFile] = (),
        problems: Iterable[Problem] = (),
        progress: Progress | None = None,
    ) -> tuple[Manifest, tuple[int, ...]]:
        """Put a part into the new generation of a source, and the numbers of the parts that are still to come.

        Whoever puts in the last verifies the generation and swaps it in: its manifest is that of all, any other's that
        of its part. A part that was put in before, or by half, is gone on with. Of two readouts with one id in
        different parts the one that came first is kept, and the other is a problem. Raises IndexBusyError when
        another process puts in this part.
        """
        ...
