"""A batch of readouts to a segment, all of its words in one go.

Words are numbered in the order of their bytes before they are sorted with the places at which they stand, so
that one sort makes all posting lists of a field: a key is the number of the word, then that of the token.
"""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, chain, pairwise
from pathlib import Path

import numpy as np

from searchapp import analysis
from searchapp.engines.arrays.fields import DAYS, GAP, KEYWORDS, TITLE, as_number, fillings
from searchapp.engines.arrays.postings import EVERY
from searchapp.engines.arrays.records import RECORDS, compressor, decode, packed
from searchapp.engines.arrays.statements import Gathered
from searchapp.engines.arrays.store import Array, Writer, ascending, firsts, smallest
from searchapp.engines.arrays.words import Words
from searchapp.readout import Entity, Readout


@dataclass(frozen=True, slots=True)
class Postings:
    """The postings of a field, sorted by term and readout, the terms by number; see `searchapp.engines.arrays.segment`.

    term: of each posting. places: the positions, of `counts` postings each; None for stems and ids.
    """

    term: Array
    docs: Array
    counts: Array | None = None
    places: Array | None = None


class _Forms(dict[str, int]):
    """Written form -> number of its folded word, which is worked out once for each form."""

    def __init__(self) -> None:
        super().__init__()
        self.words: dict[str, int] = {}

    def __missing__(self, surface: str) -> int:
        number = self[surface] = self.words.setdefault(analysis.word(surface), len(self.words))
        return number


class _Runs:
    """The words of many texts, one after the other, and where in which readout each text stands."""

    def __init__(self) -> None:
        self.forms = _Forms()
        self.codes: list[int] = []  # of every word
        self.doc: list[int] = []  # from here on: of every text
        self.first: list[int] = []
        self.words: list[int] = []
        self.titles: list[int] = []

    def add(self, doc: int, texts: Sequence[str]) -> list[Array]:
        """Read the texts of a readout, the title first; returns for each where its words begin."""
        # all of them at once: no word reaches over the end of a line
        found, starts = analysis.surfaces("\n".join(texts))
        self.codes.extend(map(self.forms.__getitem__, found))
        begins = [0, *accumulate(len(text) + 1 for text in texts)]
        bounds = starts.searchsorted(begins).tolist()
        told, position = list[Array](), 0
        for number, (first, last) in enumerate(pairwise(bounds)):
            told.append(starts[first:last] - begins[number])
            self.doc.append(doc)
            self.first.append(position)
            self.words.append(last - first)
            self.titles.append(number == 0)
            if first < last:
                position += last - first - 1 + GAP
        return told


def write(readouts: Sequence[bytes], stem: Path, dictionary: bytes = b"") -> None:
    """Write a segment. readouts: as `records.encode` made them, of different ids. stem: its files' path, less suffix."""
    with _nothing_collected():
        _write(readouts, stem, dictionary)


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Everything that is made here is used until the end: looking for garbage in it takes a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _write(readouts: Sequence[bytes], stem: Path, dictionary: bytes) -> None:
    runs, said, read, ends = _Runs(), Gathered(), list[Readout](), [0]
    squeeze = compressor(dictionary)
    with stem.with_suffix(RECORDS).open("xb") as file:
        for number, text in enumerate(readouts):
            readout = decode(text)
            told = runs.add(number, [readout.title, *(passage.text for passage in readout.passages)])
            if readout.statements:
                said.add(number, readout, told[1:], runs.first[-len(readout.passages) :])
            ends.append(ends[-1] + file.write(packed(readout, told, squeeze)))
            read.append(readout)
    with Writer(stem) as out:
        out.about |= {
            "readouts": len(read),
            "fields": [],
            "dictionaries": [dictionary.hex()] if dictionary else [],
        }
        out.put("record_ends", np.asarray(ends, smallest(ends[-1])))
        _texts(out, runs, len(read))
        said.put(out, len(read))
        _ids(out, read)
        filled = [fillings(readout) for readout in read]
        for field in KEYWORDS:
            _keyword(out, field, [some[field] for some in filled])
        _days(out, read)


