"""What stands over a panel of a chart: its title, what the signs mean, and the legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.language import say
from tui.text import cells, cut
from tui.widgets.chart_words import fitted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from events.when import Lang
    from tui.widgets.chart_grid import Grid
    from tui.widgets.chart_layout import Layout
    from tui.widgets.chart_panels import Chart, Panel
    from tui.widgets.chart_plot import Box
    from tui.widgets.chart_words import Entry, Words


def draw_head(
    grid: Grid, chart: Chart, words: Words, layout: Layout, place: int, *, log: bool
) -> None:
    """A panel's title, and the legend under it or beside the plot."""
    box = layout.boxes[place]
    before = layout.boxes[place - 1] if place else None
    top = before.y + before.height if before else 0
    if box.y > top:
        _draw_title(grid, chart, words, layout, place, top, log=log)
    entries = layout.legends[place]
    others = len(chart.panels[layout.shown[place]].others)
    if layout.beside:
        _draw_legend_beside(grid, layout, box, entries, others, words.lang)
    else:
        lines = box.y - top - 1
        _draw_legend_above(grid, layout, top + 1, lines, entries, others, words.lang)


def _draw_title(
    grid: Grid, chart: Chart, words: Words, layout: Layout, place: int, top: int, *, log: bool
) -> None:
    """What is measured and in which unit; on the right what the signs mean, as far as it fits."""
    panel = chart.panels[layout.shown[place]]
    names = " · ".join(map(words.metric, panel.metrics))
    facts = [words.unit(panel.metrics[0]), _scale_word(panel, words.lang, log=log)]
    left = [(f" {names}", "title"), ("  " + " · ".join(filter(None, facts)), "quiet")]
    right: list[str] = []
    if len(layout.shown) < len(chart.panels) and not place:
        first, last = layout.shown.start + 1, layout.shown.stop
        which = f"{first}–{last}" if last > first else f"{first}"
        right.append(f"{which} / {len(chart.panels)} PgDn")
    room = layout.width - 1
    x = 0
    for text, part in fitted(left, room - sum(cells(text) + 2 for text in right)):
        grid.put(x, top, text, part)
        x += cells(text)
    for sign in _signs_in_use(panel, words.lang):
        if x + sum(cells(text) + 2 for text in (*right, sign)) < room:
            right.insert(len(right) - 1 if right and "PgDn" in right[-1] else len(right), sign)
    shown = "  ".join(right)
    grid.put(room - cells(shown), top, shown, "quiet")


def _scale_word(panel: Panel, lang: Lang, *, log: bool) -> str:
    if not log:
        return ""
    if panel.may_be_log:
        return say(lang, "log", "对数")
    return say(lang, "no log: a value is 0 or below", "无法取对数：有值不大于零")


def _signs_in_use(panel: Panel, lang: Lang) -> list[str]:
    """What the signs mean that there are on a panel."""
    points = [point for shown in panel.series for point in shown.series.points]
    signs = []
    if any(point.bound == "about" for point in points):
        signs.append(say(lang, "○ about", "○ 约"))
    if any(point.direction > 0 for point in points):
        signs.append(say(lang, "↑ above", "↑ 高于"))
    if any(point.direction < 0 for point in points):
        signs.append(say(lang, "↓ below", "↓ 低于"))
    if any(point.low < point.high for point in points):
        signs.append(say(lang, "⢸ range", "⢸ 区间"))
    dates = [point.when for point in points if point.when and point.when.lo < point.when.hi]
    if any(when.kind == "point" for when in dates):
        signs.append(say(lang, "├╌┤ some day", "├╌┤ 其间某日"))
    if any(when.kind == "span" for when in dates):
        signs.append(say(lang, "┝━┥ all of it", "┝━┥ 全程"))
    return signs


def _draw_entry(grid: Grid, x: int, y: int, entry: Entry, width: int) -> int:
    """One entry in at most so many cells; how many it took."""
    pieces = [(f"{entry.mark} ", entry.part), (entry.name, "name")]
    if entry.by:
        pieces.append((f" {entry.by}", "quiet"))
    used = 0
    for text, part in fitted(pieces, width):
        grid.put(x + used, y, text, part)
        used += cells(text)
    return used


def _more(count: int, lang: Lang) -> str:
    return say(lang, f"+{count} more: c chooses", f"另有 {count} 个：按 c 选择")


def _draw_legend_above(
    grid: Grid, layout: Layout, top: int, lines: int, entries: Sequence[Entry], others: int,
    lang: Lang,
) -> None:  # fmt: skip
    x, y = 1, top
    right = layout.width - 1
    for place, entry in enumerate(entries):
        left = len(entries) - place + others
        if x > 1 and x + entry.width > right:
            x, y = 1, y + 1
        is_last_line = y == top + lines - 1
        reserve = cells(_more(left, lang)) + 3 if is_last_line and left > 1 else 0
        if y >= top + lines or (x > 1 and is_last_line and x + entry.width + reserve > right):
            if y < top + lines:
                grid.put(x, y, cut(_more(left, lang), right - x), "quiet")
            return
        x += _draw_entry(grid, x, y, entry, right - x) + 3
    if others and y < top + lines:
        grid.put(x, y, cut(f"· {_more(others, lang)}", right - x), "quiet")


def _draw_legend_beside(
    grid: Grid, layout: Layout, box: Box, entries: Sequence[Entry], others: int, lang: Lang
) -> None:
    x = layout.width - layout.beside + 1
    width = layout.beside - 1
    room = box.height
    total = len(entries) + (1 if others else 0)
    kept = entries if total <= room else entries[: max(0, room - 1)]
    for y, entry in enumerate(kept):
        _draw_entry(grid, x, box.y + y, entry, width)
    left = len(entries) - len(kept) + others
    if left and len(kept) < room:
        grid.put(x, box.y + len(kept), cut(f"· {_more(left, lang)}", width), "quiet")
