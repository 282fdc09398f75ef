"""What an assistant is answered: the JSON of the API, the same as text, and sources with citations for all of it.

An answer has room for some thousand words: what is longer is told in parts, and says so.
"""

import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate
from typing import Generic, TypeVar

from click import unstyle

from searchapp import serialise, terminal
from searchapp.analysis import folded_text
from searchapp.assistants.shapes import (
    CitedShape,
    ComparedShape,
    FollowedShape,
    FoundShape,
    LookedUpShape,
    ReadShape,
)
from searchapp.assistants.sources import Citing, shown, speaker, spoken
from searchapp.catalogue import Wanted
from searchapp.compare import Row
from searchapp.errors import EntityMissingError, SearchAppError
from searchapp.profiles import Profile
from searchapp.readout import Passage, Readout
from searchapp.results import Hit, Results, Search
from searchapp.searcher import Searcher
from searchapp.trends import Asked, Trends

ROOM = 30_000  # characters of passages in one answer
_FACETS = 5  # values of a facet
_POINTS = 1_500  # counts in one answer
_CITED = 12  # sources of trends and of an entity
_NAMED = 8  # entities that are offered where a name means several
Content = TypeVar("Content", bound=Mapping[str, object])


@dataclass(frozen=True, slots=True)
class Answer(Generic[Content]):
    """The same twice: as a text to read, and as JSON."""

    text: str
    content: Content


class PassageMissingError(SearchAppError):
    """A readout has no such passage."""

    def __init__(self, one: Readout, wanted: str) -> None:
        ends = [p.anchor for p in one.passages]
        has = f"It has {ends[0]} to {ends[-1]}." if ends else "It has none."
        super().__init__(f"{one.id} has no passage {wanted[:40]!r}. {has}")


class AnswerSizeError(SearchAppError):
    """More counts than go into an answer."""

    def __init__(self, points: int) -> None:
        super().__init__(
            f"These would be {points:,} counts, of which {_POINTS:,} go into an answer. "
            "Ask for fewer queries, a longer unit (by=year), or a shorter time (first, last)."
        )


class SeveralNamedError(SearchAppError):
    """A name that several entities have."""

    def __init__(self, name: str, some: Iterable[str]) -> None:
        super().__init__(f"{name[:80]!r} may be any of these; ask for one by its id: {'; '.join(some)}.")


class Answers:
    """Answers over one index; safe to share between threads. Each raises SearchAppError, naming the remedy."""

    def __init__(self, searcher: Searcher, public: str = "", today: Callable[[], date] = date.today) -> None:
        """public: the address under which readers reach the pages; empty: those of `searchapp serve` here."""
        self.searcher = searcher
        self._public, self._today = public, today

    def search(self, search: Search) -> Answer[FoundShape]:
        """A page of hits, each with its best passages."""
        found = self.searcher.search(search)
        citing = self._citing(search.text, found.generation)
        loose = found.remedies.loose
        hits = found.hits or (loose.hits if loose else ())
        told, sources = list[str](), list[CitedShape]()
        for number, hit in enumerate(hits, (search.page - 1) * search.per_page + 1):
            some = [*_passages(hit, citing)] or [("", citing.whole(hit.readout))]
            told.append("\n".join((f"[{number}] {_line(hit.readout)}", *(text for text, _ in some))))
            sources += [source for _, source in some]
        text = "\n\n".join((_head(found), *told, *citing.notes()))
        facets = {field: values[:_FACETS] for field, values in found.facets.items()}
        return Answer(text, {"results": serialise.results(replace(found, facets=facets)), "sources": sources})

    def read(self, id_: str, passage: str = "", start: str = "") -> Answer[ReadShape]:
        """A readout whole, from a passage on, or one passage of it."""
        reading = self.searcher.read(id_)
        one = reading.readout
        citing = self._citing("", reading.generation)
        if passage:
            chosen: Sequence[Passage] = (one.passages[_place(one, passage)],)
        else:
            chosen = one.passages[_place(one, start) if start else 0 :]
        some = [_cut(p) for p in chosen[: _fitting([len(p.text) for p in chosen])]]
        rest = chosen[len(some)].anchor if len(some) < len(chosen) else None
        anchors = {p.anchor for p in some}
        said = tuple(statement for statement in one.statements if statement.passage in anchors)
        part = replace(one, passages=tuple(some), statements=said, evidence=())
        sources = [citing.part(one, some[0], said)] if passage else [citing.whole(one)]
        lines = [_line(one), *_facts(one), f"A passage has its anchor behind {citing.address(one)}#"]
        lines += [text for p in some for text in _told(part, p)]
        if rest:
            lines.append(f"It goes on: read it with start={rest}.")
        text = "\n\n".join(("\n".join(lines), citing.listed(sources)))
        return Answer(text, {"readout": serialise.readout(part), "next": rest, "sources": sources})

    def trends(self, asked: Asked) -> Answer[FollowedShape]:
        """Queries over time; raises the first query's error where none can be read."""
        made = self.searcher.trends(asked)
        for failed in made.trends[:1] if not made.drawn else ():
            if failed.error:
                raise failed.error
        lines = sum(len(trend.lines) for trend in made.drawn)
        if (points := lines * len(made.periods)) > _POINTS:
            raise AnswerSizeError(points)
        citing = self._citing(
            asked.queries[0] if len(asked.queries) == 1 else "", self.searcher.manifest().generation
        )
        sources = [citing.whole(one) for one in _uses(made)]
        text = "\n\n".join((unstyle(terminal.trends(made)), citing.listed(sources)))
        return Answer(text, {"trends": serialise.trends(made), "sources": sources})

    def compare(self, before: str, after: str) -> Answer[ComparedShape]:
        """Two readouts beside each other."""
        compared = self.searcher.compare(before, after)
        kept = compared.rows[: _fitting([_length(row) for row in compared.rows])]
        left = len(compared.rows) - len(kept)
        part = replace(compared, rows=kept)
        citing = self._citing("", self.searcher.manifest().generation)
        sources = [citing.whole(compared.before), citing.whole(compared.after)]
        cut = f"{left:,} more pairs of passages are left out here; read both readouts for them.\n\n"
        text = f"{unstyle(terminal.comparison(part))}\n{cut if left else ''}{citing.listed(sources)}"
        return Answer(text, {"comparison": serialise.comparison(part), "left_out": left, "sources": sources})

    def entity(self, kind: str, name: str) -> Answer[LookedUpShape]:
        """Who or what an entity is, by its id or a name of it."""
        found = self._profile(kind, name)
        citing = self._citing(found.query, self.searcher.manifest().generation)
        said = [citing.part(one.readout, one.passage, (one.statement,)) for one in found.said]
        sources = [*said, *map(citing.whole, found.latest)][:_CITED]
        text = "\n\n".join((unstyle(terminal.profile(found)), citing.listed(sources)))
        return Answer(text, {"profile": serialise.profile(found), "sources": sources})

    def _profile(self, kind: str, name: str) -> Profile:
        try:
            return self.searcher.profile(kind, name)
        except EntityMissingError:
            some = self.searcher.catalogue(kind, Wanted(name, order="count")).entries
            exact = [one for one in some if folded_text(one.entity.label) == folded_text(name)]
            if len(chosen := exact or some) == 1:
                return self.searcher.profile(kind, chosen[0].entity.id)
            if not some:
                raise
            offered = (f"{one.entity.id} ({one.entity.label}, {one.count:,})" for one in some[:_NAMED])
            raise SeveralNamedError(name, offered) from None

    def _citing(self, query: str, generation: str) -> Citing:
        return Citing(self._public, self._today(), generation, query)