def put_field(out: Writer, name: str, terms: Sequence[bytes], made: Postings) -> None:
    """Write a field's postings; terms that have none are left out."""
    used = firsts(made.term)
    some = Words.of([terms[number] for number in made.term[used].tolist()])
    bounds = np.append(used, len(made.term))
    out.about["fields"].append(name)
    out.put(f"{name}/terms", some.blob)
    out.put(f"{name}/ends", some.ends)
    out.put(f"{name}/starts", bounds)
    out.put(f"{name}/docs", made.docs.astype(np.uint32))
    if made.counts is not None:
        out.put(f"{name}/counts", made.counts.astype(smallest(_most(made.counts))))
    if made.counts is not None and made.places is not None:
        ends = np.append(0, np.cumsum(made.counts, dtype=np.int64))
        out.put(f"{name}/place_starts", ends[bounds])
        out.put(f"{name}/place_marks", ends[:-1:EVERY])
        out.put(f"{name}/places", made.places.astype(smallest(_most(made.places))))


def put_families(out: Writer, stem_of: Array, stems: int) -> None:
    """Write which words each stem has. stem_of: the number of its stem in `text_stem`, by word of `text`."""
    order = np.argsort(stem_of, kind="stable")
    out.put("text_stem/words", order.astype(np.uint32))
    out.put("text_stem/word_starts", np.searchsorted(stem_of[order], np.arange(stems + 1)))


def _texts(out: Writer, runs: _Runs, size: int) -> None:
    """The fields of words and of stems, and the lengths of both texts."""
    names = list(runs.forms.words)
    order = sorted(range(len(names)), key=names.__getitem__)
    words = [names[number] for number in order]
    rank = np.empty(len(words), np.int64)
    rank[order] = np.arange(len(words))
    stems = [analysis.stem(word) for word in words]
    stem_names = sorted(set(stems))
    stem_number = {stem: number for number, stem in enumerate(stem_names)}
    stem_of = np.asarray([stem_number[stem] for stem in stems], np.int64)

    lengths = np.asarray(runs.words, np.int64)
    total = int(lengths.sum())
    begins = np.cumsum(lengths) - lengths
    doc = np.repeat(np.asarray(runs.doc, np.int64), lengths)
    place = np.arange(total) - np.repeat(begins - np.asarray(runs.first, np.int64), lengths)
    title = np.repeat(np.asarray(runs.titles, bool), lengths)
    word = rank[np.asarray(runs.codes, np.int64)] if total else np.zeros(0, np.int64)

    plain = [word.encode() for word in words]
    plain_stems = [stem.encode() for stem in stem_names]
    text = _sorted(word, doc, place)
    head = _sorted(word[title], doc[title], place[title])
    put_field(out, "text", plain, text)
    put_field(out, "title", plain, head)
    weights = _weights(text, head)
    # each word stands in `text` and each stem in `text_stem`, so that their numbers there are these
    put_field(out, "text_stem", plain_stems, _of_stems(text, stem_of, weights))
    put_field(out, "title_stem", plain_stems, _of_stems(head, stem_of, TITLE * _counts(head)))
    put_families(out, stem_of, len(stem_names))
    per_title = np.bincount(doc[title], minlength=size)
    per_text = np.bincount(doc, minlength=size)
    out.put("text/lengths", per_text.astype(smallest(_most(per_text))))
    out.put("title/lengths", per_title.astype(smallest(_most(per_title))))


def _sorted(word: Array, doc: Array, place: Array) -> Postings:
    """The postings of tokens that come in the order of their readouts and places."""
    order = ascending(word)
    words, docs = word[order], doc[order]
    first = firsts(words, docs)
    counts = np.diff(np.append(first, len(words)))
    return Postings(words[first], docs[first], counts, place[order])


def _counts(postings: Postings) -> Array:
    assert postings.counts is not None  # noqa: S101  # words have counts
    return postings.counts


