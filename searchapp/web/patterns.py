"""A page that shows every part of the interface in every state, for people who change it; there in debug only.

All that it shows is made up, and drawn by the same fragments as the real pages.
"""

from dataclasses import replace
from datetime import date

from flask import Blueprint, render_template

from searchapp.catalogue import Catalogue, Entry, Wanted
from searchapp.citation import FORMS, Citation
from searchapp.entities import KINDS
from searchapp.neighbours import Neighbours, Similar
from searchapp.period import Period
from searchapp.profiles import Ranking, Said, Share
from searchapp.query import Word
from searchapp.readout import Entity, Evidence, Omission, Origin, Passage, Readout, ReadoutId, Statement
from searchapp.results import FacetValue, Hit, Offer, Results, Search, Snippet
from searchapp.searcher import Reading
from searchapp.syntax import parse
from searchapp.web import made_up
from searchapp.web.failures import Typed

patterns = Blueprint("patterns", __name__)

ARIA = Entity("aria-vale", "Vale Aria")
BRUNO = Entity("bruno-costa", "Bruno Costa")
HEADING = Passage(None, "h1", "heading", "Opening remarks", (3, 3))
PASSAGES = (
    Passage(0, "p0", "lead", "The ministers met for half an hour, and in outline said as follows.", (4, 4)),
    HEADING,
    Passage(
        1,
        "p1",
        "item",
        "Minister Vale said that both would keep to the rule of law.",
        (5, 5),
        side="home",
        mark="(1)",
    ),
    Passage(2, "p2", "item", "Secretary Costa replied that trade needs it.", (6, 6), side="counterpart"),
    Passage(3, "p3", "paragraph", "Both ministers agreed to meet again.", (7, 7), side="joint"),
    Passage(4, "p4", "paragraph", "The rule of law was also dealt with at lunch.", (8, 8)),
    Passage(
        5, "p5", "turn", "Thank you for the question.", (9, 9), speaker="Bruno Costa", side="counterpart"
    ),
    Passage(6, "p6", "turn", "And what of trade?", (10, 10), speaker="Question"),
    Passage(7, "p7", "paragraph", "自由で開かれた国際秩序について意見を交わしました。", (11, 11)),
)
READOUT = Readout(
    ReadoutId("made-up"), "Country-Country Relations", "Vale Aria meets Bruno Costa of Peru", "0" * 64,
    Origin("made-up/meeting.md", "md", "https://example.org/meeting"),
    date=Period.parse("2023-09-21"), published=Period.parse("2023-09-22"), home=Entity("JP", "Japan"), country=(Entity("PE", "Peru"),),
    minister=(ARIA,), counterpart=(BRUNO,), topic=(Entity("cptpp", "CPTPP"), Entity("rule-of-law", "Rule of law")),
    type="meeting", mode="video", place="Lima", duration_min=30, note="Restated in other words.", passages=PASSAGES,
    omissions=(Omission("caption", "The ministers shake hands", (2, 2)),),
    evidence=(
        Evidence("date", "2023-09-21", "the opening line", (10, 22), "On September 21", 4),
        Evidence("country", "PE", "front matter", None, "PE"),
        Evidence("minister", ARIA.id, "a name before an office", (30, 44), "Minister Vale", 4),
    ),
)  # fmt: skip
BARE = Readout(ReadoutId("bare"), "Notes", "Notes of which nothing is known", "", Origin("notes.txt", "txt"))
SNIPPETS = tuple(
    Snippet(passage, passage.text, marks, before=passage.number == 1, after=passage.number == 2)
    for passage, marks in (
        (PASSAGES[2], ((47, 58),)),
        (PASSAGES[3], ()),
        (PASSAGES[5], ((4, 15),)),
        (HEADING, ()),
    )
)
SEARCH = Search(
    'minister:Vale "rule of law" of -tariff', {"country": ("PE",), "topic": ("t9",)}, "2019", "2023"
)


def _values(names: str, *ticked: str) -> tuple[FacetValue, ...]:
    return tuple(
        FacetValue(f"t{n}", name, max(1, 1200 // (n + 1) ** 2), selected=f"t{n}" in ticked)
        for n, name in enumerate(names.split(", "))
    )


TOPICS = _values(
    "Rule of law, CPTPP, Ukraine, Climate change, COVID-19, Energy, Food security, Trade, NATO, APEC, WTO",
    "t9",
)
YEARS = tuple(
    FacetValue(str(year), str(year), count, selected=False)
    for year, count in zip(range(2004, 2024), (3, 8, 5, 0, 12, 18, 20, 9, 14, 22) * 2, strict=True)
)
FOUND = (replace(YEARS[4], count=5), replace(YEARS[9], count=11, selected=True), replace(YEARS[15], count=2))
RESULTS = Results(
    SEARCH, parse(SEARCH.text), SEARCH.text, ("TPP11 also finds its other names.",), 195,
    (Hit(READOUT, 1.0, SNIPPETS, 3), Hit(BARE, 0.5, (), 0)),
    {"country": (FacetValue("PE", "Peru", 3, selected=True),), "topic": TOPICS}, 1.0, (Word("of"),),
)  # fmt: skip
RANKING = Ranking("minister", tuple(Share(one, 12, "person:Vale") for one in (ARIA, BRUNO)), 30)
KINDS_OF = Ranking("type", (Share(Entity("call", "Call"), 7, "type:call"),), 0)
SAID = tuple(
    Said(READOUT, passage, Statement(passage.anchor, passage.text, 0, len(passage.text), passage.side, ARIA, "say", None))
    for passage in PASSAGES
    if passage.kind in {"item", "paragraph", "turn", "lead"}
)  # fmt: skip
CATALOGUE = Catalogue(
    KINDS["minister"], Wanted(),
    (Entry(BRUNO, 1284, "costa bruno", "Peru"), Entry(ARIA, 3, "vale aria")), 2, (("C", 1), ("V", 1)), 2, 100,
)  # fmt: skip
READING = Reading(READOUT, {"p1": ((47, 58),), "p4": ((4, 15),)}, 2, "gen-20240301T101500Z-5f3a9c01")
OFFERS = (Offer("minister:Vale rule", 12, ((9, 13),)), Offer("Vale rule", 3))
WRONG = Typed("minister:Vale ", "date:2023-13", " rule")


@patterns.get("/_patterns")
def shown() -> str:
    """Every part, in every state."""
    other = made_up.other_side(READOUT)
    survey = made_up.held(READOUT, other)
    return render_template(
        "patterns.html",
        trends=(trends := made_up.trends(READOUT, other)), asked=trends.asked, survey=survey, made=survey.coverage,
        compared=made_up.compared(READOUT), about_it=Neighbours(READOUT, None, (other,)),
        similar=(Similar(BARE, 0.5, READOUT.topic, READOUT.country, (ARIA,)),), forms=FORMS,
        cited=Citation(READOUT, "https://example.org/made-up", date(2024, 3, 1), READING.generation, SEARCH.text),
        readout=READOUT, results=RESULTS, search=SEARCH, topics=TOPICS, years=YEARS, found=FOUND, rankings=(RANKING, KINDS_OF),
        said=SAID, catalogue=CATALOGUE, typed=WRONG, offers=OFFERS, reading=READING,
    )  # fmt: skip
