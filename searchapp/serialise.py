"""The one JSON form of results and readouts, for the API and the command line; its shapes stand in `shapes`."""

from collections.abc import Iterable

from searchapp.catalogue import Catalogue
from searchapp.compare import Comparison
from searchapp.coverage import Coverage, Row
from searchapp.cursors import following
from searchapp.errors import QueryError
from searchapp.facets import FacetPage
from searchapp.period import Period
from searchapp.profiles import Held, Profile, Share
from searchapp.readout import Entity, Evidence, Passage, Readout, Statement
from searchapp.results import ClauseScore, FacetValue, Hit, Mark, Offer, Remedies, Results, Snippet
from searchapp.review import Doubt
from searchapp.shapes import (
    AccountShape,
    CardShape,
    CatalogueShape,
    ClauseScoreShape,
    ComparedPassageShape,
    ComparedTextShape,
    ComparisonShape,
    CoverageShape,
    DoubtsShape,
    EntityShape,
    ErrorShape,
    EvidenceShape,
    FacetShape,
    FacetValueShape,
    HitShape,
    HoldingShape,
    LineShape,
    OfferShape,
    OfficeShape,
    ProfileShape,
    ReadoutShape,
    RemediesShape,
    ResultsShape,
    ShareShape,
    SnippetShape,
    StatementShape,
    StatementsShape,
    SuggestionsShape,
    TrendShape,
    TrendsShape,
    UseShape,
    VerbShape,
    WordScoreShape,
)
from searchapp.spans import written
from searchapp.suggestions import Suggestion
from searchapp.trends import Line, Trend, Trends
from searchapp.usage import told


def results(found: Results) -> ResultsShape:
    """A page of results."""
    made: ResultsShape = {
        "query": {
            "text": found.search.text,
            "understood": found.understood,
            "notices": list(found.notices),
            "also": [{"text": one.text, "names": list(one.names)} for one in found.also],
        },
        "total": found.total,
        "page": found.search.page,
        "per_page": found.search.per_page,
        "took_ms": round(found.took_ms, 2),
        "generation": found.generation,
        "next": following(found),
        "hits": [_hit(hit) for hit in found.hits],
        "facets": {field: [_facet(value) for value in values] for field, values in found.facets.items()},
        "remedies": _remedies(found.remedies),
    }
    if found.search.feedback:
        made["alike"] = list(found.alike)
    return made


def readout(one: Readout) -> ReadoutShape:
    """One readout, whole."""
    return {
        "id": one.id,
        "title": one.title,
        "headline": one.headline,
        "date": _day(one.date),
        "date_jst": _day(one.date_jst),
        "published": _day(one.published),
        "original": _day(one.original),
        "start_time": one.start_time,
        "home": one.home.id if one.home else None,
        "country": _entities(one.country),
        "about": _entities(one.about),
        "organisation": _entities(one.organisation),
        "minister": _entities(one.minister),
        "counterpart": _entities(one.counterpart),
        "topic": _entities(one.topic),
        "type": one.type,
        "mode": one.mode,
        "place": one.place,
        "occasion": one.occasion,
        "duration_min": one.duration_min,
        "lang": one.lang,
        "passages": [
            {"number": p.number, "anchor": p.anchor, "kind": p.kind, "text": p.text, "speaker": p.speaker, "lines": list(p.lines)}
            for p in one.passages
        ],
        "statements": [statement(said) for said in one.statements],
        "provenance": _provenance(one.evidence),
        "source": {"path": one.source.path, "format": one.source.format, "url": one.source.url},
        "digest": one.digest,
        "earlier": [{"digest": old.digest, "built": old.built} for old in one.earlier],
    }  # fmt: skip


def statements(one: Readout) -> StatementsShape:
    """What was said in a readout."""
    return {
        "id": one.id,
        "headline": one.headline,
        "date": _day(one.date),
        "home": one.home.id if one.home else None,
        "statements": [statement(said) for said in one.statements],
    }


def trends(made: Trends) -> TrendsShape:
    """Queries over time."""
    return {
        "by": made.by,
        "split": made.asked.split,
        "of": "all" if made.asked.whole else "narrowed",
        "undated": made.undated,
        "periods": [
            {"period": written(period), "first": period.first.isoformat(), "last": period.last.isoformat(), "readouts": of, "held": held}
            for period, of, held in zip(made.periods, made.readouts, made.held, strict=True)
        ],
        "empty": [{"first": first, "last": last} for first, last in made.empty],
        "trends": [_trend(trend) for trend in made.trends],
        "notices": list(made.notices),
    }  # fmt: skip


def coverage(made: Coverage) -> CoverageShape:
    """What the collection holds."""
    mentioned = made.mentioned
    return {
        "readouts": sum(made.held.values()) + made.undated,
        "undated": made.undated,
        "skipped": made.skipped,
        "months": [
            {"month": month, "readouts": count, "mentioned": None if mentioned is None else mentioned.get(month, 0)}
            for month, count in sorted(made.held.items())
        ],
        "empty": [{"first": first, "last": last} for first, last in made.empty],
        "issuers": [_holding(row, made) for row in made.issuers],
        "countries": [_holding(row, made) for row in made.countries],
        "pairs": [
            {"accounts": [_account(pair.one), _account(pair.other)], "people": _entities(pair.people), "days": pair.days}
            for pair in made.pairs
        ],
    }  # fmt: skip


