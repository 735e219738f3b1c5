"""Days from one date to another: least and most, in days and in calendar time."""

from __future__ import annotations

from datetime import date

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from events.comparing.beginnings import Beginnings
from events.comparing.measure import measure
from events.dates.edtf import OPEN_END, OPEN_START
from events.dates.elapsed import Calendar, Elapsed, Moment, beginning, elapsed, ending
from events.when import When
from tests.dates.edtf_texts import whens
from tests.screen.listing import made
from tests.small_timeline import IN_ORDER, small_timeline

DAYS = st.integers(1, date.max.toordinal())


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


@pytest.mark.parametrize(
    ("text", "began", "ended"),
    [
        ("2026-01-14", ("2026-01-14", "2026-01-14"), ("2026-01-14", "2026-01-14")),
        ("2025-11", ("2025-11-01", "2025-11-30"), ("2025-11-01", "2025-11-30")),
        ("[2026-01-01..2026-01-10]", ("2026-01-01", "2026-01-10"), ("2026-01-01", "2026-01-10")),
        ("[..2023]", (None, "2023-12-31"), (None, "2023-12-31")),
        ("[2023..]", ("2023-01-01", None), ("2023-01-01", None)),
        ("2025-02/2025-04", ("2025-02-01", "2025-02-28"), ("2025-04-01", "2025-04-30")),
        ("2024/..", ("2024-01-01", "2024-12-31"), ("2024-01-01", None)),
        ("../2021-05", (None, "2021-05-31"), ("2021-05-01", "2021-05-31")),
        ("/2021-05", (None, "2021-05-31"), ("2021-05-01", "2021-05-31")),
        ("2021-05/", ("2021-05-01", "2021-05-31"), ("2021-05-01", None)),
        # A year that ends in a month of itself: it began by then.
        ("2025/2025-03", ("2025-01-01", "2025-03-31"), ("2025-03-01", "2025-03-31")),
    ],
)
def test_when_something_began_and_ended(
    text: str, began: tuple[str | None, str | None], ended: tuple[str | None, str | None]
) -> None:
    for found, wanted in ((beginning(When(text)), began), (ending(When(text)), ended)):
        assert found[:2] == tuple(each and day(each) for each in wanted)


@pytest.mark.parametrize(
    ("start", "end", "en", "zh"),
    [
        ("2026-01-14", "2026-02-07", "24 d", "24天"),
        ("2025-11", "2026-01-14", "45–74 d", "45–74天"),
        ("2026-02-07", "2026-01-14", "−24 d", "−24天"),
        ("2025-11", "2025-11", "−29…29 d", "−29…29天"),
        ("2023-08", "2026-01-20~", "~873–903 d", "约873–903天"),
        ("[..2023]", "2026-01-14", "≥ 745 d", "≥ 745天"),
        ("2026-01-14", "[..2023]", "≤ −745 d", "≤ −745天"),
        ("[..2023]", "[..2020]", "?", "?"),
        ("2020-01-01", "2026-01-14", "2,205 d", "2,205天"),
    ],
)
def test_days_are_shown_with_the_least_and_the_most(start: str, end: str, en: str, zh: str) -> None:
    days = elapsed(beginning(When(start)), beginning(When(end)))
    assert (days.show("en"), days.show("zh")) == (en, zh)


@pytest.mark.parametrize(
    ("days", "shown"),
    [
        (Elapsed(3, 3), "+3 d"),
        (Elapsed(0, 0), "0 d"),
        (Elapsed(-6, -6), "−6 d"),
        (Elapsed(-6, 24), "−6…+24 d"),
        (Elapsed(45, 74), "+45…+74 d"),
        (Elapsed(None, 12), "≤ +12 d"),
    ],
)
def test_signed_days_show_both_signs(days: Elapsed, shown: str) -> None:
    assert days.show("en", signed=True) == shown


