"""The chart: a selection's readings over time, and the table behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from events.known import known_day
from events.readings.series import AllSeries
from events.when import today
from tui.commands import bindings
from tui.language import say
from tui.widgets.chart.moves import ChartMoves
from tui.widgets.chart.panels import Chart as ChartData
from tui.widgets.chart.panels import charted
from tui.widgets.chart.rug import Rug
from tui.widgets.chart.words import Words
from tui.widgets.look import Offer

if TYPE_CHECKING:
    from textual import events
    from textual.binding import BindingType

    from events.query import Result, Search
    from events.timeline import Timeline
    from events.when import Lang

_WHEEL = 3  # rows of the table a turn of the wheel
_NOTCH = 0.1  # of what is in sight: as far a turn with Shift pans


class Chart(ChartMoves, can_focus=True):
    """Readings as marks and lines over time, in panels of like units; or as a table.

    The cursor walks the points in the order of time, over all panels in sight.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings("chart")
    begins_anywhere: ClassVar = True

    # ---- what it shows

    def load(self, timeline: Timeline, search: Search, lang: Lang) -> None:
        """Take a timeline, or another language for it; nothing is shown until `show`."""
        old = self.timeline
        if old is not timeline:
            if old is not None and self._number is not None:
                self._number = timeline.number_of.get(old.id_of[self._number])
            self._readings = AllSeries(timeline)
            self._rug = None
            self._spot = None
        self.timeline, self._search, self._lang = timeline, search, lang
        self._words = Words(timeline, lang)
        self._result = None
        self._chart = ChartData()
        self._forget_page()

    def show(self, result: Result, keep: int | None) -> None:
        """Show a selection; ``keep`` is the event to have under the cursor."""
        assert self._readings is not None
        self._result = result
        day = known_day(result.query)
        if self._words is not None and self._words.known_by != day:
            self._words = Words(self._words.timeline, self._words.lang, day)
        self._chart = charted(result, self._readings)
        self._table = None
        span = self._chart.span
        if self._axis is not None and span is not None:
            first, last = self._axis.window
            # What the person zoomed to stays, unless nothing is left there.
            self._fits |= last < span[0] or span[1] < first
            if self._is_folded and not self._fits:
                self._axis = self._axis.folded(self._folds(), self._axis.width / 2)
        self._show_rug()
        self._put_cursor(self._number if keep is None else keep)
        self._forget_page()
        self._reveal()

    def _show_rug(self) -> None:
        """The selection's events, and those that it leaves out only for their metrics."""
        search, result, timeline = self._search, self._result, self.timeline
        if search is None or result is None or timeline is None:
            return
        if self._rug is None:
            self._rug = Rug(timeline)
        self._rug.show(result.bits, search.bits(result.query.without("metric")))

    @property
    def cursor_event(self) -> int | None:
        """The number of the event under the cursor."""
        return self._number

    @property
    def window(self) -> tuple[int, int] | None:
        """The first and the last day in sight."""
        self._lay_out()
        return self._axis.window if self._axis is not None and self._chart.has_dated else None

    # ---- scale, table, menu

    @property
    def offer(self) -> Offer:
        """In the table there is nothing to scale or to fold; its key leads back to the chart."""
        if not self.as_table:
            return Offer()
        return Offer(frozenset(("scale", "chart-fold")), {"chart-table": ("Chart", "图表")})

    def action_scale(self) -> None:
        """Linear or logarithmic."""
        if self._has_no_axis():
            return
        self.logarithmic = not self.logarithmic
        panels = self._chart.panels
        if self.logarithmic and panels and not any(panel.may_be_log for panel in panels):
            en = "No logarithmic scale: there are values at or below zero."
            zh = "无法使用对数坐标：有数值不大于零。"
            self.notify(say(self._lang, en, zh))

    def watch_logarithmic(self) -> None:
        """Draw on the other scale."""
        self._forget_page()

    def _has_no_axis(self) -> bool:
        """Whether the table is shown, which has none; the person is told."""
        if self.as_table:
            en, zh = (
                "The table has no axis: Tab shows the chart.",
                "表格没有坐标轴：按 Tab 显示图表。",
            )
            self.notify(say(self._lang, en, zh), markup=False)
        return self.as_table

    def action_fold(self) -> None:
        """Fold long stretches without readings away, or unfold them."""
        if self._has_no_axis():
            return
        self._is_folded = not self._is_folded
        if self._axis is None:
            return
        if self._fits:
            self.action_zoom(0)
            return
        day = self._cursor_day
        at = self._axis.width / 2 if day is None else self._axis.position(day)
        self._look_at(self._axis.folded(self._folds(), at))

    def action_choose(self) -> None:
        """Choose metrics and products; what is chosen is written into the query."""
        if self._search is None or self._result is None:
            return
        from tui.screens.choose_series import ChooseSeries

        def take(text: str | None) -> None:
            if text is not None:
                self.post_message(self.QueryWanted(text))

        text = self._result.query.text
        self.app.push_screen(ChooseSeries(self._search, text, self._lang, today()), take)

    def action_table(self) -> None:
        """The table behind the chart, or the chart again."""
        self.as_table = not self.as_table

    def watch_as_table(self) -> None:
        """Show the other of the two, the cursor in sight."""
        if self._result is not None:
            self._reveal()
        self.refresh()
        self.post_message(self.OfferChanged())

    # ---- handlers

    def on_resize(self) -> None:
        """Another size: another layout, the cursor in sight."""
        self._room = self.size
        self._forget_page()
        if self._result is not None:
            self._reveal()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the time axis."""
        if event.button == 1 and not self.as_table and self._axis is not None:
            self._held = (event.x, self._axis)
            self._dragged = False
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Draw the time axis along."""
        if self._held is not None:
            x, axis = self._held
            if event.x != x or self._dragged:
                self._dragged = True
                self._look_at(axis.panned(x - event.x))

    def on_mouse_up(self) -> None:
        """Let go of the time axis."""
        if self._held is not None:
            self._held = None
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the nearest point, on an event below, or on a row; twice opens it."""
        if self._dragged:
            self._dragged = False
            return
        if self.as_table:
            table = self._the_table()
            place = table.place_at(self._top + event.y - 1) if table and event.y else None
            if place is None or event.y > self._table_height:
                return
            self._go_to_row(place)
        elif not self._point_at(event.x, event.y):
            return
        if event.chain == 2:
            self.action_open()

    def _point_at(self, x: int, y: int) -> bool:
        """Put the cursor on the event in a cell of the rug, or on the point nearest to a cell."""
        page = self._page
        if page is None or x < page.layout.gutter:
            return False
        sign = page.signs.get(y, {}).get(x)
        if sign is not None and self.go_to_event(sign.number):
            return True
        spot = page.spot_near(x, y, self._walk)
        if spot is None:
            return False
        self._move_to(spot.point.number, spot)
        return True

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Zoom out around the pointer, with Shift pan; scroll the table."""
        self._wheel(event, -1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Zoom in around the pointer, with Shift pan; scroll the table."""
        self._wheel(event, 1)

    def on_mouse_scroll_right(self, event: events.MouseScrollRight) -> None:
        """Pan to later days."""
        event.stop()
        self.action_pan(_NOTCH)

    def on_mouse_scroll_left(self, event: events.MouseScrollLeft) -> None:
        """Pan to earlier days."""
        event.stop()
        self.action_pan(-_NOTCH)

    def _wheel(self, event: events.MouseScrollDown | events.MouseScrollUp, step: int) -> None:
        event.stop()
        if self.as_table:
            table = self._the_table()
            if table is not None:
                most = max(0, table.height - self._table_height)
                self._top = max(0, min(most, self._top - _WHEEL * step))
                self.refresh()
        elif event.shift:
            self.action_pan(-_NOTCH * step)
        elif self._axis is not None and self._layout is not None:
            self._zoom(step, max(0, event.x - self._layout.gutter))