def comparison(compared: Comparison) -> ComparisonShape:
    """Two readouts beside each other."""
    return {
        "before": _compared(compared.before),
        "after": _compared(compared.after),
        "rows": [
            {
                "state": row.state,
                "moved": row.moved,
                "likeness": round(row.likeness, 3),
                "topics": _entities(row.topics),
                "before": _passage_of(row.before, row.went),
                "after": _passage_of(row.after, row.came),
            }
            for row in compared.rows
        ],
        "verbs": [
            {
                "side": told.side,
                "class": told.verb_class,
                "before": _verbs(told.before),
                "after": _verbs(told.after),
            }
            for told in compared.verbs
        ],
        "topics": {
            "lost": _entities(compared.lost),
            "gained": _entities(compared.gained),
            "shared": _entities(compared.shared),
        },
        "uncompared": compared.uncompared,
    }


def profile(one: Profile) -> ProfileShape:
    """Who or what an entity is, and what the collection holds of it."""
    return {
        "kind": one.kind.name,
        "id": one.entity.id,
        "label": one.entity.label,
        "names": [{"text": name.text, "lang": name.lang or None} for name in one.names],
        "offices": [_office(office) for office in one.offices],
        "foreign_ministers": [
            {"person": _entity(holder.person), "readouts": holder.readouts, "office": _office(holder.office)}
            for holder in one.holders
        ],
        "query": one.query,
        "readouts": one.readouts,
        "roles": {field: _share(role) for field, role in one.roles.items()},
        "first": _day(one.first),
        "last": _day(one.last),
        "years": {year.value: year.count for year in one.years},
        "lists": {
            ranking.field: {
                "values": [_share(share) for share in ranking.shares],
                "more": ranking.more,
            }
            for ranking in one.rankings
        },
        "latest": [_card(readout) for readout in one.latest],
        "said": [{"readout": said.readout.id, "statement": statement(said.statement)} for said in one.said],
    }


def catalogue(one: Catalogue) -> CatalogueShape:
    """A page of the entities of a kind."""
    return {
        "kind": one.kind.name,
        "query": one.wanted.text,
        "order": one.wanted.order,
        "page": one.wanted.page,
        "per_page": one.per_page,
        "total": one.total,
        "all": one.all,
        "entities": [
            {**_entity(entry.entity), "readouts": entry.count, "of": entry.of or None}
            for entry in one.entries
        ],
    }


def facet(one: FacetPage) -> FacetShape:
    """The values of a facet among what a search finds."""
    return {
        "field": one.field,
        "query": one.search.text,
        "find": one.find,
        "total": one.total,
        "fitting": one.fitting,
        "values": [_facet(value) for value in one.values],
    }


def _share(one: Share) -> ShareShape:
    return {"id": one.value.id, "label": one.value.label, "readouts": one.count, "query": one.query}


def _office(one: Held) -> OfficeShape:
    kind, body = one.body or ("", None)
    return {
        "title": one.title,
        "country": _entity(body) if body and kind == "country" else None,
        "organisation": _entity(body) if body and kind == "organisation" else None,
        "from": _day(one.since),
        "to": _day(one.until),
    }


def doubts(one: Readout, found: Iterable[Doubt]) -> DoubtsShape:
    """What may be wrong in a readout."""
    return {
        "id": one.id,
        "path": one.source.path,
        "doubts": [{"field": d.field, "reason": d.reason, "example": d.example} for d in found],
    }


def error(problem: QueryError, near: Iterable[Offer] = ()) -> ErrorShape:
    """A query that could not be read, and the nearest that can be and find something."""
    return {
        "error": {
            "kind": problem.kind,
            "message": problem.message,
            "span": list(problem.span),
            "hint": problem.hint,
        },
        "nearest": offers(near),
    }


def suggestions(query: str, some: Iterable[Suggestion]) -> SuggestionsShape:
    """What may follow what is typed."""
    return {
        "query": query,
        "suggestions": [
            {"kind": s.kind, "clause": s.clause, "text": s.text, "label": s.label, "total": s.total}
            for s in some
        ],
    }


def offers(some: Iterable[Offer]) -> list[OfferShape]:
    """Other queries that find something."""
    return [{"query": one.text, "total": one.total} for one in some]


def _remedies(found: Remedies) -> RemediesShape:
    loose = found.loose
    return {
        "did_you_mean": offers(found.spelling),
        "blame": [{"clause": str(b.clause), "alone": b.alone, "without": b.without} for b in found.blame],
        "unquoted": next(iter(offers([found.unquoted] if found.unquoted else [])), None),
        "widened": found.widened,
        "any_of": {
            "query": str(loose.query),
            "notice": f"{loose.notice}.",
            "total": loose.total,
            "hits": [_hit(hit) for hit in loose.hits],
        }
        if loose
        else None,
    }


