"""Xapian, as its own term generator would index: stems without positions, words with them, values for facets."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import xapian

from benchmarks.peer import FACETS, KINDS, TASKS, Answer, Document, Question

_DAY = 4  # value slot; the facets have 0 to 3
_STEM, _COUNTRY = "Z", "XC"  # prefixes of terms
_PARTED = "\n"  # between the topics of a document


class Engine:
    """Keeps `benchmarks.peer.Peer`."""

    tasks, kinds = TASKS, KINDS
    parallel = False

    def __init__(self) -> None:
        self._base: Any = None

    def version(self) -> str:
        return str(xapian.version_string())

    def build(self, folder: Path, documents: Iterable[Document], cores: int) -> None:  # noqa: ARG002  # it has one writer
        loose = folder / "loose"
        base = xapian.WritableDatabase(str(loose), xapian.DB_CREATE | xapian.DB_NO_SYNC)
        for one in documents:
            base.add_document(_document(one))
        base.commit()
        base.compact(str(folder / "base"))
        base.close()
        for path in loose.iterdir():
            path.unlink()
        loose.rmdir()

    def open(self, folder: Path) -> None:
        self._base = xapian.Database(str(folder / "base"))

    def count(self, question: Question) -> int | None:
        return int(self._found(question, all_of_them=True).size_exact)

    def top10(self, question: Question) -> tuple[str, ...]:
        return tuple(_stored(hit)[0] for hit in self._found(question).matches)

    def facets(self, question: Question) -> Answer:
        found = self._found(question, all_of_them=True)
        return Answer(tuple(_stored(hit)[0] for hit in found.matches), found.counts)

    def page(self, question: Question) -> Answer:
        found = self._found(question, all_of_them=True)
        stored = [_stored(hit) for hit in found.matches]
        stemmer = xapian.Stem("english")
        shown = (found.matches.snippet(text, 420, stemmer).decode() for _, text in stored)
        return Answer(tuple(id_ for id_, _ in stored), found.counts, tuple(shown))

    def _found(self, question: Question, *, all_of_them: bool = False) -> "_Found":
        enquire = xapian.Enquire(self._base)
        enquire.set_query(_query(question))
        spies = [xapian.ValueCountMatchSpy(slot) for slot, _ in enumerate(FACETS)] if all_of_them else []
        for spy in spies:
            enquire.add_matchspy(spy)
        return _Found(enquire.get_mset(0, 10, self._base.get_doccount() if all_of_them else 0), spies)


class _Found:
    """Matches, and what the spies saw of all that was found."""

    def __init__(self, matches: Any, spies: list[Any]) -> None:
        self.matches, self._spies = matches, spies

    @property
    def size_exact(self) -> int:
        return int(self.matches.get_matches_estimated())  # exact, since all were looked at

    @property
    def counts(self) -> Mapping[str, Mapping[str, int]]:
        made = {}
        for facet, spy in zip(FACETS, self._spies, strict=True):
            counted: Counter[str] = Counter()
            for item in spy.values():
                for value in item.term.decode().split(_PARTED) if item.term else ():
                    counted[value] += item.termfreq
            made[facet] = counted
        return made


def _document(one: Document) -> Any:
    made = xapian.Document()
    made.set_data(json.dumps([one.id, one.text], ensure_ascii=False))
    for place, word in enumerate(one.words.split(), 1):
        made.add_posting(word, place)
    for stem, count in Counter(one.stems.split()).items():
        made.add_term(_STEM + stem, count)
    made.add_boolean_term(_COUNTRY + one.country)
    values = (one.country, one.minister, _PARTED.join(one.topics), str(one.year))
    for slot, value in enumerate(values):
        made.add_value(slot, value)
    made.add_value(_DAY, xapian.sortable_serialise(one.day))
    return made


def _query(question: Question) -> Any:
    query = xapian.Query
    stems = [query(_STEM + stem) for stem in question.stems]
    match question.kind:
        case "or":
            return query(query.OP_OR, stems)
        case "phrase":
            return query(query.OP_PHRASE, list(question.words), len(question.words))
        case "prefix":
            return query(
                query.OP_WILDCARD, question.words[0], 0, query.WILDCARD_LIMIT_ERROR, query.OP_SYNONYM
            )
        case "filter":
            only = query(_COUNTRY + question.country)
        case "date":
            first, last = (xapian.sortable_serialise(day) for day in (question.first, question.last))
            only = query(query.OP_VALUE_RANGE, _DAY, first, last)
        case _:
            return query(query.OP_AND, stems)
    return query(query.OP_FILTER, query(query.OP_AND, stems), only)


def _stored(hit: Any) -> tuple[str, str]:
    id_, text = json.loads(hit.document.get_data())
    return id_, text
