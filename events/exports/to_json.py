"""JSON: an array with an event a line, or an object a line; as `dateline list` prints them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.exports.event_object import json_array, json_lines
from events.exports.selection import Export

if TYPE_CHECKING:
    from events.exports.selection import Selection


def export(selection: Selection) -> Export:
    """A JSON array."""
    return Export(json_array(selection.timeline, selection.numbers))


def export_lines(selection: Selection) -> Export:
    """One JSON object a line."""
    return Export(json_lines(selection.timeline, selection.numbers))
