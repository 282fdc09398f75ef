"""Trends: queries over time, as a page, a table of values and a drawing."""

import csv
from io import StringIO

from flask import Blueprint, Response, render_template, request

from searchapp.trends import Trends
from searchapp.web import tables, trend_parameters
from searchapp.web.current import searcher

trend_pages = Blueprint("trends", __name__)


@trend_pages.get("/trends")
def page() -> str:
    """Up to six queries over time: a chart, what it tells, and its numbers."""
    asked = trend_parameters.asked(request.args)
    return render_template(
        "trends.html", asked=asked, trends=searcher().trends(asked) if asked.queries else None
    )


@trend_pages.get("/trends.csv")
def values() -> Response:
    """Every point, a line each."""
    file = StringIO()
    csv.writer(file).writerows(tables.rows(_drawn()))
    headers = {"Content-Disposition": 'attachment; filename="trends.csv"'}
    return Response(file.getvalue(), mimetype="text/csv", headers=headers)


@trend_pages.get("/trends.svg")
def drawing() -> Response:
    """The chart by itself."""
    made = render_template("trends.svg", trends=_drawn())
    headers = {"Content-Disposition": 'attachment; filename="trends.svg"'}
    return Response(made, mimetype="image/svg+xml", headers=headers)


def _drawn() -> Trends:
    """The trends; raises the first query's error where none of them can be drawn."""
    made = searcher().trends(trend_parameters.asked(request.args))
    for trend in () if made.drawn else made.trends:
        if trend.error:
            raise trend.error
    return made
