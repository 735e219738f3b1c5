"""The main screen's commands on the days in sight, the same in every look."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from textual import on

from tui.screens.querying import Querying
from tui.widgets.overview import Overview
from tui.widgets.query_line import QueryLine

if TYPE_CHECKING:
    from events.dates.windows import Window

_STEP = 0.5  # of what is in sight


class Windows(Querying):
    """Moving, narrowing and widening what is in sight, and the busy times.

    The look says which days are in sight and is asked to show others. The List shows every event
    of its selection, so it is moved but not narrowed: ``i`` narrows the query.
    """

    def action_move_window(self, step: int) -> None:
        """Move what is in sight by half of it, later (1) or earlier (-1), or to what comes next."""
        from events.dates.windows import moved

        found = self._window()
        if found is not None:
            window, limits = found
            self.look.show_window(*moved(window, step * _STEP, limits))
            if self.look.window == window:
                self._show_next_event(window, step)

    def action_resize_window(self, step: int) -> None:
        """Show half of the days around the cursor (1), or twice as many (-1)."""
        from events.dates.windows import resized

        if self.look_name == "list":
            self.tell(
                "The List shows every event: i narrows the query to the days in sight.",
                "列表显示全部事件：按 i 可将查询限定于屏幕上的日期。",
            )
        elif (found := self._window()) is not None and self.timeline is not None:
            window, limits = found
            number = self.look.cursor_event
            day = window[0] - 1 if number is None else self.timeline.start[number]
            factor = _STEP if step > 0 else 1 / _STEP
            self.look.show_window(*resized(window, factor, day, limits))

    def action_only_window(self) -> None:
        """Write the days in sight into the query: nothing else is found then."""
        if (found := self._window()) is not None:
            self._narrow(found[0])

    def action_peak(self, step: int) -> None:
        """Go to the first event of the next or the previous busy time."""
        peaks = self.query_one(Overview).peaks()
        here, window, timeline = self.look.cursor_event, self.look.window, self.timeline
        if here is None and window is not None and timeline is not None:
            here = bisect_left(timeline.start, window[0], 0, timeline.dated) - 1
        if here is None:
            return
        index = bisect_right(peaks, here) if step > 0 else bisect_left(peaks, here) - 1
        if 0 <= index < len(peaks):
            self.look.go_to_event(peaks[index])
        elif step > 0:
            self.tell("No busier time after this.", "此后没有更密集的时段。")
        else:
            self.tell("No busier time before this.", "此前没有更密集的时段。")

    # ---- the overview

    @on(Overview.Jumped)
    def _jumped(self, message: Overview.Jumped) -> None:
        self.leave()
        self.look.go_to_ordinal(message.ordinal)

    @on(Overview.Brushed)
    def _brushed(self, message: Overview.Brushed) -> None:
        if message.narrows:
            self._narrow((message.first, message.last))
        else:
            self.leave()
            self.look.show_window(message.first, message.last)

    @on(Overview.Turned)
    def _turned(self, message: Overview.Turned) -> None:
        self.action_move_window(message.step)

    # ---- what these do

    def _window(self) -> tuple[Window, Window] | None:
        """The days in sight, and those of all; says so if there are none."""
        window, limits = self.look.window, self.query_one(Overview).limits
        if window is None or limits is None:
            self.tell("There are no dates in sight.", "屏幕上没有日期。")
            return None
        return window, limits

    def _show_next_event(self, window: Window, step: int) -> None:
        """Show as many days from the next selected event on, or up to the one before."""
        timeline, result = self.timeline, self.result
        if timeline is None or result is None:
            return
        numbers, start, dated = result.numbers, timeline.start, timeline.dated
        length = window[1] - window[0]
        if step > 0:
            index = bisect_left(numbers, bisect_right(start, window[1], 0, dated))
            if index < bisect_left(numbers, dated):
                self.look.show_window(start[numbers[index]], start[numbers[index]] + length)
        else:
            index = bisect_left(numbers, bisect_left(start, window[0], 0, dated)) - 1
            if index >= 0:
                self.look.show_window(start[numbers[index]] - length, start[numbers[index]])

    def _narrow(self, window: Window) -> None:
        from events.dates.windows import as_dates
        from events.queries.terms import with_term
        from events.query import QueryError

        try:
            text = with_term(self.query_text, "date", as_dates(window))
        except QueryError as error:  # half a query stands in the line
            self.query_one(QueryLine).show_error(error)
            return
        self.ask_query(text)
