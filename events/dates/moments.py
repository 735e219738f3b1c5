"""When an event is said to have happened: the days that one of its dates leaves open.

A picture that counts events by time counts each once: a point at the time it happened, what lasts
at the time it began.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.dates.edtf import read_end

if TYPE_CHECKING:
    from events.when import When


def moment(when: When) -> tuple[int, int]:
    """The first and last day on which it may have begun, or ended where the beginning is open.

    ``[..2025]`` and ``[2025..]`` have the days of the one date that is written in them; see
    `is_one_sided`.
    """
    start, end = when.text, when.text
    if when.precision == "window":
        start, end = when.text[1:-1].split("..")
    elif when.kind == "span":
        start, end = (text.strip(".") for text in when.text.split("/"))
    if when.kind == "span" or not start or not end:
        read = read_end(start or end)
        if read is not None:
            return read[0], read[1]
    return when.lo, when.hi


def is_one_sided(when: When) -> bool:
    """Whether all that is known is that it happened before, or after, some date."""
    return when.precision == "window" and (when.open_start or when.open_end)
