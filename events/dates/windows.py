"""The days in sight, moved, narrowed and widened: whole days, first and last, as ordinals."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

Window: TypeAlias = tuple[int, int]
"""The first and the last day, inclusive."""


def moved(window: Window, step: float, limits: Window) -> Window:
    """The window moved by so many of its lengths, one day at least; it keeps its length.

    It goes no further than to where half of it would be beyond the limits.
    """
    first, last = window
    middle = (first + last) // 2
    days = max(1, round(abs(step) * (last - first + 1)))
    days = min(days, max(0, limits[1] - middle if step > 0 else middle - limits[0]))
    return (first + days, last + days) if step > 0 else (first - days, last - days)


def resized(window: Window, factor: float, day: int, limits: Window) -> Window:
    """The window made narrower (factor below 1) or wider about a day, which stays where it is.

    It is a day long at least, and at most what there is; a day outside of it counts as its middle.
    """
    first, last = window
    length = last - first + 1
    most = max(limits[1] - limits[0] + 1, 1)
    if factor < 1:
        new = max(1, min(round(length * factor), length - 1))
    else:
        new = min(max(round(length * factor), length + 1), max(most, length))
    if not first <= day <= last:
        day = (first + last) // 2
    start = day - round((day - first) * (new - 1) / max(1, length - 1))
    if factor > 1 and new <= most and limits[0] <= day <= limits[1]:
        # No empty time beyond the ends while there is room within.
        start = max(limits[0], min(start, limits[1] - new + 1))
    return start, start + new - 1


def as_dates(window: Window) -> str:
    """The window as a query says it after ``date:``: by years or months where these are whole."""
    first, last = (date.fromordinal(max(1, min(day, date.max.toordinal()))) for day in window)
    after = last.toordinal() + 1
    ends_month = after > date.max.toordinal() or date.fromordinal(after).day == 1
    ends = [first.isoformat(), last.isoformat()]
    if first.day == 1 and ends_month:
        is_years = first.month == 1 and last.month == 12
        ends = [end[: 4 if is_years else 7] for end in ends]
    return "..".join(dict.fromkeys(ends))
