"""Measuring between two events: days and calendar time, with the least and the most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from events.dates.elapsed import Calendar, Elapsed, beginning, elapsed, ending

if TYPE_CHECKING:
    from events.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Measured:
    """What lies between two dated events, given by their numbers, the earlier one first."""

    first: int
    second: int
    days: Elapsed
    """From the beginning of the first to that of the second."""
    least: Calendar | None
    """The least of it in years, months and days; None where it has no limit."""
    most: Calendar | None
    after_end: Elapsed | None
    """From the end of the first to the beginning of the second, where the first lasts."""


def measure(timeline: Timeline, one: int, other: int) -> Measured | None:
    """Measure between two events, in the order of the timeline; None if either is undated."""
    first, second = sorted((one, other))
    start, end = timeline.when[first], timeline.when[second]
    if start is None or end is None:
        return None
    since, until = beginning(start), beginning(end)
    lasts = start.kind == "span"
    return Measured(
        first,
        second,
        elapsed(since, until),
        _calendar(since.last, until.first),
        _calendar(since.first, until.last),
        elapsed(ending(start), until) if lasts else None,
    )


def _calendar(first: int | None, last: int | None) -> Calendar | None:
    return None if first is None or last is None else Calendar.between(first, last)
