"""Source to readout: metadata, passages, each value with the place that it was read from.

For: everything that a readout's own text tells. Not for: what other readouts or the collection tell.
The parts, in the order in which they are used: `layout` cuts blocks (`marks`, `speakers` and `smallprint`
name them), `passages` numbers them, `kind` and `mode`, `dates`, `place`, `occasion` and `duration`, `parties`
(by `mentions`, `naming`, `taking_part`, `issuer`, `joined`, `organisations`), `topics` and `about` read values,
`matter` puts the author's own in their place, `statements` tell who said what, `headline` names the result.
"""

import re
from collections.abc import Iterable, Sequence

from searchapp.authority import Authority, name_words
from searchapp.errors import SourceError
from searchapp.extract.about import about
from searchapp.extract.dates import dates
from searchapp.extract.duration import duration
from searchapp.extract.headline import headline
from searchapp.extract.kind import kind
from searchapp.extract.layout import Block, blocks
from searchapp.extract.matter import KEYS, Matter, matter
from searchapp.extract.occasion import occasion
from searchapp.extract.opening import opening, preamble
from searchapp.extract.parties import parties
from searchapp.extract.passages import body
from searchapp.extract.place import place
from searchapp.extract.statements import statements
from searchapp.extract.taking import Taking
from searchapp.extract.told import Told
from searchapp.extract.topics import Stretch, topics
from searchapp.extract.voices import Voices
from searchapp.period import Period
from searchapp.readout import Entity, Evidence, Origin, Passage, Readout, ReadoutId, Side
from searchapp.sources import Source, id_of

VERSION = "7"  # of the rules: a readout read by another version is read again
_SPACE = re.compile(r"\s+")
_TITLE = 120  # characters of a text that stand for its title
_TEXT = {"title", "heading", "paragraph", "item", "turn"}


def extract(source: Source, authority: Authority) -> Readout:
    """The readout in a source; raises SourceError where there is no text, or front matter is wrong."""
    given, cut = matter(source, authority), blocks(source)
    read = body(cut, source)
    if not read.passages:
        raise SourceError(source.path, "no text is left below the title, date and notices.")
    title = (
        given.text("title")
        or next((b.text for b in cut if b.kind == "title"), None)
        or source.title
        or _first_words(read.passages[0].text)
    )
    told = kind(cut, source.text, title, given.type())
    start = opening(cut, source.text)
    above = preamble(cut, source.text)
    days = dates(cut, start, given.type() or told.type, above)
    event = given.day("date") or (days.event.day if days.event else None)
    home = given.entities("home")
    seen = authority.sightings(source.text)
    sides = parties(
        cut,
        seen,
        source.text,
        told,
        event.first if event else None,
        authority,
        home[0].id if home else None,
        given.text("source_url") or source.url,
    )
    found = topics(
        [Stretch(b.text, b.start, b.kind == "title") for b in cut if b.kind in _TEXT],
        authority,
        given.type() or told.type,
        {taking.entity.id for taking in (sides.home, *sides.country) if taking},
        seen,
    )
    evidence = _Evidence(source, given)
    date = evidence.day("date", given.day("date"), days.event)
    minister = evidence.people("minister", sides.minister)
    counterpart = evidence.people("counterpart", sides.counterpart)
    country = evidence.people("country", sides.country)
    type_ = given.type() or told.type
    issuer = next(iter(evidence.people("home", (sides.home,) if sides.home else ())), None)
    people: list[tuple[Side, Entity, frozenset[str]]] = [
        *(("home", entity, name_words(entity.label)) for entity in minister),
        *(("counterpart", entity, name_words(entity.label)) for entity in counterpart),
    ]
    said = _sided(read.passages, people)
    voices = Voices(
        source.text,
        issuer,
        minister,
        counterpart,
        country,
        authority,
        event.first if event else None,
        type_,
        seen,
    )
    topic = evidence.people(
        "topic",
        subjects := tuple(
            Taking(Entity(t.id, authority.label("topic", t.id)), t.rule, t.span) for t in found
        ),
    )
    takings = (*((sides.home,) if sides.home else ()), *sides.country)
    dealt_with = about(cut, seen, takings, subjects, authority)
    evidence.note("type", type_, given.type() is not None, told.rule, told.span)
    length = duration(start, source.text, type_)
    return Readout(
        id=_id(given, source),
        title=title,
        headline=headline(title, _subtitle(cut), type_, minister, counterpart, country, date),
        digest=source.digest,
        source=Origin(source.path, source.format, given.text("source_url") or source.url),
        date=date,
        date_jst=evidence.day("date_jst", given.day("date_jst"), days.japan),
        published=evidence.day("published", given.day("published"), days.published),
        original=evidence.day("original", None, days.original),
        start_time=evidence.text("start_time", days.start),
        home=issuer,
        country=country,
        about=_with_parties(evidence.people("about", dealt_with), issuer, country),
        organisation=evidence.people("organisation", sides.organisation),
        minister=minister,
        counterpart=counterpart,
        topic=topic,
        type=type_,
        mode=evidence.text("mode", told.by),
        place=evidence.text("place", place(cut, start, above, type_, authority, remote=told.mode == "video")),
        occasion=evidence.text("occasion", occasion(cut, start, above, type_, authority)),
        duration_min=int(evidence.text("duration_min", length) or 0) or None,
        lang=given.lang() or source.lang or "en",
        note=_note(given),
        passages=said,
        statements=statements(said, voices, type_, title),
        omissions=read.omissions,
        evidence=tuple(evidence.kept),
    )


