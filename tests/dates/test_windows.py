from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.axes.peaks import peaks
from events.dates.windows import as_dates, moved, resized
from events.when import When


@pytest.mark.parametrize(
    ("window", "step", "expected"),
    [
        ((10, 19), 0.5, (15, 24)),
        ((10, 19), -0.5, (5, 14)),
        ((10, 10), 0.5, (11, 11)),
        ((92, 101), 0.5, (96, 105)),
        ((96, 105), 0.5, (96, 105)),
        ((120, 129), 0.5, (120, 129)),
        ((2, 11), -0.5, (-3, 6)),
        ((-2, 7), -0.5, (-3, 6)),
    ],
)
def test_a_window_moves_as_far_as_there_is_something(
    window: tuple[int, int], step: float, expected: tuple[int, int]
) -> None:
    assert moved(window, step, (1, 100)) == expected


days = st.integers(1, 3_652_059)
lengths = st.integers(0, 20_000)


@given(days, lengths, days, lengths, st.sampled_from((-0.5, 0.5, 1)))
def test_moving_keeps_the_length_and_goes_one_way(
    first: int, length: int, start: int, whole: int, step: float
) -> None:
    window = (first, first + length)
    new = moved(window, step, (start, start + whole))
    assert new[1] - new[0] == length
    assert (new[0] - first) * step >= 0


@pytest.mark.parametrize(
    ("window", "factor", "day", "expected"),
    [
        ((10, 19), 0.5, 10, (10, 14)),
        ((10, 19), 0.5, 19, (15, 19)),
        ((10, 19), 0.5, 99, (12, 16)),
        ((10, 19), 2, 10, (10, 29)),
        ((10, 19), 2, 19, (1, 20)),
        ((10, 10), 0.5, 10, (10, 10)),
        ((10, 10), 2, 10, (10, 11)),
        ((10, 90), 2, 50, (1, 100)),
        ((1, 100), 2, 50, (1, 100)),
        ((-50, 150), 2, 50, (-50, 150)),
    ],
)
def test_a_window_is_resized_about_a_day(
    window: tuple[int, int], factor: float, day: int, expected: tuple[int, int]
) -> None:
    assert resized(window, factor, day, (1, 100)) == expected


@given(days, lengths, st.integers(0, 20_000), st.sampled_from((0.5, 2)))
def test_the_day_stays_in_a_resized_window(
    first: int, length: int, offset: int, factor: float
) -> None:
    window, day = (first, first + length), first + min(offset, length)
    new = resized(window, factor, day, (1, 3_652_059))
    assert new[0] <= day <= new[1]
    new_length = new[1] - new[0]
    assert new_length <= length if factor < 1 else new_length >= length


@pytest.mark.parametrize(
    "text",
    [
        "2025", "2025..2026", "2025-11", "2025-11..2026-01", "2024-02-01..2024-02-28", "2026-02-07",
        "2025-12-31..2026-01-01", "2025-02..2025-12", "9999-12", "9999", "0001",
    ],
)  # fmt: skip
def test_days_are_written_as_short_as_can_be(text: str) -> None:
    first, _, last = text.partition("..")
    assert as_dates((When(first).lo, When(last or first).hi)) == text


def test_days_beyond_all_years_are_the_last_there_are() -> None:
    assert as_dates((-5, 9_999_999)) == "0001..9999"


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([], []),
        ([0, 0], []),
        ([0, 1, 0, 1, 1], [1, 3]),
        ([0, 1, 0, 2, 0, 1], [3]),
        ([5, 0, 5, 5, 1], [0, 2]),
        ([5, 4, 5], [0]),
        ([4, 5, 5, 2, 5], [1, 4]),
        ([1, 2, 3, 4, 3, 2, 1], [3]),
        ([30, 27, 30, 20, 31], [0, 4]),
        ([9, 7, 8, 1, 3, 3, 0, 1], [0, 4]),
    ],
)
def test_a_peak_stands_out_by_more_than_chance(counts: list[int], expected: list[int]) -> None:
    assert peaks(counts) == expected


@given(st.lists(st.integers(0, 30), max_size=40))
def test_the_highest_place_is_a_peak(counts: list[int]) -> None:
    found = peaks(counts)
    assert found == sorted(found)
    if any(counts):
        assert counts.index(max(counts)) in found
