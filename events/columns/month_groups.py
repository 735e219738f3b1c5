"""The headers of a list of events: the months in which they stand."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from events.timeline import Timeline

_LAST_DAY = date.max.toordinal()
_YEAR = 365  # days; the shortest


class Group(NamedTuple):
    """A header: a month, or a whole year, and the number of its first event."""

    year: int
    month: int | None
    first: int


def month_groups(timeline: Timeline) -> tuple[Group, ...]:
    """The months that hold dated events, in order, by the day that the order goes by.

    Events at least a year wide that start on 1 January stand before that year's months, under the
    year alone.
    """
    start, dated = timeline.start, timeline.dated
    found: list[Group] = []
    number = 0
    while number < dated:
        day = date.fromordinal(min(start[number], _LAST_DAY))
        month: int | None = day.month
        end = bisect_left(start, _next_month(day), number, dated)
        if (day.month, day.day) == (1, 1) and _is_wide(timeline, number):
            # The order puts the longer first, so these are the first of their day.
            month, first_day = None, number
            while number < end and start[number] == start[first_day] and _is_wide(timeline, number):
                number += 1
            number, end = first_day, number
        found.append(Group(day.year, month, number))
        number = end
    return tuple(found)


def _next_month(day: date) -> int:
    if (day.year, day.month) == (9999, 12):
        return _LAST_DAY + 2  # after an open end too
    return date(day.year + day.month // 12, day.month % 12 + 1, 1).toordinal()


def _is_wide(timeline: Timeline, number: int) -> bool:
    return timeline.hi[number] - timeline.lo[number] + 1 >= _YEAR
