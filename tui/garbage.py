"""Garbage is collected while the person does nothing, and not in the midst of a key."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.screen import Screen

_PAUSE = 0.5  # seconds
_FEW = 2_000  # new objects that are no matter
_STILL = 200  # new objects in a pause in which nothing was done
# A key makes some thousand objects: at Python's own threshold, 700, it pays for ten collections.
_MOST = 50_000


def collect_when_still(screen: Screen[None]) -> None:
    """Collect from now on, on the screen's time; all that there is by now stays.

    No collection walks over that again, unless Python finds that as much again has come to it.
    """
    gc.freeze()
    gc.set_threshold(_MOST, 10, 10)
    gc.enable()
    made = 0

    def look() -> None:
        nonlocal made
        now = gc.get_count()[0]
        if now > _FEW and abs(now - made) < _STILL:
            gc.collect(1)
        made = gc.get_count()[0]

    screen.set_interval(_PAUSE, look)
