"""JSON: an array with an event a line, or an object a line; as `dateline list` prints them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.exports.event_object import FIELDS, as_json, event_object
from events.exports.selection import Export

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from events.exports.selection import Selection
    from events.timeline import Timeline


def export(selection: Selection) -> Export:
    """A JSON array."""
    return Export(json_array(selection.timeline, selection.numbers))


def export_lines(selection: Selection) -> Export:
    """One JSON object a line."""
    return Export(json_lines(selection.timeline, selection.numbers))


def json_array(
    timeline: Timeline,
    numbers: Iterable[int],
    fields: Iterable[str] = FIELDS,
    *,
    ascii_only: bool = False,
) -> Iterator[str]:
    """A JSON array with one event a line."""
    before = "[\n"
    for number in numbers:
        yield before + as_json(event_object(timeline, number, fields), ascii_only=ascii_only)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def json_lines(
    timeline: Timeline,
    numbers: Iterable[int],
    fields: Iterable[str] = FIELDS,
    *,
    ascii_only: bool = False,
) -> Iterator[str]:
    """One JSON object a line."""
    for number in numbers:
        yield as_json(event_object(timeline, number, fields), ascii_only=ascii_only) + "\n"
