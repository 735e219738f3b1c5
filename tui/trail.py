"""The way back: what was looked at before, and what was gone back from."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from events.model import Look

_MOST = 200  # steps kept


class Stop(NamedTuple):
    """What was on the screen: the query as text, the look, the event under the cursor by its id.

    A timeline that is read again has other numbers. ``window`` are the days that were in sight.
    """

    query: str
    look: Look
    event: str | None
    window: tuple[int, int] | None = None


class Trail:
    """Where the person has been, as in a browser.

    What is on the screen is not in it: whoever goes elsewhere says what is left.
    """

    def __init__(self) -> None:
        """Begin where the person is."""
        self._behind: deque[Stop] = deque(maxlen=_MOST)
        self._ahead: list[Stop] = []

    def leave(self, here: Stop) -> None:
        """Keep what is left for something new; what was gone back from is forgotten."""
        if not self._behind or self._behind[-1] != here:
            self._behind.append(here)
        self._ahead.clear()

    def back(self, here: Stop) -> Stop | None:
        """What was left last and is not what is here; None if there is nothing."""
        while self._behind:
            stop = self._behind.pop()
            if stop != here:
                self._ahead.append(here)
                return stop
        return None

    def forward(self, here: Stop) -> Stop | None:
        """What was gone back from last; None if there is nothing."""
        while self._ahead:
            stop = self._ahead.pop()
            if stop != here:
                self._behind.append(here)
                return stop
        return None
