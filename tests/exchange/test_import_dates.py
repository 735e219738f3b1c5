"""The dates of imported files: nothing is read wrongly in silence."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.imports.dates import Dates
from events.imports.records import Extent, Fault, Order
from events.when import When

TODAY = date(2026, 2, 26)


def read(value: Any, order: Order | None = None, day: date | None = None) -> str:
    return str(Dates(order, day, TODAY).read(value))


@pytest.mark.parametrize(
    ("value", "edtf"),
    [
        ("2025", "2025"),
        (2025, "2025"),
        (date(2025, 11, 3), "2025-11-03"),
        ("2025-11", "2025-11"),
        ("2025-11~", "2025-11~"),
        ("[2025-11-01..2025-11-10]", "[2025-11-01..2025-11-10]"),
        ("2025-11-03T00:00:00", "2025-11-03T00:00:00"),
        ("2025/11/3", "2025-11-03"),
        ("20251103", "2025-11-03"),
        ("3 Nov 2025", "2025-11-03"),
        ("2025年11月上旬", "[2025-11-01..2025-11-10]"),
        # What spreadsheets and data frames make of a day.
        ("2025-11-03 00:00:00", "2025-11-03"),
        ("2025/11/3 0:00", "2025-11-03"),
        ("2025-11-03 09:30", "2025-11-03T09:30:00"),
        ("2025-11-03T09:30:00.000Z", "2025-11-03T09:30:00Z"),
        # Figures that can be but one day.
        ("25/12/2025", "2025-12-25"),
        ("12/25/2025", "2025-12-25"),
        ("5.5.2025", "2025-05-05"),
        (Extent("2025-11", ""), "2025-11"),
        (Extent("2025-11-03", "2025-11-03"), "2025-11-03"),
        (Extent("3 Nov 2025", "Dec 2025"), "2025-11-03/2025-12"),
        (Extent("2025-11-03 09:30", "2025-11-04 10:00"), "2025-11-03/2025-11-04"),
        (Extent("2025-11-03 09:30", "2025-11-03 10:00"), "2025-11-03T09:30:00"),
    ],
)
def test_read_with_no_more_than_is_said(value: Any, edtf: str) -> None:
    assert read(value) == edtf


@pytest.mark.parametrize(
    ("value", "part"),
    [
        ("03/04/2025", "--dates"),
        ("3.4.2025", "--dates"),
        ("03/04/25", "--dates"),
        ("25/12/25", "--dates"),
        ("3/4/2025 - 5/4/2025", "--dates"),
        ("Nov-25", "a month and a year, or a day"),
        ("25-Nov", "a month and a year, or a day"),
        ("45678", "2025-01-21"),
        ("45678.5", "2025-01-21"),
        (45678, "2025-01-21"),
        ("去年末", "--on"),
        ("last week", "--on"),
        ("11月3日", "--on"),
        ("25年3月", "--on"),
        ("yesterday", "--on"),
        ("2025-02-30", "no day 30"),
        ("2025-13", "no month 13"),
        ("-0044", "not supported"),
        ("sometime", "not understood"),
        ("", "empty"),
        (True, "not a value of type bool"),
        (12.5, "not a value of type float"),
        (Extent("2025-05", "2025-03"), "ends (2025-03) before it starts (2025-05)"),
        (Extent("", "2025"), "no start"),
        (Extent("", ""), "empty"),
    ],
)
def test_refused_with_the_reason(value: Any, part: str) -> None:
    with pytest.raises(Fault) as caught:
        read(value)
    assert part in caught.value.en
    assert caught.value.zh != caught.value.en


@pytest.mark.parametrize(
    ("words", "order", "edtf"),
    [
        ("03/04/2025", "dmy", "2025-04-03"),
        ("03/04/2025", "mdy", "2025-03-04"),
        ("3.4.25", "dmy", "2025-04-03"),
        ("1/2/99", "dmy", "1999-02-01"),
        ("1/2/36", "dmy", "2036-02-01"),
        ("1/2/37", "dmy", "1937-02-01"),
        ("3/4/2025 - 5/4/2025", "dmy", "2025-04-03/2025-04-05"),
        ("03/04/2025 14:30", "mdy", "2025-03-04T14:30:00"),
        ("2025-03-04", "dmy", "2025-03-04"),
        ("2025/3/4", "dmy", "2025-03-04"),
    ],
)
def test_with_an_order_figures_are_read(words: str, order: Order, edtf: str) -> None:
    assert read(words, order) == edtf


def test_an_order_that_gives_no_day_is_no_day() -> None:
    with pytest.raises(Fault, match="no month 25"):
        read("12/25/2025", "dmy")


@pytest.mark.parametrize(
    ("words", "edtf"),
    [("去年末", "[2025-11..2025-12]"), ("11月3日", "2025-11-03"), ("yesterday", "2026-02-25")],
)
def test_with_a_day_words_are_counted_from_it(words: str, edtf: str) -> None:
    assert read(words, day=TODAY) == edtf


def test_readings_are_told_where_the_words_were_no_plain_edtf() -> None:
    dates = Dates(None, None, TODAY)
    for words in ("2025-11-03", "2025", "3 Nov 2025", "2021-22"):
        dates.read(words)
    dates.read(Extent("2025-11-03T09:30:00", "2025-11-04"))
    # In EDTF 2021-22 is a summer, where a person may mean two years.
    assert {words: str(when) for words, when in dates.readings.items()} == {
        "3 Nov 2025": "2025-11-03",
        "2021-22": "2021-22",
        "2025-11-03T09:30:00 – 2025-11-04": "2025-11-03/2025-11-04",
    }


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from(["/", ".", "-"]))
def test_figures_mean_the_day_they_were_written_for_or_are_refused(day: date, mark: str) -> None:
    for order, form in (("dmy", "%d{0}%m{0}{1:04}"), ("mdy", "%m{0}%d{0}{1:04}")):
        words = day.strftime(form.format(mark, day.year))
        assert read(words, order) == day.isoformat()  # type: ignore[arg-type]
        try:
            assert read(words) == day.isoformat()
        except Fault:
            assert day.day <= 12


@given(st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 30)), st.integers(1, 400))
def test_two_ends_make_the_span_between_them(start: date, days: int) -> None:
    end = min(start + timedelta(days=days), date(9999, 12, 31)) if start.year < 9998 else start
    found = When.parse(read(Extent(start.isoformat(), end.isoformat())))
    assert (found.earliest, found.latest) == (start, end)
