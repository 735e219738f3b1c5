"""Keys are obeyed in the order in which they were typed, however fast they come."""

from __future__ import annotations

from collections import deque
from time import monotonic
from typing import Any

from textual import on
from textual.app import App
from textual.events import Event, Key
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget

_LONGEST = 1.0  # seconds that a key waits for the one before it, should no word of it come


class KeysInOrder(App[None]):
    """An app that obeys a key before it looks where the next one goes.

    Textual hands each key to the focused widget and obeys it once it has gone all the way up from
    there. Of two keys that come in one piece, as over a slow line, the second is then handed out
    before the first has moved the focus: “/q” would quit instead of beginning a query, and what
    follows Tab in a form would go into the field before.
    """

    class Obeyed(Message):
        """Goes up the way of a key, right behind it."""

    class ScreenThere(Message):
        """A screen for which keys wait has all that is in it."""

    def __init__(self) -> None:
        super().__init__()
        self._typed: deque[Key] = deque()
        self._handed: float | None = None
        """When the key was handed out that has not come all the way up yet."""
        self._awaited: Screen[Any] | None = None
        """The screen on its way for which keys wait."""

    async def on_event(self, event: Event) -> None:
        """Obey a key once the one before it is obeyed."""
        if not isinstance(event, Key) or event.is_forwarded:
            await super().on_event(event)
            return
        self._typed.append(event)
        if self._handed is None or monotonic() - self._handed > _LONGEST:
            await self._obey_typed()
        else:
            self.set_timer(_LONGEST, self._obey_late)

    async def _obey_typed(self) -> None:
        """Obey what was typed, up to a key that is still on its way or whose screen is."""
        self._handed = None
        while self._typed and self._handed is None:
            screen = self.screen if self.screen_stack else None
            if screen is not None and not screen.is_mounted:
                if screen is not self._awaited:
                    self._awaited = screen
                    screen.call_later(self.post_message, self.ScreenThere())
                return
            await self._obey(self._typed.popleft())

    async def _obey_late(self) -> None:
        """Go on where a widget went away with its key."""
        if self._handed is not None and monotonic() - self._handed >= _LONGEST:
            await self._obey_typed()

    @on(ScreenThere)
    async def _screen_there(self) -> None:
        self._awaited = None
        if self._handed is None:
            await self._obey_typed()

    @on(Obeyed)
    async def _obeyed(self, message: Obeyed) -> None:
        message.stop()
        await self._obey_typed()

    async def _obey(self, key: Key) -> None:
        """Obey a key at once where nothing on its way would take it as a letter."""
        focused = (self.focused or self.screen) if self.screen_stack else None
        if focused is not None and not _takes_letters(focused):
            for priority in (True, False):
                if await self._check_bindings(key.key, priority=priority):
                    return
        await super().on_event(key)
        if focused is not None and focused.post_message(self.Obeyed()):
            self._handed = monotonic()


def _takes_letters(focused: Widget) -> bool:
    """Whether a widget does with keys what no binding says."""
    for kind in type(focused).__mro__:
        if kind is Widget:
            return False
        if "_on_key" in vars(kind) or "on_key" in vars(kind):
            return True
    return True
