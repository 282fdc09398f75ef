"""How counts and days are written."""

from datetime import date

import pytest

from searchapp.period import Period
from searchapp.web import wording

RUN = Period(date(2023, 9, 14), date(2023, 9, 16))
OVER_MONTHS = Period(date(2023, 9, 30), date(2023, 10, 2))
OVER_YEARS = Period(date(2023, 12, 30), date(2024, 1, 2))


@pytest.mark.parametrize(
    ("period", "short", "spoken", "machine"),
    [
        (Period.parse("2023-09-21"), "21 Sep 2023", "21 September 2023", "2023-09-21"),
        (Period.parse("2023-09"), "Sep 2023", "September 2023", "2023-09"),
        (Period.parse("2023"), "2023", "2023", "2023"),
        (RUN, "14–16 Sep 2023", "14–16 September 2023", "2023-09-14"),
        (OVER_MONTHS, "30 Sep – 2 Oct 2023", "30 September – 2 October 2023", "2023-09-30"),
        (OVER_YEARS, "30 Dec 2023 – 2 Jan 2024", "30 December 2023 – 2 January 2024", "2023-12-30"),
    ],
)
def test_a_period_is_written_as_exactly_as_it_is_known(
    period: Period, short: str, spoken: str, machine: str
) -> None:
    assert (wording.short(period), wording.spoken(period), wording.machine(period)) == (
        short,
        spoken,
        machine,
    )


@pytest.mark.parametrize(
    ("count", "written"), [(0, "0 readouts"), (1, "1 readout"), (2, "2 readouts"), (12840, "12,840 readouts")]
)
def test_a_count_is_written_with_its_noun(count: int, written: str) -> None:
    assert wording.counted(count, "readout") == written


def test_a_noun_may_have_a_plural_of_its_own() -> None:
    assert [wording.counted(n, "country", "countries") for n in (1, 2)] == ["1 country", "2 countries"]


def test_a_moment_is_written_as_its_day_or_to_the_minute() -> None:
    assert wording.day("2024-10-02T23:11:12+00:00") == "2 October 2024"
    assert wording.day("2024-10-02T23:11:12Z") == "2 October 2024"
    assert wording.moment("2024-10-02T23:11:12+00:00") == "2 October 2024, 23:11 UTC"
