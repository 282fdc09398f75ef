"""Coverage: what the collection holds, as a page."""

from flask import Blueprint, render_template, request

from searchapp.web import coverage_parameters
from searchapp.web.current import searcher
from searchapp.web.surveys import survey

coverage_pages = Blueprint("coverage", __name__)


@coverage_pages.get("/coverage")
def page() -> str:
    """A calendar of what is held, by issuer, country and month, and both sides' accounts of events."""
    surveyed = coverage_parameters.surveyed(request.args)
    return render_template("coverage.html", survey=survey(searcher().coverage(surveyed)))
