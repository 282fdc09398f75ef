"""The geometry of the year charts."""

from collections.abc import Mapping
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from searchapp.results import FacetValue
from searchapp.web import charts

counts = st.dictionaries(st.integers(1900, 2100), st.integers(0, 5000), min_size=1, max_size=60)


def years(of: Mapping[int, int], ticked: frozenset[int] = frozenset()) -> tuple[FacetValue, ...]:
    """Every year from the first to the last, as the overview has them."""
    span = range(min(of), max(of) + 1)
    return tuple(FacetValue(str(year), str(year), of.get(year, 0), year in ticked) for year in span)


@given(counts, st.sampled_from([(240, 100), (352, 132)]))
def test_every_bar_stands_on_the_axis_inside_the_chart(of: dict[int, int], size: tuple[int, int]) -> None:
    chart = charts.by_year(years(of), years(of), *size)
    for bar in chart.bars:
        place = bar.place
        assert place.x >= 0
        assert place.x + place.width <= chart.width + 0.2
        assert place.every.y >= 0
        assert abs(place.every.y + place.every.height - chart.axis) < 0.2


@given(counts)
def test_years_under_the_axis_stand_apart_and_inside_the_chart(of: dict[int, int]) -> None:
    ticks = charts.by_year(years(of), (), 240, 100).ticks
    spans = {"start": (0, 30), "middle": (-15, 15), "end": (-30, 0)}
    places = [(tick.x + spans[tick.anchor][0], tick.x + spans[tick.anchor][1]) for tick in ticks]
    assert all(left >= 0 and right <= 240.2 for left, right in places)
    assert all(one[1] <= other[0] for one, other in pairwise(places)) or len(of) == 2


def test_one_year_is_a_narrow_bar_with_its_year_under_it() -> None:
    chart = charts.by_year(years({2023: 9}), (), 240, 100)
    assert chart.bars[0].place.width <= charts.WIDEST
    assert [tick.year for tick in chart.ticks] == ["2023"]


def test_what_was_found_is_as_much_of_the_bar_as_of_the_year() -> None:
    (bar,) = charts.by_year(years({2023: 10}), years({2023: 5}), 240, 100).bars
    assert bar.got.height == bar.place.every.height / 2


def test_a_year_without_readouts_has_no_bar_and_one_with_a_single_readout_can_be_seen() -> None:
    bars = charts.by_year(years({2000: 1, 2001: 0, 2002: 5000}), (), 240, 100).bars
    assert bars[1].place.every.height == 0
    assert bars[0].place.every.height >= 1.5


def test_a_ticked_year_is_told_apart() -> None:
    bars = charts.by_year(years({2000: 1, 2001: 1}), years({2000: 1}, frozenset({2000})), 240, 100).bars
    assert [bar.ticked for bar in bars] == [True, False]


def test_numbers_stand_over_bars_only_where_there_is_room() -> None:
    assert charts.by_year(years({2010: 1, 2023: 1}), (), 240, 100).numbered
    assert not charts.by_year(years({1950: 1, 2023: 1}), (), 240, 100).numbered
