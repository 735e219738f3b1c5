"""The peaks of a row of counts."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LEAST = 2  # one event is no peak where there are busier times


def peaks(counts: Sequence[int]) -> list[int]:
    """The places that stand out from what is around them; of equal neighbours the first.

    A place stands out if it is higher than its neighbours, and by so much above the lower ground
    between it and a higher place (or the end) that chance would hardly do it: the square root of
    its count, as of a Poisson distribution, and by 2 at least where any place has 2.
    """
    least = min(_LEAST, max(counts, default=0))
    found = []
    for place, count in enumerate(counts):
        before = counts[place - 1] if place else 0
        if count and count > before and _rise(counts, place) >= max(least, sqrt(count)):
            found.append(place)
    return found


def _rise(counts: Sequence[int], place: int) -> int:
    """How far one has to go down from a place at least, on the way to a higher one or the end.

    Topographic prominence, with nothing but low ground beyond the ends. Of equally high places
    the first is taken for the higher one.
    """
    height = counts[place]
    before = _lowest(reversed(counts[:place]), height)
    return height - max(before, _lowest(counts[place + 1 :], height + 1))


def _lowest(way: Iterable[int], height: int) -> int:
    """The lowest count on the way to one of a height; 0 if the way ends without one."""
    lowest = height
    for count in way:
        if count >= height:
            return lowest
        lowest = min(lowest, count)
    return 0
