"""The lunar table: known days, its limits, and the whole of it against `lunar-python`."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from lunar_python import LunarYear, Solar

from events import lunar


@pytest.mark.parametrize(
    ("year", "month", "number", "expected"),
    [
        (2026, 1, 1, "2026-02-17"),
        (2025, 12, 29, "2026-02-16"),
        (2025, 12, 23, "2026-02-10"),
        (2026, 1, 15, "2026-03-03"),
        (2025, 5, 5, "2025-05-31"),
        (2025, 8, 15, "2025-10-06"),
        (2024, 1, 1, "2024-02-10"),
        (1900, 1, 1, "1900-01-31"),
        (2056, 1, 1, "2056-02-15"),
    ],
)
def test_known_days(year: int, month: int, number: int, expected: str) -> None:
    assert lunar.day(year, month, number) == date.fromisoformat(expected)


def test_a_leap_month_is_asked_for() -> None:
    assert lunar.leap_month(2025) == 6
    assert lunar.day(2025, 6, 1) == date(2025, 6, 25)
    assert lunar.day(2025, 6, 1, leap=True) == date(2025, 7, 25)
    assert lunar.eve(2026) == date(2026, 2, 16)


@pytest.mark.parametrize(
    ("year", "month", "number", "leap"),
    [
        (1899, 1, 1, False),
        (2057, 1, 1, False),
        (2025, 12, 30, False),
        (2025, 1, 0, False),
        (2025, 1, 31, False),
        (2025, 13, 1, False),
        (2025, 5, 1, True),
    ],
)
def test_days_that_do_not_exist(year: int, month: int, number: int, leap: bool) -> None:
    with pytest.raises(ValueError, match="lunar"):
        lunar.day(year, month, number, leap)


def test_every_month_agrees_with_lunar_python() -> None:
    for year in range(lunar.FIRST_YEAR, lunar.LAST_YEAR + 1):
        theirs = LunarYear.fromYear(year).getMonthsInYear()
        expected = [(abs(m.getMonth()), m.getMonth() < 0, m.getDayCount()) for m in theirs]
        assert [tuple(month) for month in lunar.months(year)] == expected
        julian_day = int(theirs[0].getFirstJulianDay() + 0.5)
        assert lunar.new_year(year) == date.fromordinal(julian_day - 1_721_425)


def test_years_follow_each_other_without_a_gap() -> None:
    for year in range(lunar.FIRST_YEAR, lunar.LAST_YEAR):
        length = timedelta(sum(month.days for month in lunar.months(year)))
        assert lunar.new_year(year) + length == lunar.new_year(year + 1)


def test_qingming_agrees_with_lunar_python() -> None:
    for year in range(1901, 2100, 6):
        day = lunar.qingming(year)
        solar = Solar.fromYmd(day.year, day.month, day.day)
        assert solar.getLunar().getJieQi() == "清明"
    with pytest.raises(ValueError, match="Qingming"):
        lunar.qingming(2100)