class _Evidence:
    """Chooses between front matter and text, and keeps why."""

    def __init__(self, source: Source, given: Matter) -> None:
        self.source, self.given = source, given
        self.kept: list[Evidence] = []

    def note(self, field: str, value: str, given: bool, rule: str, span: tuple[int, int] | None) -> None:
        """Keep why a field has a value."""
        if given:
            rule = "correction" if field in self.source.corrected else "front matter"
            self.kept.append(Evidence(field, value, rule, None, value))
            return
        text = self.source.text[span[0] : span[1]] if span else ""
        line = self.source.line_of(span[0]) if span else None
        self.kept.append(Evidence(field, value, rule, span, _SPACE.sub(" ", text), line))

    def day(self, field: str, given: Period | None, read: object) -> Period | None:
        """The author's day, else the one that was read."""
        from_text = read if hasattr(read, "day") else None
        day: Period | None = given or (from_text.day if from_text else None)
        if day:
            self.note(
                field, str(day), given is not None, getattr(read, "rule", ""), getattr(read, "span", None)
            )
        return day

    def text(self, field: str, read: Told[str] | Told[int] | None) -> str | None:
        """The author's text, else the one that was read."""
        given = self.given.text(field) if field in KEYS else None
        if value := given or (str(read.value) if read else None):
            self.note(field, value, given is not None, read.rule if read else "", read.span if read else None)
        return value

    def people(self, field: str, read: Iterable[Taking]) -> tuple[Entity, ...]:
        """The author's entities, else those that were read."""
        given = self.given.entities(field)
        if given is not None:
            for entity in given:
                self.note(field, entity.id, True, "", None)
            return given
        found = tuple(read)
        for taking in found:
            self.note(field, taking.entity.id, False, taking.rule, taking.span)
        return tuple(taking.entity for taking in found)


def _with_parties(
    about: Iterable[Entity], issuer: Entity | None, country: Iterable[Entity]
) -> tuple[Entity, ...]:
    """The countries dealt with, the parties first, also those that the author names."""
    made = {entity.id: entity for entity in (*((issuer,) if issuer else ()), *country)}
    return tuple((made | {entity.id: entity for entity in about if entity.id not in made}).values())


def _first_words(text: str) -> str:
    """The beginning of a text that has no title, as one."""
    return text if len(text) <= _TITLE else text[:_TITLE].rsplit(" ", 1)[0] + " …"


def _id(given: Matter, source: Source) -> ReadoutId:
    written = given.text("id")
    return ReadoutId(re.sub(r"[^a-z0-9_-]", "-", written.lower())) if written else id_of(source.path)


def _subtitle(cut: list[Block]) -> str | None:
    """A heading that stands between the title and the date line."""
    for block in cut[1:4]:
        if block.kind == "heading":
            return block.text
        if block.kind not in {"title", "caption"}:
            return None
    return None


def _note(given: Matter) -> str | None:
    translation = given.text("translation")
    return given.text("restatement") or (f"Translation: {translation}." if translation else None)


def _sided(
    passages: Sequence[Passage], people: Sequence[tuple[Side, Entity, frozenset[str]]]
) -> tuple[Passage, ...]:
    """The passages, turns with their speaker's own name and side; who is on neither (a reporter) keeps the printed label."""
    speakers = {
        label: _speaker(label, people) for label in {passage.speaker for passage in passages} if label
    }
    return tuple(
        passage.spoken_by(*speakers[passage.speaker]) if passage.speaker else passage for passage in passages
    )


def _speaker(label: str, people: Sequence[tuple[Side, Entity, frozenset[str]]]) -> tuple[str, Side | None]:
    words = name_words(label)
    named = [(entity.label, side) for side, entity, own in people if words & own]
    if len(named) == 1:
        return named[0]
    shouted = label.isupper() and len(label) > 4  # AFP stays AFP
    return (label.title() if shouted else label), None
