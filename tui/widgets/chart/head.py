"""What stands over a panel of a chart: its title, what the signs mean, and the legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.language import say
from tui.text import cells, cut
from tui.widgets.chart.words import fitted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from events.when import Lang
    from tui.widgets.chart.grid import Grid
    from tui.widgets.chart.layout import Layout
    from tui.widgets.chart.panels import Chart, Panel
    from tui.widgets.chart.plot import Box
    from tui.widgets.chart.words import Entry, Words

_LEAST_ENTRY = 10  # cells that the last entry keeps beside the number of those left out


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
    facts = [words.unit(panel.metrics[0]), _scale_word(panel, words.lang, log=log)]
    right: list[str] = []
    if len(layout.shown) < len(chart.panels) and not place:
        first, last = layout.shown.start + 1, layout.shown.stop
        which = f"{first}–{last}" if last > first else f"{first}"
        right.append(f"{which} / {len(chart.panels)} PgDn")
    room = layout.width - 1
    after = "  " + " · ".join(filter(None, facts))
    names = " " + " · ".join(map(words.metric, panel.metrics))
    spare = room - sum(cells(text) + 2 for text in (*right, after))
    if cells(names) > spare and len(panel.metrics) > 1:
        names = " " + " · ".join(map(words.short_metric, panel.metrics))
    left = [(names, "title"), (after, "quiet")]
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
    days = [point.when for point in points if point.when and point.when.lo == point.when.hi]
    if any(when.approximate for when in days):
        signs.append(say(lang, "~● about then", "~● 约在此时"))
    if any(when.doubt == "?" for when in days):
        signs.append(say(lang, "?● date unsure", "?● 日期存疑"))
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
    """The entries in lines, as many as there are; what has no room is counted at the end."""
    room = layout.width - 2
    rows: list[list[Entry]] = []
    used = 0
    for entry in entries:
        if not rows or used + 3 + entry.width > room:
            rows.append([])
            used = -3
        rows[-1].append(entry)
        used += 3 + entry.width
    left = others + sum(map(len, rows[lines:]))
    rows = rows[:lines]
    while rows and left and len(rows[-1]) > 1:
        if sum(3 + entry.width for entry in rows[-1]) + cells(_more(left, lang)) <= room:
            break
        rows[-1].pop()
        left += 1
    for y, row in enumerate(rows):
        more = _more(left, lang) if left and y == len(rows) - 1 else ""
        x = 1
        for entry in row:
            space = room + 1 - x - (cells(more) + 3 if more else 0)
            x += _draw_entry(grid, x, top + y, entry, max(space, min(_LEAST_ENTRY, room))) + 3
        grid.put(x, top + y, cut(more, room + 1 - x), "quiet")


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