@given(DAYS, st.integers(0, 400), DAYS, st.integers(0, 400), st.data())
def test_days_between_are_just_those_that_two_days_can_give(
    a: int, a_more: int, b: int, b_more: int, data: st.DataObject
) -> None:
    start, end = Moment(a, a + a_more), Moment(b, b + b_more)
    least, most, _ = elapsed(start, end)
    assert least == b - (a + a_more)  # both ends are reached
    assert most == b + b_more - a
    one = data.draw(st.integers(a, a + a_more))
    other = data.draw(st.integers(b, b + b_more))
    assert least <= other - one <= most
    back = elapsed(end, start)
    assert (back.least, back.most) == (-most, -least)


@given(DAYS, DAYS)
def test_calendar_time_leads_from_the_one_day_to_the_other(a: int, b: int) -> None:
    found = Calendar.between(a, b)
    assert found is not None
    step = relativedelta(years=found.years, months=found.months, days=found.days)
    assert date.fromordinal(a) + step == date.fromordinal(b)
    assert all(part >= 0 for part in found) if b >= a else all(part <= 0 for part in found)


@pytest.mark.parametrize(
    ("first", "last", "en", "zh"),
    [
        ("2025-11-01", "2026-01-14", "2 mo 13 d", "2个月13天"),
        ("2024-02-29", "2025-02-28", "1 y", "1年"),
        ("2025-01-31", "2025-02-28", "1 mo", "1个月"),
        ("2023-08-31", "2026-01-20", "2 y 4 mo 20 d", "2年4个月20天"),
        ("2026-01-14", "2026-01-14", "0 d", "0天"),
        ("2026-01-14", "2025-12-10", "−1 mo 4 d", "−1个月4天"),
    ],
)
def test_calendar_time_is_shown_in_years_months_and_days(
    first: str, last: str, en: str, zh: str
) -> None:
    found = Calendar.between(day(first), day(last))
    assert found is not None
    assert (found.show("en"), found.show("zh")) == (en, zh)


def test_there_is_no_calendar_time_from_an_open_end() -> None:
    assert Calendar.between(OPEN_START, 700_000) is None
    assert Calendar.between(700_000, OPEN_END) is None


def test_measuring_gives_days_and_calendar_time() -> None:
    timeline = made("2025-11", "2026-01-14", None)
    found = measure(timeline, 1, 0)  # in the order of the timeline, whichever is named first
    assert found is not None
    assert (found.first, found.second) == (0, 1)
    assert found.days == (45, 74, False)
    assert found.least == (0, 1, 15)
    assert found.most == (0, 2, 13)
    assert found.after_end is None
    assert measure(timeline, 0, 2) is None


def test_measuring_from_what_lasts_tells_the_days_after_its_end() -> None:
    timeline = made("2026-01-05/2026-01-10", "2026-01-14", "2026-02-06/..")
    found = measure(timeline, 0, 1)
    assert found is not None
    assert found.days.exact == 9
    assert found.after_end is not None
    assert found.after_end.exact == 4
    open_start = measure(made("[..2023]", "2026-01-14"), 0, 1)
    assert open_start is not None
    assert open_start.least == (2, 0, 14)
    assert open_start.most is None


def test_columns_of_beginnings_say_the_same_as_each_date() -> None:
    timeline = small_timeline()
    columns = Beginnings(timeline)
    for number, when in enumerate(timeline.when):
        assert columns.moment(number) == (beginning(when) if when else None)
    placed = columns.placed(range(len(timeline)), 10)
    assert [IN_ORDER[number] for number in placed] == ["mau", "campaign", "window"]


@given(st.lists(whens().map(str), max_size=8))
def test_columns_of_beginnings_hold_for_any_date(texts: list[str]) -> None:
    timeline = made(*texts)
    columns = Beginnings(timeline)
    for number, when in enumerate(timeline.when):
        assert when is not None
        assert columns.moment(number) == beginning(when)
