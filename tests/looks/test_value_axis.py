from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from events.axes.value_axis import ValueAxis, may_be_log
from events.model import Metric

if TYPE_CHECKING:
    from events.when import Lang

M = 1_000_000
USERS = Metric(id="dau", unit={"en": "users", "zh": "人"})


@pytest.mark.parametrize(
    ("values", "room", "low", "high", "labels"),
    [
        ([35 * M, 508 * M], 5, 0, 600 * M, ["0", "200M", "400M", "600M"]),
        ([35 * M, 508 * M], 8, 0, 600 * M, ["0", "100M", "200M", "300M", "400M", "500M", "600M"]),
        # near each other: zero need not be there
        ([980 * M, 990 * M], 3, 980 * M, 990 * M, ["980M", "985M", "990M"]),
        ([-2.2, 4, 13], 5, -5, 15, ["−5", "0", "5", "10", "15"]),
        ([-8, -3], 5, -8, 0, ["−8", "−6", "−4", "−2", "0"]),
        ([0.8], 5, 0, 0.8, ["0", "0.2", "0.4", "0.6", "0.8"]),
        ([5, 5], 3, 0, 5, ["0", "2.5", "5"]),
        ([0], 3, 0, 1, ["0", "0.5", "1"]),
        ([], 2, 0, 1, ["0", "1"]),
    ],
)
def test_a_linear_axis_has_round_ends_and_few_labels(
    values: list[float], room: int, low: float, high: float, labels: list[str]
) -> None:
    axis = ValueAxis.over(values, ticks=room)
    assert (axis.low, axis.high, axis.log) == (low, high, False)
    ticks = axis.ticks(room, None, "en")
    assert [tick.label for tick in ticks] == labels
    assert ticks[0].position == 0
    assert ticks[-1].position == 1


@pytest.mark.parametrize(
    ("values", "room", "labels"),
    [
        ([35 * M, 508 * M], 6, ["20M", "50M", "100M", "200M", "500M", "1B"]),
        ([35 * M, 508 * M], 3, ["100M", "1B"]),
        ([73 * M], 3, ["50M", "100M"]),
        ([3], 3, ["2", "5"]),
        ([2, 5000], 5, ["10", "100", "1,000"]),
        ([1, 10**9], 4, ["1", "1,000", "1M", "1B"]),
    ],
)
def test_a_logarithmic_axis_has_powers_of_ten(
    values: list[float], room: int, labels: list[str]
) -> None:
    axis = ValueAxis.over(values, log=True, ticks=room)
    assert axis.log
    assert [tick.label for tick in axis.ticks(room, None, "en")] == labels
    assert axis.position(axis.low) == 0
    assert axis.position(math.sqrt(axis.low * axis.high)) == pytest.approx(0.5)
    assert axis.position(0) == -math.inf


@pytest.mark.parametrize(
    ("unit", "en", "zh"),
    [
        ("users", ["0", "100M"], ["0", "1亿"]),
        ("USD", ["US$0", "US$100M"], ["0美元", "1亿美元"]),
        ("%", ["0%", "100M%"], ["0%", "1亿%"]),
        ("widgets", ["0", "100M"], ["0", "1亿"]),
    ],
)
def test_labels_are_in_the_unit_of_the_metric(unit: str, en: list[str], zh: list[str]) -> None:
    axis = ValueAxis.over([90 * M], ticks=2)
    metric = Metric(id="m", unit=unit)
    assert [tick.label for tick in axis.ticks(2, metric, "en")] == en
    assert [tick.label for tick in axis.ticks(2, metric, "zh")] == zh


def test_zero_and_below_have_no_logarithm() -> None:
    for values in ([0, 5], [-2, 5]):
        assert not may_be_log(values)
        assert not ValueAxis.over(values, log=True).log
    assert may_be_log([0.001, 5])


def test_whole_numbers_have_whole_labels() -> None:
    axis = ValueAxis.over([1, 3], ticks=8, whole=True)
    assert [tick.label for tick in axis.ticks(8, None, "en", whole=True)] == ["0", "1", "2", "3"]


NUMBERS = st.floats(-1e15, 1e15).filter(lambda x: not 0 < abs(x) < 1e-6)


@pytest.mark.parametrize("lang", ["en", "zh"])
@given(st.lists(NUMBERS, max_size=5), st.booleans(), st.booleans(), st.integers(1, 40))
def test_all_values_are_on_the_axis_and_labels_are_round_and_few(
    lang: Lang, values: list[float], log: bool, whole: bool, room: int
) -> None:
    if whole:
        values = [float(round(value)) for value in values]
    assume(len(set(values)) < 2 or max(values) - min(values) > 1e-9 * max(map(abs, values)))
    axis = ValueAxis.over(values, log=log, ticks=room, whole=whole)
    assert axis.low < axis.high
    for value in values:
        assert -1e-9 <= axis.position(value) <= 1 + 1e-9
    ticks = axis.ticks(room, USERS, lang, whole=whole)
    assert len(ticks) <= max(1, room)
    assert all(-1e-6 <= tick.position <= 1 + 1e-6 for tick in ticks)
    assert all(one.value < next.value for one, next in pairwise(ticks))
    assert len({tick.label for tick in ticks}) == len(ticks)
    if whole:
        assert all(tick.value == int(tick.value) for tick in ticks)


@given(st.lists(st.floats(), max_size=6), st.booleans(), st.integers(1, 12))
@example([1e308, -1e308], False, 5)
@example([5e-324], False, 5)
@example([1.7e308, 1e-320], True, 5)
def test_no_value_is_too_large_or_too_small_to_be_drawn(
    values: list[float], log: bool, room: int
) -> None:
    axis = ValueAxis.over(values, log=log, ticks=room)
    assert math.isfinite(axis.high - axis.low)
    assert axis.low < axis.high
    ticks = axis.ticks(room, None, "en")
    assert len(ticks) <= room
    for value in values:
        if math.isfinite(value) and not axis.log:
            assert abs(axis.position(value)) <= 1e6
