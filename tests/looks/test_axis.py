from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.axes.time_axis import COARSEST, FINEST, FIRST_DAY, FOLD_CELLS, LAST_DAY, Fold, TimeAxis
from events.dates.edtf import OPEN_END
from tests.looks.axes import axes, bounds, day, fold_rows


@given(axes, st.floats(-400, 700))
def test_day_and_position_are_each_others_inverse(axis: TimeAxis, position: float) -> None:
    found = axis.position(axis.day_at(position))
    # A day of three million in a float is known to 10⁻⁹, of which a fine cell makes more.
    assert found == pytest.approx(position, abs=1e-4)


@given(axes, st.lists(st.floats(FIRST_DAY, OPEN_END), min_size=2))
def test_later_days_stand_further_right_whatever_is_folded(
    axis: TimeAxis, moments: list[float]
) -> None:
    positions = [axis.position(moment) for moment in sorted(moments)]
    assert positions == sorted(positions)
    assert axis.edges == sorted(axis.edges)
    assert axis.position(axis.edges[0]) == pytest.approx(0, abs=1e-4)
    assert len(axis.edges) == axis.width + 1


@given(axes)
def test_a_drawn_fold_takes_the_same_cells_and_saves_some(axis: TimeAxis) -> None:
    for fold in axis.folds:
        taken = axis.position(fold.last + 1) - axis.position(fold.first)
        if fold in axis.drawn_folds:
            assert taken == pytest.approx(FOLD_CELLS, abs=1e-3)
            assert 2 * taken <= fold.days / axis.days_per_cell + 1e-3
        else:
            assert taken == pytest.approx(fold.days / axis.days_per_cell, abs=1e-3)


@given(axes, st.floats(0.01, 100), st.floats(0, 300))
def test_zooming_keeps_the_day_under_the_anchor(axis: TimeAxis, factor: float, at: float) -> None:
    anchor = axis.day_at(at)
    nearer = axis.zoomed(factor, at)
    assert nearer.position(anchor) == pytest.approx(at, abs=1e-3)
    assert FINEST <= nearer.days_per_cell <= COARSEST
    refolded = axis.folded((), at)
    assert refolded.position(anchor) == pytest.approx(at, abs=1e-3)


@given(bounds, bounds, st.integers(1, 300), fold_rows)
def test_fitting_shows_all_days_also_open_ends(
    lo: int, hi: int, width: int, folds: tuple[Fold, ...]
) -> None:
    lo, hi = sorted((lo, hi))
    axis = TimeAxis.fitting(lo, hi, width, folds)
    assert axis.position(max(lo, FIRST_DAY)) >= -1e-3
    assert axis.position(min(hi, LAST_DAY) + 1) <= width + 1e-3
    first, last = axis.window
    assert FIRST_DAY <= first <= max(lo, FIRST_DAY)
    assert min(hi, LAST_DAY) <= last <= LAST_DAY


@given(axes, st.floats(-1e6, 1e6))
def test_panning_never_leaves_all_days_behind(axis: TimeAxis, cells: float) -> None:
    moved = axis.panned(cells)
    middle = moved.day_at(moved.width / 2)
    assert FIRST_DAY - 1 <= middle <= OPEN_END + 1
    first, last = moved.window
    assert FIRST_DAY <= first <= last <= LAST_DAY


def test_fitting_uses_the_width_and_gives_folded_days_to_the_others() -> None:
    lo, hi = day("2021-01-01"), day("2026-12-31")
    plain = TimeAxis.fitting(lo, hi, 100)
    assert plain.position(lo) == pytest.approx(2)
    assert plain.position(hi + 1) == pytest.approx(98)
    folds = (
        Fold(day("2021-03-01"), day("2023-02-28")),
        Fold(day("2023-09-01"), day("2024-12-31")),
        Fold(day("2025-05-01"), day("2025-05-03")),  # would save nothing
        Fold(day("2030-01-01"), day("2031-01-01")),  # out of sight
    )
    folded = TimeAxis.fitting(lo, hi, 100, folds)
    assert folded.drawn_folds == (folds[0], folds[1], folds[3])
    assert folded.position(lo) == pytest.approx(2)
    assert folded.position(hi + 1) == pytest.approx(98)
    assert folded.days_per_cell < plain.days_per_cell
    assert folded.day_at(folded.position(day("2022-06-01"))) == pytest.approx(day("2022-06-01"))


def test_an_axis_of_one_day_is_as_fine_as_it_gets() -> None:
    today = day("2026-02-26")
    axis = TimeAxis.fitting(today, today, 100)
    assert axis.days_per_cell == FINEST
    assert axis.position(today + 0.5) == pytest.approx(50)


def test_panning_and_resizing_keep_the_scale() -> None:
    axis = TimeAxis(day("2025-01-01"), 2.0, 80)
    later = axis.panned(10)
    assert (later.left, later.right) == (axis.left + 20, axis.left + 180)
    assert later.panned(-10) == axis
    narrow = axis.resized(40)
    assert (narrow.left, narrow.days_per_cell, narrow.width) == (axis.left, 2.0, 40)
    assert axis.window == (day("2025-01-01"), day("2025-06-09"))


@given(st.integers(FIRST_DAY, LAST_DAY), st.integers(0, 40_000), st.integers(1, 250))
def test_the_days_asked_for_are_shown_and_no_others(first: int, length: int, width: int) -> None:
    last = min(first + length, LAST_DAY)
    shown = TimeAxis.showing(first, last, width).window
    assert shown[0] <= first
    assert last <= shown[1]
    if (last + 1 - first) / width >= FINEST:
        assert shown == (first, last)
