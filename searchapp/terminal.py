"""Results, readouts and reports as text for a terminal."""

import sys
import textwrap
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from searchapp.compare import Comparison, Row
from searchapp.coverage import Coverage
from searchapp.indexing import Progress, Report
from searchapp.period import MONTHS
from searchapp.profiles import Profile
from searchapp.readout import Entity, Passage, Readout, Statement
from searchapp.results import Hit, Offer, Remedies, Results, Snippet
from searchapp.review import Doubt
from searchapp.schema import MODES, TYPES
from searchapp.spans import UNITS, written
from searchapp.suggestions import Suggestion
from searchapp.trends import Line, Trend, Trends, share
from searchapp.usage import told

_WIDTH = 100


def results(found: Results) -> str:
    """A page of hits with their passages; marks are bold on a terminal."""
    lines = [f"{_count(found.total, 'readout')}{_page(found)}"]
    lines += [click.style(notice, dim=True) for notice in found.notices]
    if found.alike:
        lines.append(click.style(f"Like the best of these, too, by {', '.join(found.alike)}.", dim=True))
    lines += [
        click.style(f"{one.text} also finds its other names: {', '.join(one.names)}", dim=True)
        for one in found.also
    ]
    for hit in found.hits:
        lines += ["", *_hit(hit)]
    return "\n".join([*lines[:1], *_meant(found.remedies), *lines[1:], *_remedies(found.remedies)])


def nearest(near: Iterable[Offer]) -> str:
    """Queries near one that could not be read."""
    return "\n".join(f"  {one.text}  ({_count(one.total, 'readout')})" for one in near)


def suggestions(some: Iterable[Suggestion]) -> str:
    """What may follow what is typed, a line each: the text, how many readouts it finds, what it is."""
    return "\n".join(
        f"{click.style(s.text, bold=True)}"
        + (
            f"  ({_count(s.total, 'title' if s.kind == 'phrase' else 'readout')})"
            if s.total is not None
            else ""
        )
        + (f"  {click.style(s.label, dim=True)}" if s.label else "")
        for s in some
    )


def readout(one: Readout) -> str:
    """A readout whole: facts with the words that they were read from, then the passages."""
    lines = [click.style(one.headline, bold=True)]
    if one.title != one.headline:
        lines.append(f"Published as: {one.title}")
    if one.note:
        lines.append(one.note)
    lines.append("")
    for label, value in _facts(one):
        lines.append(f"{label + ':':13}{value}")
    lines += ["", "Read from:"]
    if one.earlier:
        lines[-2:-2] = [f"{'Changed:':13}{e.digest} until {e.built}" for e in one.earlier]
    for e in one.evidence:
        words = f" “{textwrap.shorten(e.text, 60, placeholder=' …')}”" if e.text and e.line else ""
        lines.append(f"  {e.field:12} {e.value:28} {f'line {e.line}: ' if e.line else ''}{e.rule}{words}")
    if one.statements:
        lines += ["", "Said:", *map(_said, one.statements)]
    for passage in one.passages:
        lines.append("")
        number = f"¶ {passage.number}" if passage.number is not None else "##"
        speaker = f" {passage.speaker}:" if passage.speaker else ""
        lines += textwrap.wrap(f"{number}{speaker} {passage.text}", _WIDTH, subsequent_indent="    ")
    return "\n".join(lines) + "\n"


def trends(made: Trends) -> str:
    """Queries over time: what each went through, then the counts and, in brackets, how many in a hundred."""
    lines = [click.style(notice, dim=True) for trend in made.trends for notice in trend.notices]
    columns = [(_name(trend, line), line) for trend in made.drawn for line in trend.lines]
    for trend in made.trends:
        if trend.error:
            lines += textwrap.wrap(f"{click.style(trend.text, bold=True)}: {trend.error}", _WIDTH)
    for name, line in columns:
        lines += textwrap.wrap(f"{click.style(name, bold=True)}: {told(line.usage)}", _WIDTH)
    if made.dropped:
        lines.append(f"{_count(made.dropped, 'query is', 'queries are')} left out: six at most.")
    lines += [click.style(notice, dim=True) for notice in made.notices]
    if not columns or not made.periods:
        return "\n".join(lines)
    widths = [max(13, len(name)) for name, _ in columns]
    heads = (f"{name:>{width}}" for (name, _), width in zip(columns, widths, strict=True))
    lines += ["", f"{UNITS[made.by]:9}{'All':>8}  {'  '.join(heads)}"]
    for n, period in enumerate(made.periods):
        cells = (_point(line.counts[n], made.readouts[n], made.held[n]) for _, line in columns)
        row = "  ".join(f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True))
        lines.append(f"{written(period):9}{made.readouts[n]:>8,}  {row}")
    return "\n".join(lines)


