from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.axes.empty_time import LEAST, empty_stretches
from events.axes.lane_times import MOST_SIGNS, LaneTimes, span_of
from events.axes.time_axis import TimeAxis
from events.dates.edtf import OPEN_END, OPEN_START
from events.timeline import Timeline
from tests.looks.axes import axes, day
from tests.screen.listing import made

texts = st.sampled_from(
    ["2025", "2025-11", "2025-11-03", "2025-11-04", "2025-12~", "[2025-11-01..2025-11-10]",
     "2025-10-03/2025-11-05", "2026-02-06/..", "../2021", "[..2023]", "[2026-03..]", "2026-01/",
     "20XX", "0001-01-01", "9999-12-31"]
)  # fmt: skip


def all_of(timeline: Timeline) -> LaneTimes:
    return LaneTimes(timeline, range(timeline.dated))


@given(st.lists(texts, max_size=60), axes)
def test_every_event_in_sight_is_in_one_crowd_or_run(dates: list[str], axis: TimeAxis) -> None:
    timeline = made(*dates)
    times = all_of(timeline)
    found: list[int] = []
    before = 0
    for crowd in times.crowds(axis):
        assert crowd.cell >= before
        assert crowd.size == len(crowd.numbers) >= 1
        assert crowd.first == crowd.numbers[0]
        assert crowd.cells == 1 or crowd.size > MOST_SIGNS
        before = crowd.cell + crowd.cells
        assert before <= axis.width
        found += crowd.numbers
        for number in crowd.numbers:
            middle = (timeline.lo[number] + timeline.hi[number] + 1) / 2
            assert axis.edges[crowd.cell] <= middle + 1e-3
            assert middle <= axis.edges[before] + 1e-3
    first, last = axis.window
    for run in times.runs(axis):
        found += run.numbers
        for number in run.numbers:
            assert (timeline.lo[number], timeline.hi[number]) == (run.lo, run.hi)
        assert run.lo <= last
        assert run.hi >= first
    assert len(found) == len(set(found))
    in_sight = {
        number
        for number in range(timeline.dated)
        if timeline.lo[number] >= axis.left and timeline.hi[number] + 1 < axis.right
    }
    assert in_sight <= set(found)


def test_what_is_no_wider_than_a_cell_is_a_point_in_its_middle() -> None:
    timeline = made("2025", "2025-07", "2025-07-01", "2025-07-02/2025-07-03")
    times = all_of(timeline)
    year = TimeAxis(day("2025-01-01"), 365.0, 4)
    assert [(crowd.cell, crowd.size) for crowd in times.crowds(year)] == [(0, 4)]
    assert list(times.runs(year)) == []
    month = TimeAxis(day("2025-01-01"), 30.0, 12)
    assert [(crowd.cell, crowd.size) for crowd in times.crowds(month)] == [(6, 3)]
    (run,) = times.runs(month)
    assert (run.lo, run.hi, run.lasts) == (day("2025-01-01"), day("2025-12-31"), False)
    days = TimeAxis(day("2025-06-20"), 0.5, 60)
    assert [crowd.cell for crowd in times.crowds(days)] == [23]
    assert [(run.lo, run.lasts) for run in times.runs(days)] == [
        (day("2025-01-01"), False),
        (day("2025-07-01"), False),
        (day("2025-07-02"), True),
    ]


def test_events_that_mean_the_same_days_are_one_run() -> None:
    timeline = made("2025", "2025", "2025-01/2025-12", "2026")
    runs = list(all_of(timeline).runs(TimeAxis(day("2025-01-01"), 1.0, 400)))
    assert [(len(run.numbers), run.lasts) for run in runs] == [(2, False), (1, True), (1, False)]


