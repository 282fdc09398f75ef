"""Tantivy through its Python bindings: one segment, one thread, facets by terms aggregations."""

from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

import tantivy

from benchmarks.peer import BUCKETS, FACETS, KINDS, TASKS, Answer, Document, Question

_HEAP = 3_000_000_000  # bytes; one thread within it writes one segment at 10k and 100k
_AGGREGATIONS = {facet: {"terms": {"field": facet, "size": BUCKETS}} for facet in FACETS}


class Engine:
    """Keeps `benchmarks.peer.Peer`."""

    tasks, kinds = TASKS, KINDS
    parallel = True

    def __init__(self) -> None:
        self._schema = _schema()
        self._index: Any = None
        self._searcher: Any = None

    def version(self) -> str:
        return metadata.version("tantivy")

    def build(self, folder: Path, documents: Iterable[Document], cores: int) -> None:
        index = _tokenized(tantivy.Index(self._schema, path=str(folder)), written=True)
        writer = index.writer(_HEAP // cores, cores)
        for one in documents:
            writer.add_document(_document(one))
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> None:
        self._index = _tokenized(tantivy.Index.open(str(folder)), written=False)
        self._searcher = self._index.searcher()

    def count(self, question: Question) -> int | None:
        return int(self._searcher.search(self._query(question), limit=1, count=True).count)

    def top10(self, question: Question) -> tuple[str, ...]:
        return tuple(str(one["id"][0]) for one in self._best(self._query(question)))

    def facets(self, question: Question) -> Answer:
        query = self._query(question)
        return Answer(tuple(str(one["id"][0]) for one in self._best(query)), self._counts(query))

    def page(self, question: Question) -> Answer:
        query = self._query(question)
        best = self._best(query)
        field = "words" if question.kind in {"phrase", "prefix"} else "stems"
        maker: Any = tantivy.SnippetGenerator.create(self._searcher, query, self._schema, field)
        maker.set_max_num_chars(420)
        # the text is stored once, beside the fields of tokens: give it to the maker under the field's name
        shown = (
            maker.snippet_from_doc(tantivy.Document(**{field: one["text"][0]})).to_html() for one in best
        )
        return Answer(tuple(str(one["id"][0]) for one in best), self._counts(query), tuple(shown))

    def _best(self, query: Any) -> list[Any]:
        found = self._searcher.search(query, limit=10, count=False)
        return [self._searcher.doc(address) for _, address in found.hits]

    def _counts(self, query: Any) -> Mapping[str, Mapping[str, int]]:
        found = self._searcher.aggregate(query, _AGGREGATIONS)
        return {
            facet: {_value(one["key"]): int(one["doc_count"]) for one in found[facet]["buckets"]}
            for facet in FACETS
        }

    def _query(self, question: Question) -> Any:
        must, query = tantivy.Occur.Must, tantivy.Query
        # document and frequency suffice to score a word: the stems have no positions
        terms = [query.term_query(self._schema, "stems", stem, "freq") for stem in question.stems]
        match question.kind:
            case "term":
                return terms[0]
            case "phrase":
                return query.phrase_query(self._schema, "words", list(question.words))
            case "prefix":
                return query.regex_query(self._schema, "words", f"{question.words[0]}.*")
            case "or":
                return query.boolean_query([(tantivy.Occur.Should, term) for term in terms])
            case "and":
                return query.boolean_query([(must, term) for term in terms])
            case "filter":
                only = query.term_query(self._schema, "country", question.country, "basic")
            case "date":
                only = query.range_query(
                    self._schema, "day", tantivy.FieldType.Integer, question.first, question.last
                )
        return query.boolean_query(
            [*((must, term) for term in terms), (must, query.const_score_query(only, 0.0))]
        )


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("text", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("stems", tokenizer_name="stems", index_option="freq")
    builder.add_text_field("words", tokenizer_name="words", index_option="position")
    for facet in ("country", "minister", "topic"):
        builder.add_text_field(facet, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("year", fast=True)
    builder.add_integer_field("day", fast=True)
    return builder.build()


def _tokenized(index: Any, *, written: bool) -> Any:
    """The index with its tokenizers: spaces part the tokens that are written; a snippet reads the text itself."""
    for name in ("stems", "words"):
        if written:
            analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        else:
            plain = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase())
            stemmed = plain.filter(tantivy.Filter.stemmer("english")) if name == "stems" else plain
            analyzer = stemmed.build()
        index.register_tokenizer(name, analyzer)
    return index


def _document(one: Document) -> Any:
    return tantivy.Document(
        id=one.id,
        text=one.text,
        stems=one.stems,
        words=one.words,
        country=one.country,
        minister=one.minister,
        topic=list(one.topics),
        year=one.year,
        day=one.day,
    )


def _value(key: str | float) -> str:
    return key if isinstance(key, str) else str(int(key))
