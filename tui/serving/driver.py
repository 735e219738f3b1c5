"""The terminal of an explorer in a browser: Textual's own for the web, which trusts its page more.

A page, or whoever speaks as one, may claim any size: a screen of 50,000 by 50,000 cells would take
all the memory there is. And an explorer whose server is gone has nobody left to look at it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, messages
from textual.drivers.web_driver import WebDriver
from textual.geometry import Size

if TYPE_CHECKING:
    from textual.message import Message

MOST_COLUMNS, MOST_ROWS = 1000, 400
"""Cells of the largest screen: a page's are fewer, even with small letters on four monitors."""


def within(width: int, height: int) -> Size:
    """A size as it is claimed, or as near to it as a screen may be."""
    return Size(min(MOST_COLUMNS, max(1, width)), min(MOST_ROWS, max(1, height)))


class VisitorDriver(WebDriver):
    """A visitor's terminal."""

    def process_message(self, message: Message) -> None:
        """Pass on what was typed; a size may be among it, as terminals tell theirs."""
        if isinstance(message, events.Resize):
            size = within(*message.size)
            message = events.Resize(size, size)
        super().process_message(message)

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """Take what the server says; sizes in the order in which they came.

        The first one goes to the app by way of a task: one that went straight into its queue, as
        Textual's own does, could overtake it, and the screen would keep the older size.
        """
        match payload:
            case {"type": "resize", "width": int(width), "height": int(height)}:
                size = within(width, height)
                self._size = size.width, size.height
                self.send_message(events.Resize(size, size))
            case _:
                super().on_meta(packet_type, payload)

    def run_input_thread(self) -> None:
        """Read what the server sends; where that ends, the explorer ends too."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._app.post_message(messages.ExitApp())
