from __future__ import annotations

from datetime import date

import pytest

from events.known import (
    AsKnown,
    Known,
    as_known,
    counted,
    known_by,
    known_day,
    latest,
    publications,
    stepped,
)
from events.query import Search, parse_query
from events.when import When
from tests.small_timeline import small_timeline

TODAY = date(2026, 2, 26)
JAN, FEB = When("2026-01-21").hi, When("2026-02").hi


def test_the_days_by_which_cited_sources_surely_were_out() -> None:
    published = publications(small_timeline())
    assert [(one.day, one.sources) for one in published] == [(JAN, ("jan",)), (FEB, ("feb",))]
    steps = [stepped(published, day, step) for day in (JAN - 1, JAN, FEB) for step in (-1, 1)]
    assert steps == [None, JAN, None, FEB, JAN, None]
    days = [latest(published, day) for day in (JAN - 1, JAN, FEB - 1, FEB, FEB + 99)]
    assert days == [JAN, JAN, JAN, FEB, FEB]
    assert latest((), JAN) == JAN


@pytest.mark.parametrize(
    ("query", "day"),
    [
        ("", None),
        ("asof:2026-01-21", "2026-01-21"),
        ("千问 已知:2026-01", "2026-01-31"),
        ("asof:2025,2026-01-05", "2026-01-05"),
        ("asof:2026 asof:2025", "2025-12-31"),
        ("-asof:2026", None),
        ("asof:2026 OR 千问", None),
    ],
)
def test_the_day_is_that_of_the_line(query: str, day: str | None) -> None:
    expected = None if day is None else When(day).hi
    assert known_day(parse_query(query, small_timeline(), TODAY)) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("asof:2026-01-20", Known(0, 4, 5)),
        ("asof:2026-01-21", Known(3, 1, 5)),
        ("asof:2026-02-27", Known(3, 1, 5)),
        ("asof:2026-02-28", Known(4, 0, 5)),
        ("asof:2026-01-21 company:alibaba", Known(3, 1, 1)),
        ("asof:2026-01-21 kind:users", Known(1, 0, 1)),
        ("asof:2026-01-21 campaign", Known(0, 1, 0)),
    ],
)
def test_what_came_later_is_counted(query: str, expected: Known) -> None:
    search = Search(small_timeline())
    assert counted(search, parse_query(query, small_timeline(), TODAY)) == expected


def test_all_that_was_known_is_told() -> None:
    timeline = small_timeline()
    known = [[timeline.id_of[n] for n in known_by(Search(timeline), day)] for day in (1, JAN, FEB)]
    assert known == [[], ["afu", "qwen", "mau"], ["afu", "qwen", "mau", "campaign"]]


def test_an_event_is_shown_with_what_was_out() -> None:
    timeline = small_timeline()
    qwen = timeline.events[timeline.number_of["qwen"]]
    jan, feb = qwen.citations
    assert as_known(timeline, qwen, JAN) == AsKnown((jan,), 1, ("mau",), 0)
    assert as_known(timeline, qwen, FEB) == AsKnown((jan, feb), 0, ("mau",), 0)
    assert as_known(timeline, qwen, JAN - 1) == AsKnown((), 2, (), 1)
