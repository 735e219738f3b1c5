"""Where the lines of a text that is edited break: as in the texts that are only read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets.text_area import WrappedDocument

from tui.text import breaks

if TYPE_CHECKING:
    from textual.widgets.text_area import Location


class WrappedText(WrappedDocument):
    """Chinese breaks between characters, but no line begins with 。 or ends with （.

    Textual's own breaks at blanks alone, and cuts a run of Chinese wherever the line is full. What
    it keeps of the lines is what its `wrap` leaves behind; all of them are wrapped at each edit:
    the texts of a form are short.
    """

    def wrap(self, width: int, tab_width: int | None = None) -> None:
        """Break all lines for a width; 0: none."""
        super().wrap(width, tab_width)
        if not width:
            return
        self._wrap_offsets = [breaks(line, width) for line in self.document.lines]
        self._offset_to_line_info = []
        self._line_index_to_offsets = []
        for index, offsets in enumerate(self._wrap_offsets):
            first = len(self._offset_to_line_info)
            sections = range(len(offsets) + 1)
            self._offset_to_line_info += [(index, section) for section in sections]
            self._line_index_to_offsets.append([first + section for section in sections])

    def wrap_range(self, start: Location, old_end: Location, new_end: Location) -> None:
        """Break the lines after an edit."""
        self.wrap(self._width)
