"""The pages of one readout and of two: each view reads the request, asks the searcher, and renders."""

from datetime import UTC, datetime

from flask import Blueprint, Response, abort, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from searchapp.citation import FORMS, Citation
from searchapp.searcher import Reading
from searchapp.web import links, parameters
from searchapp.web.addresses import readout_in
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


@reading.get("/compare")
def comparing() -> str | BaseResponse:
    """Two readouts to be named, and what the first is like; both named, their comparison."""
    before, after = (readout_in(request.args.get(name, "")) for name in ("before", "after"))
    if before and after:
        return redirect(links.compare(before, after))
    similar = searcher().similar(searcher().read(before).readout) if before else ()
    return render_template("compare_two.html", before=before, after=after, similar=similar)


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
