"""What is held: every cell finds as many as it tells, and two sides' accounts of one event find each other."""

from dataclasses import replace
from pathlib import Path

import pytest

from searchapp.accounts import pairs
from searchapp.coverage import Surveyed
from searchapp.period import Period
from searchapp.readout import Entity, Readout
from searchapp.results import Search
from searchapp.trends import at
from searchapp.web.heat import heat
from tests.test_trends import readout, searching

JP, MX, PE = Entity("JP", "Japan"), Entity("MX", "Mexico"), Entity("PE", "Peru")
ANNA, BERTA, CARLA = Entity("a", "Anna"), Entity("b", "Berta"), Entity("c", "Carla")
OURS = readout(
    "2020-01-01", "ours", home=JP, country=(MX,), minister=(ANNA,), counterpart=(BERTA,), type="meeting"
)
THEIRS = readout(
    "2020-01-02", "theirs", home=MX, country=(JP,), minister=(BERTA,), counterpart=(ANNA,), type="meeting"
)


def paired(*readouts: Readout) -> list[tuple[str, str]]:
    """The ids of the pairs among some readouts."""
    return [(str(pair.one.id), str(pair.other.id)) for pair in pairs(readouts)]


def test_the_other_side_is_found_from_either_side(tmp_path: Path) -> None:
    searcher = searching(tmp_path, OURS, THEIRS, readout("2020-01-01", "another", home=PE, country=(JP,)))
    assert [one.id for one in searcher.neighbours(OURS).others] == [THEIRS.id]
    assert [one.id for one in searcher.neighbours(THEIRS).others] == [OURS.id]


@pytest.mark.parametrize(
    "change",
    [
        {"date": Period.parse("2020-01-03")},
        {"date": Period.parse("2020-01")},
        {"date": None},
        {"home": JP},
        {"home": None},
        {"country": (PE,)},
        {"minister": (CARLA,), "counterpart": ()},
        {"minister": (), "counterpart": (), "type": "call"},
    ],
)
def test_another_event_is_no_other_side(change: dict[str, object]) -> None:
    assert not pairs([OURS, replace(THEIRS, **change)])  # type: ignore[arg-type]


def test_an_account_that_names_nobody_is_of_the_same_type() -> None:
    assert paired(OURS, replace(THEIRS, minister=(), counterpart=()))


def test_a_call_is_not_the_meeting_of_the_same_people() -> None:
    assert not pairs([replace(OURS, mode="phone"), replace(THEIRS, mode="in-person")])


def test_each_account_has_one_other_side_of_an_issuer_the_likeliest() -> None:
    less = replace(readout("2020-01-01", "less"), home=MX, country=(JP,), minister=(BERTA,), type="remarks")
    assert paired(OURS, THEIRS, less) == [(OURS.id, THEIRS.id)]


def test_three_sides_tell_of_one_event_in_three_pairs() -> None:
    ours = replace(OURS, country=(MX, PE))
    theirs = replace(THEIRS, country=(JP, PE))
    third = replace(
        readout("2020-01-01", "third"),
        home=PE,
        country=(JP, MX),
        minister=(CARLA,),
        counterpart=(ANNA, BERTA),
    )
    assert len(paired(ours, theirs, third)) == 3


def test_a_month_in_which_it_is_not_mentioned_is_not_one_of_which_nothing_is_held(tmp_path: Path) -> None:
    some = [
        readout("2020-01-01", "tariff"),
        readout("2020-02-01", "quota"),
        readout("2020-04-01", "tariff"),
        readout("", "tariff"),
    ]
    made = searching(tmp_path, *some).coverage(Surveyed(Search("tariff")))
    assert made.mentioned == {"2020-01": 1, "2020-04": 1}
    assert dict(made.held) == {"2020-01": 1, "2020-02": 1, "2020-04": 1}
    assert made.empty == (("2020-03", "2020-03"),)
    assert made.undated == 1


@pytest.mark.parametrize(
    "surveyed",
    [
        Surveyed(),
        Surveyed(Search("quota OR tariff"), "JP"),
        Surveyed(Search("tariff", {"country": ("MX",), "topic": ("t",)})),
        Surveyed(Search(first="2020-02")),
    ],
)
def test_every_month_finds_as_many_as_it_tells(tmp_path: Path, surveyed: Surveyed) -> None:
    topic = Entity("t", "Topic")
    searcher = searching(
        tmp_path, OURS, THEIRS, readout("2020-02-01", "tariff", home=JP, country=(MX,), topic=(topic,)),
        readout("2020-02-02", "tariff", country=(MX, PE)), readout("", "quota", home=JP),
    )  # fmt: skip
    made = searcher.coverage(surveyed)
    for month, count in made.held.items():
        assert searcher.search(at(made.everything, Period.parse(month))).total == count
    for month, count in (made.mentioned or {}).items():
        assert searcher.search(at(made.mentions, Period.parse(month))).total == count
    assert searcher.search(made.everything).total == sum(made.held.values()) + made.undated


def test_issuers_and_countries_are_counted_by_year(tmp_path: Path) -> None:
    made = searching(tmp_path, OURS, THEIRS, replace(readout("2021", "later"), home=JP)).coverage(Surveyed())
    assert made.years == (2021, 2020)
    assert [(row.id, row.total, row.counts) for row in made.issuers] == [("JP", 2, (1, 1)), ("MX", 1, (0, 1))]
    assert [row.id for row in made.countries] == ["JP", "MX"]
    assert [(pair.one.id, pair.other.id) for pair in made.pairs] == [(OURS.id, THEIRS.id)]


def test_years_come_page_by_page(tmp_path: Path) -> None:
    searcher = searching(tmp_path, readout("1950", "old"), readout("2020", "new"))
    first, last = (searcher.coverage(Surveyed(Search(page=page))) for page in (1, 99))
    assert (first.years[0], first.page, first.pages) == (2020, 1, 4)
    assert (last.years[-1], last.page, last.pages) == (1950, 4, 4)


def test_nothing_is_held_of_an_empty_collection(tmp_path: Path) -> None:
    made = searching(tmp_path).coverage(Surveyed(Search("tariff")))
    assert (made.span, made.years, made.pairs, dict(made.held)) == (None, (), (), {})


def test_heat_has_about_as_many_counts_in_each_level() -> None:
    levels = heat(range(101))
    assert [sum(levels.level(count) == n for count in range(101)) for n in range(6)] == [
        1,
        20,
        20,
        20,
        20,
        20,
    ]
    assert heat([0, 2, 2]).legend == ((1, "1–2"),)
    assert (heat([]).level(0), heat([]).legend) == (0, ())