def coverage(made: Coverage) -> str:
    """A calendar of what is held, with what is looked for before it in each month; gaps, issuers, countries, pairs."""
    heads = "".join(f"{month[:3]:>9}" for month in MONTHS[1:])
    lines = [f"{'Year':6}{heads}"]
    for year in made.years:
        row = "".join(f"{_held(made, f'{year:04}-{month:02}'):>9}" for month in range(1, 13))
        lines.append(f"{year:<6}{row}")
    lines += ["", "– nothing is held."]
    if made.undated:
        lines.append(f"{_count(made.undated, 'readout')} without a date.")
    for title, rows in (("Issued by", made.issuers), ("With", made.countries)):
        if rows:
            lines += ["", title, *(f"  {row.label:30}{row.total:>9,}" for row in rows)]
    if made.pairs:
        lines += ["", "Both sides' accounts"]
        lines += [f"  {pair.one.date or ''}  {pair.one.id}  |  {pair.other.id}" for pair in made.pairs]
    return "\n".join(lines)


def comparison(compared: Comparison) -> str:
    """Two readouts beside each other, as wdiff writes them: [-went-] {+came+}."""
    lines = [click.style(one.headline, bold=True) for one in (compared.before, compared.after)]
    told = ", ".join(f"{count:,} {state}" for state, count in compared.counts.items() if count)
    lines.append(f"{told or 'nothing to compare'}.")
    if compared.uncompared:
        lines.append(f"{_count(compared.uncompared, 'passage')} at the ends of long texts not compared.")
    for row in compared.rows:
        lines += ["", *_row(row)]
    for label, topics in (("Topics lost", compared.lost), ("Topics gained", compared.gained)):
        if topics:
            lines += ["", f"{label}: {', '.join(topic.label for topic in topics)}"]
    if compared.verbs:
        lines += ["", "Verbs of the statements, before and after:"]
    for verbs in compared.verbs:
        before, after = (
            ", ".join(f"{v} ×{n}" if n > 1 else v for v, n in some) or "–"
            for some in (verbs.before, verbs.after)
        )
        lines.append(f"  {verbs.side or 'unattributed':13}{verbs.verb_class:11}{before}  →  {after}")
    return "\n".join(lines) + "\n"


def _row(row: Row) -> Iterable[str]:
    places = " → ".join(_place(passage) for passage in (row.before, row.after) if passage)
    yield click.style(f"{places}  {row.state}{', moved' if row.moved else ''}", dim=True)
    if row.before and row.state != "kept":
        yield from textwrap.wrap(_inside(row.before.text, row.went, "[-", "-]"), _WIDTH)
    if row.after:
        yield from textwrap.wrap(_inside(row.after.text, row.came, "{+", "+}"), _WIDTH)


def _place(passage: Passage) -> str:
    return f"¶ {passage.number}" if passage.number is not None else "##"


def _inside(text: str, spans: Iterable[tuple[int, int]], opening: str, closing: str) -> str:
    made, done = "", 0
    for start, end in spans:
        made += f"{text[done:start]}{opening}{text[start:end]}{closing}"
        done = end
    return made + text[done:]


