"""Names and values beside the marks of a plot, where there is room; none touches anything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.text import cells, cut

if TYPE_CHECKING:
    from tui.widgets.chart.panels import Spot
    from tui.widgets.chart.plot import Plot
    from tui.widgets.chart.words import Words

# With more marks than one in so many cells the plot is full without words.
_CELLS_A_MARK = 7
_NAME = 16  # cells of a name at most
_OPEN = ("", "grid")  # what words may be written over
# Cells that stay free on the far side: more than to its own mark, so that they are not another's.
_APART = 4


def draw_labels(plot: Plot, words: Words) -> None:
    """Write what each mark says beside it: whose value it is and which, or the value alone.

    The last mark of each series is the first to be given words.
    """
    marked = [spots[0] for spots in plot.placed.values() if len(spots) == 1]
    if len(marked) * _CELLS_A_MARK > plot.box.width:
        return
    last = {id(track.spots[-1]) for track in plot.tracks if track.spots}
    marked.sort(key=lambda spot: (id(spot) not in last, -spot.day))
    several = len({spot.shown.series.key.subject for spot in marked}) > 1
    for spot in marked:
        value = words.short_value(spot)
        name = cut(words.subject(spot.shown.series.key), _NAME) if several else ""
        for text in (f"{name} {value}", value) if name else (value,):
            if _write(plot, spot, text):
                break


def _write(plot: Plot, spot: Spot, text: str) -> bool:
    """Write beside a mark, on the right or else on the left; False where there is no room."""
    x, y = plot.cell(spot)
    size, width = cells(text), plot.box.width
    line = plot.box.y + y
    for start, near, far in ((x + 2, 1, _APART), (x - 1 - size, _APART, 1)):
        end = start + size
        if start < 0 or end > width:
            continue
        around = range(max(0, start - near), min(width, end + far))
        if all(plot.grid.part_at(plot.box.x + at, line) in _OPEN for at in around if at != x):
            for at in (start - 1, end):  # the line of the grid keeps off
                if 0 <= at < width and at != x:
                    plot.grid.put(plot.box.x + at, line, " ", "")
            plot.grid.put(plot.box.x + start, line, text, "tag")
            return True
    return False
