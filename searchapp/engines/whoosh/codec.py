"""Whoosh's own way of reading a segment, over our arrays: what makes a generation an index of Whoosh's.

`whoosh.index.open_dir` opens it, and Whoosh's Searcher finds in it what our evaluator does, which is how the
evaluator is tested. Searching does not come this way. Segments are made by `searchapp.engines.arrays.build`, many
readouts at a time, and never posting by posting: a writer of Whoosh's is refused.
"""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
from whoosh.codec import base
from whoosh.reading import TermInfo, TermNotFound

from searchapp.engines.arrays.fields import DAYS, FOLDED, STEMS
from searchapp.engines.arrays.segment import Field, Segment
from searchapp.engines.arrays.store import Array, firsts
from searchapp.engines.arrays.words import Words
from searchapp.engines.whoosh.matcher import matcher
from searchapp.engines.whoosh.schema import schema

INDEX = "MAIN"  # Whoosh's name for an index that has none
_LENGTHS = {field: field.removesuffix("_stem") for field in (*FOLDED.values(), *STEMS.values())}


class ArraySegment(base.Segment):  # type: ignore[misc]  # whoosh-reloaded has no annotations
    """A segment as the table of contents names it; the one class of ours that Whoosh pickles there.

    deleted: a bit for each readout, set for those that are gone; None: none is.
    """

    def __init__(self, name: str, size: int, deleted: Array | None = None) -> None:
        self.indexname, _, self.segid = name.partition("_")
        self.compound = False
        self._size = size
        self._deleted = b"" if deleted is None or not deleted.any() else np.packbits(deleted).tobytes()

    @property
    def deleted(self) -> Array | None:
        """Which readouts are gone; None: none is."""
        if not self._deleted:
            return None
        return np.unpackbits(np.frombuffer(self._deleted, np.uint8), count=self._size).astype(bool)

    @property
    def name(self) -> str:
        """What its files are called, less suffix."""
        return f"{self.indexname}_{self.segid}"

    def codec(self) -> "ArrayCodec":
        return ArrayCodec()

    def doc_count_all(self) -> int:
        return self._size

    def deleted_count(self) -> int:
        return 0 if self.deleted is None else int(self.deleted.sum())

    def deleted_docs(self) -> list[int]:
        return [] if self.deleted is None else list(np.flatnonzero(self.deleted).tolist())

    def is_deleted(self, docnum: int) -> bool:
        return self.deleted is not None and bool(self.deleted[docnum])

    def should_assemble(self) -> bool:
        return False


class ArrayCodec(base.Codec):  # type: ignore[misc]
    """Reads; see above for what writes."""

    length_stats = False

    def terms_reader(self, storage: Any, segment: ArraySegment) -> "TermsReader":
        return TermsReader(Segment(Path(storage.folder), segment.name))

    def per_document_reader(self, storage: Any, segment: ArraySegment) -> "PerDocumentReader":
        return PerDocumentReader(Segment(Path(storage.folder), segment.name), segment)

    def new_segment(self, storage: Any, indexname: str) -> NoReturn:  # Whoosh's signature
        raise NotImplementedError("readouts are put in by searchapp.engines.whoosh.writer, many at a time")

    per_document_writer = field_writer = postings_writer = new_segment


