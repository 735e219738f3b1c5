"""A screen that draws all that one key changes in one frame."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual.screen import Screen

if TYPE_CHECKING:
    from textual import events

_ON_THE_WAY = 0.001  # seconds in which a message comes from one pane by way of the others
_MOST_WAITS = 4  # in a row: the mouse may send messages for ever


class OneFrame(Screen[None]):
    """Its panes tell each other what a key did, in messages that come one after the other.

    Textual draws as soon as the screen has nothing to do, and again what comes with each of these
    messages. A frame costs as much as a pane: it waits for them.
    """

    draws_at_once = True
    """Until there is something to press a key for: what there is of the first frame comes first."""
    _waits = 0

    async def on_idle(self, event: events.Idle) -> None:
        """Wait for what is on its way; then Textual's own handler draws."""
        if not self.draws_at_once and self._waits < _MOST_WAITS:
            await asyncio.sleep(_ON_THE_WAY)
            if self.message_queue_size:  # there will be nothing to do again after these
                self._waits += 1
                event.prevent_default()
                return
        self._waits = 0
