"""Queries over time: every point finds as many as it tells, and what is said of a use can be counted again."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchapp.authority import load
from searchapp.engine import Manifest
from searchapp.engines.whoosh import WhooshEngine
from searchapp.period import Period
from searchapp.readout import Entity, Origin, Passage, Readout, ReadoutId
from searchapp.results import Search
from searchapp.searcher import Searcher
from searchapp.spans import Unit, gathered, run, runs, span_of, spoken, unit_of, written
from searchapp.trends import MOST, Asked, Split, at, share
from searchapp.usage import told
from tests.engine.strategies import crowd

CROWD = crowd(120)
MANIFEST = Manifest(generation="", built="", source="/readouts", extractor="1", readouts=0)


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """A hundred readouts of few words, some without a date, over two years."""
    with WhooshEngine(tmp_path_factory.mktemp("crowd")) as engine:
        engine.write(MANIFEST, CROWD, fresh=True)
        yield Searcher(engine, load())


def searching(tmp_path: Path, *readouts: Readout) -> Searcher:
    """A searcher over some readouts."""
    engine = WhooshEngine(tmp_path)
    engine.write(MANIFEST, readouts, fresh=True)
    return Searcher(engine, load())


def readout(day: str, text: str, **more: object) -> Readout:
    """A readout of an event on a day, or without a date for an empty one, that says something."""
    made = Readout(
        ReadoutId(f"{day or 'undated'}-{text.replace(' ', '-')}"), "A title", "A title", "", Origin("", ""),
        date=Period.parse(day) if day else None,
        passages=(Passage(1, "p1", "paragraph", text, (1, 1)),),
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


asked = st.builds(
    Asked,
    queries=st.lists(
        st.sampled_from(["rule", '"rule of law"', "law OR trade", "type:call", "zzz", "-mexico"]),
        min_size=1,
        max_size=3,
        unique=True,
    ).map(tuple),
    by=st.sampled_from([None, "year", "quarter", "month"]),
    split=st.sampled_from([None, "country", "minister"]),
    base=st.builds(
        Search,
        ticked=st.dictionaries(st.sampled_from(["country", "topic", "year"]), st.sampled_from([("MX",), ("PE", "é"), ("2020",)]), max_size=1),
        first=st.sampled_from(["", "2020"]),
    ),
    whole=st.booleans(),
)  # fmt: skip


@given(asked)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_points_add_up_to_the_hits_with_a_date_and_each_finds_as_many_as_it_tells(
    searcher: Searcher, asked: Asked
) -> None:
    made = searcher.trends(asked)
    for line in (line for trend in made.trends for line in trend.lines):
        assert sum(line.counts) == line.usage.dated
        assert searcher.search(line.search).total == line.usage.dated + line.usage.undated
        for period, count in zip(made.periods, line.counts, strict=True):
            assert searcher.search(at(line.search, period)).total == count


@given(asked)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_shares_are_of_what_is_held_and_never_more_than_all(searcher: Searcher, asked: Asked) -> None:
    made = searcher.trends(asked)
    assert sum(made.held) + made.undated == searcher.search(replace(asked.base, text="")).total
    for line in (line for trend in made.trends for line in trend.lines):
        for count, of, held in zip(line.counts, made.readouts, made.held, strict=True):
            assert count <= held <= of
            assert (share(count, of) is None) == (of == 0)


@pytest.mark.parametrize("by", ["year", "quarter", "month"])
def test_periods_follow_each_other_and_every_month_lies_in_one(by: Unit) -> None:
    span = Period(date(2019, 11, 30), date(2021, 2, 1))
    periods = run(span, by)
    assert all(one.last.toordinal() + 1 == two.first.toordinal() for one, two in pairwise(periods))
    assert periods[0].first <= span.first
    assert periods[-1].last >= span.last
    counts = {"2019-11": 2, "2020-07": 3, "2021-02": 1}
    assert sum(gathered(counts, periods, by)) == 6
    assert all(unit_of(month, by) in periods for month in counts)


def test_units_are_written_and_spoken() -> None:
    quarter = unit_of("2023-08", "quarter")
    assert (written(quarter), spoken(quarter)) == ("2023-Q3", "the third quarter of 2023")
    assert written(unit_of("2023-08", "month")) == "2023-08"
    assert span_of([]) is None
    assert runs(["2020-05", "2020-04", "2019-01"]) == (("2019-01", "2019-01"), ("2020-04", "2020-05"))


def test_exact_words_are_found_exactly(tmp_path: Path) -> None:
    searcher = searching(tmp_path, readout("2020", "ruling laws"), readout("2021", "rule of law"))
    (exact, stems) = searcher.trends(Asked(('"rule of law"', "rule law"))).trends
    assert [line.counts[-1] for line in exact.lines] == [1]
    assert sum(stems.lines[0].counts) == 2


def test_a_use_that_stopped_is_told_so(tmp_path: Path) -> None:
    used = [readout(f"2020-01-{n:02}", "tariff") for n in range(1, 11)]
    since = [readout(f"2020-02-{n:02}", "quota") for n in range(1, 11)]
    (trend,) = searching(tmp_path, *used, *since).trends(Asked(("tariff",))).trends
    usage = trend.lines[0].usage
    assert (usage.before, usage.within, usage.after, usage.ending) == (0, 10, 10, "clear")
    assert told(usage) == (
        "In 10 of 20 readouts with a date. First on 1 January 2020; no readout looked at is earlier: it may be older. "
        "Most in January 2020: 10 of 10 readouts. Last on 10 January 2020, and then it stopped: the 10 readouts since "
        "do not have it, where about 10 were to be expected."
    )


@pytest.mark.parametrize("query", ["tariff before:2020-02", "date:2020-01 tariff", "(date:2020-01 tariff)"])
def test_a_query_that_names_its_days_does_not_begin_or_stop_with_them(query: str, tmp_path: Path) -> None:
    used = [readout(f"20{n:02}-01-{day:02}", "tariff") for n in (19, 20, 21) for day in range(1, 11)]
    usage = searching(tmp_path, *used).trends(Asked((query,))).trends[0].lines[0].usage
    assert usage.after == 0
    assert "and then it stopped" not in told(usage)
    assert usage.within == usage.dated


def test_a_use_on_one_day_has_no_rate_and_so_no_end(tmp_path: Path) -> None:
    some = [readout("2020-01-01", "tariff"), *(readout(f"2020-02-{n:02}", "quota") for n in range(1, 11))]
    usage = searching(tmp_path, *some).trends(Asked(("tariff",))).trends[0].lines[0].usage
    assert usage.ending == "unsure"


def test_the_end_of_the_collection_is_no_end_of_a_use(tmp_path: Path) -> None:
    some = [readout("2020-01-01", "quota"), readout("2020-02-01", "tariff"), readout("2020-03-01", "tariff")]
    (last, ends) = searching(tmp_path, *some).trends(Asked(("tariff", "quota"))).trends
    assert (
        "Last on 1 March 2020; no readout looked at is later: whether it went on cannot be seen here."
        in told(last.lines[0].usage)
    )
    assert ends.lines[0].usage.after == 2


def test_a_few_readouts_since_are_too_few_to_say_that_it_stopped(tmp_path: Path) -> None:
    some = [readout(f"2020-01-{n:02}", "tariff" if n in {1, 20} else "quota") for n in range(1, 25)]
    usage = searching(tmp_path, *some).trends(Asked(("tariff",))).trends[0].lines[0].usage
    assert usage.ending == "open"
    assert "the 4 readouts since are too few to say that it stopped." in told(usage)


def test_months_of_which_nothing_is_held_are_told_and_have_no_share(tmp_path: Path) -> None:
    some = [readout("2020-01-05", "tariff"), readout("2020-04-05", "tariff"), readout("", "tariff")]
    made = searching(tmp_path, *some).trends(Asked(("tariff",), "month"))
    assert made.empty == (("2020-02", "2020-03"),)
    assert made.held == (1, 0, 0, 1)
    assert share(0, made.readouts[1]) is None
    assert made.undated == made.trends[0].lines[0].usage.undated == 1


def test_a_query_that_cannot_be_read_leaves_the_others(searcher: Searcher) -> None:
    made = searcher.trends(Asked(("date:2023-13", "law")))
    assert made.trends[0].error is not None
    assert made.trends[0].error.kind == "bad-date"
    assert made.drawn == made.trends[1:]


def test_more_than_six_queries_are_not_drawn(searcher: Searcher) -> None:
    made = searcher.trends(Asked(tuple(f"law{n}" for n in range(MOST + 2))))
    assert (len(made.trends), made.dropped) == (MOST, 2)


def test_nothing_is_drawn_of_readouts_without_a_date(tmp_path: Path) -> None:
    made = searching(tmp_path, readout("", "tariff")).trends(Asked(("tariff",)))
    assert (made.periods, made.undated, made.trends[0].lines[0].usage.undated) == ((), 1, 1)
    assert told(made.trends[0].lines[0].usage).startswith("In no readout with a date.")


def test_a_span_too_long_for_months_is_drawn_by_quarter_or_year(tmp_path: Path) -> None:
    searcher = searching(tmp_path, readout("0203-05-06", "tariff"), readout("2020-01-01", "tariff"))
    made = searcher.trends(Asked(("tariff",), "month"))
    assert made.by == "year"
    assert "it is drawn by year" in made.notices[0]
    assert [written(period) for period in made.periods] == ["0203", "2020"]


@pytest.mark.parametrize("split", ["country", "minister"])
def test_a_query_is_split_by_the_commonest_values(tmp_path: Path, split: Split) -> None:
    one, two = Entity("a", "Anna"), Entity("b", "Berta")
    some = [
        readout("2020-01-01", "tariff", **{split: (one, two)}),
        readout("2021-01-01", "tariff", **{split: (one,)}),
    ]
    (trend,) = searching(tmp_path, *some).trends(Asked(("tariff",), "year", split=split)).trends
    assert [(line.label, line.counts) for line in trend.lines] == [("Anna", (1, 1)), ("Berta", (1, 0))]
