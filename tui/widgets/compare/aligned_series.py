"""Figures over the days since: a line a product from its own day 0, so that growth is compared.

The signs are those of the Chart: a mark for each product, hollow where the value is approximate,
an arrow where it may be any higher or lower one, a bar over a range; a line joins the figures of
one provider alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from events.axes.value_axis import ValueAxis, may_be_log
from events.columns.field_values import provider
from tui.language import say
from tui.text import cells, cut, fit
from tui.widgets.chart.braille import DOTS_ACROSS, DOTS_DOWN, Canvas
from tui.widgets.chart.panels import GLYPHS
from tui.widgets.chart.scale import Scale
from tui.widgets.compare.aligned_lanes import Cells
from tui.widgets.compare.page import Part, Run
from tui.widgets.compare.since_axis import ZERO, cell_of

if TYPE_CHECKING:
    from events.axes.time_axis import TimeAxis
    from events.comparing.lane_figures import LaneFigure
    from events.metrics import Bound
    from events.model import Metric
    from events.when import Lang
    from tui.widgets.compare.aligned_lanes import LanePoints

LEAST, MOST = 7, 15
"""Lines that a panel takes, its heading among them."""
_MOST_POINTS = 300  # of a lane: the latest
_LOG_FROM = 20  # times as much: from there on the axis is logarithmic
_COLOURS: tuple[Part, ...] = (
    "series-0", "series-1", "series-2", "series-3", "series-4", "series-5",
)  # fmt: skip


class AlignedPoint(NamedTuple):
    """A figure, in days since the anchor."""

    day: float
    low: float
    high: float
    bound: Bound
    by: str
    """Whose figure it is."""

    @property
    def middle(self) -> float:
        """Where its mark stands."""
        return self.low + (self.high - self.low) / 2

    @property
    def direction(self) -> int:
        """1 where it may be any higher value, -1 any lower one, 0 otherwise."""
        if self.bound not in ("over", "under"):
            return 0
        return 1 if (self.bound == "over") == (self.middle >= 0) else -1


@dataclass(frozen=True, slots=True)
class AlignedSeries:
    """The figures of a lane, with how they are drawn."""

    name: str
    place: int
    points: tuple[AlignedPoint, ...]

    @property
    def part(self) -> Part:
        """Its colour."""
        return _COLOURS[self.place % len(_COLOURS)]

    def mark(self, bound: Bound = "exact") -> str:
        """Its sign."""
        glyph = GLYPHS[self.place % len(GLYPHS)]
        return glyph.hollow if bound == "about" else glyph.full


def aligned_points(lane: LanePoints, figures: Sequence[LaneFigure]) -> tuple[AlignedPoint, ...]:
    """The figures of a lane in the order of their days."""
    found = []
    for figure in figures[-_MOST_POINTS:]:
        point, reading = lane.point(figure.number), figure.reading
        low, high = (reading.value if end is None else end for end in (reading.low, reading.high))
        if point is not None and low is not None and high is not None:
            found.append(AlignedPoint(point.day, low, high, reading.bound, provider(reading)))
    return tuple(sorted(found, key=lambda point: point.day))


@dataclass(frozen=True)
class SeriesPanel:
    """Some lanes' figures in so many lines, over the axis of the lanes."""

    series: Sequence[AlignedSeries]
    metric: Metric | None
    name: str
    """What the metric is called."""
    axis: TimeAxis
    left: int
    """Cells for the labels of the values."""
    height: int
    """Lines, the heading among them."""
    lang: Lang

    def lines(self) -> list[list[Run]]:
        """The heading with the signs, and the plot."""
        rows = self.height - 1
        points = [point for series in self.series for point in series.points]
        values = [end for point in points for end in (point.low, point.high)]
        low, high = min(values), max(values)
        log = may_be_log(values) and high >= low * _LOG_FROM
        axis = ValueAxis.over(values, log=log, ticks=max(2, rows // 2))
        ticks = axis.ticks(max(2, rows // 2), self.metric, self.lang)
        top = any(point.direction > 0 for point in points) and rows > 3
        lowest = (rows - 1) * DOTS_DOWN + (DOTS_DOWN - 1) / 2
        scale = Scale(axis, ticks, rows, lowest, float((rows - 1 - top) * DOTS_DOWN))
        plot = [Cells(self.axis.width) for _ in range(rows)]
        labels = [""] * rows
        for tick in ticks:
            row = scale.row(tick.value)
            plot[row].fill(0, self.axis.width - 1, "┈", "line")
            labels[row] = tick.label
        self._draw_lines(plot, scale)
        for series in self.series:
            self._draw_marks(plot, scale, series)
        return [self._heading(log), *self._labelled(labels, plot)]

    def _heading(self, log: bool) -> list[Run]:
        said = self.name + (say(self.lang, ", log", "，对数") if log else "")
        runs = [Run("  " + said + "  ", "words")]
        for series in self.series:
            runs += [Run(series.mark() + " ", series.part), Run(series.name + "  ", "label")]
        runs.append(Run("  ".join(self._signs()), "words"))
        room = self.left + self.axis.width
        shown: list[Run] = []
        for run in runs:
            text = cut(run.text, room)
            shown.append(Run(text, run.part))
            room -= cells(text)
            if text != run.text:
                break
        return shown

    def _signs(self) -> Iterator[str]:
        """What the signs mean that there are."""
        points = [point for series in self.series for point in series.points]
        for sign, is_there in (
            (say(self.lang, "↑ over", "↑ 高于"), any(point.direction > 0 for point in points)),
            (say(self.lang, "↓ under", "↓ 低于"), any(point.direction < 0 for point in points)),
            (say(self.lang, "│ range", "│ 区间"), any(point.low < point.high for point in points)),
            (say(self.lang, "○ about", "○ 约"), any(point.bound == "about" for point in points)),
        ):
            if is_there:
                yield sign

    def _labelled(self, labels: Sequence[str], plot: Sequence[Cells]) -> Iterator[list[Run]]:
        for label, line in zip(labels, plot, strict=True):
            name = fit(label, self.left - 1, right=True) + " "
            yield [Run(name, "axis"), *line.runs()]

    def _draw_lines(self, plot: Sequence[Cells], scale: Scale) -> None:
        canvas = Canvas(self.axis.width, scale.height)
        for series in self.series:
            by_provider: dict[str, list[tuple[float, float]]] = {}
            for point in series.points:
                x = self.axis.position(ZERO + point.day) * DOTS_ACROSS
                dots = by_provider.setdefault(point.by, [])
                dots.append((x, scale.dot(point.middle)))
            for by, dots in by_provider.items():
                for start, end in pairwise(dots) if by else ():
                    canvas.line(start, end, series.place)
        parts = {series.place: series.part for series in self.series}
        for x, y, character, owner in canvas.cells():
            plot[y].fill(x, x, character, parts[owner])

    def _draw_marks(self, plot: Sequence[Cells], scale: Scale, series: AlignedSeries) -> None:
        for point in series.points:
            cell, row = cell_of(self.axis, point.day), scale.row(point.middle)
            if point.low < point.high:
                for line in range(scale.row(point.high), scale.row(point.low) + 1):
                    plot[line].fill(cell, cell, "│", series.part)
            if point.direction and 0 <= row - point.direction < len(plot):
                arrow = "↑" if point.direction > 0 else "↓"
                plot[row - point.direction].fill(cell, cell, arrow, series.part)
        for point in series.points:
            cell, row = cell_of(self.axis, point.day), scale.row(point.middle)
            plot[row].put(cell, series.mark(point.bound), series.part)