class TermsReader(base.TermsReader):  # type: ignore[misc]
    """The terms of a segment, and their postings."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment
        self._names = sorted((*segment.fields, *DAYS))

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        field, text = term
        return field in self._names and self._field(field).terms.number(text) is not None

    def cursor(self, fieldname: str, fieldobj: Any) -> "Cursor":
        return Cursor(self, fieldname, self._field(fieldname).terms, fieldobj)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        return ((name, text) for name in self._names for text in self._field(name).terms.all())

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """The terms from one on; those of later fields too, as Whoosh has it."""
        return ((name, text) for name, text in self.terms() if (name, text) >= (fieldname, prefix))

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """Raises TermNotFound."""
        docs, counts, _ = self._postings(fieldname, text)
        lengths = self._lengths(fieldname)[docs]
        return TermInfo(
            weight=float(counts.sum()),
            df=len(docs),
            minlength=int(lengths.min()),
            maxlength=int(lengths.max()),
            maxweight=float(counts.max()),
            minid=int(docs[0]),
            maxid=int(docs[-1]),
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        return self._info(fieldname, text).weight()  # type: ignore[no-any-return]

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        return self._info(fieldname, text).doc_frequency()  # type: ignore[no-any-return]

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> Any:
        """Raises TermNotFound."""
        postings = self._postings(fieldname, text)
        return matcher(*postings, format_, scorer, (fieldname, text), self.term_info(fieldname, text))

    def indexed_field_names(self) -> list[str]:
        return list(self._names)

    def _info(self, fieldname: str, text: bytes) -> TermInfo:
        try:
            return self.term_info(fieldname, text)
        except TermNotFound as error:  # Whoosh expects another error here than there
            raise KeyError(text) from error

    def _postings(self, fieldname: str, text: bytes) -> tuple[Array, Array, Array | None]:
        """The readouts of a term, how often it stands in each, and where, if that is known."""
        field = self._field(fieldname) if fieldname in self._names else None
        at = None if field is None else field.terms.number(text)
        if field is None or at is None:
            raise TermNotFound(f"{fieldname}:{text!r}")
        some = slice(field.starts[at], field.starts[at + 1])
        docs = field.docs[some]
        counts = np.ones(len(docs), np.uint8) if field.counts is None else field.counts[some]
        if field.places is None or field.place_starts is None:
            return docs, counts, None
        return docs, counts, field.places[field.place_starts[at] : field.place_starts[at + 1]]

    def _lengths(self, fieldname: str) -> Array:
        if fieldname in _LENGTHS:
            return self._segment.arrays[f"{_LENGTHS[fieldname]}/lengths"]
        return np.ones(self._segment.size, np.uint8)

    def _field(self, name: str) -> Field:
        return self._days[name] if name in DAYS else self._segment.field(name)

    @cached_property
    def _days(self) -> dict[str, Field]:
        """Days as fields of terms, which we keep as columns only."""
        return {name: _terms_of(name, days) for name, days in zip(DAYS, self._segment.days, strict=True)}


class Cursor(base.FieldCursor):  # type: ignore[misc]
    """A place among the terms of a field."""

    def __init__(self, reader: TermsReader, name: str, terms: Words, fieldobj: Any) -> None:
        self._reader, self._name, self._terms, self._fieldobj, self._at = reader, name, terms, fieldobj, 0

    def first(self) -> Any:
        return self.find(b"")

    def find(self, string: bytes | str) -> Any:
        wanted = string if isinstance(string, bytes) else self._fieldobj.to_bytes(string)
        self._at = self._terms.starting(wanted)[0]
        return self.text()

    def next(self) -> Any:
        self._at += 1
        return self.text()

    def text(self) -> Any:
        return self._fieldobj.from_bytes(self._terms[self._at]) if self.is_valid() else None

    term = text

    def term_info(self) -> TermInfo:
        return self._reader.term_info(self._name, self._terms[self._at])

    def is_valid(self) -> bool:
        return self._at < len(self._terms)


class PerDocumentReader(base.PerDocumentReader):  # type: ignore[misc]
    """What a segment holds by readout."""

    def __init__(self, segment: Segment, told: ArraySegment) -> None:
        self._segment, self._told, self._deleted = segment, told, frozenset(told.deleted_docs())

    def doc_count(self) -> int:
        return self._segment.size - len(self._deleted)

    def doc_count_all(self) -> int:
        return self._segment.size

    def has_deletions(self) -> bool:
        return bool(self._deleted)

    def is_deleted(self, docnum: int) -> bool:
        return docnum in self._deleted

    def deleted_docs(self) -> frozenset[int]:
        return self._deleted

    def supports_columns(self) -> bool:
        return True

    def has_column(self, fieldname: str) -> bool:  # noqa: ARG002  # there are none
        return False

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        return int(self._lengths(fieldname)[docnum]) if fieldname in _LENGTHS else default

    def field_length(self, fieldname: str) -> int:
        return int(self._lengths(fieldname).sum(dtype=np.int64)) if fieldname in _LENGTHS else 0

    def min_field_length(self, fieldname: str) -> int:
        return int(self._lengths(fieldname).min(initial=0)) if fieldname in _LENGTHS else 0

    def max_field_length(self, fieldname: str) -> int:
        return int(self._lengths(fieldname).max(initial=0)) if fieldname in _LENGTHS else 0

    def has_vector(self, docnum: int, fieldname: str) -> bool:  # noqa: ARG002  # there are none
        return False

    def stored_fields(self, docnum: int) -> dict[str, str]:
        return {"id": self._segment.id(docnum)}

    def _lengths(self, fieldname: str) -> Array:
        return self._segment.arrays[f"{_LENGTHS[fieldname]}/lengths"]


def _terms_of(name: str, days: Array) -> Field:
    """A column of days as a field whose terms they are."""
    order = np.argsort(days, kind="stable")
    order = order[np.searchsorted(days[order], 1) :]  # 0 is no day
    begins = firsts(days[order])
    to_bytes = schema()[name].to_bytes
    terms = Words.of(to_bytes(int(day)) for day in days[order][begins])
    return Field(terms, np.append(begins, len(order)), order, None)
