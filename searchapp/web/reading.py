"""The pages of one readout and of two: each view reads the request, asks the searcher, and renders."""

from datetime import UTC, datetime

from flask import Blueprint, Response, abort, render_template, request

from searchapp.citation import FORMS, Citation
from searchapp.searcher import Reading
from searchapp.web import links, parameters
from searchapp.web.current import searcher

reading = Blueprint("reading", __name__)


@reading.get("/readout/<id_>")
def readout(id_: str) -> str:
    """One readout, with the marks of the query that led to it, and what stands about it."""
    asked, sides = parameters.read(request.args)[0], request.args.get("sides") != "0"
    found = searcher().read(id_, asked.text, names=asked.names)
    about = searcher().neighbours(found.readout)
    similar = searcher().similar(found.readout, without=about.ids)
    return render_template(
        "readout.html", reading=found, text=asked.text, names=asked.names, sides=sides, about=about, similar=similar,
        cited=_citation(found, asked.text), forms=FORMS,
    )  # fmt: skip


@reading.get("/readout/<id_>/source")
def source(id_: str) -> Response:
    """The text that a readout was read from, each line with its number."""
    lines = searcher().source(id_)
    width = len(str(lines[-1].number))
    text = "".join(f"{line.number:>{width}}  {line.text}\n" for line in lines)
    return Response(text, mimetype="text/plain")


@reading.get("/readout/<id_>/cite/<form>")
def cite(id_: str, form: str) -> Response:
    """A citation, as a file for a reference manager or as text."""
    if (wanted := FORMS.get(form)) is None:
        abort(404)
    text = wanted.write(_citation(searcher().read(id_), _query()))
    answer = Response(text, content_type=f"{wanted.mimetype}; charset=utf-8")
    if form != "text":
        answer.headers["Content-Disposition"] = f'attachment; filename="{id_[:100]}{wanted.suffix}"'
    return answer


@reading.get("/compare/<before>/<after>")
def compare(before: str, after: str) -> str:
    """Two readouts beside each other."""
    show = request.args.get("show", "").strip()
    return render_template("compare.html", compared=searcher().compare(before, after), show=show)


def _query() -> str:
    return request.args.get("q", "").strip()


def _citation(found: Reading, query: str) -> Citation:
    one = found.readout
    return Citation(one, links.permalink(one.id), datetime.now(UTC).date(), found.generation, query)
