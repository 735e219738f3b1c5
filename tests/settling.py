"""When a Textual app under test has done all that was asked of it.

Textual's own measure is the processor: idle for a fiftieth of a second, at least twice a key, and
after a second whatever is left. Most of a suite would be spent waiting so, and on a busy machine a
second is soon over. Whether anything is left to do is quicker to see, and surer.
"""

from __future__ import annotations

import asyncio
import os
import threading
from time import monotonic, process_time
from typing import TYPE_CHECKING, Any

from textual._context import active_app

from tests.patience import LIMIT

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App
    from textual.message_pump import MessagePump
    from textual.pilot import Pilot

_IDLE = 20  # seconds after which an app that never comes to rest is left to its test
_LOOK = 0.004  # seconds between two looks
_CALM = 2  # looks in a row at which nothing was to be done
_SHARE = 0.2  # of the time between them that the processor may have worked: threads that read
_THREADS = "/proc/self/task"


async def wait_for_idle(min_sleep: float = 0, max_sleep: float = _IDLE) -> None:
    """Wait until no message is left in the app, nothing to be laid out, and none has come since."""
    begun = monotonic()
    calm = 0
    while monotonic() - begun < max_sleep and (calm < _CALM or monotonic() - begun < min_sleep):
        worked, since = process_time(), monotonic()
        await asyncio.sleep(_LOOK)
        busy = process_time() - worked > _SHARE * (monotonic() - since)
        calm = 0 if busy or _has_work(active_app.get()) or _has_busy_threads() else calm + 1


async def until(pilot: Pilot[Any], is_so: Callable[[], bool]) -> None:
    """Wait for what a thread or a timer of the app brings about."""
    begun = monotonic()
    await pilot.pause(0.01)
    while not is_so():
        assert monotonic() - begun < LIMIT, "it never came to that"
        await pilot.pause(0.01)


def _has_busy_threads() -> bool:
    """Whether another thread works or would if it had the processor; no where nobody tells.

    To read lets go of the interpreter, so that a thread which waits for that is awake when seen.
    """
    own = str(threading.get_native_id())
    try:
        others = [name for name in os.listdir(_THREADS) if name != own]
        return any(_state(name) in ("R", "D") for name in others)
    except OSError:
        return False


def _state(thread: str) -> str:
    """What the kernel says of a thread, after its name in brackets."""
    try:
        with open(f"{_THREADS}/{thread}/stat") as file:
            return file.read().rpartition(") ")[2][:1]
    except (FileNotFoundError, ProcessLookupError):  # it has ended
        return ""


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
