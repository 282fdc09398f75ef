"""The pages of what happens over time: trends and coverage."""

import csv
import html
import re
from collections.abc import Callable
from io import StringIO
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from searchapp.period import Period
from searchapp.results import Search
from searchapp.spans import run
from searchapp.trends import Asked
from searchapp.web import trend_parameters
from searchapp.web.curves import AXIS, LEFT, RIGHT, TOP, Drawn, chart

Get = Callable[..., str]
TWO = "/trends?q=%22rule+of+law%22&q=Ukraine&by=year"


def count(page: str) -> int:
    """How many readouts a search page says that it found."""
    found = re.search(r'class="count" role="status">([\d,]+)', page)
    return int(found[1].replace(",", "")) if found else 0


def points(page: str) -> list[tuple[str, int]]:
    """The links of a table's counts, and the counts."""
    cells = re.findall(r'<td class="num"><a href="([^"]*)">([\d,]+)</a>', page)
    return [(html.unescape(address), int(number.replace(",", ""))) for address, number in cells]


@pytest.mark.parametrize(
    "more", ["", "&by=month", "&by=quarter&as=share", "&split=side", "&split=country", "&from=2021"]
)
def test_each_count_opens_as_many_readouts(get: Get, more: str) -> None:
    found = points(get(TWO.replace("&by=year", "") + more))
    assert found
    for address, number in found[:12]:
        assert count(get(address)) == number, address


def test_a_marker_leads_where_its_cell_leads(get: Get) -> None:
    page = get(TWO)
    markers = {
        html.unescape(link) for link in re.findall(r'<a href="([^"]*)" tabindex="-1" aria-label="', page)
    }
    assert {address for address, _ in points(page)} <= markers


def test_a_wrong_query_is_told_with_its_place_and_the_others_are_drawn(get: Get, plain: Get) -> None:
    page = get("/trends?q=date:2023-13&q=Ukraine")
    assert "There is no month 13." in plain(page)
    assert '<span class="here">' in page
    assert '<svg class="chart"' in page


def test_the_chart_needs_no_style_and_tells_itself(get: Get) -> None:
    page = get(TWO)
    assert ' style="' not in page
    assert (
        'role="group" aria-label="Readouts by year: &#34;rule of law&#34;, Ukraine" aria-describedby="say1"'
        in page
    )


def test_every_point_is_a_row_of_the_csv(client: FlaskClient) -> None:
    answer = client.get("/trends.csv?q=Ukraine&q=-law&by=year")
    assert answer.mimetype == "text/csv"
    rows = list(csv.DictReader(StringIO(answer.text)))
    assert {row["query"] for row in rows} == {"Ukraine", "'-law"}
    some = next(row for row in rows if int(row["count"]))
    assert count(client.get(some["search"]).text) == int(some["count"])
    assert all((row["in_100"] == "") == (row["readouts"] == "0") for row in rows)


def test_the_drawing_stands_by_itself(client: FlaskClient) -> None:
    answer = client.get("/trends.svg?q=Ukraine&q=%3Claw%3E&split=country")
    assert answer.mimetype == "image/svg+xml"
    drawing = ET.fromstring(answer.text)  # noqa: S314  # our own
    assert drawing.tag == "{http://www.w3.org/2000/svg}svg"
    assert not [one for one in drawing.iter() if "class" in one.attrib or "style" in one.attrib]


@pytest.mark.parametrize(
    "address",
    [
        "/trends.csv?q=date:2023-13",
        "/trends.svg?q=(",
        "/trends?by=week",
        "/coverage?q=(",
        "/coverage?home=Japan",
    ],
)
def test_what_cannot_be_read_at_all_is_an_error(get: Get, address: str) -> None:
    get(address, 400)


def test_the_first_page_offers_queries_that_can_be_drawn(get: Get) -> None:
    page = get("/trends")
    offered = [html.unescape(link) for link in re.findall(r'<a class="q" href="([^"]*)"', page)]
    assert offered
    assert all('<svg class="chart"' in get(link) for link in offered)


@given(
    st.builds(
        Asked,
        queries=st.lists(st.text(min_size=1).map(str.strip).filter(bool), unique=True, max_size=3).map(tuple),
        by=st.sampled_from([None, "year", "quarter", "month"]),
        measure=st.sampled_from(["count", "share"]),
        split=st.sampled_from([None, "side", "country", "minister"]),
        base=st.builds(Search, ticked=st.just({"country": ("MX",)}), first=st.sampled_from(["", "2020"])),
        whole=st.booleans(),
    )
)
def test_what_is_written_reads_back(asked: Asked) -> None:
    assert trend_parameters.asked(MultiDict(trend_parameters.written(asked))) == asked


@given(
    st.lists(
        st.lists(st.none() | st.just(0.0) | st.floats(0.01, 1e6), min_size=30, max_size=30),
        min_size=1,
        max_size=6,
    ),
    st.lists(st.booleans(), min_size=30, max_size=30),
)
def test_lines_and_names_stay_inside_the_chart(values: list[list[float | None]], held: list[bool]) -> None:
    periods = (
        run(Period.parse("2020"), "month")
        + run(Period.parse("2021"), "month")
        + run(Period.parse("2022"), "month")[:6]
    )
    made = chart(
        periods,
        [int(one) for one in held],
        [Drawn("abcdef"[n], f"line {n}", tuple(some)) for n, some in enumerate(values)],
    )
    for curve in made.curves:
        for x, y in re.findall(r"[ML]([\d.e+-]+) ([\d.e+-]+)", curve.path):
            assert LEFT <= float(x) <= RIGHT
            assert TOP - 0.1 <= float(y) <= AXIS
    ends = sorted(y for curve in made.curves for y, _ in curve.name.lines)
    assert all(b - a >= 16 for a, b in pairwise(ends))
    assert all(x >= 0 and x + width <= RIGHT for x, width in made.gaps)


# ---------- coverage


def test_each_month_opens_as_many_readouts(get: Get) -> None:
    page = get("/coverage?q=Ukraine")
    cells = re.findall(
        r'<a class="h\d" href="([^"]*)" aria-label="[^"]*: (mentioned in ([\d,]+) of|not mentioned in) ([\d,]+)',
        page,
    )
    assert cells
    for address, _, some, held in cells:
        assert count(get(html.unescape(address))) == int(some or held), address


def test_not_mentioned_and_not_held_are_told_apart(get: Get) -> None:
    page = get("/coverage?q=Ukraine")
    assert 'class="h0"' in page
    assert "none held" in page
    assert "not mentioned in 1 readout" in page


def test_an_issuer_leads_to_its_own_months(get: Get, plain: Get) -> None:
    page = get("/coverage")
    (address,) = [html.unescape(link) for link in re.findall(r'<a href="(/coverage[^"]*home=JP[^"]*)"', page)]
    assert "issued by JP" in plain(get(address))


def test_a_topic_is_looked_for_and_does_not_narrow(get: Get, plain: Get) -> None:
    every, some = plain(get("/coverage")), plain(get("/coverage?topic=ukraine"))
    assert re.search(r"(\d+) readouts", every)[1] == re.search(r"(\d+) readouts", some)[1]  # type: ignore[index]
    assert "mention it" in some
