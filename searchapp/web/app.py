"""Makes the web application out of a searcher."""

from functools import lru_cache
from typing import Any

from flask import Flask
from flask.json.provider import DefaultJSONProvider
from jinja2 import StrictUndefined
from jinja2.runtime import Context

from searchapp import schema, spans
from searchapp import trends as trending
from searchapp.period import MONTHS
from searchapp.resources import static_folder, templates_folder
from searchapp.searcher import Searcher
from searchapp.usage import told
from searchapp.web import (
    charts,
    chips,
    comparing,
    compressing,
    coverage_parameters,
    current,
    facts,
    failures,
    figures,
    folding,
    freshness,
    guard,
    headers,
    links,
    markup,
    metrics,
    names,
    notes,
    one_by_one,
    pager,
    parameters,
    statements,
    tables,
    time_links,
    trend_parameters,
    wording,
)
from searchapp.web.api import api
from searchapp.web.coverage_pages import coverage_pages
from searchapp.web.entities import entities
from searchapp.web.house_rules import HouseRules
from searchapp.web.markup import FamilyOf
from searchapp.web.pages import pages
from searchapp.web.patterns import patterns
from searchapp.web.reading import reading
from searchapp.web.taking import limit, taking
from searchapp.web.trend_pages import trend_pages
from searchapp.web.watching import watching


class Json(DefaultJSONProvider):
    """JSON in the order in which it was made, in the letters in which it was written."""

    sort_keys = False
    ensure_ascii = False
    compact = True


class Names(Context):
    """What a template's names mean. All templates have the same globals, so that one that imports another need not look
    which of its own the other lacks: a results page imports seven, and would look a fortieth of its time."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.globals_keys = set()


def create_app(
    searcher: Searcher,
    *,
    family_of: FamilyOf | None = None,
    rules: HouseRules | None = None,
    debug: bool = False,
) -> Flask:
    """The application that answers from `searcher`; safe for a server with threads.

    family_of: where the family name stands in a person's label, to be set in small capitals. rules: of whoever
    serves; without them everyone may read, and nothing is noted. debug: show every part of the interface at
    /_patterns, and read a template again once it has changed. Raises what `guard.add` and `metrics.add` do.
    """
    rules = rules or HouseRules()
    app = Flask(__name__, static_folder=static_folder(), template_folder=str(templates_folder()))
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False  # only GET and HEAD are answered
    app.json = Json(app)
    app.debug = debug
    app.extensions["searcher"] = searcher
    notes.add(app, rules.noted)
    compressing.add(app)
    if rules.metrics:
        metrics.add(app)
    guard.add(app, rules)
    limit(app, rules.exports)
    app.register_blueprint(watching)
    app.register_blueprint(pages)
    app.register_blueprint(reading)
    app.register_blueprint(entities)
    app.register_blueprint(api)
    app.register_blueprint(taking)
    app.register_blueprint(trend_pages)
    app.register_blueprint(coverage_pages)
    if debug:
        app.register_blueprint(patterns)
    failures.handle(app)
    freshness.add(app)
    headers.add(app)
    _furnish(app, family_of)
    if rules.one_by_one:
        one_by_one.add(app)
    return app


def _furnish(app: Flask, family_of: FamilyOf | None) -> None:
    """Give the templates their vocabulary; an unknown name in a template is an error."""
    person = lru_cache(maxsize=1 << 13)(lambda label: markup.person(label, family_of))
    app.jinja_env.context_class = Names
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters |= {
        "number": wording.number,
        "counted": wording.counted,
        "short": wording.short,
        "spoken": wording.spoken,
        "machine": wording.machine,
        "months": lambda run: spans.named(*run),
        "period_month": lambda day: spans.spoken(spans.unit_of(f"{day:%Y-%m}", "month")),
        "day": wording.day,
        "moment": wording.moment,
        "cased": wording.cased,
        "cut": wording.cut,
        "person": person,
        "names": lambda entities, most=6: markup.row([one.label for one in entities], most),
        "people": lambda entities, most=6: markup.row([person(one.label) for one in entities], most),
        "linked": names.linked(person),
        "marked": markup.marked,
        "changed": markup.changed,
    }
    app.jinja_env.globals |= {
        "schema": schema,
        "links": links,
        "time_links": time_links,
        "MONTHS": MONTHS,
        "charts": charts,
        "chips": chips,
        "figures": figures,
        "comparing": comparing,
        "facts": facts,
        "folding": folding,
        "markup": markup,
        "pager": pager,
        "spans": spans,
        "tables": tables,
        "trending": trending,
        "went": told,
        "typed_wrong": failures.typed,
        "coverage_written": coverage_parameters.written,
        "trends_written": trend_parameters.written,
        "statements": statements,
        "written": parameters.written,
        "wording": wording,
        "collection": current.collection,
    }
