"""Plain Whoosh: its own codec, writer, matchers, facets and highlighter, with query objects in place of text."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from whoosh import __version__, analysis, fields, formats, highlight, index, query, sorting

from benchmarks.peer import FACETS, KINDS, TASKS, Answer, Document, Question
from searchapp.analysis import stem

_OVERLAPPING = "topic"


class Engine:
    """Keeps `benchmarks.peer.Peer`."""

    tasks, kinds = TASKS, KINDS
    parallel = False

    def __init__(self) -> None:
        self._searcher: Any = None

    def version(self) -> str:
        return ".".join(str(part) for part in __version__)

    def build(self, folder: Path, documents: Iterable[Document], cores: int) -> None:  # noqa: ARG002  # one writes quicker
        writer = index.create_in(str(folder), _schema(written=True)).writer(limitmb=512)
        for one in documents:
            writer.add_document(
                id=one.id,
                text=one.text,
                stems=one.stems,
                words=one.words,
                country=one.country,
                minister=one.minister,
                topic=" ".join(one.topics),
                year=one.year,
                day=one.day,
            )
        writer.commit(optimize=True)

    def open(self, folder: Path) -> None:
        self._searcher = index.open_dir(str(folder), schema=_schema(written=False)).searcher()

    def count(self, question: Question) -> int | None:
        return sum(1 for _ in self._searcher.docs_for_query(_query(question)))

    def top10(self, question: Question) -> tuple[str, ...]:
        return tuple(hit["id"] for hit in self._searcher.search(_query(question), limit=10))

    def facets(self, question: Question) -> Answer:
        found = self._grouped(question)
        return Answer(tuple(hit["id"] for hit in found), _counts(found))

    def page(self, question: Question) -> Answer:
        found = self._grouped(question)
        found.highlighter = highlight.Highlighter(fragmenter=highlight.ContextFragmenter(maxchars=420))
        field = "words" if question.kind in {"phrase", "prefix"} else "stems"
        shown = tuple(hit.highlights(field, text=hit["text"], top=1) for hit in found)
        return Answer(tuple(hit["id"] for hit in found), _counts(found), shown)

    def _grouped(self, question: Question) -> Any:
        by = {facet: sorting.FieldFacet(facet, allow_overlap=facet == _OVERLAPPING) for facet in FACETS}
        return self._searcher.search(_query(question), limit=10, groupedby=by, maptype=sorting.Count)


def _counts(found: Any) -> Mapping[str, Mapping[str, int]]:
    return {
        facet: {str(value): count for value, count in found.groups(facet).items() if value is not None}
        for facet in FACETS
    }


def _schema(*, written: bool) -> Any:
    """The fields. Spaces part the tokens that are written; a snippet reads the text itself."""
    words = analysis.SpaceSeparatedTokenizer()
    stems = words
    if not written:
        words = analysis.RegexTokenizer() | analysis.LowercaseFilter()
        stems = words | analysis.StemFilter(stemfn=stem, ignore=None)
    return fields.Schema(
        id=fields.ID(stored=True),
        text=fields.STORED(),
        stems=fields.FieldType(format=formats.Frequency(), analyzer=stems, scorable=True),
        words=fields.FieldType(format=formats.Positions(), analyzer=words, scorable=True),
        country=fields.ID(sortable=True),
        minister=fields.ID(sortable=True),
        topic=fields.KEYWORD(),
        year=fields.NUMERIC(int, sortable=True),
        day=fields.NUMERIC(int, sortable=True),
    )


def _query(question: Question) -> Any:
    stems = [query.Term("stems", one) for one in question.stems]
    match question.kind:
        case "or":
            return query.Or(stems)
        case "phrase":
            return query.Phrase("words", list(question.words))
        case "prefix":
            return query.Prefix("words", question.words[0])
        case "filter":
            return query.And([*stems, query.ConstantScoreQuery(query.Term("country", question.country))])
        case "date":
            return query.And([*stems, query.NumericRange("day", question.first, question.last)])
        case "term":
            return stems[0]
        case _:
            return query.And(stems)
