"""Keys are obeyed in the order in which they were typed, however fast they come."""

from __future__ import annotations

from textual.app import App
from textual.events import Event, Key
from textual.widget import Widget


class KeysInOrder(App[None]):
    """An app that obeys a key before it looks where the next one goes.

    Textual hands each key to the focused widget and obeys it once it has gone all the way up from
    there. Of two keys that come in one piece, as over a slow line, the second is then handed out
    before the first has moved the focus: “/q” would quit instead of beginning a query.
    """

    async def on_event(self, event: Event) -> None:
        """Obey a key at once where nothing on its way would take it as a letter.

        One for a screen that is on its way comes again when that is there.
        """
        screen = self.screen if self.screen_stack else None
        if isinstance(event, Key) and screen is not None and not screen.is_mounted:
            screen.call_later(self.post_message, event)
            return
        if (
            isinstance(event, Key)
            and not event.is_forwarded
            and not _takes_letters(self.focused or self.screen)
        ):
            for priority in (True, False):
                if await self._check_bindings(event.key, priority=priority):
                    return
        await super().on_event(event)


def _takes_letters(focused: Widget) -> bool:
    """Whether a widget does with keys what no binding says."""
    for kind in type(focused).__mro__:
        if kind is Widget:
            return False
        if "_on_key" in vars(kind) or "on_key" in vars(kind):
            return True
    return True
