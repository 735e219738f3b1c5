"""SVG: the Lanes or the Chart picture as vector art for a report, without scripts.

Shapes and text are plain SVG 1.1 with presentation attributes only, so that programs for writing
and drawing take it in. Labels are placed by how wide they may be (`events.exports.svg_text`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.exports.selection import Export, dated_of
from events.exports.svg_frame import framed

if TYPE_CHECKING:
    from events.exports.selection import Selection


def export(selection: Selection) -> Export:
    """The picture of the selection's look."""
    if selection.look == "chart":
        from events.exports.svg_chart import chart_picture

        return Export(framed(selection, chart_picture(selection)))
    from events.exports.svg_lanes import lanes_picture

    _, remarks, missing = dated_of(selection)
    return Export(framed(selection, lanes_picture(selection, selection.by)), remarks, missing)
