"""The embedded engine, through the Engine Protocol: readouts made of our own values, nothing extracted."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path

from benchmarks.peer import BUCKETS, FACETS, KINDS, TASKS, Answer, Document, Question
from searchapp import __version__, clause
from searchapp.engine import Found, Manifest, Reader, Request
from searchapp.engines.arrays.chosen import how
from searchapp.engines.whoosh import WhooshEngine
from searchapp.highlight import snippets, sought
from searchapp.period import Period
from searchapp.readout import Entity, Origin, Passage, Readout, ReadoutId

_FACETS = dict.fromkeys(FACETS, BUCKETS)


class Engine:
    """Keeps `benchmarks.peer.Peer`."""

    tasks, kinds = TASKS, KINDS
    parallel = False  # it builds one index, on all cores

    def __init__(self) -> None:
        self._reader: Reader | None = None

    def version(self) -> str:
        return f"{__version__}, {how()}"

    def build(self, folder: Path, documents: Iterable[Document], cores: int) -> None:  # noqa: ARG002  # its own affair
        with WhooshEngine(folder) as engine:
            engine.write(Manifest("", "", str(folder), "benchmark", 0), readouts(documents), fresh=True)

    def open(self, folder: Path) -> None:
        self._reader = WhooshEngine(folder).reader()

    def count(self, question: Question) -> int | None:
        return self._opened.count(as_clause(question))

    def top10(self, question: Question) -> tuple[str, ...]:
        return self.best(as_clause(question))

    def best(self, wanted: clause.Clause) -> tuple[str, ...]:
        """The ids of the ten best for a clause."""
        return _ids(self._opened.search(Request(wanted)))

    def facets(self, question: Question) -> Answer:
        found = self._opened.search(Request(as_clause(question), facets=_FACETS))
        return Answer(_ids(found), _counts(found))

    def page(self, question: Question) -> Answer:
        wanted = as_clause(question)
        found = self._opened.search(Request(wanted, facets=_FACETS))
        seen = sought(wanted)
        sights = self._opened.sights(_ids(found), seen.leaves)
        shown = tuple(" ".join(one.text for one in snippets(seen, sight, 1)[0]) for sight in sights)
        return Answer(_ids(found), _counts(found), shown)

    @property
    def _opened(self) -> Reader:
        """The reader, for which what is asked next is a request of its own."""
        assert self._reader is not None, "open it first"  # noqa: S101
        self._reader.begin()
        return self._reader


def as_clause(question: Question) -> clause.Clause:
    """What the resolver would make of the question as typed, names aside."""
    terms = tuple(clause.Term(*pair) for pair in zip(question.words, question.stems, strict=False))
    match question.kind:
        case "term":
            return terms[0]
        case "or":
            return clause.Or(terms)
        case "and":
            return clause.And(terms)
        case "phrase":
            return clause.Exact(question.words)
        case "prefix":
            return clause.Pattern(f"{question.words[0]}*")
        case "filter":
            return clause.And((*terms, clause.AnyOf("country", frozenset({question.country}))))
        case "date":
            return clause.And((*terms, clause.Within(_day(question.first), _day(question.last))))


def _ids(found: Found) -> tuple[str, ...]:
    return tuple(id_ for id_, _ in found.hits)


def _counts(found: Found) -> Mapping[str, Mapping[str, int]]:
    return {field: facet.counts for field, facet in found.facets.items()}


def readouts(documents: Iterable[Document]) -> Iterator[Readout]:
    for one in documents:
        title, *paragraphs = one.passages
        yield Readout(
            id=ReadoutId(one.id),
            title=title,
            headline=title,
            digest=sha256(one.id.encode()).hexdigest(),
            source=Origin(f"{one.id}.txt", "txt"),
            date=Period.of(_day(one.day)),
            country=(Entity(one.country, one.country_label),),
            minister=(Entity(one.minister, one.minister_label),),
            topic=tuple(Entity(topic, topic) for topic in one.topics),
            passages=tuple(
                Passage(number, f"p{number}", "paragraph", paragraph, (number, number))
                for number, paragraph in enumerate(paragraphs, 1)
            ),
        )


def _day(number: int) -> date:
    return date(number // 10_000, number // 100 % 100, number % 100)
