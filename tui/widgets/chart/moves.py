"""Moving in the chart: from point to point, through the panels, in time, down the table."""

from __future__ import annotations

from datetime import date
from math import inf
from typing import TYPE_CHECKING

from events.axes.time_axis import TimeAxis
from tui.widgets.chart.frame import ChartFrame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.widgets.chart.panels import Spot

_ZOOM = 1.5
_YEAR, _MONTH = 4, 7  # characters of a day that say which


class ChartMoves(ChartFrame):
    """What the movement keys do in the chart; in the table they move by rows."""

    # ---- the cursor over selections

    def _put_cursor(self, number: int | None) -> None:
        """Put the cursor on an event of the selection, or on the one nearest to it.

        For None it is where things stand: the newest reading of what is read most.
        """
        result, old = self._result, self._spot
        self._spot = self._number = None
        if result is None or not result.count:
            return
        if number is None:
            self._spot = self._chart.newest
            number = self._spot.point.number if self._spot else None
        elif number not in result:
            number = self._chart.event_near(number)
        self._number = result.numbers[0] if number is None else number
        if self._spot is not None:
            self._nth = self._spot.point.nth
            return
        spots = self._chart.spots_of(self._number)
        if spots:
            same = (spot for spot in spots if old and spot.shown.series.key == old.shown.series.key)
            seen = (spot for spot in spots if self._layout and spot.panel in self._layout.shown)
            self._spot = next(same, None) or next(seen, None) or spots[0]
            self._nth = self._spot.point.nth

    # ---- going somewhere

    def go_to_event(self, number: int) -> bool:
        """Put the cursor on an event; False if it is not in the selection."""
        if self._result is None or number not in self._result:
            return False
        self._move_to(number, None)
        return True

    def go_to_ordinal(self, day: int, *, nearest: bool = False) -> bool:
        """Put the cursor on the first reading on or after a day, or the last one before it."""
        spots = self._chart.spots
        if not spots:
            return False
        place = min(self._chart.first_from(day), len(spots) - 1)
        if nearest and place and abs(spots[place - 1].day - day) < abs(spots[place].day - day):
            place -= 1
        self._move_to(spots[place].point.number, spots[place])
        return True

    def show_window(self, first: int, last: int) -> None:
        """Bring the days from first to last into sight."""
        self._lay_out()
        if self._layout is not None and self._chart.has_dated:
            self._look_at(TimeAxis.showing(first, last, self._layout.plot_width))

    def _move_to(self, number: int | None, spot: Spot | None, nth: int = -1) -> None:
        """Put the cursor somewhere as the person asked."""
        before = self._column()
        if number is not None and spot is None:
            self._put_cursor(number)
        else:
            self._number, self._spot = number, spot
        self._nth = self._spot.point.nth if self._spot and nth < 0 else nth
        self._reveal()
        self._redraw_cursor(before)
        self.post_message(self.Moved(self._number))

    def _reveal(self) -> None:
        """Bring the cursor into sight.

        An event without a reading, before or after all that have one, is not gone to: nothing
        would be left on the screen.
        """
        self._lay_out()
        if self.as_table:
            self._reveal_row()
        if self._layout is None or self._axis is None:
            return
        spot, shown = self._spot, self._layout.shown
        if spot is not None and spot.panel not in shown:
            ahead = spot.panel >= shown.stop
            self._first_panel = spot.panel - (len(shown) - 1 if ahead else 0)
            self._forget_page()
            self._lay_out()
        day, axis, shown = self._cursor_day, self._axis, self._layout.shown
        span = self._chart.span_of(shown)
        is_there = spot is not None and spot.panel in shown
        if day is None or span is None or not (is_there or span[0] <= day <= span[1] + 1):
            return
        if not 0 <= axis.position(day) < axis.width:
            self._look_at(axis.with_day_at(day, axis.width / 2))

    def action_sideways(self, steps: int) -> None:
        """To the next point in time, or the one before."""
        spots = self._walk
        if self.as_table or not spots:
            return
        place = self._place_among(spots)
        if place is None:
            day = self._cursor_day or 0.0
            after = sum(spot.day < day for spot in spots)
            place = after - 1 if steps > 0 else after
        aim = spots[max(0, min(len(spots) - 1, place + steps))]
        self._move_to(aim.point.number, aim)

    def action_move(self, lines: int) -> None:
        """To the nearest point below, or above when negative; in the table to the next row.

        Below the last one in sight are those of the panels that come next.
        """
        if self.as_table:
            self._move_row(lines)
            return
        for _ in range(abs(lines)):
            aim = self._beside(1 if lines > 0 else -1)
            if aim is None:
                self._turn(1 if lines > 0 else -1)
                return
            self._move_to(aim.point.number, aim)

    def _beside(self, step: int) -> Spot | None:
        """Of the points with a mark the nearest on the lines below (1) or above (-1)."""
        page, spot = self._drawn(), self._spot
        here = page.cell(spot) if page is not None and spot is not None else None
        if page is None or here is None:
            return None
        x, y = here
        found: Spot | None = None
        nearest = inf
        tracks = (track for panel in page.layout.shown for track in self._chart.tracks[panel])
        for other in (spot for track in tracks for spot in track.spots):
            cell = page.cell(other)
            if cell is None or (cell[1] - y) * step <= 0:
                continue
            far = abs(cell[0] - x) + 3 * abs(cell[1] - y)
            if far < nearest:
                found, nearest = other, far
        return found

    @property
    def _walk(self) -> Sequence[Spot]:
        """The points of the panels in sight, in the order of time."""
        layout = self._layout
        return self._chart.walk(layout.shown) if layout is not None else self._chart.spots

    def _place_among(self, spots: Sequence[Spot]) -> int | None:
        spot = self._spot
        if spot is None:
            return None
        return next((n for n, one in enumerate(spots) if one.point is spot.point), None)

    def action_page(self, pages: int) -> None:
        """To the next panels, or else to the next series; in the table by pages."""
        if self.as_table:
            self._move_row(pages * max(1, self._table_height - 1))
        elif not self._turn(pages):
            self._to_series(pages)

    def _turn(self, pages: int) -> bool:
        """Show the next panels, or the ones before; False if there are none."""
        layout = self._layout
        if layout is None or not self._chart.has_dated:
            return False
        first = layout.shown.start + pages * len(layout.shown)
        first = max(0, min(first, len(self._chart.panels) - len(layout.shown)))
        if first == layout.shown.start:
            return False
        self._first_panel = first
        self._forget_page()
        self._lay_out()
        self._to_nearest(self._walk)
        return True

    def _to_series(self, step: int) -> None:
        """To the next series, at the point of it that is nearest in time."""
        tracks = [
            track
            for panel in (self._layout.shown if self._layout else ())
            for track in self._chart.tracks[panel]
            if track.spots
        ]
        spot = self._spot
        at = next(
            (n for n, track in enumerate(tracks) if spot and track.shown is spot.shown), -step
        )
        if tracks and 0 <= at + step < len(tracks):
            self._to_nearest(tracks[at + step].spots)

    def _to_nearest(self, spots: Sequence[Spot]) -> None:
        day = self._cursor_day
        if spots:
            aim = spots[0] if day is None else min(spots, key=lambda spot: abs(spot.day - day))
            self._move_to(aim.point.number, aim)

    def action_first(self) -> None:
        """To the first point."""
        self._to_end(-1)

    def action_last(self) -> None:
        """To the last point."""
        self._to_end(1)

    def _to_end(self, step: int) -> None:
        if self.as_table:
            self._move_row(step * self._rows)
        else:
            self.action_sideways(step * len(self._walk))

    def action_month(self, step: int) -> None:
        """To the next month that has a point, or the one before."""
        self._to_period(step, _MONTH)

    def action_year(self, step: int) -> None:
        """To the next year that has a point, or the one before."""
        self._to_period(step, _YEAR)

    def _to_period(self, step: int, letters: int) -> None:
        spots = self._walk
        place = self._place_among(spots)
        if place is None:
            self.action_sideways(step)
            return

        def period(place: int) -> str:
            return date.fromordinal(max(1, int(spots[place].day))).isoformat()[:letters]

        here = period(place)
        while 0 <= place < len(spots) and period(place) == here:
            place += step
        if not 0 <= place < len(spots):
            return
        while step < 0 and place and period(place - 1) == period(place):
            place -= 1
        self._move_to(spots[place].point.number, spots[place])

    # ---- time

    def action_pan(self, screens: float) -> None:
        """Move the axis by a part of what is in sight, to later days when positive."""
        if self._axis is not None and not self.as_table:
            self._look_at(self._axis.panned(screens * self._axis.width))

    def action_zoom(self, step: int) -> None:
        """Less time when positive, more when negative, all of the selection when 0."""
        if self._axis is None or self.as_table:
            return
        if not step:
            self._axis, self._fits = None, True
            self._forget_page()
            self._lay_out()
            self.post_message(self.WindowMoved())
            return
        day = self._cursor_day
        at = self._axis.width / 2
        if day is not None and 0 <= self._axis.position(day) < self._axis.width:
            at = self._axis.position(day)
        self._zoom(step, at)

    def _zoom(self, step: int, at: float) -> None:
        assert self._axis is not None
        self._look_at(self._axis.zoomed(_ZOOM**step, at))

    def _look_at(self, axis: TimeAxis) -> None:
        self._axis, self._fits = axis, False
        self._page = None
        self.refresh()
        self.post_message(self.WindowMoved())

    # ---- the table

    def _move_row(self, rows: int) -> None:
        table = self._the_table()
        if table is None or not table.entries:
            return
        place = self._row()
        aim = 0 if place is None else max(0, min(len(table.entries) - 1, place + rows))
        self._go_to_row(aim)

    def _go_to_row(self, place: int) -> None:
        table = self._the_table()
        assert table is not None
        point = table.entries[place].point
        spots = self._chart.spots_of(point.number)
        spot = next((spot for spot in spots if spot.point.nth == point.nth), None)
        self._number, self._spot, self._nth = point.number, spot, point.nth
        self._reveal()
        self.refresh()
        self.post_message(self.Moved(self._number))

    def _reveal_row(self) -> None:
        table, place = self._the_table(), self._row()
        if table is None:
            return
        height = self._table_height
        if place is not None:
            line = table.line_of(place)
            above = line - 1 if table.place_at(line - 1) == place else line  # its heading too
            self._top = min(max(self._top, line - height + 1), above)
        self._top = max(0, min(self._top, table.height - height))