def _hit(hit: Hit) -> HitShape:
    one = hit.readout
    made: HitShape = {
        "id": one.id,
        "title": one.title,
        "headline": one.headline,
        "date": _day(one.date),
        "home": one.home.id if one.home else None,
        "type": one.type,
        "score": round(hit.score, 4),
        "url": f"/readout/{one.id}",
        "country": _entities(one.country),
        "minister": _entities(one.minister),
        "counterpart": _entities(one.counterpart),
        "topic": _entities(one.topic),
        "passages": [_snippet(snippet) for snippet in hit.snippets],
    }
    if hit.explanation:
        made["explanation"] = [_clause(one) for one in hit.explanation]
    return made


def _clause(one: ClauseScore) -> ClauseScoreShape:
    words: list[WordScoreShape] = [
        {
            "words": w.words,
            "score": w.score,
            "frequency": w.frequency,
            "length": w.length,
            "readouts": w.readouts,
            "saturated": w.saturated,
            "idf": w.idf,
            "burst": w.burst,
            "factor": w.factor,
        }
        for w in one.words
    ]
    return {"clause": one.clause, "score": one.score, "words": words}


def _card(one: Readout) -> CardShape:
    return {
        "id": one.id,
        "title": one.title,
        "headline": one.headline,
        "date": _day(one.date),
        "home": one.home.id if one.home else None,
        "type": one.type,
    }


def _snippet(snippet: Snippet) -> SnippetShape:
    passage = snippet.passage
    return {
        "number": passage.number,
        "anchor": passage.anchor,
        "speaker": passage.speaker,
        "side": passage.side,
        "text": snippet.text,
        "marks": [list(mark) for mark in snippet.marks],
    }


def _facet(value: FacetValue) -> FacetValueShape:
    return {"value": value.value, "label": value.label, "count": value.count, "selected": value.selected}


def _trend(one: Trend) -> TrendShape:
    return {
        "query": one.text,
        "notices": list(one.notices),
        "lines": [_line(line) for line in one.lines],
        "error": error(one.error)["error"] if one.error else None,
    }


def _line(line: Line) -> LineShape:
    usage = line.usage
    return {
        "value": line.value,
        "label": line.label,
        "total": usage.dated + usage.undated,
        "undated": usage.undated,
        "counts": list(line.counts),
        "first": _use(usage.first),
        "last": _use(usage.last),
        "before": usage.before,
        "after": usage.after,
        "beginning": usage.beginning,
        "ending": usage.ending,
        "told": told(usage),
    }


def _holding(row: Row, made: Coverage) -> HoldingShape:
    years = {str(year): count for year, count in zip(made.years, row.counts, strict=True)}
    return {"id": row.id, "label": row.label, "readouts": row.total, "years": years}


def _account(one: Readout) -> AccountShape:
    home = one.home.id if one.home else None
    return {"id": one.id, "date": _day(one.date), "headline": one.headline, "home": home}


def _use(one: Readout | None) -> UseShape | None:
    return {"id": one.id, "date": _day(one.date), "headline": one.headline} if one else None


def statement(one: Statement) -> StatementShape:
    """A statement, with its side, speaker, verb and place in its passage."""
    return {
        "passage": one.passage,
        "text": one.text,
        "start": one.start,
        "end": one.end,
        "side": one.side,
        "speaker": _entity(one.speaker) if one.speaker else None,
        "verb": one.verb,
        "class": one.verb_class,
    }


def _provenance(evidence: Iterable[Evidence]) -> dict[str, list[EvidenceShape]]:
    made: dict[str, list[EvidenceShape]] = {}
    for one in evidence:
        span = list(one.span) if one.span else None
        made.setdefault(one.field, []).append(
            {"value": one.value, "rule": one.rule, "span": span, "text": one.text}
        )
    return made


def _compared(one: Readout) -> ComparedTextShape:
    return {
        "id": one.id,
        "title": one.title,
        "headline": one.headline,
        "date": _day(one.date),
        "home": one.home.id if one.home else None,
        "digest": one.digest,
    }


def _passage_of(passage: Passage | None, changed: Iterable[Mark]) -> ComparedPassageShape | None:
    if passage is None:
        return None
    return {
        "number": passage.number,
        "anchor": passage.anchor,
        "kind": passage.kind,
        "text": passage.text,
        "changed": [list(span) for span in changed],
    }


def _verbs(counted: Iterable[tuple[str, int]]) -> list[VerbShape]:
    return [{"verb": verb, "count": count} for verb, count in counted]


def _entities(entities: Iterable[Entity]) -> list[EntityShape]:
    return [_entity(entity) for entity in entities]


def _entity(entity: Entity) -> EntityShape:
    return {"id": entity.id, "label": entity.label}


def _day(day: Period | None) -> str | None:
    return str(day) if day else None
