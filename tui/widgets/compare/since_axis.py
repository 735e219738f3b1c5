"""The axis of days since an anchor: where day 0, 30, 60 … stand, with empty time folded away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import ceil, floor
from typing import TYPE_CHECKING, NamedTuple

from events.axes.time_axis import Fold, TimeAxis
from tui.language import say
from tui.text import cells

if TYPE_CHECKING:
    from events.when import Lang

ZERO = 1_800_000
"""The day of `TimeAxis` that day 0 is put on: there is as much room before it as after."""
_MOST = 1_700_000
_STEPS = (1, 2, 5, 10, 30, 60, 90, 180, 365, 500, 1000, 2000, 5000)
_LEAST_FOLD = 45  # days
_GAP = 3  # blank cells between labels


class Tick(NamedTuple):
    """A label and the cell it begins in."""

    cell: int
    label: str


def fitting(marks: Iterable[float], width: int) -> TimeAxis:
    """The axis that shows all marks, given in days since the anchor, and day 0.

    Long stretches without a mark are folded, a tenth of them left at either end.
    """
    days = sorted({0, *(max(-_MOST, min(_MOST, floor(mark))) for mark in marks)})
    folds = []
    for first, last in pairwise(days):
        air = max(6, (last - first) // 10)
        if last - first - 2 * air >= _LEAST_FOLD and (last - first) * 6 > days[-1] - days[0]:
            folds.append(Fold(ZERO + first + air, ZERO + last - air))
    last = max(days[-1], days[0] + 9)
    return TimeAxis.fitting(ZERO + days[0], ZERO + last, width, folds)


def cell_of(axis: TimeAxis, days: float) -> int:
    """The cell in which a day since the anchor stands; it may be beyond either edge."""
    return floor(axis.position(ZERO + max(-_MOST, min(_MOST, days))))


def ticks(axis: TimeAxis) -> list[Tick]:
    """Labels at even days: 0, 30, 60 …; none in a fold, and none touches the next."""
    found: list[Tick] = []
    for start, end in _stretches(axis):
        first, last = axis.day_at(start) - ZERO, axis.day_at(end) - ZERO
        widest = max(cells(_label(floor(first))), cells(_label(ceil(last))))
        least = axis.days_per_cell * (widest + _GAP)
        step = next((step for step in _STEPS if step >= least), 10 ** len(str(ceil(least))))
        for day in range(ceil(first / step) * step, floor(last) + 1, step):
            tick = Tick(cell_of(axis, day), _label(day))
            fits = tick.cell + cells(tick.label) <= end and tick.cell >= start
            if fits and (not found or tick.cell > found[-1].cell + cells(found[-1].label)):
                found.append(tick)
    return found


def folds(axis: TimeAxis, lang: Lang) -> Iterator[tuple[int, int, str]]:
    """The folds in sight: first cell, the cell after the last, and how long it is."""
    for fold in axis.drawn_folds:
        first, last = floor(axis.position(fold.first)), floor(axis.position(fold.last + 1))
        if last > 0 and first < axis.width:
            yield first, last, say(lang, f"{fold.days:,} d", f"{fold.days:,}天")


def _stretches(axis: TimeAxis) -> Iterator[tuple[float, float]]:
    """The cells between drawn folds that are in sight."""
    start = 0.0
    for fold in axis.drawn_folds:
        first, last = axis.position(fold.first), axis.position(fold.last + 1)
        if first > start:
            yield start, min(first, axis.width)
        start = max(start, last)
    if start < axis.width:
        yield start, float(axis.width)


def _label(day: int) -> str:
    return f"−{-day:,}" if day < 0 else f"{day:,}"
