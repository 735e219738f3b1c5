"""Lag and response: who follows whom, and what is left out."""

from __future__ import annotations

from bisect import bisect_left
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.comparing.beginnings import Beginnings
from events.comparing.lag import Lag, lag
from tests.looks.lags import FIRST, day, found_between
from tests.screen.listing import made


def shown(found: Lag) -> list[tuple[int | None, bool]]:
    """The days to each answer, and whether the event was judged."""
    pairs = [found.pair(index) for index in range(len(found))]
    return [(pair.days.exact if pair.days else None, pair.judged) for pair in pairs]


def test_each_event_is_answered_by_the_next_one_in_time() -> None:
    found = found_between(
        ["2025-01-01", "2025-02-01", "2025-06-01"], ["2025-01-05", "2025-02-20", "2025-02-25"]
    )
    assert shown(found) == [(4, True), (19, True), (None, True)]
    assert (found.judged, found.answered, found.answers) == (3, 2, 3)
    assert found.median is not None
    assert found.median.exact == 4
    assert found.share == pytest.approx(2 / 3)
    assert not found.is_telling


def test_one_event_may_answer_many() -> None:
    found = found_between(["2025-01-01", "2025-01-02", "2025-06-01"], ["2025-01-05", "2025-01-06"])
    assert (found.answered, found.answering) == (2, 1)


def test_an_answer_on_the_same_day_counts_but_no_event_answers_itself() -> None:
    found = found_between(["2025-01-01", "2025-01-09"], ["2025-01-01", "2025-01-08", "2025-01-09"])
    assert shown(found) == [(7, True), (None, True)]
    timeline = made("2025-01-01", "2025-01-01")
    both = lag(Beginnings(timeline), [0], [1], 30, day("2026-01-01"))
    assert shown(both) == [(0, True)]


def test_events_that_cannot_be_judged_yet_count_for_nothing() -> None:
    found = found_between(
        ["2025-01-01", "2025-03-01"], ["2025-01-20", "2025-03-02"], until="2025-03-10"
    )
    assert shown(found) == [(19, True), (1, False)]
    assert (found.judged, found.answered) == (1, 1)
    assert found.median is not None
    assert found.median.exact == 19


@pytest.mark.parametrize(
    ("date", "within", "is_used"),
    [
        ("2025-03-01", 30, True),
        ("2025-03-01~", 30, False),
        ("2025-03-01?", 365, False),
        ("2025-03", 30, False),
        ("2025-03", 120, False),
        ("2025-03", 124, True),
        ("[2025-03-01..2025-03-07]", 30, True),
        ("[2025-03-01..2025-03-08]", 30, False),
        ("2025-03-01/..", 30, True),  # its beginning is known
        ("../2025-03-01", 365, False),
        ("2025", 365, False),
    ],
)
def test_only_dates_known_to_a_quarter_of_the_days_are_used(
    date: str, within: int, is_used: bool
) -> None:
    found = found_between([date], ["2025-03-05"], within)
    assert len(found) == is_used
    assert found.left_out == (1 - is_used, 0)


def test_a_date_of_some_days_gives_the_least_and_the_most() -> None:
    found = found_between(["[2025-03-01..2025-03-05]"], ["2025-03-12"])
    assert found.pair(0).days == (7, 11, False)
    assert found.median == (7, 11, False)


def test_events_before_the_record_of_the_other_side_are_not_judged() -> None:
    found = found_between(["2020-01-01", "2025-01-01"], ["2025-01-20", "2025-02-20"])
    assert found.early == 1
    assert shown(found) == [(19, True)]
    assert found.period == (day("2025-01-20") - 30, day("2026-12-31"))


def test_the_mirror_counts_what_came_before() -> None:
    found = found_between(["2025-01-10", "2025-03-01"], ["2025-01-08", "2025-03-20"])
    assert found.before == 1


@pytest.mark.parametrize(("a", "b"), [([], []), (["2025-01-01"], []), ([], ["2025-01-01"])])
def test_an_empty_side_gives_no_shares(a: list[str], b: list[str]) -> None:
    found = found_between(a, b)
    assert (found.answered, found.share, found.median, found.chance) == (0, 0.0, None, None)


def test_reactions_stand_out_against_chance_and_coincidence_does_not() -> None:
    a = [FIRST + timedelta(days=40 * n) for n in range(9)]
    reacting = [moment + timedelta(days=2) for moment in a]
    found = found_between([*map(str, a)], [*map(str, reacting)], 5, "2026-01-01")
    assert found.is_telling
    assert found.share == 1
    assert found.chance is not None
    assert found.chance.share < 0.2
    assert found.chance.as_well / found.chance.rotations < 0.05
    crowd = [FIRST + timedelta(days=3 * n) for n in range(120)]
    found = found_between([*map(str, a)], [*map(str, crowd)], 5, "2026-01-01")
    assert found.share == 1
    assert found.chance is not None
    assert found.chance.as_well / found.chance.rotations > 0.9


@given(
    st.lists(st.integers(0, 200), max_size=15, unique=True),
    st.lists(st.integers(0, 200), max_size=15, unique=True),
    st.integers(1, 60),
)
def test_lag_is_what_a_look_at_every_pair_gives(a: list[int], b: list[int], within: int) -> None:
    dates = [str(FIRST + timedelta(days=n)) for n in sorted({*a, *b})]
    numbers = {n: bisect_left(sorted({*a, *b}), n) for n in {*a, *b}}
    until = FIRST.toordinal() + 220
    found = lag(
        Beginnings(made(*dates)),
        [numbers[n] for n in sorted(a)],
        [numbers[n] for n in sorted(b)],
        within,
        until,
    )
    start = max(min([*a, *b], default=0), max(min(a, default=0), min(b, default=0)) - within)
    used = sorted(n for n in a if n >= start) if a and b else sorted(a)
    waits = [min((m - n for m in b if 0 <= m - n <= within and m != n), default=None) for n in used]
    assert [pair[0] for pair in shown(found)] == waits
    judged = [wait for n, wait in zip(used, waits, strict=True) if n + within <= 220]
    assert found.judged == len(judged)
    assert found.answered == sum(wait is not None for wait in judged)
    mirrored = sum(any(0 < n - m <= within for m in b) for n in used if n + within <= 220)
    assert found.before == mirrored
