"""One panel of a chart drawn on a grid: lines, marks, error bars, arrows and doubtful dates."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from math import floor
from typing import TYPE_CHECKING, NamedTuple

from events.dates.edtf import OPEN_END, OPEN_START
from tui.widgets.chart.braille import DOTS_ACROSS, PATTERNS, SOLID, Canvas, DotRow
from tui.widgets.chart.panels import OTHERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from events.axes.time_axis import TimeAxis
    from tui.widgets.chart.grid import Grid
    from tui.widgets.chart.panels import Panel, Spot, Track
    from tui.widgets.chart.scale import Scale

UP, DOWN = "↑", "↓"
ABOUT, UNSURE = "~", "?"
_COUNTS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_MANY = "⊕"
# More points than one in so many cells, and a series is drawn as a line alone.
_CROWDED = 2


class CrowdDots(NamedTuple):
    """Points without a mark: their days, ascending, and the row of dots that each stands on."""

    days: Sequence[float]
    rows: Sequence[DotRow]


class Box(NamedTuple):
    """Where on the grid a plot is, in cells."""

    x: int
    y: int
    width: int
    height: int


@dataclass
class Plot:
    """A panel laid out in a box: it knows where each value and day stands, and draws.

    A mark whose cell is taken stands in the cell beside it; where that is taken too, a figure says
    how many marks the cell has.
    """

    grid: Grid
    box: Box
    panel: Panel
    tracks: Sequence[Track]
    """The series with marks."""
    crowd: CrowdDots
    """The points without."""
    axis: TimeAxis
    scale: Scale
    by_pattern: bool = False
    """Whether lines are told apart by how they are broken (where there is no colour)."""
    placed: dict[tuple[int, int], list[Spot]] = field(default_factory=dict)
    """The points with a mark, by their cells in the box."""
    _cells: dict[Spot, tuple[int, int]] = field(default_factory=dict)

    # ---- where things stand

    def cell(self, spot: Spot) -> tuple[int, int]:
        """The cell of the box that a point's mark stands in, also out of sight."""
        known = self._cells.get(spot)
        if known is None:
            return floor(self.axis.position(spot.day)), self.scale.row(spot.point.middle)
        return known

    def _in_sight(self, track: Track) -> Sequence[Spot]:
        first = bisect_left(track.days, self.axis.left)
        return track.spots[first : bisect_right(track.days, self.axis.right)]

    # ---- drawing

    def draw(self) -> None:
        """Draw everything, what matters most last."""
        box = self.box
        for tick in self.scale.ticks:
            is_zero = tick.value == 0 and self.panel.crosses_zero
            part, line = ("zero", "─") if is_zero else ("grid", "┈")
            self.grid.fill(box.x, box.y + self.scale.row(tick.value), box.width, line, part)
        for track in self.tracks:
            for spot in track.wide:
                self._draw_date(spot)
        canvas = Canvas(box.width, box.height)
        self._draw_crowd(canvas)
        for place, track in enumerate(self.tracks):
            self._draw_line(canvas, track, place)
        parts = {OTHERS: "others"}
        for place, track in enumerate(self.tracks):
            parts[_owner(track, place)] = f"line-{track.shown.colour}"
        dots = ((x, y, character, parts[owner]) for x, y, character, owner in canvas.cells())
        self.grid.paint(box.x, box.y, dots)
        marked = [spot for track in self.tracks for spot in self._marked(track)]
        self._place(marked)
        for spot in marked:
            if spot.point.low < spot.point.high:
                self._draw_range(spot)
        self._draw_marks()
        for spot in marked:
            if spot.point.direction:
                self._draw_arrow(spot)
            self._draw_doubt(spot)

    def _dot(self, day: float, value: float) -> tuple[float, float]:
        return self.axis.position(day) * DOTS_ACROSS - 0.5, self.scale.dot(value)

    def _draw_crowd(self, canvas: Canvas) -> None:
        axis, crowd = self.axis, self.crowd
        first = bisect_left(crowd.days, axis.left)
        last = bisect_left(crowd.days, axis.day_at(self.box.width - _HAIR))
        days = crowd.days[first:last]
        if axis.drawn_folds:
            xs = [int(axis.position(day) * DOTS_ACROSS) for day in days]
        else:
            left, scale = axis.left, DOTS_ACROSS / axis.days_per_cell
            xs = [int((day - left) * scale) for day in days]
        canvas.scatter(xs, crowd.rows[first:last], OTHERS)

    def _draw_line(self, canvas: Canvas, track: Track, place: int) -> None:
        """Join the points of a series, or stand each on a stem from zero."""
        series = track.shown.series
        owner = _owner(track, place)
        if not series.key.may_be_joined:
            if self.panel.crosses_zero:
                for spot in self._in_sight(track):
                    x, y = self._dot(spot.day, spot.point.middle)
                    canvas.line((x, y), (x, self.scale.dot(0)), owner)
            return
        first = max(0, bisect_left(track.days, self.axis.left) - 1)
        last = bisect_right(track.days, self.axis.right) + 1
        spots = [spot for spot in track.spots[first:last] if spot.point.measured]
        dots = [self._dot(spot.day, spot.point.middle) for spot in spots]
        pattern = PATTERNS[place % len(PATTERNS)] if self.by_pattern else SOLID
        for start, end in zip(_thinned(dots), _thinned(dots)[1:], strict=False):
            canvas.line(start, end, owner, pattern)

    def _marked(self, track: Track) -> Sequence[Spot]:
        """The points in sight that get a mark: of a crowded series the ends and the bounds only."""
        spots = self._in_sight(track)
        if not track.shown.series.key.may_be_joined or len(spots) * _CROWDED <= self.box.width:
            return spots
        return [
            spot
            for place, spot in enumerate(spots)
            if place in (0, len(spots) - 1) or spot.point.direction
        ]

    def _place(self, spots: Sequence[Spot]) -> None:
        """Find a cell for each mark."""
        home = [(self.cell(spot), spot) for spot in spots]
        wanted = {cell for cell, _ in home}
        for (x, y), spot in home:
            if not 0 <= x < self.box.width:
                continue
            cell = (x, y)
            if cell in self.placed:
                right = self.axis.position(spot.day) - x >= 0.5
                for beside in ((x + 1, y), (x - 1, y))[:: 1 if right else -1]:
                    free = beside not in self.placed and beside not in wanted
                    if free and 0 <= beside[0] < self.box.width:
                        cell = beside
                        break
            self.placed.setdefault(cell, []).append(spot)
            self._cells[spot] = cell

    def _draw_marks(self) -> None:
        for (x, y), spots in self.placed.items():
            if len(spots) == 1:
                self._put(x, y, mark_of(spots[0]), part_of(spots[0]))
            else:
                count = len(spots)
                self._put(x, y, _COUNTS[count - 1] if count <= len(_COUNTS) else _MANY, "count")

    def _draw_date(self, spot: Spot) -> None:
        """A bar over the days that the date may mean, or for which it lasts."""
        when = spot.point.when
        assert when is not None
        axis, width = self.axis, self.box.width
        start = -1 if when.lo == OPEN_START else floor(axis.position(when.lo))
        end = width if when.hi == OPEN_END else floor(axis.position(when.hi + 1) - 1e-9)
        if end < 0 or start >= width or end - start < 1:
            return
        y = self.scale.row(spot.point.middle)
        lasts = when.kind == "span"
        part = f"line-{spot.shown.colour}"
        line, first, last = ("━", "┝", "┥") if lasts else ("╌", "├", "┤")
        for x in range(max(0, start), min(width, end + 1)):
            self._put(x, y, first if x == start else last if x == end else line, part)
        if when.lo == OPEN_START:
            self._put(0, y, "◂", part)
        if when.hi == OPEN_END:
            self._put(width - 1, y, "▸", part)

    def _draw_range(self, spot: Spot) -> None:
        """An error bar from the low end of a range to the high one.

        It stands beside the mark, so that it is seen even where it is shorter than the mark.
        """
        if spot not in self._cells:
            return
        x, _ = self._cells[spot]
        part = f"line-{spot.shown.colour}"
        top, bottom = self.scale.dot(spot.point.high), self.scale.dot(spot.point.low)
        bar = Canvas(1, self.box.height)
        # One dot wide right of the mark's cell, or left of it at the edge.
        beside, column = (x - 1, 1) if x else (x + 1, 0)
        bar.line((column, round(top)), (column, round(bottom)))
        for _, at, character, _ in bar.cells():
            if (beside, at) not in self.placed:
                self._put(beside, at, character, part)

    def _draw_arrow(self, spot: Spot) -> None:
        """Which way the value may go on, over or under the mark, or else beside it."""
        if spot not in self._cells:
            return
        x, y = self._cells[spot]
        direction = spot.point.direction
        arrow = UP if direction > 0 else DOWN
        for at in ((x, y - direction), (x + 1, y), (x - 1, y)):
            if (
                0 <= at[0] < self.box.width
                and 0 <= at[1] < self.box.height
                and at not in self.placed
            ):
                self._put(*at, arrow, part_of(spot))
                return

    def _draw_doubt(self, spot: Spot) -> None:
        """A sign before the mark of a day that is only about or perhaps that day."""
        when = spot.point.when
        if spot not in self._cells or when is None or when.lo != when.hi or not when.doubt:
            return
        x, y = self._cells[spot]
        if self.grid.part_at(self.box.x + x - 1, self.box.y + y) in ("", "grid", "zero") and x:
            self._put(x - 1, y, ABOUT if when.approximate else UNSURE, f"line-{spot.shown.colour}")

    def _put(self, x: int, y: int, text: str, part: str) -> None:
        self.grid.put(self.box.x + x, self.box.y + y, text, part)


def _owner(track: Track, place: int) -> int:
    """Who draws a series on the canvas, told apart from those with the same colour."""
    return track.shown.colour + 100 * (place + 1)


def mark_of(spot: Spot) -> str:
    """The mark of a point: hollow where its value is only approximate."""
    glyph = spot.shown.glyph
    return glyph.hollow if spot.point.bound == "about" else glyph.full


def part_of(spot: Spot) -> str:
    """What a point's mark is on the grid."""
    return "others" if spot.shown.colour == OTHERS else f"mark-{spot.shown.colour}"


_MOST_DOTS = 2000
_HAIR = 1e-6  # of a cell: what a division may be off by


def _thinned(dots: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Of a great many dots the first, lowest, highest and last in each column of dots."""
    if len(dots) <= _MOST_DOTS:
        return dots
    columns: dict[int, list[tuple[float, float]]] = {}
    for dot in dots:
        columns.setdefault(round(dot[0]), []).append(dot)
    kept: list[tuple[float, float]] = []
    for column in columns.values():
        heights = [y for _, y in column]
        extremes = {0, len(column) - 1, heights.index(min(heights)), heights.index(max(heights))}
        kept += [column[place] for place in sorted(extremes)]
    return kept
