"""The long stretches of time in which nothing of a selection happened, to be folded away."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from events.axes.time_axis import Fold
from events.dates.edtf import OPEN_END, OPEN_START

if TYPE_CHECKING:
    from events.timeline import Timeline

LEAST = 14
"""Days that are empty at the least; an axis draws only those folds that save it cells."""
_AIR = 20  # one day in so many of a stretch stays unfolded at either end


def empty_stretches(timeline: Timeline, numbers: Sequence[int]) -> tuple[Fold, ...]:
    """The days between the events, longest stretches included, a little air left at both ends.

    What happened once, somewhere in a window, may have happened on any day of that; what lasts
    begins and ends, and is empty time between.

    Parameters
    ----------
    numbers
        Ascending event numbers.
    """
    dated = numbers[: bisect_left(numbers, timeline.dated)]
    filled = sorted(_filled(timeline, dated))
    reached = accumulate((last for _, last in filled), max)
    gaps = (
        (last + 1, first - 1)
        for last, (first, _) in zip(reached, filled[1:], strict=False)
        if first - last - 1 >= LEAST
    )
    return tuple(_aired(first, last) for first, last in gaps)


def _filled(timeline: Timeline, numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The days that are not empty, in any order."""
    for number in numbers:
        first, last = timeline.lo[number], timeline.hi[number]
        if first == last:
            yield first, last
            continue
        when = timeline.when[number]
        known = [day for day in (first, last) if OPEN_START < day < OPEN_END]
        if len(known) < 2 or (when is not None and when.kind == "span"):
            yield from ((day, day) for day in known)
        else:
            yield first, last


def _aired(first: int, last: int) -> Fold:
    air = max(1, (last + 1 - first) // _AIR)
    return Fold(first + air, last - air)
