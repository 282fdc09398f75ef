"""Parts of pages as golden files: set UPDATE_GOLDEN=1 to write them anew, then read the difference."""

import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask, get_template_attribute

from searchapp import syntax
from searchapp.period import Period
from searchapp.query import clauses
from searchapp.readout import Entity, Evidence, Omission, Origin, Passage, Readout, ReadoutId, Side, Statement
from searchapp.results import FacetValue, Hit, Results, Search, Snippet
from searchapp.web import statements

GOLDEN = Path(__file__).parent / "golden"
PARAGRAPH = Passage(2, "p2", "paragraph", "Both kept to the rule of law & said <so>.", (9, 9))
TURN = Passage(3, "p3", "turn", "Thank you.", (11, 11), speaker="Alicia Bárcena Ibarra", side="counterpart")
RICH = Passage(
    4,
    "p4",
    "item",
    "The rule of law matters.",
    (12, 12),
    mark="(a)",
    markup="The <em>rule of</em> law matters.",
)
HEADING = Passage(None, "h1", "heading", "Opening Remarks", (10, 10))
READOUT = Readout(
    id=ReadoutId("japan-mexico"),
    title="Japan-Mexico Relations",
    headline="Kamikawa Yoko meets Alicia Bárcena Ibarra of Mexico",
    digest="0" * 64,
    source=Origin("japan-mexico.md", "md", "https://www.mofa.go.jp/"),
    date=Period.parse("2023-09-21"),
    home=Entity("JP", "Japan"),
    country=(Entity("MX", "Mexico"),),
    minister=(Entity("kamikawa-yoko", "Kamikawa Yoko"),),
    counterpart=(Entity("alicia-barcena-ibarra", "Alicia Bárcena Ibarra"),),
    topic=(Entity("cptpp", "CPTPP"), Entity("rule-of-law", "Rule of law")),
    type="meeting",
    mode="video",
    place="New York",
    duration_min=30,
    passages=(PARAGRAPH, TURN, RICH),
    omissions=(
        Omission("caption", "The ministers <shaking> hands", (4, 5)),
        Omission("caption", "A photo", (6, 6)),
    ),
    evidence=(
        Evidence(
            "date",
            "2023-09-21",
            "the opening line; the year is that of the date line",
            (10, 22),
            "On September 21",
            7,
        ),
        Evidence("country", "MX", "front matter", None, "MX"),
    ),
)
SEARCH = Search("rule law", {"country": ("MX",)}, sort="newest")
RESULTS = Results(
    SEARCH, syntax.parse('minister:Kamikawa "rule of law" -tariff'), "", (), 95, (),
    {"country": (FacetValue("MX", "Mexico", 3, selected=True),)}, 1.0,
)  # fmt: skip
Render = Callable[..., str]


@pytest.fixture
def render(app: Flask) -> Render:
    """A macro's HTML, a tag a line."""

    def made(template: str, macro: str, *values: object) -> str:
        with app.test_request_context("/"):
            text = str(get_template_attribute(template, macro)(*values))
        return re.sub(r">\s*<", ">\n<", text).strip() + "\n"

    return made


def same(name: str, made: str) -> None:
    """Compare with the golden file of this name."""
    path = GOLDEN / f"{name}.html"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(made, encoding="utf-8")
    assert made == path.read_text(encoding="utf-8")


def test_a_hit(render: Render) -> None:
    snippets = (
        Snippet(
            PARAGRAPH, "the rule of law & said <so>.", ((4, 8), (12, 15)), before=True, after=False, start=13
        ),
        Snippet(TURN, "Thank you.", (), before=False, after=False),
    )
    same("hit", render("_hit.html", "hit", Hit(READOUT, 1.0, snippets, 2), SEARCH))


def test_a_snippet_of_several_speakers_shows_what_is_marked_by_side() -> None:
    """Both met. Ms. A said trade matters. Mr. B promised trade in grain. Both agreed."""
    text = (test_a_snippet_of_several_speakers_shows_what_is_marked_by_side.__doc__ or "").strip()
    passage = replace(PARAGRAPH, text=text, side=None)
    sides: tuple[tuple[Side | None, str], ...] = (
        ("home", "Ms. A said trade matters."),
        ("counterpart", "Mr. B promised trade in grain."),
        ("joint", "Both agreed."),
    )
    said = tuple(
        Statement("p1", words, text.index(words), text.index(words) + len(words), side, None, None, None)
        for side, words in sides
    )
    marks = tuple((found.start(), found.end()) for found in re.finditer("trade", text))
    shown = statements.shown(Snippet(passage, text, marks, before=False, after=False, said=said))
    assert [(one.piece.side, str(one.piece.html), one.before, one.after) for one in shown] == [
        ("home", "Ms. A said <mark>trade</mark> matters.", True, False),
        ("counterpart", "Mr. B promised <mark>trade</mark> in grain.", False, True),
    ]
    whole = statements.shown(Snippet(passage, text, (), before=False, after=False, said=said))
    assert [(one.piece.side, str(one.piece.html)) for one in whole] == [(None, text)]


def test_a_hit_of_which_nothing_is_known(render: Render) -> None:
    bare = Readout(ReadoutId("x"), "Notes", "Notes", "", Origin("x.txt", "txt"))
    same("hit-bare", render("_hit.html", "hit", Hit(bare, 1.0, (), 0), Search()))


@pytest.mark.parametrize(
    "passage", [PARAGRAPH, TURN, RICH, HEADING, replace(PARAGRAPH, number=0, anchor="p0", kind="lead")]
)
def test_a_passage(render: Render, passage: Passage) -> None:
    marks = [(4, 15)] if passage is RICH else []
    same(f"passage-{passage.kind}", render("_passage.html", "passage", passage, "en", marks, 1))


def test_a_facet(render: Render) -> None:
    values = tuple(FacetValue(f"T{n}", f"Topic & {n}", 1200 - n, selected=n == 9) for n in range(11))
    same("facet", render("_facet.html", "facet", "topic", values, SEARCH))


def test_the_query_as_understood(render: Render) -> None:
    same("chips", render("_chips.html", "understood", RESULTS, clauses(RESULTS.query)))


def test_what_a_search_is_narrowed_to(render: Render) -> None:
    same(
        "narrowed", render("_chips.html", "narrowed", replace(RESULTS, search=replace(SEARCH, first="2019")))
    )


def test_the_pager(render: Render) -> None:
    same("pager", render("_pager.html", "pages", replace(RESULTS, total=200, search=replace(SEARCH, page=7))))


def test_the_years(render: Render) -> None:
    years = tuple(
        FacetValue(str(year), str(year), 10 * (year - 2018), selected=False) for year in range(2019, 2024)
    )
    found = (FacetValue("2020", "2020", 5, selected=False), FacetValue("2023", "2023", 1, selected=True))
    same("years", render("_years.html", "years", years, found, replace(SEARCH, ticked={"year": ("2023",)})))


def test_the_facts_of_a_readout(render: Render) -> None:
    same("about", render("_about.html", "about", READOUT))


def test_the_bar_of_matches(render: Render) -> None:
    same("matches", render("_marks.html", "matches", 14))
