from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.model import Bound, Metric
from events.readings.changes import (
    BOUNDS,
    FIRST,
    NO_END,
    NO_ORDER,
    NO_SERIES,
    NOT_MEASURED,
    NOT_POSITIVE,
    OF_PER_CENT,
    SAME_DAY,
    UNDATED,
    Interval,
    difference,
    differences,
    show_change,
    show_days,
    show_per_day,
    show_ratio,
)
from events.readings.series import Point, Series, SeriesKey
from events.when import When

if TYPE_CHECKING:
    from events.when import Lang

M = 1_000_000
USERS = Metric(id="dau", unit="users")
PER_CENT = Metric(id="share", unit="%")
KEY = SeriesKey("dau", "product", "p", "Panel")


def point(value: str, date: str | None = "2026-01-01", *, measured: bool = True) -> Point:
    """A point from words like ``100M``, ``>100M``, ``35-40M``, ``~5M``."""
    bounds: dict[str, Bound] = {">": "over", "<": "under", "~": "about"}
    bound = bounds.get(value[0], "exact")
    low, _, high = value.lstrip("<>~").removesuffix("M").partition("-")
    scale = M if value.endswith("M") else 1
    ends = float(low.replace("−", "-")) * scale, float((high or low).replace("−", "-")) * scale
    return Point(0, 0, *ends, bound, When(date) if date else None, measured=measured)


@pytest.mark.parametrize(
    ("before", "after", "en", "zh"),
    [
        ("40M", "73.52M", "+33.5M", "+3350万"),
        ("73.52M", "40M", "−33.5M", "−3350万"),
        ("5M", "5M", "0", "0"),
        ("35-40M", "73.52M", "+33.5–38.5M", "+3350万–3850万"),
        ("35-40M", "38M", "−2M to +3M", "−200万至+300万"),
        ("35-40M", "30-32M", "−3–10M", "−300万–1000万"),
        ("50M", ">100M", ">+50M", ">+5000万"),
        (">100M", "150M", "<+50M", "<+5000万"),
        ("50M", "<40M", "<−10M", "<−1000万"),
        ("~980M", "990M", "≈+10M", "≈+1000万"),
        ("0.8", "0.5", "−0.3", "−0.3"),
        ("−2", "3", "+5", "+5"),
    ],
)
def test_a_change_says_no_more_than_is_known(before: str, after: str, en: str, zh: str) -> None:
    found = difference(point(before), point(after, "2026-01-11"), USERS)
    assert isinstance(found.change, Interval)
    assert show_change(found.change, USERS, "en") == en
    assert show_change(found.change, USERS, "zh") == zh


@pytest.mark.parametrize(
    ("before", "after", "days", "per_day", "ratio"),
    [
        (("40M", "2026-01-14"), ("64M", "2026-02-07"), "24 d", "+1M", "+60%"),
        (("40M", "2026-01"), ("64M", "2026-02"), "1–58 d", "+414K–24M", "+60%"),
        (("64M", "2026-01"), ("40M", "2026-02"), "1–58 d", "−414K–24M", "−37.5%"),
        (("35-40M", "2026-01-01"), ("70M", "2026-01-11"), "10 d", "+3–3.5M", "+75–100%"),
        (("~10M", "2026-01-01~"), ("15M", "2026-01-11"), "≈10 d", "≈+500K", "≈+50%"),
        (("10M", "2026-01-01"), (">15M", "2026-01-11"), "10 d", ">+500K", ">+50%"),
        ((">10M", "2026-01-01"), ("15M", "2026-01-11"), "10 d", "<+500K", "<+50%"),
        (("1M", "2020-01-01"), ("1000M", "2026-01-01"), "2,192 d", "+456K", "+99,900%"),
    ],
)
def test_days_rates_and_per_cents(
    before: tuple[str, str], after: tuple[str, str], days: str, per_day: str, ratio: str
) -> None:
    found = difference(point(*before), point(*after), USERS)
    assert found.days is not None
    assert isinstance(found.per_day, Interval)
    assert isinstance(found.ratio, Interval)
    assert show_days(found.days, "en") == days
    assert show_days(found.days, "zh") == days.replace(" d", "天")
    assert show_per_day(found.per_day, USERS, "en") == per_day
    assert show_ratio(found.ratio, "en") == ratio


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ((">1M", "2026-01-01"), (">2M", "2026-02-01"), BOUNDS),
        (("1M", "2026-01-01"), ("2M", "2026-01-01"), SAME_DAY),
        (("1M", "2026"), ("2M", "2026-03-01"), NO_ORDER),
        (("1M", "2026-01"), ("2M", "2026-01-31"), NO_ORDER),
        (("1M", "../2026-01"), ("2M", "2026-03-01"), NO_END),
        (("1M", "2026-01-01"), ("2M", "2026-03-01/.."), NO_END),
        (("1M", "2026-01-01/"), ("2M", "2026-03-01"), NO_END),
    ],
)
def test_what_cannot_be_said_says_why(
    before: tuple[str, str], after: tuple[str, str], why: object
) -> None:
    found = difference(point(*before), point(*after), USERS)
    assert {found.change, found.per_day, found.ratio} == {why}


