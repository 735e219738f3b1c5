"""Where the parts of a chart stand in a room of cells, before any day has a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from events.axes.time_axis import TimeAxis
from events.axes.value_axis import ValueAxis
from tui.language import say
from tui.text import cells, clean
from tui.widgets.chart.braille import dot_row
from tui.widgets.chart.plot import Box, CrowdDots
from tui.widgets.chart.scale import Scale

if TYPE_CHECKING:
    from collections.abc import Sequence

    from events.axes.time_axis import Fold
    from tui.widgets.chart.panels import Chart, Panel
    from tui.widgets.chart.rug import Row, Rug
    from tui.widgets.chart.words import Entry, Words

# From these sizes on (cells): the legend beside the plots; a row of events for each kind; two
# lines on the reading under the cursor.
_BESIDE = 120
_TALL = 30
_TALK = 20
_MOST_BESIDE = 34
_MOST_GUTTER = 14
_LEAST_PANEL = 5
_GOOD_PANEL = 9
_FEW_PANELS = 3
_LEAST_DAYS = 28  # an axis over fewer days would say more than is known
_SLOT = 3  # lines from one label of the value axis to the next, about


@dataclass(frozen=True)
class Layout:
    """What goes where, before any day has a place."""

    width: int
    height: int
    shown: range
    """The panels in sight."""
    boxes: tuple[Box, ...]
    """The plots of these."""
    scales: tuple[Scale, ...]
    crowds: tuple[CrowdDots, ...]
    """For each plot the points without a mark."""
    legends: tuple[tuple[Entry, ...], ...]
    gutter: int
    """Cells left of the plots, the axis line included."""
    beside: int
    """Cells right of the plots, for the legend; 0 where it stands above them."""
    rug: tuple[Row, ...]
    axis_line: int
    talk: int
    """How many lines below tell the reading under the cursor."""

    @property
    def plot_width(self) -> int:
        """How many cells the time axis has."""
        return max(1, self.width - self.gutter - self.beside)


def lay_out(
    chart: Chart,
    words: Words,
    rug: Rug,
    size: tuple[int, int],
    *,
    first: int = 0,
    log: bool = False,
) -> Layout:
    """Find room for everything.

    Parameters
    ----------
    size
        Width and height in cells.
    first
        The first panel to show, if not all have room.
    log
        Whether panels that can have a logarithmic axis do.
    """
    width, height = size
    talk = 0 if height < 7 else 2 if height >= _TALK else 1
    labels = 2 if height >= 9 else 1
    rug_rows = 0
    if height >= 8:
        rug_rows = min(6, height // 9) if height >= _TALL and width >= 60 else 1
    below = 1 + labels + talk
    shown = _panels_in(max(1, height - below - rug_rows), len(chart.panels), first)
    rows = rug.rows(rug_rows, chart.span_of(shown) or (0, 0)) if rug_rows else ()
    room = max(1, height - below - len(rows))  # lines over the axis and its rug
    panels = chart.panels[shown.start : shown.stop]
    legends = tuple(tuple(words.legend(panel)) for panel in panels)
    beside = 0
    if width >= _BESIDE:
        widest = max((entry.width for legend in legends for entry in legend), default=0)
        beside = min(_MOST_BESIDE, widest + 2)
    plots: list[tuple[int, int]] = []  # first line and height
    top = 0
    for place, legend in enumerate(legends):
        lines = room // len(panels) + (place < room % len(panels))
        head = _head_lines(lines, 0 if beside else _legend_lines(legend, width - 2))
        plots.append((top + head, lines - head))
        top += lines
    scales = tuple(
        _scale(panel, words, plot_height, log=log)
        for panel, (_, plot_height) in zip(panels, plots, strict=True)
    )
    labels_wide = [cells(tick.label) for scale in scales for tick in scale.ticks]
    if len(rows) > 1:
        labels_wide += [cells(row_label(row, words)) for row in rows]
    else:
        labels_wide.append(cells(row_label(None, words)))
    gutter = min(_MOST_GUTTER, max(labels_wide, default=0)) + 2
    gutter = min(gutter, max(1, width // 3))
    plot_width = max(1, width - gutter - beside)
    crowds = tuple(
        CrowdDots(
            crowd.days,
            [dot_row(round(scale.dot(value)), plot_width, scale.height) for value in crowd.values],
        )
        for crowd, scale in zip(chart.crowds[shown.start : shown.stop], scales, strict=True)
    )
    boxes = tuple(Box(gutter, y, plot_width, high) for y, high in plots)
    return Layout(
        width, height, shown, boxes, scales, crowds, legends, gutter, beside, tuple(rows),
        axis_line=room, talk=talk,
    )  # fmt: skip


def _panels_in(room: int, count: int, first: int) -> range:
    """Which panels are shown: all if they are few and there is any room, else as many as go well.

    ``first`` is the first one wanted.
    """
    if count <= _FEW_PANELS and count * _LEAST_PANEL <= room:
        return range(count)
    fits = min(count, max(1, room // _GOOD_PANEL))
    first = max(0, min(first, count - fits))
    return range(first, first + fits)


def _head_lines(lines: int, legend: int) -> int:
    """How many lines of a panel its title and its legend take."""
    title = 1 if lines > 2 else 0
    return title + (min(legend, max(1, (lines - 1) // 4)) if lines > 3 else 0)


def _scale(panel: Panel, words: Words, height: int, *, log: bool) -> Scale:
    slots = max(2, height // _SLOT + 1)
    axis = ValueAxis.over(
        panel.values, log=log and panel.may_be_log, ticks=slots, whole=panel.whole
    )
    metric = words.timeline.metrics.get(panel.metrics[0])
    found = axis.ticks(max(2, min(slots, height)), metric, words.lang, whole=panel.whole)
    points = (point for shown in panel.series for point in shown.series.points)
    return Scale.fitting(axis, found, height, points)


def _legend_lines(entries: Sequence[Entry], width: int) -> int:
    lines, used = 1, 0
    for entry in entries:
        if used and used + 3 + entry.width > width:
            lines, used = lines + 1, 0
        used += entry.width + (3 if used else 0)
    return lines


def row_label(row: Row | None, words: Words) -> str:
    """What stands before a row of events."""
    if row is None or not row.kind:
        return say(words.lang, "events", "事件")
    return clean(words.timeline.label("kind", row.kind, words.lang))


def fitting_axis(
    chart: Chart, shown: range, width: int, folds: Sequence[Fold] = ()
) -> TimeAxis | None:
    """The time axis that shows the points of some panels; None where there are none.

    What is known no closer than to some months may run on beyond its edges.
    """
    span = chart.closely_span_of(shown)
    if span is None:
        return None
    first, last = span
    short = _LEAST_DAYS - (last - first)
    if short > 0:
        first, last = first - short // 2, last + short // 2
    return TimeAxis.fitting(first, last, width, folds)
