"""A chart laid out in a room of cells: panels over one time axis, events under them, a legend."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import floor, inf
from typing import TYPE_CHECKING

from events.axes.ticks import ticks
from events.axes.time_axis import FOLD_CELLS, Fold, TimeAxis
from tui.text import fit
from tui.widgets.chart.grid import Grid
from tui.widgets.chart.head import draw_head
from tui.widgets.chart.labels import draw_labels
from tui.widgets.chart.layout import row_label
from tui.widgets.chart.plot import Plot
from tui.widgets.lanes.header import fold_label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from events.when import Lang
    from tui.widgets.chart.layout import Layout
    from tui.widgets.chart.panels import Chart, Spot
    from tui.widgets.chart.plot import Box
    from tui.widgets.chart.rug import Rug, Sign
    from tui.widgets.chart.scale import Scale
    from tui.widgets.chart.words import Words


@dataclass
class Page:
    """A chart drawn for one look at the time axis."""

    layout: Layout
    axis: TimeAxis
    grid: Grid
    plots: tuple[Plot, ...]
    signs: dict[int, dict[int, Sign]] = field(default_factory=dict)
    """By line and column of the page: the events drawn there."""

    def cell(self, spot: Spot) -> tuple[int, int] | None:
        """Where on the page a point's mark stands, None if it is out of sight."""
        shown = self.layout.shown
        if spot.panel not in shown:
            return None
        plot = self.plots[spot.panel - shown.start]
        x, y = plot.cell(spot)
        if not 0 <= x < plot.box.width:
            return None
        return plot.box.x + x, plot.box.y + y

    def spot_near(self, x: int, y: int, spots: Iterable[Spot]) -> Spot | None:
        """Of some points in sight the one nearest to a cell of the page; lines count double."""
        found: Spot | None = None
        nearest = inf
        for spot in spots:
            cell = self.cell(spot)
            if cell is not None:
                far = abs(cell[0] - x) + 2 * abs(cell[1] - y)
                if far < nearest:
                    found, nearest = spot, far
        return found

    def is_empty(self, x: int, y: int) -> bool:
        """Whether a cell is in a plot, and nothing of a series stands in it."""
        inside = any(box.y <= y < box.y + box.height for box in self.layout.boxes)
        return inside and self.grid.part_at(x, y) in ("", "grid", "zero", "today")

    def columns_of(self, numbers: Iterable[int], chart: Chart, rug: Rug) -> dict[int, list[int]]:
        """The columns in which some events stand, in the plots and below, by line."""
        found: dict[int, list[int]] = {}
        for number in numbers:
            for spot in chart.spots_of(number):
                cell = self.cell(spot)
                if cell is not None:
                    found.setdefault(cell[1], []).append(cell[0])
            for place, row in enumerate(self.layout.rug):
                day = rug.day_in(row, number)
                x = -1 if day is None else floor(self.axis.position(day))
                if 0 <= x < self.layout.plot_width:
                    y = self.layout.axis_line + place
                    found.setdefault(y, []).append(self.layout.gutter + x)
        return found


def draw(
    chart: Chart,
    words: Words,
    rug: Rug,
    layout: Layout,
    axis: TimeAxis,
    *,
    log: bool = False,
    today: int = 0,
    by_pattern: bool = False,
) -> Page:
    """Draw everything but the cursor."""
    grid = Grid(layout.width, layout.height)
    plots = []
    for place, box in enumerate(layout.boxes):
        number = layout.shown[place]
        panel = chart.panels[number]
        scale = layout.scales[place]
        draw_head(grid, chart, words, layout, place, log=log)
        tracks, crowd = chart.tracks[number], layout.crowds[place]
        plot = Plot(grid, box, panel, tracks, crowd, axis, scale, by_pattern)
        plot.draw()
        draw_labels(plot, words)
        _draw_value_axis(grid, layout, box, scale)
        plots.append(plot)
    page = Page(layout, axis, grid, tuple(plots))
    _draw_rug(page, rug, words)
    _draw_time_axis(grid, layout, axis, words.lang)
    if today:
        _draw_today(page, today)
    for fold in axis.drawn_folds:
        _draw_fold(page, fold, words.lang)
    return page


