"""The main screen's way back and forward through what was asked for and looked at."""

from __future__ import annotations

from tui.language import say
from tui.looks import known_looks
from tui.screens.looking import Looking
from tui.trail import Stop, Trail
from tui.widgets.query_line import QueryLine


class Trailing(Looking):
    """Whatever goes elsewhere at one stroke, to a query, a link, a date, first keeps what is left.

    Letters typed in the query line are one step together, which is over when the line is left.
    Moving the cursor is no step, nor is another look at the same selection: back goes to the look
    in which a query was left.
    """

    query_text: str

    def __init__(self) -> None:
        super().__init__()
        self._trail = Trail()
        self._typed_over: Stop | None = None  # what was there before the letters now being typed

    @property
    def here(self) -> Stop:
        """What is on the screen."""
        return Stop(self.query_text, self.look_name, self.current_id, self.look.window)

    def leave(self) -> None:
        """Keep what is on the screen: something else is about to be."""
        self.end_typing()
        self._trail.leave(self.here)

    def begin_typing(self) -> None:
        """A letter is typed: what is there before the first of them is kept."""
        if self._typed_over is None:
            self._typed_over = self.here

    def end_typing(self) -> None:
        """The query line was left, or something else is done."""
        before, self._typed_over = self._typed_over, None
        if before is not None and before.query != self.query_text:
            self._trail.leave(before)

    def ask_query(self, text: str, keep: str | None = None) -> None:
        """Show another query, as a step; ``keep`` is the event for the cursor, else its own."""
        if text != self.query_text:
            self.leave()
        self.query_one(QueryLine).set_text(text)
        self.run_query(text, keep=keep or self.kept_id)

    async def action_go_back(self) -> None:
        """Go back to what was asked for and looked at before."""
        self.end_typing()
        await self._go(self._trail.back(self.here), "Nothing before this.", "前面没有了。")

    async def action_go_forward(self) -> None:
        """Go forward again after going back."""
        self.end_typing()
        await self._go(self._trail.forward(self.here), "Nothing after this.", "后面没有了。")

    async def _go(self, stop: Stop | None, en: str, zh: str) -> None:
        if stop is None:
            self.notify(say(self.lang, en, zh), markup=False)
            return
        if stop.look in known_looks():
            await self.switch_look(stop.look)
        self.query_one(QueryLine).set_text(stop.query)
        self.run_query(stop.query, keep=stop.event)
        if stop.window is not None and stop.look == self.look_name:
            self.look.show_window(*stop.window)
        number = self.timeline.number_of.get(stop.event or "") if self.timeline else None
        if number is not None:
            self.look.go_to_event(number)
        self.look.focus()
