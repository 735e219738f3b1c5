"""A time axis: days laid out on the cells of a line, with long empty stretches folded away.

Days are proleptic Gregorian ordinals; as a point in time, day *d* lasts from ``d`` to ``d + 1``.
Positions are in cells from the left edge. Between folds an axis is even; a fold takes the same few
cells whatever its length, so that day and position stay each other's inverse everywhere.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil, floor
from typing import NamedTuple

from events.dates.edtf import OPEN_END, OPEN_START

FIRST_DAY = OPEN_START + 1
"""The first day there is: 1 January of the year 1."""
LAST_DAY = OPEN_END - 1
"""The last day there is: 31 December 9999."""

FOLD_CELLS = 9
"""How many cells a drawn fold takes."""
FINEST = 1 / 24
"""The fewest days of a cell: a day is 24 cells wide."""
COARSEST = 4_000_000.0
"""The most days of a cell: all days there are fit into one."""

_WORTH = 2 * FOLD_CELLS  # cells that days must take for a fold to be drawn in their place
_TRIFLE = 1e-6  # days: less of a day is not in sight
_AIR = 0.02  # of the width, left free at either end by `fitting`


class Fold(NamedTuple):
    """Days left out of the drawing, both inclusive."""

    first: int
    last: int

    @property
    def days(self) -> int:
        """How many they are."""
        return self.last + 1 - self.first


class _Knot(NamedTuple):
    """Where a drawn fold begins or ends."""

    day: float
    cells: float
    """Cells from day 0, with the folds before it folded."""


@dataclass(frozen=True)
class TimeAxis:
    """Which day stands in which cell of a line; a new one for each look at it."""

    left: float
    """The point in time at the left edge."""
    days_per_cell: float
    """How many days a cell has outside folds; more than 0."""
    width: int
    """How many cells there are."""
    folds: tuple[Fold, ...] = ()
    """In order and apart from each other. One that would save little is not drawn."""

    @classmethod
    def fitting(cls, lo: int, hi: int, width: int, folds: Sequence[Fold] = ()) -> TimeAxis:
        """The axis that shows the days from lo to hi, with a little air at both ends.

        Open ends are taken for the first and the last day there is. ``folds`` outside of these
        days are kept for when they come into sight.
        """
        lo, hi = sorted(max(FIRST_DAY, min(LAST_DAY, day)) for day in (lo, hi))
        width = max(1, width)
        air = max(1.0, width * _AIR) if width > 4 else 0.0
        inside = [fold for fold in folds if lo <= fold.first and fold.last <= hi]
        scale = _scale(hi + 1 - lo, width - 2 * air, inside)
        axis = cls(float(lo), max(FINEST, min(COARSEST, scale)), width, tuple(folds))
        spare = width - (axis.position(hi + 1) - axis.position(lo))
        return axis.panned(-spare / 2)

    @classmethod
    def showing(cls, first: int, last: int, width: int, folds: Sequence[Fold] = ()) -> TimeAxis:
        """The axis that shows the days from first to last and no others, if that can be."""
        axis = cls.fitting(first, last, width, folds)
        first, last = sorted(max(FIRST_DAY, min(LAST_DAY, day)) for day in (first, last))
        left, right = axis.position(first), axis.position(last + 1)
        if right <= left:
            return axis
        axis = axis.zoomed(axis.width / (right - left), (left + right) / 2)
        return axis.panned((axis.position(first) + axis.position(last + 1) - axis.width) / 2)

    # ---- from days to cells and back

    def position(self, day: float) -> float:
        """Where a point in time stands, in cells from the left edge; it may be beyond either."""
        if not self._knots:
            return (day - self.left) / self.days_per_cell
        return self._cells_to(day) - self._cells_to(self.left)

    def day_at(self, position: float) -> float:
        """The point in time at a position, in days; the inverse of `position`."""
        if not self._knots:
            return self.left + position * self.days_per_cell
        return self._day_after(self._cells_to(self.left) + position)

    @cached_property
    def drawn_folds(self) -> tuple[Fold, ...]:
        """The folds that save at least half of their cells at this scale."""
        return tuple(fold for fold in self.folds if fold.days > _WORTH * self.days_per_cell)

    @cached_property
    def _knots(self) -> list[_Knot]:
        knots = []
        saved = 0.0  # cells
        for fold in self.drawn_folds:
            start = fold.first / self.days_per_cell - saved
            knots.append(_Knot(fold.first, start))
            knots.append(_Knot(fold.last + 1, start + FOLD_CELLS))
            saved += fold.days / self.days_per_cell - FOLD_CELLS
        return knots

    @cached_property
    def _knot_days(self) -> list[float]:
        return [knot.day for knot in self._knots]

    @cached_property
    def _knot_cells(self) -> list[float]:
        return [knot.cells for knot in self._knots]

    def _cells_to(self, day: float) -> float:
        """Cells from day 0, folds folded."""
        after = bisect_right(self._knot_days, day)
        if not after:
            return day / self.days_per_cell
        knot = self._knots[after - 1]
        if after % 2 and after < len(self._knots):  # inside a fold
            return knot.cells + (day - knot.day) * FOLD_CELLS / (self._knots[after].day - knot.day)
        return knot.cells + (day - knot.day) / self.days_per_cell

    def _day_after(self, cells: float) -> float:
        after = bisect_right(self._knot_cells, cells)
        if not after:
            return cells * self.days_per_cell
        knot = self._knots[after - 1]
        if after % 2 and after < len(self._knots):
            days = self._knots[after].day - knot.day
            return knot.day + (cells - knot.cells) * days / FOLD_CELLS
        return knot.day + (cells - knot.cells) * self.days_per_cell

    # ---- what is in sight

    @property
    def right(self) -> float:
        """The point in time at the right edge."""
        return self.day_at(self.width)

    @property
    def window(self) -> tuple[int, int]:
        """The first and the last day in sight, even if only a part of it is."""
        first = max(FIRST_DAY, min(LAST_DAY, floor(self.left + _TRIFLE)))
        return first, max(first, min(LAST_DAY, ceil(self.right - _TRIFLE) - 1))

    @cached_property
    def edges(self) -> list[float]:
        """The point in time at the left edge of each cell, and at the right edge of the last."""
        if not self._knots:
            left, step = self.left, self.days_per_cell
            return [left + step * cell for cell in range(self.width + 1)]
        return [self.day_at(cell) for cell in range(self.width + 1)]

    # ---- other looks at it

    def zoomed(self, factor: float, at: float) -> TimeAxis:
        """As near by a factor as the limits allow; the day at a position stays there.

        A factor above 1 goes nearer, one below 1 further away.
        """
        scale = max(FINEST, min(COARSEST, self.days_per_cell / factor))
        return replace(self, days_per_cell=scale).with_day_at(self.day_at(at), at)

    def panned(self, cells: float) -> TimeAxis:
        """Moved by cells, to later days where positive; the middle stays among days there are."""
        middle = self.width / 2
        day = self.day_at(cells + middle)
        if FIRST_DAY <= day <= OPEN_END:
            return replace(self, left=self.day_at(cells))
        return self.with_day_at(max(FIRST_DAY, min(OPEN_END, day)), middle)

    def with_day_at(self, day: float, position: float) -> TimeAxis:
        """The same scale with a point in time at a position."""
        axis = replace(self, left=float(day))
        return replace(axis, left=axis.day_at(-position))

    def resized(self, width: int) -> TimeAxis:
        """The same scale and left edge in another width."""
        return replace(self, width=max(1, width))

    def folded(self, folds: Sequence[Fold], at: float) -> TimeAxis:
        """The same scale with other folds; the day at a position stays there."""
        return replace(self, folds=tuple(folds)).with_day_at(self.day_at(at), at)


def _scale(days: int, room: float, folds: Sequence[Fold]) -> float:
    """Days a cell at which so many days take the room, folds that save cells folded.

    Each fold that is drawn makes the scale finer, so that those before it stay drawn: the longest
    are, up to the first that at its scale would save too little.
    """
    lengths = sorted((fold.days for fold in folds), reverse=True)
    scale = days / room
    for drawn, length in enumerate(lengths, 1):
        if length <= _WORTH * scale or room <= FOLD_CELLS * drawn:
            break
        scale = (days - sum(lengths[:drawn])) / (room - FOLD_CELLS * drawn)
    return scale
