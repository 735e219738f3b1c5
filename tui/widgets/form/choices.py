"""The box of choices under a line of a form; one box serves all lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Size

from tui.widgets.completions import Completions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.geometry import Region

    from events.query import Completion


class FormChoices(Completions):
    """Completions that hang under, or above, any line of the screen."""

    DEFAULT_CSS = """
    FormChoices { position: absolute; constrain: inside none; background: $panel-lighten-2; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._line_y = 0

    def offer_at(self, items: Sequence[Completion], line: Region, column: int) -> None:
        """Show choices for a line that stands in a region of the screen; none closes the box."""
        self._line_y = line.y
        self.offer(items, max(0, line.x + column - 1))

    def close(self) -> None:
        """Show nothing."""
        self.offer((), 0)

    def highlight(self, row: int) -> None:
        """Put the cursor on a row, if there is any."""
        if self.items:
            self.cursor = row
            self.reveal(row)
            self.redraw(row)

    def _take_room(self, room: Size) -> None:
        height = self.screen.size.height
        below = height - self._line_y - 2
        above = self._line_y
        if room.height > below and above > below:
            room = Size(room.width, min(room.height, above))
            y = self._line_y - room.height
        else:
            room = Size(room.width, max(1, min(room.height, below)))
            y = self._line_y + 1
        super()._take_room(room)
        self.styles.offset = (self.styles.offset.x.cells or 0, y)
