"""Coverage: what is recorded and what is not, by company and quarter; and what is lacking."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.worker import get_current_worker

from events.coverage import BYS, days_asked
from events.coverage import Coverage as Counting
from events.dates.periods import UNITS, period_of, year_of
from events.known import known_day
from events.queries.narrow import narrowed_to_cell, with_words
from events.query import QueryError
from events.when import today
from tui.commands import bindings
from tui.widgets.coverage.lines import Lacks
from tui.widgets.coverage.view import CoverageView

if TYPE_CHECKING:
    from textual import events
    from textual.binding import BindingType

    from events.dates.periods import Unit
    from events.gaps import Gaps
    from events.query import Result, Search
    from events.timeline import Timeline
    from events.when import Lang
    from tui.widgets.coverage.lines import Line

# Up to so many events what is lacking is found at once; from then on in a thread.
_AT_ONCE = 5_000


class Coverage(CoverageView, can_focus=True):
    """How many events each company, product, kind or metric has when, and what is lacking."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("coverage")
    begins_anywhere: ClassVar = True

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._counting: Counting | None = None
        self._gaps: Gaps | None = None
        self._gaps_day: int | None = None  # by what was known on which day they are judged
        self._unit: Unit | None = None  # None while the person has not chosen any
        self._wanted = ""  # the query last asked for here

    # ---- what it shows

    def load(self, timeline: Timeline, search: Search, lang: Lang) -> None:
        """See `Look.load`."""
        if self._counting is None or self._counting.search is not search:
            self._counting = Counting(search)
            self._gaps = None
            self._event = None
        self.timeline, self._lang = timeline, lang
        self._result = self._table = self._lacks = None

    def show(self, result: Result, keep: int | None) -> None:
        """See `Look.show`."""
        is_own = bool(self._wanted) and result.query.text == self._wanted
        self._result, self._unplaced = result, None
        self._count()
        if is_own or keep is None:
            self._settle(narrowed=is_own)
        elif self.cursor_event != keep and not self._put_on(keep):
            self._settle()

    def _count(self) -> None:
        """Count the selection, and lay its lines out; the cursor stays on what it was on."""
        result, counting = self._result, self._counting
        if result is None or counting is None:
            return
        days = days_asked(result.query)
        unit = self._unit or counting.natural_unit(days)
        table = counting.table(result.bits, self._by, unit, days)
        if self._unit is not None and days is not None and len(table.periods) < 2:
            unit = counting.natural_unit(days)  # one column says no more than the query does
            table = counting.table(result.bits, self._by, unit, days)
        self._table = table
        self._lacks = None
        day = known_day(result.query)
        if len(counting.timeline) <= _AT_ONCE:
            self._lacks = self._find_lacks(result.bits, day)
        else:
            self._seek_lacks(result.bits, day)
        self._lay_out()

    def _find_lacks(self, bits: int, day: int | None) -> Lacks:
        """What the selection lacks, by what was known on a day."""
        from events.gaps import Gaps

        assert self._counting is not None
        gaps = self._gaps
        if gaps is None or self._gaps_day != day:
            gaps = Gaps(self._counting, today().toordinal(), day)
            self._gaps, self._gaps_day = gaps, day
        return Lacks(gaps.lacks(bits), gaps.fresh(bits))

    @work(thread=True, exclusive=True, exit_on_error=False, group="lacks")
    def _seek_lacks(self, bits: int, day: int | None) -> None:
        worker = get_current_worker()
        found = self._find_lacks(bits, day)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._take_lacks, bits, found)

    def _take_lacks(self, bits: int, found: Lacks) -> None:
        if self._result is not None and self._result.bits == bits:
            self._lacks = found
            self._lay_out()

    def _settle(self, *, narrowed: bool = False) -> None:
        """Put the cursor somewhere sensible where nothing says where."""
        grid, table = self._grid, self._table
        if grid is None or table is None:
            return
        place, row = self._place, self._row
        is_new = self._day is None and self._side is None
        if row is not None and isinstance(place, int) and (is_new or narrowed):
            counts = table.counts(row.value)
            filled = [column for column, count in enumerate(counts) if count]
            if filled and not counts[place]:
                self._go_to_column(filled[-1] if is_new else filled[0])
            elif is_new:
                self._go_to_column(place)
        self._scroll_to_cursor()
        self._redraw()

    def _go(self, index: int, step: int = 1) -> None:
        """Move the cursor to a line."""
        old = self._index
        self._index = self._stop(index, step)
        self._moved(old)

    def _moved(self, *lines: int) -> None:
        """Show the cursor where it is now, and say so."""
        left, top = self._left, self._body.top
        self._unplaced = None
        self._scroll_to_cursor()
        if left != self._left or top != self._body.top:
            self._redraw()
        else:
            self._redraw(*lines, self._index)
        number = self.cursor_event
        self._event = number if number is not None else self._event
        self.post_message(self.Moved(number))

    # ---- going somewhere

    def go_to_event(self, number: int) -> bool:
        """See `Look.go_to_event`."""
        if self.cursor_event == number:
            return True
        if not self._put_on(number):
            return False
        self.post_message(self.Moved(number))
        return True

    def go_to_ordinal(self, day: int, *, nearest: bool = False) -> bool:
        """Put the cursor on the column of a day, on the row it is on or on the first."""
        grid, table = self._grid, self._table
        if grid is None or table is None or not grid.columns:
            return False
        column = period_of(day, table.unit) - table.periods.start
        self._go_to_column(max(0, min(column, grid.columns - 1)))
        old = self._index
        if self._row is None:
            self._index = 0
        self._moved(old)
        return True

    def show_window(self, first: int, last: int) -> None:
        """Bring the columns of these days into sight, those of the first at the left."""
        grid, table = self._grid, self._table
        if grid is None or table is None or not grid.columns:
            return
        column = period_of(first, table.unit) - table.periods.start
        self._left = max(0, min(column, grid.columns - grid.shown))
        place = self._place
        if isinstance(place, int) and not self._left <= place < self._left + grid.shown:
            self._go_to_column(max(self._left, min(place, self._left + grid.shown - 1)))
            self._unplaced = None
            self.post_message(self.Moved(self.cursor_event, is_chosen=False))
        self._redraw()
        self.post_message(self.WindowMoved())

    def action_move(self, lines: int) -> None:
        """Move the cursor down, or up when negative, over what is no line for it."""
        step = 1 if lines > 0 else -1
        index = self._index
        for _ in range(abs(lines)):
            index = self._stop(index + step, step)
        self._go(index, step)

    def action_page(self, pages: int) -> None:
        """Move down or up by pages."""
        self._go(self._index + pages * max(1, self._body.size.height - 1), pages)

    def action_first(self) -> None:
        """Go to the first row."""
        self._go(0)

    def action_last(self) -> None:
        """Go to the last line."""
        self._go(len(self._lines) - 1, -1)

    def action_sideways(self, steps: int) -> None:
        """Go to the column on the right, or on the left when negative."""
        grid, place = self._grid, self._place
        if grid is None or self._row is None or place is None:
            return
        stops = grid.stops
        at = place if isinstance(place, int) else grid.columns + stops.index(place)
        at = max(0, min(at + steps, grid.columns + len(stops) - 1))
        if at < grid.columns:
            self._go_to_column(at)
        else:
            self._side = stops[at - grid.columns]
        self._moved()

    def action_month(self, step: int) -> None:
        """Go to the next column in which the row has an event; in the list, to the next heading."""
        table, place, row = self._table, self._place, self._row
        if row is None or table is None:
            self._to_heading(step)
            return
        counts = table.counts(row.value)
        at = place if isinstance(place, int) else len(counts)
        ways = range(at + 1, len(counts)) if step > 0 else range(at - 1, -1, -1)
        found = next((column for column in ways if counts[column]), None)
        if found is not None:
            self._go_to_column(found)
            self._moved()

    def action_year(self, step: int) -> None:
        """Go to the first column of the next or previous year; in the list, to the next heading."""
        table, place = self._table, self._place
        if self._row is None or table is None:
            self._to_heading(step)
            return
        years = [year_of(period, table.unit) for period in table.periods]
        if not years:
            return
        at = place if isinstance(place, int) else len(years) - 1
        year = years[at] + (1 if step > 0 else -1)
        self._go_to_column(min(bisect_left(years, year), len(years) - 1))
        self._moved()

    def _to_heading(self, step: int) -> None:
        index = self._index
        while 0 <= index < len(self._lines) and self._lines[index].is_stop:
            index += 1 if step > 0 else -1
        if step > 0 or index < 0:
            self._go(index + 1 if step > 0 else 0)
            return
        while index > 0 and not self._lines[index].is_stop:
            index -= 1
        while index > 0 and self._lines[index - 1].is_stop and self._lines[index].sort != "row":
            index -= 1
        self._go(index, -1)

    def action_zoom(self, step: int) -> None:
        """Finer columns when positive, coarser when negative, those to begin with when 0."""
        units = self._units()
        if not units or self._table is None:
            return
        if step == 0:
            self._choose_unit(None)
            return
        at = units.index(self._table.unit) - (1 if step > 0 else -1)
        if 0 <= at < len(units):
            self._choose_unit(units[at])

    # ---- rows and columns

    def action_rows_by(self) -> None:
        """Rows of the next field."""
        self._by = BYS[(BYS.index(self._by) + 1) % len(BYS)]
        kept = self.cursor_event
        self._body.top = 0
        self._index = 0
        self._count()
        if kept is None or not self._put_on(kept):
            self._settle()
        self.post_message(self.Moved(self.cursor_event, is_chosen=False))

    def action_columns_by(self) -> None:
        """Columns of the next coarser unit; after the coarsest, of the finest."""
        units = self._units()
        if units and self._table is not None:
            at = units.index(self._table.unit) + 1
            self._choose_unit(units[at % len(units)])

    def _units(self) -> tuple[Unit, ...]:
        if self._counting is None or self._result is None:
            return ()
        days = days_asked(self._result.query)
        fit = self._counting.units(self._result.bits, days)
        # Decades are for those who have centuries to look at.
        common = tuple(unit for unit in fit if unit in UNITS[:3])
        return fit if len(common) < 2 else common

    def _choose_unit(self, unit: Unit | None) -> None:
        self._unit = unit
        kept = self.cursor_event
        self._count()
        if self._row is not None and kept is not None:
            self._put_on(kept)
        self._redraw()
        self.post_message(self.Moved(self.cursor_event, is_chosen=False))
        self.post_message(self.WindowMoved())

    # ---- choosing

    def action_open(self) -> None:
        """Ask for the events under the cursor alone; if those are all there are, for the first."""
        line, result = self._line, self._result
        if line is None or result is None:
            return
        if line.sort == "idle":
            self._idle_shown = True
            self._lay_out()
        elif line.sort == "more":
            self._opened ^= {line.section}
            self._lay_out()
        else:
            text = self._narrowed(line, result)
            if text != result.query.text:
                self._wanted = text
                self.post_message(self.QueryWanted(text))
            elif (number := self.cursor_event) is not None:
                self.post_message(self.Opened(number))

    def _narrowed(self, line: Line, result: Result) -> str:
        """The query narrowed to what is under the cursor."""
        text, place, table, row = result.query.text, self._place, self._table, self._row
        try:
            if line.entry is not None:
                return with_words(text, line.entry.terms)
            if table is not None and row is not None and place is not None:
                return narrowed_to_cell(text, table, row.value, place, today())
        except QueryError:  # too long, or too many terms
            return text
        return text

    # ---- handlers

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the click was; twice chooses it."""
        grid, body = self._grid, self._body
        if grid is None or not body.region.contains_point(event.screen_offset):
            return
        at = event.screen_offset - body.region.offset
        index = body.top + at.y
        if index >= len(self._lines) or not self._lines[index].is_stop:
            return
        old, self._index = self._index, index
        place = grid.place_at(at.x, self._left) if self._row is not None else None
        if isinstance(place, int):
            self._go_to_column(place)
        elif place is not None:
            self._side = place
        self._moved(old)
        if event.chain == 2 or self._lines[index].sort in ("idle", "more"):
            self.action_open()