def test_per_cents_need_a_value_above_zero_that_is_no_per_cent_itself() -> None:
    later = point("3", "2026-02-01")
    for value in ("0", "−2", "<5"):
        assert difference(point(value), later, USERS).ratio is NOT_POSITIVE
    share = difference(point("2"), later, PER_CENT)
    assert share.ratio is OF_PER_CENT
    assert isinstance(share.change, Interval)
    assert show_change(share.change, PER_CENT, "en") == "+1 pp"
    assert show_change(share.change, PER_CENT, "zh") == "+1个百分点"


def test_each_point_stands_against_the_last_measured_one() -> None:
    points = (
        point("10M", "2026-01-01"),
        point("50M", "2026-01-05", measured=False),
        point("20M", "2026-01-11"),
        point("30M", None),
    )
    first, forecast, second, undated = differences(Series(KEY, points), USERS)
    assert (first.change, forecast.change, undated.change) == (FIRST, NOT_MEASURED, UNDATED)
    assert second.before is points[0]
    assert second.change == Interval(10 * M, 10 * M)
    for key in (KEY._replace(by=""), KEY._replace(field="", subject="")):
        assert {d.change for d in differences(Series(key, points), USERS)} == {NO_SERIES}
    assert FIRST.show("en") != FIRST.show("zh")


VALUES = st.tuples(st.integers(1, 1000), st.integers(0, 50), st.integers(0, 40))


@given(VALUES, VALUES, st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_whatever_the_values_and_days_were_the_change_lies_between(
    old: tuple[int, int, int],
    new: tuple[int, int, int],
    of_old: float,
    of_new: float,
    day_old: float,
    day_new: float,
) -> None:
    def made(value: tuple[int, int, int], first: int) -> Point:
        low, spread, days = value
        lo, hi = (f"{When('2026-01-01').lo + n}" for n in (first, first + days))
        from datetime import date

        text = "[{}..{}]".format(*(date.fromordinal(int(day)) for day in (lo, hi)))
        return Point(0, 0, low, low + spread, "exact", When(text))

    before, after = made(old, 0), made(new, 60)
    found = difference(before, after, USERS)
    a, b = before.low + of_old * old[1], after.low + of_new * new[1]
    days = 60 + round(day_new * new[2]) - round(day_old * old[2])
    for interval, true in (
        (found.change, b - a),
        (found.per_day, (b - a) / days),
        (found.ratio, b / a - 1),
        (found.days, days),
    ):
        assert isinstance(interval, Interval)
        assert interval.least - 1e-9 <= true <= interval.most + 1e-9
        assert interval.is_known


@pytest.mark.parametrize("lang", ["en", "zh"])
@given(least=st.floats(-1e12, 1e12), more=st.floats(0, 1e12))
def test_any_change_can_be_shown(lang: Lang, least: float, more: float) -> None:
    shown = show_change(Interval(least, least + more), USERS, lang)
    assert shown
    assert len(shown) < 60
