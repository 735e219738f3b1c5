"""A value axis laid on the lines of a plot: which line, and which dot, a value stands on."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, inf
from typing import TYPE_CHECKING

from tui.widgets.chart.braille import DOTS_DOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from events.axes.value_axis import Tick, ValueAxis
    from events.readings.series import Point

# Labels stand evenly apart where that leaves no more than the rest of the lines unused.
_GOOD_USE = 0.7


@dataclass(frozen=True)
class Scale:
    """Values on the lines of a plot, counted from its upper edge."""

    axis: ValueAxis
    ticks: Sequence[Tick]
    height: int
    """Lines of the plot."""
    low: float
    """The dot, from the top, that the lowest value stands on: the middle of its line."""
    dots: float
    """How many dots the highest value stands above that."""

    @classmethod
    def fitting(
        cls, axis: ValueAxis, ticks: Sequence[Tick], height: int, points: Iterable[Point]
    ) -> Scale:
        """The scale over so many lines.

        A line is left free for an arrow over the highest mark, or under the lowest; and on a linear
        axis the labelled values come to stand the same number of lines apart.
        """
        top = bottom = 0
        if height > 3:
            near = 1 - 1 / height
            for point in points:
                if point.direction:
                    position = axis.position(point.middle)
                    top |= point.direction > 0 and position > near
                    bottom |= point.direction < 0 and 1 - position > near
        lines = max(0, height - top - bottom - 1)
        steps = len(ticks) - 1
        ends = bool(ticks) and (ticks[0].value, ticks[-1].value) == (axis.low, axis.high)
        if ends and not axis.log and 0 < steps <= lines:
            even = lines // steps * steps
            lines = even if even >= _GOOD_USE * lines else lines
        low = (height - bottom - 1) * DOTS_DOWN + (DOTS_DOWN - 1) / 2
        return cls(axis, ticks, height, low, float(lines * DOTS_DOWN))

    def dot(self, value: float) -> float:
        """How many dots from the top a value stands."""
        position = self.axis.position(value)
        return self.low - (position if position > -inf else 0.0) * self.dots

    def row(self, value: float) -> int:
        """The line that a value stands in."""
        row = floor((self.dot(value) + 0.5) / DOTS_DOWN)
        return min(self.height - 1, max(0, row))
