"""Dates in exports: no day is claimed that is not known, in any format and for any form of date."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from icalendar import Calendar

from events.dates.edtf import OPEN_END, OPEN_START, read_end
from events.exports.date_parts import Parts, ends_of
from events.exports.to_ics import days_of
from events.exports.to_markwhen import range_of
from events.exports.to_timelinejs import dates
from events.exports.words import doubtful
from events.when import When
from tests.dates.edtf_texts import whens
from tests.exchange.exported import DATES, DAY, dated, exported


def whole(text: str) -> tuple[int, int]:
    """The days of a year, month or day."""
    found = read_end(text)
    assert found is not None
    return found[:2]


def is_closed(when: When) -> bool:
    return not (when.open_start or when.open_end or when.unknown_start or when.unknown_end)


def one_end(when: When) -> tuple[int, int]:
    """The days of the one end that is known."""
    parts = [part for part in when.text.strip("[]").replace("..", "/").split("/") if part]
    (text,) = parts
    return whole(text)


@given(whens())
@settings(max_examples=200)
def test_the_parts_cover_just_the_days_that_are_meant(when: When) -> None:
    start, end = ends_of(when)
    days = [whole(str(part)) for part in (start, end) if part]
    assert days
    if is_closed(when):
        assert (days[0][0], days[-1][1]) == (when.lo, when.hi)
    else:
        assert len(days) == 1
        known = one_end(when)
        assert days[0][0] >= known[0]
        assert days[0][1] <= known[1]


@given(whens())
@settings(max_examples=200)
def test_a_calendar_has_the_days_that_are_meant_or_none(when: When) -> None:
    days = days_of(when)
    if is_closed(when):
        assert days == (when.lo, when.hi)
    elif when.kind == "span":
        assert days == one_end(when)
    else:
        assert days is None


@given(whens())
@settings(max_examples=200)
def test_timelinejs_has_only_what_is_known(when: When) -> None:
    found = dates(when, "in words")
    start, end = (Parts(*_ints(found[key])) if key in found else None for key in _KEYS)
    assert start is not None
    first, last = whole(str(start)), whole(str(end or start))
    if is_closed(when):
        assert (first[0], last[1]) == (when.lo, when.hi)
    exact = when.lo == when.hi and when.precision == "day" and not when.doubt and not when.time
    assert ("display_date" in found) or exact or (when.precision == "day" and end is not None)
    assert found["edtf"] == when.text


_KEYS = ("start_date", "end_date")


def _ints(parts: dict[str, int]) -> list[int]:
    return [parts[key] for key in ("year", "month", "day") if key in parts]


@given(whens())
@settings(max_examples=200)
def test_markwhen_has_only_what_is_known(when: When) -> None:
    text = range_of(when, DAY)
    start, _, end = text.partition("/")
    if is_closed(when):
        assert (whole(start)[0], whole(end or start)[1]) == (when.lo, when.hi)
    elif end:
        assert end == "now"
        assert when.hi == OPEN_END
        assert OPEN_START < when.lo <= DAY.toordinal()


@pytest.mark.parametrize(
    ("text", "in_markwhen"),
    [
        ("2025", "2025"),
        ("2025-11~", "2025-11"),
        ("2025-35", "2025-07/2025-09"),
        ("2024-24", "2024-12/2025-02"),
        ("202X", "2020/2029"),
        ("2004-07-XX", "2004-07"),
        ("[2025-11-01..2025-11-10]", "2025-11-01/2025-11-10"),
        ("2026-02-06/..", "2026-02-06/now"),
        ("2099/..", "2099"),
        ("../2021-05", "2021-05"),
        ("1985/", "1985"),
        ("[..2023]", "2023"),
        ("2025-11-11T09:30:00+08:00", "2025-11-11"),
    ],
)
def test_dates_of_markwhen(text: str, in_markwhen: str) -> None:
    assert range_of(When.parse(text), DAY) == in_markwhen


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2025", {"year": 2025}, None),
        ("2025-11?", {"year": 2025, "month": 11}, None),
        ("2025-11-11", {"year": 2025, "month": 11, "day": 11}, None),
        ("2024-XX-XX", {"year": 2024}, None),
        ("2025-35", {"year": 2025, "month": 7}, {"year": 2025, "month": 9}),
        ("202X~", {"year": 2020}, {"year": 2029}),
        ("2025/2026-02-03", {"year": 2025}, {"year": 2026, "month": 2, "day": 3}),
        ("2026-02/..", {"year": 2026, "month": 2}, None),
        ("[..2023]", {"year": 2023}, None),
        (
            "2025-11-11T09:30:00Z",
            {"year": 2025, "month": 11, "day": 11, "hour": 9, "minute": 30, "second": 0},
            None,
        ),
    ],
)
def test_dates_of_timelinejs(text: str, start: dict[str, int], end: dict[str, int] | None) -> None:
    found = dates(When.parse(text), "in words")
    assert found["start_date"] == start
    assert found.get("end_date") == end


# Read back


def entries(timeline: Any) -> dict[str, Any]:
    calendar = Calendar.from_ical(exported("ics", timeline))
    return {str(entry["X-DATELINE-DATE"]): entry for entry in calendar.walk("VEVENT")}


def test_a_calendar_is_read_back_with_the_days_that_are_meant() -> None:
    found = entries(dated())
    for text in DATES:
        when = When.parse(text)
        if when.precision == "window" and not is_closed(when):
            assert text not in found
            continue
        entry = found.pop(text)
        start, end = entry.decoded("dtstart"), entry.decoded("dtend", None)
        if when.time:
            assert isinstance(start, datetime)
            assert end is None
            continue
        assert not isinstance(start, datetime)
        days = days_of(when)
        assert days is not None
        assert start == date.fromordinal(days.first)
        if end is not None:
            assert end == date.fromordinal(days.last) + timedelta(days=1)
        else:
            assert start + (entry.decoded("duration") - timedelta(days=1)) == date.max
        # What is not exact says so in the summary.
        assert (when.show("en") in entry["summary"]) == doubtful(when)
    assert found == {}


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-11-11T09:30:00Z", "20251111T093000Z"),
        ("2025-11-11T09:30:00+08:00", "20251111T013000Z"),
        ("2025-11-11T09:30:00", "20251111T093000"),
        ("0001-01-01T00:00:00+08:00", "00010101"),
    ],
)
def test_a_time_is_kept(text: str, moment: str) -> None:
    assert f":{moment}\r\n" in exported("ics", dated([text]))


def test_uncertain_dates_are_told_in_words_everywhere() -> None:
    timeline = dated()
    texts = {
        format: exported(format, timeline) for format in ("markdown", "timelinejs", "markwhen")
    }
    for text in DATES:
        when = When.parse(text)
        for shown in texts.values():
            assert not doubtful(when) or when.show("en") in shown
    for slide in json.loads(texts["timelinejs"])["events"]:
        assert ("display_date" in slide) == (
            doubtful(When.parse(slide["edtf"])) or "T" in slide["edtf"]
        )