def test_a_big_crowd_takes_the_cells_of_its_number_and_keeps_them_while_panned() -> None:
    start = date(2025, 1, 1)
    timeline = made(*(str(start + timedelta(days=n // 25)) for n in range(3000)))
    times = all_of(timeline)
    axis = TimeAxis(day("2025-01-01"), 1.0, 60)
    crowds = list(times.crowds(axis))
    assert {(crowd.cells, crowd.size) for crowd in crowds[1:-1]} == {(3, 75)}
    panned = list(times.crowds(axis.panned(7)))
    assert {crowd.cell + 7 for crowd in panned[1:-4]} <= {crowd.cell for crowd in crowds}
    nearer = list(times.crowds(axis.zoomed(60, 0)))
    assert {crowd.size for crowd in nearer} == {25}


@pytest.mark.parametrize(
    ("step", "expected"), [(1, ["e4", "e5", None]), (-1, ["e2", "e1", "e0", None])]
)
def test_the_next_event_beyond_an_edge(step: int, expected: list[str | None]) -> None:
    timeline = made("2021", "2023-04", "2024-12-31", "2025-06-01", "2026-02-01", "2027")
    times = all_of(timeline)
    axis = TimeAxis(day("2025-05-01"), 1.0, 60)
    for id in expected:
        found = times.beyond(axis, step)
        assert (found if found is None else timeline.id_of[found]) == id
        if found is not None:
            edge = timeline.lo[found] if step < 0 else timeline.hi[found] + 1
            axis = axis.with_day_at(edge, 0 if step < 0 else axis.width)


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["2025", "2026-02-01"], ("2025-01-01", "2026-02-01")),
        (["../2021-05", "2025-01-02", "2026/.."], ("2021-05-31", "2026-01-01")),
        (["2021", "[..2023]"], ("2021-01-01", "2023-12-31")),
        (["2026/.."], ("2026-01-01", "2026-01-01")),
        (["../2021-05"], ("2021-05-31", "2021-05-31")),
        ([None], None),
        ([], None),
    ],
)
def test_an_open_end_reaches_no_further_than_the_other(
    dates: list[str | None], expected: tuple[str, str] | None
) -> None:
    timeline = made(*dates)
    found = span_of(timeline, range(len(timeline)))
    assert found == (expected and tuple(map(day, expected)))


@given(st.lists(texts, min_size=1, max_size=20), st.sets(st.integers(0, 19)))
def test_the_span_of_a_selection_holds_all_known_ends(dates: list[str], left_out: set[int]) -> None:
    timeline = made(*dates)
    numbers = [n for n in range(len(timeline)) if n not in left_out]
    span = span_of(timeline, numbers)
    assert (span is None) == (not numbers)
    if span is not None:
        for number in numbers:
            for end in (timeline.lo[number], timeline.hi[number]):
                assert end in (OPEN_START, OPEN_END) or span[0] <= end <= span[1]


def test_long_empty_stretches_with_a_little_air() -> None:
    timeline = made("2021", "2023-06-01", "2023-06-10", "2024-01-01/2025-12-31", "2026-02-01")
    folds = empty_stretches(timeline, range(len(timeline)))
    aired = [(date.fromordinal(f.first).isoformat(), f.days) for f in folds]
    assert aired == [
        ("2022-01-26", 466),
        ("2023-06-21", 184),
        ("2024-02-07", 657),
        ("2026-01-02", 29),
    ]
    assert empty_stretches(timeline, ()) == ()
    assert empty_stretches(timeline, [0]) == ()


@given(st.lists(texts, max_size=20))
def test_folds_are_apart_and_hide_no_event(dates: list[str]) -> None:
    timeline = made(*dates)
    folds = empty_stretches(timeline, range(len(timeline)))
    for fold, following in pairwise(folds):
        assert fold.last < following.first
    for number in range(timeline.dated):
        when = timeline.when[number]
        assert when is not None
        known = [end for end in (when.lo, when.hi) if OPEN_START < end < OPEN_END]
        for fold in folds:
            assert fold.days >= LEAST - 2
            assert not any(fold.first <= end <= fold.last for end in known)
            if when.kind == "point" and len(known) == 2:
                assert when.hi < fold.first or fold.last < when.lo
