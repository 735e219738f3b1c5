"""What happened around an event: everything within some days before and after it."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import compress
from operator import sub
from typing import TYPE_CHECKING, NamedTuple

from events.columns.bitsets import flags_of
from events.dates.edtf import OPEN_END, OPEN_START
from events.dates.elapsed import Elapsed

if TYPE_CHECKING:
    from events.comparing.beginnings import Beginnings
    from events.timeline import Timeline

_NARROW = 62  # days: wider dates are few, and are looked at one by one


class Near(NamedTuple):
    """An event and the days to it from the one in the middle, negative before it."""

    number: int
    days: Elapsed


class Neighbourhood(NamedTuple):
    """What lies around an event, each part in the order of the timeline, itself among them."""

    surely: tuple[Near, ...]
    """Surely began within the days before or after."""
    perhaps: tuple[Near, ...]
    """May have: their dates, or the event's own, are known no closer."""
    lasting: tuple[Near, ...]
    """Began before, and last into these days."""


class Surroundings:
    """Finds what lies around events; the events with wide dates are picked out once."""

    def __init__(self, timeline: Timeline, beginnings: Beginnings) -> None:
        """Pick out the events that may be far from the day by which they are sorted."""
        self.timeline = timeline
        self._beginnings = beginnings
        dated = timeline.dated
        widths = map(sub, timeline.hi[:dated], timeline.lo[:dated])
        self._known, self._flags = 0, bytes(len(timeline) + 1)  # of what was asked last
        self._wide: Sequence[int] = array("i", compress(range(dated), map(_NARROW.__le__, widths)))

    def around(self, centre: int, within: int, known: int) -> Neighbourhood | None:
        """Everything within some days before and after an event; None if it is undated.

        Parameters
        ----------
        known
            The events to look at, as a bitset.
        """
        timeline, beginnings = self.timeline, self._beginnings
        middle = beginnings.moment(centre)
        if middle is None:
            return None
        surely: list[Near] = []
        perhaps: list[Near] = []
        lasting: list[Near] = []
        # An unknown beginning reaches only as far back as is known, an open one without limit.
        first = (timeline.lo[centre] if middle.first is None else middle.first) - within
        last = OPEN_END if middle.last is None else middle.last + within
        if self._known != known:
            self._known, self._flags = known, flags_of(known | 1 << len(timeline))
        flags, begun, done = self._flags, beginnings.first, beginnings.last
        doubtful = beginnings.doubtful
        for number in self._candidates(first, last):
            if number == centre:
                surely.append(Near(number, Elapsed(0, 0)))
                continue
            if not flags[number]:
                continue
            least = most = None
            if middle.last is not None and begun[number] > OPEN_START:
                least = begun[number] - middle.last
            if middle.first is not None and done[number] < OPEN_END:
                most = done[number] - middle.first
            near = Near(number, Elapsed(least, most, middle.about or number in doubtful))
            if least is not None and most is not None and -within <= least and most <= within:
                surely.append(near)
            elif (least is None or least <= within) and (most is None or most >= -within):
                perhaps.append(near)
            elif most is not None and most < 0 and timeline.hi[number] >= first:
                lasting.append(near)
        return Neighbourhood(tuple(surely), tuple(perhaps), tuple(lasting))

    def _candidates(self, first: int, last: int) -> list[int]:
        """The dated events that may share a day with a range, ascending."""
        timeline = self.timeline
        low = bisect_left(timeline.start, first - _NARROW, 0, timeline.dated)
        high = bisect_right(timeline.start, last, 0, timeline.dated)
        lo, hi = timeline.lo, timeline.hi
        wide = [
            n for n in self._wide if (n < low or n >= high) and lo[n] <= last and hi[n] >= first
        ]
        near = [n for n in range(low, high) if lo[n] <= last and hi[n] >= first]
        return sorted(near + wide)
