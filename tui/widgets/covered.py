"""A container all of which its children cover."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal

if TYPE_CHECKING:
    from textual.geometry import Region
    from textual.strip import Strip


class Covered:
    """It has no border and nothing to draw: a frame need not look through blank lines below others.

    Where a widget gives no lines, what is below it is seen. No widget itself, since Textual takes a
    widget's styles from the first of its bases that is one.
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        """None."""
        return []


class CoveredRow(Covered, Horizontal):
    """Panes side by side."""
