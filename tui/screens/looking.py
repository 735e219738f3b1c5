"""The main screen's looks: one of them is on it, the others wait as they were left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from tui.language import say
from tui.looks import known_looks, look_class
from tui.screens.one_frame import OneFrame
from tui.widgets.event_list import EventList
from tui.widgets.key_bar import KeyBar
from tui.widgets.look import Look
from tui.widgets.overview import Overview

if TYPE_CHECKING:
    from events.model import Look as LookName
    from events.query import Result, Search
    from events.timeline import Timeline
    from events.when import Lang


class Looking(OneFrame):
    """Which look is on the screen, and what each of them was last given.

    All share the selection and the event under the cursor: a look that comes back is given what
    has changed meanwhile, and goes to the event that the person chose last in any of them.
    """

    timeline: Timeline | None
    search: Search | None
    result: Result | None

    def __init__(self) -> None:
        super().__init__()
        self.look_name: LookName = "list"
        self._looks: dict[LookName, Look] = {}
        self._loaded: dict[LookName, tuple[Timeline, Lang]] = {}
        self._shown: dict[LookName, Result] = {}
        self._chosen_id: str | None = None

    @property
    def lang(self) -> Lang:
        """The language chosen for interface and data."""
        raise NotImplementedError

    def show_details(self, number: int | None) -> None:
        """Show an event in the details, or that there is none."""
        raise NotImplementedError

    def arrange_panes(self) -> None:
        """Give the panes the places that the look leaves them."""
        raise NotImplementedError

    def show_marks(self) -> None:
        """Give the look the marked events."""
        raise NotImplementedError

    def run_query(self, text: str, *, keep: str | None = None, half_typed: bool = False) -> None:
        """Show what the text asks for."""
        raise NotImplementedError

    def ask_query(self, text: str, keep: str | None = None) -> None:
        """Show another query, as a step that can be gone back from."""
        raise NotImplementedError

    @property
    def look(self) -> Look:
        """The look that is on the screen."""
        return self._looks.get(self.look_name) or self.query_one(EventList)

    def load_look(self) -> None:
        """Give the look the timeline, if it has another, or its texts in another language."""
        timeline, search = self.timeline, self.search
        if timeline is None or search is None:
            return
        if self._loaded.get(self.look_name) != (timeline, self.lang):
            self._loaded[self.look_name] = timeline, self.lang
            self._shown.pop(self.look_name, None)
            self.look.load(timeline, search, self.lang)

    def show_result(self, result: Result, keep: int | None) -> None:
        """Give the look a selection; ``keep`` is the event to have under the cursor."""
        self._shown[self.look_name] = result
        self.look.show(result, keep)

    async def action_look(self, name: str) -> None:
        """Look at the selection in another way; the event under the cursor stays in sight."""
        for known in known_looks():
            if known == name:
                await self.switch_look(known)
        self.look.focus()

    async def switch_look(self, name: LookName) -> None:
        """Put a look on the screen in place of the one that is there."""
        old = self.look
        kept = self.chosen_event
        begins = self._chosen_id is None and (
            self.result is None or kept in self.result.numbers[:1]
        )
        if name == self.look_name:
            return
        if kept is not None and not begins:
            self.choose(kept)
        if name not in self._looks:
            self._looks[name] = self.query_one(EventList) if name == "list" else look_class(name)()
        self._looks.setdefault(self.look_name, old)
        self.look_name = name
        look = self.look
        if not look.is_attached:
            view = self.query_one("#view")
            if not view.is_attached:  # the program is ending
                return
            await view.mount(look)
        old.display, look.display = False, True
        self.arrange_panes()
        self.query_one(KeyBar).look = name
        self.load_look()
        if self.result is not None:
            if self._shown.get(name) is not self.result:
                begins = begins and look.begins_anywhere and look.cursor_event is None
                self.show_result(self.result, None if begins else kept)
            elif kept is not None:
                look.go_to_event(kept)
        self.show_marks()
        self.show_details(look.cursor_event)
        self._show_window()

    @property
    def current(self) -> int | None:
        """The number of the event under the cursor."""
        return self.look.cursor_event

    @property
    def current_id(self) -> str | None:
        """The id of the event under the cursor."""
        number = self.current
        if number is None or self.timeline is None:
            return None
        return self.timeline.id_of[number]

    @property
    def kept_id(self) -> str | None:
        """The id of the event to have under the cursor again: the one the person went to last.

        A selection may leave it out; the next one that has it comes back to it.
        """
        return self._chosen_id or self.current_id

    def focus_look(self) -> None:
        """Go to the look: what its cursor is on is now what the person chose."""
        self.look.focus()
        self._chosen_id = self.current_id or self._chosen_id

    def choose(self, number: int) -> None:
        """Remember an event as the one that the person went to last."""
        if self.timeline is not None:
            self._chosen_id = self.timeline.id_of[number]

    @property
    def chosen_event(self) -> int | None:
        """The event that the person went to last, or else the one under the cursor."""
        timeline = self.timeline
        chosen = timeline.number_of.get(self._chosen_id or "") if timeline else None
        if chosen is not None and self.result is not None and chosen in self.result:
            return chosen
        return self.look.cursor_event

    def _show_window(self) -> None:
        self.query_one(Overview).show_window(self.look.window)

    # ---- what the looks say

    @on(Look.Moved)
    def _moved(self, message: Look.Moved) -> None:
        if message.number is not None and message.number != self.look.cursor_event:
            return  # the files were read again meanwhile: it is the number of another event
        if message.number is not None and message.is_chosen:
            self.choose(message.number)
        self.show_details(message.number)
        self._show_window()

    @on(Look.WindowMoved)
    def _window_moved(self) -> None:
        self._show_window()

    @on(Look.QueryWanted)
    def _query_wanted(self, message: Look.QueryWanted) -> None:
        self.ask_query(message.text)

    def tell(self, en: str, zh: str) -> None:
        """A short word to the person, in their language."""
        self.notify(say(self.lang, en, zh), markup=False)

    # ---- time

    def action_sideways(self, steps: int) -> None:
        """Go right, or left when negative."""
        self.look.action_sideways(steps)

    def action_zoom(self, step: int) -> None:
        """Show less time, more time, or all of it."""
        if self.look_name == "list":
            self.tell(
                "The List has no axis to zoom: 2 shows Lanes, 3 the Chart.",
                "列表没有可缩放的时间轴：按 2 转到泳道，按 3 转到图表。",
            )
        self.look.action_zoom(step)
