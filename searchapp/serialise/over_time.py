"""Queries over time, and what the collection holds of which month."""

from searchapp.coverage import Coverage, Row
from searchapp.readout import Readout
from searchapp.serialise.common import day, entities
from searchapp.serialise.found import error
from searchapp.shapes import (
    AccountShape,
    CoverageShape,
    HoldingShape,
    LineShape,
    TrendShape,
    TrendsShape,
    UseShape,
)
from searchapp.spans import written
from searchapp.trends import Line, Trend, Trends
from searchapp.usage import told


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
            {"accounts": [_account(pair.one), _account(pair.other)], "people": entities(pair.people), "days": pair.days}
            for pair in made.pairs
        ],
    }  # fmt: skip


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
    return {"id": one.id, "date": day(one.date), "headline": one.headline, "home": home}


def _use(one: Readout | None) -> UseShape | None:
    return {"id": one.id, "date": day(one.date), "headline": one.headline} if one else None