def _weights(text: Postings, head: Postings) -> Array:
    """How much each posting of `text` weighs, in words of the body."""
    keys, titled = ((one.term << 32) | one.docs for one in (text, head))
    weights = _counts(text).copy()
    weights[np.searchsorted(keys, titled)] += (TITLE - 1) * _counts(head)
    return weights


def _of_stems(words: Postings, stem_of: Array, weights: Array) -> Postings:
    """The postings of stems: the weights of their words added up."""
    stem = stem_of[words.term] if len(words.term) else words.term
    order = np.argsort((stem << 32) | words.docs, kind="stable")
    stem, docs = stem[order], words.docs[order]
    first = firsts(stem, docs)
    summed = np.add.reduceat(weights[order], first) if len(first) else weights
    return Postings(stem[first], docs[first], summed)


def _ids(out: Writer, read: Sequence[Readout]) -> None:
    ids = [readout.id.encode() for readout in read]
    order = np.asarray(sorted(range(len(ids)), key=ids.__getitem__), np.int64)
    put_field(out, "id", [ids[n] for n in order], Postings(np.arange(len(ids)), order))
    rank = np.empty(len(ids), np.uint32)
    rank[order] = np.arange(len(ids))
    out.put("id/codes", rank)


def _keyword(out: Writer, name: str, held: Sequence[tuple[Entity, ...]]) -> None:
    """A keyword field: its postings by id, and by readout the set of entities that fills it."""
    different = dict.fromkeys(held)
    entities = sorted({(entity.id, entity.label) for some in different for entity in some})
    number = {entity: n for n, entity in enumerate(entities)}
    ids = sorted({id_ for id_, _ in entities})
    id_number = {id_: n for n, id_ in enumerate(ids)}
    sets: dict[tuple[int, ...], int] = {}
    code: dict[tuple[Entity, ...], int] = {}
    for some in different:
        filling = tuple(sorted({number[entity.id, entity.label] for entity in some}))
        code[some] = sets.setdefault(filling, len(sets))
    codes = list(map(code.__getitem__, held))
    entity = np.asarray([id_number[id_] for id_, _ in entities], np.int64)
    put_sets(
        out, name, entity, [label.encode() for _, label in entities], list(sets), np.asarray(codes, np.int64)
    )
    pairs = sorted({(id_number[one.id], doc) for doc, some in enumerate(held) for one in some})
    flat = np.asarray(pairs, np.int64).reshape(-1, 2)
    put_field(out, name, [id_.encode() for id_ in ids], Postings(flat[:, 0], flat[:, 1]))


def put_sets(
    out: Writer,
    name: str,
    entity: Array,
    labels: Sequence[bytes],
    sets: Sequence[tuple[int, ...]],
    codes: Array,
) -> None:
    """Write what fills a keyword field, by readout."""
    told = Words.of(labels)
    out.put(f"{name}/entity", entity.astype(np.uint32))
    out.put(f"{name}/labels", told.blob)
    out.put(f"{name}/label_ends", told.ends)
    starts = np.append(0, np.cumsum([len(some) for some in sets], dtype=np.int64))
    out.put(f"{name}/sets", np.asarray(list(chain.from_iterable(sets)), np.uint32))
    out.put(f"{name}/set_starts", starts)
    out.put(f"{name}/codes", codes.astype(smallest(max(len(sets) - 1, 0))))


def _days(out: Writer, read: Sequence[Readout]) -> None:
    for name, ends in zip(DAYS, zip(*map(_period, read), strict=True) if read else ((), ()), strict=True):
        out.put(name, np.asarray([as_number(day) if day else 0 for day in ends], np.uint32))
    out.put("statements", np.asarray([len(readout.statements) for readout in read], np.uint32))


def _period(readout: Readout) -> tuple[date | None, date | None]:
    return (readout.date.first, readout.date.last) if readout.date else (None, None)


def _most(array: Array) -> int:
    return int(array.max(initial=0))
