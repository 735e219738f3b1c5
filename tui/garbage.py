"""Garbage is collected while the person does nothing, and not in the midst of a key."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from textual.screen import Screen

if TYPE_CHECKING:
    from textual import events
    from textual.timer import Timer

_PAUSE = 0.15  # seconds
_FEW = 2_000  # new objects that are no matter
_STILL = 200  # new objects in a pause in which nothing was done
# A key makes some thousand objects: at Python's own threshold, 700, it pays for ten collections.
# A key that is held down leaves no pause: this is what it pays for every few times.
_MOST = 10_000


class CollectsWhenStill(Screen[None]):
    """A screen that collects garbage after the keys, as soon as there is a pause."""

    _pauses: Timer | None = None
    _made = 0  # objects at the last look

    def collect_when_still(self) -> None:
        """Collect from now on; what there is by now stays, and no collection walks over it."""
        if self._pauses is None:
            gc.freeze()
            gc.set_threshold(_MOST, 10, 10)
            gc.enable()
            self._pauses = self.set_interval(_PAUSE, self._look)

    async def on_idle(self, event: events.Idle) -> None:
        """Something was done: look for the pause after it."""
        if self._pauses is not None:
            self._pauses.resume()

    def _look(self) -> None:
        made = gc.get_count()[0]
        is_still = abs(made - self._made) < _STILL
        if is_still and made > _FEW:
            gc.collect(1)
        if is_still and self._pauses is not None:
            self._pauses.pause()
        self._made = gc.get_count()[0]
