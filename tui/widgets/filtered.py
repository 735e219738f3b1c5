"""Styles as the screen's filters leave them: without colours, or with those of the theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style

if TYPE_CHECKING:
    from textual.widget import Widget


def filtered(widget: Widget, style: Style) -> Style:
    """A style as it reaches the screen from a widget that is drawn past Textual's styles cache.

    Filters change styles, not texts: to ask for each style once spares asking for each line.
    """
    background = widget.background_colors[1]
    for line_filter in widget.get_line_filters():
        (segment,) = line_filter.apply([Segment(" ", style)], background)
        style = segment.style or Style()
    return style