def _draw_value_axis(grid: Grid, layout: Layout, box: Box, scale: Scale) -> None:
    x = layout.gutter - 1
    for y in range(box.height):
        grid.set(x, box.y + y, "│", "axis")
    last = box.height
    for tick in scale.ticks:  # from the bottom up: where two share a line the lower one stays
        y = scale.row(tick.value)
        if y == last:
            continue
        last = y
        label = fit(tick.label, layout.gutter - 2, right=True)
        grid.put(0, box.y + y, f"{label} ┤" if layout.gutter > 2 else "┤", "label")
        grid.put(x, box.y + y, "┤", "axis")


def _draw_rug(page: Page, rug: Rug, words: Words) -> None:
    layout, grid = page.layout, page.grid
    for place, row in enumerate(layout.rug):
        y = layout.axis_line + place
        label = fit(row_label(row, words), layout.gutter - 2, right=True)
        grid.put(0, y, label, "label")
        grid.put(layout.gutter - 1, y, "│", "axis")
        found = page.signs.setdefault(y, {})
        for sign in rug.signs(row, page.axis):
            x = layout.gutter + sign.x
            grid.put(x, y, sign.text, sign.part)
            found[x] = sign


def _draw_time_axis(grid: Grid, layout: Layout, axis: TimeAxis, lang: Lang) -> None:
    y = layout.axis_line + len(layout.rug)
    if y >= layout.height:
        return
    left, width = layout.gutter, layout.plot_width
    grid.put(left - 1, y, "└", "axis")
    grid.fill(left, y, width, "─", "axis")
    upper, lower = ticks(axis, lang)
    rows = layout.height - layout.talk - y - 1
    for tick in lower:
        grid.put(left + int(tick.position), y, "┬", "axis")
    lines = (lower, upper) if rows >= 2 else (upper or lower,)
    for line, row in enumerate(lines, 1):
        for tick in row:
            x = left + int(tick.position)
            if x + tick.width <= left + width:
                grid.put(x, y + line, tick.label, "label" if row is lower else "year")


def _draw_today(page: Page, today: int) -> None:
    """A line through the plots at today, where nothing else stands."""
    x = int(page.axis.position(today + 0.5)) if page.axis.position(today) >= 0 else -1
    if not 0 <= x < page.layout.plot_width:
        return
    for plot in page.plots:
        for y in range(plot.box.height):
            at = (plot.box.x + x, plot.box.y + y)
            if page.grid.part_at(*at) in ("", "grid", "zero"):
                page.grid.put(*at, "┊", "today")


def _draw_fold(page: Page, fold: Fold, lang: Lang) -> None:
    """A shade over days that are left out, where nothing else stands; its length at the axis."""
    layout, grid = page.layout, page.grid
    start = round(page.axis.position(fold.first))
    cells = range(max(0, start), min(layout.plot_width, start + FOLD_CELLS))
    for plot in page.plots:
        for y in range(plot.box.y, plot.box.y + plot.box.height):
            for x in cells:
                at = layout.gutter + x
                if grid.part_at(at, y) in ("", "grid", "zero", "today"):
                    edge = x in (start, start + FOLD_CELLS - 1)
                    grid.put(at, y, "╎" if edge else " ", "fold")
    y = layout.axis_line + len(layout.rug)
    if len(cells) == FOLD_CELLS:
        grid.put(layout.gutter + start, y, "╌" * FOLD_CELLS, "axis")
        if y + 1 < layout.height - layout.talk:
            grid.put(layout.gutter + start, y + 1, fold_label(fold, lang), "quiet")
