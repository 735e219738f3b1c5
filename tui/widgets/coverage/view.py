"""What Coverage shows: three panes of lines, and where the cursor is in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.columns.bitsets import first_in
from events.coverage import Row
from events.dates.periods import first_day, period_of
from tui.language import say
from tui.text import cut, wrap
from tui.widgets.coverage.lines import CoverageLines, Drawing, Line, lines_of
from tui.widgets.coverage.table import Grid, Piece
from tui.widgets.coverage.words import cell_words, entry_words
from tui.widgets.look import Look

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult

    from events.coverage import By, Table
    from events.query import Result
    from events.when import Lang
    from tui.widgets.coverage.lines import Lacks
    from tui.widgets.coverage.table import Place, Side
    from tui.widgets.coverage.words import Section


# From this height on the foot has two lines for words.
_TALL = 20


class CoverageView(Look):
    """A table over a list: frozen heads, the lines, and at the foot what the cursor is on.

    The cursor is on a line; in the table, on one of its columns too.
    """

    DEFAULT_CSS = """
    CoverageView { height: 1fr; layout: vertical; }
    CoverageView > #heads, CoverageView > #foot { height: 2; }
    CoverageView.-tall > #foot { height: 3; }
    CoverageView:focus CoverageLines > .coverage--bar { color: $accent; }
    CoverageView:focus CoverageLines > .coverage--cursor {
        background: $accent; color: $background; text-style: bold;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._heads = CoverageLines(self._draw_head)
        self._body = CoverageLines(self._draw_line, self._is_here)
        self._foot = CoverageLines(self._draw_foot)
        self._heads.id, self._foot.id = "heads", "foot"
        self._lang: Lang = "en"
        self._by: By = "company"
        self._result: Result | None = None
        self._table: Table | None = None
        self._grid: Grid | None = None
        self._lacks: Lacks | None = None
        self._lines: list[Line] = []
        self._opened: frozenset[Section] = frozenset()
        self._idle_shown = False
        self._index = 0  # the line under the cursor
        self._day: int | None = None  # the column under the cursor, by its first day
        self._side: Side | None = None
        self._left = 0
        self._event: int | None = None
        self._unplaced: int | None = None  # the event gone to, while no column is there for it

    def compose(self) -> ComposeResult:
        """Heads, body, foot."""
        yield self._heads
        yield self._body
        yield self._foot

    # ---- lines

    def _lay_out(self) -> None:
        """Turn what was counted into lines for the width there is."""
        table = self._table
        if table is None:
            return
        line = self._line
        here = self._key(line)
        rows = table.rows
        if self._idle_shown and rows:
            rows += tuple(Row(value, 0, 0) for value in table.idle)
        width = max(1, self.size.width - 1)  # the last column is the thumb's
        self._grid = Grid(table, rows, self._lang, width, self.app.no_color)
        idle = 0 if self._idle_shown else len(table.idle)
        middle = max(0, self._body.size.height // 2 - 1)
        self._lines = list(lines_of(self._grid, idle, self._lacks, self._opened, middle))
        keys = [self._key(line) for line in self._lines]
        if here in keys:
            self._index = keys.index(here)
        else:
            is_row = line is None or line.sort == "row"
            self._index = self._stop(min(self._index, len(rows) - 1 if is_row else len(keys)), -1)
        self._body.line_count = len(self._lines)
        self._body.top = self._body.validate_top(self._body.top)
        self._scroll_to_cursor()
        self._redraw()

    def _key(self, line: Line | None) -> object:
        if line is None or self._grid is None:
            return None
        is_row = line.sort == "row" and line.nth < len(self._grid.rows)
        return (self._by, self._grid.rows[line.nth].value) if is_row else line.key

    # ---- the cursor

    @property
    def _line(self) -> Line | None:
        return self._lines[self._index] if self._index < len(self._lines) else None

    @property
    def _row(self) -> Row | None:
        """The row under the cursor."""
        line = self._line
        return self._grid.rows[line.nth] if self._grid and line and line.sort == "row" else None

    @property
    def _place(self) -> Place | None:
        """The column under the cursor."""
        grid, table = self._grid, self._table
        if grid is None or table is None:
            return None
        if self._side is not None and self._side in grid.sides:
            return self._side
        if not grid.columns:
            return grid.stops[0] if grid.stops else None
        if self._day is None:
            return grid.columns - 1
        column = period_of(self._day, table.unit) - table.periods.start
        return max(0, min(column, grid.columns - 1))

    @property
    def _bits(self) -> int:
        """The events under the cursor."""
        row, place, table = self._row, self._place, self._table
        if row is None or table is None:
            return 0
        if place == "loose":
            return table.loose(row.value)
        if place == "undated":
            return table.undated(row.value)
        return 0 if place is None else table.cell(row.value, place)

    @property
    def cursor_event(self) -> int | None:
        """The event gone to, if it is under the cursor, else the first one there."""
        line = self._line
        if self._unplaced is not None:
            return self._unplaced
        if line is not None and line.entry is not None:
            return line.entry.first
        bits = self._bits
        if self._event is not None and bits >> self._event & 1:
            return self._event
        return first_in(bits)

    @property
    def window(self) -> tuple[int, int] | None:
        """The days of the columns in sight."""
        grid, table = self._grid, self._table
        if grid is None or table is None or not grid.shown:
            return None
        first = table.periods[self._left]
        last = table.periods[self._left + grid.shown - 1]
        return first_day(first, table.unit), first_day(last + 1, table.unit) - 1

    # ---- going to it

    def _put_on(self, number: int) -> bool:
        """Put the cursor on the cell of an event; False if there is none.

        What has no column of its own in a narrow table is under the cursor without a cell.
        """
        grid, table = self._grid, self._table
        if grid is None or table is None or not table.bits >> number & 1:
            return False
        holding = [
            index for index, row in enumerate(grid.rows) if table.bits_of(row.value) >> number & 1
        ]
        if not holding:
            return False
        line = self._line
        if line is None or line.sort != "row" or line.nth not in holding:
            depths = [grid.rows[index].depth for index in holding]
            self._index = holding[depths.index(max(depths))]
        self._event, self._unplaced = number, None
        column = table.column_of(number)
        side: Side = "undated" if number >= table.coverage.timeline.dated else "loose"
        if column is not None:
            self._go_to_column(column)
        elif side in grid.sides:
            self._side = side
            if self._day is None:
                self._left = grid.left_for(grid.columns - 1, 0)
        else:
            self._unplaced = number
        self._scroll_to_cursor()
        self._redraw()
        return True

    def _go_to_column(self, column: int) -> None:
        assert self._table is not None
        self._side = None
        self._day = max(1, first_day(self._table.periods[column], self._table.unit))

    # ---- showing it

    def _stop(self, index: int, step: int) -> int:
        """The line nearest to a place that the cursor can be on, first in one direction."""
        lines = self._lines
        index = max(0, min(index, len(lines) - 1))
        for way in (step, -step):
            at = index
            while 0 <= at < len(lines):
                if lines[at].is_stop:
                    return at
                at += way
        return 0

    def _scroll_to_cursor(self) -> None:
        grid, place = self._grid, self._place
        before = self._left
        if grid is not None:
            column = place if isinstance(place, int) else self._left
            self._left = grid.left_for(column, self._left)
        if self._lines and self._body.size.height:
            # The last lines that the cursor cannot be on come into sight with what is beside them.
            first = last = self._index
            while first > 0 and not self._lines[first - 1].is_stop:
                first -= 1
            self._body.reveal(first, last)
        if before != self._left:
            self.post_message(self.WindowMoved())

    def _redraw(self, *lines: int) -> None:
        self._body.redraw(*lines)
        self._heads.redraw()
        self._foot.redraw()

    # ---- drawing

    def _draw_head(self, index: int, width: int) -> Iterable[Piece]:
        grid = self._grid
        if grid is None or not grid.table.rows:
            return ()
        return grid.heads(self._left, self._place if self._row is not None else None)[index]

    def _draw_line(self, index: int, width: int) -> Iterable[Piece]:
        grid, line = self._grid, self._lines[index]
        if grid is None or self.timeline is None:
            return ()
        on = index == self._index
        if line.sort == "row":
            return grid.row(line.nth, self._left, self._place if on else None)
        return Drawing(grid, self.timeline).pieces(line, width, on=on)

    def _is_here(self, index: int) -> bool:
        """Whether the cursor is on a line that is no row."""
        return index == self._index and self._row is None and self._lines[index].is_stop

    def _draw_foot(self, index: int, width: int) -> Iterable[Piece]:
        if self._grid is None or not self._grid.table.rows:
            return ()
        if index == 0:
            return (Piece("─" * width, "rule"),)
        words = self._words()
        first = wrap(words, max(1, width - 2))[0]
        if self._foot.size.height < 3:
            words = cut(words, width - 2)
        else:
            words = first if index == 1 else cut(words[len(first) :].strip(), width - 2)
        return (Piece(f" {words}", "quiet"),)

    def _words(self) -> str:
        """What is under the cursor, in words."""
        grid, line, timeline = self._grid, self._line, self.timeline
        if grid is None or line is None or timeline is None:
            return ""
        if self._row is not None:
            return cell_words(grid, line.nth, self._place)
        if line.entry is not None:
            return entry_words(timeline, line.section, line.entry, self._lang)
        if line.sort == "more" and not line.nth:
            return say(self._lang, "Enter hides the rest", "按 Enter 收起")
        if line.is_stop:
            return say(self._lang, "Enter shows them", "按 Enter 显示")
        return ""

    # ---- handlers

    def on_resize(self) -> None:
        """Other columns fit."""
        is_tall = self.size.height >= _TALL
        self.set_class(is_tall, "-tall")
        self._heads.line_count, self._foot.line_count = 2, 3 if is_tall else 2
        self._lay_out()
        if self._unplaced is not None:
            self._put_on(self._unplaced)
        self.call_after_refresh(self._scroll_to_cursor)  # the body may have another height now
