"""What is said in the corner of the screen, whose wide characters stay whole whatever is below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widget import Widget
from textual.widgets._toast import Toast

from tui.widgets.whole_strip import WholeStrip

if TYPE_CHECKING:
    from textual.geometry import Region
    from textual.strip import Strip


def keep_toasts_whole() -> None:
    """Let no toast lose a wide character that stands over the edge of a pane.

    Textual makes its toasts itself, of a class that nobody can name another one for.
    """
    Toast.render_lines = _whole_lines  # type: ignore[assignment, method-assign]


def _whole_lines(toast: Widget, crop: Region) -> list[Strip]:
    return [WholeStrip(list(line), line.cell_length) for line in Widget.render_lines(toast, crop)]
