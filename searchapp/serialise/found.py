"""What a search found, what may be typed, and why a query could not be read."""

from collections.abc import Iterable

from searchapp.cursors import following
from searchapp.errors import QueryError
from searchapp.facets import FacetPage
from searchapp.results import ClauseScore, FacetValue, Hit, Offer, Remedies, Results, Snippet
from searchapp.serialise.common import day, entities, entity, offers
from searchapp.shapes import (
    ClauseScoreShape,
    ErrorShape,
    FacetShape,
    FacetValueShape,
    HitShape,
    OfferShape,
    RemediesShape,
    ResultsShape,
    SnippetShape,
    SuggestionsShape,
    WordScoreShape,
)
from searchapp.suggestions import Suggestion


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


def _remedies(found: Remedies) -> RemediesShape:
    loose = found.loose
    return {
        "did_you_mean": offers(found.spelling),
        "blame": [{"clause": str(b.clause), "alone": b.alone, "without": b.without} for b in found.blame],
        "unquoted": _offer(found.unquoted),
        "widened": found.widened,
        "any_of": {
            "query": str(loose.query),
            "notice": f"{loose.notice}.",
            "total": loose.total,
            "hits": [_hit(hit) for hit in loose.hits],
        }
        if loose
        else None,
        "in_year": _offer(found.in_year),
        "said": _offer(found.said),
    }


def _offer(one: Offer | None) -> OfferShape | None:
    return next(iter(offers([one] if one else [])), None)


def _hit(hit: Hit) -> HitShape:
    one = hit.readout
    made: HitShape = {
        "id": one.id,
        "title": one.title,
        "headline": one.headline,
        "date": day(one.date),
        "home": one.home.id if one.home else None,
        "type": one.type,
        "score": round(hit.score, 4),
        "url": f"/readout/{one.id}",
        "country": entities(one.country),
        "minister": entities(one.minister),
        "counterpart": entities(one.counterpart),
        "topic": entities(one.topic),
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


def _snippet(snippet: Snippet) -> SnippetShape:
    passage = snippet.passage
    return {
        "number": passage.number,
        "anchor": passage.anchor,
        "speaker": passage.speaker,
        "side": passage.side,
        "text": snippet.text,
        "marks": [list(mark) for mark in snippet.marks],
        "said": [
            {
                "start": max(0, one.start - snippet.start),
                "end": min(len(snippet.text), one.end - snippet.start),
                "side": one.side,
                "speaker": entity(one.speaker) if one.speaker else None,
            }
            for one in snippet.heard
        ],
    }


def _facet(value: FacetValue) -> FacetValueShape:
    return {"value": value.value, "label": value.label, "count": value.count, "selected": value.selected}
