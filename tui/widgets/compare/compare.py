"""Compare: aligned at zero, measured, answered, and what is around an event."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from events.columns.nearest import event_at
from events.compare import Comparison, known
from events.when import today
from tui.commands import bindings
from tui.language import say
from tui.widgets.compare.align import Aligning
from tui.widgets.compare.around import Around
from tui.widgets.compare.lag import Lagging
from tui.widgets.compare.measure import Measuring
from tui.widgets.compare.page import MODES, Mode, Page, Selection
from tui.widgets.compare.pane import ComparePane
from tui.widgets.kept import Kept
from tui.widgets.look import Offer

if TYPE_CHECKING:
    from textual import events
    from textual.binding import BindingType

    from events.query import Result, Search
    from events.timeline import Timeline
    from events.when import Lang

_WHEEL = 3  # rows a turn of the mouse wheel


class Compare(ComparePane, can_focus=True):
    """Four ways to compare, one at a time; what is chosen in each is kept.

    A mode is a `Page`: it gives lines for so many cells, and knows its cursor.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings("compare")
    begins_anywhere: ClassVar = True

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._comparison: Comparison | None = None
        self._selection: Selection | None = None
        self._measuring = Measuring()
        self._pages: dict[Mode, Page] = {
            "align": Aligning(),
            "measure": self._measuring,
            "lag": Lagging(),
            "around": Around(),
        }
        self._mode: Mode = "align"
        self._given: dict[Mode, Selection] = {}
        self._current: Kept | None = None

    # ---- what it shows

    def load(self, timeline: Timeline, search: Search, lang: Lang) -> None:
        """Take a timeline, or another language for it."""
        self._lang = lang
        if self.timeline is not timeline or self._comparison is None:
            if self._current is not None:
                number = self._current.number_in(timeline)
                self._current = None if number is None else Kept(self._current.id, number)
            self.timeline = timeline
            self._comparison = Comparison(search)
        self._selection = None
        self._given.clear()
        self._forget()

    def show(self, result: Result, keep: int | None) -> None:
        """Compare a selection; ``keep`` is the event to have under the cursor."""
        comparison, timeline = self._comparison, self.timeline
        if comparison is None or timeline is None:
            return
        begins = keep is None and self._current is None
        if keep is not None:
            self._keep(keep)
        if not begins and (self._current is None or self._current.number not in result):
            self._keep(self._next_to(result))
        can_tell = known(comparison.search, result.query, today().toordinal())
        self._selection = Selection(comparison, result, can_tell, self._lang, self.marked)
        self._given.clear()
        self._give()
        if begins:  # where the page itself begins
            self.page.move(0)
            event = self.page.event
            self._keep(self._next_to(result) if event is None else event)
            self._give()

    def _next_to(self, result: Result) -> int | None:
        """The selected event next to the current one."""
        numbers = result.numbers
        if not numbers:
            return None
        place = bisect_left(numbers, self._current.number) if self._current else 0
        return numbers[min(place, len(numbers) - 1)]

    def _keep(self, number: int | None) -> None:
        if number is None or self.timeline is None:
            self._current = None
        else:
            self._current = Kept(self.timeline.id_of[number], number)

    def _give(self) -> None:
        """Hand the page the selection, if it has another, and the current event."""
        selection, page = self._selection, self.page
        if selection is None:
            return
        number = self._current.number if self._current else None
        self._measuring.current = number
        if self._given.get(self._mode) is not selection:
            self._given[self._mode] = selection
            page.take(selection)
        is_there = number is None or page.go_to(number)
        page.is_elsewhere = not is_there and page.event is not None
        self._forget()

    @property
    def page(self) -> Page:
        """The mode that is on the screen."""
        return self._pages[self._mode]

    @property
    def mode(self) -> Mode:
        """Its name."""
        return self._mode

    @property
    def cursor_event(self) -> int | None:
        """The event under the cursor; where the mode does not show it, the one it was on."""
        if self._selection is None:
            return None
        event = None if self.page.is_elsewhere else self.page.event
        if event is None and self._current is not None:
            return self._current.number
        return event

    @property
    def window(self) -> tuple[int, int] | None:
        """The days around the event, where these are shown."""
        return self.page.window if self._selection is not None else None

    def watch_marked(self) -> None:
        """Measure between other marks."""
        if self._selection is not None:
            self._selection = replace(self._selection, marked=self.marked)
            self._given.clear()
            self._give()

    # ---- going somewhere

    def go_to_event(self, number: int) -> bool:
        """Put the cursor on an event of the selection."""
        if self._selection is None or number not in self._selection.result:
            return False
        self._keep(number)
        self._give()
        self.post_message(self.Moved(number))
        return True

    def go_to_ordinal(self, day: int, *, nearest: bool = False) -> bool:
        """Go to the first event on or after a day, or to the one next to it."""
        timeline, selection = self.timeline, self._selection
        if timeline is None or selection is None:
            return False
        number = event_at(timeline, selection.result.numbers, day, nearest=nearest)
        return number is not None and self.go_to_event(number)

    def _go(self, row: int | None = None, *, by: int = 0, sideways: int = 0) -> None:
        page = self.page
        if self._selection is None:
            return
        before = self.cursor_event, page.row
        if page.is_elsewhere:  # back into the row it was in
            page.is_elsewhere = False
        elif sideways:
            page.sideways(sideways)
        else:
            page.move(by if row is None else row - page.row)
        self._after_move(before)

    def _after_move(self, before: tuple[int | None, int]) -> None:
        page = self.page
        self._forget()
        if (page.event, page.row) != before and page.event is not None:
            self._keep(page.event)
            self._measuring.current = page.event
            self.post_message(self.Moved(page.event))

    def action_move(self, lines: int) -> None:
        """Move the cursor by rows."""
        self._go(by=lines)

    def action_page(self, pages: int) -> None:
        """Move by pages."""
        self._go(by=pages * max(1, self.page.height - 1))

    def action_first(self) -> None:
        """Go to the first row."""
        self._go(0)

    def action_last(self) -> None:
        """Go to the last row."""
        self._go(max(0, self.page.rows - 1))

    def action_month(self, step: int) -> None:
        """Around: go to the next or previous month that has an event."""
        self._go_by_groups(step, by_year=False)

    def action_year(self, step: int) -> None:
        """Around: go to the next or previous year that has an event."""
        self._go_by_groups(step, by_year=True)

    def _go_by_groups(self, step: int, *, by_year: bool) -> None:
        timeline, selection, number = self.timeline, self._selection, self.page.event
        if self._mode != "around":
            en, zh = (
                "Months and years are stepped through in Around.",
                "按月、按年移动只用于“前后”。",
            )
            self.notify(say(self._lang, en, zh), markup=False)
            return
        if timeline is None or selection is None or number is None:
            return
        groups, numbers = timeline.groups, selection.result.numbers
        firsts = [
            group.first
            for place, group in enumerate(groups)
            if not by_year or not place or groups[place - 1].year != group.year
        ]
        here = bisect_left(firsts, number + 1) - 1
        while 0 <= here + step < len(firsts):
            here += step
            place = bisect_left(numbers, firsts[here])
            end = firsts[here + 1] if here + 1 < len(firsts) else timeline.dated
            if place < len(numbers) and numbers[place] < end:
                self._go(place)
                return

    def action_sideways(self, steps: int) -> None:
        """Go to another event of the row."""
        self._go(sideways=steps)

    def action_zoom(self, step: int) -> None:
        """Show fewer days, more, or the usual number."""
        if self._mode == "measure":
            en, zh = (
                "All marked pairs are shown: there is nothing to zoom here.",
                "已标记的各对事件均已列出，此处没有可缩放的内容。",
            )
            self.notify(say(self._lang, en, zh), markup=False)
        elif self._selection is not None:
            self.page.zoom(step)
            self._forget()
            self.post_message(self.WindowMoved())

    # ---- its own commands

    def action_next_mode(self, step: int) -> None:
        """Compare in the next of the four ways."""
        self.set_mode(MODES[(MODES.index(self._mode) + step) % len(MODES)])

    def set_mode(self, mode: Mode) -> None:
        """Compare in one of the four ways."""
        self._mode = mode
        self._give()
        self.post_message(self.Moved(self.cursor_event, is_chosen=False))
        self.post_message(self.OfferChanged())

    @property
    def offer(self) -> Offer:
        """Marks say what is measured: there is nothing else to choose."""
        return Offer(frozenset(("compare-choose",)) if self._mode == "measure" else frozenset())

    def action_choose(self) -> None:
        """Choose what is compared."""
        from tui.screens.compare_choices import ask

        if self._selection is not None:
            ask(self.app, self.page, self._selection, self._take_choice)

    def _take_choice(self) -> None:
        """Show what was chosen."""
        selection = self._selection
        if selection is not None:
            self.page.take(selection)
            self._give()
            self.post_message(self.Moved(self.cursor_event, is_chosen=False))

    # ---- handlers

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the pointer is; a mode's name shows that mode; twice opens."""
        if event.y == 0:
            for start, end, mode in self._tabs:
                if start <= event.x < end:
                    self.set_mode(mode)
            return
        line = self._lines[event.y] if self._lines and event.y < len(self._lines) else None
        if line is None or line.row is None:
            return
        before = self.cursor_event, self.page.row
        self.page.is_elsewhere = False
        self.page.click(line.row, event.x)
        self._after_move(before)
        if event.chain == 2:
            self.action_open()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Move by the wheel."""
        event.stop()
        self._go(by=_WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Move by the wheel."""
        event.stop()
        self._go(by=-_WHEEL)