def _passages(hit: Hit, citing: Citing) -> Iterator[tuple[str, CitedShape]]:
    """The best passages of a hit, as text and as sources."""
    one = hit.readout
    for snippet in hit.snippets:
        passage, said = snippet.passage, shown(snippet)
        source = citing.part(one, passage, said)
        cut = ("… " if snippet.before else "", " …" if snippet.after else "")
        lines = [f"{source['reference']}: “{cut[0]}{snippet.text}{cut[1]}”"]
        if who := spoken(one, passage.side, passage.speaker):
            lines.append(f"Spoken by {who}")
        lines += [f"Said by {spoken(one, s.side, speaker(s)) or 'not clear'}: “{s.text}”" for s in said]
        lines += [f"Link: {source['url']}", f"Cite: {source['citation']}"]
        yield textwrap.indent("\n".join(lines), "    "), source


def _head(found: Results) -> str:
    """What is to be said before the hits: how many, as what the query was understood, what may help."""
    remedies = found.remedies
    if remedies.loose:
        remedies = replace(remedies, loose=replace(remedies.loose, hits=()))
    told = unstyle(terminal.results(replace(found, hits=(), remedies=remedies)))
    return f"{told}\nUnderstood as: {found.understood}" if found.understood else told


def _line(one: Readout) -> str:
    day = one.date.spoken if one.date else "no date"
    return f"{one.headline} ({day}; id {one.id})"


def _facts(one: Readout) -> Iterator[str]:
    rows = (
        ("Issued by", (one.home,) if one.home else ()),
        ("Other parties", one.country),
        ("Home side", one.minister),
        ("Counterparts", one.counterpart),
        ("Topics", one.topic),
    )
    return (f"{label}: {', '.join(e.label for e in entities)}" for label, entities in rows if entities)


def _told(one: Readout, passage: Passage) -> Iterator[str]:
    """A passage, and who says what in it."""
    who = spoken(one, passage.side, passage.speaker)
    yield f"\n[{passage.anchor}] {f'{who}: ' if who else ''}{passage.text}"
    for said in one.statements:
        if said.passage == passage.anchor:
            begins = textwrap.shorten(said.text, 80, placeholder=" …")
            yield f"    – {spoken(one, said.side, speaker(said)) or 'not clear who'}: “{begins}”"


def _place(one: Readout, wanted: str) -> int:
    """Which passage an anchor or a number names; raises PassageMissingError."""
    name = wanted.strip().rpartition("#")[2]
    for at, passage in enumerate(one.passages):
        if name in {passage.anchor, str(passage.number)}:
            return at
    raise PassageMissingError(one, wanted)


def _cut(passage: Passage) -> Passage:
    if len(passage.text) <= ROOM:
        return passage
    return replace(passage, text=f"{passage.text[:ROOM]} … (the rest is left out)", markup="")


def _fitting(lengths: Sequence[int]) -> int:
    """How many texts of these lengths go into an answer; one at least, where there is one."""
    return max(1, sum(total <= ROOM for total in accumulate(lengths))) if lengths else 0


def _length(row: Row) -> int:
    return sum(len(passage.text) for passage in (row.before, row.after) if passage)


def _uses(made: Trends) -> list[Readout]:
    """The first and last readouts of the lines."""
    uses = [line.usage for trend in made.drawn for line in trend.lines]
    ends = [one for usage in uses for one in (usage.first, usage.last) if one]
    return list({one.id: one for one in ends}.values())[:_CITED]
