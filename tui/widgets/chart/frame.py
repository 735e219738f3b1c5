"""What the chart shows: its page or the table behind it, with the cursor laid over."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.strip import Strip

from events.axes.empty_time import empty_stretches
from events.when import today
from tui.language import say
from tui.text import cells, cut, wrap
from tui.widgets.chart.layout import Layout, fitting_axis, lay_out
from tui.widgets.chart.page import Page, draw
from tui.widgets.chart.panels import COLOURS, Spot
from tui.widgets.chart.panels import Chart as ChartData
from tui.widgets.chart.plot import mark_of
from tui.widgets.chart.table import ReadingTable
from tui.widgets.chart.words import Words, fitted, nothing
from tui.widgets.look import Look

if TYPE_CHECKING:
    from collections.abc import Sequence

    from events.axes.time_axis import Fold, TimeAxis
    from events.query import Result, Search
    from events.readings.series import AllSeries
    from events.when import Lang
    from tui.widgets.chart.grid import Run
    from tui.widgets.chart.rug import Rug

_PARTS = (
    "axis", "label", "year", "grid", "zero", "today", "fold", "title", "quiet", "name", "value",
    "date", "warning", "event", "around", "others", "count", "hair", "heading", "body", "faint",
    "rule", "marked", "tag",
    *(f"mark-{n}" for n in range(COLOURS)),
    *(f"line-{n}" for n in range(COLOURS)),
)  # fmt: skip


class ChartFrame(Look):
    """Panels over a time axis, or a table; it draws a page when what is shown changes."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"chart--{part}" for part in _PARTS),
        "chart--cursor",
        "chart--line",
    }
    DEFAULT_CSS = """
    ChartFrame { width: 1fr; height: 1fr; }
    ChartFrame > .chart--axis { color: $foreground 35%; }
    ChartFrame > .chart--label { color: $foreground 60%; }
    ChartFrame > .chart--year { color: $primary; }
    ChartFrame > .chart--grid { color: $foreground 14%; }
    ChartFrame > .chart--zero { color: $foreground 40%; }
    ChartFrame > .chart--today { color: $foreground 30%; }
    ChartFrame > .chart--fold { color: $foreground 30%; background: $foreground 5%; }
    ChartFrame > .chart--hair { color: $accent 55%; }
    ChartFrame > .chart--title { color: $primary; text-style: bold; }
    ChartFrame > .chart--quiet { color: $foreground 50%; }
    ChartFrame > .chart--faint { color: $foreground 35%; }
    ChartFrame > .chart--rule { color: $foreground 20%; }
    ChartFrame > .chart--heading { color: $foreground 50%; }
    ChartFrame > .chart--tag { color: $foreground 55%; }
    ChartFrame > .chart--name { color: $foreground 85%; }
    ChartFrame > .chart--body { color: $foreground 85%; }
    ChartFrame > .chart--value { color: $accent; }
    ChartFrame > .chart--date { color: $primary; }
    ChartFrame > .chart--warning { color: $warning; }
    ChartFrame > .chart--event { color: $foreground 85%; }
    ChartFrame > .chart--around { color: $foreground 25%; }
    ChartFrame > .chart--others { color: $foreground 35%; }
    ChartFrame > .chart--marked { color: $warning; text-style: bold underline; }
    ChartFrame > .chart--count { color: $foreground; text-style: bold; }
    ChartFrame > .chart--mark-0 { color: $primary; text-style: bold; }
    ChartFrame > .chart--mark-1 { color: $accent; text-style: bold; }
    ChartFrame > .chart--mark-2 { color: $success; text-style: bold; }
    ChartFrame > .chart--mark-3 { color: $error; text-style: bold; }
    ChartFrame > .chart--mark-4 { color: $secondary; text-style: bold; }
    ChartFrame > .chart--mark-5 { color: $foreground; text-style: bold; }
    ChartFrame > .chart--line-0 { color: $primary 75%; }
    ChartFrame > .chart--line-1 { color: $accent 75%; }
    ChartFrame > .chart--line-2 { color: $success 75%; }
    ChartFrame > .chart--line-3 { color: $error 75%; }
    ChartFrame > .chart--line-4 { color: $secondary 75%; }
    ChartFrame > .chart--line-5 { color: $foreground 65%; }
    ChartFrame > .chart--cursor { background: $panel; }
    ChartFrame:focus > .chart--cursor { background: $accent; color: $background; text-style: bold; }
    ChartFrame > .chart--line { background: $panel; }
    ChartFrame:focus > .chart--line { background: $panel; text-style: bold; }
    ChartFrame:nocolor > .chart--cursor {
        color: $foreground; background: $background; text-style: reverse;
    }
    ChartFrame:nocolor:focus > .chart--cursor {
        color: $foreground; background: $background; text-style: bold reverse;
    }
    ChartFrame:nocolor:focus > .chart--line { text-style: reverse; }
    ChartFrame:nocolor > .chart--grid, ChartFrame:nocolor > .chart--around { text-style: dim; }
    """

    logarithmic: reactive[bool] = reactive(False, repaint=False)
    """Whether values are drawn on a logarithmic scale, where they can be."""
    as_table: reactive[bool] = reactive(False, repaint=False)
    """Whether the table behind the chart is shown."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lang: Lang = "en"
        self._search: Search | None = None
        self._result: Result | None = None
        self._readings: AllSeries | None = None
        self._words: Words | None = None
        self._rug: Rug | None = None
        self._chart = ChartData()
        self._table: ReadingTable | None = None
        self._axis: TimeAxis | None = None
        self._fits = True  # the axis is the one that shows all
        self._is_folded = False
        self._first_panel = 0
        self._layout: Layout | None = None
        self._page: Page | None = None
        self._marks: dict[int, list[int]] | None = None  # the marked events of the page
        self._number: int | None = None  # the event under the cursor
        self._spot: Spot | None = None  # its point, if it has one
        self._nth = -1  # which of its readings, in the table
        self._top = 0  # the table's first line in sight
        self._held: tuple[int, TimeAxis] | None = None  # where the mouse took hold of the axis
        self._dragged = False
        self._room = Size(0, 0)  # asking for the size takes a while, and each line needs it
        self._base = Style()
        self._styles: dict[str, Style] = {}

    @property
    def _cursor_day(self) -> float | None:
        if self._spot is not None:
            return self._spot.day
        timeline, number = self.timeline, self._number
        if timeline is None or number is None or number >= timeline.dated:
            return None
        return timeline.start[number] + 0.5

    # ---- the table

    @property
    def _rows(self) -> int:
        return len(self._table.entries) if self._table is not None else 0

    @property
    def _told_lines(self) -> int:
        """Lines under the table that tell the reading under the cursor."""
        height = self._room.height
        return 2 if height >= 9 else 1 if height >= 5 else 0

    @property
    def _table_height(self) -> int:
        """Lines of the table in sight, under its head."""
        return max(1, self._room.height - 1 - self._told_lines)

    def _the_table(self) -> ReadingTable | None:
        if self._table is None and self._words is not None:
            self._table = ReadingTable(self._chart, self._words)
        return self._table

    def _row(self) -> int | None:
        table = self._the_table()
        if table is None or self._number is None:
            return None
        return table.place_of(self._number, self._nth)

    # ---- drawing

    def _forget_page(self) -> None:
        self._layout = self._page = None
        self.refresh()

    def _lay_out(self) -> None:
        """Find the layout and the axis for the size, if they are not known."""
        width, height = self._room
        if self._layout is not None or self._words is None or self._rug is None:
            return
        if width < 1 or height < 1 or not self._chart.panels:
            return
        first, log = self._first_panel, self.logarithmic
        room = width, height
        self._layout = lay_out(self._chart, self._words, self._rug, room, first=first, log=log)
        self._first_panel = self._layout.shown.start
        plot_width = self._layout.plot_width
        if self._axis is None or self._fits:
            shown = self._layout.shown
            self._axis = fitting_axis(self._chart, shown, plot_width, self._folds())
            self._fits = True
        elif self._axis.width != plot_width:
            self._axis = self._axis.resized(plot_width)

    def _folds(self) -> tuple[Fold, ...]:
        """The long stretches without a reading, where these are to be folded away."""
        if not self._is_folded or self.timeline is None:
            return ()
        return empty_stretches(self.timeline, self._chart.numbers)

    def _drawn(self) -> Page | None:
        self._lay_out()
        if self._page is None and self._layout is not None and self._axis is not None:
            assert self._words is not None
            assert self._rug is not None
            self._marks = None
            self._page = draw(
                self._chart,
                self._words,
                self._rug,
                self._layout,
                self._axis,
                log=self.logarithmic,
                today=today().toordinal(),
                by_pattern=self.app.no_color,
            )
        return self._page

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a part of the chart, drawn past Textual's styles cache: it has no border."""
        self._take_styles()
        strips = [self.render_line(y) for y in crop.line_range]
        background = self.background_colors[1]
        for line_filter in self.get_line_filters():
            strips = [strip.apply_filter(line_filter, background) for strip in strips]
        if crop.column_span != (0, self._room.width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        if not self._styles:
            self._take_styles()
        width = self._room.width
        if self._words is None or self._result is None:
            return Strip.blank(width, self._base)
        has_readings = self._chart.panels or self._chart.dateless
        if self.as_table and has_readings:
            return self._table_line(y)
        page = self._drawn()
        if page is None:
            return self._message(y)
        told = page.layout.height - page.layout.talk
        if y >= told:
            return self._told(y - told)
        return self._strip(page.grid.runs(y, self._over(page, y)))

    def _redraw_cursor(self, before: int | None) -> None:
        """Draw what a move of the cursor from a column changes.

        That is both columns, with those beside them, since a mark may stand one off its day, and
        what is told of the reading.
        """
        page, after = self._page, self._column()
        if page is None or self.as_table:
            self.refresh()
            return
        layout = page.layout
        high = layout.axis_line + len(layout.rug)
        regions = [Region(x - 1, 0, 3, high) for x in {before, after} if x is not None]
        told = Region(0, layout.height - layout.talk, layout.width, layout.talk)
        self.refresh(*regions, told)

    def _column(self) -> int | None:
        """The column of the page that the cursor stands in, if it is in sight."""
        page, day = self._page, self._cursor_day
        if page is None or day is None:
            return None
        cell = page.cell(self._spot) if self._spot is not None else None
        layout = page.layout
        x = cell[0] if cell else layout.gutter + floor(page.axis.position(day))
        return x if layout.gutter <= x < layout.gutter + layout.plot_width else None

    def _over(self, page: Page, y: int) -> list[tuple[int, str, str]]:
        """What lies over a line, for `Grid.runs`: marked events, the cursor and its hair line."""
        if self._marks is None and self._rug is not None:
            self._marks = page.columns_of(self.marked, self._chart, self._rug)
        over = [(x, "", "marked") for x in (self._marks or {}).get(y, ())]
        x, layout = self._column(), page.layout
        if x is None:
            return over
        cell = page.cell(self._spot) if self._spot is not None else None
        if cell is not None and cell[1] == y and self._spot is not None:
            over.append((x, mark_of(self._spot), "cursor"))
        elif layout.axis_line <= y < layout.axis_line + len(layout.rug):
            row, rug = layout.rug[y - layout.axis_line], self._rug
            own = rug.day_in(row, self._number) if rug and self._number is not None else None
            if own is not None:
                over.append((layout.gutter + floor(page.axis.position(own)), "", "cursor"))
        elif page.is_empty(x, y):
            over.append((x, "│", "hair"))
        return over

    def watch_marked(self) -> None:
        """Draw the marks."""
        self._marks = None
        self.refresh()

    def _told(self, line: int) -> Strip:
        """What the reading under the cursor says; on the second line how it has changed."""
        words, spot, width = self._words, self._spot, self._room.width
        assert words is not None
        if line:
            return self._line([("   ", ""), *words.change(spot)] if spot is not None else [])
        pieces: list[tuple[str, str]] = []
        if spot is not None:
            pieces = words.reading(spot)
        elif self._number is not None:
            none = say(self._lang, "no reading here · ", "此处无读数 · ")
            pieces = [(none, "quiet"), (words.title(self._number), "name")]
        if count := self._chart.undated:
            note = say(self._lang, f"{count} undated: Tab", f"{count} 个无日期：Tab")
            left = fitted(pieces, width - cells(note) - 4)
            gap = width - 2 - cells(note) - sum(cells(text) for text, _ in left)
            pieces = [*left, (" " * gap, ""), (note, "quiet")]
        return self._line([(" ", ""), *pieces])

    def _table_line(self, y: int) -> Strip:
        table, width, height = self._the_table(), self._room.width, self._room.height
        assert table is not None
        assert self._words is not None
        if y == 0:
            return self._line([(" ", ""), *table.header(width - 1)])
        place = self._row()
        told = height - self._told_lines
        if y >= told:
            if place is None:
                return Strip.blank(width, self._base)
            entry = table.entries[place]
            point = entry.point
            spot = Spot(point.day or 0.0, point, entry.shown, 0)
            words = self._words
            if y == told:
                return self._line([(" ", ""), *words.reading(spot)])
            return self._line([("   ", ""), *words.change(spot, table.difference(entry))])
        line = self._top + y - 1
        if line >= table.height:
            return Strip.blank(width, self._base)
        is_cursor = place is not None and table.line_of(place) == line
        bar = "▌" if is_cursor else " "
        under = "line" if is_cursor else ""
        return self._line([(bar, "value"), *table.line(line, width - 1)], under)

    def _message(self, y: int) -> Strip:
        """What there is to say where nothing can be drawn."""
        width, height = self._room
        texts = []
        if self._result is not None and self.timeline is not None:
            texts = nothing(self.timeline, self._result, self._chart.undated, self._lang)
        lines = [part for text in texts for part in wrap(text, max(1, width - 4))]
        top = max(0, (height - len(lines)) // 2)
        if not top <= y < top + len(lines):
            return Strip.blank(width, self._base)
        text = cut(lines[y - top], width)
        return self._line([(" " * ((width - cells(text)) // 2), ""), (text, "quiet")])

    def _line(self, pieces: Sequence[tuple[str, str]], under: str = "") -> Strip:
        """Pieces of a line, cut or filled up to the width."""
        width = self._room.width
        ground = self._styles[under] if under else None
        segments = []
        used = 0
        for text, part in fitted(pieces, width):
            style = self._styles.get(part, self._base)
            segments.append(Segment(text, style + ground if ground else style))
            used += cells(text)
        rest = self._base + ground if ground else self._base
        segments.append(Segment(" " * (width - used), rest))
        return Strip(segments, width)

    def _strip(self, runs: Sequence[Run]) -> Strip:
        styles, base = self._styles, self._base
        segments = [Segment(text, styles.get(part, base)) for text, part in runs]
        return Strip(segments).adjust_cell_length(self._room.width, base)

    # ---- styles

    def _take_styles(self) -> None:
        if self._styles and self.rich_style == self._base:
            return
        self._base = self.rich_style
        for part in (*_PARTS, "cursor"):
            self._styles[part] = self.get_component_rich_style(f"chart--{part}")
        line = self.get_component_rich_style("chart--line")
        self._styles["line"] = Style(
            # Turned round, a dim part would be a dark patch in the cursor's bright line.
            color=self._base.color if line.reverse else None,
            bgcolor=line.bgcolor,
            bold=line.bold or None,
            reverse=line.reverse or None,
        )

    def notify_style_update(self) -> None:
        """Another theme, another focus: other colours."""
        super().notify_style_update()
        self._styles.clear()
