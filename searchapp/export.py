"""Everything that a search finds, written out: a table, readouts whole, citations, or a text to go on from.

Each form is made as it is sent, a few hundred readouts in memory at a time, and from one generation of the index.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from searchapp import citation, serialise
from searchapp.citation import Citation
from searchapp.readout import Entity, Side
from searchapp.results import Hit, Search, Snippet
from searchapp.searcher import Searcher

COLUMNS = (
    "id", "date", "title", "headline", "home", "country", "minister", "counterpart", "organisation", "topic", "type", "mode",
    "place", "occasion", "lang", "score", "passage", "speaker", "side", "text", "url", "source_url", "source", "digest",
)  # fmt: skip
_FORMULA = re.compile(r"^\s*[=+\-@＝＋－＠|]|^[\t\r\n]")  # what a spreadsheet would reckon out, and run
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~])|^(\s*)([-+]|\d+[.)])(?=\s)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Taking:
    """What is taken away. address: absolute, of a readout's page; accessed: the day."""

    searcher: Searcher
    search: Search
    address: Callable[[str], str]
    accessed: date


@dataclass(frozen=True, slots=True)
class Form:
    """A form of export: how it is called, the ending of its file, its media type, and what writes it, in pieces."""

    label: str
    suffix: str
    mimetype: str
    write: Callable[[Taking], Iterator[str]]


def table(taking: Taking) -> Iterator[str]:
    """A row for each readout, with its best passages. RFC 4180; several values are parted by `; `.

    A cell that a spreadsheet would take for a formula begins with an apostrophe.
    """
    hits = taking.searcher.every(taking.search)
    return _rows(taking, hits)


def _rows(taking: Taking, hits: Iterator[Hit]) -> Iterator[str]:
    yield _row(COLUMNS)
    for hit in hits:
        one = hit.readout
        best, voices = [snippet.passage for snippet in hit.snippets], list(_voices(hit))
        yield _row(
            (
                one.id, str(one.date or ""), one.title, one.headline, one.home.label if one.home else "", _labels(one.country),
                _labels(one.minister), _labels(one.counterpart), _labels(one.organisation), _labels(one.topic), one.type,
                one.mode or "", one.place or "", one.occasion or "", one.lang, f"{hit.score:.4f}",
                _several(passage.anchor for passage in best), _several(speaker for speaker, _ in voices), _several(side for _, side in voices), " … ".join(map(_whole, hit.snippets)), taking.address(one.id),
                one.source.url or "", one.source.path, one.digest,
            )
        )  # fmt: skip


def _row(cells: tuple[str, ...]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow([f"'{cell}" if _FORMULA.match(cell) else cell for cell in cells])
    return line.getvalue()


def lines(taking: Taking) -> Iterator[str]:
    """A readout a line, whole, as the API gives it, with the address of its page."""
    readouts = taking.searcher.whole(taking.search)
    return (
        json.dumps({**serialise.readout(one), "address": taking.address(one.id)}, ensure_ascii=False) + "\n"
        for one in readouts
    )


def cited(write: Callable[[Citation], str]) -> Callable[[Taking], Iterator[str]]:
    """Citations of one form, one after the other."""

    def written(taking: Taking) -> Iterator[str]:
        hits, generation = taking.searcher.every(taking.search), taking.searcher.manifest().generation
        return (write(_citation(taking, hit, generation)) for hit in hits)

    return written


def text(taking: Taking) -> Iterator[str]:
    """A document in Markdown: each readout with its best passages, who speaks in them, and how to cite it."""
    hits, generation = taking.searcher.every(taking.search), taking.searcher.manifest().generation
    return _document(taking, hits, generation)


def _document(taking: Taking, hits: Iterator[Hit], generation: str) -> Iterator[str]:
    query = taking.search.text.strip()
    yield f"# Readouts{f': {_plain(query)}' if query else ''}\n"
    for hit in hits:
        one, address = hit.readout, taking.address(hit.readout.id)
        facts = [
            str(one.date or ""),
            one.home.label if one.home else "",
            _labels(one.country),
            one.place or "",
        ]
        told = ", ".join(_plain(fact) for fact in facts if fact)
        yield f"\n## [{_plain(one.headline)}]({address})\n\n{told}\n"
        for snippet in hit.snippets:
            speaker = snippet.passage.speaker
            who = f"{_plain(speaker)}: " if speaker else ""
            yield f"\n> {who}{_plain(_whole(snippet))} ([{snippet.passage.anchor}]({address}#{snippet.passage.anchor}))\n"
        yield f"\n{_plain(citation.plain(_citation(taking, hit, generation)))}\n"


FORMS: Mapping[str, Form] = {
    "csv": Form("Table (CSV)", ".csv", "text/csv", table),
    "jsonl": Form("Readouts whole (JSON Lines)", ".jsonl", "application/x-ndjson", lines),
    "bibtex": Form("Citations (BibTeX)", ".bib", "application/x-bibtex", cited(citation.bibtex)),
    "ris": Form("Citations (RIS)", ".ris", "application/x-research-info-systems", cited(citation.ris)),
    "md": Form("Passages (Markdown)", ".md", "text/markdown", text),
}


def _citation(taking: Taking, hit: Hit, generation: str) -> Citation:
    return Citation(
        hit.readout, taking.address(hit.readout.id), taking.accessed, generation, taking.search.text
    )


def _several(values: Iterable[str | None]) -> str:
    return "; ".join(dict.fromkeys(value for value in values if value))


def _voices(hit: Hit) -> Iterator[tuple[str | None, Side | None]]:
    """Speaker and side of whose turn the passages are that show best why it was found, and of who says what is marked there."""
    for snippet in hit.snippets:
        yield snippet.passage.speaker, snippet.passage.side
        if snippet.passage.kind != "turn":
            yield from ((one.speaker.label if one.speaker else None, one.side) for one in snippet.marked)


def _labels(entities: tuple[Entity, ...]) -> str:
    return "; ".join(entity.label for entity in entities)


def _whole(snippet: Snippet) -> str:
    return f"{'… ' if snippet.before else ''}{snippet.text}{' …' if snippet.after else ''}"


def _plain(said: str) -> str:
    """A text on one line, that Markdown takes for nothing but text."""
    return _MARKDOWN.sub(lambda found: f"{found[2] or ''}\\{found[1] or found[3]}", " ".join(said.split()))
