"""The event of a selection that stands for a day."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from events.timeline import Timeline


def event_at(
    timeline: Timeline, numbers: Sequence[int], day: int, *, nearest: bool = False
) -> int | None:
    """Of ascending event numbers the first that begins on or after a day, or else the last dated.

    ``nearest`` takes the one before where that begins nearer to the day. None if none has a date.
    """
    start = timeline.start
    dated = bisect_left(numbers, timeline.dated)
    if not dated:
        return None
    following = bisect_left(start, day, 0, timeline.dated)
    place = min(bisect_left(numbers, following, 0, dated), dated - 1)
    if nearest and place:
        before, after = (start[numbers[at]] for at in (place - 1, place))
        place -= abs(day - before) < abs(after - day)
    return numbers[place]