def profile(one: Profile) -> str:
    """Who or what an entity is, its offices, its years, and with whom and about what."""
    names = "; ".join(name.text for name in one.names)
    days = f", {one.first} to {one.last}" if one.first and one.last else ""
    lines = [f"{click.style(one.entity.label, bold=True)}{click.style(f'  [{one.entity.id}]', dim=True)}"]
    lines += [f"Also written: {names}"] if names else []
    lines += [f"{_count(one.readouts, 'readout')}{days}: {one.query}"]
    lines += [f"  {field}: {role.count:,}" for field, role in one.roles.items()]
    held = [(office, "") for office in one.offices] + [(h.office, f"{h.person.label}, ") for h in one.holders]
    lines += ["", "Offices:"] if held else []
    for office, name in held:
        body = f", {office.body[1].label}" if office.body else ""
        lines.append(f"  {office.since or '?'} to {office.until or '…'}: {name}{office.title}{body}")
    lines += (
        ["", "By year:", "  " + ", ".join(f"{y.value}: {y.count:,}" for y in one.years)] if one.years else []
    )
    for ranking in one.rankings:
        more = f", and {ranking.more:,} more" if ranking.more else ""
        lines += ["", f"{ranking.field}:"]
        lines += textwrap.wrap(
            ", ".join(f"{share.value.label} ({share.count:,})" for share in ranking.shares) + more,
            _WIDTH, initial_indent="  ", subsequent_indent="  ",
        )  # fmt: skip
    for said in one.said:
        lines += [
            "",
            f"{said.readout.date or ''} {said.readout.headline}  [{said.readout.id}#{said.passage.anchor}]",
        ]
        lines += textwrap.wrap(said.statement.text, _WIDTH, initial_indent="  ", subsequent_indent="  ")
    return "\n".join(lines)


def doubts(one: Readout, found: Iterable[Doubt]) -> str:
    """What may be wrong in a readout, each with what would mend it."""
    lines = [f"{click.style(one.headline, bold=True)}{click.style(f'  [{one.id}]', dim=True)}"]
    lines += [
        f"  {doubt.field + ':':13}{doubt.reason}. For example: searchapp review {one.id} {doubt.example}"
        for doubt in found
    ]
    return "\n".join(lines)


def report(done: Report, place: str) -> str:
    """What a build did, in one paragraph. place: of the index."""
    counts = [
        f"{done.added:,} added",
        f"{done.replaced:,} replaced",
        f"{done.removed:,} removed",
        f"{done.unchanged:,} unchanged",
    ]
    problems = _count(len(done.problems), "problem")
    if done.part:
        others = ", ".join(f"{one}/{done.part.of}" for one in done.awaited)
        then = f"They answer once the others are there: {others}."
        if not others:
            then = f"All parts are there: {_count(done.manifest.readouts, 'readout')} answer."
        return f"Part {done.part}: {_count(done.read, 'readout')} from {done.manifest.source}; {problems}. {done.seconds:.1f} s. {then}"
    speed = f" ({done.read / done.seconds:,.0f} a second)" if done.seconds and done.read == done.added else ""
    return f"{place}: {_count(done.read, 'readout')} from {done.manifest.source}: {', '.join(counts)}; {problems}. {done.seconds:.1f} s{speed}."


def _meant(found: Remedies) -> Iterable[str]:
    for one in found.spelling:
        yield f"Did you mean {click.style(one.text, bold=True)}? ({_count(one.total, 'readout')})"
    if said := found.said:
        yield f"In statements alone: {click.style(said.text, bold=True)} ({_count(said.total, 'readout')})"
    if year := found.in_year:
        yield f"The year is found where it is written. Readouts of that year: {click.style(year.text, bold=True)} ({_count(year.total, 'readout')})"


def _remedies(found: Remedies) -> Iterable[str]:
    """Whom to blame, and what comes near."""
    for part in found.blame:
        yield f"  without {part.clause}: {_count(part.without, 'readout')}; alone: {part.alone:,}"
    if found.widened:
        yield f"Without what it is narrowed to: {_count(found.widened, 'readout')}"
    if one := found.unquoted:
        yield f"The words in any order: {one.text}  ({_count(one.total, 'readout')})"
    if loose := found.loose:
        yield from ("", f"{loose.notice}: {loose.query}  ({_count(loose.total, 'readout')})")
        for hit in loose.hits:
            yield from ("", *_hit(hit))


@contextmanager
def progress() -> Iterator[Progress]:
    """A bar on a terminal; elsewhere a line at each stage's end."""
    bar: Any = None
    stage_now = ""

    def told(stage: str, done: int, total: int) -> None:
        nonlocal bar, stage_now
        if stage != stage_now:
            close()
            stage_now = stage
            if sys.stderr.isatty():
                bar = click.progressbar(length=total, label=stage.capitalize(), file=sys.stderr)
        if bar is not None:
            bar.update(done - bar.pos)
        elif done == total:
            click.echo(f"{stage}: {done:,} of {total:,}", err=True)

    def close() -> None:
        if bar is not None:
            bar.render_finish()

    try:
        yield told
    finally:
        close()


