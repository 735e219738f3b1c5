"""When a Textual app under test has done all that was asked of it.

Textual's own measure is the processor: idle for a fiftieth of a second, at least twice a key. Most
of a suite would be spent waiting so. Whether messages are left is quicker to see, and surer on a
busy machine.
"""

from __future__ import annotations

import asyncio
from time import monotonic, process_time
from typing import TYPE_CHECKING, Any

from textual._context import active_app

if TYPE_CHECKING:
    from textual.app import App
    from textual.message_pump import MessagePump

_LOOK = 0.004  # seconds between two looks
_CALM = 2  # looks in a row at which nothing was to be done
_SHARE = 0.2  # of the time between them that the processor may have worked: threads that read


async def wait_for_idle(min_sleep: float = 0, max_sleep: float = 1) -> None:
    """Wait until no message is left in the app, nothing to be laid out, and none has come since."""
    begun = monotonic()
    calm = 0
    while monotonic() - begun < max_sleep and (calm < _CALM or monotonic() - begun < min_sleep):
        worked, since = process_time(), monotonic()
        await asyncio.sleep(_LOOK)
        busy = process_time() - worked > _SHARE * (monotonic() - since)
        calm = 0 if busy or _has_work(active_app.get()) else calm + 1


def _has_work(app: App[Any]) -> bool:
    pumps: list[MessagePump] = [app, *app._registry]
    if app._resize_event is not None or any(map(_has_messages, pumps)):
        return True
    screen = app.screen_stack[-1] if app._screen_stack else None
    if screen is None or not (
        screen._layout_required
        or screen._layout_widgets
        or screen._scroll_required
        or screen._dirty_widgets
        or screen._callbacks
    ):
        return False
    screen._on_timer_update()  # as its timer would sixty times a second
    return True


def _has_messages(pump: MessagePump) -> bool:
    return bool(pump.message_queue_size or pump._next_callbacks)
