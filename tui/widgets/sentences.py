"""Sentences in a dialog, which break as all our texts do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from tui.text import breaks

if TYPE_CHECKING:
    from textual.geometry import Size


class Sentences(Static):
    """Text whose lines neither begin with 。 nor end with （, as high as there are lines."""

    def _broken(self, width: int) -> Content:
        """The text, its style kept, in lines for a width."""
        content = self.content if isinstance(self.content, Content) else Content(str(self.content))
        lines = []
        for line in content.split("\n", allow_blank=True):
            lines += [part.rstrip() for part in line.divide(breaks(line.plain, max(1, width)))]
        return Content("\n").join(lines)

    def render(self) -> Content:
        """The lines."""
        return self._broken(self.size.width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """How many lines there are."""
        return self._broken(width).plain.count("\n") + 1