def _hit(hit: Hit) -> Iterable[str]:
    one = hit.readout
    yield click.style(one.headline, bold=True)
    facts = [
        one.date.spoken if one.date else "",
        TYPES.get(one.type, one.type),
        *(e.label for e in one.country),
    ]
    yield "  " + " · ".join(part for part in facts if part) + click.style(f"  [{one.id}]", dim=True)
    for snippet in hit.snippets:
        yield from _snippet(snippet)
    if hit.more:
        yield f"    {hit.more} more {'passage' if hit.more == 1 else 'passages'}"
    if hit.explanation:
        yield from _explanation(hit)


def _explanation(hit: Hit) -> Iterable[str]:
    yield f"    score {hit.score:.3f}"
    for one in hit.explanation:
        yield f"    {one.score:8.3f}  {one.clause}"
        for w in one.words:
            yield (
                f"    {w.score:12.3f}  {w.words}: {w.frequency:g} in {w.length:,} words, in {_count(w.readouts, 'readout')}:"
                f" {w.saturated:.3f} x idf {w.idf:.3f} x burst {w.burst:.3f}"
                + (f" x {w.factor:.3f}" if w.factor != 1 else "")
            )


def _snippet(snippet: Snippet) -> Iterable[str]:
    text, at, passage = "", 0, snippet.passage
    for start, end in snippet.marks:
        text += snippet.text[at:start] + click.style(snippet.text[start:end], bold=True, underline=True)
        at = end
    text = ("… " if snippet.before else "") + text + snippet.text[at:] + (" …" if snippet.after else "")
    speaker = f"{passage.speaker}: " if passage.speaker else ""
    yield from textwrap.wrap(
        speaker + text, _WIDTH, initial_indent=f"  {passage.anchor:>3} ", subsequent_indent="      "
    )


def _said(one: Statement) -> str:
    """Where, for which side, by whom and with which verb something was said."""
    who = f"{one.side or 'not clear'}{f', {one.speaker.label}' if one.speaker else ''}"
    verb = f" ({one.verb})" if one.verb else ""
    return f"  {one.passage:>4} {who}{verb}: “{textwrap.shorten(one.text, 60, placeholder=' …')}”"


def _facts(one: Readout) -> Iterable[tuple[str, str]]:
    where = ", ".join(part for part in (TYPES.get(one.type, one.type), MODES.get(one.mode or "", "")) if part)
    rows: list[tuple[str, str | None]] = [
        ("Id", one.id), ("Date", one.date.spoken if one.date else None), ("In Japan", one.date_jst.spoken if one.date_jst else None),
        ("Published", one.published.spoken if one.published else None), ("Issued by", one.home.label if one.home else None),
        ("Country", _labels(one.country)), ("Minister", _labels(one.minister)), ("Counterpart", _labels(one.counterpart)),
        ("Topics", _labels(one.topic)), ("Type", where), ("Place", one.place), ("Occasion", one.occasion),
        ("Source", one.source.url or one.source.path), ("SHA-256", one.digest),
    ]  # fmt: skip
    return ((label, value) for label, value in rows if value)


def _name(trend: Trend, line: Line) -> str:
    return f"{trend.text}, {line.label}" if line.label else trend.text


def _point(count: int, readouts: int, held: int) -> str:
    """A count and its share; a dash where nothing is held."""
    part = share(count, readouts)
    return "–" if not held or part is None else f"{count:,} ({part:.1f})"


def _held(made: Coverage, month: str) -> str:
    if not (held := made.held.get(month, 0)):
        return "–"
    return f"{held:,}" if made.mentioned is None else f"{made.mentioned.get(month, 0):,}/{held:,}"


def _labels(entities: Iterable[Entity]) -> str:
    return ", ".join(entity.label for entity in entities)


def _page(found: Results) -> str:
    return f", page {found.search.page} of {found.pages}" if found.pages > 1 else ""


def _count(number: int, noun: str, plural: str = "") -> str:
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
