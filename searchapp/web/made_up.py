"""The made-up readouts over time, held and compared that the page of every part shows."""

from dataclasses import replace
from datetime import date

from searchapp.accounts import Pair
from searchapp.compare import Comparison, compare
from searchapp.coverage import Coverage, Row, Surveyed
from searchapp.period import Period
from searchapp.readout import Readout, ReadoutId, Statement
from searchapp.results import Search
from searchapp.trends import Asked, Line, Trend, Trends
from searchapp.usage import Peak, Usage
from searchapp.web.surveys import Survey, survey

_TRADE, _LAW = "trade", '"rule of law"'
_YEARS = tuple(Period.parse(str(year)) for year in range(2016, 2024))


def trends(first: Readout, last: Readout) -> Trends:
    """Two queries over eight years, of one of which nothing is held."""
    counts = {_TRADE: (2, 5, 9, 0, 7, 4, 3, 6), _LAW: (0, 1, 2, 0, 5, 8, 9, 4)}
    held = (12, 18, 20, 0, 14, 22, 19, 16)
    return Trends(
        Asked((_TRADE, _LAW)), "year", _YEARS, held, held, 3, (("2019-01", "2019-12"),),
        tuple(
            Trend(text, (Line("", "", Search(text), some, Usage(sum(some), 1, first, last, 4, 110, 7, Peak(_YEARS[5], 8, 22))),))
            for text, some in counts.items()
        ),
    )  # fmt: skip


def held(one: Readout, other: Readout) -> Survey:
    """Two issuers over two years, and an event told by both."""
    months = {"2022-02": 3, "2022-03": 9, "2022-11": 1, "2023-09": 24, "2023-10": 2}
    years, span = (2023, 2022), Period(date(2022, 2, 1), date(2023, 10, 31))
    issuers = (Row("JP", "Japan", 31, (20, 11)), Row("PE", "Peru", 8, (6, 2)))
    pair = Pair(one, other, (*one.minister, *one.counterpart), 1)
    return survey(
        Coverage(
            Surveyed(), Search(), Search(), months, None, span, years, 1, 1, 2, (("2022-04", "2022-10"),),
            issuers, issuers[1:], 0, 4, (pair,), 12, 12, 1,
        )
    )  # fmt: skip


def other_side(readout: Readout) -> Readout:
    """The same meeting as the other side tells it."""
    return replace(
        readout, id=ReadoutId("other-side"), headline="Bruno Costa receives Vale Aria", home=readout.country[0],
        country=(readout.home or readout.country[0],), minister=readout.counterpart, counterpart=readout.minister,
    )  # fmt: skip


def compared(readout: Readout) -> Comparison:
    """With the one of two years before: a passage kept, one reworded, one retold, one dropped, and one added."""
    _, kept, reworded, retold, *rest = [one for one in readout.passages if one.kind != "heading"]
    before = (
        kept,
        replace(reworded, text=f"{reworded.text.removesuffix('needs it.')}is in want of it."),
        replace(
            retold,
            text="Both ministers agreed, over a long lunch at the port of Lima, to meet before the year is out.",
        ),
        replace(kept, number=9, anchor="p9", text="Fisheries were discussed at length."),
    )
    said = tuple(
        Statement(one.anchor, one.text, 0, len(one.text), one.side, None, verb, kind)
        for one, verb, kind in ((kept, "promise", "promised"), (reworded, "reply", "stated"))
    )
    earlier = replace(
        readout, id=ReadoutId("earlier"), date=Period.parse("2021-09-21"), passages=before, statements=said
    )
    after = (kept, reworded, retold, rest[0])
    return compare(earlier, replace(readout, passages=after, statements=said[:1]))
